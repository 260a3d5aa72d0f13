package desk

import (
	"strings"
	"testing"

	"sitrep"
)

// TestMask takes names out of texts: what is left keeps its place, other people keep their names.
func TestMask(t *testing.T) {
	m := maskOf([]sitrep.Victim{{Name: "Jonas Falk", Forms: []string{"Falk"}}, {Name: "Zoë O’Brien", Forms: []string{"O’Brien", "Zoë"}}, {Name: "Li"}})
	for _, c := range []struct{ name, in, want string }{
		{"full", "Jonas Falk died.", "[name____] died."},
		{"capitals", "JONAS FALK DIES", "[name____] DIES"},
		{"surname", "said Falk, who", "said [__], who"},
		{"possessive", "Falk's car", "[__]'s car"},
		{"form of address", "Mr. Falk and Ms Falk", "Mr. [__] and Ms [__]"},
		{"opens a sentence", "It rained. But Falk left.", "It rained. But [__] left."},
		{"another Falk", "his sister, Greta Falk, wept", "his sister, Greta Falk, wept"},
		{"a street", "on Falk Street", "on Falk Street"},
		{"inside a word", "the Falkland Islands", "the Falkland Islands"},
		{"letters of two bytes", "and Zoë O’Brien, 9", "and [name________], 9"},
		{"another apostrophe", "and Zoë O'Brien", "and [name______]"},
		{"over a line's end", "Jonas\nFalk", "[name____]"},
		{"two letters", "Li was found", "[] was found"},
		{"two letters in a word", "Lima was found", "Lima was found"},
		{"nobody", "Nobody is named here.", "Nobody is named here."},
	} {
		if got := m.padded(c.in); got != c.want || len(got) != len(c.in) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := m.plain("Jonas Falk, a nurse, and Falk"); got != "[name withheld], a nurse, and [name withheld]" {
		t.Errorf("in words of our own: %q", got)
	}
	for in, want := range map[string]string{
		"https://courier.example/2025/jonas-falk-dies.html": "https://courier.example/",
		"https://courier.example/?q=Jonas+Falk":             "https://courier.example/",
		"https://courier.example/falklands":                 "https://courier.example/falklands",
	} {
		if got := m.plain(in); got != want {
			t.Errorf("%s leads to %s, want %s", in, got, want)
		}
	}
	if got := string(Unpadded([]byte("<p>[name____], [__], [name withheld__] and [...]</p>"))); got != "<p>[name withheld], [name withheld], [name withheld] and [...]</p>" {
		t.Errorf("on a page: %s", got)
	}
	for n := range 40 {
		if got := len(filling(n + 1)); got != n+1 {
			t.Errorf("what stands for %d bytes has %d", n+1, got)
		}
	}
}

// TestHidden copies what it alters, whatever it is made of, and leaves what has no name in it.
func TestHidden(t *testing.T) {
	m := maskOf([]sitrep.Victim{{Name: "Jonas Falk"}})
	r := &sitrep.Report{ID: "jonas-falk", Title: "Jonas Falk", Text: "By Jonas Falk."}
	in := sitrep.Reading{Report: r, Claims: []sitrep.Claim{{Report: r.ID, Speaker: "Jonas Falk", Content: []sitrep.Span{{Start: 3, End: 13}}}}, Victims: []sitrep.Victim{{Name: "Jonas Falk"}}}
	out := hidden(m, in)
	if strings.Contains(out.Report.Title+out.Report.Text+string(out.Claims[0].Speaker), "Falk") || len(out.Victims) != 0 {
		t.Errorf("shown: %+v %+v", out.Report, out.Claims)
	}
	if out.Report.ID != r.ID || out.Claims[0].Content[0] != in.Claims[0].Content[0] || r.Title != "Jonas Falk" || in.Claims[0].Speaker != "Jonas Falk" || len(in.Victims) != 1 {
		t.Errorf("altered: %+v %+v", r, in.Claims)
	}
	any := hidden(m, sitrep.Unit{Derived: []sitrep.Derived{{From: []any{"Jonas Falk", sitrep.ReportID("jonas-falk"), int64(3)}}}})
	if f := any.Derived[0].From; f[0] != Withheld || f[1] != sitrep.ReportID("jonas-falk") || f[2] != int64(3) {
		t.Errorf("inside: %v", f)
	}
	if hidden(nil, in).Report != r {
		t.Error("where nothing is withheld something is copied")
	}
}
