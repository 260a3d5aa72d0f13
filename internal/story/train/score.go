package main

import (
	"fmt"

	"sitrep"
	"sitrep/internal/story/net"
)

// validate scores networks on what they were not trained on.
func validate(all []*set, o net.Options) error {
	err := report("trained on the other sets", all, func(s *set) *net.Net {
		var others []*set
		for _, x := range all {
			if x != s {
				others = append(others, x)
			}
		}
		return net.Learn(examples(others, everything), o)
	}, everything)
	if err != nil {
		return err
	}
	for n := range uint32(2) {
		other := net.Learn(examples(all, half(1-n)), o)
		title := fmt.Sprintf("half %d, trained on the other half", n+1)
		if err := report(title, all, func(*set) *net.Net { return other }, half(n)); err != nil {
			return err
		}
	}
	return nil
}

// report prints how well each set is grouped, counting the stories that take part.
func report(title string, all []*set, n func(*set) *net.Net, in which) error {
	fmt.Println(title)
	for _, s := range all {
		pred := map[sitrep.ReportID]string{}
		for _, st := range s.grouper(n(s)).Stories() {
			for _, id := range st.Articles {
				pred[id] = string(st.ID)
			}
		}
		for _, l := range []string{"", "en", "ru"} {
			gold := map[sitrep.ReportID]string{}
			for id, g := range s.gold {
				if language(g) == l && in(g) {
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
