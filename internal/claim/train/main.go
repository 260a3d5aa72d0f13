// Train fits the model of claims to annotated attributions:
//
//	go run ./internal/claim/train -data DIR -more FILE,FILE
//
// FILEs are reports as they come, from whose words is learned which are alike. DIR holds docs-train.jsonl and gold-train.jsonl (PolNeAR's format of one object a document, spans
// as byte offsets). The same data gives the same model.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
	"sitrep/internal/text"
)

func main() {
	data := flag.String("data", "", "folder of the annotated attributions")
	more := flag.String("more", "", "files of reports (JSONL; a text in any other), with commas between, whose words are grouped beside those of the data")
	wordnet := flag.String("wordnet", "/usr/share/wordnet", "folder of WordNet's files")
	out := flag.String("out", "internal/claim/data/en.model", "where the model goes")
	keep := flag.String("keep", "", "folder in which parts are kept once learned, and taken up from; for trying things out")
	score := flag.String("score", "", "also write the claims of docs-dev.jsonl to this file")
	cross := flag.String("cross", "", "write to this file the claims that models find in those texts of the data they have not learned from, and stop")
	epochs := flag.Int("epochs", 4, "passes over the data")
	rate := flag.Float64("rate", 0.03, "step of learning")
	decay := flag.Float64("decay", 1e-3, "decay of weights")
	least := flag.Int("least", 2, "least count of a feature")
	drop := flag.Float64("drop", 0.3, "share of features left out at each step")
	flag.Parse()
	o := spans.Options{Epochs: *epochs, Rate: float32(*rate), Decay: float32(*decay), Least: uint8(*least), Drop: *drop, Mean: true, Deep: 1, Blind: 30, Seed: 1, Log: logf}
	if err := run(*data, *wordnet, strings.FieldsFunc(*more, func(r rune) bool { return r == ',' }), *keep, *out, *score, *cross, o); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func logf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// foldCount is in how many parts the texts are cut, each found in by chains learned from the others, for the judge.
const foldCount = 3

func run(data, wordnet string, more []string, keep, out, score, cross string, o spans.Options) error {
	start := time.Now()
	l, err := en.New()
	if err != nil {
		return err
	}
	all, err := load(l, data, "train")
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(o.Seed, 2))
	for i := range all {
		other := damaged(l, &all[i], r)
		all[i].Other = &other
	}
	g, err := part(keep, "groups", spans.ReadGroups, func() (*spans.Groups, error) { return groups(l, all, more, wordnet) })
	if err != nil {
		return err
	}
	o.Groups = g
	learn := func(name string, train []spans.Example) (p spans.Parts, err error) {
		p.Groups = g
		if p.Cues, err = part(keep, "cues"+name, spans.ReadPart, func() (*spans.Chain, error) { return spans.LearnCues(train, o), nil }); err != nil {
			return p, err
		}
		p.Roles, err = part(keep, "roles"+name, spans.ReadPart, func() (*spans.Chain, error) { return spans.LearnRoles(train, o), nil })
		return p, err
	}
	folds := make([]spans.Fold, foldCount)
	for k := range folds {
		var train []spans.Example
		for i := range all {
			if i%foldCount == k {
				folds[k].Held = append(folds[k].Held, all[i])
			} else {
				train = append(train, all[i])
			}
		}
		if folds[k].Parts, err = learn(fmt.Sprint(k), train); err != nil {
			return err
		}
	}
	if cross != "" {
		models := spans.Cross(folds)
		return write(cross, func(each func(*spans.Model, []spans.Example)) {
			for k, m := range models {
				each(m, folds[k].Held)
			}
		})
	}
	p, err := learn("", all)
	if err != nil {
		return err
	}
	m := spans.Join(p, folds, o.Log)
	logf("learned from %d texts in %.0f s", len(all), time.Since(start).Seconds())
	if err := save(out, m); err != nil || score == "" {
		return err
	}
	dev, err := load(l, data, "dev")
	if err != nil {
		return err
	}
	return write(score, func(each func(*spans.Model, []spans.Example)) { each(m, dev) })
}

// part takes up a part kept in a folder, or learns it and keeps it there; with no folder it only learns it.
func part[T interface{ WritePart(io.Writer) error }](dir, name string, read func(io.Reader) (T, error), learn func() (T, error)) (T, error) {
	if dir == "" {
		return learn()
	}
	name = filepath.Join(dir, name+".part")
	if f, err := os.Open(name); err == nil {
		defer f.Close()
		return read(bufio.NewReader(f))
	}
	v, err := learn()
	if err != nil {
		return v, err
	}
	f, err := os.Create(name)
	if err != nil {
		return v, err
	}
	defer f.Close()
	if err := v.WritePart(f); err != nil {
		return v, err
	}
	return v, f.Close()
}

// groups groups the words of the examples and of more reports.
func groups(l *lang.Language, examples []spans.Example, more []string, wordnet string) (*spans.Groups, error) {
	var docs []*text.Doc
	add := func(r *sitrep.Report) {
		if r.Text != "" && lang.Detect(r.Text) == l.Code {
			docs = append(docs, text.New(l, r, sitrep.InText))
		}
	}
	for i := range examples {
		if d := examples[i].Doc; lang.Detect(d.Text) == l.Code {
			docs = append(docs, d)
		}
	}
	for _, name := range more {
		if filepath.Ext(name) != ".jsonl" {
			b, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			add(&sitrep.Report{Text: string(b)})
			continue
		}
		err := lines(name, func(b []byte) error {
			var r sitrep.Report
			if err := json.Unmarshal(b, &r); err != nil {
				return err
			}
			add(&r)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	known, err := senses(wordnet)
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			seen[d.Tokens[i].Lower]++
		}
	}
	for w, s := range known {
		if seen[w] < 3 && s.Verb == 0 {
			delete(known, w)
		}
	}
	logf("senses of %d words", len(known))
	return spans.LearnGroups(docs, logf).Teach(known), nil
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

// write writes what models find in texts.
func write(name string, all func(each func(*spans.Model, []spans.Example))) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	var work spans.Work
	all(func(m *spans.Model, examples []spans.Example) {
		for _, e := range examples {
			for _, a := range m.Find(&work, e.Doc) {
				if err == nil {
					err = writeClaim(w, e.Doc, &a)
				}
			}
		}
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func writeClaim(w io.Writer, d *text.Doc, a *spans.Attribution) error {
	c := sitrep.Claim{Report: d.Report, Cue: []sitrep.Span{d.Span(a.Cue.First, a.Cue.Last)}, Confidence: float64(a.Sure)}
	for _, r := range a.Source {
		c.Source = append(c.Source, d.Span(r.First, r.Last))
	}
	for _, r := range a.Content {
		c.Content = append(c.Content, d.Span(r.First, r.Last))
	}
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
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
