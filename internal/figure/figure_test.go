package figure_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/figure"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/text"
)

var update = flag.Bool("update", false, "rewrite the expected figures of testdata")

// TestFixtures reads testdata/*.txt. A case is a comment with the reason, the sentences, and a line
// for each figure expected:
//
//	# why this case
//	The blast killed 12 people, the mayor said.
//	> 12 | killed | 12-12 exact | people | - | - | - |
//
// that is value | measure | min-max modifier | group | claimant | place | when | flags, "-" for
// nothing. "@ headline", "@ published DAY" and "@ desk" (read with the people and claims that the desk finds)
// hold for the rest of the file; a line "~ speaker | words [| flag ...]" makes a claim of the words, with
// "hedged", "denial" or "via NAME".
func TestFixtures(t *testing.T) {
	english := language(t)
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) { fixture(t, english, name) })
	}
}

func language(t testing.TB) *lang.Language {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	return english
}

type fixtureState struct {
	desk      *desk.Desk
	field     sitrep.Field
	published sitrep.Stamp
}

func fixture(t *testing.T, english *lang.Language, name string) {
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var state fixtureState
	var out []string
	for _, block := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
		var head, want, said []string
		body := ""
		for _, line := range strings.Split(block, "\n") {
			switch {
			case strings.HasPrefix(line, "@ headline"):
				state.field = sitrep.InTitle
				head = append(head, line)
			case line == "@ desk":
				state.desk = newDesk(t)
				head = append(head, line)
			case strings.HasPrefix(line, "@ published "):
				if state.published, err = sitrep.ParseStamp(strings.TrimPrefix(line, "@ published ")); err != nil {
					t.Fatal(err)
				}
				head = append(head, line)
			case strings.HasPrefix(line, "#"):
				head = append(head, line)
			case strings.HasPrefix(line, ">"):
				want = append(want, line)
			case strings.HasPrefix(line, "~"):
				said = append(said, line)
			default:
				body = strings.TrimSpace(body + "\n" + line)
			}
		}
		if body == "" {
			out = append(out, strings.Join(head, "\n"))
			continue
		}
		got := found(t, english, state, body, said)
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w && !*update {
			t.Errorf("%s\n%s\ngot\n%s\nwant\n%s", strings.Join(head, "\n"), body, g, w)
		}
		lines := append(append(append(head, body), said...), got...)
		out = append(out, strings.Join(lines, "\n"))
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func found(t *testing.T, english *lang.Language, state fixtureState, body string, said []string) []string {
	r := &sitrep.Report{ID: "r", Text: body, Published: state.published}
	if state.field == sitrep.InTitle {
		r.Title, r.Text = body, ""
	}
	d := text.New(english, r, state.field)
	var claims []sitrep.Claim
	for _, line := range said {
		claims = append(claims, claim(t, state.field, body, line))
	}
	var got []string
	figures := figure.Find(d, nil, claims)
	if state.desk != nil {
		figures = state.desk.Read(r).Figures
	}
	for _, f := range figures {
		if f.Confidence <= 0 || f.Confidence > 1 {
			t.Errorf("%q: confidence %v", body, f.Confidence)
		}
		got = append(got, line(d, &f))
	}
	return got
}

func claim(t *testing.T, in sitrep.Field, body, line string) sitrep.Claim {
	cells := strings.Split(strings.TrimPrefix(line, "~"), "|")
	if len(cells) < 2 {
		t.Fatalf("%q: want ~ speaker | words", line)
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	at := strings.Index(body, cells[1])
	if at < 0 {
		t.Fatalf("%q is not in %q", cells[1], body)
	}
	c := sitrep.Claim{Report: "r", In: in, Kind: sitrep.Statement, Speaker: sitrep.Words(cells[0]), SpeakerKind: sitrep.Named, Confidence: 0.9,
		Content: []sitrep.Span{{Start: at, End: at + len(cells[1])}}}
	for _, flag := range cells[2:] {
		via, ok := strings.CutPrefix(flag, "via ")
		switch {
		case ok:
			c.Via = sitrep.Words(via)
		case flag == "hedged":
			c.Hedged = true
		case flag == "denial":
			c.Kind = sitrep.Denial
		}
	}
	return c
}

// line writes a figure as the fixtures do.
func line(d *text.Doc, f *sitrep.Figure) string {
	dash := func(w sitrep.Words) string {
		if w == "" {
			return "-"
		}
		return strings.ReplaceAll(string(w), "\n", " ")
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
		{f.Subset, "subset"}, {f.InPassing, "in passing"}, {f.Compared, "compared"}, {f.Former, "former"}, {f.Hedged, "hedged"}, {f.Implicit, "implicit"}, {f.Additional, "additional"},
		{f.From.Known, "from " + bound(f.From)}, {f.Via != "", "via " + string(f.Via)},
	} {
		if flag.on {
			flags = append(flags, flag.name)
		}
	}
	return strings.TrimSpace(fmt.Sprintf("> %s | %s | %s-%s %s | %s | %s | %s | %s | %s", d.Slice(f.Span), f.Measure,
		bound(f.Min), bound(f.Max), f.Modifier, dash(f.Group), dash(f.Claimant), dash(f.Place), when, strings.Join(flags, ", ")))
}
