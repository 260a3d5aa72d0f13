package brief

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
)

// Date writes an ISO day as the brief writes days: "23 December 2024". It is "" for anything else.
func Date(iso string) string {
	t, err := time.Parse("2006-01-02", iso)
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// phraseHeadline phrases a row as a headline, in its source's own words.
func (w *writer) phraseHeadline(r row) (sitrep.Unit, bool) {
	f := w.spokesman(r)
	if f == nil {
		return sitrep.Unit{}, false
	}
	what, ok := w.counted(f)
	if !ok {
		return sitrep.Unit{}, false
	}
	if place := w.scene(f); place != "" && !strings.Contains(what, place) {
		what += " in " + place
	}
	if !placed(what) {
		return sitrep.Unit{}, false
	}
	return w.cite(f, capitalise(what)+", "+w.article(f)+" "+says(string(f.Claimant)))
}

// phraseRow phrases a row as a sentence.
func (w *writer) phraseRow(r row) (sitrep.Unit, bool) {
	f := w.spokesman(r)
	if f == nil {
		return sitrep.Unit{}, false
	}
	what, ok := w.counted(f)
	if !ok {
		return sitrep.Unit{}, false
	}
	happened, told := w.befell(f, what)
	if place := w.scene(f); place != "" && !strings.Contains(what, place) {
		what += " in " + place
		happened += " in " + place
	}
	if w.scattered && f.Basis == sitrep.OfEvent && f.Place == "" && Date(string(f.Date)) == "" || !placed(what) && !w.alone() && (w.scattered || !w.ofDead()) {
		return sitrep.Unit{}, false // of which event?
	}
	who, on := w.article(f), ""
	if d := Date(string(f.Date)); d != "" && !w.possessed(string(f.When)) && !w.pool.torn[f.Report] {
		on = " on " + d
	}
	forms := []string{capitalise(who) + " reported " + what + on + "."}
	if told {
		said := capitalise(happened) + ", " + who + " said" + on + "."
		if f.Basis == sitrep.OfEvent {
			said = capitalise(happened) + on + ", " + who + " said."
		}
		forms = append(forms, said, capitalise(happened)+on+", according to "+who+".")
	}
	w.phrased++
	return w.cite(f, forms[(w.phrased+len(w.Readings))%len(forms)])
}

// fewReports is the number of reports below which their own sentences say more than a count phrased.
const fewReports = 3

// possessed reports whether words give a day in a form that belongs to something else ("Mondays fighting", an apostrophe lost).
func (w *writer) possessed(words string) bool {
	for _, word := range strings.Fields(strings.ToLower(words)) {
		if day, ok := strings.CutSuffix(word, "s"); ok && w.Language.Brief.Is(day, lang.BriefDay) {
			return true
		}
	}
	return false
}

// placed reports whether words name a place or a people: else nobody knows of what event a count is.
func placed(words string) bool {
	return strings.ContainsFunc(words, unicode.IsUpper)
}

// alone reports whether the story tells of one event, of which every count must be.
func (w *writer) alone() bool {
	events := map[sitrep.EventID]bool{}
	for i := range w.Ledger.Series {
		if s := &w.Ledger.Series[i]; s.Event != "" && measureWeight[s.Measure] > 0 {
			events[s.Event] = true
		}
	}
	return len(events) < 2
}

// befell makes a clause of what a figure counts: "about 2,000 soldiers were killed". It has none for
// casualties.
func (w *writer) befell(f *sitrep.Figure, what string) (string, bool) {
	word := participle(f)
	people, ok := strings.CutSuffix(what, " "+word)
	if !ok || word == "casualties" || word == "losses" {
		return what, false
	}
	verb := "were"
	if word == "dead" || word == "missing" {
		verb = "are"
	}
	if strings.EqualFold(string(f.Word), "died") {
		verb, word = "have", "died"
	}
	return people + " " + verb + " " + word, true
}

// scene is the place that a figure's own sentence gives for it ("in Lorn"), or "" where it is somebody's name, or where the words behind it show that more or less than
// the place was read: a heading or an agency that ran in ("Lorn Coast Guard AFP"), a lost apostrophe ("Lydras war").
func (w *writer) scene(f *sitrep.Figure) string {
	name := string(f.Place)
	_, rest, ok := strings.Cut(w.gate.Readings[f.Report].Report.In(f.In)[f.Sentence.Start:f.Sentence.End], " in "+name)
	if _, known := w.Registry.Lookup(name); name == "" || !ok || known && !w.state(name) {
		return ""
	}
	if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsSpace(next) {
		if rest != "" && (unicode.IsLetter(next) || strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s") || next == '-') {
			return ""
		}
		return name
	}
	word := strings.Trim(strings.Fields(rest + " .")[0], ".,;:()\"“”'’")
	low := strings.ToLower(word)
	if low == word && w.Language.Text.Starters.Has(low) || w.Language.Time.Words[low].Kind != lang.NoTime || w.Language.Brief.Is(low, lang.BriefDay|lang.BriefJoining) {
		return name
	}
	if low != word || low != "" && strings.HasSuffix(name, "s") {
		return ""
	}
	return name
}

// spokesman is the figure of a row that is easiest to phrase: one with a claimant whose name the report
// holds, its words short.
func (w *writer) spokesman(r row) *sitrep.Figure {
	var found *sitrep.Figure
	for i := len(r.step.Figures) - 1; i >= 0; i-- {
		f := w.figures[r.step.Figures[i]]
		if f == nil || f.In != sitrep.InText || f.Implicit || f.Hedged || f.InPassing || f.Status != sitrep.Asserted || f.Basis == sitrep.OfPeriod || f.Confidence < leastSure || !w.nameable(f) || !w.vouched(f) || w.ranIn(f) {
			continue
		}
		if found == nil || len(f.Claimant) < len(found.Claimant) && f.Group != "" {
			found = f
		}
	}
	return found
}

// state reports whether a name is that of a state, which is a place too.
func (w *writer) state(name string) bool {
	a, ok := w.Registry.Lookup(name)
	return ok && a.Kind == "state"
}

// ranIn reports whether a figure's sentence holds its report's headline, which ran into it without a mark: what was read around
// the seam is read with less certainty.
func (w *writer) ranIn(f *sitrep.Figure) bool {
	report := w.gate.Readings[f.Report].Report
	title := strings.ToLower(oneLine(report.Title))
	return f.In == sitrep.InText && len(title) > 20 && strings.Contains(strings.ToLower(oneLine(report.Text[f.Sentence.Start:f.Sentence.End])), title)
}

// vouched reports whether the sentence that gives a figure says itself that the claimant gives it: the
// figure stands in what he says, and not in a clause that tells something besides ("the ministry said it
// will rebuild the town, where 40 people were killed").
func (w *writer) vouched(f *sitrep.Figure) bool {
	reading := w.gate.Readings[f.Report]
	for i := range reading.Claims {
		c := &reading.Claims[i]
		if c.In != f.In || c.Speaker == "" || len(c.Cue) == 0 || len(c.Source) == 0 || !f.Sentence.Overlaps(c.Cue[0]) {
			continue
		}
		if c.Speaker != f.Claimant && (c.Actor == "" || c.Actor != f.Actor) {
			continue
		}
		for _, s := range c.Content {
			if s.Contains(f.Span) && w.plainly(reading.Report.In(c.In)[s.Start:f.Start]) {
				return true
			}
		}
	}
	return false
}

// plainly reports whether no word before a figure begins a clause that tells something besides.
func (w *writer) plainly(before string) bool {
	for i, word := range strings.Fields(strings.ToLower(before)) {
		if word == "that" && i > 0 {
			return false
		}
		if w.Language.Brief.Is(strings.Trim(word, ".,;:\"“”'()"), lang.BriefSubordinate) {
			return false
		}
	}
	return true
}

// leastSure is the confidence below which a figure is not phrased: its source's sentence may be quoted.
const leastSure = 0.6

// nameable reports whether a claimant's name can stand by itself: it is a name, or an office or unnamed
// group that needs no sentence before it to be understood ("Western officials"; not "the expert", "its
// chief").
func (w *writer) nameable(f *sitrep.Figure) bool {
	name := string(f.Claimant)
	for _, word := range strings.Fields(strings.ToLower(name)) {
		if w.Language.Brief.Is(word, lang.BriefUnnamed) || w.Language.Number.More.Has(word) {
			return false
		}
	}
	if name == "" || f.Actor == "" && name == strings.ToUpper(name) {
		return false // initials that nobody explains are as likely those of who prints it
	}
	if f.Actor != "" || f.ClaimantKind == sitrep.Named {
		return true
	}
	words := strings.Fields(strings.ToLower(name))
	return w.Language.Brief.Is(words[len(words)-1], lang.BriefCounting)
}

// counted words what a figure counts, from the source's own words: "about 2,000 soldiers killed".
func (w *writer) counted(f *sitrep.Figure) (string, bool) {
	report := w.gate.Readings[f.Report].Report
	value := lowerFirst(strings.Join(strings.Fields(report.In(f.In)[f.Start:f.End]), " "))
	group := string(f.Group)
	word := participle(f)
	switch {
	case word == "", f.Modifier == sitrep.Vague, f.Max.Known && f.Max.N < 2:
		return "", false
	case word == "casualties" || word == "losses":
		if group == "" {
			return "", false // of whom?
		}
		return value + " " + word + " among " + group, true
	case group == "" || strings.Contains(strings.ToLower(group), strings.ToLower(value)):
		return value + " people " + word, f.Group == "" && strings.Contains(strings.ToLower(report.In(f.In)), "people")
	}
	return value + " " + group + " " + word, true
}

// participle is the word of a measure that follows the people: the source's own where it can follow.
func participle(f *sitrep.Figure) string {
	word := strings.ToLower(string(f.Word))
	switch word {
	case "killed", "wounded", "injured", "missing", "captured", "detained", "arrested", "displaced", "evacuated", "rescued", "freed", "casualties", "losses", "dead",
		"killed or wounded", "killed and wounded", "killed or injured", "dead or wounded", "wounded or killed", "killed, wounded, missing or captured", "killed, wounded or missing":
		return word
	}
	switch word {
	case "died", "deaths", "death", "death toll", "toll":
		return "dead"
	case "injuries", "hurt":
		return "injured"
	}
	return ""
}

// cite makes a unit that rests on a figure's sentence and, where it lies elsewhere, on the place of
// the claimant's name.
func (w *writer) cite(f *sitrep.Figure, s string) (sitrep.Unit, bool) {
	report := w.gate.Readings[f.Report].Report
	u := sitrep.Unit{Text: s, Citations: []sitrep.Citation{{Report: f.Report, In: f.In, Span: f.Sentence}}}
	name := string(f.Claimant)
	if !strings.Contains(report.In(f.In)[f.Sentence.Start:f.Sentence.End], name) {
		in := f.In
		at := strings.Index(report.In(in), name)
		if at < 0 {
			in = sitrep.InText
			if at = strings.Index(report.Text, name); at < 0 {
				return u, false
			}
		}
		u.Citations = append(u.Citations, sitrep.Citation{Report: f.Report, In: in, Span: sitrep.Span{Start: at, End: at + len(name)}})
	}
	return u, true
}

// article gives a claimant's name its article back where the report has it ("the World Health
// Organization"), and one to a bare office ("the spy agency").
func (w *writer) article(f *sitrep.Figure) string {
	name := string(f.Claimant)
	if rest, ok := strings.CutPrefix(name, "The "); ok {
		return "the " + rest
	}
	if strings.HasPrefix(name, "the ") || strings.HasPrefix(name, "a ") || strings.HasPrefix(name, "an ") {
		return name
	}
	report := w.gate.Readings[f.Report].Report
	if with := articled(report.Text, name); with != name {
		return with
	}
	if first, _, _ := strings.Cut(name, " "); first == strings.ToLower(first) && !strings.HasSuffix(name, "s") {
		return "the " + name
	}
	return name
}

func says(name string) string {
	if strings.HasSuffix(name, "officials") || strings.HasSuffix(name, "sources") || strings.HasSuffix(name, "activists") || strings.HasSuffix(name, "Chiefs of Staff") || strings.HasSuffix(name, "authorities") || strings.HasSuffix(name, "police") {
		return "say"
	}
	return "says"
}

func lowerFirst(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}
