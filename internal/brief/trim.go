package brief

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// leaf is one report's text with the layers that trimming asks for again and again.
type leaf struct {
	*text.Doc
	reading *sitrep.Reading
	times   []text.Time
	numbers []text.Quantity
	names   []text.Name
	torn    bool
	kinds   []string  // of event, that its headline and beginning tell of
	event   time.Time // the day of the event the report tells of, where its words give it
	years   bool      // the story goes on over a new year: a month needs its year
}

func newLeaf(r *sitrep.Reading, d *text.Doc) *leaf {
	times := text.Times(d)
	return &leaf{Doc: d, reading: r, times: times, torn: torn(r.Report, d), numbers: text.NumbersBesides(d, times), names: text.Names(d)}
}

// torn reports whether a text opens with another date than its report is given: then its days are not written as dates, for whoever has only
// the report's can't follow.
func torn(r *sitrep.Report, d *text.Doc) bool {
	day := text.Anchor(d)
	return !day.IsZero() && !day.Equal(r.Published.Start().UTC().Truncate(oneDay))
}

// states reports whether a text gives a day as its own.
func (l *leaf) states(day time.Time) bool {
	iso := day.Format(time.DateOnly)
	return !day.IsZero() && slices.ContainsFunc(l.times, func(t text.Time) bool { return t.Date == iso })
}

// numberAt reports whether a token belongs to a number.
func (l *leaf) numberAt(i int) bool {
	for _, n := range l.numbers {
		if n.First <= i && i < n.Last {
			return true
		}
	}
	return false
}

// trim makes sentence k of a report fit to stand alone: its dateline and credit go, a leading "But"
// or "Meanwhile" and an "also" go, a pronoun or description that is a claim's source becomes the name
// it stands for, a day given by its distance becomes a date; floating says that one was left as it stood. It refuses page furniture, fragments,
// questions, first persons outside quotations and pronouns it can't resolve; why says which.
func trim(l *leaf, k int) (u sitrep.Unit, floating bool, why string) { return trimmed(l, k, false) }

// trimBehind trims a sentence that will stand right behind the one before it: what points back stays.
func trimBehind(l *leaf, k int) (u sitrep.Unit, floating bool, why string) {
	return trimmed(l, k, true)
}

func trimmed(l *leaf, k int, behind bool) (u sitrep.Unit, floating bool, why string) {
	r, d := l.reading, l.Doc
	s := d.Sentences[k]
	first, last := s.First, s.Last
	if last-first < 6 {
		return u, false, "short"
	}
	if first = afterStamp(l, first, last); first > s.First {
		s.First, s.Start = first, d.Tokens[first].Start
	}
	if why := unfitSentence(d, s); why != "" {
		return u, false, why
	}
	if firstPerson(d, s) {
		return u, false, "first person"
	}
	if k == 0 || r.Report.Title == "" {
		first = afterTitle(d, first, last, r.Report.Title)
	}
	if dated := afterDate(l, first, last); dated > first {
		first = afterAgency(d, afterTitle(d, dated, last, r.Report.Title), dated, last)
	}
	first = afterHeadline(d, first, last)
	first = afterDateline(d, first, last)
	if !behind {
		first = afterConnective(d, first, last)
	}
	for first < last-5 && strings.Contains("-–—•*·", d.Raw(first)) {
		first++ // an item of a list, or what stands behind a parenthesis
		if d.Tokens[first].Shape == text.Lower {
			return u, false, "fragment"
		}
	}
	last = beforeCredit(d, first, last)
	stopped := terminalAt(d, last-1)
	if last-first < 5 || !stopped && !unstopped(d, k) || broken(d, last) {
		return u, false, "fragment"
	}
	e := edit{leaf: l, d: d, first: first, last: last, published: r.Report.Published}
	e.cites = []sitrep.Citation{{Report: d.Report, In: d.In, Span: d.Span(first, last)}}
	if !behind && !e.sources(r) || behind && (e.ambiguous() || e.nobody()) {
		return u, false, "who is meant"
	}
	if !l.torn {
		e.dates()
	}
	if !behind {
		e.also()
	}
	out := capitalise(e.String())
	if !stopped {
		out += "."
	}
	if glued(d, first, last) || heading(d, first, last) {
		return u, false, "two sentences run together"
	}
	if title := strings.ToLower(oneLine(r.Report.Title)); len(title) > 20 && strings.Contains(strings.ToLower(out), title) && len(out) < len(title)+60 {
		return u, false, "the headline again"
	}
	if !balanced(out) {
		return u, false, "half a quotation"
	}
	return sitrep.Unit{Text: out, Citations: once(e.cites)}, e.floating(), ""
}

// once is the citations without those that stand twice.
func once(list []sitrep.Citation) []sitrep.Citation {
	var out []sitrep.Citation
	for _, c := range list {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// edit is a sentence with some of its tokens replaced by other words.
type edit struct {
	leaf        *leaf
	d           *text.Doc
	first, last int
	with        map[int]string // a token's new words; "" takes it out
	cites       []sitrep.Citation
	published   sitrep.Stamp
}

func (e *edit) put(i int, s string) {
	if e.with == nil {
		e.with = map[int]string{}
	}
	e.with[i] = s
}

// String writes the sentence, on one line.
func (e *edit) String() string {
	var b strings.Builder
	end := e.d.Tokens[e.first].Start
	for i := e.first; i < e.last; i++ {
		t := e.d.Tokens[i]
		gap := e.d.Text[end:t.Start]
		words, changed := e.with[i]
		if !changed {
			words = e.d.Raw(i)
		}
		end = t.End
		if words == "" {
			continue
		}
		if gap != "" && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words)
	}
	return b.String()
}

// ambiguous reports whether the sentence calls somebody by a surname that the report has for two ("Calder", behind "Ruth
// Calder" and "Dan Calder") and doesn't give in full before.
func (e *edit) ambiguous() bool {
	d, full := e.d, map[string]bool{}
	for _, n := range e.leaf.names {
		if n.First < e.first || n.Last > e.last {
			continue
		}
		name := d.Raw(n.Last - 1)
		if n.Last-n.First > 1 {
			full[name] = true
		} else if !full[name] && len(text.Namesakes(d, e.leaf.names, name)) > 1 {
			return true
		}
	}
	return false
}

// bare reports whether sentence k calls somebody by a surname whose full name stands before it in the report, and in the
// sentence as it will be printed doesn't.
func (l *leaf) bare(k int, printed string) bool {
	s := l.Sentences[k]
	for _, n := range l.names {
		if n.First < s.First || n.Last > s.Last || n.Last-n.First > 1 || n.Body || n.Country {
			continue
		}
		name := l.Raw(n.First)
		for _, full := range l.names {
			if full.First < s.First && full.Person && full.Last-full.First > 1 && l.Raw(full.Last-1) == name && !strings.Contains(printed, l.Slice(l.Span(full.First, full.Last))) {
				return true
			}
		}
	}
	return false
}

// sources puts the name in place of a pronoun or a description that is the source of a claim, and
// cites where the name stands. It refuses a sentence with a pronoun whose name doesn't stand before
// it, and one that begins by pointing at the sentences before it.
func (e *edit) sources(r *sitrep.Reading) bool {
	d := e.d
	if e.ambiguous() {
		return false
	}
	for k := range r.Claims {
		e.described(&r.Claims[k])
		e.relayed(&r.Claims[k])
	}
	for k := range r.Claims {
		if e.unresolved(&r.Claims[k]) {
			return false
		}
	}
	for i := e.first; i < e.last; i++ {
		if i > e.first+2 && d.Raw(i-1) == "," && (d.Language.Text.Starters.Has(d.Lower(e.first)) || strings.HasSuffix(d.Lower(e.first), "ing")) && d.Language.Brief.Is(d.Lower(i), lang.BriefSubject) && !d.Language.Brief.Is(d.Lower(i), lang.BriefHuman) && !inQuote(d, i) {
			return false // "After the quake, it became a lifeline", "Winding through the valley, it ..."
		}
		if _, done := e.with[i]; done || !d.Language.Brief.Is(d.Lower(i), lang.BriefPersonal) || inQuote(d, i) || antecedent(e.leaf, e.first, i) && !e.object(i) {
			continue
		}
		return false
	}
	if d.Language.Brief.Is(d.Lower(e.first), lang.BriefPointing) {
		return false
	}
	// "Since then ...", "By this ..."
	next := d.Lower(e.first + 1)
	return !(d.Language.Text.Starters.Has(d.Lower(e.first)) && (next == "then" || next == "that" && d.Lower(e.first+2) == ","))
}

// nobody reports whether the sentence has a "he" or "she" and neither it nor those before it in its report name a person.
func (e *edit) nobody() bool {
	d := e.d
	for i := e.first; i < e.last; i++ {
		if d.Language.Brief.Is(d.Lower(i), lang.BriefPersonal) && d.Language.Brief.Is(d.Lower(i), lang.BriefHuman) && !inQuote(d, i) {
			return !slices.ContainsFunc(e.leaf.names, func(n text.Name) bool { return n.Person && n.Last <= i })
		}
	}
	return false
}

// object reports whether "it" at token i is what the sentence's own subject does something to ("Lorn blamed it on the rebels"): then
// it stands for nothing in the sentence, which holds nothing but the subject before it.
func (e *edit) object(i int) bool {
	d := e.d
	if d.Lower(i) != "it" || i < e.first+2 || i > e.first+4 || d.Tokens[i-1].Shape != text.Lower || d.Language.Brief.Is(d.Lower(i-1), lang.BriefJoining|lang.BriefSubordinate) || d.Language.Text.Starters.Has(d.Lower(i-1)) {
		return false
	}
	return d.Tokens[i+1].Kind == text.Punct || d.Language.Text.Starters.Has(d.Lower(i+1)) || d.Language.Brief.Is(d.Lower(i+1), lang.BriefJoining)
}

// unresolved reports whether a claim's source is a pronoun behind what is said ("... were wounded, it said"), and whoever it
// stands for is not named in the sentence.
func (e *edit) unresolved(c *sitrep.Claim) bool {
	d := e.d
	if c.In != d.In || len(c.Source) != 1 || e.far(c.Source[0]) {
		return false
	}
	i := d.TokenAt(c.Source[0].Start)
	if i < e.first+2 || i >= e.last || d.Tokens[i].End != c.Source[0].End || inQuote(d, i) || !d.Language.Brief.Is(d.Lower(i), lang.BriefSubject) || d.Language.Brief.Is(d.Lower(i-1), lang.BriefJoining|lang.BriefSubordinate) {
		return false
	}
	if _, done := e.with[i]; done {
		return false
	}
	words := strings.Fields(string(c.Speaker))
	return len(words) == 0 || !strings.Contains(d.Slice(d.Span(e.first, i)), words[len(words)-1])
}

// far reports whether a span lies outside the sentence: most claims do, and cost no look at their tokens.
func (e *edit) far(s sitrep.Span) bool {
	return e.last <= e.first || s.Start < e.d.Tokens[e.first].Start || s.Start >= e.d.Tokens[e.last-1].End
}

// described names the source of a claim where it is only pointed at ("he", "the diplomat") and its
// name doesn't stand before it in the sentence.
func (e *edit) described(c *sitrep.Claim) {
	d := e.d
	if c.In != d.In || c.Speaker == "" || c.SpeakerKind != sitrep.Named || len(c.Source) != 1 || e.far(c.Source[0]) {
		return
	}
	first := d.TokenAt(c.Source[0].Start)
	last := first
	for last < len(d.Tokens) && d.Tokens[last].End <= c.Source[0].End {
		last++
	}
	if first < e.first || last > e.last || last == first || last-first > 2 || inQuote(d, first) {
		return
	}
	pronoun := last == first+1 && d.Language.Brief.Is(d.Lower(first), lang.BriefSubject)
	bare := last > first+1 && d.Lower(first) == "the"
	for i := first + 1; bare && i < last; i++ {
		bare = d.Tokens[i].Kind == text.Word && d.Tokens[i].Shape == text.Lower && !plural(d.Lower(i))
	}
	name := string(c.Speaker)
	short := last == first+1 && d.Tokens[first].Shape != text.Lower && shortFor(d.Raw(first), name)
	if !pronoun && !bare && !short || strings.Contains(d.Slice(d.Span(e.first, e.last)), name) || pronoun && antecedent(e.leaf, e.first, first) {
		return
	}
	at := strings.Index(d.Text, name)
	if at < 0 || strings.ContainsAny(name, "\n") || len(text.Namesakes(d, e.leaf.names, name[strings.LastIndexByte(name, ' ')+1:])) > 1 {
		return // which of two, the reading may have missed
	}
	if n, c := d.Language.Actors.CountryAt(d.Lower, d.TokenAt(at)); n == len(strings.Fields(name)) && c.As == lang.CountryAdjective {
		return // "the government" is no "British"
	}
	if !e.leaf.person(name) {
		name = articled(d.Text, name)
	}
	e.put(first, name)
	for i := first + 1; i < last; i++ {
		e.put(i, "")
	}
	e.cites = append(e.cites, sitrep.Citation{Report: d.Report, In: d.In, Span: sitrep.Span{Start: at, End: at + len(c.Speaker)}})
}

// person reports whether the report has a name for a person's.
func (l *leaf) person(name string) bool {
	return slices.ContainsFunc(l.names, func(n text.Name) bool { return n.Person && !n.Body && l.Slice(l.Span(n.First, n.Last)) == name })
}

// shortFor reports whether a word is one of a longer name's ("Lee" of "Lee Seong-kweun").
func shortFor(word, name string) bool {
	words := strings.Fields(name)
	for _, w := range words {
		if w == word {
			return len(words) > 1
		}
	}
	return false
}

// articled is a name with its article where the report uses it with one, or with another determiner
// ("the World Health Organization", "Seoul's National Intelligence Service"; not "John Kirby").
func articled(report, name string) string {
	if strings.HasPrefix(strings.ToLower(name), "the ") {
		return name
	}
	with, all := 0, 0
	for at := 0; ; {
		i := strings.Index(report[at:], name)
		if i < 0 {
			break
		}
		at += i
		before := strings.ToLower(report[max(0, at-5):at])
		for _, d := range []string{"the ", "'s ", "’s ", "its "} {
			if strings.HasSuffix(before, d) && !strings.HasPrefix(report[at+len(name):], "-") {
				with++
				break
			}
		}
		all++
		at += len(name)
	}
	if with > 0 && 2*with >= all {
		return "the " + name
	}
	return name
}

// relayed names in full who relays a claim where the sentence gives only one word of the name.
func (e *edit) relayed(c *sitrep.Claim) {
	d, name := e.d, string(c.Via)
	if name == "" {
		return
	}
	if c.In != d.In || len(strings.Fields(name)) < 2 || strings.Contains(name, "\n") || strings.Contains(d.Slice(d.Span(e.first, e.last)), name) {
		return
	}
	if len(c.Cue) == 0 || !d.Span(e.first, e.last).Contains(c.Cue[0]) {
		return
	}
	at := strings.Index(d.Text, name)
	for i := e.first; at >= 0 && i < e.last; i++ {
		if d.Tokens[i].Shape == text.Title && shortFor(d.Raw(i), name) && !inQuote(d, i) {
			e.put(i, name)
			e.cites = append(e.cites, sitrep.Citation{Report: d.Report, In: d.In, Span: sitrep.Span{Start: at, End: at + len(name)}})
			return
		}
	}
}

// plural guesses whether a description means several: no one name stands for them.
func plural(w string) bool { return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") }

// antecedent reports whether something stands before token i in the sentence that the pronoun may stand
// for: a name, or, some words back, a thing with its article.
func antecedent(l *leaf, first, i int) bool {
	d := l.Doc
	for k := first; k < i-2 && !d.Language.Brief.Is(d.Lower(i), lang.BriefHuman); k++ {
		if d.Language.Brief.Is(d.Lower(k), lang.BriefArticle) {
			return true
		}
	}
	for k := first; k < i; k++ {
		t := &d.Tokens[k]
		if t.Kind != text.Word || t.Shape == text.Lower || t.Shape == text.NoCase {
			continue
		}
		if k == first && (d.Language.Text.Starters.Has(d.Lower(k)) || l.numberAt(k) || k+1 == i) {
			continue
		}
		return true
	}
	return false
}

// dates writes a day that the report gives by its weekday, its distance or without its year as the date it resolves to.
func (e *edit) dates() {
	for _, t := range e.leaf.times {
		e.month(t)
		if t.First < e.first || t.Last > e.last || inQuote(e.d, t.First) || len(t.Date) != 10 {
			continue
		}
		if named := calendar(e.d, t.First, t.Last); named && !within(t.Date, e.published) || !named && !near(t.Date, e.published) {
			continue
		}
		if day, err := time.Parse(time.DateOnly, t.Date); err == nil && !calendar(e.d, t.First, t.Last) && !e.leaf.event.IsZero() && day.Sub(e.leaf.event) > 4*oneDay {
			continue // it came out late: its Monday is that of the event's week
		}
		if e.sinceOf(t.First) {
			continue // "the first visit since the invasion of his country on Wednesday": of the visit or of the invasion
		}
		if e.ahead(t.First) && t.Date != e.published.Start().Format("2006-01-02") {
			continue // a bare weekday may be the coming one
		}
		if words := dateWords(e.d, t.First, t.Last, t.Date); words != "" {
			e.put(t.First, words)
			for i := t.First + 1; i < t.Last; i++ {
				e.put(i, "")
			}
		}
	}
}

// month adds the year to a month that stands without one, in a story of years.
func (e *edit) month(t text.Time) {
	opens := t.First <= e.first+1 && t.Last < e.last && e.d.Raw(t.Last) == "," // "In March, the army said ... in 2023": when it said so
	if at := t.Last - 1; e.yearless(t) && joining(e.d, t.Last) && t.Date <= e.published.End().Format("2006-01") && (opens || !e.otherYear(t.Date[:4])) {
		e.put(at, e.d.Raw(at)+" "+t.Date[:4])
	}
}

// yearless reports whether a time of the sentence is a month without its year, in a story of years, and no day of the month stands beside it.
func (e *edit) yearless(t text.Time) bool {
	if !e.leaf.years || len(t.Date) != len("2006-01") || t.Precision != text.OfMonth || t.First < e.first || t.Last > e.last || e.published.IsZero() || inQuote(e.d, t.First) {
		return false
	}
	return e.d.Language.Time.Words[e.d.Lower(t.Last-1)].Kind == lang.Month && !slices.ContainsFunc(e.leaf.times, func(o text.Time) bool {
		return o.First >= e.first && o.Last <= e.last && len(o.Date) == len(time.DateOnly) && strings.HasPrefix(o.Date, t.Date)
	})
}

// otherYear reports whether the sentence, or the one before it, names another year: a month without one may be of that.
func (e *edit) otherYear(than string) bool {
	d := e.d
	at, _ := slices.BinarySearchFunc(d.Sentences, e.first, func(s text.Sentence, i int) int { return s.Last - 1 - i })
	for i := d.Sentences[max(0, at-1)].First; i < e.last; i++ {
		if n := d.Raw(i); d.Tokens[i].Kind == text.Number && len(n) == 4 && n > "1000" && n < "3000" && n != than {
			return true
		}
	}
	return false
}

// sinceOf reports whether a "since" and what it names stand before a day at token at, with no mark between.
func (e *edit) sinceOf(at int) bool {
	for i := at - 1; i >= max(e.first, at-9) && e.d.Tokens[i].Kind != text.Punct; i-- {
		if e.d.Language.Time.Words[e.d.Lower(i)].Kind == lang.Since {
			return at-i > 3
		}
	}
	return false
}

// ahead reports whether what a day at token at belongs to is to come: a word of the future stands before
// the day, or anywhere when the day opens the sentence.
func (e *edit) ahead(at int) bool {
	last := at
	if at <= e.first+1 {
		last = e.last
	}
	for i := e.first; i < last; i++ {
		if e.d.Language.Brief.Is(e.d.Lower(i), lang.BriefFuture) {
			return true
		}
	}
	return false
}

// near reports whether a day lies within five days of a report. A bare weekday that resolves to six
// days back is as likely tomorrow, told a time zone away.
func near(iso string, published sitrep.Stamp) bool {
	day, err := time.Parse("2006-01-02", iso)
	if err != nil || published.IsZero() {
		return false
	}
	apart := published.Start().Sub(day)
	return apart > -6*24*time.Hour && apart < 6*24*time.Hour
}

// calendar reports whether tokens [first, last) name a month and no year, and so a day that only lacks its year.
func calendar(d *text.Doc, first, last int) bool {
	month := false
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind == text.Number && len(d.Raw(i)) == 4 {
			return false
		}
		month = month || d.Language.Time.Words[d.Lower(i)].Kind == lang.Month
	}
	return month
}

// within reports whether a day lies in the year before a report, or on its day: there a month and a day say which year.
func within(iso string, published sitrep.Stamp) bool {
	day, err := time.Parse("2006-01-02", iso)
	if err != nil || published.IsZero() {
		return false
	}
	return !day.After(published.End()) && published.Start().Sub(day) < 360*oneDay
}

// dateWords is how the brief writes a day, or "" when the words had better stay: a day that describes something ("Monday's vote",
// "her Friday speech"), or a date in full. Of "late on Friday night" the night goes: the gate holds a date to the words it was resolved from.
func dateWords(d *text.Doc, first, last int, iso string) string {
	written := Date(iso)
	if written == "" {
		return ""
	}
	early := ""
	if d.Language.Brief.Is(d.Lower(first), lang.BriefEarly) && first+1 < last {
		early = d.Raw(first) + " "
		first++
	}
	on := d.Lower(first) == "on"
	for i := first; i < last; i++ {
		switch w := d.Lower(i); {
		case i == first && on:
		case i > first && i == last-1 && d.Language.Brief.Is(w, lang.BriefPartOfDay) && named(d, d.Lower(i-1)):
		case d.Language.Brief.Is(w, lang.BriefDay), w == ",", d.Language.Time.Words[w].Kind == lang.Month, d.Tokens[i].Kind == text.Number && len(w) < 3:
		default:
			return ""
		}
	}
	before, after := "", "."
	if first > 0 {
		before = d.Lower(first - 1)
	}
	if last < len(d.Tokens) {
		after = d.Lower(last)
	}
	if d.Language.Brief.Is(after, lang.BriefPartOfDay) || after == "'s" || after == "’s" || after == "-" {
		return ""
	}
	switch {
	case on:
		return early + d.Raw(first) + " " + written
	case early != "" && joining(d, last):
		return early + "on " + written
	case before == "since", before == "until", before == "from", before == "by", before == "of" && joining(d, last):
		return written
	case joining(d, last) && first > 0 && (d.Tokens[first-1].Shape == text.Lower || d.Language.Brief.Is(d.Lower(last-1), lang.BriefPartOfDay)) && !d.Language.Text.Starters.Has(before):
		return "on " + written
	}
	return ""
}

// named reports whether a word names a day by itself: "Friday", "yesterday"; not "last", whose night may be two days'.
func named(d *text.Doc, w string) bool {
	kind := d.Language.Time.Words[w].Kind
	return kind == lang.Weekday || kind == lang.DayShift
}

// joining reports whether what follows a day can't be what the day describes: punctuation or a
// function word.
func joining(d *text.Doc, i int) bool {
	return i >= len(d.Tokens) || d.Tokens[i].Kind == text.Punct || d.Language.Text.Starters.Has(d.Lower(i)) || d.Language.Brief.Is(d.Lower(i), lang.BriefJoining)
}

// floating reports whether a day is left that can only be understood on the day of the report
// ("Monday", "today"): in a story of weeks nobody knows which.
func (e *edit) floating() bool {
	for _, t := range e.leaf.times {
		if t.First < e.first || t.Last > e.last || inQuote(e.d, t.First) {
			continue
		}
		if _, done := e.with[t.Last-1]; !done && e.yearless(t) {
			return true // which March, in a story of years
		}
		if t.Last < e.last && t.Last-t.First > 1 && e.d.Language.Brief.Is(e.d.Lower(t.Last), lang.BriefSubordinate) {
			continue // "one week after the flood" counts from what it names
		}
		for i := t.First; i < t.Last; i++ {
			if _, done := e.with[i]; !done && e.d.Language.Brief.Is(e.d.Lower(i), lang.BriefDay) {
				return true
			}
		}
	}
	return false
}

// glued reports whether a heading runs into the sentence without a mark ("Talks in doubt The envoy said ..."):
// a function word has a capital near the beginning though no mark and no function word stands before it.
func glued(d *text.Doc, first, last int) bool {
	for i := first; i < last; i++ {
		if word := d.Raw(i); d.Tokens[i].Kind == text.Word && gluedAt(word) > 0 && d.Language.Text.Starters.Has(strings.ToLower(word[gluedAt(word):])) {
			return true // "Fair sharesWith more to come, ..."
		}
	}
	for i := first + 1; i < last-1; i++ {
		t, before := &d.Tokens[i], &d.Tokens[i-1]
		if t.Shape == text.Title && before.Shape == text.Lower && d.Tokens[i+1].Shape == text.Title && !inQuote(d, i) && slices.Contains(d.Language.Brief.Furniture.Begins, t.Lower) {
			return true // "... of the town Tags Lorn Arlen ..."
		}
		if i >= first+8 && d.Tokens[i+1].Shape != text.Lower {
			continue
		}
		opens := d.Language.Text.Starters.Has(t.Lower) || d.Language.Brief.Is(t.Lower, lang.BriefHollow) && !d.Language.Brief.Is(t.Lower, lang.BriefFuture) && d.Tokens[i+1].Shape == text.Lower
		if t.Shape == text.Single && d.Language.Brief.Is(t.Lower, lang.BriefArticle) && i > first+1 && d.Tokens[i+1].Shape == text.Lower && !inQuote(d, i) &&
			(before.Shape == text.Upper || before.Shape == text.Lower && i < first+8) {
			return true // "FORCED OUT A shopkeeper said ...", "Night attack A group of men ..."
		}
		if t.Shape == text.Title && opens && before.Kind != text.Punct && !d.Language.Text.Starters.Has(before.Lower) && !inQuote(d, i) && before.Shape != text.Single {
			return true
		}
	}
	return false
}

// gluedAt is where a capital stands in a word behind three small letters or more; 0 for none.
func gluedAt(word string) int {
	small := 0
	for i := range len(word) {
		switch c := word[i]; {
		case c >= 'a' && c <= 'z':
			small++
		case c >= 'A' && c <= 'Z' && small >= 3:
			return i
		default:
			small = 0
		}
	}
	return 0
}

// heading reports whether a sentence begins with a heading's worth of capitals or holds next to none but them.
func heading(d *text.Doc, first, last int) bool {
	run, small := 0, 0
	for i := first; i < last; i++ {
		switch t := &d.Tokens[i]; {
		case t.Shape == text.Lower:
			small++
		case small == 0 && (t.Shape == text.Title || t.Shape == text.Upper):
			run++
		}
	}
	return run > 6 || small < 3
}

// unstopped reports whether sentence k ends its text and lacks only its full stop, as the summaries of some feeds do:
// it has a sentence's length, and its last word is a word of substance or a number.
func unstopped(d *text.Doc, k int) bool {
	s := d.Sentences[k]
	t := &d.Tokens[s.Last-1]
	if k != len(d.Sentences)-1 || s.Last-s.First < 12 || t.End != len(strings.TrimRight(d.Text, " \n\t\u00a0")) || t.Kind == text.Punct {
		return false
	}
	return !d.Language.Text.Starters.Has(t.Lower) && !d.Language.Brief.Is(t.Lower, lang.BriefArticle|lang.BriefJoining|lang.BriefHollow|lang.BriefPersonal|lang.BriefSubordinate)
}

// broken reports whether a sentence lost its end: its last word needs another behind it.
func broken(d *text.Doc, last int) bool {
	for i := last - 1; i >= max(0, last-3); i-- {
		if d.Tokens[i].Kind != text.Punct {
			return d.Language.Brief.Is(d.Lower(i), lang.BriefArticle)
		}
	}
	return false
}

// also takes out an "also" that points at a sentence which won't stand before this one.
func (e *edit) also() {
	for i := e.first + 1; i < e.last; i++ {
		if e.d.Lower(i) == "also" && !inQuote(e.d, i) && (e.d.Tokens[i-1].Kind == text.Word || e.d.Raw(i-1) == "," && e.d.Raw(i+1) != ",") {
			e.put(i, "")
		}
	}
}

func inQuote(d *text.Doc, i int) bool {
	for _, q := range d.Quotes {
		if q.First <= i && i < q.Last {
			return true
		}
	}
	return false
}

// unfitSentence reports what no trimming makes a sentence of a brief.
func unfitSentence(d *text.Doc, s text.Sentence) string {
	raw := d.Slice(s.Span)
	if furniture(d.Language, raw) || strings.Contains(raw, "**") || !utf8.ValidString(raw) {
		return "furniture"
	}
	lower, capital := 0, 0
	for i := s.First; i < s.Last; i++ {
		switch d.Tokens[i].Shape {
		case text.Lower:
			lower++
		case text.Title, text.Upper:
			capital++
		}
		if strings.HasSuffix(d.Raw(i), "..") {
			return "cut off"
		}
		if strings.HasPrefix(d.Lower(i), "http") || i+3 < s.Last && i > s.First && d.Tokens[i].Kind == text.Word && d.Lower(i) == d.Lower(i+2) && d.Lower(i+1) == d.Lower(i+3) {
			return "an address, or words that stand twice"
		}
		switch d.Lower(i) {
		case "?", "|", "•", "©", "http", "https", "www", "#", "@", "...", "…", "[", "]", "_":
			return "mark"
		}
	}
	switch {
	case lower < 3 || capital > 2*lower:
		return "no prose"
	case labelled(d, s):
		return "transcript"
	case caption(d, s):
		return "caption"
	case planned(d, s):
		return "no verb"
	}
	return ""
}

// caption reports whether a sentence tells in the present tense of what was on a day that it ends with: "Wreckage is brought
// ashore at Lorn on May 9, 2024." So pictures are explained.
func caption(d *text.Doc, s text.Sentence) bool {
	last := s.Last - 1
	for last > s.First && d.Tokens[last].Kind == text.Punct {
		last--
	}
	if last-s.First < 8 || d.Tokens[last].Kind != text.Number || len(d.Raw(last)) != 4 || !monthNear(d, last) {
		return false
	}
	for i := s.First; i < last; i++ {
		if d.Language.Brief.Is(d.Lower(i), lang.BriefPresent) && i+1 < last && d.Tokens[i+1].Shape == text.Lower {
			return true
		}
	}
	return false
}

// monthNear reports whether a month stands up to three tokens before a year.
func monthNear(d *text.Doc, year int) bool {
	for i := max(0, year-3); i < year; i++ {
		if d.Language.Time.Words[d.Lower(i)].Kind == lang.Month {
			return true
		}
	}
	return false
}

// planned reports whether a sentence lacks its verb as headlines do: "The president to visit Lorn on Friday."
func planned(d *text.Doc, s text.Sentence) bool {
	for i := s.First; i < min(s.Last-1, s.First+6); i++ {
		n, noun := d.Language.Actors.NounAt(d.Lower, i)
		if n > 0 && noun != nil && d.Language.Brief.Is(d.Lower(i+n), lang.BriefBound) && d.Tokens[i+n+1].Shape == text.Lower {
			return true
		}
		if d.Tokens[i].Shape == text.Lower {
			return false
		}
	}
	return false
}

// firstPerson reports whether the report, or somebody it doesn't mark as quoted, speaks of himself or to
// the reader.
func firstPerson(d *text.Doc, s text.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		w := d.Lower(i)
		if at := strings.IndexAny(w, "'’"); at > 0 {
			w = w[:at]
		}
		if d.Language.Brief.Is(w, lang.BriefFirstPerson) && d.Raw(i) != "US" && !inQuote(d, i) {
			return true
		}
	}
	return false
}

// labelled reports whether a sentence begins with a transcript's speaker label or lies under one.
func labelled(d *text.Doc, s text.Sentence) bool {
	upper := 0
	for i := s.First; i < min(s.Last, s.First+8); i++ {
		if d.Lower(i) == ":" {
			return upper > 0 && upper >= i-s.First-1
		}
		if sh := d.Tokens[i].Shape; sh == text.Upper || sh == text.Single {
			upper++
		}
	}
	return false
}

// afterDateline steps over "SEOUL (Reuters) - ", "CAIRO, May 2 -" and the like.
func afterDateline(d *text.Doc, first, last int) int {
	if d.Raw(first) == "(" {
		for i := first + 1; i < min(last, first+6); i++ {
			if d.Raw(i) == ")" {
				return i + 1 // "(Agency) A quake ..."
			}
		}
	}
	for i := first; i < min(last, first+14); i++ {
		raw := d.Raw(i)
		if raw != "-" && raw != "–" && raw != "—" && raw != "--" {
			if d.Tokens[i].Kind == text.Word && d.Tokens[i].Shape == text.Lower && d.Lower(i) != "and" && d.Lower(i) != "of" {
				return first
			}
			continue
		}
		spaced := i > first && d.Tokens[i-1].End < d.Tokens[i].Start || i+1 < last && d.Tokens[i].End < d.Tokens[i+1].Start
		city := d.Tokens[first].Shape == text.Upper && len(d.Raw(first)) > 3 && raw != "-"    // "ARLEN, Lorn—The mayor"
		if (spaced || city) && i > first && i+3 < last && d.Tokens[i+1].Shape != text.Lower { // not "The 6.1 - magnitude quake"
			return i + 1
		}
	}
	return first
}

// afterTitle steps over the headline where a text begins with it and runs on without a mark.
func afterTitle(d *text.Doc, first, last int, title string) int {
	want := strings.Fields(strings.ToLower(title))
	i := first
	for _, w := range want {
		if w = strings.TrimRight(w, ".,:;"); i >= last || d.Lower(i) != w {
			if i < last && strings.HasPrefix(w, d.Lower(i)) && i+1 < last && strings.HasSuffix(w, d.Lower(i+1)) {
				i += 2 // a word the text's layer parts
				continue
			}
			return first
		}
		i++
	}
	if len(want) < 3 || i >= last-4 || d.Tokens[i].Shape == text.Lower || d.Raw(i) == "," {
		return first // the sentence has the headline's words and goes on
	}
	return i
}

// afterAgency steps over an agency's name that stands between a headline, which ended at token at, and the sentence it runs into; from
// is where the headline began, and no headline is none.
func afterAgency(d *text.Doc, at, from, last int) int {
	if at > from && at+4 < last && d.Language.Brief.Furniture.Labels.Has(d.Lower(at)) && d.Tokens[at+1].Shape != text.Lower {
		return at + 1
	}
	return at
}

// afterHeadline steps over a headline in title case that runs into the sentence without a mark:
// "Death Toll Rises The death toll in ...".
func afterHeadline(d *text.Doc, first, last int) int {
	capital := 0
	for i := first; i < min(last-4, first+16); i++ {
		t := &d.Tokens[i]
		starter := d.Language.Text.Starters.Has(d.Lower(i))
		switch {
		case capital >= 3 && t.Shape == text.Title && starter && d.Tokens[i+1].Shape == text.Lower && d.Tokens[i-1].Kind != text.Punct:
			return i
		case t.Shape == text.Lower && !starter || t.Kind == text.Punct && d.Raw(i) != "-" && d.Raw(i) != "'":
			return first
		case t.Shape == text.Title || t.Shape == text.Upper:
			capital++
		}
	}
	return first
}

// afterStamp steps over a page's word on when it came out, with its day, that runs into the sentence without a mark: "Date of publication 8 April 2017 A bomb …".
func afterStamp(l *leaf, first, last int) int {
	if !lang.BeginsWith(strings.ToLower(l.Slice(l.Span(first, min(first+4, last)))), l.Language.Brief.Furniture.Stamps) {
		return first
	}
	for _, t := range l.times {
		if t.First > first && t.First <= first+4 && t.Last+4 < last && len(t.Date) == 10 && l.Tokens[t.Last].Shape != text.Lower && l.Tokens[t.Last].Kind != text.Punct {
			return t.Last
		}
	}
	return first
}

// afterDate steps over a day of publication, and the name of who published before or behind it, that
// run into the sentence without a mark: "Agency Friday 20 Jun 2014 A car bomb killed ...".
func afterDate(l *leaf, first, last int) int {
	d := l.Doc
	for _, t := range l.times {
		if t.First < first || t.First > first+30 || t.Last+4 > last {
			continue
		}
		if len(t.Date) != 10 || t.Last-t.First < 3 || t.First > first && d.Tokens[t.First-1].Shape == text.Lower || t.First > first && d.Tokens[t.First-1].Kind == text.Punct {
			continue
		}
		i := t.Last
		for i < last && d.Tokens[i].Shape == text.Upper && len(d.Raw(i)) > 1 {
			i++
		}
		if i < last-4 && (d.Tokens[i].Shape == text.Title || d.Tokens[i].Shape == text.Single || d.Tokens[i].Kind == text.Number || d.Raw(i) == "\"" || d.Raw(i) == "“") {
			return i
		}
	}
	return first
}

// afterConnective steps over a leading word that only joins a sentence to the one before.
func afterConnective(d *text.Doc, first, last int) int {
	if !d.Language.Brief.Is(d.Lower(first), lang.BriefConnective) || first+2 >= last {
		return first
	}
	if d.Raw(first+1) == "," {
		return first + 2
	}
	if d.Language.Brief.Is(d.Lower(first), lang.BriefCoordinator) && d.Lower(first+1) != "for" {
		return first + 1
	}
	return first
}

// beforeCredit cuts a credit in brackets at the end: "... the army said. (AP)".
func beforeCredit(d *text.Doc, first, last int) int {
	if last-first > 4 && d.Raw(last-1) == ")" {
		for i := last - 2; i > last-8 && i > first; i-- {
			if d.Raw(i) == "(" {
				if terminalAt(d, i-1) {
					return i
				}
				break
			}
		}
	}
	return last
}

func terminalAt(d *text.Doc, i int) bool {
	switch d.Raw(i) {
	case ".", "!":
		return i == 0 || d.Raw(i-1) != "."
	case "\"", "”", "'", "’":
		if i > 0 {
			before := d.Raw(i - 1)
			return before == "." || before == "!"
		}
	}
	return strings.HasSuffix(d.Raw(i), ".") && !strings.HasSuffix(d.Raw(i), "..") && d.Tokens[i].Kind == text.Word
}

func balanced(s string) bool {
	if strings.Count(s, "\"")%2 == 1 || strings.Count(s, "“") != strings.Count(s, "”") {
		return false
	}
	return strings.Count(s, "(") == strings.Count(s, ")")
}

func capitalise(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) {
		return string(unicode.ToUpper(r)) + s[n:]
	}
	return s
}
