package eval_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/eval"
)

// shared is where the annotated sets and their reference scorers lie, beside the checkout.
const shared = "../../shared/eval"

// TestParity runs each set over a system that gets things wrong at random, and wants every printed
// line to be the reference scorer's.
func TestParity(t *testing.T) {
	if _, err := os.Stat(filepath.Join(shared, "score_figures.py")); err != nil {
		t.Skip("no annotated sets beside the checkout")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run the reference scorers")
	}
	seeds := uint64(2)
	if testing.Short() {
		seeds = 1
	}
	for _, set := range eval.Names() {
		for seed := range seeds {
			t.Run(fmt.Sprint(set, "/", seed), func(t *testing.T) {
				s := &blunderer{t: t, set: set, random: rand.New(rand.NewPCG(seed, 7)), python: python}
				s.often = 0.03 + 0.2*float64(seed)
				var out bytes.Buffer
				if _, err := eval.Run(t.Context(), set, shared, s, &out, eval.Options{Errors: 60}); err != nil {
					t.Fatal(err)
				}
				got := ours(out.String())
				if len(s.want) == 0 {
					s.score()
				}
				want := filled(s.want)
				if len(want) == 0 {
					t.Fatal("the reference printed nothing")
				}
				for i := range max(len(got), len(want)) {
					if i >= len(got) || i >= len(want) || got[i] != want[i] {
						t.Fatalf("line %d of %d and %d\n got %q\nwant %q", i, len(got), len(want), at(got, i), at(want, i))
					}
				}
			})
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// ours are the lines of a run without what the reference scorers don't print: the part's name and the
// interval.
func ours(out string) []string {
	var lines []string
	skip := 1
	for _, line := range strings.Split(out, "\n") {
		switch {
		case skip > 0:
			skip--
		case strings.HasPrefix(line, "95 %: "):
			skip = 2 // the empty line after it and the next part's name
		default:
			lines = append(lines, line)
		}
	}
	return filled(lines)
}

// filled drops lines of nothing but space.
func filled(lines []string) []string {
	return slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
}

// blunderer is a system that answers with the gold of a set, altered at random.
type blunderer struct {
	t      *testing.T
	set    string
	python string
	random *rand.Rand
	often  float64
	pred   []any
	want   []string
	// stories are the roundups in their order: that in which briefs are asked for.
	stories []eval.StoryText
}

func (b *blunderer) blunders() bool { return b.random.Float64() < b.often }

// run runs a reference scorer and keeps what it prints.
func (b *blunderer) run(script string, args ...string) {
	b.t.Helper()
	cmd := exec.Command(b.python, append([]string{filepath.Join(shared, script)}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	b.want = append(b.want, strings.Split(string(out), "\n")...)
}

// file writes rows to a file of the test's own.
func (b *blunderer) file(rows []any) string {
	b.t.Helper()
	f, err := os.CreateTemp(b.t.TempDir(), "*.jsonl")
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			b.t.Fatal(err)
		}
	}
	return f.Name()
}

// score runs the reference scorer of the sets that are read report by report, and of roundups.
func (b *blunderer) score() {
	pred := b.file(b.pred)
	set := func(name string) string { return filepath.Join(shared, b.set, name) }
	switch b.set {
	case "figures", "figures-world":
		b.run("score_figures.py", set("docs.jsonl"), set("gold.jsonl"), pred, "--errors", "60")
	case "reactions":
		b.run("score_reactions.py", set("docs.jsonl"), set("gold.jsonl"), pred, "--errors", "60")
	case "attribution":
		b.run("score_attribution.py", set("docs-dev.jsonl"), set("gold-dev.jsonl"), pred)
	case "roundup":
		gold := filepath.Join(shared, "stories", "roundup-gold.jsonl")
		b.run("score_stories.py", "rouge", pred, gold, "summary")
		b.run("score_stories.py", "rouge", pred, gold, "headline")
	}
}

// load reads rows of a set.
func load[T any](t *testing.T, path string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shared, path))
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	for dec := json.NewDecoder(bytes.NewReader(b)); dec.More(); {
		var row T
		if err := dec.Decode(&row); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

// Read answers with altered gold.
func (b *blunderer) Read(_ context.Context, reports []*sitrep.Report) ([]sitrep.Reading, error) {
	text := map[sitrep.ReportID]string{}
	for _, r := range reports {
		text[r.ID] = r.Text
	}
	var reading sitrep.Reading
	switch b.set {
	case "figures", "figures-world":
		for _, g := range load[eval.FigureGold](b.t, b.set+"/gold.jsonl") {
			reading.Figures = append(reading.Figures, b.figures(g, text[g.Doc])...)
		}
		b.random.Shuffle(len(reading.Figures), func(i, j int) {
			reading.Figures[i], reading.Figures[j] = reading.Figures[j], reading.Figures[i]
		})
	case "reactions":
		for _, g := range load[eval.ReactionGold](b.t, "reactions/gold.jsonl") {
			reading.Claims = append(reading.Claims, b.reactions(g, text[g.Doc])...)
		}
	case "attribution":
		for _, g := range load[eval.AttributionGold](b.t, "attribution/gold-dev.jsonl") {
			for _, a := range g.Attributions {
				reading.Claims = append(reading.Claims, b.attributions(g.Doc, a, len(text[g.Doc]))...)
			}
		}
	}
	for _, f := range reading.Figures {
		b.pred = append(b.pred, f)
	}
	for _, c := range reading.Claims {
		b.pred = append(b.pred, c)
	}
	return []sitrep.Reading{reading}, nil
}

// odd are ways to write a name wrong, some with letters whose lower case is two characters, marks that
// are no letters, and numbers that are no digits.
var odd = []string{"", " the", "İzmir ", " ΟΔΟΣ", "e\u0301tat ", " Ⅻ", "-", "’s ", "_x ", "٣ ", " ½", " \u00ad", " Ministry of"}

func (b *blunderer) words(w sitrep.Words) sitrep.Words {
	switch {
	case !b.blunders():
		return w
	case b.random.IntN(3) == 0:
		return ""
	}
	cut := b.random.IntN(len(w) + 1)
	return sitrep.Words(strings.ToValidUTF8(string(w[cut:]), "") + odd[b.random.IntN(len(odd))])
}

func pick[T any](b *blunderer, right T, others ...T) T {
	if b.blunders() {
		return others[b.random.IntN(len(others))]
	}
	return right
}

func (b *blunderer) figures(g eval.FigureGold, text string) []sitrep.Figure {
	if g.Done || b.blunders() {
		return nil
	}
	at := strings.Index(text, g.Sentence)
	at += max(0, strings.Index(g.Sentence, g.Value))
	f := sitrep.Figure{
		Report: g.Doc, In: pick(b, sitrep.InText, sitrep.InTitle),
		Span: sitrep.Span{Start: at, End: at + len(g.Value)},
		Min:  g.Min, Max: g.Max,
		Modifier: pick(b, g.Modifier, sitrep.Exact, sitrep.AtLeast),
		Measure:  pick(b, g.Measure, sitrep.Killed, sitrep.Wounded, sitrep.Strength),
		Group:    b.words(g.Group), Claimant: b.words(g.Claimant), Via: b.words(g.Via),
		Place: b.words(g.Place), When: b.words(g.When),
		Basis:  pick(b, g.Basis, sitrep.Cumulative, sitrep.OfEvent),
		Status: pick(b, g.Status, sitrep.Feared), Hedged: pick(b, g.Hedged, !g.Hedged), Subset: pick(b, g.Subset, !g.Subset),
		Confidence: float64(b.random.IntN(40)) / 40,
	}
	if b.blunders() {
		f.Max = pick(b, sitrep.Bound{}, sitrep.Of(7))
	}
	if b.blunders() {
		f.Start = max(0, f.Start+b.random.IntN(400)-200)
		f.End = f.Start + b.random.IntN(30)
	}
	if b.blunders() && b.random.IntN(4) == 0 {
		f.Report = "no such report"
	}
	if len(g.ClaimantAlso) > 0 && b.blunders() {
		f.Claimant = sitrep.Words(g.ClaimantAlso[0])
	}
	out := []sitrep.Figure{f}
	if b.blunders() {
		f.Confidence, f.Claimant, f.Modifier = 0.5, "", sitrep.About
		out = append(out, f)
	}
	return out
}

func (b *blunderer) reactions(g eval.ReactionGold, text string) []sitrep.Claim {
	if g.Done || b.blunders() {
		return nil
	}
	at := strings.Index(text, g.Sentence) + max(0, strings.Index(g.Sentence, g.Cue))
	span := sitrep.Span{Start: at, End: at + len(g.Cue)}
	c := sitrep.Claim{
		Report: g.Doc, In: pick(b, sitrep.InText, sitrep.InTitle), Cue: []sitrep.Span{span},
		Kind:    pick(b, g.Kind, sitrep.Statement, sitrep.Demand, sitrep.Denial, sitrep.NoComment),
		Speaker: b.words(sitrep.Words(g.Actor)),
	}
	switch {
	case b.blunders():
		c.Cue, c.Content = nil, []sitrep.Span{{Start: span.End, End: span.End + 9}, span}
	case b.blunders():
		c.Cue, c.Source = nil, nil
	case b.blunders():
		c.Cue[0].Start += 300
	}
	out := []sitrep.Claim{c}
	if b.blunders() {
		c.Speaker = "somebody else"
		out = append(out, c)
	}
	return out
}

func (b *blunderer) attributions(doc sitrep.ReportID, a eval.Attribution, size int) []sitrep.Claim {
	if b.blunders() {
		return nil
	}
	c := sitrep.Claim{Report: doc, In: pick(b, sitrep.InText, sitrep.InTitle), Kind: sitrep.Statement,
		Source: b.spans(a.Source, size), Cue: b.spans(a.Cue, size), Content: b.spans(a.Content, size)}
	if b.blunders() {
		c.Source = nil
	}
	out := []sitrep.Claim{c}
	if b.blunders() {
		c.Content = b.spans(a.Content, size)
		out = append(out, c)
	}
	return out
}

func (b *blunderer) spans(in []sitrep.Span, size int) []sitrep.Span {
	var out []sitrep.Span
	for _, s := range in {
		switch {
		case b.blunders() && b.random.IntN(3) == 0:
			continue
		case b.blunders():
			s.Start = max(0, s.Start+b.random.IntN(60)-30)
			s.End = min(size, max(s.Start, s.End+b.random.IntN(60)-30))
		}
		out = append(out, s)
	}
	return out
}

// Stories answers with the gold grouping, some reports lost and some elsewhere.
func (b *blunderer) Stories(_ context.Context, reports []*sitrep.Report) ([]sitrep.Story, error) {
	part, gold := "", []eval.Placed(nil)
	for _, name := range []string{"lookalike-gold", "wikinews-gold", "stream-silver"} {
		gold = load[eval.Placed](b.t, "stories/"+name+".jsonl")
		if slices.ContainsFunc(gold, func(p eval.Placed) bool { return p.Report == reports[0].ID }) {
			part = name
			break
		}
	}
	of := map[string]int{}
	var stories []sitrep.Story
	for _, g := range gold {
		if b.blunders() {
			continue
		}
		if _, ok := of[g.Story]; !ok || b.blunders() {
			of[g.Story] = len(stories)
			stories = append(stories, sitrep.Story{ID: sitrep.StoryID(fmt.Sprint("s", len(stories)))})
		}
		i := of[g.Story]
		if b.blunders() {
			i = b.random.IntN(len(stories))
		}
		stories[i].Articles = append(stories[i].Articles, g.Report)
	}
	var rows []any
	for _, s := range stories {
		for _, id := range s.Articles {
			rows = append(rows, eval.Placed{Report: id, Story: string(s.ID)})
		}
	}
	pred := b.file(rows)
	if part != "stream-silver" {
		b.run("score_stories.py", "cluster", pred, filepath.Join(shared, "stories", part+".jsonl"))
		return stories, nil
	}
	for _, language := range []string{"en-", "ru-"} {
		var some []any
		for _, g := range gold {
			if strings.HasPrefix(g.Story, language) {
				some = append(some, g)
			}
		}
		b.run("score_stories.py", "cluster", pred, b.file(some))
	}
	rows = nil
	var copies [][]sitrep.ReportID
	for _, p := range load[eval.Pair](b.t, "stories/stream-copies.jsonl") {
		if (p.Dup == 1) == b.blunders() {
			continue
		}
		copies = append(copies, []sitrep.ReportID{p.A, p.B})
		for _, id := range copies[len(copies)-1] {
			rows = append(rows, eval.Placed{Report: id, Story: fmt.Sprint("c", len(copies))})
		}
	}
	b.run("score_stories.py", "neardup", b.file(rows), filepath.Join(shared, "stories", "stream-copies.jsonl"))
	stories[0].Origins = []sitrep.Origin{{Copies: copies}}
	return stories, nil
}

// Brief answers with words of the reports.
func (b *blunderer) Brief(_ context.Context, reports []*sitrep.Report, words int) (sitrep.Brief, error) {
	if b.stories == nil {
		b.stories = load[eval.StoryText](b.t, "stories/roundup-gold.jsonl")
	}
	some := func(text string) string {
		var out []string
		for _, w := range strings.Fields(text) {
			switch {
			case b.blunders():
			case b.blunders():
				out = append(out, w, odd[b.random.IntN(len(odd))], "yyed crying abilities relational 1999s")
			default:
				out = append(out, w)
			}
		}
		return strings.Join(out[:min(len(out), words)], " ")
	}
	brief := sitrep.Brief{
		Headline: sitrep.Unit{Text: some(reports[0].Title)},
		Body:     []sitrep.Unit{{Text: some(reports[0].Text)}, {Text: some(reports[len(reports)-1].Text)}},
	}
	b.pred = append(b.pred, map[string]string{"story": b.stories[len(b.pred)].Story, "headline": brief.Headline.Text,
		"summary": brief.Body[0].Text + " " + brief.Body[1].Text})
	return brief, nil
}

// Pages answers with altered gold texts.
func (b *blunderer) Pages(_ context.Context, files []string) ([]*sitrep.Report, error) {
	var out []*sitrep.Report
	for _, file := range files {
		if b.blunders() {
			continue
		}
		raw, err := os.ReadFile(strings.TrimSuffix(file, ".html") + ".gold.json")
		if err != nil {
			return nil, err
		}
		var g eval.PageGold
		if err := json.Unmarshal(raw, &g); err != nil {
			return nil, err
		}
		published, _ := sitrep.ParseStamp(pick(b, g.Published, "", "2020-01-02"))
		r := &sitrep.Report{Input: file, Title: pick(b, g.Title, strings.ToUpper(g.Title), g.Title+"!"), Published: published}
		for _, w := range strings.SplitAfter(g.Text, " ") {
			switch {
			case b.blunders() && b.random.IntN(8) == 0:
				r.Text += "İ ½ "
			case b.blunders() && b.random.IntN(8) == 0:
			default:
				r.Text += w
			}
		}
		out = append(out, r)
	}
	var rows []any
	for _, r := range out {
		rows = append(rows, r)
	}
	b.run("score_extraction.py", filepath.Dir(files[0]), b.file(rows))
	return out, nil
}
