// Train fits the model of claims to annotated attributions:
//
//	go run ./internal/claim/train -data DIR
//
// DIR holds docs-train.jsonl and gold-train.jsonl (PolNeAR's format of one object a document, spans
// as byte offsets). The same data gives the same model.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
	"sitrep/internal/text"
)

func main() {
	data := flag.String("data", "", "folder of the annotated attributions")
	out := flag.String("out", "internal/claim/data/en.model", "where the model goes")
	score := flag.String("score", "", "also write the claims of docs-dev.jsonl to this file")
	epochs := flag.Int("epochs", 4, "passes over the data")
	rate := flag.Float64("rate", 0.03, "step of learning")
	decay := flag.Float64("decay", 1e-3, "decay of weights")
	least := flag.Int("least", 2, "least count of a feature")
	flag.Parse()
	if err := run(*data, *out, *score, spans.Options{Epochs: *epochs, Rate: float32(*rate), Decay: float32(*decay), Least: uint8(*least), Seed: 1, Log: logf}); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func logf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func run(data, out, score string, o spans.Options) error {
	start := time.Now()
	l, err := en.New()
	if err != nil {
		return err
	}
	train, err := load(l, data, "train")
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(o.Seed, 2))
	for i := range train {
		train = append(train, damaged(l, &train[i], r))
	}
	m := spans.Learn(train, o)
	logf("learned from %d texts in %.0f s", len(train), time.Since(start).Seconds())
	if err := save(out, m); err != nil || score == "" {
		return err
	}
	dev, err := load(l, data, "dev")
	if err != nil {
		return err
	}
	for _, th := range []float32{0.2, 0.3, 0.4, 0.5} {
		m.Threshold = th
		if err := write(fmt.Sprintf("%s-%.1f", score, th), m, dev); err != nil {
			return err
		}
	}
	return nil
}

func save(name string, m *spans.Model) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := m.Save(f); err != nil {
		return err
	}
	return f.Close()
}

func write(name string, m *spans.Model, examples []spans.Example) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	var work spans.Work
	for _, e := range examples {
		for _, a := range m.Find(&work, e.Doc) {
			c := sitrep.Claim{Report: e.Doc.Report, Cue: []sitrep.Span{e.Doc.Span(a.Cue.First, a.Cue.Last)}}
			for _, r := range a.Source {
				c.Source = append(c.Source, e.Doc.Span(r.First, r.Last))
			}
			for _, r := range a.Content {
				c.Content = append(c.Content, e.Doc.Span(r.First, r.Last))
			}
			b, err := json.Marshal(c)
			if err != nil {
				return err
			}
			w.Write(append(b, '\n'))
		}
	}
	return w.Flush()
}

func load(l *lang.Language, dir, part string) ([]spans.Example, error) {
	var out []spans.Example
	at := map[sitrep.ReportID]int{}
	err := lines(filepath.Join(dir, "docs-"+part+".jsonl"), func(b []byte) error {
		var r sitrep.Report
		if err := json.Unmarshal(b, &r); err != nil {
			return err
		}
		at[r.ID] = len(out)
		out = append(out, spans.Example{Doc: text.New(l, &r, sitrep.InText)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, lines(filepath.Join(dir, "gold-"+part+".jsonl"), func(b []byte) error {
		var g struct {
			Doc          sitrep.ReportID `json:"doc_id"`
			Attributions []spans.Gold
		}
		if err := json.Unmarshal(b, &g); err != nil {
			return err
		}
		i, ok := at[g.Doc]
		if !ok {
			return fmt.Errorf("gold for %s, which is not among the documents", g.Doc)
		}
		out[i].Attributions = g.Attributions
		return nil
	})
}

func lines(name string, each func([]byte) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	for n := 1; s.Scan(); n++ {
		if err := each(s.Bytes()); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	return s.Err()
}
