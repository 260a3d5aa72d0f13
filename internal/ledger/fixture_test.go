package ledger_test

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/ledger"
	"sitrep/internal/loaded"
)

// fixture is one case of a testdata file, which an editor can write:
//
//	== name of the case
//	about Fighting in Kursk
//	asof 2024-12-24
//	actor Joint Chiefs | JCS; South Korea's Joint Chiefs
//	actor Kirby | John Kirby > White House | person
//	event e1 | explosion | Homs | 2014-04-06 | r1 r2
//	r1 | Outlet | 2024-12-23 | account
//	    about 1,100 casualties of North Korean troops, says JCS; place=Kursk; date=2024-12-01/..
//	expect
//	...
//
// A figure line is VALUE MEASURE [of GROUP][, says CLAIMANT] and then fields parted by "; ": word=, place=,
// when=, date=, told= (the day named beside the speech), via=, basis=, status=, from=, sure=, and the
// marks title, hedged, passing, subset, additional, implicit, anonymous, retracts.
type fixture struct {
	name   string
	in     ledger.Input
	since  sitrep.Stamp
	expect string
	line   int
}

var figureLine = regexp.MustCompile(`^(.+?) (killed|wounded|casualties|losses|missing|captured|displaced|rescued|affected|strength)(?: of ([^,;]+))?(?:, says ([^;]+))?(?:; (.*))?$`)

func readFixtures(t testing.TB, name string) []fixture {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	var out []fixture
	var actors []sitrep.Actor
	var c *fixture
	var report *sitrep.Reading
	expecting := false
	about := "" // what the reports' headlines say
	done := func() {
		if c == nil {
			return
		}
		if report != nil {
			c.in.Readings = append(c.in.Readings, *report)
		}
		registry, err := actor.NewRegistry(actors)
		if err != nil {
			t.Fatal(err)
		}
		c.in.Registry, c.in.Language = registry, english
		for _, r := range c.in.Readings {
			c.in.Story.Articles = append(c.in.Story.Articles, r.Report.ID)
		}
		out = append(out, *c)
		c, report, actors, expecting, about = nil, nil, nil, false, ""
	}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if title, ok := strings.CutPrefix(line, "== "); ok {
			done()
			c = &fixture{name: title, line: n}
			c.in.Story.ID = sitrep.StoryID("s")
			continue
		}
		if c == nil || strings.HasPrefix(line, "#") {
			continue
		}
		if expecting {
			c.expect += line + "\n"
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, " | ")
		first, rest, _ := strings.Cut(cells[0], " ")
		switch {
		case line == "expect":
			expecting = true
		case first == "about":
			about = rest
		case first == "asof":
			c.in.AsOf = stamp(t, rest)
		case first == "since":
			c.since = stamp(t, rest)
		case first == "actor":
			a := sitrep.Actor{ID: sitrep.ActorID(rest)}
			if len(cells) > 1 {
				names, body, speaks := strings.Cut(cells[1], " > ")
				a.Aliases = strings.Split(names, "; ")
				if speaks {
					a.SpeaksFor = sitrep.ActorID(body)
				}
			}
			if len(cells) > 2 {
				a.Kind = cells[2]
			}
			actors = append(actors, a)
		case first == "event":
			e := sitrep.Event{ID: sitrep.EventID(rest), What: cells[1], Where: cells[2], When: cells[3]}
			for _, id := range strings.Fields(cells[4]) {
				e.Reports = append(e.Reports, sitrep.ReportID(id))
			}
			c.in.Story.Events = append(c.in.Story.Events, e)
		case strings.HasPrefix(line, " "):
			if err := addFigure(report, strings.TrimSpace(line)); err != nil {
				t.Fatalf("%s:%d: %v", name, n, err)
			}
		default:
			if report != nil {
				c.in.Readings = append(c.in.Readings, *report)
			}
			report = &sitrep.Reading{Report: &sitrep.Report{ID: sitrep.ReportID(cells[0]), Outlet: cells[1], Title: about, Published: stamp(t, cells[2])}}
			if len(cells) > 3 {
				addOrigin(&c.in.Story, cells[3], report.Report.ID)
			}
		}
	}
	done()
	return out
}

func addOrigin(s *sitrep.Story, name string, id sitrep.ReportID) {
	for i := range s.Origins {
		if s.Origins[i].Name == name {
			s.Origins[i].Reports = append(s.Origins[i].Reports, id)
			return
		}
	}
	s.Origins = append(s.Origins, sitrep.Origin{Name: name, Kind: sitrep.AgencyOrigin, Reports: []sitrep.ReportID{id}})
}

func stamp(t testing.TB, s string) sitrep.Stamp {
	t.Helper()
	out, err := sitrep.ParseStamp(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// addFigure writes the figure into its report's text as a sentence of its own.
func addFigure(r *sitrep.Reading, line string) error {
	m := figureLine.FindStringSubmatch(line)
	if r == nil || m == nil {
		return fmt.Errorf("not a figure: %q", line)
	}
	value, measure, group, claimant := m[1], m[2], m[3], m[4]
	f := sitrep.Figure{Report: r.Report.ID, Measure: sitrep.Measure(measure), Word: sitrep.Words(measure), Group: sitrep.Words(group),
		Claimant: sitrep.Words(claimant), ClaimantKind: sitrep.Named, Basis: sitrep.OfEvent, Status: sitrep.Asserted, Confidence: 0.9}
	if claimant == "" {
		f.ClaimantKind = sitrep.Nobody
	}
	f.Min, f.Max, f.Modifier = parseValue(value)
	told, retracts := "", false
	for _, field := range strings.Split(m[5], "; ") {
		key, v, _ := strings.Cut(field, "=")
		w := sitrep.Words(v)
		switch key {
		case "":
		case "word":
			f.Word = w
		case "place":
			f.Place = w
		case "when":
			f.When = w
		case "date":
			f.Date = w
		case "told":
			told, f.When, f.Date = v, sitrep.Words("on "+v), w
		case "via":
			f.Via = w
		case "basis":
			f.Basis = sitrep.Basis(v)
		case "status":
			f.Status = sitrep.Status(v)
		case "from":
			n, err := strconv.ParseInt(strings.ReplaceAll(v, ",", ""), 10, 64)
			if err != nil {
				return err
			}
			f.From = sitrep.Of(n)
		case "sure":
			c, err := strconv.ParseFloat(v, 64)
			if err != nil {
				return err
			}
			f.Confidence = c
		case "title":
			f.In = sitrep.InTitle
		case "hedged":
			f.Hedged = true
		case "passing":
			f.InPassing = true
		case "compared":
			f.Compared = true
		case "former":
			f.Former = true
		case "subset":
			f.Subset = true
		case "additional":
			f.Additional = true
		case "implicit":
			f.Implicit = true
		case "anonymous":
			f.ClaimantKind = sitrep.Anonymous
		case "retracts":
			retracts = true
		default:
			return fmt.Errorf("unknown field %q", field)
		}
	}
	if r.Report.Text == "" {
		r.Report.Text = "Report."
	}
	into := &r.Report.Text
	if f.In == sitrep.InTitle {
		into = &r.Report.Title
	}
	start := len(*into) + 1
	*into += " " + value
	f.Span = sitrep.Span{Start: start, End: len(*into)}
	content := sitrep.Span{Start: start, End: len(*into)}
	if told != "" {
		cue := sitrep.Span{Start: len(*into) + 1, End: len(*into) + 5}
		*into += " said on " + told
		r.Claims = append(r.Claims, sitrep.Claim{Report: f.Report, In: f.In, Kind: sitrep.Statement, Speaker: f.Claimant, Content: []sitrep.Span{content},
			Cue: []sitrep.Span{cue}, Sentence: sitrep.Span{Start: start, End: len(*into)}, Confidence: 0.9})
	}
	if retracts {
		*into += " and withdrew its figure"
	}
	*into += "."
	f.Sentence = sitrep.Span{Start: start, End: len(*into)}
	r.Figures = append(r.Figures, f)
	return nil
}

var digits = regexp.MustCompile(`\d[\d,]*`)

func parseValue(s string) (low, high sitrep.Bound, m sitrep.Modifier) {
	var n []int64
	for _, d := range digits.FindAllString(s, -1) {
		v, _ := strconv.ParseInt(strings.ReplaceAll(d, ",", ""), 10, 64)
		n = append(n, v)
	}
	switch {
	case len(n) == 0:
		return low, high, sitrep.Vague
	case len(n) == 2:
		return sitrep.Of(n[0]), sitrep.Of(n[1]), sitrep.Range
	}
	for prefix, f := range map[string]func() (sitrep.Bound, sitrep.Bound, sitrep.Modifier){
		"at least":   func() (a, b sitrep.Bound, m sitrep.Modifier) { return sitrep.Of(n[0]), b, sitrep.AtLeast },
		"more than":  func() (a, b sitrep.Bound, m sitrep.Modifier) { return sitrep.Of(n[0] + 1), b, sitrep.MoreThan },
		"up to":      func() (a, b sitrep.Bound, m sitrep.Modifier) { return a, sitrep.Of(n[0]), sitrep.UpTo },
		"nearly":     func() (a, b sitrep.Bound, m sitrep.Modifier) { return a, sitrep.Of(n[0]), sitrep.Nearly },
		"fewer than": func() (a, b sitrep.Bound, m sitrep.Modifier) { return a, sitrep.Of(n[0]), sitrep.LessThan },
		"about":      func() (a, b sitrep.Bound, m sitrep.Modifier) { return sitrep.Of(n[0]), sitrep.Of(n[0]), sitrep.About },
	} {
		if strings.HasPrefix(s, prefix) {
			return f()
		}
	}
	return sitrep.Of(n[0]), sitrep.Of(n[0]), sitrep.Exact
}

// print writes a ledger as the fixtures expect it.
func print(l sitrep.Ledger) string {
	var out strings.Builder
	for _, s := range l.Series {
		fmt.Fprintf(&out, "%s of %s; %s; %s; %s\n", s.Measure, s.Group, s.Scope, s.Basis, printRange(s.Range))
		if s.Of != "" {
			fmt.Fprintf(&out, "  part of %s\n", s.Of)
		}
		for _, c := range s.Claimants {
			name := c.Claimant
			if c.Kind != sitrep.Named {
				name += " (" + string(c.Kind) + ")"
			}
			fmt.Fprintf(&out, "  %s\n", name)
			for i := range c.Steps {
				fmt.Fprintf(&out, "    %s\n", printStep(&c.Steps[i]))
			}
		}
	}
	return out.String()
}

func printRange(r sitrep.LedgerRange) string {
	b := func(b sitrep.Bound) string {
		if !b.Known {
			return "?"
		}
		return strconv.FormatInt(b.N, 10)
	}
	return b(r.Low) + ".." + b(r.High)
}

func printStep(st *sitrep.Step) string {
	s := fmt.Sprintf("%s %s %s %q %s:", st.Said, st.Kind, ledger.Words(st), st.Word, st.Status)
	for _, f := range st.Figures {
		s += " " + string(f.Report)
	}
	for _, mark := range []struct {
		on   bool
		word string
	}{{st.Hedged, "hedged"}, {st.Unsure, "unsure"}} {
		if mark.on {
			s += " " + mark.word
		}
	}
	if st.Outlet != "" {
		s += " [" + st.Outlet + "]"
	}
	if st.Why != "" {
		s += " (" + st.Why + ")"
	}
	return s
}
