package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

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
	day      float64   // days since 1970 of publication or, failing that, of the first date in its head; NaN if unknown
	outlet   term      // 0 when unknown
	words    []mention // by term, those of one term in the order of the text
	whole    term      // the hash of all terms in the order of the text
	passages []passage
	shown    []shown // the head's names, numbers and words as they stand there
	incident incident
	town     term // the first town of the head, or 0
	things   []thingTerm
	signs    signs

	vec    []weighted // by weigh
	sketch sketch     // of vec
	lone   []uint8    // places in vec of what is noted when the other report lacks it
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
	term    term
	weight  float32
	flags   flags
	passage uint16
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

// passage is a sentence, or a part of a title ("Morning briefing: ..."), that holds any terms: what outlets repeat on every
// page is told by its hash; 0 marks one that is no furniture.
type passage struct {
	hash              term
	firstRun, lastRun uint16 // words in a row
	title             bool
	passed            bool // it is furniture, as far as weigh knew
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

// Outline is a report as grouping knows it; its text is let go.
type Outline struct {
	id       sitrep.ReportID
	title    string
	language *lang.Language
	profile  *profile
}

// Outline reads a report. It depends on nothing that came before, and may be called by several goroutines at once.
func (g *Grouper) Outline(r Report) *Outline {
	return &Outline{r.ID, headline(&r), languageOf(&r), g.reader.profile(&r)}
}

// reader makes profiles. It may be used by several goroutines.
type reader struct {
	rules   *rules
	stemmer stemmer
	mutex   sync.Mutex
	free    []*builder
}

func newReader(c *rules) *reader { return &reader{rules: c, stemmer: newStemmer()} }

// builder is one that nobody uses now.
func (rd *reader) builder() *builder {
	rd.mutex.Lock()
	defer rd.mutex.Unlock()
	if n := len(rd.free); n > 0 {
		b := rd.free[n-1]
		rd.free = rd.free[:n-1]
		return b
	}
	return &builder{reader: rd, known: make(map[*lang.Language]*lexicon)}
}

func (rd *reader) done(b *builder) {
	b.p = nil
	rd.mutex.Lock()
	defer rd.mutex.Unlock()
	rd.free = append(rd.free, b)
}

func (rd *reader) profile(r *Report) *profile {
	p := &profile{stamp: r.Published, day: math.NaN()}
	if at := strings.ToLower(r.Outlet); at != "" {
		p.outlet = hash(at)
	} else if host := hostOf(r.URL); host != "" {
		p.outlet = hash(host)
	}
	b := rd.builder()
	defer rd.done(b)
	b.begin(p)
	b.findNames(r.Title)
	b.findNames(r.Body)
	b.read(r.Title, true)
	b.read(r.Body, false)
	p.incident = incidentOf(r.Title, r.Body)
	p.town = b.town(r.Title, r.Body)
	b.finish()
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

// builder makes one profile after the other. The lists in it are those of the profile in the making; it gets copies no longer than need be.
type builder struct {
	*reader
	p        *profile
	known    map[*lang.Language]*lexicon
	lexicon  *lexicon // of the text that is read
	names    termSet  // lower-cased words that stand capitalised inside a sentence
	words    []mention
	order    []ordered
	passages []passage
	shown    []shown
	raw      []byte  // the words shown, one after the other
	ends     []int   // of each in raw
	at       passage // being read
	first    int     // its first mention
	last     term    // the word before that is not a common one
}

// ordered is a mention's term and its place.
type ordered struct {
	term term
	at   int
}

func (b *builder) begin(p *profile) {
	b.p = p
	b.names.clear()
	b.words, b.passages, b.shown, b.raw, b.ends = b.words[:0], b.passages[:0], b.shown[:0], b.raw[:0], b.ends[:0]
}

// finish hands over what was read.
func (b *builder) finish() {
	p := b.p
	for i := range b.words {
		p.whole = pair(p.whole, b.words[i].term)
	}
	b.order = b.order[:0]
	for i := range b.words {
		b.order = append(b.order, ordered{b.words[i].term, i})
	}
	slices.SortFunc(b.order, func(x, y ordered) int { return cmp.Or(compare(x.term, y.term), x.at-y.at) })
	p.words = make([]mention, len(b.words))
	for i, o := range b.order {
		p.words[i] = b.words[o.at]
	}
	p.passages = slices.Clone(b.passages)
	all, from := string(b.raw), 0
	for i, end := range b.ends {
		b.shown[i].words, from = all[from:end], end
	}
	p.shown = slices.Clone(b.shown)
	p.things = slices.Clip(p.things)
	p.signs.finish(p)
	p.take()
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
				b.names.add(hash(t.Lower))
			}
		}
	}
}

// read adds a text's terms.
func (b *builder) read(d *text.Doc, title bool) {
	if d == nil {
		return
	}
	b.lexicon = b.lexiconOf(d.Language)
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
			w := b.look(t.Lower)
			b.at.hash = pair(b.at.hash, w.hash)
			b.p.signs.day(w.weekday, title || words <= b.rules.Lead)
			before = b.token(d, i, w, place(title, words <= b.rules.Lead), before)
		}
		b.close()
		if words >= b.rules.Words {
			return
		}
	}
}

func (b *builder) open(seed term, title bool) {
	b.at = passage{hash: seed, firstRun: uint16(len(b.p.signs.read)), title: title}
	b.first, b.last = len(b.words), 0
}

// close ends a passage. A part of a title that holds a name, or a thing of many tongues, is no furniture, however often it stands there.
func (b *builder) close() {
	if b.first == len(b.words) {
		return
	}
	b.at.lastRun = uint16(len(b.p.signs.read))
	if b.at.title {
		for _, m := range b.words[b.first:] {
			if thing, _ := b.p.thing(m.term); m.flags&isName != 0 || thing != m.term {
				b.at.hash = 0
			}
		}
	}
	b.passages = append(b.passages, b.at)
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
func (b *builder) token(d *text.Doc, i int, w *word, flags flags, before term) term {
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
	if w.common || t.Shape != text.Upper && w.short {
		if t.Shape != text.Lower {
			return before
		}
		return 0
	}
	found := w.thingTerm
	b.take(found)
	at := found.word
	b.p.signs.follow(b.last, found, flags&inHead != 0)
	b.last = at
	if !b.names.has(w.hash) {
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

// take notes the thing that a word stands for in any language.
func (b *builder) take(at thingTerm) {
	if at.thing == 0 {
		return
	}
	if known, _ := b.p.thing(at.word); known == at.word {
		b.p.things = append(b.p.things, at)
	}
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
	b.words = append(b.words, mention{t, float32(weight), flags, uint16(len(b.passages))})
	if raw == "" || flags&inHead == 0 || len(b.shown) >= 40 {
		return
	}
	for i := range b.shown {
		if b.shown[i].term == t {
			return
		}
	}
	b.shown = append(b.shown, shown{term: t, name: flags&(isName|isNumber) != 0})
	b.raw = append(b.raw, raw...)
	b.ends = append(b.ends, len(b.raw))
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
