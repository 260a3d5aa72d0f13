// Train grows the forests by which a brief judges sentences, and pairs of them, from editors' marks:
//
//	go run ./internal/desk/train -data DIR
//
// DIR holds the sets that the marks name. With -check forests are grown on four fifths of the stories and scored on the fifth, in turn, and then
// on all sets but one and scored on that. With -without PREFIX the forests are grown without the sets whose names begin so, for trying them on those. The same data give
// the same forests.
package main

import (
	"context"
	"encoding/gob"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
	"sitrep/internal/wood"
)

func main() {
	data := flag.String("data", "", "folder of the sets")
	file := flag.String("marks", "internal/desk/train/marks.txt", "the marks")
	out := flag.String("out", "internal/brief/data", "folder where the forests go")
	check := flag.Bool("check", false, "score forests grown on other stories, and on other sets, instead")
	without := flag.String("without", "", "sets to leave out, by how their names begin")
	incidents := flag.Bool("link", false, "grow the ledger's forest from incidents instead, into internal/ledger/data")
	said := flag.Bool("acts", false, "grow the forest that says what is an act of saying instead, into internal/claim/data")
	keep := flag.String("keep", "", "file in which what was measured is kept, and taken up from; for trying things out")
	flag.Parse()
	if *incidents {
		if err := link(*data, "internal/desk/train/incidents.txt", "internal/ledger/data/link.wood", *check); err != nil {
			fmt.Fprintln(os.Stderr, "train:", err)
			os.Exit(1)
		}
		return
	}
	if *said {
		if err := acts(*data, "internal/desk/train/acts.txt", *keep, "internal/claim/data", *check); err != nil {
			fmt.Fprintln(os.Stderr, "train:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*data, *file, *keep, *out, *without, *check); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// worthOptions and twiceOptions are how the forests are grown.
var (
	worthOptions = wood.Options{Trees: 200, Depth: 4, Rate: 0.05, Rows: 0.6, Inputs: 0.4, Least: 8, Ridge: 5, Seed: 1}
	twiceOptions = wood.Options{Trees: 200, Depth: 4, Rate: 0.05, Rows: 0.6, Inputs: 0.4, Least: 6, Ridge: 5, Seed: 1}
)

// row is a sentence or a pair with its mark.
type row struct {
	Set, Story string
	Reports    int // of its story
	Inputs     []float32
	Mark       string
}

func run(data, file, keep, out, without string, check bool) error {
	all, err := measured(data, file, keep)
	if err != nil {
		return err
	}
	leave := func(r row) bool { return without != "" && strings.HasPrefix(r.Set, without) }
	sentences, pairs := slices.DeleteFunc(all.Sentences, leave), slices.DeleteFunc(all.Pairs, leave)
	if check {
		report(all)
		return nil
	}
	if err := write(filepath.Join(out, "worth.wood"), wood.Learn(worths(sentences, everything), worthOptions)); err != nil {
		return err
	}
	for name, of := range map[string]func(row) bool{"overtaken.wood": overtaken, "colour.wood": colour, "dangling.wood": dangling} {
		if err := write(filepath.Join(out, name), wood.Learn(kinds(sentences, of), worthOptions)); err != nil {
			return err
		}
	}
	courses := slices.DeleteFunc(all.Courses, leave)
	if err := write(filepath.Join(out, "redundant.wood"), wood.Learn(redundants(courses, everything), worthOptions)); err != nil {
		return err
	}
	if err := write(filepath.Join(out, "amiss.wood"), wood.Learn(kinds(courses, amiss), worthOptions)); err != nil {
		return err
	}
	return write(filepath.Join(out, "twice.wood"), wood.Learn(twices(pairs, everything), twiceOptions))
}

func write(name string, f *wood.Forest) error {
	w, err := os.Create(name)
	if err != nil {
		return err
	}
	defer w.Close()
	return f.Write(w)
}

// study is what was measured of all that is marked.
type study struct{ Sentences, Pairs, Courses []row }

// measured measures what is marked, or takes it up from the file in which it is kept.
func measured(data, file, keep string) (*study, error) {
	all := &study{}
	if f, err := os.Open(keep); err == nil {
		defer f.Close()
		return all, gob.NewDecoder(f).Decode(all)
	}
	marks, err := load(file)
	if err != nil {
		return nil, err
	}
	for _, m := range marks {
		if err := m.measure(data, all); err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
	}
	if keep == "" {
		return all, nil
	}
	f, err := os.Create(keep)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return all, gob.NewEncoder(f).Encode(all)
}

// newDesk is a desk that reads English, as it comes.
func newDesk() (*desk.Desk, error) {
	english, registry, err := reading()
	if err != nil {
		return nil, err
	}
	return desk.New(desk.Options{Languages: []*lang.Language{english}, Registry: registry, Workers: runtime.GOMAXPROCS(0)})
}

// reading is what English is read with.
func reading() (*lang.Language, *actor.Registry, error) {
	english, err := en.New()
	if err != nil {
		return nil, nil, err
	}
	registry, err := actor.Default()
	return english, registry, err
}

// read takes a set's reports through every step, and counts them.
func read(from string) (*desk.Case, int, error) {
	var reports []*sitrep.Report
	seen := map[sitrep.ReportID]bool{}
	err := intake.Read(context.Background(), []string{from}, intake.Options{Detect: lang.Detect}, func(r *sitrep.Report) error {
		if !seen[r.ID] {
			seen[r.ID] = true
			reports = append(reports, r)
		}
		return nil
	}, func(p intake.Problem) { fmt.Fprintln(os.Stderr, p.Error()) })
	if err != nil {
		return nil, 0, err
	}
	d, err := newDesk()
	if err != nil {
		return nil, 0, err
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{})
	return c, len(reports), err
}

// measure reads a set's reports as a brief's are, and measures what was marked.
func (m *marked) measure(data string, all *study) error {
	c, reports, err := read(filepath.Join(data, m.name))
	if err != nil {
		return err
	}
	at := map[sitrep.ReportID]bool{}
	for cite := range m.sentences {
		at[cite.Report] = true
	}
	found := 0
	for _, s := range c.Stories {
		hit := false
		for _, id := range s.Articles {
			hit = hit || at[id]
		}
		if !hit {
			continue
		}
		c.Study(s, func(cite sitrep.Citation, in []float32) {
			if mark := m.sentences[cite]; mark != "" && mark != "-" {
				all.Sentences = append(all.Sentences, row{m.name, string(s.ID), len(s.Articles), append([]float32(nil), in...), mark})
				found++
			}
		}, m.pairs, func(n int, in []float32) {
			all.Pairs = append(all.Pairs, row{m.name, string(s.ID), len(s.Articles), in, m.same[n]})
		})
		of := func(course []sitrep.Citation) bool { return slices.Contains(s.Articles, course[0].Report) }
		c.StudyCourses(s, m.courses, of, func(n, k int, in []float32) {
			all.Courses = append(all.Courses, row{m.name, string(s.ID), len(s.Articles), in, m.told[n][k : k+1]})
		})
	}
	fmt.Fprintf(os.Stderr, "%s: %d reports, %d marked sentences measured\n", m.name, reports, found)
	return nil
}

// worth is what a mark says a sentence is worth, 0 to 1: what is overtaken, can't be understood alone or is false then is worth less.
func worth(mark string) float64 {
	v := [...]float64{0, 0.25, 0.7, 1}[mark[1]-'0']
	if strings.ContainsAny(mark[2:], "odf") {
		v *= 0.4
	}
	return v
}

func everything(row) bool { return true }

// worths are the examples of sentences' worth: each twice, as one that is wanted and as one that isn't, by its worth.
func worths(rows []row, of func(row) bool) []wood.Example {
	var out []wood.Example
	for _, r := range rows {
		if of(r) {
			v := worth(r.Mark)
			out = append(out, wood.Example{Inputs: r.Inputs, Same: true, Weight: v}, wood.Example{Inputs: r.Inputs, Weight: 1 - v})
		}
	}
	return out
}

// overtaken reports whether a mark says that a sentence is outdated at its story's end; dangling, that it can't be understood alone, or is false then; colour, that it is a scene, furniture or off
// the matter.
func overtaken(r row) bool { return strings.Contains(r.Mark[2:], "o") }
func dangling(r row) bool  { return strings.ContainsAny(r.Mark[2:], "df") }
func colour(r row) bool    { return strings.Contains("CFO", r.Mark[:1]) }

// kinds are the examples of sentences of a kind and of others.
func kinds(rows []row, of func(row) bool) []wood.Example {
	out := make([]wood.Example, len(rows))
	for i, r := range rows {
		out[i] = wood.Example{Inputs: r.Inputs, Same: of(r), Weight: 1}
	}
	return out
}

func twices(rows []row, of func(row) bool) []wood.Example {
	var out []wood.Example
	for _, r := range rows {
		if of(r) {
			out = append(out, wood.Example{Inputs: r.Inputs, Same: again(r.Mark), Weight: 1})
		}
	}
	return out
}

// redundant reports whether a sentence's mark says that those told before it leave nothing of it.
func redundant(r row) bool { return r.Mark == "r" }

// amiss reports whether a sentence's mark says that it is out of place: of another matter than its brief's, not to be understood there, or of no worth.
func amiss(r row) bool { return strings.Contains("odz", r.Mark) }

// redundants are the examples of sentences that say nothing new and of others; of one that adds a little to what was told, an editor strikes half.
func redundants(rows []row, of func(row) bool) []wood.Example {
	var out []wood.Example
	for _, r := range rows {
		in := r.Inputs[:min(len(r.Inputs), brief.RedundantInputs)]
		switch {
		case !of(r):
		case r.Mark == "p":
			out = append(out, wood.Example{Inputs: in, Same: true, Weight: 0.5}, wood.Example{Inputs: in, Weight: 0.5})
		default:
			out = append(out, wood.Example{Inputs: in, Same: redundant(r), Weight: 1})
		}
	}
	return out
}

// again reports whether a pair's mark says that a brief must not have both.
func again(mark string) bool { return mark == "S" || mark == "U" }

// fifth is the part of the stories that a row belongs to.
func fifth(r row) int {
	h := fnv.New32a()
	h.Write([]byte(r.Set + r.Story))
	return int(h.Sum32()>>3) % 5
}
