package desk_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
)

// endless are what a text may say again and again without end; NAME stands for another name each time.
var endless = map[string]string{
	"sayings":      "according to police, nine men died, he said, ",
	"said, said":   "Smith said Jones said ",
	"that, that":   "the minister said that the governor said that ",
	"felt that":    "Smith learned that Jones felt that ",
	"commas":       ", ",
	"stops":        ". ",
	"semicolons":   "nine died; he said; ",
	"colons":       "police: nine killed: ",
	"straight":     `" `,
	"open":         "“a ",
	"single":       "'a ",
	"alternate":    `"a 'b `,
	"asides":       `"yes", said he, `,
	"brackets":     "(a ",
	"numbers":      "9 killed, ",
	"toll":         "9 killed and 10 wounded in Homs, ",
	"scales":       "twenty thousand ",
	"points apart": "at 9. 25 they met and ",
	"names":        "John Smith, ",
	"and":          "and ",
	"pronouns":     "he ",
	"one word":     "a",
	"hyphens":      "a-",
	"denials":      "he denied he denied ",
	"reactions":    "condemned the attack and ",
	"citing":       "citing Reuters citing AFP ",
	"whom":         "the man who told the man who told ",
	"short":        "He said so. She denied it. ",
	"figures":      "Police said nine men died. ",
	"lines":        "Nine people were killed in Homs on Monday.\n\n",
	"a transcript": "MR. KELM: No.\n",
	"labels":       "MR. NAME: he said NAME denied it.\n",
	"signed":       "“Never again my friend.” — NAME NAME\n",
	"speakers":     "NAME NAME said nine men died. “We must stop it,” said NAME. “It is barbaric.” ",
	"groups":       "The NAME NAME Group (NAME) said so. ",
	"victims":      "NAME NAME, 30, died in NAME. ",
	"nicknames":    "NAME NAME, known as NAME, said so. ",
}

// TestEndless holds reading to its promise that any text costs its length: four times as much of the same takes no more than
// six times as long, where what grows with the square would take sixteen.
func TestEndless(t *testing.T) {
	size := 8 << 10
	switch {
	case *long:
		size = 256 << 10
	case testing.Short():
		size = 2 << 10
	}
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{english}, Registry: registry})
	if err != nil {
		t.Fatal(err)
	}
	for name, again := range endless {
		t.Run(name, func(t *testing.T) {
			linear(t, size, func(size int) time.Duration { return took(t, d, drawnOut(again, size)) })
		})
	}
	for _, name := range []string{"sayings", "figures", "short", "speakers", "open"} {
		t.Run("checked: "+name, func(t *testing.T) {
			linear(t, size, func(size int) time.Duration {
				c := opened(t, d, "At least 29 people were killed in Tarsk on Monday, the governor said. The minister denied it.")
				began := threadTime(t)
				c.Check(drawnOut(endless[name], size))
				return threadTime(t) - began
			})
		})
		if name == "speakers" {
			continue // grows with the square of up to 2,000 sentences, and no further
		}
		t.Run("told: "+name, func(t *testing.T) {
			linear(t, size, func(size int) time.Duration {
				c := opened(t, d, drawnOut(endless[name], size))
				began := threadTime(t)
				c.Brief(c.Stories[0], 0)
				return threadTime(t) - began
			})
		})
	}
}

// linear fails unless what takes some time for a size takes at most six times as long for four times the size.
func linear(t *testing.T, size int, at func(size int) time.Duration) {
	t.Helper()
	runtime.LockOSThread() // so that what others do on the machine is not counted
	defer runtime.UnlockOSThread()
	once := at(size)
	for try := 0; ; try++ {
		four := at(4 * size)
		if four < 6*once+20*time.Millisecond {
			return
		}
		if try == 2 {
			t.Fatalf("%d KB take %v, four times as much %v", size>>10, once, four)
		}
		once = max(once, at(size))
	}
}

// opened is a case of one report.
func opened(t *testing.T, d *desk.Desk, text string) *desk.Case {
	t.Helper()
	c, err := d.Open(t.Context(), []*sitrep.Report{{ID: "r", Title: "Nine men die in Homs", Text: text, Language: "en"}}, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// drawnOut says the same again and again, up to a size in bytes.
func drawnOut(again string, size int) string {
	var b strings.Builder
	syllables := strings.Fields("ba ko ri su te la mo ne du vi ga ze")
	n := 1
	for b.Len() < size {
		s := again
		for strings.Contains(s, "NAME") {
			n = n*48271%(1<<31-1) + 1
			name := syllables[n%12] + syllables[n/12%12] + syllables[n/144%12]
			s = strings.Replace(s, "NAME", strings.ToUpper(name[:1])+name[1:], 1)
		}
		b.WriteString(s)
	}
	return b.String()
}

// took is how much of the processor reading a text takes.
func took(t *testing.T, d *desk.Desk, text string) time.Duration {
	t.Helper()
	began := threadTime(t)
	if s := d.Read(&sitrep.Report{ID: "r", Text: text, Language: "en"}); s.Failed != nil {
		t.Fatal(s.Failed)
	}
	return threadTime(t) - began
}
