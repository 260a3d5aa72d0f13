package eval

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"sitrep"
)

// pageCounts are one page's part in each sum.
type pageCounts struct {
	precision, recall float64
	empty             bool // no gold text: out of the means
	title, date       hits // gold is 1 when the page has one
}

// PageScore is how well the main text of web pages was extracted.
type PageScore struct {
	pages   []pageCounts
	missing int
}

// Pages scores what was extracted from pages against what people copied out, by the metric of the
// public article-extraction benchmark: precision and recall of runs of four words, averaged over
// pages, and the F1 of the two means. Titles must agree but for punctuation and case, dates by day.
// A report belongs to the page whose name its Input has.
func Pages(gold []PageGold, pred []*sitrep.Report) *PageScore {
	found := make(map[string]*sitrep.Report, len(pred))
	for _, p := range pred {
		found[pageName(p.Input)] = p
	}
	s := &PageScore{}
	for _, g := range gold {
		p, ok := found[g.Name]
		if !ok {
			s.missing++
			p = &sitrep.Report{}
		}
		s.pages = append(s.pages, scorePage(g, p))
	}
	return s
}

// pageName is a path's last part up to its last ".html".
func pageName(input string) string {
	name := path.Base(filepath.ToSlash(input))
	if i := strings.LastIndex(name, ".html"); i >= 0 {
		name = name[:i]
	}
	return name
}

func scorePage(g PageGold, p *sitrep.Report) pageCounts {
	var c pageCounts
	if g.Title != "" {
		c.title.gold = 1
		if plain(g.Title) == plain(p.Title) {
			c.title.hit = 1
		}
	}
	if g.Published != "" {
		c.date.gold = 1
		if head(g.Published, 10) == head(p.Published.String(), 10) {
			c.date.hit = 1
		}
	}
	want, wanted := shingles(g.Text)
	got, had := shingles(p.Text)
	if wanted == 0 {
		c.empty = true
		return c
	}
	hit := 0
	for run, n := range want {
		hit += min(n, got[run])
	}
	if had > 0 {
		c.precision = float64(hit) / float64(had)
	}
	c.recall = float64(hit) / float64(wanted)
	return c
}

// shingles counts the runs of four words of a text; a shorter text is one run.
func shingles(text string) (runs map[string]int, total int) {
	const n = 4
	words := wordsOf(text)
	runs = make(map[string]int, len(words))
	if len(words) == 0 {
		return runs, 0
	}
	total = max(1, len(words)-n+1)
	for i := range total {
		runs[strings.Join(words[i:min(i+n, len(words))], " ")]++
	}
	return runs, total
}

// plain drops punctuation, spaces and case.
func plain(s string) string {
	return lower(strings.Map(func(r rune) rune {
		if inWord(r) {
			return r
		}
		return -1
	}, s))
}

// means are precision, recall and their F1 over the pages drawn.
func (s *PageScore) means(drawn []int) (precision, recall, f1 float64) {
	n := 0
	for i, p := range s.pages {
		if p.empty {
			continue
		}
		n += drawn[i]
		precision += float64(drawn[i]) * p.precision
		recall += float64(drawn[i]) * p.recall
	}
	precision, recall = precision/float64(max(1, n)), recall/float64(max(1, n))
	return precision, recall, harmonic(precision, recall)
}

// labels counts titles and dates over the pages drawn.
func (s *PageScore) labels(drawn []int) (title, date hits) {
	for i, p := range s.pages {
		title.add(p.title, drawn[i])
		date.add(p.date, drawn[i])
	}
	return title, date
}

// Lines prints the counts and the means.
func (s *PageScore) Lines(int) []string {
	drawn, n := make([]int, len(s.pages)), 0
	for i, p := range s.pages {
		drawn[i] = 1
		if !p.empty {
			n++
		}
	}
	title, date := s.labels(drawn)
	p, r, f1 := s.means(drawn)
	return []string{
		fmt.Sprintf("pages %d missing %d titles %d/%d dates %d/%d", n, s.missing, title.hit, title.gold, date.hit, date.gold),
		fmt.Sprintf("precision %.3f recall %.3f F1 %.3f", p, r, f1),
	}
}

// Scores are the headline numbers; pages are resampled.
func (s *PageScore) Scores(seed uint64) Scores {
	names := []string{"f1", "precision", "recall", "titles", "dates"}
	return bootstrap(names, len(s.pages), seed, func(drawn []int) []float64 {
		p, r, f1 := s.means(drawn)
		title, date := s.labels(drawn)
		return []float64{f1, p, r, title.recall(), date.recall()}
	})
}
