package ledger

import (
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"sitrep"
)

// ink is a claimant's colour by day and by night, and the pattern of its line, which tells it
// apart in grey.
type ink struct{ day, night, dash string }

// palette is Okabe and Ito's, safe for the colour-blind, without its yellow; each with a dash of its own.
var palette = []ink{
	{"#0072b2", "#5fb4ee", ""},
	{"#d55e00", "#ff8f45", "7 3"},
	{"#007a59", "#3fc79d", "2 3"},
	{"#a04c7d", "#e29cc6", "9 3 2 3"},
	{"#b07a00", "#f0b93a", "4 2"},
	{"#333333", "#dddddd", "1 2"},
	{"#7d1f2b", "#f08c97", "12 4"},
}

// Sizes of the drawing, in its own units.
const (
	panelGap    = 46.0
	panelHeight = 150.0
	labelHeight = 32.0
	charWidth   = 6.7 // of label text, at most
)

// layout is how wide things are, in the drawing's units, and how many characters a line of each kind holds.
type layout struct {
	width, margin, plot                           float64
	titleRunes, scopeRunes, noteRunes, labelRunes int
	titleLines                                    int
	under                                         bool // claimants are named under their panel, not beside it
}

var (
	wide   = layout{width: 960, margin: 64, plot: 628, titleRunes: 88, titleLines: 1, scopeRunes: 130, noteRunes: 138, labelRunes: 33}
	narrow = layout{width: 390, margin: 50, plot: 324, titleRunes: 34, titleLines: 4, scopeRunes: 54, noteRunes: 54, labelRunes: 46, under: true}
)

// WriteSVG draws how a story's counts moved: a panel a measure on one scale, a step line a
// claimant. The picture says in words what it shows (title, desc, a title on every mark) and carries its
// figures as a table in its metadata; the page that shows it prints the table in full.
func WriteSVG(w io.Writer, l sitrep.Ledger) error { return writeSVG(w, &l, wide) }

// WriteNarrowSVG draws the same for a telephone, 390 units wide: claimants are named under their panel.
func WriteNarrowSVG(w io.Writer, l sitrep.Ledger) error { return writeSVG(w, &l, narrow) }

func writeSVG(w io.Writer, l *sitrep.Ledger, as layout) error {
	d := &drawing{chart: newChart(l), layout: as}
	d.draw(l)
	_, err := io.WriteString(w, d.String())
	return err
}

// drawing is a picture in the making.
type drawing struct {
	strings.Builder
	*chart
	layout
	y float64 // where the next thing goes
}

// right is where the plot ends.
func (d *drawing) right() float64 { return d.margin + d.plot }

func (d *drawing) add(format string, args ...any) { fmt.Fprintf(&d.Builder, format+"\n", args...) }

// esc makes text of a report safe in markup.
func esc(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, clean(s)))
}

func (d *drawing) draw(l *sitrep.Ledger) {
	title := d.title
	if title == "" {
		title = "No figures of people"
	}
	lines := wrap(title, d.titleRunes)
	lines = lines[:min(d.titleLines, len(lines))]
	below := 22 * float64(len(lines)-1)
	body := &drawing{chart: d.chart, layout: d.layout, y: 74 + below}
	for _, p := range d.panels {
		body.panel(p)
	}
	if len(d.panels) > 0 || len(d.force) > 0 {
		if len(d.force) > 0 {
			body.band()
		}
		body.axis()
	}
	body.caption()
	height := body.y + 14
	id := slug(string(l.Story))
	if d.under {
		id += "-narrow"
	}
	d.add(`<svg xmlns="http://www.w3.org/2000/svg" class="sitrep-chart" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-labelledby="title-%s desc-%s">`,
		num(d.width), num(height), num(d.width), num(height), esc(id), esc(id))
	d.add(`<title id="title-%s">%s</title>`, esc(id), esc(title))
	d.add(`<desc id="desc-%s">%s</desc>`, esc(id), esc(d.summary()))
	d.style()
	d.metadata(l)
	d.add(`<rect class="sc-paper" x="0" y="0" width="%s" height="%s"/>`, num(d.width), num(height))
	for i, line := range lines {
		d.add(`<text class="sc-title" x="16" y="%s">%s</text>`, num(30+22*float64(i)), esc(line))
	}
	sub := d.scope
	if !l.AsOf.IsZero() {
		sub += "; as of " + dayWords(l.AsOf.String())
	}
	d.add(`<text class="sc-small" x="16" y="%s">%s</text>`, num(50+below), esc(cut(strings.TrimPrefix(sub, "; "), d.scopeRunes)))
	d.WriteString(body.String())
	d.add(`</svg>`)
}

// style holds all colours: by day, by night, and for print.
func (d *drawing) style() {
	var day, night strings.Builder
	for i, c := range palette {
		fmt.Fprintf(&day, ".sc-c%d{color:%s}.sc-d%d{stroke-dasharray:%s}", i, c.day, i, dash(c.dash))
		fmt.Fprintf(&night, ".sc-c%d{color:%s}", i, c.night)
	}
	d.add(`<style>`)
	d.add(`.sitrep-chart{color:#1c1b19;font:13px system-ui,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}`)
	d.add(`.sc-paper{fill:#fdfcf9}.sc-title{font:600 19px Georgia,"Times New Roman","DejaVu Serif",serif;fill:currentColor}`)
	d.add(`.sc-text{fill:#1c1b19}.sc-small{font-size:12px;fill:#5a5751}.sc-head{font-weight:600;fill:#1c1b19}`)
	d.add(`.sc-grid{stroke:#dedad2;stroke-width:1}.sc-base{stroke:#5a5751;stroke-width:1}`)
	d.add(`.sc-line{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}.sc-lead{fill:none;stroke:currentColor;stroke-width:1;stroke-dasharray:1 4;opacity:.8}`)
	d.add(`.sc-full{fill:currentColor;stroke:currentColor;stroke-width:1.5}.sc-open{fill:#fdfcf9;stroke:currentColor;stroke-width:2}.sc-stroke{stroke:currentColor;stroke-width:2;fill:none}`)
	d.add(`.sc-col{fill:currentColor;fill-opacity:.14;stroke:currentColor;stroke-width:1.5}.sc-old{fill:none;stroke:currentColor;stroke-width:1.2;stroke-dasharray:3 2}.sc-faint{opacity:.5}`)
	d.add(`.sc-relay{stroke:#5a5751;stroke-width:1.5;fill:none}`)
	d.add("%s", day.String())
	d.add(`@media (prefers-color-scheme:dark){.sitrep-chart{color:#ebe8e1}.sc-paper,.sc-open{fill:#17181b}.sc-title,.sc-text,.sc-head{fill:#ebe8e1}.sc-small{fill:#b3afa6}.sc-grid{stroke:#34363b}.sc-base,.sc-relay{stroke:#b3afa6}%s}`, night.String())
	d.add(`@media print{.sitrep-chart{color:#000}.sc-paper{fill:none}.sc-open{fill:#fff}.sc-title,.sc-text,.sc-head,.sc-small{fill:#000}%s}`, day.String())
	d.add(`</style>`)
}

func dash(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// summary says what is seen: each claimant's last figure, panel by panel.
func (d *drawing) summary() string {
	var out []string
	for _, p := range d.panels {
		var says []string
		for _, t := range p.tracks {
			if m := t.latest(); m != nil {
				says = append(says, m.text)
			}
		}
		out = append(out, p.name+": "+strings.Join(says, "; "))
	}
	if len(d.force) > 0 {
		out = append(out, "Strength, no toll: "+plural(len(d.force), "figure"))
	}
	return strings.TrimSpace(strings.Join(out, ". ") + ". " + d.leftOut())
}

// metadata is the table behind the picture.
func (d *drawing) metadata(l *sitrep.Ledger) {
	d.add(`<metadata><table xmlns="http://www.w3.org/1999/xhtml"><thead><tr><th>series</th><th>claimant</th><th>said</th><th>value</th><th>word</th><th>kind</th><th>status</th></tr></thead><tbody>`)
	for i := range l.Series {
		s := &l.Series[i]
		for k := range s.Claimants {
			c := &s.Claimants[k]
			for n := range c.Steps {
				st := &c.Steps[n]
				d.add(`<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>`, esc(SeriesTitle(s)), esc(claimantWords(c)),
					esc(sayDay(st)), esc(Words(st)), esc(string(st.Word)), esc(kindWords(st.Kind)), esc(string(st.Status)))
			}
		}
	}
	d.add(`</tbody></table></metadata>`)
}

func (d *drawing) x(day int) float64 {
	return d.margin + d.plot*float64(day-d.first)/float64(max(1, d.last-d.first))
}

// panel draws one measure.
func (d *drawing) panel(p *panel) {
	p.height = panelHeight
	if !d.under {
		p.height = max(panelHeight, labelHeight*float64(len(p.tracks)))
	}
	d.add(`<g aria-label="%s">`, esc(p.name))
	d.add(`<text class="sc-head" x="16" y="%s">%s</text>`, num(d.y+4), esc(p.name))
	top := d.y + 22
	y := func(v float64) float64 { return top + p.height*(1-v/d.top) }
	for v, step := 0.0, tick(d.top); v <= d.top+step/100; v += step {
		class := "sc-grid"
		if v == 0 {
			class = "sc-base"
		}
		d.add(`<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, num(d.margin), num(y(v)), num(d.right()), num(y(v)))
		d.add(`<text class="sc-small" text-anchor="end" x="%s" y="%s">%s</text>`, num(d.margin-8), num(y(v)+4), thousands(int64(v)))
	}
	for _, t := range p.tracks {
		if t.period {
			d.columns(t, y)
		}
	}
	if !d.under {
		d.labels(p, top, y)
	}
	for _, t := range p.tracks {
		if !t.period {
			d.line(t, y)
		}
	}
	d.vague(p, top+p.height)
	d.y = top + p.height + panelGap
	if d.under {
		d.legend(p)
	}
	d.add(`</g>`)
}

// latest is the track's last mark with a number that still stands, else its last mark.
func (t *track) latest() *mark {
	var last *mark
	for _, m := range t.marks {
		if m.relay || m.vague {
			continue
		}
		if last == nil || last.Status != sitrep.Active && last.Status != sitrep.Disputed || m.Status == sitrep.Active || m.Status == sitrep.Disputed {
			last = m
		}
	}
	if last == nil && len(t.marks) > 0 {
		return t.marks[len(t.marks)-1]
	}
	return last
}

// labels names each track at the right edge, none over another, with a leader from its end.
func (d *drawing) labels(p *panel, top float64, y func(float64) float64) {
	tracks := slices.Clone(p.tracks)
	want := func(t *track) float64 { return y(t.latest().value) }
	slices.SortStableFunc(tracks, func(a, b *track) int { return compareFloat(want(a), want(b)) })
	for i, t := range tracks { // down from the top, then up from the bottom
		t.label = max(want(t), top+8)
		if i > 0 {
			t.label = max(t.label, tracks[i-1].label+labelHeight)
		}
	}
	floor := top + p.height
	for i := len(tracks) - 1; i >= 0; i-- {
		tracks[i].label = min(tracks[i].label, floor-12)
		floor = tracks[i].label - labelHeight + 12
	}
	right := d.margin + d.plot
	for _, t := range tracks {
		m := t.latest()
		from := d.x(max(t.last, m.day))
		if t.period {
			from = d.x(m.end)
		}
		d.add(`<g class="sc-c%d"><polyline class="sc-lead" points="%s,%s %s,%s %s,%s"/></g>`, d.colour[t.key],
			num(from), num(want(t)), num(right+4), num(want(t)), num(right+18), num(t.label-1))
		d.add(`<circle class="sc-full sc-c%d" cx="%s" cy="%s" r="3"/>`, d.colour[t.key], num(right+21), num(t.label-1))
		name := cut(d.shortName(t.claimant), d.labelRunes)
		d.add(`<text class="sc-text" x="%s" y="%s">%s<title>%s</title></text>`, num(right+30), num(t.label+1), esc(name), esc(m.text))
		d.add(`<text class="sc-small" x="%s" y="%s">%s</text>`, num(right+30), num(t.label+15), esc(cut(caption(m, t), d.labelRunes+3)))
	}
}

// legend names each track under its panel, those that count most first.
func (d *drawing) legend(p *panel) {
	tracks := slices.Clone(p.tracks)
	slices.SortStableFunc(tracks, func(a, b *track) int { return compareFloat(b.latest().value, a.latest().value) })
	d.y -= 12
	for _, t := range tracks {
		m := t.latest()
		d.add(`<g class="sc-c%d"><path class="sc-line sc-d%d" d="M16 %sh22"/><circle class="sc-full" cx="27" cy="%s" r="3.5"/></g>`, d.colour[t.key], d.colour[t.key], num(d.y-4), num(d.y-4))
		d.add(`<text class="sc-text" x="%s" y="%s">%s<title>%s</title></text>`, num(d.margin), num(d.y), esc(cut(d.shortName(t.claimant), d.labelRunes)), esc(m.text))
		d.add(`<text class="sc-small" x="%s" y="%s">%s</text>`, num(d.margin), num(d.y+14), esc(cut(caption(m, t), d.labelRunes+3)))
		d.y += labelHeight + 2
	}
	d.y += 14
}

// shortName is a claimant's name without what follows in brackets, unless another's would be the same.
func (d *drawing) shortName(name string) string {
	short, _, ok := strings.Cut(name, " (")
	if !ok || short == "" {
		return name
	}
	for _, p := range d.panels {
		for _, t := range p.tracks {
			if other, _, _ := strings.Cut(t.claimant, " ("); other == short && t.claimant != name {
				return name
			}
		}
	}
	return short
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// caption is a track's last figure in words.
func caption(m *mark, t *track) string {
	s := Words(m.Step) + ", " + dayWords(sayDay(m.Step))
	if t.period {
		s = Words(m.Step) + ", " + shortSpan(m.day, m.end)
	}
	switch {
	case m.Status == sitrep.Disputed || m.Status == sitrep.Withdrawn:
		s += ", " + string(m.Status)
	case m.Unsure:
		s += ", unsure"
	case m.Hedged:
		s += ", unverified"
	}
	return s
}

// shortSpan writes a period's days: "20 to 27 Dec 2024".
func shortSpan(from, to int) string {
	a, b := dayWords(isoDay(from)), dayWords(isoDay(to))
	if from == to {
		return "period to " + b
	}
	x, y := strings.Fields(a), strings.Fields(b)
	for len(x) > 1 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return strings.Join(x, " ") + " to " + b
}

// line draws a claimant's steps.
func (d *drawing) line(t *track, y func(float64) float64) {
	colour := d.colour[t.key]
	d.add(`<g class="sc-c%d">`, colour)
	var points []string
	var last *mark
	for _, m := range t.marks {
		if m.relay || m.vague || m.Unsure || m.Why != "" && strings.HasSuffix(m.Why, "not a count") {
			continue
		}
		if m.Status == sitrep.Superseded && last != nil && m.value < last.value && !m.old {
			continue // an earlier count told late: no step of the line
		}
		if last != nil {
			points = append(points, fmt.Sprintf("%s,%s", num(d.x(m.day)), num(y(last.value))))
		}
		points = append(points, fmt.Sprintf("%s,%s", num(d.x(m.day)), num(y(m.value))))
		last = m
	}
	if last != nil {
		points = append(points, fmt.Sprintf("%s,%s", num(d.x(max(t.last, last.day))), num(y(last.value))))
	}
	if len(points) > 1 {
		d.add(`<polyline class="sc-line sc-d%d" points="%s"/>`, colour, strings.Join(points, " "))
	}
	for _, m := range t.marks {
		if !m.vague {
			d.mark(m, y)
		}
	}
	d.add(`</g>`)
}

// mark draws one value: a filled dot for an exact or approximate one, an open dot with a stroke up for
// a minimum and down for a maximum, a bar for a range, an outline for what was corrected, a cross for
// an outlet's own wording.
func (d *drawing) mark(m *mark, y func(float64) float64) {
	x, at := d.x(m.day), y(m.value)
	class := "sc-full"
	faint := ""
	if m.Unsure || m.Hedged {
		faint = ` class="sc-faint"`
	}
	d.add(`<g%s><title>%s</title>`, faint, esc(m.text))
	switch {
	case m.relay:
		d.add(`<path class="sc-relay" d="M%s %sl7 7m0 -7l-7 7"/>`, num(x+8), num(at-3.5))
	case m.old || m.Status == sitrep.Withdrawn:
		d.add(`<circle class="sc-old" cx="%s" cy="%s" r="5.5"/>`, num(x), num(at))
	case m.Modifier == sitrep.AtLeast || m.Modifier == sitrep.MoreThan:
		d.add(`<path class="sc-stroke" d="M%s %sv-13"/>`, num(x), num(at-4))
		class = "sc-open"
	case m.Modifier == sitrep.UpTo || m.Modifier == sitrep.LessThan || m.Modifier == sitrep.Nearly:
		d.add(`<path class="sc-stroke" d="M%s %sv%s"/>`, num(x), num(at+4), num(min(13, max(0, y(0)-at-4))))
		class = "sc-open"
	case m.low < m.value:
		d.add(`<path class="sc-stroke" stroke-width="6" d="M%s %sV%s"/>`, num(x), num(at), num(y(m.low)))
	}
	if !m.relay && !m.old && m.Status != sitrep.Withdrawn && m.low >= m.value {
		d.add(`<circle class="%s" cx="%s" cy="%s" r="4"/>`, class, num(x), num(at))
	}
	d.add(`</g>`)
}

// columns draws counts of a period: a column over it, as high as the count.
func (d *drawing) columns(t *track, y func(float64) float64) {
	d.add(`<g class="sc-c%d">`, d.colour[t.key])
	for _, m := range t.marks {
		if m.vague || m.relay {
			continue
		}
		x, end := d.x(m.day), max(d.x(m.end), d.x(m.day)+4)
		d.add(`<g><title>%s</title><rect class="sc-col" x="%s" y="%s" width="%s" height="%s"/>`, esc(m.text), num(x), num(y(m.value)), num(end-x), num(y(0)-y(m.value)))
		middle := (x + end) / 2
		switch m.Modifier {
		case sitrep.AtLeast, sitrep.MoreThan:
			d.add(`<path class="sc-stroke" d="M%s %sv-10"/>`, num(middle), num(y(m.value)))
		case sitrep.UpTo, sitrep.LessThan, sitrep.Nearly:
			d.add(`<path class="sc-stroke" d="M%s %sv%s"/>`, num(middle), num(y(m.value)), num(min(10, y(0)-y(m.value))))
		}
		d.add(`</g>`)
	}
	d.add(`</g>`)
}

// vague writes vague words on the axis where they were said, none over another.
func (d *drawing) vague(p *panel, floor float64) {
	free := math.Inf(-1)
	var all []*mark
	for _, t := range p.tracks {
		for _, m := range t.marks {
			if m.vague {
				all = append(all, m)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *mark) int { return a.day - b.day })
	for _, m := range all {
		word := cut(Words(m.Step), 24)
		x := d.x(m.day)
		if x < free || x+charWidth*float64(len(word)) > d.right() {
			d.add(`<circle class="sc-relay" cx="%s" cy="%s" r="2"><title>%s</title></circle>`, num(x), num(floor), esc(m.text))
			continue
		}
		d.add(`<text class="sc-small" x="%s" y="%s">%s<title>%s</title></text>`, num(x), num(floor+14), esc(word), esc(m.text))
		free = x + charWidth*float64(len([]rune(word))) + 10
	}
}

// band draws strengths apart: dots on a line of their own, each with its value where there is room.
func (d *drawing) band() {
	d.add(`<g aria-label="Strength, no toll"><text class="sc-head" x="16" y="%s">Strength (no toll)</text>`, num(d.y+4))
	line := d.y + 36
	d.add(`<line class="sc-grid" x1="%s" y1="%s" x2="%s" y2="%s"/>`, num(d.margin), num(line), num(d.right()), num(line))
	free := [2]float64{math.Inf(-1), math.Inf(-1)}
	told := map[string]bool{}
	for _, m := range d.force {
		x := d.x(m.day)
		d.add(`<circle class="sc-relay" cx="%s" cy="%s" r="3.5"><title>%s</title></circle>`, num(x), num(line), esc(m.text))
		word := Words(m.Step)
		room := charWidth * float64(len([]rune(word)))
		if told[word] {
			continue
		}
		for row, y := range [2]float64{line - 9, line + 18} {
			at := min(x-4, d.right()-room)
			if at > free[row] {
				d.add(`<text class="sc-small" x="%s" y="%s">%s<title>%s</title></text>`, num(at), num(y), esc(word), esc(m.text))
				free[row], told[word] = at+room+12, true
				break
			}
		}
	}
	d.add(`</g>`)
	d.y = line + 46
}

// axis draws the days at the bottom.
func (d *drawing) axis() {
	y := d.y - panelGap + 18
	if len(d.force) > 0 {
		y = d.y
	}
	d.add(`<line class="sc-base" x1="%s" y1="%s" x2="%s" y2="%s"/>`, num(d.margin), num(y), num(d.right()), num(y))
	last := math.Inf(-1)
	for _, t := range dayTicks(d.first, d.last) {
		x := d.x(t.day)
		if x-last < charWidth*float64(len(t.name))+8 {
			continue
		}
		last = x
		d.add(`<line class="sc-base" x1="%s" y1="%s" x2="%s" y2="%s"/>`, num(x), num(y), num(x), num(y+5))
		d.add(`<text class="sc-small" text-anchor="middle" x="%s" y="%s">%s</text>`, num(x), num(y+19), esc(t.name))
	}
	d.y = y + 34
}

type dayTick struct {
	day  int
	name string
}

// dayTicks are days to name on the axis: days, months or years, about six of them.
func dayTicks(first, last int) []dayTick {
	var out []dayTick
	length := last - first
	at := func(d int) time.Time { return time.Unix(int64(d)*secondsADay, 0).UTC() }
	switch {
	case length <= 45:
		step := max(1, (length+5)/6)
		for d := first; d <= last; d += step {
			out = append(out, dayTick{d, at(d).Format("2 Jan 2006")})
		}
	case length <= 900:
		months := max(1, length/30/7+1)
		t := at(first)
		t = time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		for ; dayOf(t) <= last; t = t.AddDate(0, months, 0) {
			out = append(out, dayTick{dayOf(t), t.Format("Jan 2006")})
		}
	default:
		years := max(1, length/365/7)
		t := time.Date(at(first).Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
		for ; dayOf(t) <= last; t = t.AddDate(years, 0, 0) {
			out = append(out, dayTick{dayOf(t), t.Format("2006")})
		}
	}
	return out
}

// caption says how to read the marks and what is not drawn.
func (d *drawing) caption() {
	leader := " A dotted line leads to the claimant and the last figure standing."
	if d.under {
		leader = " Beside each claimant: the last figure standing."
	}
	notes := []string{"Filled dot: exact or about. Open dot, stroke up: at least or more than; stroke down: up to, nearly or fewer than. Dashed outline: corrected or withdrawn. " +
		"Cross: an outlet's own wording. Column: a count in a period. Pale: unsure or unverified." + leader, d.leftOut()}
	d.y += 4
	for _, note := range notes {
		for _, line := range wrap(note, d.noteRunes) {
			d.add(`<text class="sc-small" x="16" y="%s">%s</text>`, num(d.y), esc(line))
			d.y += 17
		}
	}
}

// cut shortens text to so many characters; what is cut stands in the mark's title and in the table.
func cut(s string, n int) string {
	s = clean(s)
	if r := []rune(s); len(r) > n {
		return strings.TrimRight(string(r[:max(0, n-1)]), " ,") + "…"
	}
	return s
}

// num writes a coordinate.
func num(v float64) string {
	s := fmt.Sprintf("%.1f", v)
	return strings.TrimSuffix(s, ".0")
}
