package check_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
)

// mutation changes one thing in a sentence that the reports bear out; empty when the sentence has nothing
// of the kind.
type mutation struct {
	name   string
	change func(s string, c *desk.Case) string
	want   sitrep.Verdict
}

var (
	number   = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+\b|\b\d{2,4}\b`)
	dates    = regexp.MustCompile(`\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December)|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)[a-z.]* \d{1,2}`)
	modifier = regexp.MustCompile(`(?i)\b(at least|more than|about|around|nearly|over|approximately) (\d)`)
	measure  = regexp.MustCompile(`\b(killed or wounded|killed|wounded|injured|casualties|dead|rescued|missing)\b`)
	helping  = regexp.MustCompile(`\b(was|were|had|has|have|is|are) `)
	negative = regexp.MustCompile(`(?i)\b(not|never|no|none|neither|nor|without|n't)\b`)
	quoted   = regexp.MustCompile(`[“"]([^“”"]{12,})[”"]`)
	cited    = regexp.MustCompile(`(?:^|, )([A-Z][\w' ]+?) (?:said|put|told|announced)\b`)
)

var mutations = []mutation{
	{"number", func(s string, _ *desk.Case) string {
		for _, at := range number.FindAllStringIndex(s, -1) {
			inDate := false
			for _, d := range dates.FindAllStringIndex(s, -1) {
				inDate = inDate || at[0] < d[1] && d[0] < at[1]
			}
			n, err := strconv.Atoi(strings.ReplaceAll(s[at[0]:at[1]], ",", ""))
			if inDate || err != nil || n < 10 {
				continue
			}
			return s[:at[0]] + strconv.Itoa(n*3+17) + s[at[1]:]
		}
		return ""
	}, sitrep.Contradicted},
	{"modifier", func(s string, _ *desk.Case) string {
		at := modifier.FindStringSubmatchIndex(s)
		if at == nil {
			return ""
		}
		for _, d := range dates.FindAllStringIndex(s, -1) {
			if at[0] < d[1] && d[0] < at[1] {
				return ""
			}
		}
		to := map[string]string{"at least": "about", "more than": "nearly", "about": "more than", "around": "at least", "nearly": "more than", "over": "about", "approximately": "more than"}
		word := s[at[2]:at[3]]
		out := to[strings.ToLower(word)]
		if word[0] >= 'A' && word[0] <= 'Z' {
			out = strings.ToUpper(out[:1]) + out[1:]
		}
		return s[:at[2]] + out + s[at[3]:]
	}, sitrep.Misstated},
	{"measure", func(s string, _ *desk.Case) string {
		if !number.MatchString(s) {
			return ""
		}
		at := measure.FindStringIndex(s)
		if at == nil {
			return ""
		}
		to := map[string]string{"killed or wounded": "killed", "killed": "wounded", "wounded": "killed", "injured": "killed", "casualties": "deaths", "dead": "wounded", "rescued": "killed", "missing": "killed"}
		return s[:at[0]] + to[s[at[0]:at[1]]] + s[at[1]:]
	}, sitrep.Misstated},
	{"claimant", func(s string, c *desk.Case) string {
		at := cited.FindStringSubmatchIndex(s)
		if at == nil || !number.MatchString(s) {
			return ""
		}
		was := s[at[2]:at[3]]
		for _, name := range speakers(c) {
			if !strings.Contains(s, name) && !strings.Contains(name, was) && !strings.Contains(was, name) {
				return s[:at[2]] + name + s[at[3]:]
			}
		}
		return ""
	}, sitrep.Misattributed},
	{"negation", func(s string, _ *desk.Case) string {
		at := helping.FindStringIndex(s)
		if at == nil || negative.MatchString(s) || strings.ContainsAny(s, "“\"") {
			return ""
		}
		return s[:at[1]] + "not " + s[at[1]:]
	}, sitrep.Contradicted},
	{"quotation", func(s string, _ *desk.Case) string {
		at := quoted.FindStringSubmatchIndex(s)
		if at == nil {
			return ""
		}
		words := strings.Fields(s[at[2]:at[3]])
		if len(words) < 4 {
			return ""
		}
		words[len(words)/2] = "purple"
		return s[:at[2]] + strings.Join(words, " ") + s[at[3]:]
	}, sitrep.Misstated},
}

// speakers are those who give figures in a story and whom the registry or a name tells apart, in order.
func speakers(c *desk.Case) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range c.Stories {
		for _, r := range c.Readings(s) {
			for _, f := range r.Figures {
				name := string(f.Claimant)
				if f.ClaimantKind == sitrep.Named && f.Actor != "" && !seen[string(f.Actor)] && len(strings.Fields(name)) > 1 {
					seen[string(f.Actor)] = true
					out = append(out, name)
				}
			}
		}
	}
	return out
}

// base are sentences that the reports bear out by construction: those of the brief, and those of the reports
// themselves that no later figure has overtaken.
func base(c *desk.Case) []string {
	var out []string
	for _, s := range c.Stories[:min(len(c.Stories), 12)] {
		b := c.Brief(s, 400)
		for _, u := range append(append([]sitrep.Unit{b.Headline}, b.Points...), b.Body...) {
			if u.Text != "" {
				out = append(out, u.Text)
			}
		}
	}
	return out
}

// TestMutations checks the sentences of our own briefs, then each with one thing changed. The unchanged must
// be borne out, or be told as outdated; the changed must be caught.
func TestMutations(t *testing.T) {
	inputs := [][]*sitrep.Report{}
	if dir := os.Getenv("CHECK_INPUT"); dir != "" { // any folder of reports, to try it on others than ours
		inputs = append(inputs, readFolder(t, dir))
	} else {
		for _, name := range []string{"quake", "ferry", "trial", "kursk", "strike", "flood"} {
			inputs = append(inputs, readFixture(t, filepath.Join("testdata", name+".txt")).reports)
		}
	}
	whole, borne := 0, 0
	type score struct{ n, caught, right int }
	scores := make([]score, len(mutations))
	for _, reports := range inputs {
		c := open(t, reports, os.Getenv("CHECK_INPUT") == "")
		lines := base(c)
		var good []string
		for i, s := range c.Check(strings.Join(lines, "\n")).Sentences {
			whole++
			if s.Verdict == sitrep.Supported || s.Verdict == sitrep.Outdated {
				borne++
				if s.Verdict == sitrep.Supported {
					good = append(good, s.Sentence)
				}
				continue
			}
			t.Logf("%d: %s: %s\n%s", i, s.Verdict, s.Sentence, findings(s))
		}
		for k, m := range mutations {
			var changed []string
			for _, s := range good {
				if v := m.change(s, c); v != "" {
					changed = append(changed, v)
				}
			}
			for _, s := range c.Check(strings.Join(changed, "\n")).Sentences {
				scores[k].n++
				if s.Verdict != sitrep.Supported {
					scores[k].caught++
				}
				if s.Verdict == m.want {
					scores[k].right++
				} else {
					t.Logf("%s: %s, not %s: %s\n%s", m.name, s.Verdict, m.want, s.Sentence, findings(s))
				}
			}
		}
	}
	t.Logf("unchanged: %d of %d borne out", borne, whole)
	n, caught, right := 0, 0, 0
	for k, m := range mutations {
		t.Logf("%-10s %3d changed, %3d caught, %3d with the right verdict", m.name, scores[k].n, scores[k].caught, scores[k].right)
		n, caught, right = n+scores[k].n, caught+scores[k].caught, right+scores[k].right
	}
	t.Logf("all: %d changed, %d caught, %d with the right verdict", n, caught, right)
	if os.Getenv("CHECK_INPUT") != "" {
		return
	}
	if 100*borne < 95*whole || 100*caught < 95*n || 100*right < 90*n {
		t.Errorf("of %d unchanged sentences %d are borne out; of %d changed ones %d are caught, %d with the right verdict", whole, borne, n, caught, right)
	}
}
