package ledger

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// group is who is counted, in a form that different words for the same people share.
type group struct {
	class  string // "soldiers", "people", "miners"; empty when only a nation is named
	nation string
	more   string // what else narrows it: "special", "of the 810th brigade"
}

// key is the group in words: "soldiers (north korea)".
func (g group) key() string {
	s := g.class
	if g.more != "" {
		s = g.more + " " + s
	}
	if g.nation != "" {
		s += " (" + g.nation + ")"
	}
	return strings.TrimSpace(s)
}

// people is the group when none is named.
const people = "people"

// mainShare is the share of the named groups that one must have for figures of nobody in
// particular to be read as its.
const mainShare = 2.0 / 3

// nameGroups says of whom each row counts. "Troops" alone are those of the one nation whose
// soldiers the story counts, and so is a nation alone ("North Koreans"); nobody in particular are
// the story's main group, or people.
func (b *book) nameGroups() {
	groups := make([]group, len(b.rows))
	cache := map[sitrep.Words]group{}
	tally := map[group]int{}
	total := 0
	for i, x := range b.rows {
		g, ok := cache[x.Group]
		if !ok {
			g = b.group(string(x.Group))
			cache[x.Group] = g
		}
		if g.class == "others" {
			g = group{}
		}
		groups[i] = g
		if g != (group{}) && !x.Implicit && !x.Subset {
			tally[g]++
			total++
		}
	}
	byClass, byNation, top := map[string]map[string]int{}, map[string]map[string]int{}, ""
	all := map[string]int{}
	for g, n := range tally {
		if g.nation != "" && g.class != "" && g.more == "" {
			add(byClass, g.class, g.nation, n)
			add(byNation, g.nation, g.class, n)
		}
	}
	settle := func(g group) string {
		if g.class != "" && g.nation == "" && g.more == "" && g.class != people {
			g.nation = ruling(byClass[g.class])
		}
		if g.class == "" && g.nation != "" {
			if g.class = ruling(byNation[g.nation]); g.class == "" {
				g.class = people
			}
		}
		return g.key()
	}
	for g, n := range tally {
		all[settle(g)] += n
	}
	if top = most(all); top == "" || float64(all[top]) < mainShare*float64(total) {
		top = people
	}
	for i, x := range b.rows {
		if x.group = settle(groups[i]); x.group == "" {
			x.group = top
		}
	}
	b.nameOfGroups()
	for i, x := range b.rows { // a part of nobody in particular is a part of its total's people
		if x.total != nil && groups[i] == (group{}) {
			x.group = x.total.group
		}
	}
}

func add(into map[string]map[string]int, a, b string, n int) {
	if into[a] == nil {
		into[a] = map[string]int{}
	}
	into[a][b] += n
}

// ruling is the one that has most of a count by far, or "".
func ruling(count map[string]int) string {
	total := 0
	for _, n := range count {
		total += n
	}
	best := most(count)
	if float64(count[best]) < mainShare*float64(total) {
		return ""
	}
	return best
}

// group reads a noun phrase for people.
func (b *book) group(words string) group {
	var g group
	fields := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return strings.ContainsRune(" \t\n,\"“”()", r) })
	var rest []string
	for i := 0; i < len(fields); {
		if n, nation := b.nation(fields[i:]); n > 0 {
			if g.nation == "" {
				g.nation = nation
			} else if g.nation != nation {
				rest = append(rest, nation)
			}
			i += n
			continue
		}
		if !b.words.Empty.Has(fields[i]) {
			rest = append(rest, possessed(fields[i]))
		}
		i++
	}
	if len(rest) == 0 {
		return g
	}
	for i := range rest { // the longest ending that is a noun for people: "military personnel"
		if class, ok := b.words.Groups[strings.Join(rest[i:], " ")]; ok {
			if g.class = class; class == people {
				rest = slices.DeleteFunc(rest[:i], b.befell)
				i = len(rest)
			}
			g.more = strings.Join(rest[:i], " ")
			return g
		}
	}
	last := len(rest) - 1
	if n := rest[last]; len(n) > 3 && !strings.HasSuffix(n, "ss") {
		rest[last] = strings.TrimSuffix(n, "s")
	}
	g.class = strings.Join(rest, " ")
	return g
}

// befell reports whether a word before those counted only says what befell them, which the measure says too: "missing people", "flood
// victims".
func (b *book) befell(word string) bool {
	if b.in.Language == nil {
		return false
	}
	if b.in.Language.Figure.Words[word].Parts&(lang.Done|lang.Being|lang.Cause) != 0 {
		return true
	}
	n, _ := b.in.Language.Story.Events.Match(func(i int) string {
		if i == 0 {
			return word
		}
		return ""
	}, 0)
	return n > 0
}

// nation finds a country's name, people or capital at the beginning of some words.
func (b *book) nation(fields []string) (n int, nation string) {
	for n = min(4, len(fields)); n > 0; n-- {
		words := strings.Join(fields[:n], " ")
		if c, ok := b.countries[possessed(words)]; ok {
			return n, strings.ToLower(c.Name)
		}
	}
	return 0, ""
}

// possessed is a word without its possessive ending.
func possessed(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// nameOfGroups notes the commonest words for each group in the story.
func (b *book) nameOfGroups() {
	count := map[string]map[string]int{}
	for _, x := range b.rows {
		if x.Group != "" && !x.Implicit {
			add(count, x.group, strings.Join(strings.Fields(string(x.Group)), " "), 1)
		}
	}
	b.groupName = map[string]string{}
	for key, words := range count {
		b.groupName[key] = most(words)
	}
}
