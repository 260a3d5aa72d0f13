package support_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/figure"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/support"
	"sitrep/internal/text"
)

// reader takes reports through the steps below the gate.
type reader struct {
	language *lang.Language
	registry *actor.Registry
	claims   *claim.Reader
}

func newReader(t testing.TB) *reader {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	claims, err := loaded.Claims()
	if err != nil {
		t.Fatal(err)
	}
	return &reader{english, registry, claims}
}

func (r *reader) read(report *sitrep.Report) *sitrep.Reading {
	out := &sitrep.Reading{Report: report}
	title, body := text.New(r.language, report, sitrep.InTitle), text.New(r.language, report, sitrep.InText)
	cast := actor.Find(r.registry, body, title)
	for _, d := range []*text.Doc{title, body} {
		claims := r.claims.Find(d, cast)
		out.Claims = append(out.Claims, claims...)
		out.Figures = append(out.Figures, figure.Find(d, cast, claims)...)
	}
	return out
}

func (r *reader) gate(reports ...*sitrep.Report) *support.Gate {
	g := &support.Gate{Language: r.language, Registry: r.registry, Claims: r.claims, Readings: map[sitrep.ReportID]*sitrep.Reading{}}
	for _, report := range reports {
		g.Readings[report.ID] = r.read(report)
	}
	return g
}

// fixture is one file of reports and, under them, units with what the gate must say of each. A line
// "== NAME" begins a case; "report ID | DAY | OUTLET | HEADLINE" a report, its text on the lines below;
// "cite ID: WORDS" names cited words ("cite ID title: WORDS" in the headline);
// without it all reports are cited whole; "derived: VALUE RULE INPUTS" a computed number;
// then "pass: UNIT" or "refuse: UNIT => REASON", where the reason must hold those words.
type fixture struct {
	name  string
	units []unitCase
	gate  *support.Gate
}

type unitCase struct {
	unit sitrep.Unit
	want string // "" for one that passes
}

func fixtures(t *testing.T, r *reader, path string) []fixture {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []fixture
	for _, block := range strings.Split(string(data), "\n== ")[1:] {
		lines := strings.Split(block, "\n")
		f := fixture{name: strings.TrimSpace(lines[0])}
		var reports []*sitrep.Report
		var cites []sitrep.Citation
		var derived []sitrep.Derived
		reading := false
		for _, line := range lines[1:] {
			key, rest, _ := strings.Cut(line, " ")
			switch {
			case strings.HasPrefix(line, "#"):
			case key == "report":
				reports = append(reports, newReport(t, rest))
				cites, derived, reading = nil, nil, true
			case key == "cite":
				cites = append(cites, newCitation(t, f.name, reports, rest))
			case key == "derived:":
				derived = append(derived, newDerived(t, rest))
			case key == "pass:" || key == "refuse:":
				reading = false
				words, want, _ := strings.Cut(rest, " => ")
				if key == "refuse:" && strings.TrimSpace(want) == "" {
					t.Fatalf("%s: no reason is given for %q", f.name, words)
				}
				list := cites
				if len(list) == 0 {
					for _, r := range reports {
						list = append(list, sitrep.Citation{Report: r.ID, Span: sitrep.Span{End: len(strings.TrimRight(r.Text, "\n"))}})
					}
				}
				f.units = append(f.units, unitCase{sitrep.Unit{Text: words, Citations: list, Derived: derived}, want})
				cites, derived = nil, nil
			case reading:
				last := reports[len(reports)-1]
				last.Text += line + "\n"
			}
		}
		f.gate = r.gate(reports...)
		out = append(out, f)
	}
	return out
}

func newReport(t *testing.T, line string) *sitrep.Report {
	t.Helper()
	parts := strings.SplitN(line, " | ", 4)
	if len(parts) != 4 {
		t.Fatalf("%q: a report is ID | DAY | OUTLET | HEADLINE", line)
	}
	day, err := sitrep.ParseStamp(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	return &sitrep.Report{ID: sitrep.ReportID(parts[0]), Published: day, Outlet: parts[2], Title: parts[3], Language: "en"}
}

func newCitation(t *testing.T, name string, reports []*sitrep.Report, line string) sitrep.Citation {
	t.Helper()
	head, words, _ := strings.Cut(line, ": ")
	id, field, _ := strings.Cut(head, " ")
	for _, r := range reports {
		if string(r.ID) != id {
			continue
		}
		in := sitrep.InText
		if field == "title" {
			in = sitrep.InTitle
		}
		if at := strings.Index(r.In(in), words); at >= 0 {
			return sitrep.Citation{Report: r.ID, In: in, Span: sitrep.Span{Start: at, End: at + len(words)}}
		}
	}
	t.Fatalf("%s: no report holds %q", name, line)
	return sitrep.Citation{}
}

func newDerived(t *testing.T, line string) sitrep.Derived {
	t.Helper()
	fields := strings.Fields(line)
	n, err := strconv.ParseInt(fields[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	d := sitrep.Derived{Value: n, Rule: fields[1]}
	for _, f := range fields[2:] {
		if v, err := strconv.Atoi(f); err == nil {
			d.From = append(d.From, v)
		} else {
			d.From = append(d.From, f)
		}
	}
	return d
}

func TestUnits(t *testing.T) {
	r := newReader(t)
	for _, path := range []string{"testdata/taken.txt", "testdata/told.txt"} {
		for _, f := range fixtures(t, r, path) {
			for _, u := range f.units {
				err := f.gate.Pass(u.unit)
				switch {
				case u.want == "" && err != nil:
					t.Errorf("%s: refused %q: %v", f.name, u.unit.Text, err)
				case u.want != "" && err == nil:
					t.Errorf("%s: passed %q, which should fail: %s", f.name, u.unit.Text, u.want)
				case u.want != "" && !strings.Contains(err.Error(), u.want):
					t.Errorf("%s: %q was refused because %v; the reason should hold %q", f.name, u.unit.Text, err, u.want)
				}
			}
		}
	}
}
