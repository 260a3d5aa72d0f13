package claim

import (
	"sort"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// A language without a learned model is read by its lists (lang.Speech): a verb of speech with whoever
// stands by it, "according to" with whoever follows, and the label before a headline's colon. Who
// speaks is a noun for a speaker or a name right beside the cue, in the words that stand there; where none
// is found the source stays empty. What is said follows "that" or a colon, or is the rest of the
// sentence, and where a dash or a quotation mark closes it before the cue, the turn that was opened.
type lists struct {
	d      *text.Doc
	s      *lang.Speech
	f      *lang.Figure
	inside []bool // tokens of a time
	out    []sitrep.Claim
	// who spoke last, and in which paragraph, for verbs that leave their subject out
	last      who
	paragraph int
}

// who is a speaker found by lists.
type who struct {
	first, last int // tokens; equal for nobody
	via         [2]int
	hedged      bool
}

func (w who) named() bool { return w.last > w.first }

// Confidences by the way a claim was found: rough shares of those that were right where the Polish lists were tried
// (docs/languages.md).
const (
	sureThat   = 0.9  // "that" follows
	sureTurn   = 0.85 // a dash or quotation mark closes it
	sureLoose  = 0.7  // the rest of a sentence
	sureAgain  = 0.6  // by whoever spoke last
	longSource = 14   // tokens of a source at most
)

// listed finds the claims of a text by its language's lists.
func listed(d *text.Doc, cast *actor.Cast) []sitrep.Claim {
	r := &lists{d: d, s: &d.Language.Claims.Speech, f: &d.Language.Figure, inside: make([]bool, len(d.Tokens)), paragraph: -1}
	for _, t := range text.Times(d) {
		for k := t.First; k < t.Last; k++ {
			r.inside[k] = true
		}
	}
	for s := range d.Sentences {
		r.sentence(s)
	}
	for i := range r.out {
		r.resolve(&r.out[i], cast)
	}
	sort.SliceStable(r.out, func(i, j int) bool { return r.out[i].Cue[0].Start < r.out[j].Cue[0].Start })
	return r.out
}

func (r *lists) part(i int) lang.Part {
	if i < 0 || i >= len(r.d.Tokens) {
		return 0
	}
	return r.f.Words[r.d.Tokens[i].Lower].Parts
}

func (r *lists) punct(i int) bool { return r.d.Tokens[i].Kind == text.Punct }

func (r *lists) capital(i int) bool {
	switch r.d.Tokens[i].Shape {
	case text.Title, text.Upper, text.Mixed, text.Single:
		return r.d.Tokens[i].Kind == text.Word
	}
	return false
}

// speaker reports how many tokens a noun for one who speaks takes at token i; 0 for none.
func (r *lists) speaker(i int) (int, string) { return r.s.Speakers.Match(r.d.Lower, i) }

// sentence finds the claims of one sentence.
func (r *lists) sentence(s int) {
	in := &r.d.Sentences[s]
	if in.Paragraph != r.paragraph {
		r.paragraph, r.last = in.Paragraph, who{}
	}
	r.label(s)
	for k := in.First; k < in.Last; k++ {
		if n, kind := r.s.According.Match(r.d.Lower, k); n > 0 {
			if to, ok := r.according(s, k, n, kind); ok {
				k = to - 1
				continue
			}
		}
		if r.s.Follows.Has(r.d.Lower(k)) {
			r.follows(s, k)
		}
		if n, key := r.s.Says.Match(r.d.Lower, k); n > 0 {
			r.said(s, k, k+n, r.s.Say[key])
			k += n - 1
		}
	}
}

// label reads "Policja: 12 zabitych", where a headline or a sentence opens with one who speaks.
func (r *lists) label(s int) {
	in := &r.d.Sentences[s]
	first := in.First
	for first < in.Last && r.punct(first) {
		first++
	}
	colon, last := first, 0
	for colon < in.Last && r.d.Tokens[colon].Lower != ":" {
		if r.punct(colon) || colon-first > 7 {
			return
		}
		if last == 0 && r.part(colon).Has(lang.Prep) {
			last = colon // "Minister o podatkach: ..."
		}
		colon++
	}
	if last == 0 {
		last = colon
	}
	if colon >= in.Last-1 || last == first || !r.speaks(first, last) {
		return
	}
	w := who{first: first, last: last}
	r.add(s, w, [2]int{colon, colon + 1}, [][2]int{{colon + 1, in.Last}}, lang.SayWord{Kind: string(sitrep.Statement)}, sureTurn)
}

// speaks reports whether tokens [a, b) hold a noun for one who speaks, and no verb of speech.
func (r *lists) speaks(a, b int) bool {
	found := false
	for k := a; k < b; k++ {
		if n, _ := r.speaker(k); n > 0 {
			found = true
		}
		if r.part(k).Has(lang.Say | lang.Sub | lang.Rel) {
			return false
		}
	}
	return found
}

// phrase is the noun phrase for one who speaks that begins at token k.
func (r *lists) phrase(k, end int) who {
	for k < end && r.d.Tokens[k].Kind == text.Punct && (r.d.Lower(k) == "\"" || r.d.Lower(k) == "„") {
		k++
	}
	w := who{first: k, last: k}
	for k < end && k < w.first+longSource && r.within(k, w.first, end) {
		k++
	}
	w.last = k
	return w
}

// within reports whether token k goes on a phrase for one who speaks that began at first.
func (r *lists) within(k, first, end int) bool {
	t := &r.d.Tokens[k]
	if t.Line && k > first || t.Kind != text.Word || r.inside[k] {
		return false
	}
	if n, _ := r.speaker(k); n > 0 {
		return true
	}
	p := r.part(k)
	if n, _ := r.s.Citing.Match(r.d.Lower, k); n > 0 {
		return false
	}
	if next := r.part(k + 1); p == 0 && t.Shape == text.Lower && k+1 < end && (r.toll(k+1) || next.Has(lang.Be) || next.Has(lang.Measured) && !next.Has(lang.People)) {
		return false // "zdaniem władz ostateczna liczba ofiar"
	}
	if k > first && t.Shape == text.Lower && p == 0 && r.capital(k-1) && !r.begins(k-1) {
		return false // what follows a name is no part of it
	}
	if p.Has(lang.Conj) {
		n, _ := r.speaker(k + 1)
		return k > first && k+1 < end && (n > 0 || r.capital(k+1) || r.part(k+1) == 0 && r.speaks(k+1, min(end, k+4))) && !r.part(k+1).Has(lang.Measured|lang.Sub|lang.Rel)
	}
	if n, _ := r.s.Within.Match(r.d.Lower, k); n > 0 || k > first && r.inWithin(k, first) {
		return true
	}
	if r.d.Listed(k).In.Has(lang.NumberList) || p.Has(lang.Prep|lang.Be|lang.Have|lang.Modal|lang.Neg|lang.Rel|lang.Sub|lang.Say|lang.Subset|lang.Pron|lang.Adverb|lang.Hedge|lang.Link) && !p.Has(lang.Det) && !r.capital(k) {
		return false
	}
	if p.Has(lang.Measured) && (!p.Has(lang.People) || p.Has(lang.Act)) || r.toll(k) {
		return false
	}
	return true
}

// inWithin reports whether token k stands inside a phrase that goes on a name: "agencja do spraw klęsk".
func (r *lists) inWithin(k, first int) bool {
	for j := max(first, k-3); j < k; j++ {
		if n, _ := r.s.Within.Match(r.d.Lower, j); n > 0 && k <= j+n {
			return !r.punct(k)
		}
	}
	return false
}

// begins reports whether token i begins its sentence or a quotation.
func (r *lists) begins(i int) bool {
	return i == r.d.Sentences[r.d.SentenceOf(i)].First || r.punct(i-1)
}

// toll reports whether a running count begins at token k.
func (r *lists) toll(k int) bool {
	n, lexeme := r.f.Match(r.d.Lower, k, r.d.Listed(k).Lexeme)
	return n > 0 && r.f.Lexemes[lexeme].Parts.Has(lang.Measured)
}

// rest is a sentence but for tokens [a, b), the commas around them left out.
func (r *lists) rest(s, a, b int) [][2]int {
	in := &r.d.Sentences[s]
	var out [][2]int
	if to := r.trimEnd(in.First, a); to > in.First {
		out = append(out, [2]int{in.First, to})
	}
	for b < in.Last && r.punct(b) {
		b++
	}
	if to := r.trimEnd(b, in.Last); to > b {
		out = append(out, [2]int{b, to})
	}
	return out
}

// trimEnd steps back over marks that end a stretch of tokens.
func (r *lists) trimEnd(a, b int) int {
	for b > a && r.punct(b-1) && !closes(r.d.Lower(b-1)) {
		b--
	}
	return b
}

func closes(mark string) bool { return mark == "\"" || mark == "”" || mark == "»" || mark == ")" }

// add keeps a claim.
func (r *lists) add(s int, w who, cue [2]int, content [][2]int, say lang.SayWord, sure float64) {
	c := sitrep.Claim{
		Report: r.d.Report, In: r.d.In, Kind: sitrep.Act(say.Kind), SpeakerKind: sitrep.Nobody, Sentence: r.d.Sentences[s].Span,
		Source: []sitrep.Span{}, Cue: []sitrep.Span{r.d.Span(cue[0], cue[1])}, Content: []sitrep.Span{},
		Hedged: w.hedged || say.Doubted, Confidence: sure,
	}
	if w.named() {
		c.Source = append(c.Source, r.d.Span(w.first, w.last))
		c.Speaker = sitrep.Words(r.d.Slice(c.Source[0]))
		if r.d.SentenceOf(w.first) != s {
			c.Source = []sitrep.Span{} // named in a sentence before
		}
	}
	if w.via[1] > w.via[0] {
		c.Via = sitrep.Words(r.d.Slice(r.d.Span(w.via[0], w.via[1])))
	}
	for _, run := range content {
		if run[1] > run[0] {
			c.Content = append(c.Content, r.d.Span(run[0], run[1]))
		}
	}
	c.SpeakerKind = r.kind(w)
	r.out = append(r.out, c)
}

// kind is how a speaker is given.
func (r *lists) kind(w who) sitrep.ClaimantKind {
	if !w.named() {
		return sitrep.Nobody
	}
	kind := sitrep.Named
	for k := w.first; k < w.last; k++ {
		switch _, k := r.speaker(k); k {
		case "anonymous":
			return sitrep.Anonymous
		case "office":
			kind = sitrep.Office
		}
	}
	for k := w.first; k < w.last; k++ {
		if r.capital(k) && k > r.d.Sentences[r.d.SentenceOf(k)].First {
			return sitrep.Named
		}
	}
	return kind
}

// resolve ties a speaker to the registry, where the cast knows the words.
func (r *lists) resolve(c *sitrep.Claim, cast *actor.Cast) {
	if cast == nil || len(c.Source) == 0 {
		return
	}
	first, last := r.d.TokenAt(c.Source[0].Start), r.d.TokenAt(c.Source[0].End-1)+1
	for k := first; k < last; k++ {
		if k > first && !r.capital(k) {
			continue
		}
		// the whole, or the name it ends in: "agencja AFP", "prezydent Joe Biden"
		if ref := cast.Resolve(r.d, k, last); ref.Actor != "" {
			c.Actor = ref.Actor
			return
		}
	}
}
