package ledger_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/ledger"
)

// allLedgers are the ledgers of all cases.
func allLedgers(t testing.TB) []sitrep.Ledger {
	var out []sitrep.Ledger
	for _, file := range []string{"testdata/kursk.txt", "testdata/events.txt", "testdata/overtaken.txt"} {
		for _, c := range readFixtures(t, file) {
			out = append(out, ledger.Build(c.in))
		}
	}
	return out
}

// hostile is a ledger whose words try to get out of every format.
func hostile() sitrep.Ledger {
	const evil = "=HYPERLINK(\"x\")</text><script>alert(1)</script>\x1b[31m\u202e\x00\xff&\n\t"
	st := sitrep.Step{Kind: sitrep.NewStep, Min: sitrep.Of(5), Modifier: sitrep.AtLeast, Word: evil, Value: evil, Said: "2024-01-02", Status: sitrep.Active, Outlet: evil,
		Why: evil, Origins: []string{evil}, Figures: []sitrep.Citation{{Report: evil}}}
	relay := st
	relay.Kind = sitrep.RelayDiscrepancy
	vague := st
	vague.Min, vague.Modifier, vague.Said = sitrep.Bound{}, sitrep.Vague, evil
	return sitrep.Ledger{Story: evil, Series: []sitrep.Series{{ID: "killed.people", Measure: sitrep.Killed, Group: evil, Scope: evil, Event: evil,
		Range: sitrep.LedgerRange{Rule: evil}, Claimants: []sitrep.Line{{Claimant: evil, Party: "@" + evil, Kind: sitrep.Named, Steps: []sitrep.Step{st, relay, vague}}}}}}
}

func TestTableFitsTheTerminal(t *testing.T) {
	var out bytes.Buffer
	if err := ledger.WriteTable(&out, append(allLedgers(t), hostile())); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if n := utf8.RuneCountInString(line); n > 80 {
			t.Errorf("%d columns: %q", n, line)
		}
		if line != strings.TrimRight(line, " ") {
			t.Errorf("trailing blanks: %q", line)
		}
	}
	if i := strings.IndexAny(out.String(), "\x1b\x00\u202e\ufffd"); i >= 0 {
		t.Errorf("a control character got through at %d", i)
	}
	if strings.Contains(out.String(), "…") {
		t.Error("something was cut")
	}
}

func TestTableSaysWhatMustBeKnown(t *testing.T) {
	var out bytes.Buffer
	if err := ledger.WriteTable(&out, allLedgers(t)[:1]); err != nil {
		t.Fatal(err)
	}
	plain := strings.Join(strings.Fields(out.String()), " ")
	for _, want := range []string{"23 Dec 2024", "about 1,100", "more than 3,000", "nearly 3,000", "as worded by LIGA", "“deaths”", "in the period 2024-12-20 to 2024-12-27",
		"part of about 4,000 losses", "superseded", "Range: 1,100 or more"} {
		if !strings.Contains(plain, want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func TestCSV(t *testing.T) {
	for name, write := range map[string]func(io.Writer, []sitrep.Ledger) error{"csv": ledger.WriteCSV, "ucdp": ledger.WriteUCDP} {
		var out bytes.Buffer
		if err := write(&out, append(allLedgers(t), hostile())); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
					t.Errorf("%s: a formula: %q", name, cell)
				}
			}
		}
	}
}

// Every column of the CSV is explained.
func TestDictionary(t *testing.T) {
	doc, err := os.ReadFile("../../docs/ledger-csv.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, write := range []func(io.Writer, []sitrep.Ledger) error{ledger.WriteCSV, ledger.WriteUCDP} {
		var out bytes.Buffer
		if err := write(&out, nil); err != nil {
			t.Fatal(err)
		}
		for _, column := range strings.Split(strings.TrimSpace(out.String()), ",") {
			if !strings.Contains(string(doc), "`"+column+"`") && column != "asof" {
				t.Errorf("docs/ledger-csv.md doesn't explain %s", column)
			}
		}
	}
}

// The chart is well-formed whatever the words are, and its labels don't overlap.
func TestSVG(t *testing.T) {
	label := regexp.MustCompile(`<text class="sc-text" x="([\d.]+)" y="([\d.]+)">`)
	words := regexp.MustCompile(`<text class="sc-(\w+)"( text-anchor="\w+")? x="([\d.]+)" y="[\d.]+">([^<]*)`)
	for name, write := range map[string]func(io.Writer, sitrep.Ledger) error{"wide": ledger.WriteSVG, "narrow": ledger.WriteNarrowSVG} {
		for _, l := range append(allLedgers(t), hostile(), sitrep.Ledger{Story: "none"}) {
			var out bytes.Buffer
			if err := write(&out, l); err != nil {
				t.Fatal(err)
			}
			svg := out.String()
			d := xml.NewDecoder(strings.NewReader(svg))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s: not well-formed: %v\n%s", name, err, svg)
				}
				if e, ok := token.(xml.StartElement); ok && e.Name.Local == "script" {
					t.Fatalf("%s: a name broke out", name)
				}
			}
			if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				t.Errorf("%s: a coordinate is no number", name)
			}
			last := ""
			for _, m := range label.FindAllStringSubmatch(svg, -1) {
				if m[2] == last {
					t.Errorf("%s: two labels at %s", name, last)
				}
				last = m[2]
			}
			for _, want := range []string{"<title ", "<desc ", `role="img"`, "prefers-color-scheme:dark", "@media print"} {
				if !strings.Contains(svg, want) {
					t.Errorf("%s: the chart lacks %s", name, want)
				}
			}
			width := map[string]float64{"wide": 960, "narrow": 390}[name]
			for _, m := range words.FindAllStringSubmatch(svg, -1) {
				x, err := strconv.ParseFloat(m[3], 64)
				if err != nil {
					t.Fatal(err)
				}
				each := map[string]float64{"title": 10.5, "small": 6.1}[m[1]] // of a letter, in the mean
				if each == 0 {
					each = 6.7
				}
				if long := each * float64(utf8.RuneCountInString(html.UnescapeString(m[4]))); m[2] == "" && x+long > width {
					t.Errorf("%s: %q ends at %.0f", name, m[4], x+long)
				}
			}
		}
	}
}

func TestSince(t *testing.T) {
	kursk := readFixtures(t, "testdata/kursk.txt")[0]
	changes := ledger.Since(kursk.in, stamp(t, "2025-01-01"))
	var got []string
	for _, c := range changes {
		got = append(got, c.Published.String()+" "+c.Kind+" "+c.Claimant+" "+c.Was)
	}
	want := []string{
		"2025-01-13 update National Intelligence Service at least 100",
		"2025-01-13 update National Intelligence Service nearly 1,000",
		"2025-01-23 new Western officials ",
		"2025-01-23 new Western officials ",
		"2025-04-30 new National Intelligence Service ",
		"2025-04-30 update National Intelligence Service about 300",
		"2025-06-15 relay_discrepancy British Ministry of Defence ",
		"2025-06-16 new British Ministry of Defence ",
		"2025-09-02 update National Intelligence Service about 600",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if again := ledger.Since(kursk.in, stamp(t, "2025-09-02")); len(again) != 0 {
		t.Errorf("after the end of a day its reports are old: %+v", again)
	}
	if err := ledger.WriteChanges(io.Discard, changes); err != nil {
		t.Error(err)
	}
}

// What an outlet counts in its own voice is set beside what the series stood at, not beside its own last telling.
func TestSinceOwnVoice(t *testing.T) {
	for _, x := range readFixtures(t, "testdata/events.txt") {
		if !strings.HasPrefix(x.name, "An outlet words its own count") {
			continue
		}
		changes := ledger.Since(x.in, stamp(t, "2031-05-03"))
		if len(changes) != 1 || changes[0].Was != "40" {
			t.Fatalf("got %+v, want 41 for 40", changes)
		}
		return
	}
	t.Fatal("no such fixture")
}

func TestSilenceBroken(t *testing.T) {
	report := func(id, day string, kind sitrep.Act) sitrep.Reading {
		r := &sitrep.Report{ID: sitrep.ReportID(id), Outlet: "A", Published: stamp(t, day), Text: "The ministry spoke."}
		return sitrep.Reading{Report: r, Claims: []sitrep.Claim{{Report: r.ID, Kind: kind, Speaker: "the Ministry", SpeakerKind: sitrep.Named,
			Cue: []sitrep.Span{{Start: 13, End: 18}}, Confidence: 0.9}}}
	}
	in := ledger.Input{Story: sitrep.Story{ID: "s"}, Readings: []sitrep.Reading{
		report("r1", "2024-01-01", sitrep.NoComment), report("r2", "2024-01-03", sitrep.Denial), report("r3", "2024-01-04", sitrep.Denial)}}
	var got []string
	for _, c := range ledger.Since(in, stamp(t, "2024-01-02")) {
		got = append(got, c.Kind+" "+c.What)
	}
	if want := "silence_broken denial\nreaction denial"; strings.Join(got, "\n") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
