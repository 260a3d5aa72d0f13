package sitrep

import (
	"context"
	"slices"
	"time"
)

// ItemID names one published thing across its versions. It is the number of its first version, so that
// it never depends on an address that may change.
type ItemID int64

// FeedID names a feed that is followed.
type FeedID int64

// Kept is one version of an item as a store holds it.
type Kept struct {
	// Number is intake's: versions are numbered from 1 in the order in which they were kept. Grouping
	// follows it.
	Number  int64
	Item    ItemID // 0 on the way in: a new item
	Version int    // 1 for an item's first
	Report  *Report
	// Gone marks a tombstone: the page was removed. Its report has the last version's head and no text.
	Gone bool
	Feed FeedID // 0 when it came from no feed
	// Keys are what the item is known by: addresses and guids in the form that internal/item gives them,
	// the strongest first. They add to those of earlier versions.
	Keys []string
	// Raw is what was fetched, as it came; Hash its SHA-256 in hexadecimal.
	Raw  []byte
	Hash string
	Seen time.Time // when first seen here; left out of exports
	// Change says in words what a new version changed in words and in figures.
	Change string
}

// Task is work that follows from what is kept. Two tasks with the same kind and key are one as long as
// neither has begun.
type Task struct {
	Kind  TaskKind
	Key   string
	After time.Time // not before; zero: at once
}

// TaskKind says what is to be done; a task's key says to what.
type TaskKind string

// The tasks. Each may run twice, and in any order.
const (
	FetchTask TaskKind = "fetch" // key: a feed's id
	PushTask  TaskKind = "push"  // key: a feed's id; ask its hub for a subscription
	PageTask  TaskKind = "page"  // key: a report's id; fetch the full text behind a feed entry
	ReadTask  TaskKind = "read"  // key: reports' ids as a JSON list; claims and figures
	GroupTask TaskKind = "group" // key: empty; place what was read, in intake's order
	TellTask  TaskKind = "tell"  // key: a story's id; its ledger and its brief
	AlertTask TaskKind = "alert" // key: empty; hold new notices against the alerts
	// DeliverTask's key is an alert's id; what waits for its address is sent.
	DeliverTask TaskKind = "deliver"
)

// Batch is what one Keep writes: all of it or nothing. Empty fields are left alone.
type Batch struct {
	Reports   []*Kept // numbers, items and versions are filled in
	Readings  []Reading
	Told      []Told
	Moved     []Redirect
	Decisions []Decision
	Feeds     []Feed
	Fetches   []Fetch
	Notices   []Notice
	Alerts    []Alert // a number of 0 is a new one, which is filled in
	// Deliveries are written over what is kept under their keys.
	Deliveries []Delivery
	// Alerted is kept if From is what is kept now; else the batch is refused whole, as Done: another process was faster.
	Alerted *Alerted
	Receipt *Receipt // nil: nobody asked for it under a key
	Tasks   []Task
}

// Receipt remembers a write that a program asked for under a key of its own. It is kept in the one transaction with
// what was written, so that whoever asks again, also after a crash, is told what was done instead of having it
// done twice. A week later it is forgotten.
type Receipt struct {
	Key   string // a fingerprint of who asked and of the key
	Asked string // a fingerprint of what was asked for
	At    time.Time
	// What came of it; Keep fills it in from the batch.
	Decision int64
	Feed     FeedID
	Reports  []ReportID
	Alert    int64 `json:",omitempty"`
}

// Remembered is how long a receipt is kept.
const Remembered = 7 * 24 * time.Hour

// Fill writes down what came of a batch.
func (r *Receipt) Fill(b *Batch) {
	for _, d := range b.Decisions {
		r.Decision = d.ID
	}
	for _, f := range b.Feeds {
		r.Feed = f.ID
	}
	for _, a := range b.Alerts {
		r.Alert = a.ID
	}
	for _, k := range b.Reports {
		if !slices.Contains(r.Reports, k.Report.ID) {
			r.Reports = append(r.Reports, k.Report.ID)
		}
	}
}

// Notice is a change that programs are told of: written in the one transaction with what it tells of, and numbered
// in the order in which that was kept, so that whoever was away goes on after the last number they saw.
// Notices are left out of exports; a store keeps the last 100,000.
type Notice struct {
	ID        int64      `json:"id"`
	Kind      NoticeKind `json:"event"`
	Story     StoryID    `json:"story,omitempty"`
	Headline  string     `json:"headline,omitempty"` // the story's
	Report    ReportID   `json:"report,omitempty"`   // of a revised report: the new version
	Series    string     `json:"series,omitempty"`   // of a figure
	Measure   Measure    `json:"measure,omitempty"`
	Claimant  string     `json:"claimant,omitempty"`
	Value     *Bounds    `json:"value,omitempty"`  // of a figure: what stands now; left out when it was taken back
	Before    *Bounds    `json:"before,omitempty"` // what the claimant gave before
	What      string     `json:"what"`             // what is so now, in words
	Was       string     `json:"was,omitempty"`    // what was so before
	Why       string     `json:"why,omitempty"`
	Citations []Citation `json:"citations,omitempty"`
	At        time.Time  `json:"at"` // when it was kept
}

// Bounds are the two ends of a value.
type Bounds struct {
	Min Bound `json:"min"`
	Max Bound `json:"max"`
}

// NoticeKind says what changed.
type NoticeKind string

// What programs are told of.
const (
	StoryCreated  NoticeKind = "story.created"
	FigureChanged NoticeKind = "figure.changed"
	ClaimDisputed NoticeKind = "claim.disputed"
	ReportRevised NoticeKind = "report.revised"
	BriefUpdated  NoticeKind = "brief.updated"
	SilenceBroken NoticeKind = "silence.broken" // who had declined to speak, or could not be reached, has spoken
)

// NoticeKinds are all of them.
var NoticeKinds = []NoticeKind{StoryCreated, FigureChanged, ClaimDisputed, ReportRevised, BriefUpdated, SilenceBroken}

// Told is a story as it was told after a report was placed: the newest one of a story stands, and each
// one whose brief differs from the one before is kept as a version of the brief.
type Told struct {
	Story  Story
	Ledger Ledger
	Brief  Brief
	// After is the number of the last version that was known.
	After int64
	// Round is the round of grouping that placed the story: a telling of an older placement never undoes
	// a newer one. Left out of exports.
	Round int64
	// Sum is a fingerprint of the placement, by which grouping knows after a restart what has changed. Left
	// out of exports.
	Sum string
	// Card is what a list shows of the story, as the desk's JSON, and Tags what lists are narrowed by
	// ("place:Kyiv"). Left out of exports.
	Card []byte
	Tags []string
	At   time.Time // left out of exports
	// Seq grows with every placement and telling of any story; lists are ordered by it. A store fills it in.
	Seq int64
	// Notices are kept with the telling, if it stands.
	Notices []Notice
}

// StoryFilter narrows a list of stories; its zero value is all of them.
type StoryFilter struct {
	Tags          []string  // each of them
	Since         time.Time // changed after
	Limit, Offset int       // 0: no limit
	// Below leaves out everything up to and with this place in the list: what changes meanwhile moves to its
	// front and shifts nothing.
	Below Below
}

// Below is a place in the list of stories; the zero value is its front.
type Below struct {
	Seq int64
	ID  StoryID
}

// Redirect leads from a story's former id to the one it is part of now.
type Redirect struct {
	From, To StoryID
	Change   string
	Reports  []ReportID
	After    ReportID
}

// Feed is a feed that is followed, and how it is doing.
type Feed struct {
	ID    FeedID
	URL   string
	Title string
	// ETag and Modified are the validators, byte for byte as the server gave them.
	ETag, Modified string
	Next           time.Time // not to be fetched before
	Failures       int       // in a row
	LastError      string    // in plain words; empty when the last fetch went well
	LastOK         time.Time
	Gone           bool // 410: it is fetched no more
	Removed        bool // by the user
	// Asked is when it was fetched last, by the clock of then: one that lies ahead says that the clock went back.
	Asked time.Time
	Pace  *Pace `json:",omitempty"` // what the feed says about how often it wants to be fetched; nil: nothing
	Push  *Push `json:",omitempty"` // the subscription at the feed's hub; nil: it offers none, or none is asked for
}

// Pace is what a feed says about when it is to be fetched.
type Pace struct {
	TTL       int            `json:",omitempty"` // minutes for which it may be kept; 0: not said
	SkipHours []int          `json:",omitempty"` // hours of the day, in UTC, in which to leave it alone
	SkipDays  []time.Weekday `json:",omitempty"`
}

// Push is a feed's subscription at a hub, by WebSub (W3C, 2018).
type Push struct {
	Hub, Topic string    // addresses, as the feed names them
	Path       string    // the last part of the callback's address, which nobody can guess
	Secret     string    // signs what is pushed; never shown
	Asked      time.Time // when the hub was asked last
	Until      time.Time // the lease's end; zero: the hub has not confirmed it
	Last       time.Time // when something rightly signed came last
	Why        string    `json:",omitempty"` // why there is no subscription, in the hub's words or ours
}

// Fetch is an entry of the fetch log.
type Fetch struct {
	Feed     FeedID
	URL      string
	At       time.Time
	Took     time.Duration
	Status   int // HTTP status; 0 when there was no answer
	Bytes    int64
	New      int // entries that came; those that are known already among them
	Why      string
	NotFresh bool // 304
}

// Decision is what a person at the desk settled. Decisions are inputs like reports: replayed over every
// new reading, and undone by another decision, never erased.
type Decision struct {
	ID     int64
	Kind   DecisionKind
	Story  StoryID    `json:",omitempty"`
	Report ReportID   `json:",omitempty"`
	Cite   *Citation  `json:",omitempty"` // the figure or claim it is about
	Other  StoryID    `json:",omitempty"` // of a join
	Figure *Figure    `json:",omitempty"` // a corrected reading
	Source string     `json:",omitempty"` // of a grade
	Grade  string     `json:",omitempty"` // A to F for a source, 1 to 6 for an item
	Text   string     `json:",omitempty"` // a pinned or struck sentence, a note, a name
	Parts  []ReportID `json:",omitempty"` // of a split: the reports that leave; of a lock: those that stay
	Undoes int64      `json:",omitempty"`
	// After is the number of the last version that was known when it was settled: what a split or a lock
	// says of a story's reports holds for those.
	After int64 `json:",omitempty"`
	By    string
	At    time.Time
	Why   string
}

// DecisionKind says what was settled.
type DecisionKind string

// What a desk settles.
const (
	Join    DecisionKind = "join"
	Split   DecisionKind = "split"
	Lock    DecisionKind = "lock"
	Reject  DecisionKind = "reject"
	Correct DecisionKind = "correct"
	Grade   DecisionKind = "grade"
	Pin     DecisionKind = "pin"
	Strike  DecisionKind = "strike"
	SignOff DecisionKind = "sign_off"
	Note    DecisionKind = "note"
	Release DecisionKind = "release" // a named victim may be shown
	// Withhold flags a name: showing it would do harm. It holds whether or not the program found the name.
	Withhold DecisionKind = "withhold"
	Undo     DecisionKind = "undo"
)

// Hit is a report that a search found.
type Hit struct {
	Report  ReportID
	Story   StoryID
	Title   string
	Snippet string // of the text, plain
	Marks   []Span // of the words that matched, in Snippet
}

// Store keeps everything. What Keep acknowledged is there once, whole, whatever happens to the process.
// Methods that look one thing up return NotFound when it isn't there. It is safe for concurrent use.
type Store interface {
	// Keep writes a batch in one transaction, with the tasks that follow from it, and returns when that
	// is on disk. A report whose id is kept already is passed over: its Number is the kept one's, and its
	// keys are added. A Told without a brief (its Brief.Story is empty) is a placement: the ledger and
	// brief that stand go on standing. One of an earlier Round than what stands is passed over. A story
	// that has moved is no longer live; it is again when it is placed again. A batch whose receipt's key is kept
	// already is refused whole, as Done.
	Keep(ctx context.Context, b *Batch) error

	ReportStore
	StoryStore
	FeedStore
	AlertStore

	// Notices are the first after a number, in order; LastNotice is the highest number that was given, or 0.
	Notices(ctx context.Context, after int64, limit int) ([]Notice, error)
	LastNotice(ctx context.Context) (int64, error)
	// Receipt is the one kept under a key, or NotFound.
	Receipt(ctx context.Context, key string) (Receipt, error)

	// Changes grows with every batch that was kept.
	Changes(ctx context.Context) (int64, error)
	// Export hands on everything kept, in a fixed order, as rows whose JSON is the export's line.
	Export(ctx context.Context, row func(v any) error) error
	// Backup writes a copy that is whole to a new file.
	Backup(ctx context.Context, file string) error
	// Prune deletes versions seen before a time (of one feed, if feed is not 0) that no brief cites, and
	// says how many.
	Prune(ctx context.Context, before time.Time, feed FeedID) (int, error)
	Check(ctx context.Context) error // what is wrong with the store, if anything
	Close() error
}

// ReportStore is what a store knows of reports.
type ReportStore interface {
	Report(ctx context.Context, id ReportID) (*Kept, error) // with Raw
	Number(ctx context.Context, n int64) (*Kept, error)     // without Raw
	// After hands on the versions numbered after n, in order, without Raw.
	After(ctx context.Context, n int64, each func(*Kept) error) error
	Versions(ctx context.Context, item ItemID) ([]*Kept, error)
	// ItemsBy are the items known by any of the keys, in the keys' order, each once.
	ItemsBy(ctx context.Context, keys []string) ([]ItemID, error)
	Readings(ctx context.Context, ids []ReportID) ([]Reading, error) // in the order asked for; unread ones are left out
	// ReadUpTo is the highest number up to which every version has been read.
	ReadUpTo(ctx context.Context) (int64, error)
	Search(ctx context.Context, query string, limit int) ([]Hit, error)
}

// StoryStore is what a store knows of stories.
type StoryStore interface {
	// Stories are the newest tellings without ledgers and briefs, what changed last first.
	Stories(ctx context.Context, f StoryFilter) ([]Told, error)
	// StoryOf is the live story that a report is placed in.
	StoryOf(ctx context.Context, id ReportID) (StoryID, error)
	// Story is the newest telling; a former id leads to the story it is part of now.
	Story(ctx context.Context, id StoryID) (Told, error)
	// Briefs are the versions of a story's brief, oldest first.
	Briefs(ctx context.Context, id StoryID) ([]Told, error)
	Decisions(ctx context.Context) ([]Decision, error) // in order
}

// FeedStore is what a store knows of feeds.
type FeedStore interface {
	Feeds(ctx context.Context) ([]Feed, error)
	Feed(ctx context.Context, id FeedID) (Feed, error)
	Fetches(ctx context.Context, feed FeedID, limit int) ([]Fetch, error) // newest first
}
