package main

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sitrep"
)

// kurskOutput runs the program over the example story and returns what it prints.
func kurskOutput(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, complaint bytes.Buffer
	if code := run(context.Background(), args, strings.NewReader(""), &out, &complaint); code != exitDone {
		t.Fatalf("exit %d: %s", code, complaint.String())
	}
	return out.Bytes()
}

// TestKurskReactions holds who took which position in the examples.
func TestKurskReactions(t *testing.T) {
	var acts []sitrep.Claim
	dec := json.NewDecoder(bytes.NewReader(kurskOutput(t, "claims", "../../examples/kursk", "--format", "jsonl")))
	for dec.More() {
		var c sitrep.Claim
		if err := dec.Decode(&c); err != nil {
			t.Fatal(err)
		}
		acts = append(acts, c)
	}
	for _, want := range []struct {
		kind  sitrep.Act
		actor sitrep.ActorID
	}{
		{sitrep.Condemnation, "European Union"},
		{sitrep.Denial, "North Korea"},
		{sitrep.Confirmation, "North Korea"},
		{sitrep.NoComment, "Kremlin"},
		{sitrep.NoComment, "China"},
		{sitrep.NoComment, "Mission to the United Nations (Russia)"},
		{sitrep.Unreachable, "Mission to the United Nations (North Korea)"},
	} {
		if !slices.ContainsFunc(acts, func(c sitrep.Claim) bool { return c.Kind == want.kind && c.Actor == want.actor }) {
			t.Errorf("no %s by %s", want.kind, want.actor)
		}
	}
	// Not to know is neither to deny nor to confirm.
	for _, c := range acts {
		if (c.Kind == sitrep.Denial || c.Kind == sitrep.Confirmation) && (c.Actor == "China" || c.Actor == "Lin Jian" || c.Actor == "Kremlin") {
			t.Errorf("%s by %s in %s", c.Kind, c.Actor, c.Report)
		}
	}
}

// TestKurskOrigins holds that the copies of one agency's text are one account, and that there is one story.
func TestKurskOrigins(t *testing.T) {
	var stories []sitrep.Story
	dec := json.NewDecoder(bytes.NewReader(kurskOutput(t, "stories", "../../examples/kursk", "--format", "jsonl")))
	for dec.More() {
		var s sitrep.Story
		if err := dec.Decode(&s); err != nil {
			t.Fatal(err)
		}
		stories = append(stories, s)
	}
	if len(stories) != 1 {
		t.Fatalf("%d stories, want 1", len(stories))
	}
	for _, agency := range []string{"AP", "AFP", "Reuters"} {
		n, reports := 0, 0
		for _, o := range stories[0].Origins {
			if o.Name == agency {
				n++
				reports = len(o.Reports)
			}
		}
		if n != 1 || reports < 2 {
			t.Errorf("%s is %d accounts, the last of %d reports; want one of several", agency, n, reports)
		}
	}
}

// kurskBrief is the brief of the example story.
func kurskBrief(t *testing.T, flags ...string) sitrep.Brief {
	t.Helper()
	var all []sitrep.Brief
	if err := json.Unmarshal(kurskOutput(t, append([]string{"brief", "../../examples/kursk", "--format", "json"}, flags...)...), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 {
		t.Fatalf("%d briefs, want 1", len(all))
	}
	return all[0]
}

// TestKurskBrief holds what the brief of the examples must say first, and what it must never say.
func TestKurskBrief(t *testing.T) {
	b := kurskBrief(t)
	body := ""
	for _, u := range b.Body {
		body += u.Text + " "
	}
	if !strings.Contains(b.Headline.Text, "2,000") || len(b.Body) == 0 || !strings.Contains(b.Body[0].Text, "2,000") {
		t.Errorf("what stands is not told first: %q, %q", b.Headline.Text, body)
	}
	if !strings.Contains(body, "28 April 2025, North Korea confirmed") {
		t.Errorf("no word of the confirmation: %q", body)
	}
	if len(b.Points) < 2 || len(b.Points) > 3 {
		t.Errorf("%d points, want two or three: none repeats the paragraph", len(b.Points))
	}
	seen := map[string]bool{}
	for _, u := range append(append([]sitrep.Unit{b.Headline}, b.Points...), b.Body...) {
		if seen[u.Text] {
			t.Errorf("told twice: %q", u.Text)
		}
		seen[u.Text] = true
		low := strings.ToLower(u.Text)
		if strings.Contains(low, "over 1,100") || strings.Contains(low, "more than 1,100") || strings.Contains(low, "nearly 3,000") {
			t.Errorf("an outlet's wording for the claimant's: %q", u.Text)
		}
		if strings.Contains(low, "white house") && strings.Contains(low, "1,000") && !strings.Contains(low, "week") {
			t.Errorf("a week's count without its week: %q", u.Text)
		}
	}
}

// TestKurskBriefAsOf holds that a brief of a day knows nothing later.
func TestKurskBriefAsOf(t *testing.T) {
	b := kurskBrief(t, "--asof", "2024-12-24")
	for _, s := range b.Sources {
		if s.Published.String() > "2024-12-25" {
			t.Errorf("it cites a report of %s", s.Published)
		}
	}
	text, both := b.Headline.Text, 0
	for _, u := range append(append([]sitrep.Unit{}, b.Points...), b.Body...) {
		text += "\n" + u.Text
	}
	for _, later := range []string{"2025", "27 December", "2,700", "4,700", "6,000", " 2,000"} {
		if strings.Contains(text, later) {
			t.Errorf("it knows %q:\n%s", later, text)
		}
	}
	for _, number := range []string{"1,100", "3,000"} {
		if strings.Contains(text, number) {
			both++
		}
	}
	if both < 2 {
		t.Errorf("two positions stand, and it tells %d:\n%s", both, text)
	}
}

// TestKurskSilence holds that a silence is unknown only until it is broken, and that nobody is silent twice.
func TestKurskSilence(t *testing.T) {
	silent := func(b sitrep.Brief, words string) (n int) {
		for _, u := range b.Unknown {
			if strings.Contains(u.Text, words) {
				n++
			}
		}
		return n
	}
	before, now := kurskBrief(t, "--asof", "2025-01-30"), kurskBrief(t)
	const neither = "neither confirmed nor denied"
	if silent(before, neither) != 1 || silent(now, neither) != 0 {
		t.Errorf("North Korea had neither confirmed nor denied on 30 January 2025, and confirmed on 28 April: %d, %d", silent(before, neither), silent(now, neither))
	}
	for _, b := range []sitrep.Brief{before, now} {
		if n := silent(b, "Lin Jian"); n > 1 {
			t.Errorf("China's spokesman is listed %d times", n)
		}
	}
}
