package claim_test

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// TestTurns holds transcripts: each turn is its label's, over all its paragraphs; and what only looks like one.
func TestTurns(t *testing.T) {
	l, r := english(t), reader(t)
	for _, c := range []struct {
		name, text string
		want       []string // speaker, how many paragraphs, how the turn begins
	}{
		{"a briefing", "MR. KELM: Good morning. Ada Kelm here.\n\nWe count at least 40 dead.\n\nQ Is that all?\n\nMR. KELM: We don't know.",
			[]string{"Ada Kelm 2 Good morning", "Q 1 Is that all", "Ada Kelm 1 We don't"}},
		{"lines without a gap", "MODERATOR: Welcome, all.\nSECRETARY BRANDT: Thank you.\nMODERATOR: Go ahead.",
			[]string{"MODERATOR 1 Welcome, all", "BRANDT 1 Thank you", "MODERATOR 1 Go ahead"}},
		{"an office is not whom it speaks of", "THE PRESIDENT: President Jonas Vey called me.\n\nQ What did he say?\n\nTHE PRESIDENT: Nothing new.",
			[]string{"THE PRESIDENT 1 President Jonas", "Q 1 What did", "THE PRESIDENT 1 Nothing new"}},
		{"how he is heard stands in brackets", "MS. ORR (by telephone): Can you hear me?\n\nQ Yes.", []string{"ORR 1 Can you", "Q 1 Yes."}},
		{"an interview in small letters", "Maria Lund: Did you see it?\n\nPeter Holm: I saw it.\n\nMaria Lund: And then?\n\nPeter Holm: I ran.",
			[]string{"Maria Lund 1 Did you", "Peter Holm 1 I saw", "Maria Lund 1 And then", "Peter Holm 1 I ran"}},
		{"a court's questions and answers", "Cross-examination of Ada Molin by Mr. Vey.\n\nQ. Did you see the fire?\n\nA. No. I came later.\n\nQ. How much later?\n\nA. A day.",
			[]string{"Q. 1 Did you", "Ada Molin 1 No.", "Q. 1 How much", "Ada Molin 1 A day"}},
		{"an editor's links", "ALSO READ: Ferry sinks\n\nThe rain went on.\n\nALSO READ: Bridge closed", nil},
		{"a table of votes", "Maria Lund: 1,204.\n\nPeter Holm: 1,107.\n\nMaria Lund: 1,300.\n\nPeter Holm: 1,001.", nil},
		{"an article begins a line", "A fire broke out.\n\nA man was hurt.\n\nA woman called for help.", nil},
		{"facts by label", "DEAD: 40 people\n\nMISSING: 12 people\n\nPLACE: Tarsk", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := text.Parse(l, c.text)
			var got []string
			for _, f := range r.Find(d, actor.Find(nil, d, nil)) {
				if len(f.Source) == 0 || f.Source[0].Start > 0 && d.Text[f.Source[0].Start-1] != '\n' {
					continue
				}
				if mark := d.Slice(f.Cue[0]); mark != ":" && mark != "Q" && mark != "Q." && mark != "A." {
					continue
				}
				got = append(got, fmt.Sprintf("%s %d %s", f.Speaker, len(f.Content), d.Slice(f.Content[0])))
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], c.want[i]) {
					t.Errorf("got %q, want %q", got[i], c.want[i])
				}
			}
		})
	}
	t.Run("who says I in a turn is whoever the label names", func(t *testing.T) {
		d := text.Parse(l, "MR. KELM: I condemn the raid.\n\nQ Why?\n\nMR. KELM: We believe that it was planned.")
		n := 0
		for _, f := range r.Find(d, actor.Find(nil, d, nil)) {
			if s := d.Slice(f.Cue[0]); s == "condemn" || s == "believe" {
				if n++; !strings.HasSuffix(string(f.Speaker), "KELM") {
					t.Errorf("%q is %q's", s, f.Speaker)
				}
			}
		}
		if n != 2 {
			t.Errorf("%d of 2 acts found", n)
		}
	})
}
