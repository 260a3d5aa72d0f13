package main

import (
	"fmt"
	"sync"

	"sitrep"
	"sitrep/internal/story"
	"sitrep/internal/wood"
)

// judge is a forest's.
func judge(f *wood.Forest) story.Judge {
	return func(_, _ sitrep.ReportID, inputs []float32) float64 { return f.Score(inputs) }
}

// validate scores forests on what they were not grown on.
func validate(all []*set, o wood.Options) error {
	crossed := cross(all, o)
	if err := report("grown on other stories", all, func(s *set) story.Judge { return crossed(s) }); err != nil {
		return err
	}
	return report("grown on the other sets", all, func(s *set) story.Judge {
		var others []*set
		for _, x := range all {
			if x != s {
				others = append(others, x)
			}
		}
		return judge(wood.Learn(examples(others, everything), o))
	})
}

// cross grows a forest for each two quarters, on the stories of the others, and has it judge the pairs between those two. A
// report without a story counts to the quarter of the other.
func cross(all []*set, o wood.Options) func(*set) story.Judge {
	var forests [quarters][quarters]*wood.Forest
	var grown sync.WaitGroup
	turn := make(chan bool, 2)
	for a := range quarters {
		for b := a; b < quarters; b++ {
			grown.Go(func() {
				turn <- true
				forests[a][b] = wood.Learn(examples(all, without(a, b)), o)
				<-turn
			})
		}
	}
	grown.Wait()
	return func(s *set) story.Judge {
		return func(x, y sitrep.ReportID, inputs []float32) float64 {
			a, b := s.gold[x], s.gold[y]
			if a == "" {
				a = b
			}
			if b == "" {
				b = a
			}
			p, q := quarter(a), quarter(b)
			return forests[min(p, q)][max(p, q)].Score(inputs)
		}
	}
}

// report prints how well each set is grouped.
func report(title string, all []*set, j func(*set) story.Judge) error {
	fmt.Println(title)
	for _, s := range all {
		pred := map[sitrep.ReportID]string{}
		for _, st := range s.grouper(j(s)).Stories() {
			for _, id := range st.Articles {
				pred[id] = string(st.ID)
			}
		}
		for _, l := range []string{"", "en", "ru"} {
			gold := map[sitrep.ReportID]string{}
			for id, g := range s.gold {
				if language(g) == l {
					gold[id] = g
				}
			}
			if len(gold) > 0 {
				p, r := bcubed(pred, gold)
				fmt.Printf("  %-12s %-2s  P %.3f  R %.3f  F1 %.3f\n", s.name, l, p, r, 2*p*r/(p+r))
			}
		}
	}
	return nil
}

// bcubed is BCubed precision and recall (Bagga and Baldwin 1998).
func bcubed(pred, gold map[sitrep.ReportID]string) (p, r float64) {
	type cell struct{ pred, gold string }
	cells, preds, golds := map[cell]float64{}, map[string]float64{}, map[string]float64{}
	for id, g := range gold {
		cells[cell{pred[id], g}]++
		preds[pred[id]]++
		golds[g]++
	}
	n := float64(len(gold))
	for c, v := range cells {
		p += v * v / preds[c.pred] / n
		r += v * v / golds[c.gold] / n
	}
	return p, r
}
