package claim_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/text"
)

// example is a text of a fixture with what it is to be read as.
type example struct {
	name string
	line int
	text string
	want []string
}

// examples reads a fixture: texts parted by blank lines, each with its expectations in lines that begin
// with ">"; "#" begins a comment.
func examples(t *testing.T, name string) []example {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []example
	fresh := true
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "":
			fresh = true
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, ">"):
			out[len(out)-1].want = append(out[len(out)-1].want, strings.TrimSpace(line[1:]))
		case fresh:
			out = append(out, example{line: n, text: line})
			fresh = false
		default:
			out[len(out)-1].text += " " + line
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func english(t testing.TB) *lang.Language {
	t.Helper()
	l, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func reader(t testing.TB) *claim.Reader {
	t.Helper()
	r, err := loaded.Claims()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// plain is a name as it is compared: without an article in front, in lower case.
func plain(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, article := range []string{"the ", "a ", "an "} {
		name = strings.TrimPrefix(name, article)
	}
	return name
}

func TestReactions(t *testing.T) {
	l, r := english(t), reader(t)
	var all []example
	for _, name := range []string{"reactions", "reactions-hard", "reactions-more", "reactions-deeds", "reactions-doubles", "reactions-news"} {
		for _, e := range examples(t, "testdata/"+name+".txt") {
			e.name = fmt.Sprintf("%s line %d", name, e.line)
			all = append(all, e)
		}
	}
	for _, e := range all {
		t.Run(e.name, func(t *testing.T) {
			d := text.Parse(l, e.text)
			var got, want []string
			for _, c := range r.Find(d, actor.Find(nil, d, nil)) {
				if c.Kind != sitrep.Statement {
					got = append(got, fmt.Sprintf("%s | %s", c.Kind, plain(string(c.Speaker))))
				}
			}
			for _, w := range e.want {
				kind, who, _ := strings.Cut(w, "|")
				want = append(want, fmt.Sprintf("%s | %s", strings.TrimSpace(kind), plain(who)))
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s\n got %q\nwant %q", e.text, got, want)
			}
		})
	}
}
