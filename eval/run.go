package eval

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"sitrep"
)

// System is the program under measurement.
type System interface {
	// Read reads each report by itself.
	Read(ctx context.Context, reports []*sitrep.Report) ([]sitrep.Reading, error)
	// Stories groups reports; a report in no story counts as one of its own.
	Stories(ctx context.Context, reports []*sitrep.Report) ([]sitrep.Story, error)
	// Brief writes the brief of reports that are one story, its body of at most so many words.
	Brief(ctx context.Context, reports []*sitrep.Report, words int) (sitrep.Brief, error)
	// Pages extracts web pages; a page that can't be read is left out. A report's Input is its file.
	Pages(ctx context.Context, files []string) ([]*sitrep.Report, error)
}

// Options is how to run a set.
type Options struct {
	Errors int    // print at most so many single errors, for the scorers that keep them
	Seed   uint64 // of the resampling behind the intervals
}

// set is a set that can be scored, and the parts of it that can be scored alone.
type set struct {
	name  string
	run   func(r *runner) error
	parts []string
}

// sets are all sets in the order they are run.
func sets() []set {
	return []set{
		{"figures", (*runner).figures, nil},
		{"figures-world", (*runner).figures, nil},
		{"attribution", (*runner).attributions, []string{"train"}},
		{"reactions", (*runner).reactions, nil},
		{"stories", (*runner).stories, []string{"lookalike", "wikinews", "stream"}},
		{"roundup", (*runner).roundup, nil},
		{"extraction", (*runner).extraction, nil},
	}
}

// Names are the sets' names in the order they are run.
func Names() []string {
	var out []string
	for _, s := range sets() {
		out = append(out, s.name)
	}
	return out
}

// Run runs the system over a set and prints its score. Dir is the folder that holds the sets, or the
// set's own. A name may be a part's: "stories/lookalike", "stories/wikinews", "stories/stream", or
// "attribution/train", the larger half that is for tuning.
//
// A name of no set is a sitrep.Usage error; a set that dir lacks, sitrep.NotFound; one whose gold is of
// other reports, sitrep.Invalid.
//
// The scores' names begin with the set's: "figures/attributed", "stories/wikinews/bcubed_f1".
func Run(ctx context.Context, name, dir string, s System, w io.Writer, o Options) (Scores, error) {
	whole, part, _ := strings.Cut(name, "/")
	for _, set := range sets() {
		if set.name != whole || part != "" && !slices.Contains(set.parts, part) {
			continue
		}
		r := &runner{ctx: ctx, set: whole, part: part, dir: dir, system: s, w: w, options: o}
		if err := set.run(r); err != nil {
			return nil, err
		}
		return r.scores, nil
	}
	return nil, fmt.Errorf("%w: no set is named %q; there are %s", sitrep.Usage, name, strings.Join(Names(), ", "))
}

// runner is one run over one set.
type runner struct {
	ctx       context.Context
	set, part string
	dir       string
	system    System
	w         io.Writer
	options   Options
	scores    Scores
}

// print prints the score of the set, or of a part of it, and keeps it.
func (r *runner) print(name string, result Result) error {
	scores := result.Scores(r.options.Seed)
	lines := append([]string{name}, result.Lines(r.options.Errors)...)
	lines = append(lines, scores.intervals(), "")
	r.scores = append(r.scores, scores.under(name)...)
	_, err := fmt.Fprintln(r.w, strings.Join(lines, "\n"))
	return err
}

func (r *runner) figures() error {
	docs, gold, err := annotated[FigureGold](r.dir, r.set, "")
	if err != nil {
		return err
	}
	readings, err := r.system.Read(r.ctx, docs)
	if err != nil {
		return err
	}
	var pred []sitrep.Figure
	for _, reading := range readings {
		pred = append(pred, reading.Figures...)
	}
	score, err := Figures(docs, gold, pred)
	if err != nil {
		return err
	}
	return r.print(r.set, score)
}

// claims are every claim the system finds in the reports.
func (r *runner) claims(docs []*sitrep.Report) ([]sitrep.Claim, error) {
	readings, err := r.system.Read(r.ctx, docs)
	if err != nil {
		return nil, err
	}
	var pred []sitrep.Claim
	for _, reading := range readings {
		pred = append(pred, reading.Claims...)
	}
	return pred, nil
}

func (r *runner) attributions() error {
	docs, gold, err := annotated[AttributionGold](r.dir, r.set, r.part)
	if err != nil {
		return err
	}
	pred, err := r.claims(docs)
	if err != nil {
		return err
	}
	score, err := Attributions(docs, gold, pred)
	if err != nil {
		return err
	}
	return r.print(path.Join(r.set, r.part), score)
}

func (r *runner) reactions() error {
	docs, gold, err := annotated[ReactionGold](r.dir, r.set, "")
	if err != nil {
		return err
	}
	pred, err := r.claims(docs)
	if err != nil {
		return err
	}
	score, err := Reactions(docs, gold, pred)
	if err != nil {
		return err
	}
	return r.print(r.set, score)
}
