package brief_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/loaded/desks"
)

func newDesk(t testing.TB) *desk.Desk {
	t.Helper()
	d, err := desks.Of(1)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// plain writes the brief of reports that are one story, in the plain form.
func plain(t testing.TB, d *desk.Desk, words int, reports ...*sitrep.Report) string {
	t.Helper()
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	b := c.Brief(c.Stories[0], words)
	var out bytes.Buffer
	if err := brief.WritePlain(&out, &b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSentences(t *testing.T) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	for _, block := range strings.Split(string(data), "\n== ")[1:] {
		name, rest, _ := strings.Cut(block, "\n")
		t.Run(name, func(t *testing.T) {
			head, rest, _ := strings.Cut(rest, "\n")
			day, title, _ := strings.Cut(head, " | ")
			published, err := sitrep.ParseStamp(day)
			if err != nil {
				t.Fatal(err)
			}
			r := &sitrep.Report{ID: "a", Title: title, Published: published, Language: "en"}
			var has, not []string
			for _, line := range strings.Split(rest, "\n") {
				if s, ok := strings.CutPrefix(line, "has: "); ok {
					has = append(has, s)
				} else if s, ok := strings.CutPrefix(line, "not: "); ok {
					not = append(not, s)
				} else {
					r.Text += line + "\n"
				}
			}
			got := plain(t, d, 0, r)
			for _, s := range has {
				if !strings.Contains(got, s) {
					t.Errorf("it lacks %q:\n%s", s, got)
				}
			}
			for _, s := range not {
				if strings.Contains(got, s) {
					t.Errorf("it holds %q:\n%s", s, got)
				}
			}
		})
	}
}

// The cap on the body holds for any number of words, and no sentence stands twice.
func TestWordsAndRepeats(t *testing.T) {
	d := newDesk(t)
	var reports []*sitrep.Report
	for i, text := range []string{
		"A ferry carrying 80 people sank off Lorn on Thursday, killing at least nine, the coast guard said. The owners, Marrow Lines, declined to comment. Divers from the mainland joined the search for the missing in the afternoon.",
		"At least nine people died when a ferry sank off Lorn on Thursday, according to the coast guard. The ferry was carrying 80 people. Transport minister Ines Calder condemned the owners for sailing in a storm.",
		"The coast guard said the death toll from the Lorn ferry had risen to 21 on Friday. Marrow Lines denied that the ferry had been overloaded. Relatives demanded an inquiry into the accident.",
	} {
		published, _ := sitrep.ParseStamp([]string{"2024-05-09T09:00:00Z", "2024-05-09T12:00:00Z", "2024-05-10T12:00:00Z"}[i])
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID("r" + string(rune('0'+i))), Title: "Ferry sinks off Lorn", Text: text, Published: published, Language: "en"})
	}
	for _, words := range []int{1, 15, 20, 40, 75, 190} {
		out := strings.Split(strings.TrimRight(plain(t, d, words, reports...), "\n"), "\n")
		body := out[len(out)-1]
		if n := len(strings.Fields(body)); n > words && !strings.HasPrefix(body, "- ") {
			t.Errorf("%d words were asked for, the body has %d: %s", words, n, body)
		}
		seen := map[string]bool{}
		for _, line := range out {
			for _, s := range strings.SplitAfter(strings.TrimPrefix(line, "- "), ". ") {
				s = strings.TrimRight(s, ". ")
				if s != "" && seen[s] {
					t.Errorf("with %d words, %q stands twice", words, s)
				}
				seen[s] = true
			}
		}
	}
}

// A count that came down is told as a correction weeks later too, whatever outlets go on to repeat.
func TestCorrectionStays(t *testing.T) {
	d := newDesk(t)
	var reports []*sitrep.Report
	for i, r := range []struct{ day, title, text string }{
		{"2024-08-20", "Lorn fire death toll reaches 115", "The death toll from the fire in Lorn has reached 115, Governor Ada Finch said on Tuesday."},
		{"2024-09-15", "Lorn fire toll lowered to 97", "The death toll of the Lorn fire was revised to 97 from 115 after tests helped to identify remains, Governor Ada Finch said."},
		{"2024-09-28", "Lorn schools reopen after fire", "Schools in Lorn have reopened after the fire that killed at least 115 people in August."},
		{"2024-10-02", "Lorn sues power company over fire", "Lorn has sued the power company over the fire, which killed at least 115 people. The company denied that its lines were the cause."},
		{"2024-10-12", "Remains raise Lorn fire toll to 99", "The death toll of the Lorn fire has risen to 99 after more remains were found, the police said on Saturday."},
	} {
		published, _ := sitrep.ParseStamp(r.day)
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID("r" + string(rune('0'+i))), Outlet: "Paper " + string(rune('A'+i)), Title: r.title, Text: r.text, Published: published, Language: "en"})
	}
	out := plain(t, d, 190, reports...)
	if !strings.Contains(out, "revised to 97 from 115") || !strings.Contains(out, "99") {
		t.Errorf("the correction is not told: %s", out)
	}
}

// A sentence that leans on the one before it may stand in a short body, but only right behind that one.
func TestFollowing(t *testing.T) {
	d := newDesk(t)
	const opening = "Transport minister Ines Calder told parliament that Marrow Lines had ignored two storm warnings, and signed an order before the night."
	const behind = "The order keeps the other ferries of the company in port until inspectors have seen them."
	var reports []*sitrep.Report
	for i, text := range []string{
		opening + " " + behind,
		"Relatives of the crew asked for an inquiry into the sinking.",
	} {
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID("r" + string(rune('0'+i))), Title: "Marrow Lines ferries ordered to stay in port", Text: text, Language: "en"})
	}
	stood := 0
	for words := 30; words < 75; words += 5 {
		out := plain(t, d, words, reports...)
		body := out[strings.LastIndex(strings.TrimRight(out, "\n"), "\n")+1:]
		if !strings.Contains(body, behind) {
			continue
		}
		stood++
		if !strings.Contains(body, opening+" "+behind) {
			t.Errorf("in %d words, nobody knows which order: %s", words, body)
		}
	}
	if stood == 0 {
		t.Error("it never stood")
	}
}

func BenchmarkShortBody(b *testing.B) {
	d := newDesk(b)
	var reports []*sitrep.Report
	for i, text := range []string{
		"Transport minister Ines Calder told parliament that Marrow Lines had ignored two storm warnings before its ferry sank off Lorn. She ordered the company to keep its other ferries in port.",
		"All ferries of Marrow Lines must stay in port until inspectors have seen them, the transport ministry ordered after the sinking off Lorn. Relatives of the crew demanded an inquiry.",
		"The order to keep Marrow Lines ferries in port came after inspectors found that the company had ignored storm warnings. The owners declined to comment.",
	} {
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID("r" + string(rune('0'+i))), Title: "Marrow Lines ferries ordered to stay in port", Text: text, Language: "en"})
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c.Brief(c.Stories[0], 75)
	}
}
