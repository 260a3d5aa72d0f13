package desk_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep"
)

var long = flag.Bool("long", false, "read every cut of every text, not one in seven; replay the entries of every running story, not of one; endless texts of 1 MB, not of 32 KB")

// TestCutTexts reads every text that is kept for tests and examples cut short in front, behind and in both ways, as feeds
// cut them. No step may fail, and none may go on for long: what is read at a text's edge must not reach over it.
func TestCutTexts(t *testing.T) {
	d := open(t, 1)
	every := 7
	switch {
	case *long:
		every = 1
	case testing.Short():
		every = 23
	}
	read := func(name, title, body string) {
		r := &sitrep.Report{ID: "cut", Title: title, Text: body, Language: "en"}
		slow := time.AfterFunc(30*time.Second, func() { panic(name + ": reading does not end: " + title + " / " + body) })
		s := d.Read(r)
		slow.Stop()
		if s.Failed != nil {
			t.Errorf("%s: %v\ntitle %q\ntext %q", name, s.Failed, title, body)
		}
	}
	for _, text := range edges {
		read("edges", "", text)
		read("edges", text, "")
	}
	n := 0
	some := func(name, title, body string) {
		if n++; n%every == 0 {
			read(name, title, body)
		}
	}
	texts := kept(t)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		for _, text := range texts[name] {
			words := strings.SplitAfter(text, " ")
			for i := 1; i <= len(words); i++ {
				some(name, "", strings.Join(words[:i], ""))
				some(name, "", strings.Join(words[i-1:], ""))
				some(name, "", strings.Join(words[max(0, i-9):i], ""))
				some(name, strings.Join(words[max(0, i-9):i], ""), "")
			}
		}
	}
	if n < 10_000 {
		t.Errorf("only %d texts were found", n)
	}
}

// edges are sentences that were once read over their end, or without end.
var edges = []string{
	"Increase of three.",
	"and 12 wounded when a ferry caught fire in Vesk, the court said.",
	"That task stemmed from the shooting of a man.",
	"Ilda Marsh, mayor of the southern town of Orvelle, said Saturday that two people were reported dead there, including a man in his late 30s and a boy around 10 years old who drowned.",
}

// kept is the texts of fixtures and examples, a paragraph each, by file.
func kept(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, pattern := range []string{"../*/testdata/*.txt", "../*/testdata/*.jsonl", "../actor/testdata/blind/*.jsonl", "testdata/stories/*.txt", "../../examples/kursk/*.md", "../../examples/*.txt"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", pattern, err)
		}
		for _, name := range files {
			if strings.Contains(name, "/pl/") {
				continue // not English
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, ".jsonl") {
				for _, line := range strings.Split(string(data), "\n") {
					var row struct{ Text string }
					if json.Unmarshal([]byte(line), &row) == nil && row.Text != "" {
						out[name] = append(out[name], row.Text)
					}
				}
				continue
			}
			for _, block := range strings.Split(string(data), "\n\n") {
				if len(block) < 1500 {
					out[name] = append(out[name], block)
				}
			}
		}
	}
	return out
}
