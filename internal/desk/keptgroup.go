package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"sitrep"
	"sitrep/internal/origin"
	"sitrep/internal/story"
)

// checkpoint is how many reports are placed between two times at which the stories' ids are told to the grouper for
// good. It is counted by the reports' numbers, never by time, so that ids don't depend on when grouping was
// run. A story that is merged keeps the id of the larger part from one checkpoint to the next.
const checkpoint = 512

// placing is the state of grouping. There is one writer: it follows the numbers in which reports were kept, up to
// the first that is not read yet, and keeps where each story stands. In memory it holds what a grouper
// holds; after a restart it goes through the kept reports again, which only cuts them into words.
type placing struct {
	grouping sync.Mutex
	grouper  *story.Grouper
	copies   *origin.Index
	done     int64 // the number of the last report placed
	items    map[sitrep.ItemID]*item
	facts    map[sitrep.ReportID]Fact
	placed   map[sitrep.StoryID]placement // as the store has it
	round    int64
}

// item is what grouping knows of an item: its versions with a text, oldest first.
type item struct{ versions []sitrep.ReportID }

// speaks is the version that speaks for the item: the newest.
func (i *item) speaks() sitrep.ReportID { return i.versions[len(i.versions)-1] }

// voice is the report that speaks for a report's item; the report's own for one that is not known.
func (p *placing) voice(id sitrep.ReportID) sitrep.ReportID {
	if it := p.items[p.facts[id].Item]; it != nil {
		return it.speaks()
	}
	return id
}

// placement is a story as the store has it.
type placement struct {
	sum      string
	articles []sitrep.ReportID
}

// batchSize is how many kept reports are held in memory at once while they are placed.
const batchSize = 256

// errEnough ends a walk through the store.
var errEnough = errors.New("enough")

// Group places every report that is read, in the order of their numbers, and keeps which stories changed, where
// former ids lead, and the tasks to tell the changed ones.
func (k *Keeper) Group(ctx context.Context) error {
	k.grouping.Lock()
	defer k.grouping.Unlock()
	if err := k.restore(ctx); err != nil {
		return fmt.Errorf("group: %w", err)
	}
	upTo, err := k.store.ReadUpTo(ctx)
	if err != nil {
		return fmt.Errorf("group: %w", err)
	}
	for k.done < upTo {
		if err := k.advance(ctx, upTo); err != nil {
			return fmt.Errorf("group: %w", err)
		}
	}
	decisions, err := k.store.Decisions(ctx)
	if err != nil {
		return fmt.Errorf("group: %w", err)
	}
	b, placed := k.diff(k.stories(decisions), decisions)
	if len(b.Told)+len(b.Moved) == 0 {
		return nil
	}
	if err := k.store.Keep(ctx, b); err != nil {
		return fmt.Errorf("keep the placement of %d stories: %w", len(b.Told), err)
	}
	k.placed = placed
	k.round++
	return nil
}

// Regain forgets what the store has placed: another process may have grouped since. What this one has in
// its grouper depends on the kept reports alone and stays good.
func (k *Keeper) Regain() {
	k.grouping.Lock()
	defer k.grouping.Unlock()
	k.placed = nil
}

// restore makes an empty grouper and learns what the store has, unless that is done.
func (k *Keeper) restore(ctx context.Context) error {
	if k.grouper == nil {
		k.grouper, k.copies = story.New(story.Options{}), origin.NewIndex()
		k.items, k.facts = map[sitrep.ItemID]*item{}, map[sitrep.ReportID]Fact{}
	}
	if k.placed != nil {
		return nil
	}
	placed := map[sitrep.StoryID]placement{}
	const page = 1000
	for offset := 0; ; offset += page {
		list, err := k.store.Stories(ctx, sitrep.StoryFilter{Limit: page, Offset: offset})
		if err != nil {
			return err
		}
		for _, t := range list {
			placed[t.Story.ID] = placement{t.Sum, t.Story.Articles}
			k.round = max(k.round, t.Round)
		}
		if len(list) < page {
			break
		}
	}
	k.placed, k.round = placed, k.round+1
	return nil
}

// advance places the next reports, some hundreds at most.
func (k *Keeper) advance(ctx context.Context, upTo int64) error {
	var list []*sitrep.Kept
	err := k.store.After(ctx, k.done, func(r *sitrep.Kept) error {
		if r.Number > upTo || len(list) == batchSize {
			return errEnough
		}
		list = append(list, r)
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if len(list) == 0 {
		k.done = upTo // what stood there was pruned
		return nil
	}
	outline := func(i int) *Sheet {
		s := k.desk.Segment(list[i].Report)
		s.Outline = k.grouper.Outline(story.Report{Report: s.Report, Body: s.Body, Title: s.Title})
		s.Origin = &origin.Reading{Words: origin.WordsOf(s.Body)}
		return s
	}
	return inOrder(ctx, k.desk.workers, len(list), outline, func(i int, s *Sheet) error {
		k.add(list[i], s)
		return nil
	})
}

// add places one report.
func (k *Keeper) add(r *sitrep.Kept, s *Sheet) {
	k.done = r.Number
	if r.Gone {
		return // its last words go on speaking
	}
	it := k.items[r.Item]
	if it == nil {
		it = &item{}
		k.items[r.Item] = it
	}
	copies := k.copies.Add(r.Report.ID, s.Origin.Words)
	if n := len(it.versions); n > 0 && !slices.Contains(copies, it.versions[n-1]) {
		copies = append(copies, it.versions[n-1]) // a new version stands where the former stood
	}
	it.versions = append(it.versions, r.Report.ID)
	k.facts[r.Report.ID] = Fact{r.Number, r.Item, r.Report.Published, r.Report.Title}
	k.grouper.Place(s.Outline, copies)
	if r.Number%checkpoint == 0 {
		k.grouper.Mend()
	}
}

// stories lists the stories as they stand: the grouper's, as the desk decided otherwise, in which only the newest
// version of an item speaks.
func (k *Keeper) stories(decisions []sitrep.Decision) []sitrep.Story {
	list := Arrange(k.grouper.Stories(), decisions, func(id sitrep.ReportID) Fact { return k.facts[id] })
	for i := range list {
		k.newest(&list[i])
	}
	return slices.DeleteFunc(list, func(s sitrep.Story) bool { return len(s.Articles) == 0 })
}

// newest leaves former versions out of a story: an edited article is no second voice.
func (k *Keeper) newest(s *sitrep.Story) {
	former := func(id sitrep.ReportID) bool { return k.voice(id) != id }
	if !slices.ContainsFunc(s.Articles, former) {
		return
	}
	for _, id := range s.Articles {
		if former(id) && k.facts[id].Title == s.Headline {
			s.Headline = k.facts[k.voice(id)].Title
			break
		}
	}
	s.Articles = slices.DeleteFunc(s.Articles, former)
	s.Ties = slices.DeleteFunc(s.Ties, func(t sitrep.Tie) bool { return former(t.Report) })
	for i := range s.Events {
		s.Events[i].Reports = slices.DeleteFunc(slices.Clone(s.Events[i].Reports), former)
	}
	s.Events = slices.DeleteFunc(s.Events, func(e sitrep.Event) bool { return len(e.Reports) == 0 })
}

// diff compares the stories with what the store has and makes the batch that says so.
func (k *Keeper) diff(stories []sitrep.Story, decisions []sitrep.Decision) (*sitrep.Batch, map[sitrep.StoryID]placement) {
	b := &sitrep.Batch{}
	placed := make(map[sitrep.StoryID]placement, len(stories))
	home := map[sitrep.ReportID]sitrep.StoryID{}
	for _, s := range stories {
		for _, id := range s.Articles {
			home[id] = s.ID
		}
		p := placement{sumOf(s, decisions), s.Articles}
		placed[s.ID] = p
		if old, ok := k.placed[s.ID]; ok && old.sum == p.sum {
			continue
		}
		b.Told = append(b.Told, sitrep.Told{Story: s, After: k.latest(s), Round: k.round, Sum: p.sum, At: k.now()})
		b.Tasks = append(b.Tasks, sitrep.Task{Kind: sitrep.TellTask, Key: string(s.ID)})
	}
	for _, id := range sortedKeys(k.placed) {
		if _, ok := placed[id]; ok {
			continue
		}
		if to, moved := k.heir(k.placed[id].articles, home); to != "" {
			b.Moved = append(b.Moved, sitrep.Redirect{From: id, To: to, Change: string(story.Merged), Reports: moved, After: k.last(moved)})
		}
	}
	return b, placed
}

// heir is the story that most of a former story's reports are in now.
func (k *Keeper) heir(articles []sitrep.ReportID, home map[sitrep.ReportID]sitrep.StoryID) (sitrep.StoryID, []sitrep.ReportID) {
	in := map[sitrep.StoryID][]sitrep.ReportID{}
	for _, id := range articles {
		to := home[k.voice(id)]
		in[to] = append(in[to], id)
	}
	var best sitrep.StoryID
	for _, to := range sortedKeys(in) {
		if to != "" && len(in[to]) > len(in[best]) || best == "" {
			best = to
		}
	}
	return best, in[best]
}

// latest is the highest number among a story's reports.
func (k *Keeper) latest(s sitrep.Story) (n int64) {
	for _, id := range s.Articles {
		n = max(n, k.facts[id].Number)
	}
	return n
}

func (k *Keeper) last(ids []sitrep.ReportID) (last sitrep.ReportID) {
	for _, id := range ids {
		if last == "" || k.facts[id].Number > k.facts[last].Number {
			last = id
		}
	}
	return last
}

// sumOf tells whether a story, or what the desk decided about it, has changed.
func sumOf(s sitrep.Story, decisions []sitrep.Decision) string {
	var about []int64
	for _, d := range decisions {
		if concerns(d, &s) {
			about = append(about, d.ID)
		}
	}
	// A story is plain data: it can always be written as JSON.
	page, _ := json.Marshal(struct {
		sitrep.Story
		Events []sitrep.Event
		About  []int64
	}{s, s.Events, about})
	sum := sha256.Sum256(page)
	return hex.EncodeToString(sum[:12])
}
