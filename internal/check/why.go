package check

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// maxEvidence is the number of passages a finding quotes at most.
const maxEvidence = 3

// finding makes a finding with its evidence: the best match of each account first, then further ones.
func (x *index) finding(v sitrep.Verdict, why string, ms []match) sitrep.Finding {
	ps := make([]int32, len(ms))
	for i := range ms {
		ps[i] = ms[i].passage
	}
	return sitrep.Finding{Verdict: v, Why: why, Evidence: x.evidence(ps)}
}

// evidence quotes passages: no account twice before each has spoken once.
func (x *index) evidence(ps []int32) []sitrep.Evidence {
	out := []sitrep.Evidence{}
	seen := map[int32]bool{}
	heard := map[string]bool{}
	for round := 0; round < 2 && len(out) < maxEvidence; round++ {
		for _, p := range ps {
			o := x.sources[x.passages[p].source].origin
			if len(out) == maxEvidence || seen[p] || round == 0 && heard[o] {
				continue
			}
			seen[p], heard[o] = true, true
			out = append(out, x.quote(p))
		}
	}
	return out
}

func (x *index) quote(p int32) sitrep.Evidence {
	ps := &x.passages[p]
	return sitrep.Evidence{
		Citation: sitrep.Citation{Report: x.sources[ps.source].report.ID, In: ps.in, Span: ps.span},
		Quote:    x.words(p),
	}
}

// said is a figure with who gave it and when: "John Kirby: more than 1,000 killed or wounded in the past
// week, 27 December 2024".
func (t *stated) said(m *match) string {
	return t.giver(m) + " " + t.saidWhat(m)
}

func (t *stated) saidWhat(m *match) string {
	var b strings.Builder
	b.WriteString("gave ")
	b.WriteString(t.value(m))
	if when := t.x.written(t.x.sources[m.source].report.Published); when != "" {
		fmt.Fprintf(&b, " (reported %s)", when)
	}
	return b.String()
}

// value is a figure in the source's own words: value, measure, group, stretch of time.
func (t *stated) value(m *match) string {
	d := t.x.doc(m.passage)
	out := lowerFirst(oneLine(bounded(d.Slice(m.Span), m.bound)))
	if m.Group != "" && !strings.Contains(strings.ToLower(out), strings.ToLower(string(m.Group))) {
		out += " " + oneLine(string(m.Group))
	}
	if w := t.fateWords(m.Figure); w != "" && !strings.Contains(strings.ToLower(out), w) {
		out += " " + w
	}
	if m.Basis == sitrep.OfPeriod && m.When != "" {
		out += " " + oneLine(string(m.When))
	}
	return out
}

// bounded is a value with its modifier in words, where that stands elsewhere in the sentence ("the toll topped 30").
func bounded(v string, m sitrep.Modifier) string {
	if v == "" || v[0] < '0' || v[0] > '9' || strings.ContainsAny(v, " +") {
		return v
	}
	switch m {
	case sitrep.MoreThan:
		return "more than " + v
	case sitrep.AtLeast:
		return "at least " + v
	case sitrep.UpTo:
		return "up to " + v
	}
	return v
}

// measureWords is what a figure counts, in the source's own word.
func measureWords(f *sitrep.Figure) string {
	if f.Word != "" {
		return strings.ToLower(oneLine(string(f.Word)))
	}
	return string(f.Measure)
}

// fateWords is what befell those counted, in a word that can stand behind their number: the source's own if it can ("died"), else
// the one of the measure ("kills"). Those who are there need none.
func (t *stated) fateWords(f *sitrep.Figure) string {
	words := measureWords(f)
	if f.Measure == sitrep.Strength {
		if f.Group != "" {
			return ""
		}
		return words
	}
	word, ok := t.d.Language.Figure.Words[words]
	switch {
	case word.Parts.Has(lang.Event):
		if f.Group == "" || string(f.Group) == words {
			return words // "20 deaths"
		}
	case !ok && (t.accounted(words) || strings.HasSuffix(words, " of")):
	case !ok || word.Parts.Has(lang.Done) || word.Parts.Has(lang.Fell) || word.Parts.Has(lang.Being):
		return words
	}
	return string(f.Measure)
}

// accounted reports whether words are of a count rather than of those counted: "death toll", "number of dead".
func (t *stated) accounted(words string) bool {
	for _, w := range strings.Fields(words) {
		if t.d.Language.Check.Accounts.Has(w) || w == "toll" {
			return true
		}
	}
	return false
}

// giver is who gave a figure, as the report names him.
func (t *stated) giver(m *match) string {
	if len(t.who.chain) > 0 && t.who.chain[0] == m.Actor && !t.who.loose {
		return oneLine(t.who.name)
	}
	if m.Claimant != "" {
		return t.x.tidy(oneLine(string(m.Claimant)), m.Actor)
	}
	if m.who == same && !t.who.none() {
		return t.who.name
	}
	if m.own > 0 && m.fact.who[0].distinct() {
		return oneLine(m.fact.who[0].name)
	}
	return t.outlet(m)
}

// tidy is the part of a name by which the registry knows it, where more was read than the name.
func (x *index) tidy(name string, id sitrep.ActorID) string {
	ws := strings.Fields(name)
	if id == "" || len(ws) > 12 {
		return name
	}
	for n := len(ws); n > 1; n-- {
		for i := 0; i+n <= len(ws); i++ {
			part := strings.Join(ws[i:i+n], " ")
			if a, ok := x.Registry.Lookup(part); ok && a.ID == id {
				return part
			}
		}
	}
	return name
}

// outlet is where a match was reported.
func (t *stated) outlet(m *match) string {
	r := t.x.sources[m.source].report
	if r.Outlet != "" {
		return r.Outlet
	}
	return "a report"
}

func (t *stated) whySupported(m *match) string {
	return capital(t.said(m)) + "."
}

func (t *stated) whyOutdated(m, later *match) string {
	return fmt.Sprintf("%s, and has since given %s.", capital(t.said(m)), t.valueDated(later))
}

func (t *stated) whyOvertaken(m *match) string {
	return fmt.Sprintf("%s, and %s tells it as an earlier count.", capital(t.said(m)), t.outlet(m))
}

func (t *stated) valueDated(m *match) string {
	out := t.value(m)
	if when := t.x.written(t.x.sources[m.source].report.Published); when != "" {
		out += " (" + when + ")"
	}
	return out
}

func (t *stated) whyRelay(m, other *match, n int) string {
	return fmt.Sprintf("Only %s relays it so; %d other reports have %s from %s.", t.outlet(m), n, t.value(other), t.giver(other))
}

// whyMisstated names what is wrong in the words of both.
func (t *stated) whyMisstated(m *match) string {
	return capital(t.said(m)) + ", " + t.differences(m) + "."
}

// differences says in words in what a match differs.
func (t *stated) differences(m *match) string {
	mine := lowerFirst(oneLine(t.d.Slice(t.Figure.Span)))
	var out []string
	add := func(f miss, s string) {
		if m.miss&f != 0 {
			out = append(out, s)
		}
	}
	add(missMeasure, "not “"+measureWords(t.Figure)+"”")
	add(missModifier, "not “"+t.ownValue(mine)+"”")
	switch {
	case t.stretch != "" && m.stretch == "":
		add(missSpan, "not for a "+t.stretch)
	case t.stretch == "":
		add(missSpan, "and for that time only")
	default:
		add(missSpan, "not for a "+t.stretch)
	}
	if t.Group != "" {
		add(missGroup, "not "+oneLine(string(t.Group)))
	} else {
		add(missGroup, "of other people")
	}
	add(missPlace, "and nothing there speaks of "+m.place)
	add(missDate, "not "+(&saying{sentence: t.sentence}).bareDate(m.date))
	add(missStatus, "as what may be so")
	return strings.Join(out, ", ")
}

// ownValue is the stated value with the verb that sets it above the number.
func (t *stated) ownValue(v string) string { return bounded(v, t.bound) }

func (t *stated) whyMisattributed(m *match) string {
	out := fmt.Sprintf("It was %s who gave %s", t.giver(m), t.valueDated(m))
	if m.Claimant == "" && t.giver(m) == t.outlet(m) && !(m.own > 0 && m.fact.who[0].distinct()) { // it relays what was read as nobody's
		out = fmt.Sprintf("%s has %s (%s) from somebody else", capital(t.outlet(m)), t.value(m), t.x.written(t.x.sources[m.source].report.Published))
	}
	if m.miss&missModifier != 0 {
		out += ", not “" + lowerFirst(oneLine(t.ownValue(t.d.Slice(t.Figure.Span)))) + "”"
	}
	if own := t.own(); own != nil {
		out += fmt.Sprintf("; %s gave %s", t.giver(own), t.valueDated(own))
	}
	return out + "."
}

func (t *stated) whyContradicted(m *match) string {
	return fmt.Sprintf("%s, not %s.", capital(t.said(m)), lowerFirst(oneLine(t.ownValue(t.d.Slice(t.Figure.Span)))))
}

func (t *stated) whyDenied(m *match) string {
	if t.Status == sitrep.Denied || t.denied {
		return capital(t.said(m)) + "; it was not denied."
	}
	if m.Status != sitrep.Denied {
		return fmt.Sprintf("%s tells of %s as what is not so.", capital(t.x.where(m.passage)), t.value(m))
	}
	return fmt.Sprintf("%s denied it (%s).", capital(t.giver(m)), t.x.where(m.passage))
}

func (t *stated) whyUnfound(nearest []match) string {
	v := lowerFirst(oneLine(t.d.Slice(t.Figure.Span)))
	if len(nearest) == 0 {
		return fmt.Sprintf("No report gives %s for this.", v)
	}
	m := &nearest[0]
	if m.who != same {
		return fmt.Sprintf("No report has %s from %s; the nearest is %s.", v, t.who.name, t.valueDated(m))
	}
	return fmt.Sprintf("No report gives %s so; the nearest is %s.", v, t.valueDated(m))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// capital begins a sentence.
func capital(s string) string {
	for i, r := range s {
		if i == 0 {
			up := strings.ToUpper(string(r))
			return up + s[len(string(r)):]
		}
	}
	return s
}

// lowerFirst puts a value into the middle of a sentence ("At least 30").
func lowerFirst(s string) string {
	for _, r := range s {
		return strings.ToLower(string(r)) + s[len(string(r)):]
	}
	return s
}
