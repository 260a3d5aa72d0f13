package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/brief"
)

// Identity tells of which item a report is a version. Methods are safe for concurrent use.
type Identity interface {
	// Keys are what a report's item is known by, the strongest first.
	Keys(k *sitrep.Kept) []string
	// Resolve finds the item among those that a store keeps; 0 means that it is a new one.
	Resolve(ctx context.Context, s sitrep.ReportStore, k *sitrep.Kept) (sitrep.ItemID, error)
}

// KeeperOptions is what a keeper works with.
type KeeperOptions struct {
	Desk     *Desk
	Store    sitrep.Store
	Identity Identity // nil: an item is known by its address as it stands
	// Now is the clock for when things were seen; nil: the machine's. No result depends on it.
	Now func() time.Time
	Log *slog.Logger // nil: nothing is logged
	// Told is called after a story was told: whoever counts what was told, how late, and what was refused.
	Told func(t *sitrep.Told)
	// Writer words briefs anew: a language model; nil: nobody does.
	Writer brief.Writer
	// Pages has the page behind a feed's new entry fetched when the entry brings little text.
	Pages bool
}

// little is the text of a feed's entry, in bytes, behind which there is more on its page.
const little = 1500

// Keeper is the desk over a store: it follows running stories for months. Its stages are Take (a report is
// kept), Read (claims and figures are found in it), Group (it is placed in a story) and Tell (the
// story's ledger and brief are written). Each stage keeps what it found together with the tasks that follow from
// it, so that nothing is lost between two stages; each may run twice and at any time, and the outcome
// depends only on what was taken, in which order, and on what the desk decided. It is safe for concurrent use.
type Keeper struct {
	desk     *Desk
	store    sitrep.Store
	identity Identity
	now      func() time.Time
	log      *slog.Logger
	told     func(t *sitrep.Told)
	writer   brief.Writer
	pages    bool

	taking sync.Mutex // one at a time: two may be versions of one item
	placing
}

// NewKeeper makes a keeper.
func NewKeeper(o KeeperOptions) *Keeper {
	k := &Keeper{desk: o.Desk, store: o.Store, identity: o.Identity, now: o.Now, log: o.Log, told: o.Told, writer: o.Writer, pages: o.Pages}
	if k.identity == nil {
		k.identity = addresses{}
	}
	if k.now == nil {
		k.now = time.Now
	}
	if k.told == nil {
		k.told = func(*sitrep.Told) {}
	}
	if k.log == nil {
		k.log = slog.New(slog.DiscardHandler)
	}
	return k
}

// Store is the store that is kept.
func (k *Keeper) Store() sitrep.Store { return k.store }

// Do runs the task of a stage. What it does not know is an error of the kind Invalid.
func (k *Keeper) Do(ctx context.Context, t sitrep.Task) error {
	switch t.Kind {
	case sitrep.ReadTask:
		return k.Read(ctx, portion(t.Key)...)
	case sitrep.GroupTask:
		return k.Group(ctx)
	case sitrep.TellTask:
		return k.Tell(ctx, sitrep.StoryID(t.Key))
	case sitrep.AlertTask:
		return alert.Match(ctx, k.store, k.now())
	}
	return fmt.Errorf("%w: the desk has no task %q", sitrep.Invalid, t.Kind)
}

// Take keeps what came in: all of it or nothing, and when it returns it is on disk. Each report finds its item. One
// that says what its item's newest version says already is passed over; else it is a new version of the
// item, with what changed said in words. The batch's reports are numbered in time order. What was kept is left in
// b.Reports; the rest of the batch (a feed's new state, its fetch log) is kept with it.
func (k *Keeper) Take(ctx context.Context, b *sitrep.Batch) error {
	k.taking.Lock()
	defer k.taking.Unlock()
	for _, in := range b.Reports {
		if in.Report == nil {
			in.Report = &sitrep.Report{} // a tombstone: its head is filled in
		}
	}
	sort.SliceStable(b.Reports, func(i, j int) bool { return sooner(b.Reports[i].Report, b.Reports[j].Report) })
	incoming, kept, old := b.Reports, []*sitrep.Kept(nil), map[*sitrep.Kept]bool{}
	b.Reports = nil
	tasks := b.Tasks
	b.Tasks = nil
	waiting := map[string]bool{} // the keys of what waits in b
	var unread []sitrep.ReportID // what is new in b
	keep := func(b *sitrep.Batch) error {
		b.Tasks = append(b.Tasks, portions(unread)...)
		unread = nil
		if err := k.heed(ctx, b, len(b.Notices)); err != nil {
			return err
		}
		if err := k.store.Keep(ctx, b); err != nil {
			return fmt.Errorf("keep %s: %w", count(len(b.Reports), "report"), err)
		}
		kept = append(kept, b.Reports...)
		clear(waiting)
		return nil
	}
	for _, in := range incoming {
		for _, key := range k.identity.Keys(in) {
			if !in.Gone && !slices.Contains(in.Keys, key) {
				in.Keys = append(in.Keys, key)
			}
		}
		if slices.ContainsFunc(in.Keys, func(key string) bool { return waiting[key] }) {
			// Two versions of one item came at once: the first has to be kept before the second can be compared.
			if err := keep(&sitrep.Batch{Reports: b.Reports, Notices: b.Notices, Tasks: b.Tasks}); err != nil {
				return err
			}
			b.Reports, b.Notices, b.Tasks = nil, nil, nil
		}
		found, err := k.place(ctx, in)
		if err != nil {
			return fmt.Errorf("find the item of %s: %w", in.Report.ID, err)
		}
		if found == nothing {
			continue
		}
		if in.Seen.IsZero() {
			in.Seen = k.now()
		}
		if in.Version > 1 && in.Change != "" {
			if err := k.revised(ctx, b, in); err != nil {
				return err
			}
		}
		for _, key := range in.Keys {
			waiting[key] = true
		}
		b.Reports = append(b.Reports, in)
		old[in] = found == known
		if found == fresh {
			unread = append(unread, in.Report.ID)
			if k.pages && in.Feed != 0 && !in.Gone && in.Raw == nil && in.Report.URL != "" && len(in.Report.Text) < little {
				b.Tasks = append(b.Tasks, sitrep.Task{Kind: sitrep.PageTask, Key: string(in.Report.ID)})
			}
		}
	}
	b.Tasks = append(b.Tasks, tasks...)
	if b.Receipt != nil {
		for _, in := range kept {
			b.Receipt.Reports = append(b.Receipt.Reports, in.Report.ID)
		}
	}
	if err := keep(b); err != nil {
		return err
	}
	b.Reports = slices.DeleteFunc(kept, func(in *sitrep.Kept) bool { return old[in] })
	return nil
}

// sooner is the order in which reports are numbered: by time, those of one time by id; undated ones come
// last, in the order they came in.
func sooner(a, b *sitrep.Report) bool {
	if a.Published.IsZero() || b.Published.IsZero() {
		return !a.Published.IsZero()
	}
	if x, y := a.Published.End(), b.Published.End(); !x.Equal(y) {
		return x.Before(y)
	}
	return a.ID < b.ID
}

// finding is what an incoming report is to its item.
type finding int

const (
	nothing finding = iota // nothing to keep
	known                  // its item's newest version, known by new keys
	fresh                  // a new item or a new version
)

// place finds the item of a report and says whether it is to be kept: as a new item, or as a new version.
func (k *Keeper) place(ctx context.Context, in *sitrep.Kept) (_ finding, err error) {
	if in.Item == 0 {
		if in.Item, err = k.identity.Resolve(ctx, k.store, in); err != nil {
			return nothing, err
		}
	}
	if in.Item == 0 {
		if in.Gone {
			return nothing, nil
		}
		return fresh, nil
	}
	versions, err := k.store.Versions(ctx, in.Item)
	if err != nil {
		return nothing, err
	}
	if len(versions) == 0 {
		return nothing, nil // pruned; a feed that still lists it does not bring it back
	}
	last := versions[len(versions)-1]
	if in.Gone {
		if last.Gone {
			return nothing, nil
		}
		bury(in, last)
		return fresh, nil
	}
	if before := stands(in, versions); before != nil && same(before.Report, in.Report) {
		in.Report.ID = before.Report.ID // a store adds the keys of a version that it sees again
		if news(in.Keys, versions) {
			return known, nil
		}
		return nothing, nil
	}
	if !last.Gone && oldCopy(in.Report, versions) {
		return nothing, nil
	}
	in.Version = len(versions) + 1
	in.Report.ID = unused(in.Report.ID, in.Version, versions)
	switch like := ofKind(in, versions); {
	case len(like) > 0:
		in.Change, err = k.change(ctx, spoken(like), in.Report)
	case whole(in):
		in.Change = "the text of its page" // not an edit: a feed's entry is a part of it
	default:
		in.Change, err = k.change(ctx, spoken(versions), in.Report)
	}
	if last.Gone {
		in.Change = strings.TrimSuffix("the page is back; "+in.Change, "; ")
	}
	return fresh, err
}

// whole reports whether a version is a fetched page, not a feed's entry.
func whole(k *sitrep.Kept) bool { return k.Hash != "" }

// ofKind are the versions that came the same way: as a page, or as an entry.
func ofKind(in *sitrep.Kept, versions []*sitrep.Kept) (list []*sitrep.Kept) {
	for _, v := range versions {
		if !v.Gone && whole(v) == whole(in) {
			list = append(list, v)
		}
	}
	return list
}

// stands is the version that an incoming one is to differ from. A feed goes on listing the entry behind which a page
// was fetched: that is no edit of the page.
func stands(in *sitrep.Kept, versions []*sitrep.Kept) *sitrep.Kept {
	last := versions[len(versions)-1]
	if last.Gone {
		return nil
	}
	if like := ofKind(in, versions); !whole(in) && len(like) > 0 {
		return like[len(like)-1]
	}
	return last
}

// revised tells programs that an item has a new version: what it changed, and of which story it is.
func (k *Keeper) revised(ctx context.Context, b *sitrep.Batch, in *sitrep.Kept) error {
	n := sitrep.Notice{Kind: sitrep.ReportRevised, Report: in.Report.ID, Headline: in.Report.Title, What: in.Change, At: k.now().UTC()}
	versions, err := k.store.Versions(ctx, in.Item)
	if err != nil {
		return fmt.Errorf("versions of %s: %w", in.Report.ID, err)
	}
	for _, v := range slices.Backward(versions) {
		switch story, err := k.store.StoryOf(ctx, v.Report.ID); {
		case err == nil:
			n.Story = story
		case !errors.Is(err, sitrep.NotFound):
			return err
		}
		if n.Story != "" {
			break
		}
	}
	b.Notices = append(b.Notices, n)
	return nil
}

// news reports whether one of the keys is new to an item.
func news(keys []string, versions []*sitrep.Kept) bool {
	return slices.ContainsFunc(keys, func(key string) bool {
		return !slices.ContainsFunc(versions, func(v *sitrep.Kept) bool { return slices.Contains(v.Keys, key) })
	})
}

// bury makes the tombstone of an item whose page was removed.
func bury(in, last *sitrep.Kept) {
	head := *last.Report
	head.ID, head.Text = sitrep.ReportID(fmt.Sprintf("%s-gone%d", last.Report.ID, last.Version+1)), ""
	in.Report, in.Version, in.Change = &head, last.Version+1, "the page was removed"
}

// spoken is the newest version that has a text.
func spoken(versions []*sitrep.Kept) *sitrep.Report {
	for _, v := range slices.Backward(versions) {
		if !v.Gone {
			return v.Report
		}
	}
	return versions[0].Report
}

// same reports whether two versions say the same: white space apart, which differs by how a page was built.
func same(a, b *sitrep.Report) bool {
	return a.Title == b.Title && a.Text == b.Text || bare(a.Title) == bare(b.Title) && bare(a.Text) == bare(b.Text)
}

// oldCopy reports whether what came in is a former version that came late: it says what that said and is dated as that
// was, before the newest. An edit that was taken back is dated anew, or not dated apart.
func oldCopy(r *sitrep.Report, versions []*sitrep.Kept) bool {
	when := func(r *sitrep.Report) time.Time { return cmp.Or(r.Updated, r.Published).End() }
	newest := when(versions[len(versions)-1].Report)
	return slices.ContainsFunc(versions[:len(versions)-1], func(v *sitrep.Kept) bool {
		return !v.Gone && same(v.Report, r) && when(v.Report).Equal(when(r)) && when(r).Before(newest)
	})
}

func bare(s string) string { return strings.Join(strings.Fields(s), " ") }

// unused is a version's id: the report's own, unless an earlier version has it (an edit that was taken back).
func unused(id sitrep.ReportID, version int, versions []*sitrep.Kept) sitrep.ReportID {
	for _, v := range versions {
		if v.Report.ID == id {
			return sitrep.ReportID(fmt.Sprintf("%s-v%d", id, version))
		}
	}
	return id
}

// addresses is the plainest identity: an item is its address as it stands, or else its outlet's id for it.
type addresses struct{}

func (addresses) Keys(k *sitrep.Kept) []string {
	if k.Report.URL != "" {
		return []string{"url:" + k.Report.URL}
	}
	return []string{"id:" + string(k.Report.ID)}
}

func (addresses) Resolve(ctx context.Context, s sitrep.ReportStore, k *sitrep.Kept) (sitrep.ItemID, error) {
	items, err := s.ItemsBy(ctx, k.Keys)
	if err != nil || len(items) == 0 {
		return 0, err
	}
	return items[0], nil
}

// Read finds the claims and figures of reports and keeps them.
func (k *Keeper) Read(ctx context.Context, ids ...sitrep.ReportID) error {
	var list []*sitrep.Report
	for _, id := range ids {
		kept, err := k.store.Report(ctx, id)
		if errors.Is(err, sitrep.NotFound) {
			continue // pruned before it was read
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", id, err)
		}
		list = append(list, kept.Report)
	}
	b := &sitrep.Batch{Tasks: []sitrep.Task{{Kind: sitrep.GroupTask}}}
	err := inOrder(ctx, k.desk.workers, len(list), func(i int) *Sheet { return k.desk.Read(list[i]) }, func(i int, s *Sheet) error {
		if s.Failed != nil {
			k.log.Error("a report could not be read", "report", list[i].ID, "error", s.Failed)
		}
		b.Readings = append(b.Readings, s.Reading)
		return nil
	})
	if err != nil || len(list) == 0 {
		return err
	}
	return k.store.Keep(ctx, b)
}

// One task reads a portion of the reports that came together: a queue takes and completes tasks one by one, which costs
// more than reading a report does. Neither number matters to what comes out.
const (
	portionReports = 16
	portionKey     = 1500 // bytes of ids: PostgreSQL's indexes take no keys of any length
)

// portions are the tasks that read reports.
func portions(ids []sitrep.ReportID) (tasks []sitrep.Task) {
	size, from := 0, 0
	for i, id := range ids {
		if i > from && (i-from == portionReports || size+len(id) > portionKey) {
			tasks = append(tasks, sitrep.Task{Kind: sitrep.ReadTask, Key: keyOf(ids[from:i])})
			size, from = 0, i
		}
		size += len(id)
	}
	if from < len(ids) {
		tasks = append(tasks, sitrep.Task{Kind: sitrep.ReadTask, Key: keyOf(ids[from:])})
	}
	return tasks
}

func keyOf(ids []sitrep.ReportID) string {
	page, _ := json.Marshal(ids) // a list of strings can always be written
	return string(page)
}

// portion is what a task is to read. A key that is no list is one report's id, as former versions wrote it.
func portion(key string) []sitrep.ReportID {
	var ids []sitrep.ReportID
	if json.Unmarshal([]byte(key), &ids) != nil {
		return []sitrep.ReportID{sitrep.ReportID(key)}
	}
	return ids
}
