// Package record is how the stores write down what they keep: fetched bytes are compressed, nouns are JSON,
// an export's rows have one form, and a search shows the words around what it found. Both stores use it,
// so that they answer alike.
package record

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"sitrep"
)

// maxRaw caps what a compressed record may unpack to.
const maxRaw = 64 << 20

// Packer compresses fetched bytes. It is safe for concurrent use.
type Packer struct {
	in  *zstd.Encoder
	out *zstd.Decoder
}

// NewPacker makes a packer.
func NewPacker() (*Packer, error) {
	in, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	out, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxRaw))
	if err != nil {
		return nil, err
	}
	return &Packer{in, out}, nil
}

// Pack compresses; nothing stays nothing.
func (p *Packer) Pack(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return p.in.EncodeAll(b, nil)
}

// Unpack is the inverse of Pack.
func (p *Packer) Unpack(b []byte) ([]byte, error) {
	if len(b) == 0 {
		return nil, nil
	}
	raw, err := p.out.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack what was fetched: %w", err)
	}
	return raw, nil
}

// Time is an instant as a store writes it: nanoseconds since 1970, 0 for none.
func Time(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// At is the inverse of Time, in UTC.
func At(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

// Placed is a story with the parts that its public JSON leaves out.
type Placed struct {
	sitrep.Story
	Events []sitrep.Event `json:"events,omitempty"`
	Ties   []sitrep.Tie   `json:"ties,omitempty"`
}

// Place is a story's record.
func Place(s sitrep.Story) Placed { return Placed{s, s.Events, s.Ties} }

// Whole is the story of a record.
func (p Placed) Whole() sitrep.Story {
	s := p.Story
	s.Events, s.Ties = p.Events, p.Ties
	return s
}

// Read is a report's reading without the report.
type Read struct {
	Claims  []sitrep.Claim  `json:"claims"`
	Figures []sitrep.Figure `json:"figures"`
	Victims []sitrep.Victim `json:"victims,omitempty"`
	Unread  string          `json:"unread,omitempty"`
	Looked  bool            `json:"looked,omitempty"` // for victims: earlier programs did not
}

// ReadingOf is what is kept of a reading.
func ReadingOf(r *sitrep.Reading) Read {
	return Read{Claims: r.Claims, Figures: r.Figures, Victims: r.Victims, Unread: r.Unread, Looked: r.Victims != nil}
}

// Of is the reading of a report.
func (r Read) Of(report *sitrep.Report) sitrep.Reading {
	if r.Looked && r.Victims == nil {
		r.Victims = []sitrep.Victim{}
	}
	return sitrep.Reading{Report: report, Claims: r.Claims, Figures: r.Figures, Victims: r.Victims, Unread: r.Unread}
}

// JSON writes a noun. The nouns are plain data: they can always be written.
func JSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("record: %T is not plain data: %v", v, err))
	}
	return b
}

// The rows of an export, in the order in which they come.
type (
	// ReportRow is one version of one item.
	ReportRow struct {
		Type    string        `json:"type"` // "report"
		Number  int64         `json:"number"`
		Item    sitrep.ItemID `json:"item"`
		Version int           `json:"version"`
		Gone    bool          `json:"gone,omitempty"`
		Feed    sitrep.FeedID `json:"feed,omitempty"`
		Keys    []string      `json:"keys"`
		Hash    string        `json:"hash,omitempty"`
		Change  string        `json:"change,omitempty"`
		*sitrep.Report
	}
	// ReadingRow is what was read from one version.
	ReadingRow struct {
		Type   string          `json:"type"` // "reading"
		Report sitrep.ReportID `json:"report"`
		Read
	}
	// StoryRow is a live story as it was told last.
	StoryRow struct {
		Type string `json:"type"` // "story"
		Placed
		Ledger *sitrep.Ledger `json:"ledger"`
		Brief  *sitrep.Brief  `json:"brief"`
	}
	// DecisionRow is what a person settled.
	DecisionRow struct {
		Type string `json:"type"` // "decision"
		sitrep.Decision
	}
	// FeedRow is a feed that is followed.
	FeedRow struct {
		Type  string        `json:"type"` // "feed"
		ID    sitrep.FeedID `json:"id"`
		URL   string        `json:"url"`
		Title string        `json:"title"`
	}
)

// Report is the row of a kept version.
func Report(k *sitrep.Kept) ReportRow {
	return ReportRow{"report", k.Number, k.Item, k.Version, k.Gone, k.Feed, k.Keys, k.Hash, k.Change, k.Report}
}

// Cited are the reports that a brief cites or lists.
func Cited(b *sitrep.Brief) []sitrep.ReportID {
	var out []sitrep.ReportID
	for _, s := range b.Sources {
		out = append(out, s.Report)
	}
	units := append([]sitrep.Unit{b.Headline}, b.Points...)
	for _, list := range [][]sitrep.Unit{units, b.Body, b.Disputed, b.Unknown} {
		for _, u := range list {
			for _, c := range u.Citations {
				out = append(out, c.Report)
			}
		}
	}
	return out
}
