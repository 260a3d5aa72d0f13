// Package origin tells which reports are one account. An origin is one independent account:
// copies, wire reprints and rewrites share one, and a report that says where its news comes from is
// linked to that origin. Corroboration counts origins, never outlets; a lineage that is not
// stated is unknown, and is never called independent.
//
// Reports with one text (see [Index]) are a family and have one lineage, by its strongest sign:
// published by an agency or party itself; credited to one (a dateline, a sign-off, "with inputs from"); the outlet's
// own work by its own words ("told" this outlet, "our correspondent"); citing a source by name; signed by
// somebody. Signs of own work count only in a family's first report: the others have its text. A family that cites
// an outlet which published another family goes where that one goes; whoever goes in a circle gets nowhere and is
// unknown. Per story an agency is one origin, and so is an outlet or a party, however many texts it gave.
package origin

import (
	"cmp"
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// Report is a report with its texts segmented and, if they were read, its claims.
type Report struct {
	*sitrep.Report
	Body, Title *text.Doc
	Claims      []sitrep.Claim // may be nil
	// Reading is what was read of it before, or nil. With it the texts may be nil: Segment gives them if they are needed after all.
	Reading *Reading
	Segment func() (body, title *text.Doc)
}

// Reading is what tracing needs of a report, for what is known of sources without other reports.
type Reading struct {
	Words    Words // of the body
	evidence evidence
}

// Read reads a report. It may be called by several goroutines at once.
func Read(r Report) *Reading { return &Reading{WordsOf(r.Body), standing().read(&r)} }

// Trace groups reports, usually those of one story, into origins: agencies, parties, outlets, then the
// families of unknown lineage, the largest first in each. The result depends on the reports alone,
// not on their order. A report that depends on another of them never adds an origin.
func Trace(reports []Report) []sitrep.Origin {
	t := &tracer{reports: slices.Clone(reports)}
	slices.SortFunc(t.reports, byTime)
	t.directory = standing().with(t.reports)
	t.families()
	t.weigh()
	return t.origins()
}

// byTime orders by publication, undated reports last, then by id.
func byTime(a, b Report) int {
	if x, y := a.Published.IsZero(), b.Published.IsZero(); x != y {
		if x {
			return 1
		}
		return -1
	}
	return cmp.Or(a.Published.End().Compare(b.Published.End()), strings.Compare(string(a.ID), string(b.ID)))
}

type tracer struct {
	reports   []Report
	directory *directory
	family    []int // by report: the first report of its family
	leans     []int // by report: an earlier report whose text it reworks, or -1
	signs     []evidence
	publisher []source
	homes     map[string][]int // an outlet's name to its reports, in time order
}

// families joins the reports that share a text.
func (t *tracer) families() {
	n := len(t.reports)
	t.family, t.leans = make([]int, n), make([]int, n)
	for i := range n {
		t.family[i], t.leans[i] = i, -1
	}
	if n < 2 {
		return
	}
	at := make(map[sitrep.ReportID]int, n)
	index := NewIndex()
	for i := range t.reports {
		r := &t.reports[i]
		words := Words{}
		if r.Reading != nil {
			words = r.Reading.Words
		} else {
			words = WordsOf(r.Body)
		}
		copies, reworked := index.add(r.ID, words)
		for _, id := range copies {
			t.union(i, at[id])
		}
		if reworked != "" {
			t.leans[i] = at[reworked]
		}
		at[r.ID] = i
	}
}

func (t *tracer) find(i int) int {
	for t.family[i] != i {
		t.family[i] = t.family[t.family[i]]
		i = t.family[i]
	}
	return i
}

func (t *tracer) union(a, b int) {
	a, b = t.find(a), t.find(b)
	t.family[max(a, b)] = min(a, b)
}

// weigh finds each family's strongest sign of lineage.
func (t *tracer) weigh() {
	n := len(t.reports)
	t.signs, t.publisher = make([]evidence, n), make([]source, n)
	t.homes = make(map[string][]int)
	for i := range t.reports {
		f := t.find(i)
		t.publisher[i] = t.directory.publisher(&t.reports[i])
		if name := t.publisher[i].name; name != "" {
			t.homes[name] = append(t.homes[name], i)
		}
		e := t.directory.evidence(&t.reports[i])
		if i != f && (e.weight == own || e.weight == signed) {
			continue
		}
		if e.weight == signed && t.leans[i] >= 0 {
			continue // a signature under a reworked text
		}
		t.signs[f].stronger(e.weight, e.source, e.at)
	}
}

// resolve follows a family's lineage to its source; ok is false when it is unknown, and then end is
// the family where the trail ends.
func (t *tracer) resolve(f int) (s source, end int, ok bool) {
	seen := make(map[int]bool)
	for !seen[f] {
		seen[f] = true
		e := t.signs[f]
		next := -1
		switch e.weight {
		case silent:
			if next = t.reworked(f); next < 0 {
				return source{}, f, false
			}
		case cites:
			if e.source.kind == sitrep.OutletOrigin {
				next = t.cited(e.source.name, f)
			}
			if next < 0 {
				return e.source, f, true
			}
		default:
			return e.source, f, true
		}
		f = next
	}
	// a circle: name it by its first family
	for k := range seen {
		f = min(f, k)
	}
	return source{}, f, false
}

// cited is the family of what an outlet last published when family f cited it or, if it had nothing yet,
// of the first it did; -1 if none of the reports is its.
func (t *tracer) cited(outlet string, f int) int {
	reports := t.homes[outlet]
	if len(reports) == 0 {
		return -1
	}
	last := reports[0]
	for _, r := range reports {
		if r < f {
			last = r
		}
	}
	return t.find(last)
}

// reworked is the family whose text a family's first report reworks, or -1.
func (t *tracer) reworked(f int) int {
	if t.leans[f] < 0 {
		return -1
	}
	if o := t.find(t.leans[f]); o != f {
		return o
	}
	return -1
}

// origins collects the families by their source.
func (t *tracer) origins() []sitrep.Origin {
	type key struct {
		source
		end int
	}
	at := make(map[key]int)
	var out []sitrep.Origin
	copies := make(map[int][]sitrep.ReportID)
	for i := range t.reports {
		f := t.find(i)
		copies[f] = append(copies[f], t.reports[i].ID)
	}
	for i := range t.reports {
		f := t.find(i)
		s, end, ok := t.resolve(f)
		k := key{source: s}
		if !ok {
			k = key{source{t.publisher[end].name, sitrep.UnknownOrigin}, end + 1}
		}
		n, known := at[k]
		if !known {
			n = len(out)
			at[k] = n
			out = append(out, sitrep.Origin{Name: k.name, Kind: k.kind, Copies: [][]sitrep.ReportID{}})
		}
		out[n].Reports = append(out[n].Reports, t.reports[i].ID)
		if t.signs[f].weight == cites {
			out[n].Citing = append(out[n].Citing, t.reports[i].ID)
		}
		if i == f && len(copies[f]) > 1 {
			out[n].Copies = append(out[n].Copies, copies[f])
		}
	}
	slices.SortStableFunc(out, func(a, b sitrep.Origin) int {
		return cmp.Or(rank(a.Kind)-rank(b.Kind), len(b.Reports)-len(a.Reports), strings.Compare(a.Name, b.Name))
	})
	return out
}

func rank(k sitrep.OriginKind) int {
	return slices.Index([]sitrep.OriginKind{sitrep.AgencyOrigin, sitrep.PartyOrigin, sitrep.OutletOrigin, sitrep.UnknownOrigin}, k)
}
