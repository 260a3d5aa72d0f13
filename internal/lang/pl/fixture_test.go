package pl_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/lang/pl"
	"sitrep/internal/loaded"
)

var update = flag.Bool("update", false, "rewrite the expected figures of testdata")

// reader is the whole of reading, in English and Polish.
func reader(t testing.TB) *desk.Desk {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	polish, err := pl.New()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{english, polish}, Registry: registry})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestFixtures reads testdata/figures.txt and headlines.txt. A case is a comment with the reason, the sentences, and a line
// for each figure expected:
//
//	# why this case
//	Zginęło 12 osób - podała policja.
//	> 12 | killed | 12-12 exact | osób | policja | - | - |
//
// that is value | measure | min-max modifier | group | claimant | place | when | flags, "-" for
// nothing. "@ headline" and "@ published DAY" hold for the rest of the file.
func TestFixtures(t *testing.T) {
	d := reader(t)
	files, err := filepath.Glob("testdata/[fh]*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	cases := 0
	for _, name := range files {
		cases += fixture(t, d, name)
	}
	if cases < 60 {
		t.Errorf("%d cases; want at least 60", cases)
	}
}

func fixture(t *testing.T, d *desk.Desk, name string) (cases int) {
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := &sitrep.Report{ID: "r", Language: "pl"}
	field := sitrep.InText
	var out []string
	for _, block := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
		var head, want []string
		body := ""
		for _, line := range strings.Split(block, "\n") {
			switch {
			case line == "@ headline":
				field = sitrep.InTitle
				head = append(head, line)
			case strings.HasPrefix(line, "@ published "):
				if r.Published, err = sitrep.ParseStamp(strings.TrimPrefix(line, "@ published ")); err != nil {
					t.Fatal(err)
				}
				head = append(head, line)
			case strings.HasPrefix(line, "#"):
				head = append(head, line)
			case strings.HasPrefix(line, ">"):
				want = append(want, line)
			default:
				body = strings.TrimSpace(body + "\n" + line)
			}
		}
		if body == "" {
			out = append(out, strings.Join(head, "\n"))
			continue
		}
		cases++
		r.Text, r.Title = body, ""
		if field == sitrep.InTitle {
			r.Text, r.Title = "", body
		}
		sheet := d.Read(r)
		if sheet.Failed != nil || sheet.Unread != "" {
			t.Errorf("%q: %v %q", body, sheet.Failed, sheet.Unread)
		}
		var got []string
		for i := range sheet.Figures {
			got = append(got, line(body, &sheet.Figures[i]))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w && !*update {
			t.Errorf("%s: %s\n%s\ngot\n%s\nwant\n%s", name, strings.Join(head, "\n"), body, g, w)
		}
		out = append(out, strings.Join(append(append(head, body), got...), "\n"))
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return cases
}

// line writes a figure as the fixtures do.
func line(body string, f *sitrep.Figure) string {
	dash := func(w sitrep.Words) string {
		if w == "" {
			return "-"
		}
		return string(w)
	}
	bound := func(b sitrep.Bound) string {
		if !b.Known {
			return "?"
		}
		return fmt.Sprint(b.N)
	}
	when := dash(f.When)
	if f.Date != "" {
		when += " = " + string(f.Date)
	}
	var flags []string
	for _, flag := range []struct {
		on   bool
		name string
	}{
		{f.Basis != sitrep.OfEvent, string(f.Basis)}, {f.Status != sitrep.Asserted, string(f.Status)},
		{f.Subset, "subset"}, {f.Hedged, "hedged"}, {f.Implicit, "implicit"}, {f.Additional, "additional"},
		{f.From.Known, "from " + bound(f.From)}, {f.Via != "", "via " + string(f.Via)},
	} {
		if flag.on {
			flags = append(flags, flag.name)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("> %s | %s | %s-%s %s | %s | %s | %s | %s | %s", body[f.Start:f.End], f.Measure,
		bound(f.Min), bound(f.Max), f.Modifier, dash(f.Group), dash(f.Claimant), dash(f.Place), when, strings.Join(flags, ", ")))
}
