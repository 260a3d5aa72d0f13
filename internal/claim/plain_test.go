package claim_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// plainSets are the files of plain news, with how many of their claims are read wholly right, and how many may be too many.
var plainSets = []struct {
	name         string
	right, extra int
}{{"plain.txt", 203, 8}, {"plain-open.txt", 33, 2}, {"plain-variants.txt", 67, 6}, {"plain-closed.txt", 33, 7}}

// formsRight is how many of the sentences TestForms makes are read right.
const formsRight = 190

// gold is a claim as plain news states it.
type gold struct{ kind, source, cue, content, speaker string }

// news is a text of plain news and its claims.
type news struct {
	report sitrep.Report
	want   []gold
}

func plainNews(t *testing.T, name string) []news {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var out []news
	for _, block := range strings.Split(strings.TrimSpace(string(data)), "\n\n")[1:] {
		lines := strings.Split(block, "\n")
		var n news
		if title, ok := strings.CutPrefix(lines[0], "# headline: "); ok {
			n.report.Title = title
		} else {
			n.report.Text = lines[0]
		}
		for _, line := range lines[1:] {
			fields := strings.Split(strings.TrimPrefix(line, "> "), "|")
			words := strings.Split(" "+strings.TrimSpace(fields[1])+" ", " / ")
			if len(fields) != 3 || len(words) < 2 {
				t.Fatalf("%s: %q", name, line)
			}
			words = append(words, "")
			if strings.TrimSpace(words[0]) == "-" {
				words[0] = ""
			}
			n.want = append(n.want, gold{strings.TrimSpace(fields[0]), words[0], words[1], strings.TrimSpace(words[2]), strings.TrimSpace(fields[2])})
		}
		out = append(out, n)
	}
	return out
}

// bare are the words of s that tell: no articles, no marks.
func bare(s string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if w = strings.Trim(w, " ,.:;+'\"“”‘’"); w != "" && !slices.Contains([]string{"the", "a", "an", "that", "mr"}, w) {
			out = append(out, w)
		}
	}
	return out
}

// near is how much two lots of words have in common: 1 for the same, 0 for nothing.
func near(a, b string) float64 {
	x, y := bare(a), bare(b)
	if len(x)+len(y) == 0 {
		return 1
	}
	common, rest := 0, slices.Clone(y)
	for _, w := range x {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			common++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

// right reports whether a claim is the one stated: four fifths of the words of its source and content, and its speaker
// with at most three words more, such as a title.
func (g *gold) right(d *text.Doc, c *sitrep.Claim) bool {
	kind, either := strings.CutSuffix(g.kind, "?")
	if string(c.Kind) != kind && !(either && c.Kind == sitrep.Statement) || near(g.source, joined(d, c.Source)) < 0.8 {
		return false
	}
	if g.cue != "*" && g.cue != ":" && near(g.cue, joined(d, c.Cue)) == 0 || g.content != "*" && near(g.content, joined(d, c.Content)) < 0.8 {
		return false
	}
	got, want := bare(string(c.Speaker)), bare(g.speaker)
	if g.speaker == "*" {
		return true
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			return false
		}
	}
	return len(got) <= len(want)+3 && (len(want) > 0 || len(got) == 0)
}

// TestPlain holds how many of the plainest sentences of news are read.
func TestPlain(t *testing.T) {
	for _, set := range plainSets {
		t.Run(set.name, func(t *testing.T) {
			right, all, extra, missed := readPlain(t, set.name)
			t.Logf("%d of %d claims right, %d too many", right, all, extra)
			if right < set.right || extra > set.extra {
				t.Errorf("%d of %d claims right, want %d; %d too many, want at most %d; not right:\n%s", right, all, set.right, extra, set.extra, strings.Join(missed, "\n"))
			}
		})
	}
}

// readPlain reads a file of plain news: how many of its claims are right, how many claims are too many, and which are not
// right.
func readPlain(t *testing.T, name string) (right, all, extra int, missed []string) {
	l, r := english(t), reader(t)
	for _, n := range plainNews(t, name) {
		d := text.Parse(l, n.report.Text)
		in := sitrep.InText
		if n.report.Title != "" {
			in = sitrep.InTitle
			d = text.New(l, &n.report, in)
		}
		var claims []sitrep.Claim
		if in == sitrep.InTitle {
			claims = r.Find(d, actor.Find(nil, nil, d))
		} else {
			claims = r.Find(d, actor.Find(nil, d, nil))
		}
		extra += max(0, len(claims)-len(n.want))
		for _, g := range n.want {
			all++
			at := slices.IndexFunc(claims, func(c sitrep.Claim) bool { return g.right(d, &c) })
			if at < 0 {
				missed = append(missed, fmt.Sprintf("%s%s: %v", n.report.Title, n.report.Text, g))
				continue
			}
			right++
			claims = slices.Delete(claims, at, at+1)
		}
		if len(n.want) == 0 && len(claims) > 0 {
			missed = append(missed, n.report.Text+": none")
		}
	}
	return right, all, extra, missed
}

// TestForms puts who speaks and what is said into each of the forms news has for it, and holds how many are read.
func TestForms(t *testing.T) {
	l, r := english(t), reader(t)
	who := [][2]string{
		{"Romanov Light, a Russian channel on Telegram,", "Romanov Light"},
		{"Okko Varga, the head of the rescue service,", "Okko Varga"},
		{"the Ministry of Emergency Situations", "the Ministry of Emergency Situations"},
		{"Tariq Malik, 41, a shopkeeper from Lahore,", "Tariq Malik"},
		{"Vesna Kos, who heads the union,", "Vesna Kos"},
		{"two security officials", "two security officials"},
		{"Bolivia's mining minister", "Bolivia's mining minister"},
		{"the mayor of Kherson, Roman Mrochko,", "Roman Mrochko"},
		{"health officials in Gaza", "health officials in Gaza"},
		{"an army officer who asked not to be named", "an army officer"},
		{"Judge Helen Marsh", "Helen Marsh"},
		{"the Duke of Wellington", "the Duke of Wellington"},
	}
	what := []string{"nine miners had been trapped underground", "the vaccine cut deaths by half", "prices rose 4.5% in May", "there was no danger to the public", "more than 300 soldiers had been killed"}
	forms := []string{ // W is who, w who without a last comma, C what with a capital
		"W said that c.", "W told reporters the next day that c.", "W claimed on December 13 that c.", "W said on 9 June c.", "W said in a post on Telegram that c.",
		"W yesterday said that c.", "C, W said.", "C, W told state television on Monday.", "C, said w.", `"C," W said late on Thursday.`, `"C," said w.`,
		"According to w, c.", "C, according to w.", "In a statement on Friday, W said c.", "Norland Radio, citing w, reported that c.", "C, Norland Radio reported, citing w.",
	}
	right, all := 0, 0
	var missed []string
	for i, f := range forms {
		for k, s := range who {
			c := what[(i+k)%len(what)]
			bareWho := strings.TrimSuffix(s[0], ",")
			text1 := f
			for _, p := range [][2]string{{"W", s[0]}, {"C", strings.ToUpper(c[:1]) + c[1:]}, {"w", bareWho}, {"c", c}} {
				text1 = fill(text1, p[0], p[1])
			}
			text1 = strings.ReplaceAll(strings.ToUpper(text1[:1])+text1[1:], ",,", ",")
			d := text.Parse(l, text1)
			g := gold{"statement?", bareWho, "*", c, s[1]}
			all++
			if slices.ContainsFunc(r.Find(d, actor.Find(nil, d, nil)), func(c sitrep.Claim) bool { return g.right(d, &c) }) {
				right++
			} else {
				missed = append(missed, text1)
			}
		}
	}
	t.Logf("%d of %d", right, all)
	if right < formsRight {
		t.Errorf("%d of %d right, want %d; not right:\n%s", right, all, formsRight, strings.Join(missed, "\n"))
	}
}

// fill puts words in the place of a letter that stands by itself.
func fill(form, letter, words string) string {
	fields := strings.Split(form, " ")
	for i, f := range fields {
		if core := strings.Trim(f, `".,`); core == letter {
			fields[i] = strings.Replace(f, letter, words, 1)
		}
	}
	return strings.Join(fields, " ")
}
