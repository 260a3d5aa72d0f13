package story

import (
	"math"
	"slices"
	"strings"

	"sitrep/internal/text"
)

// In a war one town is struck day after day, each time in other words and by other hands. Told apart, every strike is a story of one report, and
// nobody sees the siege. So strikes, shellings and clashes at one town that follow each other within days are one story, a campaign;
// its incidents stay apart in it, as events. One strike, or two, make no campaign; nor does a country, for a war is not one story.

// waged are the kinds of event that armies do day after day, of those that happen again and again.
var waged = map[string]bool{
	"air strike": true, "ambush": true, "bombing": true, "chemical attack": true, "clashes": true, "drone strike": true, "massacre": true,
	"missile strike": true, "offensive": true, "shelling": true,
}

// town is the first name of a town in a report's head, the title before the text: one that stands after a word of place, as a name does inside a
// sentence, and that no country has. It is 0 when there is none.
func (b *builder) town(title, body *text.Doc) term {
	for _, d := range []*text.Doc{title, body} {
		if d == nil {
			continue
		}
		b.lexicon = b.lexiconOf(d.Language)
		h := headOf(d)
		for i := range h.Tokens {
			if !h.Language.Story.At.Has(h.Tokens[i].Lower) {
				continue
			}
			if at := b.townAfter(&h, i+1); at != 0 {
				return at
			}
		}
	}
	return 0
}

// townAfter is the first town among the words that begin no more than five words on.
func (b *builder) townAfter(d *text.Doc, i int) term {
	for stop := min(i+5, len(d.Tokens)); i < stop && d.Tokens[i].Kind == text.Word; i++ {
		t := &d.Tokens[i]
		if !capital(t) || !b.names.has(hash(t.Lower)) || d.Language.Story.Common[t.Lower] > 0 || dated(d, t.Lower) || strings.Contains(t.Lower, "'") {
			continue
		}
		if at := b.look(t.Lower); at.thing == 0 {
			return at.word
		}
	}
	return 0
}

// town is the one most of a matter's reports name, or 0.
func (m *matter) town() term {
	var most term
	for t, n := range m.towns {
		if n > m.towns[most] || n == m.towns[most] && t < most {
			most = t
		}
	}
	if m.towns[most]*2 < m.reports {
		return 0
	}
	return most
}

// campaigns joins the groups that tell of a war at one town, if they follow each other closely enough and are of days enough.
func campaigns(groups []*matter, c *rules) {
	at := make(map[term][]int)
	var towns []term
	for i, m := range groups {
		if m.into >= 0 || !m.timed() || !m.raid() || math.IsNaN(m.span.first) {
			continue
		}
		t := m.town()
		if t == 0 {
			continue
		}
		if at[t] == nil {
			towns = append(towns, t)
		}
		at[t] = append(at[t], i)
	}
	slices.Sort(towns)
	for _, t := range towns {
		here := at[t]
		slices.SortStableFunc(here, func(a, b int) int {
			switch x, y := groups[a].span.first, groups[b].span.first; {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return a - b
		})
		for from := 0; from < len(here); {
			last := groups[here[from]].span.last
			to := from + 1
			for ; to < len(here) && groups[here[to]].span.first-last <= c.Lull; to++ {
				last = max(last, groups[here[to]].span.last)
			}
			campaign(here[from:to], groups, c)
			from = to
		}
	}
}

// campaign joins groups that follow each other if they are of war, and of days enough.
func campaign(run []int, groups []*matter, c *rules) {
	days := make(map[int]bool)
	reports, wars := 0, 0
	for _, i := range run {
		for day := range groups[i].days {
			days[day] = true
		}
		reports += groups[i].reports
		wars += groups[i].wars
	}
	if len(run) < 2 || len(days) < c.Campaign || wars*2 < reports {
		return
	}
	largest := run[0]
	for _, i := range run[1:] {
		if groups[i].reports > groups[largest].reports {
			largest = i
		}
	}
	for _, i := range run {
		if i != largest {
			absorb(groups, largest, i)
		}
	}
}
