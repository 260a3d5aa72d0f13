// Train grows the forest that judges pairs of reports to annotated groupings:
//
//	go run ./internal/story/train -data DIR
//
// DIR holds NAME-reports.jsonl and NAME-gold.jsonl (or NAME-silver.jsonl) of several sets. Each set weighs the same, and
// in a set of several languages each language. With -check a forest is grown for each set on the other sets alone, and
// scored on it; then on some quarters of the stories for the pairs of the other quarters, so that no pair is judged by a forest that
// has seen either story, and each whole set is scored. The same data give the same forest.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"sitrep/internal/story"
	"sitrep/internal/wood"
)

func main() {
	data := flag.String("data", "", "folder of the annotated groupings")
	names := flag.String("sets", "lookalike,wikinews,roundup,stream", "the sets to learn from")
	out := flag.String("out", "internal/story/data/pair.wood", "where the forest goes")
	check := flag.Bool("check", false, "score forests grown on other sets and other stories instead")
	trees := flag.Int("trees", 300, "trees")
	depth := flag.Int("depth", 5, "questions to a leaf")
	flag.Parse()
	o := wood.Options{Trees: *trees, Depth: *depth, Rate: 0.05, Rows: 0.5, Inputs: 0.3, Least: 30, Ridge: 5, Seed: 1}
	if err := run(*data, *out, strings.Split(*names, ","), *check, o); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(data, out string, names []string, check bool, o wood.Options) error {
	var all []*set
	for _, name := range names {
		s, err := load(data, name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, s)
	}
	if check {
		return validate(all, o)
	}
	forest := wood.Learn(examples(all, everything), o)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := forest.Write(f); err != nil {
		return err
	}
	return report("grown on all", all, func(*set) story.Judge { return judge(forest) })
}
