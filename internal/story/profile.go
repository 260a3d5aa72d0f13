package story

import (
	"math"
	"strings"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// profile is what grouping keeps of a report: the terms that say what it is about, with their place
// and kind. The text itself is let go.
type profile struct {
	seq      int
	entry    *entry
	stamp    sitrep.Stamp
	day      float64 // days since 1970 of publication or, failing that, of the first date in its head; NaN if unknown
	outlet   term    // 0 when unknown
	words    []mention
	passages []passage
	shown    []shown // the head's names, numbers and words as they stand there
	incident incident
	town     term // the first town of the head, or 0
	things   []thingTerm
	signs    signs

	vec  []weighted // by weigh
	keys []uint32   // the last four bytes of its terms
	// headSum and nameSum are the sums of head weights, of all terms and of names.
	headSum, nameSum float64
	// titleSum and topSum are those of the title and of the weightiest terms; nameSquare and wordSquare the sums of
	// squares over names and over what is neither name nor number.
	titleSum, topSum, topNameSum, nameSquare, wordSquare float64
	years, dates                                         int
}

// flags say of what kind a term is and where it stands.
type flags uint16

// mention is a term at one place.
type mention struct {
	term   term
	weight float32
	flags  flags
}

const (
	inTitle flags = 1 << iota
	inHead
	isName
	isNumber // a number or a year
	isYear
	isPair    // two names or two words in a row
	isDate    // a day of a month
	isTop     // among the weightiest of a report
	isTopName // among the weightiest names
)

// thingTerm is a word's term and that of the thing it stands for in any language; of two things ("Turkey-Syria quake"), the
// second is other.
type thingTerm struct{ word, thing, other term }

// thing is the term of the thing that a term's word stands for, or the term itself; other is that of a second thing, or 0.
func (p *profile) thing(t term) (thing, other term) {
	for _, at := range p.things {
		if at.word == t {
			return at.thing, at.other
		}
	}
	return t, 0
}

// passage is a sentence, or a part of a title ("Morning briefing: ..."): what outlets repeat on every page is told
// by its hash; 0 marks one that is no furniture.
type passage struct {
	hash              term
	first, last       int // mentions
	firstRun, lastRun int // words in a row
	title             bool
}

type shown struct {
	term  term
	words string
	name  bool
}

// weighted is a term of a report's vector: its weight in the whole text and in the head, each scaled so
// that the vector is of length 1.
type weighted struct {
	term         term
	weight, head float32
	rare         float32
	flags        flags
}

// reader makes profiles.
type reader struct {
	rules   *rules
	stemmer stemmer
	terms   [2]map[string]thingTerm // of words looked up: in languages that are not known, and that are
}

func newReader(c *rules) reader {
	return reader{c, newStemmer(), [2]map[string]thingTerm{make(map[string]thingTerm), make(map[string]thingTerm)}}
}

func (rd *reader) profile(r *Report) *profile {
	p := &profile{stamp: r.Published, day: math.NaN()}
	if at := strings.ToLower(r.Outlet); at != "" {
		p.outlet = hash(at)
	} else if host := hostOf(r.URL); host != "" {
		p.outlet = hash(host)
	}
	b := builder{reader: rd, p: p, names: make(map[string]bool)}
	b.findNames(r.Title)
	b.findNames(r.Body)
	b.read(r.Title, true)
	b.read(r.Body, false)
	p.incident = incidentOf(r.Title, r.Body)
	p.town = b.town(r.Title, r.Body)
	p.signs.finish(p)
	switch {
	case !r.Published.IsZero():
		p.day = float64(r.Published.End().Unix()) / 86400
	case p.incident.stated != 0:
		p.day = p.incident.stated
	}
	return p
}

// published is the day of publication as a span; unknown if it is.
func (p *profile) published() span {
	if p.stamp.IsZero() {
		return unknownSpan()
	}
	return span{p.day, p.day}
}

// hostOf is the host of an address, without "www.".
func hostOf(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}

type builder struct {
	*reader
	p     *profile
	at    passage         // being read
	last  term            // the word before that is not a common one
	names map[string]bool // lower-cased words that stand capitalised inside a sentence
}

// findNames notes what is capitalised where nothing but a name is.
func (b *builder) findNames(d *text.Doc) {
	if d == nil || d.Headline || d.AllCaps {
		return
	}
	for s := range d.Sentences {
		se := &d.Sentences[s]
		if se.First > b.rules.Words {
			return
		}
		for i := se.First + 1; i < min(se.Last, b.rules.Words); i++ {
			t := &d.Tokens[i]
			if t.Kind == text.Word && (t.Shape == text.Title || t.Shape == text.Upper || t.Shape == text.Mixed) && d.Tokens[i-1].Kind != text.Punct {
				b.names[t.Lower] = true
			}
		}
	}
}

// read adds a text's terms.
func (b *builder) read(d *text.Doc, title bool) {
	if d == nil {
		return
	}
	words := 0
	for s := range d.Sentences {
		b.open(term(s), title)
		var before term // the name right before
		for i := d.Sentences[s].First; i < d.Sentences[s].Last && words < b.rules.Words; i++ {
			t := &d.Tokens[i]
			if t.Kind == text.Punct {
				before = 0
				if title && strings.Contains(":|–—-", t.Lower) {
					b.close()
					b.open(0, true)
				}
				continue
			}
			words++
			b.at.hash = pair(b.at.hash, hash(t.Lower))
			b.p.signs.day(t.Lower, title || words <= b.rules.Lead)
			before = b.token(d, i, place(title, words <= b.rules.Lead), before)
		}
		b.close()
		if words >= b.rules.Words {
			return
		}
	}
}

func (b *builder) open(seed term, title bool) {
	b.at = passage{hash: seed, first: len(b.p.words), firstRun: len(b.p.signs.read), title: title}
	b.last = 0
}

// close ends a passage. A part of a title that holds a name, or a thing of many tongues, is no furniture, however often it stands there.
func (b *builder) close() {
	b.at.last, b.at.lastRun = len(b.p.words), len(b.p.signs.read)
	if b.at.title {
		for _, m := range b.p.words[b.at.first:b.at.last] {
			if thing, _ := b.p.thing(m.term); m.flags&isName != 0 || thing != m.term {
				b.at.hash = 0
			}
		}
	}
	b.p.passages = append(b.p.passages, b.at)
}

func place(title, lead bool) flags {
	switch {
	case title:
		return inTitle | inHead
	case lead:
		return inHead
	}
	return 0
}

// token adds the terms of one word or number and returns the name it is, or 0.
func (b *builder) token(d *text.Doc, i int, flags flags, before term) term {
	t := &d.Tokens[i]
	weight := 1.0
	switch {
	case flags&inTitle != 0:
		weight = b.rules.TitleWeight
	case flags&inHead != 0:
		weight = b.rules.LeadWeight
	}
	if t.Kind == text.Number {
		if day := dayOf(d, i); day != "" {
			b.note(hash("d"+day), weight*b.rules.DateWeight, flags|isDate, "")
			return 0
		}
		b.number(t.Lower, weight, flags)
		b.countAt(d, i)
		b.last = 0
		return 0
	}
	common := d.Language.Story.Common
	if common[t.Lower] >= 1 || t.Shape != text.Upper && utf8.RuneCountInString(t.Lower) < 3 {
		if t.Shape != text.Lower {
			return before
		}
		return 0
	}
	found := b.term(t.Lower, common != nil)
	at := found.word
	b.p.signs.follow(b.last, found, flags&inHead != 0)
	b.last = at
	if !b.names[t.Lower] {
		b.note(at, weight, flags, d.Raw(i))
		return 0
	}
	weight *= b.rules.NameWeight
	b.note(at, weight, flags|isName, d.Raw(i))
	if before != 0 {
		b.note(pair(before, at), weight*b.rules.PairWeight, flags|isName|isPair, "")
	}
	return at
}

// term is that of a word's stem and of the thing it stands for in any language, which is noted. Known says that the
// language's words are known.
func (b *builder) term(word string, known bool) thingTerm {
	at := b.look(word, known)
	if known, _ := b.p.thing(at.word); at.thing != 0 && known == at.word {
		b.p.things = append(b.p.things, at)
	}
	return at
}

// looked is how many words a reader remembers the terms of.
const looked = 1 << 16

func (rd *reader) look(word string, known bool) thingTerm {
	cache := rd.terms[0]
	if known {
		cache = rd.terms[1]
	}
	if at, ok := cache[word]; ok {
		return at
	}
	at := thingTerm{word: hash(rd.stemmer.stem(word, known))}
	if thing := spoken().of(word); thing != "" {
		at.thing = hash("t " + thing)
	} else if first, second, ok := strings.Cut(word, "-"); ok {
		if one, two := spoken().of(first), spoken().of(second); one != "" && two != "" {
			at.thing, at.other = hash("t "+one), hash("t "+two)
		}
	}
	if len(cache) >= looked {
		clear(cache)
	}
	cache[strings.Clone(word)] = at
	return at
}

func (b *builder) number(s string, weight float64, flags flags) {
	s = strings.ReplaceAll(strings.TrimRight(s, ".,"), ",", "")
	switch {
	case len(s) < 2:
	case len(s) == 4 && (s[:2] == "19" || s[:2] == "20"):
		b.note(hash("y"+s), weight*b.rules.YearWeight, flags|isNumber|isYear, "")
	default:
		b.note(hash("n"+s), weight*b.rules.NumberWeight, flags|isNumber, s)
	}
}

func (b *builder) note(t term, weight float64, flags flags, raw string) {
	b.p.words = append(b.p.words, mention{t, float32(weight), flags})
	if raw == "" || flags&inHead == 0 || len(b.p.shown) >= 40 {
		return
	}
	for _, s := range b.p.shown {
		if s.term == t {
			return
		}
	}
	b.p.shown = append(b.p.shown, shown{t, strings.Clone(raw), flags&(isName|isNumber) != 0})
}

// languageOf is the language of a report's texts.
func languageOf(r *Report) *lang.Language {
	for _, d := range []*text.Doc{r.Body, r.Title} {
		if d != nil && d.Language != nil {
			return d.Language
		}
	}
	return &lang.None
}
