package check

import (
	"fmt"
	"sort"
	"strings"

	"sitrep"
)

// quotation is words between quotation marks in the text under check.
type quotation struct {
	*sentence
	words string // folded
	raw   string
	who   who
	terms []term
}

// quotations are those of a sentence that hold at least two words: one word between marks is often a name
// or irony.
func (s *sentence) quotations() []quotation {
	var out []quotation
	for _, q := range quotesIn(s.d, s.first, s.last) {
		if q.First < s.first || q.First >= s.last {
			continue
		}
		last := min(q.Last, s.last)
		v := quotation{sentence: s, raw: s.d.Slice(s.d.Span(q.First, last))}
		v.words = fold(v.raw)
		for _, t := range s.terms {
			if t.at >= q.First && t.at < last {
				v.terms = append(v.terms, t)
			}
		}
		if len(strings.Fields(v.words)) < 1 || v.words == "" {
			continue
		}
		for i := range s.claims {
			c := &s.claims[i]
			if c.Speaker != "" && (covers(c, q.Span) || v.who.none()) {
				v.who = s.whoIs(c.Speaker, c.Actor, c.SpeakerKind)
			}
		}
		out = append(out, v)
	}
	return out
}

// judge gives the finding on a quotation: it stands letter by letter, or it doesn't.
func (q *quotation) judge() (sitrep.Finding, bool) {
	x := q.x
	var whole, near []int32
	var names []string
	mine, theirs := false, false
	for _, p := range x.holding(q.terms) {
		if strings.Contains(fold(x.words(p)), q.words) {
			tie, name := same, ""
			if !q.who.none() {
				tie, name = x.speaks(q.who, p)
			}
			switch {
			case tie == other && !overlap(q.who.words, nameWords(name)):
				theirs = true
				names = append(names, name)
			default:
				mine = true
			}
			whole = append(whole, p)
			continue
		}
		if len(q.terms) >= 3 && q.alike(p) {
			near = append(near, p)
		}
	}
	switch {
	case mine:
		return sitrep.Finding{Verdict: sitrep.Supported, Why: capital(fmt.Sprintf("%s has these words.", x.where(whole[0]))), Evidence: x.evidence(whole)}, true
	case theirs:
		return sitrep.Finding{Verdict: sitrep.Misattributed, Why: fmt.Sprintf("%s said these words (%s).", capital(names[0]), x.where(whole[0])), Evidence: x.evidence(whole)}, true
	case len(q.terms) == 0:
		return sitrep.Finding{}, false
	case len(near) > 0:
		return sitrep.Finding{Verdict: sitrep.Misstated, Why: fmt.Sprintf("The words quoted are others in %s.", x.where(near[0])), Evidence: x.evidence(near[:1])}, true
	}
	return sitrep.Finding{Verdict: sitrep.NotInReports, Why: fmt.Sprintf("No report quotes “%s”.", oneLine(q.raw)), Evidence: []sitrep.Evidence{}}, true
}

// alike reports whether a passage of the same speaker has most of the quotation's words, in pairs as there.
func (q *quotation) alike(p int32) bool {
	if share, _ := q.x.coverage(q.terms, []int32{p}); share < alikeShare {
		return false
	}
	if !q.who.none() {
		if tie, _ := q.x.speaks(q.who, p); tie != same {
			return false
		}
	}
	pairs := map[[2]string]bool{}
	theirs := strings.Fields(fold(q.x.words(p)))
	for i := 1; i < len(theirs); i++ {
		pairs[[2]string{theirs[i-1], theirs[i]}] = true
	}
	mine, met := strings.Fields(q.words), 0
	for i := 1; i < len(mine); i++ {
		if pairs[[2]string{mine[i-1], mine[i]}] {
			met++
		}
	}
	return 2*met >= len(mine)-1
}

// alikeShare is the share of a quotation's weight that must stand in a passage for it to be the same words told wrong.
const alikeShare = 0.5

// holding are the passages that hold the rarest of some terms, or the next where none holds it.
func (x *index) holding(ts []term) []int32 {
	lists := make([][]int32, 0, len(ts))
	for _, t := range ts {
		if id, ok := x.ids[t.word]; ok {
			lists = append(lists, x.posts[id])
		}
	}
	sort.SliceStable(lists, func(i, j int) bool { return len(lists[i]) < len(lists[j]) })
	var out []int32
	for _, list := range lists[:min(2, len(lists))] {
		for _, p := range list {
			if x.chosen[x.sources[x.passages[p].source].story] && len(out) < maxQuoted {
				out = append(out, p)
			}
		}
	}
	return out
}

// maxQuoted caps the passages searched for a quotation.
const maxQuoted = 2000

// fold puts words on one line, in lower case, without marks at the end and with plain apostrophes.
func fold(s string) string {
	s = strings.ToLower(oneLine(s))
	s = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"", "‑", "-", "‐", "-").Replace(s)
	return strings.Trim(s, " .,;:!?\"'")
}
