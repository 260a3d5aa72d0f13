package ledger

import (
	"cmp"
	"slices"
	"strings"

	"sitrep"
)

// Change is one thing that changed in a story after a time.
type Change struct {
	Story sitrep.StoryID `json:"story"`
	// Kind is a step's kind, "reaction" or "silence_broken".
	Kind     string `json:"kind"`
	Series   string `json:"series,omitempty"`
	Claimant string `json:"claimant"`
	What     string `json:"what"`          // what stands now, in words
	Was      string `json:"was,omitempty"` // the claimant's figure before
	Why      string `json:"why,omitempty"`
	// Published is when the first report of it came out.
	Published sitrep.Stamp      `json:"published"`
	Citations []sitrep.Citation `json:"citations"`
}

// Kinds of change that are no steps.
const (
	Reaction      = "reaction"
	SilenceBroken = "silence_broken"
)

// Since tells what changed after a time, in the order in which it was published: figures that are
// new, updated, corrected, withdrawn or disputed, and reactions. Repeats are no change. A bare day
// means its end.
func Since(in Input, since sitrep.Stamp) []Change {
	l := Build(in)
	var out []Change
	for i := range l.Series {
		s := &l.Series[i]
		told := counted(s)
		for k := range s.Claimants {
			out = append(out, lineChanges(in.Story.ID, s, &s.Claimants[k], told, since)...)
		}
	}
	out = append(out, reactions(in, since)...)
	slices.SortStableFunc(out, func(x, y Change) int { return x.Published.Start().Compare(y.Published.Start()) })
	return out
}

// Broken are the first words of those who had declined to speak, or could not be reached, in the order in which they
// were published.
func Broken(in Input) []Change {
	silent := func(r sitrep.Reading) bool {
		return slices.ContainsFunc(r.Claims, func(c sitrep.Claim) bool { return c.Kind.Silent() })
	}
	if !slices.ContainsFunc(in.Readings, silent) {
		return nil
	}
	return slices.DeleteFunc(reactions(in, sitrep.Stamp{}), func(c Change) bool { return c.Kind != SilenceBroken })
}

func after(published, since sitrep.Stamp) bool {
	return since.IsZero() || published.Start().After(since.End())
}

// lineChanges are what changed in a line of a series, whose counts are told in their order.
func lineChanges(id sitrep.StoryID, s *sitrep.Series, l *sitrep.Line, told []*sitrep.Step, since sitrep.Stamp) []Change {
	var out []Change
	was := ""
	for i := range l.Steps {
		st := &l.Steps[i]
		if st.Kind != sitrep.Repeat && after(st.Published, since) {
			c := Change{Story: id, Kind: string(st.Kind), Series: s.ID, Claimant: l.Claimant, Why: st.Why, Published: st.Published, Citations: st.Figures,
				What: strings.Join([]string{Words(st), string(s.Measure) + ",", s.Group + ",", s.Scope}, " ")}
			if st.Kind == sitrep.RelayDiscrepancy {
				c.What += ", as worded by " + st.Outlet
			} else if l.Kind == sitrep.Nobody || l.Kind == "" {
				c.Was = stood(told, st)
			} else {
				c.Was = was
			}
			out = append(out, c)
		}
		switch st.Kind {
		case sitrep.NewStep, sitrep.Update, sitrep.Correction:
			was = Words(st)
		}
	}
	return out
}

// counted are the counts of a series, whoever gives them, in the order in which they were published.
func counted(s *sitrep.Series) []*sitrep.Step {
	var out []*sitrep.Step
	for k := range s.Claimants {
		for i := range s.Claimants[k].Steps {
			st := &s.Claimants[k].Steps[i]
			if fresh := st.Kind == sitrep.NewStep || st.Kind == sitrep.Update || st.Kind == sitrep.Correction; fresh && byNumber(st) && !st.Unsure && st.Status != sitrep.Withdrawn {
				out = append(out, st)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y *sitrep.Step) int { return x.Published.Start().Compare(y.Published.Start()) })
	return out
}

// byNumber reports whether a step gives a number, and not only a word for one ("thousands").
func byNumber(st *sitrep.Step) bool { return st.Min.Known && st.Modifier != sitrep.Vague }

// stood is what a series stood at before a step that nobody gives: an outlet tells in its own voice what others count, so its own last telling may be old.
// It is empty where that was the same, or one of the two is no number.
func stood(told []*sitrep.Step, before *sitrep.Step) string {
	n, _ := slices.BinarySearchFunc(told, before, func(x, y *sitrep.Step) int { return x.Published.Start().Compare(y.Published.Start()) })
	if n == 0 || !byNumber(before) || Words(told[n-1]) == Words(before) {
		return ""
	}
	return Words(told[n-1])
}

// deed is one actor's act of a kind.
type deed struct {
	actor string
	kind  sitrep.Act
}

// reactions are the first tellings of each actor's act of a kind after a time, and the first words of
// those who were silent before.
func reactions(in Input, since sitrep.Stamp) []Change {
	b := newBook(in)
	var list []*sitrep.Reading
	for _, r := range b.reports {
		list = append(list, r)
	}
	slices.SortFunc(list, func(x, y *sitrep.Reading) int {
		return cmp.Or(cmp.Compare(stampDay(x.Report.Published), stampDay(y.Report.Published)),
			x.Report.Published.End().Compare(y.Report.Published.End()), cmp.Compare(x.Report.ID, y.Report.ID))
	})
	done := map[deed]bool{}
	silent := map[string]bool{}
	var out []Change
	for _, r := range list {
		for i := range r.Claims {
			c := &r.Claims[i]
			actor := b.actorOf(c)
			if actor == "" || c.Confidence < Sure {
				continue
			}
			d := deed{actor, c.Kind}
			new := after(r.Report.Published, since)
			if silent[actor] && !c.Kind.Silent() {
				delete(silent, actor)
				if new {
					out = append(out, b.change(SilenceBroken, actor, c, r))
				}
			}
			if c.Kind.Silent() && !spoke(done, actor) {
				silent[actor] = true
			}
			if !done[d] && new && c.Kind != sitrep.Statement && c.Kind != "" {
				out = append(out, b.change(Reaction, actor, c, r))
			}
			done[d] = true
		}
	}
	return out
}

func spoke(done map[deed]bool, actor string) bool { return done[deed{actor, sitrep.Statement}] }

func (b *book) change(kind, actor string, c *sitrep.Claim, r *sitrep.Reading) Change {
	out := Change{Story: b.in.Story.ID, Kind: kind, Claimant: actor, What: strings.ReplaceAll(string(c.Kind), "_", " "), Published: r.Report.Published}
	told := append(slices.Clone(c.About), c.Content...)
	if !c.Kind.Silent() {
		told = append(told, c.Sentence) // else nobody can tell what he confirmed
	}
	for _, s := range told {
		if about := words(r.Report, c.In, s); about != "" {
			out.What += ": " + about
			break
		}
	}
	for _, list := range [][]sitrep.Span{c.Source, c.Cue, c.Content} {
		for _, s := range list {
			out.Citations = append(out.Citations, sitrep.Citation{Report: c.Report, In: c.In, Span: s})
		}
	}
	return out
}

// actorOf is who acts, under the registry's name for the body spoken for, else as the report names it.
func (b *book) actorOf(c *sitrep.Claim) string {
	for _, name := range []string{string(c.Actor), string(c.Speaker)} {
		if a, ok := b.lookup(name); ok {
			return string(a.ID)
		}
	}
	if c.Actor != "" {
		return string(c.Actor)
	}
	if c.SpeakerKind == sitrep.Anonymous || c.SpeakerKind == sitrep.Nobody {
		return ""
	}
	return b.plainName(string(c.Speaker))
}
