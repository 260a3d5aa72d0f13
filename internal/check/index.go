package check

import (
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// source is one report with what was read from it.
type source struct {
	report   *sitrep.Report
	reading  *sitrep.Reading
	story    int
	origin   string   // the account it rests on; the report's own id when that is unknown
	title    [2]int32 // its passages [first, last)
	body     [2]int32
	docs     [2]*text.Doc // made when asked for: body, title
	speakers []who        // made when asked for
}

// passage is one sentence of a report or its headline.
type passage struct {
	source  int32
	in      sitrep.Field
	span    sitrep.Span
	terms   []int32 // without repeats, in order of their ids
	figures []*fact
	claims  []*sitrep.Claim
}

// fact is a figure that was read from a report, ready for comparison.
type fact struct {
	*sitrep.Figure
	source  int32
	passage int32
	count
	who     []who // who may be said to give it: claimant, relayer, speakers around it
	sure    bool  // the claimant is named beyond doubt
	guessed bool  // they are only named there
	weak    bool  // those of its own sentence speak there of something else, as far as was read
	heard   bool  // it is what others are said to have said, whom nobody names
	own     int   // how many of who its own sentence names
	said    []day // the days it may be said to be of
}

// index is the reports made ready: by word, by value, by actor. It is made once for a text, in time
// linear in the reports' length, so that each sentence looks only at what shares something with it.
type index struct {
	Input
	language *lang.Language
	sources  []source
	passages []passage
	ids      map[string]int32
	spelling []string  // of each word id
	posts    [][]int32 // word id to passages, in order
	byCore   map[int64][]*fact
	facts    []*fact
	people   map[string]string   // last word of a person's name to the registry's id
	offices  map[string][]string // last word of a person's name to the words he is called by
	opposite map[string][]string // the contraries of a word, in the form words are compared in
	wider    map[string][]string // the words that say what a wider one says and more, likewise
	names    map[string][]string // the words of those without a name, as they are compared
	layers   map[*text.Doc]*layer
	states   map[string]bool  // the names of states, as terms have them
	main     []bool           // stories the text is about
	chosen   []bool           // stories the sentence in hand may be about
	reports  int              // how many reports those stories have
	kin      bool             // the text and those stories are of one matter, as far as names show
	textCast *actor.Cast      // who is who in the text
	entries  map[site][]entry // where the stories' ledgers have each figure
}

func newIndex(in Input) *index {
	x := &index{Input: in, language: in.Language, ids: map[string]int32{}, byCore: map[int64][]*fact{}, people: map[string]string{}, offices: map[string][]string{}, layers: map[*text.Doc]*layer{}, names: map[string][]string{}}
	x.opposite = make(map[string][]string, len(in.Language.Check.Opposite))
	for w, list := range in.Language.Check.Opposite {
		for _, o := range list {
			x.opposite[meaning(in.Language, w)] = append(x.opposite[meaning(in.Language, w)], meaning(in.Language, o))
		}
	}
	x.wider = make(map[string][]string, len(in.Language.Check.Narrower))
	for w, list := range in.Language.Check.Narrower {
		wide := meaning(in.Language, w)
		for _, n := range list {
			if v := meaning(in.Language, n); v != wide && v != "" && !has(x.wider[wide], v) {
				x.wider[wide] = append(x.wider[wide], v)
			}
		}
	}
	x.states = make(map[string]bool, len(in.Language.Actors.Country))
	for _, c := range in.Language.Actors.Country {
		x.states[strings.ToLower(c.Name)] = true
	}
	for _, lists := range []map[string][]string{x.opposite, x.wider} {
		for _, list := range lists {
			sort.Strings(list)
		}
	}
	for s := range in.Stories {
		st := &in.Stories[s]
		origin := map[sitrep.ReportID]string{}
		for _, o := range st.Origins {
			for _, id := range o.Reports {
				if o.Kind != sitrep.UnknownOrigin {
					origin[id] = string(o.Kind) + " " + o.Name
				}
			}
		}
		for r := range st.Readings {
			x.add(s, &st.Readings[r], origin)
		}
	}
	x.entries = bookings(in.Stories)
	return x
}

// add takes in one report.
func (x *index) add(story int, r *sitrep.Reading, origins map[sitrep.ReportID]string) {
	if r.Report == nil {
		return
	}
	origin := origins[r.Report.ID]
	if origin == "" {
		origin = string(r.Report.ID)
	}
	at := int32(len(x.sources))
	x.sources = append(x.sources, source{report: r.Report, reading: r, story: story, origin: origin})
	src := &x.sources[at]
	title, body := text.New(x.language, r.Report, sitrep.InTitle), text.New(x.language, r.Report, sitrep.InText)
	src.title, src.body = x.segment(at, title), x.segment(at, body)
	for i := range r.Claims {
		c := &r.Claims[i]
		if p := x.passageAt(at, c.In, c.Sentence.Start); p >= 0 {
			x.passages[p].claims = append(x.passages[p].claims, c)
		}
		x.person(c.Speaker, c.Actor)
		for _, sp := range c.Source {
			if c.SpeakerKind == sitrep.Named {
				x.called(c.Speaker, r.Report.In(c.In)[sp.Start:sp.End])
			}
		}
	}
	for i := range r.Figures {
		f := &r.Figures[i]
		p := x.passageAt(at, f.In, f.Start)
		if p < 0 {
			continue
		}
		d := body
		if f.In == sitrep.InTitle {
			d = title
		}
		f = timeless(d, f)
		e := &fact{Figure: f, source: at, passage: p, count: countOf(d, f)}
		x.passages[p].figures = append(x.passages[p].figures, e)
		x.facts = append(x.facts, e)
		if e.core >= 0 {
			x.byCore[e.core] = append(x.byCore[e.core], e)
		}
		x.person(f.Claimant, f.Actor)
	}
}

// segment cuts a text into passages.
func (x *index) segment(at int32, d *text.Doc) [2]int32 {
	first := int32(len(x.passages))
	for s := range d.Sentences {
		sent := &d.Sentences[s]
		p := passage{source: at, in: d.In, span: sent.Span}
		for _, t := range terms(d, sent.First, sent.Last) {
			p.terms = append(p.terms, x.id(t.word))
		}
		sort.Slice(p.terms, func(i, j int) bool { return p.terms[i] < p.terms[j] })
		n := 0
		for i, id := range p.terms {
			if i == 0 || id != p.terms[n-1] {
				p.terms[n] = id
				n++
			}
		}
		p.terms = p.terms[:n:n]
		for _, id := range p.terms {
			x.posts[id] = append(x.posts[id], int32(len(x.passages)))
		}
		x.passages = append(x.passages, p)
	}
	return [2]int32{first, int32(len(x.passages))}
}

func (x *index) id(w string) int32 {
	id, ok := x.ids[w]
	if !ok {
		id = int32(len(x.posts))
		x.ids[w] = id
		x.posts = append(x.posts, nil)
		x.spelling = append(x.spelling, w)
	}
	return id
}

// passageAt is the passage of a report that holds a byte of one of its texts, or -1.
func (x *index) passageAt(at int32, in sitrep.Field, b int) int32 {
	r := x.sources[at].body
	if in == sitrep.InTitle {
		r = x.sources[at].title
	}
	n := sort.Search(int(r[1]-r[0]), func(i int) bool { return x.passages[r[0]+int32(i)].span.End > b })
	if p := r[0] + int32(n); p < r[1] {
		return p
	}
	return -1
}

// has reports whether a passage holds a word.
func (x *index) has(p int32, id int32) bool {
	t := x.passages[p].terms
	n := sort.Search(len(t), func(i int) bool { return t[i] >= id })
	return n < len(t) && t[n] == id
}

// doc is the text a passage stands in, with its layers.
func (x *index) doc(p int32) *text.Doc {
	src := &x.sources[x.passages[p].source]
	n := 0
	if x.passages[p].in == sitrep.InTitle {
		n = 1
	}
	if src.docs[n] == nil {
		src.docs[n] = text.New(x.language, src.report, x.passages[p].in)
	}
	return src.docs[n]
}

// words are a passage's own words.
func (x *index) words(p int32) string {
	s := x.passages[p].span
	return x.sources[x.passages[p].source].report.In(x.passages[p].in)[s.Start:s.End]
}

// tokens are the tokens of a passage in its doc.
func (x *index) tokens(p int32) (*text.Doc, int, int) {
	d := x.doc(p)
	s := d.SentenceOf(d.TokenAt(x.passages[p].span.Start))
	if s < 0 {
		return d, 0, 0
	}
	return d, d.Sentences[s].First, d.Sentences[s].Last
}

// near are a passage with its neighbours: the sentence before and after it, and the headline.
func (x *index) near(p int32) []int32 {
	src := &x.sources[x.passages[p].source]
	out := []int32{p}
	if x.passages[p].in == sitrep.InTitle {
		if src.body[0] < src.body[1] {
			out = append(out, src.body[0])
		}
		return out
	}
	if p > src.body[0] {
		out = append(out, p-1)
	}
	if p+1 < src.body[1] {
		out = append(out, p+1)
	}
	for t := src.title[0]; t < src.title[1]; t++ {
		out = append(out, t)
	}
	return out
}

// report are all passages of a report, of a long one those at its beginning.
func (x *index) report(at int32) []int32 {
	src := &x.sources[at]
	var out []int32
	for p := src.title[0]; p < src.title[1]; p++ {
		out = append(out, p)
	}
	for p := src.body[0]; p < src.body[1] && len(out) < 40; p++ {
		out = append(out, p)
	}
	return out
}

// hit is a passage that shares words with what is asked about.
type hit struct {
	passage int32
	weight  float64
}

// lookup finds the passages that share the most weight of words, at most n, best first. Words that stand
// in a great many passages find nothing by themselves.
func (x *index) lookup(ws []string, n int) []hit {
	sum := map[int32]float64{}
	limit := max(200, len(x.passages)/8)
	seen := map[string]bool{}
	for _, w := range ws {
		id, ok := x.ids[w]
		if !ok || seen[w] || len(x.posts[id]) > limit && len(x.passages) > 2000 {
			continue
		}
		seen[w] = true
		weight := x.weight(w)
		for _, p := range x.posts[id] {
			sum[p] += weight
		}
	}
	out := make([]hit, 0, len(sum))
	for p, w := range sum {
		out = append(out, hit{p, w})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].weight != out[j].weight {
			return out[i].weight > out[j].weight
		}
		return out[i].passage < out[j].passage
	})
	return out[:min(n, len(out))]
}
