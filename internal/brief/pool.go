package brief

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// perReport and perStory bound the pool: a story of ten thousand reports is written from its
// first sentences, its figures and its reactions, and from the reports that say most.
const (
	perReport = 12
	// longReport is how many sentences of one report are looked at: what has more is a book.
	longReport = 2000
	perTalk    = 60 // of a transcript: its news may come late
	perStory   = 4000
)

// candidate is a sentence that could stand in the brief.
type candidate struct {
	sitrep.Unit
	reading   *sitrep.Reading
	order     int // the report's place in time order
	place     int // the sentence's place in its report; 0 is the first
	title     bool
	speaker   string           // of a transcript's sentence
	outlet    *sitrep.Citation // where the report names its outlet
	talk      bool             // its report is a transcript, or somebody's statement
	leaning   bool             // it begins with "The total", "The lawmaker": known from the sentences before it
	loaded    bool             // it takes a side in the report's own voice
	slanted   bool             // it does so in somebody's indirect speech
	coming    bool             // it tells of what is to come
	hollow    bool             // it begins with "The attack": no headline, even where nothing stands before it
	vague     bool             // it begins with a thing, a group or others that nothing in it tells from any ("The incident", "The company")
	someone   bool             // it begins with somebody nameless ("A woman who ...")
	feature   bool             // a headline that only names its subject ("Lorn: A town in mourning")
	ahead     bool             // it speaks of what will be: once that has been, it is old
	behind    bool             // it stands behind the sentence before it in its report, as it does there
	alone     bool             // so may stand behind the one before it what may stand by itself
	offside   bool             // it is not what the story's headlines speak of
	pictures  bool             // it speaks of pictures
	now       bool             // it tells how things are ("are aboard")
	pending   bool             // it tells of what is going on ("is searching", "are believed dead"): an hour later it may be over
	reversed  bool             // the next sentence of its report begins with "But"
	astray    bool             // it speaks of another event than its report's, that the sentences before it name
	tale      *development     // what it tells; nil until asked for
	like      float64          // to the middle of its report's development
	bare      bool             // it names somebody by a surname that its report gives in full before
	own       bool             // it names the outlet that prints it: of its own doings
	floating  bool             // it gives a day that only its own report's readers can know
	refers    references       // what in it may point at what stood before it
	words     []wordCount      // content words
	roots     []wordCount      // the same without endings, states by their names whatever the form
	inRow     []string         // roots of its words in their order; nil until asked for
	tailed    bool             // a headline's toll behind which stands who gives it, without a mark ("Strike kills 12 in Lorn monitor")
	names     []int32          // those with a capital, behind the first and but for who speaks
	beside    []int32          // the words but for who speaks
	length    int              // words
	figures   []*sitrep.Figure
	claims    []*sitrep.Claim
	score     float64 // how central its words are to the story's reports
	worth     float64 // what editors would give for it, 0 to 1
	overtaken float64 // how likely they would say that it is so by the story's end,
	colour    float64 // that it is a scene, furniture or off the matter,
	dangling  float64 // and that it can't be understood alone
}

// pool is the story's sentences that are fit to print.
type pool struct {
	sentences    []*candidate
	titles       []*candidate
	following    []*candidate // of a report's opening: sentences that may stand only behind the one before
	words        *vocabulary
	chance       []float64 // by word: that an editor's text has it
	refs         []reference
	heads        []head // of the reports, in time order
	focus        *focus
	developments []*development                // of a story of many reports, by reading
	told         map[*development][]*candidate // the sentences of their reports
	clock        *clock
	torn         map[sitrep.ReportID]bool // reports whose text opens with another date
	refused      map[string]int           // sentences not fit to print, by reason
}

// byReport is the sentences of a report, by its order.
func (p *pool) byReport(order int) []*candidate { return ofReport(p.sentences, order) }

// ofReport is those of a list of candidates, sorted by their reports, that are of the report of that order.
func ofReport(list []*candidate, order int) []*candidate {
	first, _ := slices.BinarySearchFunc(list, order, func(c *candidate, o int) int { return c.order - o })
	last := first
	for last < len(list) && list[last].order == order {
		last++
	}
	return list[first:last]
}

func (p *pool) empty() bool { return len(p.sentences) == 0 && len(p.titles) == 0 }

// newPool gathers the candidates and weighs their words.
func newPool(in Input, narrowed bool) *pool {
	p := &pool{refused: map[string]int{}, torn: map[sitrep.ReportID]bool{}, clock: newClock(&in.Story, in.Readings)}
	v, events := newVocabulary(), eventDays(&in.Story)
	all := 0.0
	var heads []head
	views := !slices.ContainsFunc(in.Readings, func(r sitrep.Reading) bool {
		return r.Unread == "" && !opinion(in.Language, r.Report) && !digest(in.Language, r.Report)
	})
	for i := range in.Readings {
		r := &in.Readings[i]
		if r.Unread != "" {
			continue // what can't be read can't be chosen from
		}
		title := text.New(in.Language, r.Report, sitrep.InTitle)
		body := text.New(in.Language, r.Report, sitrep.InText)
		weight := p.clock.recency(r.Report.Published)
		all += weight
		p.refs = append(p.refs, v.reference(title, body, in.Words, weight))
		p.refs[len(p.refs)-1].order = i
		if !views && opinion(in.Language, r.Report) || digest(in.Language, r.Report) {
			continue // others tell what happened
		}
		heads = append(heads, head{v.head(title, body), weight, i})
		kept := 0
		talk, l := turnsOf(r, body), newLeaf(r, body)
		if day := events[r.Report.ID]; l.states(day) {
			l.event = day
		}
		l.years = p.clock.first.Year() != p.clock.last.Year()
		p.torn[r.Report.ID] = l.torn
		l.kinds = append(kinds(title, len(title.Tokens)), kinds(body, headLength)...)
		if c := titleCandidate(r, title, i, v); c != nil {
			c.outlet = l.outlet()
			c.talk = talk != nil
			p.titles = append(p.titles, c)
		}
		most := perReport
		if talk != nil {
			most = perTalk
		}
		opens := len(in.Readings) <= maxReferences
		for k, s := range body.Sentences[:min(len(body.Sentences), longReport)] {
			if kept >= most && !figureOrReaction(r, s.Span) || len(p.sentences) >= perStory {
				continue
			}
			c := p.sentenceCandidate(l, k, i, v, talk)
			if c != nil {
				p.sentences = append(p.sentences, c)
				if !c.talk || !c.leaning {
					kept++
				}
			}
			if opens = opens && talk == nil && k < mostOpening; opens {
				f := followingCandidate(l, k, i, v)
				if f != nil {
					f.alone = c != nil && !c.leaning
					p.following = append(p.following, f)
				}
				opens = c != nil || f != nil
			}
		}
	}
	p.quoteSides()
	p.heads, p.focus = heads, newFocus(heads, len(in.Readings))
	if len(heads) >= leastFocus {
		p.developments = p.focus.developments(heads, in.Readings)
		p.told = map[*development][]*candidate{}
		for _, c := range p.sentences {
			if d := p.developments[c.order]; d != nil {
				p.told[d] = append(p.told[d], c)
			}
		}
	}
	if narrowed {
		for k := range p.refs {
			if p.focus.ties[p.refs[k].order] < nearby {
				p.refs[k].weight *= 0.1 // the brief says what those say who tell of the matter
			}
		}
	}
	p.markOffside(v, len(in.Readings))
	p.words, p.chance = v, v.chances(all)
	for _, c := range p.titles {
		c.score = v.centrality(c.words, c.length, all, p.clock.recency(c.reading.Report.Published))
	}
	for _, c := range p.sentences {
		c.score = v.centrality(c.words, c.length, all, 0)
	}
	return p
}

// markOffside marks what a large story's headlines don't speak of: sentences of reports whose headlines have no word that one in twenty
// has, and sentences that name somebody or something and have no word of one in ten beside who speaks.
func (p *pool) markOffside(v *vocabulary, readings int) {
	if readings < manyReports {
		return
	}
	all := 0.0
	for i := range p.refs {
		all += p.refs[i].weight
	}
	off := map[int]bool{}
	for i := range p.refs {
		r := &p.refs[i]
		if r.titleWords == 0 {
			continue
		}
		off[r.order] = true
		for id := range r.title {
			if v.titles[id]-r.weight >= 0.05*all {
				off[r.order] = false
			}
		}
	}
	of := map[int]bool{} // reports whose heads have two of the words that most have
	for _, h := range p.heads {
		of[h.order] = p.focus.cored(h.words)
	}
	for _, list := range [][]*candidate{p.titles, p.sentences} {
		for _, c := range list {
			c.offside = len(p.focus.core) > 1 && !of[c.order] && !p.focus.cored(c.words) || off[c.order] || len(c.names) > 0 && !slices.ContainsFunc(c.beside, func(id int32) bool { return v.titles[id] >= 0.1*all })
		}
	}
}

func figureOrReaction(r *sitrep.Reading, s sitrep.Span) bool {
	for i := range r.Figures {
		if r.Figures[i].In == sitrep.InText && s.Contains(r.Figures[i].Span) {
			return true
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.In == sitrep.InText && c.Kind != sitrep.Statement && len(c.Cue) > 0 && s.Contains(c.Cue[0]) {
			return true
		}
	}
	return false
}

// stem is a token's word cut to a crude stem, or "" for a function word. Six letters tell most
// English words apart and hold most inflections together.
func stem(d *text.Doc, i int) string {
	t := &d.Tokens[i]
	w := t.Lower
	if t.Kind == text.Punct || len(w) < 3 && t.Kind != text.Number || d.Language.Text.Starters.Has(w) || d.Language.Brief.Is(w, lang.BriefHollow) {
		return ""
	}
	w = strings.TrimSuffix(w, "s")
	if len(w) > 6 && t.Kind == text.Word {
		cut := 6
		for cut < len(w) && w[cut]&0xC0 == 0x80 {
			cut++
		}
		w = w[:cut]
	}
	return w
}

// titleCandidate makes a candidate of a report's headline, or nil when it isn't fit to print.
func titleCandidate(r *sitrep.Reading, d *text.Doc, order int, v *vocabulary) *candidate {
	if len(d.Tokens) == 0 || d.AllCaps {
		return nil
	}
	span, ok := trimTitle(d)
	if !ok {
		return nil
	}
	c := &candidate{reading: r, order: order, title: true}
	c.Text = d.Slice(span)
	c.Citations = []sitrep.Citation{{Report: r.Report.ID, In: sitrep.InTitle, Span: span}}
	c.fill(d, span, v)
	if c.length < 3 || c.length > longestTitle {
		return nil
	}
	return c
}

// sentenceCandidate makes a candidate of a body sentence, or nil when it isn't fit to print.
func (p *pool) sentenceCandidate(l *leaf, k, order int, v *vocabulary, talk turns) *candidate {
	r, d := l.reading, l.Doc
	var u sitrep.Unit
	var why, speaker string
	var floating bool
	if talk != nil {
		speaker = talk.speaker(d, d.Sentences[k])
		u, why = spoken(l, k, speaker)
		floating = l.adrift(d.Sentences[k])
	} else {
		u, floating, why = trim(l, k)
	}
	if why != "" {
		p.refused[why]++
		return nil
	}
	c := &candidate{reading: r, order: order, place: k, Unit: u, speaker: speaker, talk: talk != nil, floating: floating}
	c.refers = l.references(d.Sentences[k])
	c.bare = talk == nil && l.bare(k, u.Text)
	c.own = talk == nil && l.ownName(d.Sentences[k])
	c.fill(d, d.Sentences[k].Span, v)
	if (c.loaded || c.slanted) && talk == nil {
		c.outlet = l.outlet()
	}
	c.pictures = lang.ContainsAny(strings.ToLower(u.Text), d.Language.Brief.Furniture.Shows)
	if k+1 < len(d.Sentences) && d.Language.Brief.Is(d.Lower(d.Sentences[k+1].First), lang.BriefTurning) {
		c.reversed = true
	}
	c.hollow = leaning(d, d.Sentences[k]) || besides(d, d.Sentences[k])
	c.vague = c.hollow && (besides(d, d.Sentences[k]) || described(d, d.Sentences[k].First+1, d.Sentences[k].Last) || !officeAt(d, d.Sentences[k].First+1)) || leansBack(d, d.Sentences[k], k == 0)
	c.vague = c.vague || talk == nil && len(c.claims) == 0 && unintroduced(d, d.Sentences[k])
	c.astray = k > 0 && talk == nil && l.anotherEvent(k)
	c.leaning = k > 0 && (c.hollow || c.others() || c.unnamed(d)) || leansBack(d, d.Sentences[k], k == 0) ||
		talk != nil && l.hangs(d.Sentences[k]) || talk == nil && (orphaned(d.Language, u.Text) || labelledBy(d, d.Sentences[k]))
	if talk != nil && c.counts() {
		c.leaning = false // where people are counted in talk, it is worth a word that points
	}
	if c.length < 5 || c.length > 60 {
		p.refused["length"]++
		return nil
	}
	return c
}

// quoteSides quotes the sentences that take a side as what their outlet says, where so many do that little would be left: then
// the reader sees whose words they are.
func (p *pool) quoteSides() {
	for _, list := range [][]*candidate{p.titles, p.sentences} {
		sides := 0
		for _, c := range list {
			if c.loaded || c.slanted {
				sides++
			}
		}
		if 5*sides < 2*len(list) {
			continue
		}
		for _, c := range list {
			if (c.loaded || c.slanted) && c.outlet != nil {
				c.quote()
			}
		}
	}
}

// quote makes a candidate a quotation of its outlet.
func (c *candidate) quote() {
	at := c.Citations[0]
	words := oneLine(c.reading.Report.In(at.In)[at.Start:at.End])
	if strings.ContainsAny(words, "\"“”«»[]") {
		return
	}
	name := c.reading.Report.In(c.outlet.In)[c.outlet.Start:c.outlet.End]
	says := " reported: “"
	if c.title {
		says = ": “"
	}
	c.speaker = name
	c.Text = name + says + words + "”"
	c.Citations = []sitrep.Citation{at, *c.outlet}
	c.length = len(strings.Fields(c.Text))
	c.loaded, c.slanted = false, false
}

// outlet is where a report names its own outlet, or nil.
func (l *leaf) outlet() *sitrep.Citation {
	name := strings.ToLower(l.reading.Report.Outlet)
	for i := range l.Tokens {
		if name != "" && l.Lower(i) == name {
			return &sitrep.Citation{Report: l.Report, In: l.In, Span: l.Span(i, i+1)}
		}
	}
	return nil
}

// ownName reports whether a sentence names its report's outlet, or its site, and not as whom somebody told something: then it tells of what the
// outlet does.
func (l *leaf) ownName(s text.Sentence) bool {
	name := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(l.reading.Report.Outlet, " News"), " ", ""))
	if len(name) < 3 {
		return false
	}
	for i := s.First; i < s.Last; i++ {
		if l.Tokens[i].Shape == text.Lower {
			continue // "time" is not "Time"
		}
		word := ""
		for k := i; k < s.Last && len(word) < len(name); k++ {
			word += l.Lower(k)
		}
		if rest, ok := strings.CutPrefix(word, name); !ok || rest != "" && rest[0] != '.' {
			continue
		}
		if told := max(s.First, i-2); !slices.ContainsFunc(l.Tokens[told:i], func(t text.Token) bool { return l.Language.Brief.Is(t.Lower, lang.BriefTold) }) {
			return true
		}
	}
	return false
}

// counts reports whether a candidate gives a toll in numbers.
func (c *candidate) counts() bool {
	return slices.ContainsFunc(c.figures, func(f *sitrep.Figure) bool {
		return measureWeight[f.Measure] >= 0.9 && !f.Implicit && !f.Subset && f.Modifier != sitrep.Vague
	})
}

// mostOpening is how many sentences of a report's opening can follow one another in a brief; of a story of very many
// reports, only sentences that stand by themselves are asked.
const mostOpening = 6

// followingCandidate makes a candidate of a sentence that leans on the one before it, or nil when more than that keeps it
// from being printed. It stays as it stands in the report: "He said so on Monday" is plain right behind what it leans on,
// provided that all before it in the report stand there too.
func followingCandidate(l *leaf, k, order int, v *vocabulary) *candidate {
	if k == 0 {
		return nil
	}
	u, floating, why := trimBehind(l, k)
	if why != "" {
		return nil
	}
	c := &candidate{reading: l.reading, order: order, place: k, Unit: u, floating: floating, behind: true}
	c.fill(l.Doc, l.Sentences[k].Span, v)
	if c.length < 5 || c.length > 60 {
		return nil
	}
	return c
}

// leaning reports whether a sentence begins with "the" and one common noun, or a group so described ("The Lorn-based group
// said"), or with "the other": who or what that is, the sentences before it say.
func leaning(d *text.Doc, s text.Sentence) bool {
	if s.Last-s.First < 5 || d.Lower(s.First) != "the" {
		return false
	}
	noun, next := &d.Tokens[s.First+1], s.First+2
	if noun.Lower == "other" {
		return true
	}
	if described(d, s.First+1, s.Last) {
		return true
	}
	for k := range 2 {
		// "The fires in Lorn", "The death toll from the fires": it says which itself.
		i := next + k
		if i+1 < s.Last && noun.Shape == text.Lower && d.Language.Brief.Is(d.Lower(i), lang.BriefOwning) && (k == 0 || d.Tokens[next].Shape == text.Lower && !strings.HasSuffix(d.Lower(next), "ed")) {
			return false
		}
	}
	return noun.Kind == text.Word && noun.Shape == text.Lower && (d.Tokens[next].Shape == text.Lower && d.Lower(next) != "of" || d.Raw(next) == ",")
}

// labelledBy reports whether a place or a label of some words and a colon stand before a sentence ("Port Lorn: The mayor said ...").
func labelledBy(d *text.Doc, s text.Sentence) bool {
	for i := s.First; i < min(s.Last, s.First+4); i++ {
		if d.Raw(i) == ":" {
			return i > s.First
		}
		if d.Tokens[i].Shape != text.Title {
			return false
		}
	}
	return false
}

// kinds lists the kinds of event that the first tokens of a text name.
func kinds(d *text.Doc, tokens int) []string {
	var out []string
	for i := range min(tokens, len(d.Tokens)) {
		if n, kind := d.Language.Story.Events.Match(d.Lower, i); n > 0 {
			out = append(out, kind)
		}
	}
	return out
}

// farIn is the sentence of a report behind which it may have gone on to another event.
const farIn = 6

// anotherEvent reports whether a sentence speaks of an event that the sentences before it name ("the blast"), and of another kind than any
// that its report's headline and beginning tell of.
func (l *leaf) anotherEvent(k int) bool {
	s := l.Sentences[k]
	if len(l.kinds) == 0 {
		return false
	}
	here := l.kinds
	for i := s.First; i+1 < s.Last; i++ {
		n, kind := l.Language.Story.Events.Match(l.Lower, i)
		if n == 0 {
			continue
		}
		if i > s.First+1 && l.Language.Brief.Is(l.Lower(i-1), lang.BriefPointing) && l.Language.Text.Starters.Has(l.Lower(i-2)) && !slices.Contains(here[len(l.kinds):], kind) {
			return true // "for that attack"
		}
		if kind == "attack" || kind == "strike" || slices.Contains(here, kind) {
			if i > s.First && l.Lower(i-1) == "the" && k > farIn && !slices.Contains(here[len(l.kinds):], kind) && l.Tokens[min(i+n, len(l.Tokens)-1)].Shape == text.Lower && !l.Language.Brief.Is(l.Lower(min(i+n, len(l.Tokens)-1)), lang.BriefOwning) {
				return true // far down, "the attack" may be another
			}
			continue
		}
		next := min(i+n, len(l.Tokens)-1)
		if i > s.First && l.Lower(i-1) == "the" && l.Tokens[next].Shape != text.Title && !l.Language.Brief.Is(l.Lower(next), lang.BriefOwning) && !l.Language.Figure.Words[l.Lower(next)].Parts.Has(lang.Rel) {
			return true
		}
		here = append(slices.Clip(here), kind)
	}
	return false
}

// unintroduced reports whether a sentence begins with somebody who is told by something of his and not by name ("The Lorn director has ..."); a state's
// president is known.
func unintroduced(d *text.Doc, s text.Sentence) bool {
	if s.Last-s.First < 5 || d.Lower(s.First) != "the" || d.Tokens[s.First+1].Shape != text.Title {
		return false
	}
	if n, _ := d.Language.Actors.CountryAt(d.Lower, s.First+1); n > 0 {
		return false
	}
	n, noun := d.Language.Actors.NounAt(d.Lower, s.First+2)
	return n > 0 && noun != nil && noun.Kind == lang.RoleNoun && d.Tokens[s.First+2].Shape == text.Lower && d.Tokens[min(s.First+2+n, s.Last-1)].Shape != text.Title
}

// besides reports whether a sentence begins with a count of others ("Nearly 1,000 others"): besides whom, the one before says.
func besides(d *text.Doc, s text.Sentence) bool {
	for i := s.First + 1; i < min(s.Last, s.First+5); i++ {
		if d.Lower(i) == "others" || d.Lower(i) == "more" && d.Tokens[i-1].Kind == text.Number && d.Tokens[i+1].Shape == text.Lower {
			return true
		}
	}
	return false
}

// officeAt reports whether an office or a body that a reader knows stands at token i or behind a word of kind: "coast guard", "local police"; not
// "company", of which there are many.
func officeAt(d *text.Doc, i int) bool {
	for k := range 2 {
		if n, noun := d.Language.Actors.NounAt(d.Lower, i+k); n > 0 && noun != nil {
			return !noun.Any && (noun.Kind == lang.RoleNoun || noun.Kind == lang.BodyNoun || noun.Kind == lang.PeopleNoun)
		}
	}
	return false
}

// described reports whether a word of kind ("Lorn-based", "latest") and a common noun stand from token i on, and what the noun does.
func described(d *text.Doc, i, last int) bool {
	of := d.Lower(i)
	if !strings.HasSuffix(of, "-based") && !d.Language.Brief.Is(of, lang.BriefLatest) {
		return false
	}
	return i+2 < last && d.Tokens[i+1].Kind == text.Word && d.Tokens[i+1].Shape == text.Lower && d.Tokens[i+2].Shape == text.Lower && d.Lower(i+2) != "of"
}

// others reports whether a candidate's first count comes on top of one that it doesn't give ("another 12").
func (c *candidate) others() bool {
	return len(c.figures) > 0 && c.figures[0].Additional
}

// unnamed reports whether who says so is only pointed at ("the source said").
func (c *candidate) unnamed(d *text.Doc) bool {
	for _, cl := range c.claims {
		if cl.SpeakerKind != sitrep.Anonymous || len(cl.Source) == 0 {
			continue
		}
		words := strings.Fields(d.Slice(cl.Source[0]))
		if len(words) == 2 && strings.EqualFold(words[0], "the") && words[1] == strings.ToLower(words[1]) && strings.Contains(strings.ToLower(c.Text), "the "+words[1]) {
			return true
		}
	}
	return false
}

// leansBack reports whether a sentence holds a phrase that only the sentences before it explain ("the same day"). In a
// report's first sentence such a phrase leans on what stands in the sentence itself.
func leansBack(d *text.Doc, s text.Sentence, first bool) bool {
	if d.Raw(s.First+1) == ":" {
		return true // a place or a label before the sentence
	}
	if first := d.Lower(s.First); d.Language.Brief.Is(first, lang.BriefConnective) && !d.Language.Brief.Is(first, lang.BriefCoordinator) && d.Raw(s.First+1) != "," {
		return true // "Meanwhile the army said ..."
	}
	return !first && lang.ContainsAny(strings.ToLower(d.Slice(s.Span)), d.Language.Brief.Furniture.Leans)
}

// fill counts the candidate's words and notes what was read from its span.
func (c *candidate) fill(d *text.Doc, span sitrep.Span, v *vocabulary) {
	first, last := d.TokenAt(span.Start), d.TokenAt(span.End)
	if last < len(d.Tokens) && d.Tokens[last].Start < span.End {
		last++
	}
	c.words, c.roots = v.count(d, first, last), v.countRoots(d, first, last)
	c.length = len(strings.Fields(c.Text))
	for i := first; i < last; i++ {
		if d.Language.Brief.Is(d.Tokens[i].Lower, lang.BriefLoaded) && !inQuote(d, i) {
			c.slanted = true
			c.loaded = c.loaded || !c.attributed(d.Span(i, i+1), d.In)
		}
	}
	for i := first; i+1 < last; i++ {
		if d.Language.Brief.Is(d.Tokens[i].Lower, lang.BriefComing) && !inQuote(d, i) {
			c.coming = true
		}
	}
	c.someone = nameless(d, first, min(first+2, last)) || d.Language.Brief.Is(d.Lower(first), lang.BriefArticle) && d.Lower(first) != "the" && nameless(d, first+2, min(first+4, last))
	for i := first + 1; c.title && i+1 < min(last, first+6); i++ {
		c.feature = c.feature || d.Raw(i) == ":" && d.Language.Brief.Is(d.Lower(i+1), lang.BriefArticle)
	}
	for i := first; i+1 < last; i++ {
		if d.Language.Brief.Is(d.Tokens[i].Lower, lang.BriefWill) && !inQuote(d, i) || c.title && i > first && i < first+6 && bound(d, i) {
			c.ahead = true
		}
	}
	for i := first + 1; i+1 < last; i++ {
		if d.Language.Brief.Is(d.Lower(i), lang.BriefBeing) && !inQuote(d, i) && (strings.HasSuffix(d.Lower(i+1), "ing") && len(d.Lower(i+1)) > 5 || d.Language.Brief.Is(d.Lower(i+1), lang.BriefAwaited)) {
			c.pending = true
		}
	}
	for i := first; i < last; i++ {
		c.now = c.now || d.Language.Brief.Is(d.Lower(i), lang.BriefPresent) && !inQuote(d, i)
		c.pending = c.pending || d.Language.Brief.Is(d.Lower(i), lang.BriefOngoing) && !inQuote(d, i)
	}
	for i := range c.reading.Figures {
		f := &c.reading.Figures[i]
		if f.In == d.In && span.Contains(f.Span) && !f.Compared && !f.Former {
			c.figures = append(c.figures, f)
		}
	}
	for i := range c.reading.Claims {
		cl := &c.reading.Claims[i]
		if cl.In == d.In && len(cl.Cue) > 0 && span.Overlaps(cl.Cue[0]) {
			c.claims = append(c.claims, cl)
		}
	}
	c.tailed = c.title && c.counts() && tailed(d, first, last)
	for i := first; i < last; i++ {
		word := stem(d, i)
		if word == "" || c.speaks(d.Span(i, i+1)) {
			continue
		}
		c.beside = append(c.beside, v.id(word))
		if i > first && d.Tokens[i].Shape == text.Title {
			c.names = append(c.names, v.id(word))
		}
	}
}

// tailed reports whether tokens [first, last) end with a name and, without a mark or a verb between, an office of those who count.
func tailed(d *text.Doc, first, last int) bool {
	if last-first < 5 || d.Tokens[last-2].Shape != text.Title && d.Tokens[last-2].Kind != text.Number {
		return false
	}
	end := d.Lower(last - 1)
	return d.Language.Brief.Is(end, lang.BriefCounting) || d.Language.Brief.Is(end+"s", lang.BriefCounting)
}

// speaks reports whether words are those for somebody who speaks in the sentence.
func (c *candidate) speaks(at sitrep.Span) bool {
	return slices.ContainsFunc(c.claims, func(cl *sitrep.Claim) bool {
		return slices.ContainsFunc(cl.Source, func(s sitrep.Span) bool { return s.Contains(at) })
	})
}

// nameless reports whether one of tokens [first, last) is a word for somebody of whom nothing else is known.
func nameless(d *text.Doc, first, last int) bool {
	for i := first; i < last; i++ {
		if d.Language.Brief.Is(d.Lower(i), lang.BriefSomeone) {
			return true
		}
	}
	return false
}

// bound reports whether a headline's token i is the "to" of what somebody is to do ("Minister to visit Lorn").
func bound(d *text.Doc, i int) bool {
	return d.Language.Brief.Is(d.Tokens[i].Lower, lang.BriefBound) && d.Tokens[i-1].Kind == text.Word && d.Tokens[i-1].Shape != text.Lower && d.Tokens[i+1].Shape == text.Lower
}

// attributed reports whether somebody named says the words.
func (c *candidate) attributed(at sitrep.Span, in sitrep.Field) bool {
	for i := range c.reading.Claims {
		cl := &c.reading.Claims[i]
		if cl.In != in || cl.Speaker == "" {
			continue
		}
		for _, s := range cl.Content {
			if s.Contains(at) {
				return true
			}
		}
	}
	return false
}
