package desk

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/ledger"
	"sitrep/internal/record"
)

// Names settles whose names readers are shown. Whoever is named as killed, hurt, missing or taken is withheld in the whole
// story, from readers, programs, feeds, exports and alerts alike, until the desk releases the name; the desk withholds
// what was not found. The last standing decision on a name holds. It is safe for concurrent use.
type Names struct {
	book      Book
	decisions func(ctx context.Context) ([]sitrep.Decision, error) // nil: nothing is settled

	epoch atomic.Int64
	mu    sync.Mutex
	found map[sitrep.ReportID][]sitrep.Victim
	made  map[sitrep.StoryID]made

	held    remembered[sitrep.StoryID, *mask]
	leads   remembered[sitrep.StoryID, sitrep.StoryID]
	settled remembered[struct{}, []sitrep.Decision]
}

// made is a story's mask, for as long as it has the same reports and nothing was settled since.
type made struct {
	reports int
	last    sitrep.ReportID
	settled string // the numbers of what is settled
	*mask
}

// NewNames makes it over a book that shows everything.
func NewNames(book Book, decisions func(ctx context.Context) ([]sitrep.Decision, error)) *Names {
	return &Names{book: book, decisions: decisions, found: map[sitrep.ReportID][]sitrep.Victim{}, made: map[sitrep.StoryID]made{}}
}

// Settled notes that a decision was kept: what was made before it is not to be shown again.
func (n *Names) Settled() { n.epoch.Add(1) }

// Epoch grows with each decision that was noted.
func (n *Names) Epoch() int64 { return n.epoch.Load() }

// NameRow is a name for whoever settles it.
type NameRow struct {
	Name     string           `json:"name"`
	Forms    []string         `json:"forms,omitempty"`
	Fate     sitrep.Measure   `json:"fate,omitempty"` // empty: the desk's own word that it is withheld
	Child    bool             `json:"child,omitempty"`
	Reports  int              `json:"reports"` // that say so
	Cite     *sitrep.Citation `json:"cite,omitempty"`
	Released bool             `json:"released"`
	// Settled is the decision that holds; nil when nobody has settled it.
	Settled *sitrep.Decision `json:"settled,omitempty"`
}

// Of are the names of a story's victims, and what the desk settled of each.
func (n *Names) Of(ctx context.Context, id sitrep.StoryID) ([]NameRow, error) {
	st, err := n.book.Story(ctx, id)
	if err != nil {
		return nil, err
	}
	settled, err := n.standing(ctx)
	if err != nil {
		return nil, err
	}
	return n.rows(ctx, &st, settled)
}

// standing are the decisions on names that hold.
func (n *Names) standing(ctx context.Context) ([]sitrep.Decision, error) {
	if n.decisions == nil {
		return nil, nil
	}
	state, err := n.state(ctx)
	if err != nil {
		return nil, err
	}
	return n.settled.get(ctx, state, struct{}{}, func(ctx context.Context) ([]sitrep.Decision, error) {
		list, err := n.decisions(ctx)
		if err != nil {
			return nil, err
		}
		return slices.DeleteFunc(standing(list), func(d sitrep.Decision) bool { return d.Kind != sitrep.Release && d.Kind != sitrep.Withhold }), nil
	})
}

func (n *Names) rows(ctx context.Context, st *sitrep.Story, settled []sitrep.Decision) ([]NameRow, error) {
	victims, err := n.victims(ctx, st)
	if err != nil {
		return nil, err
	}
	var out []NameRow
	at := map[string]int{}
	for _, v := range victims {
		key := actor.Fold(v.Name)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			cite := v.Cite
			out = append(out, NameRow{Name: v.Name, Fate: v.Fate, Cite: &cite})
		}
		row := &out[i]
		row.Reports++
		row.Child = row.Child || v.Child
		for _, f := range v.Forms {
			if !slices.Contains(row.Forms, f) {
				row.Forms = append(row.Forms, f)
			}
		}
	}
	for _, d := range settled {
		if d.Story != st.ID {
			if to, err := n.lead(ctx, d.Story); err != nil {
				return nil, err
			} else if to != st.ID {
				continue // of another story, or of one that is no more
			}
		}
		key := actor.Fold(d.Text)
		i, ok := at[key]
		if !ok {
			if d.Kind != sitrep.Withhold {
				continue // no report names them any more
			}
			i = len(out)
			at[key] = i
			out = append(out, NameRow{Name: d.Text})
		}
		out[i].Settled, out[i].Released = &d, d.Kind == sitrep.Release
	}
	return out, nil
}

// victims are those whom a story's reports name, report by report.
func (n *Names) victims(ctx context.Context, st *sitrep.Story) ([]sitrep.Victim, error) {
	var missing []sitrep.ReportID
	n.mu.Lock()
	for _, id := range st.Articles {
		if _, ok := n.found[id]; !ok {
			missing = append(missing, id)
		}
	}
	n.mu.Unlock()
	if err := n.meet(ctx, st.ID, missing); err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []sitrep.Victim
	for _, id := range st.Articles {
		out = append(out, n.found[id]...)
	}
	return out, nil
}

// oneByOne is how many of a story's reports are asked for by themselves; of more, the whole story is cheaper.
const oneByOne = 4

// meet notes whom reports of a story name. One whose texts were pruned names nobody any more.
func (n *Names) meet(ctx context.Context, story sitrep.StoryID, reports []sitrep.ReportID) error {
	if len(reports) > oneByOne {
		readings, err := n.book.Readings(ctx, story, sitrep.Stamp{})
		for i := range readings {
			n.note(&readings[i])
		}
		return err
	}
	for _, id := range reports {
		r, _, err := n.book.Reading(ctx, id)
		switch {
		case err == nil:
			n.note(&r)
		case !errors.Is(err, sitrep.NotFound):
			return err
		}
	}
	return nil
}

// looker finds the victims of a report that an earlier program read.
type looker interface {
	victims(r *sitrep.Report) []sitrep.Victim
}

// note remembers whom a report names: a report's words never change.
func (n *Names) note(r *sitrep.Reading) []sitrep.Victim {
	n.mu.Lock()
	list, ok := n.found[r.Report.ID]
	n.mu.Unlock()
	if ok {
		return list
	}
	if list = r.Victims; list == nil && r.Unread == "" {
		if l, ok := n.book.(looker); ok {
			list = l.victims(r.Report)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.found[r.Report.ID] = list
	return list
}

// maxMasks is how many stories' masks are remembered.
const maxMasks = 2000

// mask is what is withheld in a story.
func (n *Names) mask(ctx context.Context, st *sitrep.Story) (*mask, error) {
	settled, err := n.standing(ctx)
	if err != nil {
		return nil, err
	}
	now := made{reports: len(st.Articles)}
	for _, d := range settled {
		now.settled += strconv.FormatInt(d.ID, 36) + " "
	}
	if now.reports > 0 {
		now.last = st.Articles[now.reports-1]
	}
	n.mu.Lock()
	was, ok := n.made[st.ID]
	n.mu.Unlock()
	if ok && was.reports == now.reports && was.settled == now.settled && was.last == now.last {
		return was.mask, nil
	}
	rows, err := n.rows(ctx, st, settled)
	if err != nil {
		return nil, err
	}
	now.mask = maskOf(withheld(rows))
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.made) >= maxMasks {
		clear(n.made)
	}
	n.made[st.ID] = now
	return now.mask, nil
}

func withheld(rows []NameRow) (out []sitrep.Victim) {
	for _, r := range rows {
		if !r.Released {
			out = append(out, sitrep.Victim{Name: r.Name, Forms: r.Forms})
		}
	}
	return out
}

// state is which state the book and the names in it are in.
func (n *Names) state(ctx context.Context) (string, error) {
	version, err := n.book.Version(ctx)
	return version + " " + strconv.FormatInt(n.epoch.Load(), 36), err
}

// lead is the story of now that an id leads to; nothing when there is none.
func (n *Names) lead(ctx context.Context, id sitrep.StoryID) (sitrep.StoryID, error) {
	state, err := n.state(ctx)
	if err != nil {
		return "", err
	}
	return n.leads.get(ctx, state, id, func(ctx context.Context) (sitrep.StoryID, error) {
		st, err := n.book.Story(ctx, id)
		if errors.Is(err, sitrep.NotFound) {
			err = nil
		}
		return st.ID, err
	})
}

// maskOf is what is withheld in the story of an id; nil: nothing.
func (n *Names) maskOf(ctx context.Context, id sitrep.StoryID) (*mask, error) {
	state, err := n.state(ctx)
	if err != nil {
		return nil, err
	}
	return n.held.get(ctx, state, id, func(ctx context.Context) (*mask, error) {
		st, err := n.book.Story(ctx, id)
		if err != nil {
			return nil, err
		}
		return n.mask(ctx, &st)
	})
}

// maskFor is what is withheld in a report: its story's names, or its own while it stands in none.
func (n *Names) maskFor(ctx context.Context, r *sitrep.Reading, story sitrep.StoryID) (*mask, error) {
	if story != "" {
		return n.maskOf(ctx, story)
	}
	return maskOf(n.note(r)), nil
}

// Notice is a notice as those are told it who are not at the desk.
func (n *Names) Notice(ctx context.Context, x sitrep.Notice) (sitrep.Notice, error) {
	if x.Report != "" { // a new version may not have been read yet, nor placed
		r, _, err := n.book.Reading(ctx, x.Report)
		if err != nil && !errors.Is(err, sitrep.NotFound) {
			return x, err
		}
		if err == nil {
			x = hidden(maskOf(n.note(&r)), x)
		}
	}
	if x.Story == "" {
		return x, nil
	}
	m, err := n.maskOf(ctx, x.Story)
	if errors.Is(err, sitrep.NotFound) {
		return x, nil // every report of it was pruned
	}
	return hidden(m, x), err
}

// Book is what readers are shown: the same, without the names that are withheld.
func (n *Names) Book() Book { return &discreet{n.book, n} }

type discreet struct {
	open  Book
	names *Names
}

func (b *discreet) Cards(ctx context.Context, f CardFilter) ([]Card, bool, error) {
	cards, more, err := b.open.Cards(ctx, f)
	if err != nil {
		return nil, false, err
	}
	settled, err := b.names.standing(ctx)
	if err != nil {
		return nil, false, err
	}
	about := map[sitrep.StoryID]bool{} // the stories of which a name is settled
	for _, d := range settled {
		to, err := b.names.lead(ctx, d.Story)
		if err != nil {
			return nil, false, err
		}
		about[to] = true
	}
	out := make([]Card, len(cards))
	for i, c := range cards {
		var m *mask
		if c.Named != nil && !about[c.ID] { // known without a look at its reports
			m = maskOf(c.Named)
		} else if m, err = b.names.maskOf(ctx, c.ID); err != nil {
			return nil, false, err
		}
		out[i] = hidden(m, c)
		out[i].Named, out[i].Place = nil, c.Place
	}
	return out, more, nil
}

func (b *discreet) Story(ctx context.Context, id sitrep.StoryID) (sitrep.Story, error) {
	st, err := b.open.Story(ctx, id)
	if err != nil {
		return st, err
	}
	m, err := b.names.mask(ctx, &st)
	return hidden(m, st), err
}

// shown is a part of a story without the names that are withheld in it.
func shown[T any](ctx context.Context, b *discreet, id sitrep.StoryID, v T, err error) (T, error) {
	var none T
	if err != nil {
		return none, err
	}
	m, err := b.names.maskOf(ctx, id)
	if err != nil {
		return none, err
	}
	return hidden(m, v), nil
}

func (b *discreet) Brief(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Brief, error) {
	v, err := b.open.Brief(ctx, id, asof)
	return shown(ctx, b, id, v, err)
}

func (b *discreet) Ledger(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Ledger, error) {
	v, err := b.open.Ledger(ctx, id, asof)
	return shown(ctx, b, id, v, err)
}

func (b *discreet) Since(ctx context.Context, id sitrep.StoryID, since sitrep.Stamp) ([]ledger.Change, error) {
	v, err := b.open.Since(ctx, id, since)
	return shown(ctx, b, id, v, err)
}

func (b *discreet) Readings(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) ([]sitrep.Reading, error) {
	v, err := b.open.Readings(ctx, id, asof)
	return shown(ctx, b, id, v, err)
}

func (b *discreet) Tellings(ctx context.Context, id sitrep.StoryID) ([]Telling, error) {
	v, err := b.open.Tellings(ctx, id)
	return shown(ctx, b, id, v, err)
}

func (b *discreet) Reading(ctx context.Context, id sitrep.ReportID) (sitrep.Reading, sitrep.StoryID, error) {
	r, story, err := b.open.Reading(ctx, id)
	if err != nil {
		return r, story, err
	}
	m, err := b.names.maskFor(ctx, &r, story)
	return hidden(m, r), story, err
}

// discreetly is a version of a report without the names that are withheld, and without what was fetched.
func discreetly(m *mask, k *sitrep.Kept) *sitrep.Kept {
	v := *k
	v.Raw = nil
	v = hidden(m, v)
	return &v
}

// read is a version's reading and its story, of what is kept and not read too.
func (b *discreet) read(ctx context.Context, k *sitrep.Kept) (sitrep.Reading, sitrep.StoryID, error) {
	r, story, err := b.open.Reading(ctx, k.Report.ID)
	if errors.Is(err, sitrep.NotFound) {
		return sitrep.Reading{Report: k.Report}, "", nil
	}
	return r, story, err
}

// Versions of one item are shown without what is withheld in any of them: one may stand in no story, any more or yet.
func (b *discreet) Versions(ctx context.Context, id sitrep.ReportID) ([]*sitrep.Kept, error) {
	list, err := b.open.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	var held []sitrep.Victim
	released, asked := map[string]bool{}, map[sitrep.StoryID]bool{}
	for _, k := range list {
		r, story, err := b.read(ctx, k)
		if err != nil {
			return nil, err
		}
		held = append(held, b.names.note(&r)...)
		if story == "" || asked[story] {
			continue
		}
		asked[story] = true
		rows, err := b.names.Of(ctx, story)
		if err != nil {
			return nil, err
		}
		held = append(held, withheld(rows)...)
		for _, row := range rows {
			released[actor.Fold(row.Name)] = row.Released
		}
	}
	m := maskOf(slices.DeleteFunc(held, func(v sitrep.Victim) bool { return released[actor.Fold(v.Name)] }))
	out := make([]*sitrep.Kept, len(list))
	for i, k := range list {
		out[i] = discreetly(m, k)
	}
	return out, nil
}

func (b *discreet) Taken(ctx context.Context, after int64, limit int) ([]*sitrep.Kept, error) {
	list, err := b.open.Taken(ctx, after, limit)
	if err != nil {
		return nil, err
	}
	out := make([]*sitrep.Kept, len(list))
	for i, k := range list {
		r, story, err := b.read(ctx, k)
		if err != nil {
			return nil, err
		}
		m, err := b.names.maskFor(ctx, &r, story)
		if err != nil {
			return nil, err
		}
		out[i] = discreetly(m, k)
	}
	return out, nil
}

// Search finds nothing by a name that is withheld, or anybody could ask whether a report names somebody.
func (b *discreet) Search(ctx context.Context, query string, limit int) ([]sitrep.Hit, error) {
	hits, err := b.open.Search(ctx, query, limit)
	if err != nil {
		return nil, err
	}
	asked := record.Words(query)
	var out []sitrep.Hit
	for _, h := range hits {
		r, story, err := b.open.Reading(ctx, h.Report)
		if err != nil {
			return nil, err
		}
		m, err := b.names.maskFor(ctx, &r, story)
		if err != nil {
			return nil, err
		}
		if m != nil {
			left := m.report(r.Report)
			if !record.Holds(left.Title+"\n"+left.Text, asked) {
				continue
			}
			h.Title = left.Title
			h.Snippet, h.Marks = record.Snippet(left.Text, asked)
		}
		out = append(out, h)
	}
	return out, nil
}

func (b *discreet) Check(ctx context.Context, text string) (sitrep.Checked, error) {
	c, err := b.open.Check(ctx, text)
	if err != nil {
		return c, err
	}
	out := sitrep.Checked{Sentences: slices.Clone(c.Sentences)}
	for i := range out.Sentences {
		s := &out.Sentences[i]
		s.Findings = slices.Clone(s.Findings)
		for j := range s.Findings {
			f := &s.Findings[j]
			f.Evidence = slices.Clone(f.Evidence)
			for k := range f.Evidence {
				e := &f.Evidence[k]
				r, story, err := b.open.Reading(ctx, e.Report)
				if err != nil {
					return sitrep.Checked{}, err
				}
				m, err := b.names.maskFor(ctx, &r, story)
				if err != nil {
					return sitrep.Checked{}, err
				}
				if m != nil {
					e.Quote, f.Why = m.padded(e.Quote), m.plain(f.Why)
				}
			}
		}
	}
	return out, nil
}

func (b *discreet) Version(ctx context.Context) (string, error) { return b.open.Version(ctx) }
