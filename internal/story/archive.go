package story

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"hash/maphash"
	"io"
	"math"
	"slices"
	"strings"

	"sitrep"
)

// What is settled is seldom asked for again: it is listed, or named when its story is joined to another, or a copy of it comes late. So
// settled reports are written down, a few hundred together, and compressed, and all that stays of each besides is a line in a register: some
// 100 bytes in all, where there were 600. The same is done with what is known of a story when it is closed.

// archive is what was put away. It is only added to.
type archive struct {
	boxes  [][]byte // sheets, compressed
	homes  []int32  // by record's number: the box with its cover if it is closed, opened, or ^n if it was joined to record n
	ids    register // reports and stories put away, to their boxes
	batch  []note   // not in the register yet
	seed   maphash.Seed
	packer *flate.Writer
	last   int // the box that is unpacked
	sheets []sheet
}

// opened stands for the box of a record that is open.
const opened = math.MaxInt32

// sheet is what a box holds of one record: some of its reports or, when it is closed, its cover: all else that is known of it.
type sheet struct {
	record  int
	cover   bool
	story   sitrep.StoryID
	reports int
	first   arrival
	boxes   []int32 // where its reports are
	entries []*entry
}

// boxful is about how many reports, or covers, are in a box.
const boxful = 256

func newArchive() archive {
	return archive{seed: maphash.MakeSeed(), last: -1}
}

// create gives a number to a record that is open.
func (a *archive) create() int {
	a.homes = append(a.homes, opened)
	return len(a.homes) - 1
}

// reopen gives back a record that is closed; nil when it is not.
func (a *archive) reopen(number int) *record {
	box := a.homes[number]
	if box == opened {
		return nil
	}
	sheets := a.open(int(box))
	s := &sheets[slices.IndexFunc(sheets, func(s sheet) bool { return s.record == number })]
	a.homes[number] = opened
	return &record{
		number: number, story: sitrep.StoryID(strings.Clone(string(s.story))), reports: s.reports,
		first: arrival{s.first.seq, sitrep.ReportID(strings.Clone(string(s.first.id)))}, boxes: slices.Clone(s.boxes), matter: newMatter(),
	}
}

// root is the number of the record that another was joined to.
func (a *archive) root(record int) int {
	for a.homes[record] < 0 {
		record = int(^a.homes[record])
	}
	return record
}

// put packs sheets into a new box and returns its number.
func (a *archive) put(sheets []sheet) int32 {
	var w writer
	for i := range sheets {
		w.sheet(&sheets[i])
	}
	box := int32(len(a.boxes))
	var out bytes.Buffer
	if a.packer == nil {
		a.packer, _ = flate.NewWriter(nil, flate.DefaultCompression) // fails for levels that there are not
	}
	a.packer.Reset(&out)
	a.packer.Write(w.to) // neither fails, as a buffer doesn't
	a.packer.Close()
	a.boxes = append(a.boxes, bytes.Clone(out.Bytes()))
	for i := range sheets {
		for _, e := range sheets[i].entries {
			a.batch = append(a.batch, note{a.hash("r", string(e.id)), box})
		}
		if sheets[i].cover {
			a.homes[sheets[i].record] = box
			a.batch = append(a.batch, note{a.hash("s", string(sheets[i].story)), box})
		}
	}
	return box
}

// note says in which box something is.
type note struct {
	hash uint64
	box  int32
}

func (a *archive) hash(kind, id string) uint64 { return maphash.String(a.seed, kind+id) }

// enter brings the register up to date.
func (a *archive) enter() {
	a.ids.add(a.batch)
	a.batch = a.batch[:0]
}

// open unpacks a box. What it returns is good until the next call.
func (a *archive) open(box int) []sheet {
	if a.last == box {
		return a.sheets
	}
	from, _ := io.ReadAll(flate.NewReader(bytes.NewReader(a.boxes[box]))) // what put wrote can be read
	r := reading{from: string(from)}
	a.last, a.sheets = box, nil
	for len(r.from) > 0 {
		a.sheets = append(a.sheets, r.sheet())
	}
	return a.sheets
}

// report finds a report that was put away, and the record it is in now.
func (a *archive) report(id sitrep.ReportID) (e *entry, record int, ok bool) {
	for box := range a.ids.find(a.hash("r", string(id))) {
		for _, s := range a.open(int(box)) {
			for _, e := range s.entries {
				if e.id == id {
					return e, a.root(s.record), true
				}
			}
		}
	}
	return nil, 0, false
}

// told reports whether a story put away had an id.
func (a *archive) told(id sitrep.StoryID) bool {
	for box := range a.ids.find(a.hash("s", string(id))) {
		for _, s := range a.open(int(box)) {
			if s.cover && s.story == id {
				return true
			}
		}
	}
	return false
}

// of lists what was put away of an open record.
func (a *archive) of(r *record) []*entry {
	var out []*entry
	for _, box := range r.boxes {
		for _, s := range a.open(int(box)) {
			if a.root(s.record) == r.number {
				out = append(out, s.entries...)
			}
		}
	}
	return out
}

// all lists everything that was put away, by record, and the covers of those that are closed, in the order in which they were.
func (a *archive) all() (entries map[int][]*entry, closed []sheet) {
	entries = make(map[int][]*entry)
	for box := range a.boxes {
		for _, s := range a.open(box) {
			switch {
			case !s.cover:
				at := a.root(s.record)
				entries[at] = append(entries[at], s.entries...)
			case a.homes[s.record] == int32(box):
				closed = append(closed, s)
			}
		}
	}
	return entries, closed
}

// register finds hashes in sorted runs, each at least twice as long as the next, so there are few: twelve bytes for each, where a
// map takes some 25.
type register struct{ runs []run }

type run struct {
	hashes []uint64
	boxes  []int32
}

func (g *register) add(notes []note) {
	if len(notes) == 0 {
		return
	}
	slices.SortFunc(notes, func(a, b note) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.box, b.box)) })
	r := run{make([]uint64, len(notes)), make([]int32, len(notes))}
	for i, n := range notes {
		r.hashes[i], r.boxes[i] = n.hash, n.box
	}
	g.runs = append(g.runs, r)
	for n := len(g.runs); n > 1 && len(g.runs[n-2].hashes) < 2*len(g.runs[n-1].hashes); n-- {
		g.runs[n-2] = merged(g.runs[n-2], g.runs[n-1])
		g.runs[n-1] = run{}
		g.runs = g.runs[:n-1]
	}
}

func merged(a, b run) run {
	n := len(a.hashes) + len(b.hashes)
	out := run{make([]uint64, 0, n), make([]int32, 0, n)}
	for i, j := 0, 0; i < len(a.hashes) || j < len(b.hashes); {
		from, k := &a, &i
		if i == len(a.hashes) || j < len(b.hashes) && b.hashes[j] < a.hashes[i] {
			from, k = &b, &j
		}
		out.hashes, out.boxes = append(out.hashes, from.hashes[*k]), append(out.boxes, from.boxes[*k])
		*k++
	}
	return out
}

// find yields the boxes of a hash.
func (g *register) find(hash uint64) func(yield func(box int32) bool) {
	return func(yield func(box int32) bool) {
		for _, r := range g.runs {
			at, _ := slices.BinarySearch(r.hashes, hash)
			for ; at < len(r.hashes) && r.hashes[at] == hash; at++ {
				if !yield(r.boxes[at]) {
					return
				}
			}
		}
	}
}

// writer writes sheets down, reading reads what it wrote, in the same order.
type writer struct{ to []byte }

func (w *writer) int(n int) { w.to = binary.AppendVarint(w.to, int64(n)) }

func (w *writer) float(v float64) {
	w.to = binary.LittleEndian.AppendUint64(w.to, math.Float64bits(v))
}

func (w *writer) text(s string) {
	w.int(len(s))
	w.to = append(w.to, s...)
}

func (w *writer) sheet(s *sheet) {
	w.int(s.record)
	if s.cover {
		w.int(1)
	} else {
		w.int(0)
	}
	w.text(string(s.story))
	w.int(s.reports)
	w.int(s.first.seq)
	w.text(string(s.first.id))
	w.int(len(s.boxes))
	for _, box := range s.boxes {
		w.int(int(box))
	}
	w.int(len(s.entries))
	seq := 0
	for _, e := range s.entries {
		w.int(e.seq - seq)
		seq = e.seq
		w.entry(e)
	}
}

func (w *writer) entry(e *entry) {
	w.text(string(e.id))
	w.text(e.stamp.String())
	w.text(e.title)
	w.text(e.incident.what)
	w.text(e.incident.where)
	w.float(e.incident.day)
	w.float(e.central)
	w.text(string(e.tie.To))
	w.float(e.tie.Strength)
	w.text(e.tie.Reason)
}

type reading struct{ from string }

func (r *reading) int() int {
	var head [binary.MaxVarintLen64]byte
	n, size := binary.Varint(head[:copy(head[:], r.from)])
	r.from = r.from[size:]
	return int(n)
}

func (r *reading) float() float64 {
	var bits [8]byte
	copy(bits[:], r.from)
	r.from = r.from[8:]
	return math.Float64frombits(binary.LittleEndian.Uint64(bits[:]))
}

func (r *reading) text() string {
	n := r.int()
	s := r.from[:n]
	r.from = r.from[n:]
	return s
}

func (r *reading) sheet() sheet {
	s := sheet{record: r.int(), cover: r.int() == 1, story: sitrep.StoryID(r.text()), reports: r.int()}
	s.first = arrival{r.int(), sitrep.ReportID(r.text())}
	for range r.int() {
		s.boxes = append(s.boxes, int32(r.int()))
	}
	seq := 0
	for range r.int() {
		seq += r.int()
		e := r.entry()
		e.seq = seq
		s.entries = append(s.entries, e)
	}
	return s
}

func (r *reading) entry() *entry {
	e := &entry{id: sitrep.ReportID(r.text())}
	e.stamp, _ = sitrep.ParseStamp(r.text()) // a stamp's own form can be read
	e.title = r.text()
	e.incident = incident{what: r.text(), where: r.text(), day: r.float()}
	e.central = r.float()
	e.tie = sitrep.Tie{Report: e.id, To: sitrep.ReportID(r.text()), Strength: r.float(), Reason: r.text()}
	return e
}
