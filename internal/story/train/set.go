package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
	"sitrep/internal/story"
	"sitrep/internal/text"
	"sitrep/internal/wood"
)

// set is an annotated grouping.
type set struct {
	name    string
	reports []story.Report
	gold    map[sitrep.ReportID]string
	pairs   []pair
}

// pair is two reports whose stories are known.
type pair struct {
	a, b   string // stories
	inputs []float32
}

func load(dir, name string) (*set, error) {
	s := &set{name: name, gold: map[sitrep.ReportID]string{}}
	english, err := en.New()
	if err != nil {
		return nil, err
	}
	err = lines(filepath.Join(dir, name+"-reports.jsonl"), func(line []byte) error {
		r := &sitrep.Report{}
		if err := json.Unmarshal(line, r); err != nil {
			return err
		}
		l := &lang.None
		if strings.HasPrefix(r.Language, "en") {
			l = english
		}
		s.reports = append(s.reports, story.Report{Report: r, Body: text.New(l, r, sitrep.InText), Title: text.New(l, r, sitrep.InTitle)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.SliceStable(s.reports, func(i, j int) bool { return earlier(s.reports[i].Published, s.reports[j].Published) })
	gold := filepath.Join(dir, name+"-gold.jsonl")
	if _, err := os.Stat(gold); errors.Is(err, fs.ErrNotExist) {
		gold = filepath.Join(dir, name+"-silver.jsonl")
	}
	err = lines(gold, func(line []byte) error {
		var row struct {
			ID    sitrep.ReportID   `json:"id"`
			IDs   []sitrep.ReportID `json:"ids"`
			Story string            `json:"story"`
		}
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		if row.ID != "" {
			row.IDs = append(row.IDs, row.ID)
		}
		for _, id := range row.IDs {
			s.gold[id] = row.Story
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.grouper(nil).Pairs(func(a, b sitrep.ReportID, inputs []float32) {
		x, y := s.gold[a], s.gold[b]
		if x != "" && y != "" && language(x) == language(y) {
			s.pairs = append(s.pairs, pair{x, y, inputs})
		}
	})
	return s, nil
}

// earlier orders as the desk does: undated reports come last.
func earlier(a, b sitrep.Stamp) bool {
	if a.IsZero() != b.IsZero() {
		return b.IsZero()
	}
	return a.End().Before(b.End())
}

func (s *set) grouper(j story.Judge) *story.Grouper {
	g := story.New(story.Options{Judge: j})
	for _, r := range s.reports {
		g.Add(r)
	}
	return g
}

// language is the one a story's name begins with ("ru-sports-012"), if its set has several.
func language(story string) string {
	for _, l := range []string{"en", "ru"} {
		if strings.HasPrefix(story, l+"-") {
			return l
		}
	}
	return ""
}

// which says whether a story takes part.
type which func(story string) bool

func everything(string) bool { return true }

// quarters is how many parts a set's stories are divided into.
const quarters = 4

// quarter is the part a story is in; look-alikes, which share a number, are not parted.
func quarter(story string) int {
	h := fnv.New32a()
	h.Write([]byte(strings.TrimSuffix(story, "plus")))
	return int(h.Sum32() >> 8 % quarters)
}

// without takes the stories of all quarters but two.
func without(a, b int) which {
	return func(story string) bool { q := quarter(story); return q != a && q != b }
}

// mass is the weight of a set's pairs in all, heaviest that of a pair. Of the pairs of two stories about shown are shown in each
// set; they weigh the more.
const mass, heaviest, shown = 40000, 6, 15000

// examples are the pairs whose stories both take part.
func examples(sets []*set, in which) []wood.Example {
	var out []wood.Example
	for _, s := range sets {
		count, apart := map[string]int{}, map[string]int{}
		for _, p := range s.pairs {
			if in(p.a) && in(p.b) {
				count[language(p.a)]++
				if p.a != p.b {
					apart[language(p.a)]++
				}
			}
		}
		met := map[string]int{}
		for _, p := range s.pairs {
			if !in(p.a) || !in(p.b) {
				continue
			}
			l := language(p.a)
			weight := min(heaviest, mass/float64(count[l]))
			if p.a != p.b {
				step := max(1, apart[l]/shown)
				met[l]++
				if met[l]%step != 0 {
					continue
				}
				weight *= float64(step)
			}
			out = append(out, wood.Example{Inputs: p.inputs, Same: p.a == p.b, Weight: weight})
		}
	}
	return out
}

func lines(name string, each func([]byte) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<26)
	for n := 1; in.Scan(); n++ {
		if len(in.Bytes()) == 0 {
			continue
		}
		if err := each(in.Bytes()); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	return in.Err()
}
