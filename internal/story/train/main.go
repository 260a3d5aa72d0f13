// Train fits the network that judges pairs of reports to annotated groupings:
//
//	go run ./internal/story/train -data DIR
//
// DIR holds NAME-reports.jsonl and NAME-gold.jsonl (or NAME-silver.jsonl) of several sets. Each set weighs the same, and
// in a set of several languages each language. With -check the network is trained anew for each set on the other sets
// alone, and scored on it; then on one half of each set's stories and scored on the other half.
// The same data give the same network.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"sitrep/internal/story/net"
)

func main() {
	data := flag.String("data", "", "folder of the annotated groupings")
	names := flag.String("sets", "lookalike,wikinews,roundup,stream", "the sets to learn from")
	out := flag.String("out", "internal/story/data/pair.net", "where the network goes")
	check := flag.Bool("check", false, "score networks trained on other sets and other halves instead")
	nets := flag.Int("nets", 4, "networks averaged")
	hidden := flag.Int("hidden", 8, "hidden units of each")
	epochs := flag.Int("epochs", 8, "passes over the data")
	flag.Parse()
	o := net.Options{Nets: *nets, Hidden: *hidden, Epochs: *epochs, Rate: 0.003, Decay: 1e-4, Seed: 1}
	if err := run(*data, *out, strings.Split(*names, ","), *check, o); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(data, out string, names []string, check bool, o net.Options) error {
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
	n := net.Learn(examples(all, everything), o)
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := n.Write(f); err != nil {
		return err
	}
	return report("trained on all", all, func(*set) *net.Net { return n }, everything)
}
