package ledger

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"sitrep"
)

// row is one figure with what the ledger needs to know of it.
type row struct {
	*sitrep.Figure
	report  *sitrep.Report
	value   string // the value in the source's words
	account string // the independent account the report rests on, else its outlet
	voice   string // who speaks where nobody is named: the account whose text it is, or the outlet that cites it

	published int // day; noDay when unknown
	time      time.Time
	who       string // key of who gives it
	echo      bool   // the outlet's own voice repeating what it gives to somebody in the same report
	group     string
	said      int // day, when the words say it; else noDay
	toll      days
	place     place

	number   int64 // as spoken: 29 for "more than 29"; -1 for a vague word
	least    int64 // of a vague word that is made of number words, the least it can mean: 1,000 for "thousands"
	count    sitrep.Measure
	kind     standing
	of       *incident
	scope    string // key
	relay    string // why this telling differs from its statement; empty when it doesn't
	retracts bool
	lowers   bool // its sentence says that the count came down
	total    *row // the figure this is a part of
	whole    bool // told elsewhere as no part and nothing added
}

// standing is how a row bears on a line.
type standing uint8

const (
	counts  standing = iota // a count somebody stands by
	weak                    // hedged or read with low confidence
	outlook                 // feared, projected or hypothetical: no count
	denied
)

// noDay is an unknown day; it sorts after every known one.
const noDay = math.MaxInt32

// days is a stretch of days, both ends included; ends may be noDay.
type days struct{ from, to int }

var never = days{noDay, noDay}

func (d days) known() bool { return d.from != noDay }
func (d days) open() bool  { return d.known() && d.to == noDay }
func (d days) overlaps(o days) bool {
	return d.known() && o.known() && d.from <= o.to && o.from <= d.to
}

const secondsADay = 24 * 60 * 60

func dayOf(t time.Time) int {
	s := t.Unix()
	if s < 0 {
		s -= secondsADay - 1
	}
	return int(s / secondsADay)
}

// stampDay is the day a stamp means: a bare month means its end.
func stampDay(s sitrep.Stamp) int {
	if s.IsZero() {
		return noDay
	}
	return dayOf(s.End())
}

func isoDay(d int) string {
	if d == noDay {
		return ""
	}
	return time.Unix(int64(d)*secondsADay, 0).UTC().Format(time.DateOnly)
}

// parseDays reads a figure's date: a day, month or year, "from/to" or "from/..".
func parseDays(date sitrep.Words) days {
	from, to, ranged := strings.Cut(string(date), "/")
	a, err := sitrep.ParseStamp(from)
	if err != nil || a.IsZero() {
		return never
	}
	if !ranged {
		return days{dayOf(a.Start()), dayOf(a.End())}
	}
	if to == ".." || to == "" {
		return days{dayOf(a.Start()), noDay}
	}
	z, err := sitrep.ParseStamp(to)
	if err != nil || z.End().Before(a.Start()) {
		return never
	}
	return days{dayOf(a.Start()), dayOf(z.End())}
}

// readRows makes rows of the known figures, in time order.
func (b *book) readRows() {
	for _, r := range b.reports {
		if d := stampDay(r.Report.Published); d < b.first {
			b.first = d
		}
		seen := map[sitrep.Citation]bool{}
		for i := range r.Figures {
			f := &r.Figures[i]
			if seen[f.Cite()] || f.Compared || f.Former || b.words.Askers.Has(strings.ToLower(string(f.Claimant))) {
				continue // another event's, replaced by what its report gives beside it, or put as a question
			}
			seen[f.Cite()] = true
			b.rows = append(b.rows, b.row(f, r))
		}
	}
	slices.SortFunc(b.rows, func(x, y *row) int {
		return cmp.Or(cmp.Compare(x.published, y.published), x.time.Compare(y.time), cmp.Compare(x.report.ID, y.report.ID),
			cmp.Compare(x.In, y.In), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
}

func (b *book) row(f *sitrep.Figure, r *sitrep.Reading) *row {
	x := &row{Figure: f, report: r.Report, published: stampDay(r.Report.Published), time: r.Report.Published.End(),
		said: noDay, toll: parseDays(f.Date), count: f.Measure, account: string(r.Report.Outlet)}
	if o, ok := b.origin[f.Report]; ok && o.Name != "" {
		x.account = o.Name
	}
	if x.account == "" {
		x.account = string(r.Report.ID)
	}
	x.voice = x.account
	if o := b.origin[f.Report]; slices.Contains(o.Citing, f.Report) && r.Report.Outlet != "" {
		x.voice = r.Report.Outlet
	}
	x.value = words(r.Report, f.In, f.Span)
	x.number = spoken(f)
	if x.number < 0 {
		x.least = b.least(x.value)
	}
	x.place = b.place(string(f.Place))
	if strings.HasPrefix(string(x.Date), "../") || x.toll.open() { // "by mid-January", "since Monday": a count so far
		x.Figure = based(f, sitrep.Cumulative, f.When)
	}
	x.kind = standingOf(f)
	sentence := words(r.Report, f.In, f.Sentence)
	x.retracts, x.lowers = b.retracts(sentence), b.lowers(sentence)
	b.dates(x, r.Claims)
	return x
}

// words are a span's words on one line; empty when the span is none of the report's.
func words(r *sitrep.Report, in sitrep.Field, s sitrep.Span) string {
	t := r.In(in)
	if s.Start < 0 || s.End > len(t) || s.Start >= s.End {
		return ""
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(t[s.Start:s.End], "\ufffd")), " ")
}

// spoken is the number the words say, whichever way they bound it.
func spoken(f *sitrep.Figure) int64 {
	switch {
	case f.Modifier == sitrep.MoreThan && f.Min.Known && f.Min.N > 0:
		return f.Min.N - 1
	case f.Min.Known:
		return f.Min.N
	case f.Max.Known:
		return f.Max.N
	}
	return -1
}

// least is the least that a vague word can mean, by the number words that it is made of ("tens of thousands"); 0 where it is made of none.
func (b *book) least(value string) int64 {
	if b.in.Language == nil {
		return 0
	}
	n, joined := int64(0), true
	for _, word := range plainWords(value) {
		w, ok := b.in.Language.Number.Words[word]
		if !ok {
			w, ok = b.in.Language.Number.Words[strings.TrimSuffix(word, "s")]
		}
		switch {
		case ok && w.N > 0 && n == 0:
			n = w.N
		case ok && w.N > 0 && joined:
			n *= w.N // and not "hundreds or thousands"
		}
		joined = ok || joined && b.words.Empty.Has(word)
	}
	return n
}

func standingOf(f *sitrep.Figure) standing {
	switch f.Status {
	case sitrep.Denied:
		return denied
	case sitrep.Feared, sitrep.Projected, sitrep.Hypothetical:
		return outlook
	}
	if f.Hedged || f.Confidence < Sure {
		return weak
	}
	return counts
}

// dates tells whether the figure's date is that of the toll or that of its telling ("officials
// said on Monday"): the latter's words stand outside everything the claim says. A count since the
// start that ends on a day was given on that day at the earliest.
func (b *book) dates(x *row, claims []sitrep.Claim) {
	single := x.toll.known() && x.toll.from == x.toll.to
	if single && b.besideCue(x, claims) {
		x.said, x.toll = x.toll.from, never
		return
	}
	if x.Basis == sitrep.Cumulative && !strings.Contains(string(x.Date), "/") { // "as of mid-January"
		if single && x.toll.from <= x.published {
			x.said = x.toll.from
		}
		x.toll = never
	}
}

func (b *book) besideCue(x *row, claims []sitrep.Claim) bool {
	if x.When == "" {
		return false
	}
	t := x.report.In(x.In)
	for i := range claims {
		c := &claims[i]
		if c.In != x.In || !c.Sentence.Overlaps(x.Span) || !contains(c.Content, x.Span) || c.Sentence.Start < 0 || c.Sentence.End > len(t) || c.Sentence.Start > c.Sentence.End {
			continue
		}
		at := strings.Index(t[c.Sentence.Start:c.Sentence.End], string(x.When))
		if at < 0 {
			continue
		}
		at += c.Sentence.Start
		when := sitrep.Span{Start: at, End: at + len(x.When)}
		outside := true
		for _, s := range c.Content {
			outside = outside && !s.Overlaps(when)
		}
		return outside
	}
	return false
}

func contains(list []sitrep.Span, s sitrep.Span) bool {
	for _, o := range list {
		if o.Contains(s) {
			return true
		}
	}
	return false
}

func plainWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" ,.;:\"“”()", r) })
}

// lowers reports whether a sentence says that a count came down.
func (b *book) lowers(sentence string) bool {
	for _, word := range plainWords(sentence) {
		if b.words.Lowered.Has(word) {
			return true
		}
	}
	return false
}

// retracts reports whether a sentence says that somebody took a count back.
func (b *book) retracts(sentence string) bool {
	if sentence == "" {
		return false
	}
	fields := plainWords(sentence)
	at := func(i int) string {
		if i < len(fields) {
			return fields[i]
		}
		return ""
	}
	for i := range fields {
		if n, _ := b.words.Retracted.Match(at, i); n > 0 {
			return true
		}
	}
	return false
}
