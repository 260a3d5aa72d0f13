package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"sitrep"
)

// marked is what editors marked in one set of reports.
type marked struct {
	name      string // its place in the data's folder
	sentences map[sitrep.Citation]string
	pairs     [][2]sitrep.Citation
	same      []string // by pair
	courses   [][]sitrep.Citation
	told      []string // by course, a letter a sentence
}

var errMark = errors.New("no mark")

// load reads a file of marks; how it is written, its head says.
func load(name string) ([]*marked, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []*marked
	var all []sitrep.Citation
	var sets []*marked // by sentence
	var m *marked      // the set at hand
	var report sitrep.ReportID
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		kind, rest, _ := strings.Cut(s.Text(), " ")
		bad := fmt.Errorf("%s:%d: %w: %s", name, n, errMark, s.Text())
		switch kind {
		case "#":
		case "set":
			n := slices.IndexFunc(out, func(m *marked) bool { return m.name == rest })
			if n < 0 {
				n = len(out)
				out = append(out, &marked{name: rest, sentences: map[sitrep.Citation]string{}})
			}
			m = out[n]
		case "report":
			report = sitrep.ReportID(rest)
		case "text", "title":
			c := sitrep.Citation{Report: report, In: sitrep.InText}
			if kind == "title" {
				c.In = sitrep.InTitle
			}
			var mark, flags string
			if k, _ := fmt.Sscan(rest, &c.Start, &c.End, &mark, &flags); k < 3 || m == nil || mark != "-" && (len(mark) != 2 || mark[1] < '0' || mark[1] > '3') {
				return nil, bad
			}
			m.sentences[c] = mark + flags
			all, sets = append(all, c), append(sets, m)
		case "pair":
			var a, b int
			var mark string
			if k, _ := fmt.Sscan(rest, &a, &b, &mark); k < 3 || min(a, b) < 1 || max(a, b) > len(all) || sets[a-1] != sets[b-1] {
				return nil, bad
			}
			in := sets[a-1]
			in.pairs, in.same = append(in.pairs, [2]sitrep.Citation{all[a-1], all[b-1]}), append(in.same, mark)
		case "course":
			var course []sitrep.Citation
			var told strings.Builder
			for _, word := range strings.Fields(rest) {
				var at int
				var letter string
				if k, _ := fmt.Sscanf(word, "%d%1s", &at, &letter); k < 2 || at < 1 || at > len(all) || sets[at-1] != m {
					return nil, bad
				}
				course = append(course, all[at-1])
				told.WriteString(letter)
			}
			m.courses, m.told = append(m.courses, course), append(m.told, told.String())
		default:
			return nil, bad
		}
	}
	return out, s.Err()
}
