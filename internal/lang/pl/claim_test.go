package pl_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"sitrep"
)

// TestClaims reads testdata/claims.txt: a comment with the reason, the sentences, and a line for each claim
// expected, "> kind | speaker | cue | content | flags".
func TestClaims(t *testing.T) {
	const name = "testdata/claims.txt"
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d := reader(t)
	var out []string
	for _, block := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
		var head, want, got []string
		body := ""
		for _, line := range strings.Split(block, "\n") {
			switch line[0] {
			case '#':
				head = append(head, line)
			case '>':
				want = append(want, line)
			default:
				body = line
			}
		}
		sheet := d.Read(&sitrep.Report{ID: "r", Text: body, Language: "pl"})
		for i := range sheet.Claims {
			got = append(got, claimLine(body, &sheet.Claims[i]))
		}
		if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w && !*update {
			t.Errorf("%s\n%s\ngot\n%s\nwant\n%s", strings.Join(head, "\n"), body, g, w)
		}
		out = append(out, strings.Join(append(append(head, body), got...), "\n"))
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(out, "\n\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func claimLine(body string, c *sitrep.Claim) string {
	words := func(spans []sitrep.Span) string {
		var all []string
		for _, s := range spans {
			all = append(all, body[s.Start:s.End])
		}
		if len(all) == 0 {
			return "-"
		}
		return strings.Join(all, " … ")
	}
	speaker, flags := string(c.Speaker), string(c.SpeakerKind)
	if speaker == "" {
		speaker = "-"
	}
	if c.Hedged {
		flags += ", hedged"
	}
	if c.Via != "" {
		flags += ", via " + string(c.Via)
	}
	return fmt.Sprintf("> %s | %s | %s | %s | %s", c.Kind, speaker, words(c.Cue), words(c.Content), flags)
}
