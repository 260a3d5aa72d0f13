package figure_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"flag"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/eval"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/loaded"
)

// setsFlag names folders of annotated figures (docs.jsonl, gold.jsonl), parted by commas:
//
//	go test ./internal/figure -run Reliability -v -sets ../../eval/figures,../../eval/world
var setsFlag = flag.String("sets", "", "folders of annotated figures to print the reliability table of, parted by commas")

// judged is a figure found, with what was stated of it and whether it was right.
type judged struct {
	doc    sitrep.ReportID
	stated float64
	right  bool // value, measure and claimant
}

// TestReliability prints how often figures were right by what their confidence said: in tenths of the
// figures, and the Brier score as stated against a monotone map learned on the other reports, in five
// folds by report. If the map scored clearly better, the confidence would be badly scaled.
func TestReliability(t *testing.T) {
	if *setsFlag == "" {
		t.Skip("no annotated sets named by -sets")
	}
	var all []judged
	for _, dir := range strings.Split(*setsFlag, ",") {
		all = append(all, judge(t, dir)...)
	}
	slices.SortStableFunc(all, func(a, b judged) int { return cmp.Compare(b.stated, a.stated) })
	t.Logf("%-9s %-13s %7s %7s %8s", "tenth", "from-to", "stated", "seen", "figures")
	for k := range 10 {
		part := all[k*len(all)/10 : (k+1)*len(all)/10]
		if len(part) == 0 {
			continue
		}
		stated, seen := means(part)
		t.Logf("%-9d %.2f to %.2f  %7.3f %7.3f %8d", k+1, part[len(part)-1].stated, part[0].stated, stated, seen, len(part))
	}
	stated, seen := means(all)
	raw, mapped := folds(all)
	t.Logf("all: stated %.3f, seen %.3f of %d; Brier %.4f as stated, %.4f by a map learned on other reports", stated, seen, len(all), raw, mapped)
}

func means(part []judged) (stated, seen float64) {
	for _, j := range part {
		stated += j.stated
		if j.right {
			seen++
		}
	}
	n := float64(max(len(part), 1))
	return stated / n, seen / n
}

func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	registry, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{language(t)}, Registry: registry})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// judge reads a set with the whole desk and says of each toll found whether it was right. Figures that
// match only what is not scored (bare singulars) are left out.
func judge(t *testing.T, dir string) []judged {
	t.Helper()
	d := newDesk(t)
	gold := map[sitrep.ReportID][]eval.FigureGold{}
	for _, g := range rows[eval.FigureGold](t, filepath.Join(dir, "gold.jsonl")) {
		if !g.Done {
			gold[g.Doc] = append(gold[g.Doc], g)
		}
	}
	var out []judged
	for _, r := range rows[sitrep.Report](t, filepath.Join(dir, "docs.jsonl")) {
		taken := make([]bool, len(gold[r.ID]))
		for _, f := range d.Read(&r).Figures {
			if f.In == sitrep.InTitle || f.Implicit || f.Measure == sitrep.Strength || f.Measure == sitrep.Affected {
				continue
			}
			right, scored := matches(r.Text, &f, gold[r.ID], taken)
			if scored {
				out = append(out, judged{r.ID, f.Confidence, right})
			}
		}
	}
	return out
}

// matches finds an annotated figure of the same value and measure where the figure stands, one with its
// claimant first, and takes it.
func matches(body string, f *sitrep.Figure, gold []eval.FigureGold, taken []bool) (right, scored bool) {
	best := -1
	for i, g := range gold {
		if taken[i] || g.Min != f.Min || g.Max != f.Max || g.Measure != f.Measure || !standsIn(body, g.Sentence, f.Start) {
			continue
		}
		named := sameName(string(f.Claimant), string(g.Claimant)) || slices.ContainsFunc(g.ClaimantAlso, func(n string) bool { return sameName(string(f.Claimant), n) })
		if best < 0 || named && !right {
			best, right = i, named
		}
	}
	if best < 0 {
		return false, true
	}
	taken[best] = true
	return right, !gold[best].Implicit
}

func standsIn(body, sentence string, at int) bool {
	for from := 0; ; {
		k := strings.Index(body[from:], sentence)
		if k < 0 || sentence == "" {
			return false
		}
		if k += from; at >= k && at < k+len(sentence) {
			return true
		}
		from = k + 1
	}
}

// sameName reports whether two names share half of their words, or neither is one.
func sameName(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) == 0 || len(y) == 0 {
		return len(x) == len(y)
	}
	same := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			same++
		}
	}
	return 4*same >= len(x)+len(y)
}

// rows reads a JSONL file.
func rows[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	var out []T
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, row)
	}
	return out
}

// folds is the Brier score as stated, and of each figure by an isotonic map (pool adjacent violators,
// Ayer et al. 1955) learned on the four fifths of the reports it is not in.
func folds(all []judged) (raw, mapped float64) {
	fold := func(j judged) uint32 {
		h := fnv.New32a()
		h.Write([]byte(j.doc))
		return h.Sum32() % 5
	}
	square := func(p float64, right bool) float64 {
		if right {
			p = 1 - p
		}
		return p * p
	}
	for k := range uint32(5) {
		var others []judged
		for _, j := range all {
			if fold(j) != k {
				others = append(others, j)
			}
		}
		learned := isotonic(others)
		for _, j := range all {
			if fold(j) == k {
				raw += square(j.stated, j.right)
				mapped += square(learned(j.stated), j.right)
			}
		}
	}
	n := float64(max(len(all), 1))
	return raw / n, mapped / n
}

// isotonic learns the shares right by what was stated, never falling as that rises.
func isotonic(all []judged) func(float64) float64 {
	type block struct{ from, sum, n float64 }
	var blocks []block
	for _, j := range slices.Backward(all) { // from the least sure
		b := block{j.stated, 0, 1}
		if j.right {
			b.sum = 1
		}
		blocks = append(blocks, b)
		for k := len(blocks) - 1; k > 0 && blocks[k-1].sum/blocks[k-1].n >= blocks[k].sum/blocks[k].n; k-- {
			blocks[k-1].sum += blocks[k].sum
			blocks[k-1].n += blocks[k].n
			blocks = blocks[:k]
		}
	}
	return func(stated float64) float64 {
		p := 0.5
		for _, b := range blocks {
			if b.from <= stated {
				p = (b.sum + 1) / (b.n + 2)
			}
		}
		return p
	}
}
