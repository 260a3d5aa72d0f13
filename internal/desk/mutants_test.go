package desk_test

import (
	"fmt"
	"math/rand"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode"

	"sitrep"
	"sitrep/internal/support/audit"
)

// A mutant is a printed sentence with one thing in it made wrong. It keeps its citations.
type mutant struct {
	kind string
	text string
}

// floors are the parts of the mutants of a kind that must be refused.
var floors = map[string]float64{
	"number": 0.99, "name": 0.99, "quote": 0.99,
	"measure": 0.90, "modifier": 0.90, "claimant": 0.90, "negation": 0.90, "date": 0.90,
	"swap": 0.90, "cut": 0.90, "marks": 0.90,
}

// tally counts the mutants of each kind and who refuses them.
type tally struct{ made, gate, wide, free, audit map[string]int }

// refuseMutants changes every sentence of the briefs in all the ways a careless hand would, and the gate
// must refuse what comes out: with the sentence's own citations, and with the whole reports cited, where more
// names and numbers stand to be mistaken.
func refuseMutants(t *testing.T, list []written) {
	t.Helper()
	const most = 6000 // so that the test is done in seconds whatever the inputs
	r := rand.New(rand.NewSource(1))
	cases := mutants(list, r)
	r.Shuffle(len(cases), func(i, j int) { cases[i], cases[j] = cases[j], cases[i] })
	auditor := audit.New()
	n := tally{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	missed := map[string][]string{}
	for _, c := range cases[:min(most, len(cases))] {
		u := c.unit
		u.Text = c.text
		n.made[c.kind]++
		if c.from.gate.Pass(u) != nil {
			n.gate[c.kind]++
		} else {
			missed[c.kind] = append(missed[c.kind], fmt.Sprintf("%q from %q", c.text, c.unit.Text))
		}
		if c.from.gate.Reword(u) != nil {
			n.free[c.kind]++
		} else {
			missed[c.kind] = append(missed[c.kind], fmt.Sprintf("(of a free writer) %q from %q", c.text, c.unit.Text))
		}
		if len(auditor.Check(u, c.from.reports())) > 0 {
			n.audit[c.kind]++
		}
		u.Citations = wide(c.from, u.Citations)
		if c.from.gate.Pass(u) != nil {
			n.wide[c.kind]++
		} else {
			missed[c.kind] = append(missed[c.kind], fmt.Sprintf("(whole reports cited) %q from %q", c.text, c.unit.Text))
		}
	}
	kinds := map[string]bool{}
	for kind := range floors {
		kinds[kind] = true
	}
	for _, kind := range sorted(kinds) {
		of := float64(max(1, n.made[kind]))
		t.Logf("%-9s %5d mutants; refused by the gate %5.1f %%, with whole reports cited %5.1f %%, of a free writer %5.1f %%, by the audit alone %5.1f %%",
			kind, n.made[kind], 100*float64(n.gate[kind])/of, 100*float64(n.wide[kind])/of, 100*float64(n.free[kind])/of, 100*float64(n.audit[kind])/of)
		if n.made[kind] < 4 {
			t.Errorf("%s: only %d mutants: too few to tell", kind, n.made[kind])
		}
		if rate := float64(n.gate[kind]) / of; rate < floors[kind] {
			t.Errorf("%s: %.1f %% refused, the floor is %.0f %%", kind, 100*rate, 100*floors[kind])
		}
		if rate := float64(n.free[kind]) / of; rate < max(0.98, floors[kind]) {
			t.Errorf("%s: %.1f %% of a free writer's refused, the floor is 98 %%", kind, 100*rate)
		}
		if rate := float64(n.wide[kind]) / of; rate < 0.9 {
			t.Errorf("%s, whole reports cited: %.1f %% refused, the floor is 90 %%", kind, 100*rate)
		}
		for _, m := range missed[kind][:min(8, len(missed[kind]))] {
			t.Logf("  passed: %s", m)
		}
	}
}

// wide cites the whole texts that the citations lie in.
func wide(w *written, list []sitrep.Citation) []sitrep.Citation {
	var out []sitrep.Citation
	seen := map[sitrep.Citation]bool{}
	for _, c := range list {
		c.Span = sitrep.Span{End: len(w.gate.Readings[c.Report].Report.In(c.In))}
		if !seen[c] {
			seen[c] = true
			out = append(out, c)
		}
	}
	return out
}

type mutantOf struct {
	mutant
	from *written
	unit sitrep.Unit
}

func mutants(list []written, r *rand.Rand) []mutantOf {
	var out []mutantOf
	for i := range list {
		w := &list[i]
		cast := castOf(w)
		for _, u := range w.units() {
			for _, m := range mutate(u.Text, cast, r) {
				if m.text != u.Text {
					out = append(out, mutantOf{m, w, u})
				}
			}
		}
	}
	return out
}

// players are the names a story offers to be mistaken for one another.
type players struct{ names, claimants []string }

func castOf(w *written) players {
	names, claimants := map[string]bool{}, map[string]bool{}
	for _, r := range w.gate.Readings {
		for _, c := range r.Claims {
			if c.Speaker != "" && c.SpeakerKind != sitrep.Nobody && !strings.Contains(string(c.Speaker), "\n") {
				claimants[string(c.Speaker)] = true
			}
		}
		for _, f := range r.Figures {
			if f.Claimant != "" && !strings.Contains(string(f.Claimant), "\n") {
				claimants[string(f.Claimant)] = true
			}
		}
	}
	for _, u := range w.units() {
		for _, n := range nameRuns(u.Text) {
			names[n] = true
		}
	}
	return players{sorted(names), sorted(claimants)}
}

func sorted(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

var (
	digits  = regexp.MustCompile(`\b\d[\d,]*\b`)
	numeral = regexp.MustCompile(`(?i)\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|dozens|hundreds|thousands)\b`)
	run     = regexp.MustCompile(`\b[A-Z][\p{L}-]+(?: [A-Z][\p{L}-]+)*`)
	measure = regexp.MustCompile(`\b(killed|killing|kills|dead|died|deaths|death|wounded|injured|injuries|missing|casualties|losses|captured)\b`)
	bounded = regexp.MustCompile(`(?i)\b(about|around|some|roughly|approximately|nearly|almost|at least|more than|less than|fewer than|up to|over) (\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|dozens|hundreds|thousands)\b`)
	negated = regexp.MustCompile(`\b(?:not|never|no) `)
	verb    = regexp.MustCompile(`\b(was|were|is|are|has|have|had|will|would|could) `)
	quoted  = regexp.MustCompile(`[“"]([^”"“]+)[”"]`)
	inQuote = regexp.MustCompile(`\b[a-z]{4,}\b`)
	day     = regexp.MustCompile(`\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)( \d{4})?\b`)
	tail    = regexp.MustCompile(`,? (?:according to [^,.]+|[^,.]{3,40} (?:said|says|say)(?: on [^,.]+)?)\.?$`)
	lead    = regexp.MustCompile(`^[^,.“"]{3,60}? (?:said|says|say|denied|confirmed|reported|claimed)(?: on \d+ \w+ \d+)?(?: that)? `)
	weekday = regexp.MustCompile(`\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`)
)

var otherMeasure = map[string][]string{
	"killed": {"wounded", "missing"}, "killing": {"wounding", "injuring"}, "kills": {"injures", "wounds"}, "dead": {"injured", "missing"}, "died": {"vanished"},
	"deaths": {"casualties", "injuries"}, "death": {"injury", "casualty"}, "wounded": {"killed", "captured"}, "injured": {"killed", "dead"}, "injuries": {"deaths"},
	"missing": {"dead", "wounded"}, "casualties": {"deaths", "wounded"}, "losses": {"deaths"}, "captured": {"killed"},
}

var otherNumeral = map[string]string{
	"two": "three", "three": "five", "four": "six", "five": "four", "six": "eight", "seven": "nine", "eight": "seven", "nine": "ten", "ten": "nine", "eleven": "twelve",
	"twelve": "eleven", "twenty": "thirty", "thirty": "forty", "forty": "fifty", "fifty": "sixty", "hundred": "thousand", "thousand": "hundred", "million": "thousand",
	"dozens": "hundreds", "hundreds": "thousands", "thousands": "hundreds",
}

var bounds = []string{"about", "more than", "at least", "up to", "nearly", "less than"}

var weekdays = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// mutate makes the mutants of one sentence.
func mutate(s string, cast players, r *rand.Rand) []mutant {
	var out []mutant
	add := func(kind string, at []int, with string) {
		if s[at[0]:at[1]] != with {
			out = append(out, mutant{kind, s[:at[0]] + with + s[at[1]:]})
		}
	}
	dates := day.FindAllStringIndex(s, -1)
	inDate := func(at int) bool {
		for _, d := range dates {
			if d[0] <= at && at < d[1] {
				return true
			}
		}
		return false
	}
	for _, at := range digits.FindAllStringIndex(s, -1) {
		if !inDate(at[0]) {
			add("number", at, changed(s[at[0]:at[1]]))
			add("number", at, grown(s[at[0]:at[1]]))
		}
	}
	for _, at := range numeral.FindAllStringIndex(s, -1) {
		w := s[at[0]:at[1]]
		with := otherNumeral[strings.ToLower(w)]
		if unicode.IsUpper(rune(w[0])) {
			with = strings.ToUpper(with[:1]) + with[1:]
		}
		add("number", at, with)
	}
	for _, at := range nameIndex(s) {
		if with := pick(cast.names, s[at[0]:at[1]], r); with != "" {
			add("name", at, with)
		}
	}
	for _, at := range measure.FindAllStringIndex(s, -1) {
		for _, with := range otherMeasure[s[at[0]:at[1]]] {
			add("measure", at, with)
		}
	}
	taken := map[int]bool{}
	for _, at := range bounded.FindAllStringSubmatchIndex(s, -1) {
		taken[at[4]] = true
		old := strings.ToLower(s[at[2]:at[3]])
		for _, with := range bounds {
			if with != old && !synonyms(old, with) {
				add("modifier", at[2:4], with)
			}
		}
		add("modifier", []int{at[2], at[4]}, "")
	}
	for _, at := range digits.FindAllStringIndex(s, -1) {
		if !taken[at[0]] && !inDate(at[0]) && people(s[at[1]:]) {
			add("modifier", []int{at[0], at[0]}, bounds[r.Intn(len(bounds))]+" ")
		}
	}
	for _, c := range cast.claimants {
		at := strings.Index(s, c)
		if at < 0 || at > 0 && unicode.IsLetter(rune(s[at-1])) || at+len(c) < len(s) && unicode.IsLetter(rune(s[at+len(c)])) {
			continue
		}
		if with := pick(cast.claimants, c, r); with != "" {
			add("claimant", []int{at, at + len(c)}, with)
		}
	}
	for _, at := range negated.FindAllStringIndex(s, -1) {
		add("negation", at, "")
	}
	if at := verb.FindStringIndex(s); at != nil {
		add("negation", []int{at[1], at[1]}, "not ")
	}
	if at := strings.Index(s, " said "); at >= 0 {
		add("negation", []int{at, at + 6}, " did not say ")
	}
	for _, q := range quoted.FindAllStringSubmatchIndex(s, -1) {
		for _, at := range inQuote.FindAllStringIndex(s[q[2]:q[3]], 6) {
			add("quote", []int{q[2] + at[0], q[2] + at[1]}, "other")
		}
	}
	for _, at := range dates {
		old := s[at[0]:at[1]]
		layout := "2 January 2006"
		if len(strings.Fields(old)) == 2 {
			layout = "2 January"
		}
		if d, err := time.Parse(layout, old); err == nil {
			add("date", at, d.AddDate(0, 0, 1).Format(layout))
			add("date", at, d.AddDate(0, 0, -1).Format(layout))
		}
	}
	for _, at := range weekday.FindAllStringIndex(s, -1) {
		for i, w := range weekdays {
			if w == s[at[0]:at[1]] {
				add("date", at, weekdays[(i+1)%7])
			}
		}
	}
	return append(out, turned(s)...)
}

// turned makes the mutants in which nothing is new: two names or two numbers change places, who says so
// is cut off, quotation marks go.
func turned(s string) []mutant {
	var out []mutant
	swap := func(list [][]int) {
		for i := 1; i < len(list); i++ {
			a, b := list[i-1], list[i]
			if s[a[0]:a[1]] != s[b[0]:b[1]] && !strings.Contains(s[a[1]:b[0]], "(") {
				out = append(out, mutant{"swap", s[:a[0]] + s[b[0]:b[1]] + s[a[1]:b[0]] + s[a[0]:a[1]] + s[b[1]:]})
			}
		}
	}
	swap(nameIndex(s))
	var numbers [][]int
	for _, at := range digits.FindAllStringIndex(s, -1) {
		if !day.MatchString(s[max(0, at[0]-3):]) || at[0] == 0 {
			numbers = append(numbers, at)
		}
	}
	swap(numbers)
	for _, at := range tail.FindAllStringIndex(s, -1) {
		out = append(out, mutant{"cut", s[:at[0]] + "."})
	}
	for _, at := range lead.FindAllStringIndex(s, -1) {
		if rest := s[at[1]:]; len(strings.Fields(rest)) > 3 {
			out = append(out, mutant{"cut", strings.ToUpper(rest[:1]) + rest[1:]})
		}
	}
	if quoted.MatchString(s) {
		out = append(out, mutant{"marks", strings.NewReplacer("\"", "", "“", "", "”", "").Replace(s)})
	}
	return out
}

// synonyms reports whether two bounds say the same.
func synonyms(a, b string) bool {
	same := map[string]string{"around": "about", "some": "about", "roughly": "about", "approximately": "about", "almost": "nearly", "over": "more than", "fewer than": "less than"}
	if s := same[a]; s != "" {
		a = s
	}
	return a == b
}

// people reports whether a number is followed by a word, so that it counts something.
func people(rest string) bool {
	return len(rest) > 2 && rest[0] == ' ' && unicode.IsLower(rune(rest[1]))
}

// changed is a number with its first digit changed, grown one with a digit more.
func changed(n string) string {
	first := n[0] + 1
	if first > '9' {
		first = '1'
	}
	return string(first) + n[1:]
}

func grown(n string) string { return n + "0" }

func nameRuns(s string) []string {
	var out []string
	for _, at := range nameIndex(s) {
		out = append(out, s[at[0]:at[1]])
	}
	return out
}

// nameIndex finds the runs of capitals in a sentence that is not all capitals, its first word left out.
func nameIndex(s string) [][]int {
	var out [][]int
	for _, at := range run.FindAllStringIndex(s, -1) {
		w := s[at[0]:at[1]]
		if at[0] < 2 || len(w) < 4 || weekday.MatchString(w) || day.MatchString("1 "+w) || strings.HasPrefix(w, "The ") {
			continue
		}
		out = append(out, at)
	}
	return out
}

// pick chooses a name that shares no word with the old one.
func pick(list []string, old string, r *rand.Rand) string {
	for range 8 {
		if len(list) == 0 {
			return ""
		}
		with := list[r.Intn(len(list))]
		shared := false
		for _, a := range strings.Fields(strings.ToLower(old)) {
			for _, b := range strings.Fields(strings.ToLower(with)) {
				shared = shared || strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
			}
		}
		if !shared {
			return with
		}
	}
	return ""
}
