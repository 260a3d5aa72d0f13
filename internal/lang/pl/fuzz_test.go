package pl_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/desk"
)

// FuzzRead holds that no text makes reading fail, and that every span lies on rune boundaries in it.
func FuzzRead(f *testing.F) {
	raw, err := os.ReadFile("testdata/figures.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if line != "" && !strings.ContainsRune("#>@", rune(line[0])) {
			f.Add(line, line)
		}
	}
	f.Add("Do 2012", "- powiedział.")
	f.Add(": ,", "Według według, że - podał \"")
	f.Add("46- i", "nie nie ma z nich (")
	d := reader(f)
	f.Fuzz(func(t *testing.T, title, text string) { holds(t, d, title, text) })
}

// TestBroken reads the fixtures' sentences cut and turned about in every way: beginnings, ends, words left
// out, words in the wrong order.
func TestBroken(t *testing.T) {
	raw, err := os.ReadFile("testdata/figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := reader(t)
	last := ""
	for _, line := range strings.Split(string(raw), "\n") {
		if line == "" || strings.ContainsRune("#>@", rune(line[0])) {
			continue
		}
		words := strings.Fields(line)
		for i := 0; i < len(words); i += 2 {
			head, tail := strings.Join(words[:i], " "), strings.Join(words[i:], " ")
			holds(t, d, head, tail)
			holds(t, d, tail, tail+" "+head)
			holds(t, d, last+" "+tail, head+"\n\n"+last)
		}
		last = line
	}
}

func holds(t *testing.T, d *desk.Desk, title, text string) {
	t.Helper()
	if !utf8.ValidString(title) || !utf8.ValidString(text) || len(title)+len(text) > 4000 {
		return
	}
	sheet := d.Read(&sitrep.Report{ID: "r", Title: title, Text: text, Language: "pl"})
	if sheet.Failed != nil {
		t.Fatal(sheet.Failed)
	}
	hold := func(in sitrep.Field, s sitrep.Span) {
		w := sheet.Report.In(in)
		if s.Start < 0 || s.End > len(w) || s.Start > s.End || !utf8.ValidString(w[s.Start:s.End]) {
			t.Errorf("span %v of %q", s, w)
		}
	}
	for i := range sheet.Figures {
		hold(sheet.Figures[i].In, sheet.Figures[i].Span)
		hold(sheet.Figures[i].In, sheet.Figures[i].Sentence)
	}
	for i := range sheet.Claims {
		c := &sheet.Claims[i]
		for _, spans := range [][]sitrep.Span{c.Source, c.Cue, c.Content} {
			for _, s := range spans {
				hold(c.In, s)
			}
		}
	}
}
