package actor_test

import (
	"os"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
	"sitrep/internal/text"
)

// speakerCase is one report of a fixture of speakers.
type speakerCase struct {
	line            int
	headline, words string
	want            []string
}

// TestSpeakers refers the marked mentions of the fixtures; a floor is how many must come out right.
func TestSpeakers(t *testing.T) {
	l, r := english(t)
	for _, f := range []struct {
		file  string
		floor int
	}{
		{"speakers.txt", 224},
		{"speakers-hard.txt", 77},
		{"speakers-topics.txt", 87},
		{"speakers-fresh.txt", 76},
		{"speakers-last.txt", 29},
		{"speakers-described.txt", 39},
	} {
		t.Run(f.file, func(t *testing.T) {
			total, right := 0, 0
			for _, c := range speakerCases(t, f.file) {
				n, wrong := c.score(t, l, r)
				total, right = total+n, right+n-wrong
			}
			t.Logf("%d of %d", right, total)
			if right < f.floor {
				t.Errorf("%d of %d mentions right, want %d", right, total, f.floor)
			}
		})
	}
}

// score counts a report's marked mentions, and those of them referred to the wrong one.
func (c speakerCase) score(t *testing.T, l *lang.Language, r *actor.Registry) (marked, wrong int) {
	t.Helper()
	plain, spans := unmark(c.words)
	if len(spans) != len(c.want) {
		t.Fatalf("line %d: %d marks, %d expectations", c.line, len(spans), len(c.want))
	}
	title := text.New(l, &sitrep.Report{Title: c.headline}, sitrep.InTitle)
	body := text.Parse(l, plain)
	cast := actor.Find(r, body, title)
	for i, s := range spans {
		ref := cast.Resolve(body, body.TokenAt(s.Start), body.TokenAt(s.End-1)+1)
		if why := differs(ref, c.want[i]); why != "" {
			t.Logf("line %d: %q: %s", c.line, body.Slice(s), why)
			wrong++
		}
	}
	return len(spans), wrong
}

func english(t testing.TB) (*lang.Language, *actor.Registry) {
	t.Helper()
	l, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	r, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	return l, r
}

func speakerCases(t *testing.T, file string) []speakerCase {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []speakerCase
	var c speakerCase
	for n, line := range strings.Split(string(data)+"\n", "\n") {
		if headline, ok := strings.CutPrefix(line, "# headline: "); ok {
			c.headline = headline
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		if want, ok := strings.CutPrefix(line, "= "); ok {
			c.want = append(c.want, want)
			continue
		}
		if len(c.want) > 0 {
			out = append(out, c)
			c = speakerCase{}
		}
		if c.words == "" {
			c.line = n + 1
		}
		c.words = strings.TrimLeft(c.words+"\n"+line, "\n")
	}
	return out
}

// unmark takes the [[marks]] out of a text and says where they stood.
func unmark(s string) (string, []sitrep.Span) {
	var b strings.Builder
	var spans []sitrep.Span
	for {
		before, rest, ok := strings.Cut(s, "[[")
		b.WriteString(before)
		if !ok {
			return b.String(), spans
		}
		inside, after, _ := strings.Cut(rest, "]]")
		spans = append(spans, sitrep.Span{Start: b.Len(), End: b.Len() + len(inside)})
		b.WriteString(inside)
		s = after
	}
}

// differs says in what a reading is not what was wanted; names are compared without articles.
func differs(ref actor.Ref, want string) string {
	name, rest, _ := strings.Cut(want, " | ")
	if actor.Fold(string(ref.Name)) != actor.Fold(name) {
		return "got " + string(ref.Name) + ", want " + name
	}
	id, body := "", ""
	if i := strings.Index(rest, "body="); i >= 0 {
		body, rest = rest[i+5:], strings.TrimSpace(rest[:i])
	}
	if i := strings.Index(rest, "actor="); i >= 0 {
		id, rest = rest[i+6:], strings.TrimSpace(rest[:i])
	}
	switch {
	case id == "-" && ref.Actor != "":
		return "got actor " + string(ref.Actor) + ", want none"
	case id != "" && id != "-" && string(ref.Actor) != id:
		return "got actor " + string(ref.Actor) + ", want " + id
	case body != "" && string(ref.Body) != body:
		return "got body " + string(ref.Body) + ", want " + body
	case rest != "" && string(ref.Kind) != rest:
		return "got kind " + string(ref.Kind) + ", want " + rest
	}
	return ""
}
