package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"sitrep"
)

// marked is what editors marked in one set of reports.
type marked struct {
	name      string // its place in the data's folder
	sentences map[sitrep.Citation]string
	pairs     [][2]sitrep.Citation
	same      []string // by pair
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
	var report sitrep.ReportID
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		kind, rest, _ := strings.Cut(s.Text(), " ")
		bad := fmt.Errorf("%s:%d: %w: %s", name, n, errMark, s.Text())
		switch kind {
		case "#":
		case "set":
			out = append(out, &marked{name: rest, sentences: map[sitrep.Citation]string{}})
		case "report":
			report = sitrep.ReportID(rest)
		case "text", "title":
			c := sitrep.Citation{Report: report, In: sitrep.InText}
			if kind == "title" {
				c.In = sitrep.InTitle
			}
			var mark, flags string
			if k, _ := fmt.Sscan(rest, &c.Start, &c.End, &mark, &flags); k < 3 || len(out) == 0 || mark != "-" && (len(mark) != 2 || mark[1] < '0' || mark[1] > '3') {
				return nil, bad
			}
			m := out[len(out)-1]
			m.sentences[c] = mark + flags
			all, sets = append(all, c), append(sets, m)
		case "pair":
			var a, b int
			var mark string
			if k, _ := fmt.Sscan(rest, &a, &b, &mark); k < 3 || min(a, b) < 1 || max(a, b) > len(all) || sets[a-1] != sets[b-1] {
				return nil, bad
			}
			m := sets[a-1]
			m.pairs, m.same = append(m.pairs, [2]sitrep.Citation{all[a-1], all[b-1]}), append(m.same, mark)
		default:
			return nil, bad
		}
	}
	return out, s.Err()
}
