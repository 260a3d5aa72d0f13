package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The marks that the forests are grown from can be read, and each is a kind and a worth that there is.
func TestMarks(t *testing.T) {
	sets, err := load("marks.txt")
	if err != nil {
		t.Fatal(err)
	}
	sentences, pairs, courses := 0, 0, 0
	for _, m := range sets {
		for at, mark := range m.sentences {
			if at.End <= at.Start {
				t.Errorf("%s: a sentence from %d to %d", m.name, at.Start, at.End)
			}
			if mark == "-" {
				continue
			}
			sentences++
			if v := worth(mark); v < 0 || v > 1 {
				t.Errorf("%s: %q is worth %v", m.name, mark, v)
			}
		}
		for n, p := range m.pairs {
			if m.sentences[p[0]] == "" || m.sentences[p[1]] == "" || p[0] == p[1] {
				t.Errorf("%s: pair %d is not of two of its sentences", m.name, n)
			}
		}
		pairs += len(m.pairs)
		for n, course := range m.courses {
			if len(course) != len(m.told[n]) || strings.Trim(m.told[n][1:], "rpodzn") != "" || m.told[n][0] != '-' {
				t.Errorf("%s: course %d is told as %q", m.name, n, m.told[n])
			}
		}
		courses += len(m.courses)
	}
	if sentences < 5000 || pairs < 4000 || courses < 300 {
		t.Errorf("%d sentences, %d pairs and %d courses", sentences, pairs, courses)
	}
}

// What is overtaken or can't be understood alone is worth less, furniture nothing.
func TestWorthOfMarks(t *testing.T) {
	for _, x := range []struct {
		mark string
		want float64
	}{{"N3", 1}, {"N2", 0.7}, {"N2t", 0.7}, {"S1", 0.25}, {"F0", 0}, {"N3o", 0.4}, {"B1d", 0.1}} {
		if got := worth(x.mark); got != x.want {
			t.Errorf("%s is worth %v, not %v", x.mark, got, x.want)
		}
	}
}

// A mark that can't be is named with its line.
func TestBadMarks(t *testing.T) {
	for _, text := range []string{
		"text 0 10 N3",                                       // no set
		"set a\nreport r\ntext 0 10 N9",                      // no such worth
		"set a\nreport r\ntext 0",                            // cut short
		"set a\nreport r\ntext 0 10 N3\npair 1 2 S",          // no second sentence
		"set a\nreport r\nsentence 0 10 N3",                  // no such kind of line
		"set a\ntext 0 1 N1\nset b\ntext 0 1 N1\npair 1 2 D", // of two sets
	} {
		name := filepath.Join(t.TempDir(), "marks.txt")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := load(name); !errors.Is(err, errMark) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The area is 1 where every wanted row is scored above every other, a half where nothing is told apart.
func TestArea(t *testing.T) {
	rows := []row{{Mark: "N3"}, {Mark: "N0"}, {Mark: "N2"}, {Mark: "F0"}}
	for _, x := range []struct {
		scores []float64
		want   float64
	}{{[]float64{4, 1, 3, 2}, 1}, {[]float64{1, 4, 2, 3}, 0}, {[]float64{1, 1, 1, 1}, 0.5}, {[]float64{4, 3, 2, 1}, 0.75}} {
		if got := area(rows, x.scores, wanted); got != x.want {
			t.Errorf("%v: %v, not %v", x.scores, got, x.want)
		}
	}
}
