package alert_test

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/alert"
)

var noticeForm = regexp.MustCompile(`^(\S+)(?: in (\S+))?(?: (\w+) (\S+) → (\S+))?(?: by (.+))?$`)

// TestMatching holds the table in testdata/matching.txt.
func TestMatching(t *testing.T) {
	page, err := os.ReadFile("testdata/matching.txt")
	if err != nil {
		t.Fatal(err)
	}
	var a sitrep.Alert
	rows := 0
	for n, l := range strings.Split(string(page), "\n") {
		at := n + 1
		switch {
		case l == "" || l[0] == '#':
		case strings.HasPrefix(l, "alert:"):
			a = alertOf(t, strings.TrimPrefix(l, "alert:"))
		default:
			rows++
			verdict, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
			if verdict != "told" && verdict != "not" {
				t.Fatalf("line %d: %q", at, l)
			}
			notice := noticeOf(t, strings.TrimSpace(rest))
			if got := alert.Matches(&a, &notice); got != (verdict == "told") {
				t.Errorf("line %d: %s: told is %v, alert %+v", at, rest, got, a)
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d rows", rows)
	}
}

func alertOf(t *testing.T, s string) (a sitrep.Alert) {
	t.Helper()
	at := regexp.MustCompile(`(events|story|measure|least|actor|after|off)(=|$)`).FindAllStringSubmatchIndex(s, -1)
	for i, m := range at {
		end := len(s)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		value := strings.TrimSpace(s[m[1]:end])
		number, _ := strconv.ParseInt(value, 10, 64)
		switch s[m[2]:m[3]] {
		case "events":
			for _, k := range strings.Split(value, ",") {
				a.Kinds = append(a.Kinds, sitrep.NoticeKind(k))
			}
		case "story":
			a.Story = sitrep.StoryID(value)
		case "measure":
			a.Measure = sitrep.Measure(value)
		case "least":
			a.Least = number
		case "actor":
			a.Actor = value
		case "after":
			a.After = number
		case "off":
			a.Off = true
		}
	}
	return a
}

func noticeOf(t *testing.T, s string) sitrep.Notice {
	t.Helper()
	m := noticeForm.FindStringSubmatch(s)
	if m == nil {
		t.Fatalf("no notice: %q", s)
	}
	n := sitrep.Notice{ID: 7, Kind: sitrep.NoticeKind(m[1]), Story: sitrep.StoryID(m[2]), Measure: sitrep.Measure(m[3]), Claimant: m[6]}
	if m[3] != "" {
		n.Before, n.Value = boundsOf(m[4]), boundsOf(m[5])
	}
	return n
}

func boundsOf(s string) *sitrep.Bounds {
	switch s {
	case "-":
		return nil
	case "?":
		return &sitrep.Bounds{}
	}
	low, high, ranged := strings.Cut(s, "..")
	if !ranged {
		high = low
	}
	end := func(s string) sitrep.Bound {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return sitrep.Bound{}
		}
		return sitrep.Of(n)
	}
	return &sitrep.Bounds{Min: end(low), Max: end(high)}
}
