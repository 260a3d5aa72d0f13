package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/text"
	"sitrep/internal/wood"
)

// actOptions are how the forest of acts is grown.
var actOptions = wood.Options{Trees: 80, Depth: 4, Rate: 0.1, Rows: 0.7, Inputs: 0.4, Least: 4, Ridge: 5, Seed: 1}

// cue is where the cue of an act begins, and which kind the act was read as when it was marked, where that was noted.
type cue struct {
	report sitrep.ReportID
	in     sitrep.Field
	at     int
	kind   sitrep.Act
}

// actMark is an act as it was marked, and what was measured of it.
type actMark struct {
	cue
	set    string
	words  []string
	act    bool
	inputs []float32
}

func (m *actMark) fold() int { return fifth(row{Set: m.set, Story: string(m.report)}) }

// acts grows the forests that say whether what was read is an act, one of statements and one of reactions, or scores ones grown on other reports.
func acts(data, file, keep, out string, check bool) error {
	all, err := measuredActs(data, file)
	if err != nil {
		return err
	}
	for _, name := range []string{"acts", "reactions"} {
		marks := slices.DeleteFunc(slices.Clone(all), func(m *actMark) bool { return (m.kind == sitrep.Statement) != (name == "acts") })
		if check {
			fmt.Printf("%s: ", name)
			if err := scoreActs(marks, keep, name); err != nil {
				return err
			}
			continue
		}
		if err := writeWords(filepath.Join(out, name+".words"), wordsOf(marks)); err != nil {
			return err
		}
		if err := write(filepath.Join(out, name+".wood"), wood.Learn(actExamples(marks), actOptions)); err != nil {
			return err
		}
	}
	return nil
}

// wordsOf counts the marks of each word.
func wordsOf(marks []*actMark) map[string]claim.Marks {
	out := map[string]claim.Marks{}
	for _, m := range marks {
		m.addTo(out)
	}
	return out
}

// addTo adds a mark to those of its words.
func (m *actMark) addTo(words map[string]claim.Marks) {
	for _, word := range m.words {
		of := words[word]
		of.All++
		if m.act {
			of.Acts++
		}
		words[word] = of
	}
}

// measures are those of a mark beside the marks of its words, but for some of them.
func (m *actMark) measures(words, less map[string]claim.Marks) []float32 {
	out := slices.Clone(m.inputs)
	for _, word := range m.words {
		all, less := words[word], less[word]
		of := claim.Marks{Acts: all.Acts - less.Acts, All: all.All - less.All}.Measures()
		out = append(out, of[:]...)
	}
	return out
}

// actExamples are marks with all that is measured of them, of their words what other reports' marks say: what a forest meets is mostly
// words of other reports.
func actExamples(marks []*actMark) []wood.Example {
	words, own := wordsOf(marks), map[sitrep.ReportID]map[string]claim.Marks{}
	for _, m := range marks {
		if own[m.report] == nil {
			own[m.report] = map[string]claim.Marks{}
		}
		m.addTo(own[m.report])
	}
	out := make([]wood.Example, len(marks))
	for i, m := range marks {
		out[i] = wood.Example{Inputs: m.measures(words, own[m.report]), Same: m.act, Weight: 1}
	}
	return out
}

// writeWords writes the marks of words, those of two and more.
func writeWords(name string, words map[string]claim.Marks) error {
	var b strings.Builder
	for _, word := range slices.Sorted(maps.Keys(words)) {
		if m := words[word]; m.All > 1 {
			fmt.Fprintln(&b, word, m.Acts, m.All)
		}
	}
	return os.WriteFile(name, []byte(b.String()), 0o644)
}

// loadActs reads a file of marks on acts; how it is written, its head says.
func loadActs(name string) (map[string]map[cue]bool, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]map[cue]bool{}
	var set map[cue]bool
	var report sitrep.ReportID
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		kind, rest, _ := strings.Cut(s.Text(), " ")
		switch kind {
		case "#":
		case "set":
			set = map[cue]bool{}
			out[rest] = set
		case "report":
			report = sitrep.ReportID(rest)
		case "text", "title":
			at := cue{report: report, in: sitrep.InText}
			if kind == "title" {
				at.in = sitrep.InTitle
			}
			var letter string
			if k, _ := fmt.Sscan(rest, &at.at, &letter, &at.kind); k < 2 || set == nil || letter != "a" && letter != "x" {
				return nil, fmt.Errorf("%s:%d: %w: %s", name, n, errMark, s.Text())
			}
			set[at] = letter == "a"
		default:
			return nil, fmt.Errorf("%s:%d: %w: %s", name, n, errMark, s.Text())
		}
	}
	return out, s.Err()
}

// measuredActs reads the reports of which acts are marked, and measures those.
func measuredActs(data, file string) ([]*actMark, error) {
	sets, err := loadActs(file)
	if err != nil {
		return nil, err
	}
	english, registry, err := reading()
	if err != nil {
		return nil, err
	}
	reader, err := claim.NewReader()
	if err != nil {
		return nil, err
	}
	var out []*actMark
	for name, marks := range sets {
		of := map[sitrep.ReportID]bool{}
		for c := range marks {
			of[c.report] = true
		}
		err := intake.Read(context.Background(), []string{filepath.Join(data, name)}, intake.Options{Detect: lang.Detect}, func(r *sitrep.Report) error {
			if !of[r.ID] {
				return nil
			}
			delete(of, r.ID) // once
			body, title := text.New(english, r, sitrep.InText), text.New(english, r, sitrep.InTitle)
			cast := actor.Find(registry, body, title)
			defer cast.Done()
			for _, d := range []*text.Doc{title, body} {
				reader.Study(d, func(at int, kind sitrep.Act, words []string, inputs []float32) {
					c := cue{r.ID, d.In, at, kind}
					act, marked := marks[c]
					if !marked {
						c.kind = ""
						act, marked = marks[c]
					}
					if marked {
						out = append(out, &actMark{cue{r.ID, d.In, at, kind}, name, words, act, slices.Clone(inputs)})
						delete(marks, c) // a second act of one cue is not the one that was marked
					}
				})
			}
			return nil
		}, func(p intake.Problem) { fmt.Fprintln(os.Stderr, p.Error()) })
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(os.Stderr, "%s: %d marks of what is read no more\n", name, len(marks))
	}
	slices.SortFunc(out, func(a, b *actMark) int {
		return cmp.Or(strings.Compare(a.set, b.set), strings.Compare(string(a.report), string(b.report)), strings.Compare(string(a.in), string(b.in)), a.at-b.at, strings.Compare(string(a.kind), string(b.kind)))
	})
	return out, nil
}

// scoreActs prints how forests judge acts of reports they were not grown on: the area under the curve, what goes and how much of it is
// none at several thresholds, and how many of those of a likelihood are acts.
// Where keep names a file, each act goes into one of that name and its forest's, with its mark and likelihood.
func scoreActs(marks []*actMark, keep, name string) error {
	type judged struct {
		*actMark
		p float64
	}
	var all []judged
	for part := range folds {
		others := slices.DeleteFunc(slices.Clone(marks), func(m *actMark) bool { return m.fold() == part })
		f, words := wood.Learn(actExamples(others), actOptions), wordsOf(others)
		for _, m := range marks {
			if m.fold() == part {
				all = append(all, judged{m, f.Score(m.measures(words, nil))})
			}
		}
	}
	none := 0
	for _, j := range all {
		if !j.act {
			none++
		}
	}
	area := func(score func(judged) float64, of func(judged) bool) float64 {
		list := slices.DeleteFunc(slices.Clone(all), func(j judged) bool { return !of(j) })
		slices.SortFunc(list, func(a, b judged) int { return cmp.Compare(score(a), score(b)) })
		below, sum, acts := 0, 0, 0
		for _, j := range list {
			if j.act {
				sum += below
				acts++
			} else {
				below++
			}
		}
		return float64(sum) / float64(max(1, below*acts))
	}
	every := func(judged) bool { return true }
	forest := func(j judged) float64 { return j.p }
	now := func(j judged) float64 { return float64(j.inputs[0]) }
	fmt.Printf("%d acts, %d none; area under the curve %.3f, of the model's confidence %.3f\n", len(all), none, area(forest, every), area(now, every))
	for set := range map[string]bool{"stream": true, "wikinews": true, "lookalike": true, "running": true, "syria": true} {
		fmt.Printf("  %-10s %.3f\n", set, area(forest, func(j judged) bool { return strings.Contains(j.set, set) }))
	}
	fmt.Println("below  go  none  of none  of acts")
	for _, least := range []float64{0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6} {
		goes, right := 0, 0
		for _, j := range all {
			if j.p < least {
				goes++
				if !j.act {
					right++
				}
			}
		}
		fmt.Printf("%.2f %5d %.3f %.3f %.4f\n", least, goes, float64(right)/float64(max(1, goes)), float64(right)/float64(none), float64(goes-right)/float64(len(all)-none))
	}
	for name, score := range map[string]func(judged) float64{"forest": forest, "model": now, "lower": func(j judged) float64 { return min(forest(j), now(j)) }} {
		var n, acts [10]float64
		loss := 0.0
		for _, j := range all {
			b := min(int(score(j)*10), 9)
			n[b]++
			y := 0.0
			if j.act {
				acts[b]++
				y = 1
			}
			loss += (score(j) - y) * (score(j) - y)
		}
		fmt.Printf("%s: Brier %.4f; of those likely ", name, loss/float64(len(all)))
		for b := range n {
			if n[b] > 0 {
				fmt.Printf(".%d: %.2f of %.0f  ", b, acts[b]/n[b], n[b])
			}
		}
		fmt.Println()
	}
	if keep == "" {
		return nil
	}
	var b strings.Builder
	for _, j := range all {
		fmt.Fprintf(&b, "%s %s %s %d %v %.3f %.3f %s\n", j.set, j.report, j.in, j.at, j.act, j.p, j.inputs[0], j.words[0])
	}
	return os.WriteFile(keep+"."+name, []byte(b.String()), 0o644)
}
