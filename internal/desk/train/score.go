package main

import (
	"fmt"
	"slices"
	"sort"

	"sitrep/internal/wood"
)

// report scores forests on what they were not grown on.
func report(all *study) {
	sentences, pairs := all.Sentences, all.Pairs
	fifths := func(f func(grown func(row) bool, asked func(row) bool)) {
		for k := range 5 {
			f(func(r row) bool { return fifth(r) != k }, func(r row) bool { return fifth(r) == k })
		}
	}
	bySet := func(f func(grown func(row) bool, asked func(row) bool)) {
		var names []string
		for _, r := range sentences {
			if !slices.Contains(names, r.Set) {
				names = append(names, r.Set)
			}
		}
		for _, name := range names {
			f(func(r row) bool { return r.Set != name }, func(r row) bool { return r.Set == name })
		}
	}
	for _, way := range []struct {
		name  string
		parts func(func(grown, asked func(row) bool))
	}{{"other stories", fifths}, {"other sets", bySet}} {
		scores := make([]float64, len(sentences))
		way.parts(func(grown, asked func(row) bool) {
			f := wood.Learn(worths(sentences, grown), worthOptions)
			for i, r := range sentences {
				if asked(r) {
					scores[i] = f.Score(r.Inputs)
				}
			}
		})
		fmt.Printf("grown on %s, %d sentences: worth two or more %.3f, within a story %.3f; worth something %.3f, within a story %.3f\n", way.name, len(sentences),
			area(sentences, scores, wanted), within(sentences, scores, wanted), area(sentences, scores, useful), within(sentences, scores, useful))
		for _, k := range []struct {
			name string
			of   func(row) bool
		}{{"overtaken", overtaken}, {"colour", colour}, {"dangling", dangling}} {
			scores := make([]float64, len(sentences))
			way.parts(func(grown, asked func(row) bool) {
				f := wood.Learn(kinds(slices.DeleteFunc(slices.Clone(sentences), func(r row) bool { return !grown(r) }), k.of), worthOptions)
				for i, r := range sentences {
					if asked(r) {
						scores[i] = f.Score(r.Inputs)
					}
				}
			})
			fmt.Printf("  %s: %.3f\n", k.name, area(sentences, scores, k.of))
		}
		scores = make([]float64, len(pairs))
		way.parts(func(grown, asked func(row) bool) {
			f := wood.Learn(twices(pairs, grown), twiceOptions)
			for i, r := range pairs {
				if asked(r) {
					scores[i] = f.Score(r.Inputs)
				}
			}
		})
		ofPairs := scores
		scores = make([]float64, len(all.Courses))
		way.parts(func(grown, asked func(row) bool) {
			f := wood.Learn(redundants(all.Courses, grown), worthOptions)
			for i, r := range all.Courses {
				if asked(r) {
					scores[i] = f.Score(r.Inputs)
				}
			}
		})
		fmt.Printf("  %d sentences of briefs: redundant %.3f;", len(scores), area(all.Courses, scores, redundant))
		for _, least := range []float64{0.3, 0.35, 0.4, 0.5} {
			struck := map[string]int{}
			for i, r := range all.Courses {
				if scores[i] >= least {
					struck[r.Mark]++
				}
			}
			fmt.Printf(" from %.1f on %d, %d in part, %d not;", least, struck["r"], struck["p"], struck["n"]+struck["o"])
		}
		fmt.Println()
		scores = make([]float64, len(all.Courses))
		way.parts(func(grown, asked func(row) bool) {
			f := wood.Learn(kinds(slices.DeleteFunc(slices.Clone(all.Courses), func(r row) bool { return !grown(r) }), amiss), worthOptions)
			for i, r := range all.Courses {
				if asked(r) {
					scores[i] = f.Score(r.Inputs)
				}
			}
		})
		fmt.Printf("  out of place %.3f;", area(all.Courses, scores, amiss))
		for _, least := range []float64{0.25, 0.3, 0.35, 0.4, 0.45, 0.5} {
			struck := map[string]int{}
			for i, r := range all.Courses {
				if scores[i] >= least {
					struck[r.Mark]++
				}
			}
			fmt.Printf(" from %.2f on %d of another matter, %d dangling, %d worth nothing, %d repetitions, %d not;", least, struck["o"], struck["d"], struck["z"], struck["r"], struck["p"]+struck["n"])
		}
		fmt.Println()
		hit, false1, missed := 0, 0, 0
		for i, r := range pairs {
			switch same := ofPairs[i] >= 0.5; {
			case same && again(r.Mark):
				hit++
			case same:
				false1++
			case again(r.Mark):
				missed++
			}
		}
		fmt.Printf("  %d pairs: %.3f; from 0.5 on %d right, %d wrong, %d missed\n", len(pairs), area(pairs, ofPairs, func(r row) bool { return again(r.Mark) }), hit, false1, missed)
	}
}

func wanted(r row) bool { return r.Mark[1] >= '2' }
func useful(r row) bool { return r.Mark[1] >= '1' }

// area is how often of two rows, one of a kind and one not, the one of the kind is scored higher (the area under the ROC curve).
func area(rows []row, scores []float64, of func(row) bool) float64 {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return scores[order[i]] < scores[order[j]] })
	sum, yes := 0.0, 0.0
	for i := 0; i < len(order); {
		k := i
		for k < len(order) && scores[order[k]] == scores[order[i]] {
			k++
		}
		for _, x := range order[i:k] {
			if of(rows[x]) {
				sum += float64(i+k+1) / 2
				yes++
			}
		}
		i = k
	}
	return (sum - yes*(yes+1)/2) / (yes * (float64(len(rows)) - yes))
}

// within is the mean area over stories, larger ones counting more; those whose rows are all of one kind are passed over.
func within(rows []row, scores []float64, of func(row) bool) float64 {
	by, order := map[string][]int{}, []string(nil)
	for i, r := range rows {
		if by[r.Set+r.Story] == nil {
			order = append(order, r.Set+r.Story)
		}
		by[r.Set+r.Story] = append(by[r.Set+r.Story], i)
	}
	sum, n := 0.0, 0.0
	for _, name := range order {
		var part []row
		var s []float64
		yes := 0
		for _, i := range by[name] {
			part, s = append(part, rows[i]), append(s, scores[i])
			if of(rows[i]) {
				yes++
			}
		}
		if yes == 0 || yes == len(part) {
			continue
		}
		sum += float64(len(part)) * area(part, s, of)
		n += float64(len(part))
	}
	return sum / n
}
