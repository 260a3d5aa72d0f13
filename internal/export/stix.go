package export

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/ledger"
	"sitrep/internal/view"
)

const stixKind = "application/stix+json;version=2.1"

// stix collects the objects of a bundle (STIX 2.1, OASIS 2021), each once.
type stix struct {
	objects []any
	seen    map[string]bool
	created string // when objects that have no time of their own were made
	self    string // the identity of this program
}

// stamp is a time as STIX writes it.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func newSTIX(created time.Time) *stix {
	s := &stix{seen: map[string]bool{}, created: stamp(created)}
	s.self = s.identity("Sitrep", "system")
	return s
}

// add puts an object in, unless it is there.
func (s *stix) add(kind, name string, o object) string {
	id := kind + "--" + UUID(kind+"/"+name)
	if s.seen[id] {
		return id
	}
	s.seen[id] = true
	o["type"], o["spec_version"], o["id"] = kind, "2.1", id
	if o["created"] == nil {
		o["created"] = s.created
	}
	if o["modified"] == nil {
		o["modified"] = o["created"]
	}
	if s.self != "" {
		o["created_by_ref"] = s.self
	}
	s.objects = append(s.objects, o)
	return id
}

func (s *stix) identity(name, class string) string {
	return s.add("identity", class+"/"+name, object{"name": name, "identity_class": class})
}

// source is a news report: its head and its address, and never its text.
func (s *stix) source(id sitrep.ReportID, outlet, title, address string, published sitrep.Stamp) string {
	at := s.created
	if !published.IsZero() {
		at = stamp(published.Start())
	}
	ref := object{"source_name": outlet, "external_id": string(id)}
	if u := view.Link(address); u != "" {
		ref["url"] = u
	}
	if title == "" {
		title = "A report of " + outlet
	}
	return s.add("report", "source/"+string(id), object{
		"name": title, "published": at, "created": at, "object_refs": []any{s.identity(outlet, "organization")}, "external_references": []any{ref},
	})
}

func (s *stix) bundle(b *bytes.Buffer, name string) error {
	return indented(b, object{"type": "bundle", "id": "bundle--" + UUID("bundle/"+name), "objects": s.objects})
}

// writeSTIX writes a story: a report of it, a report for each of its sources, and an opinion for each figure that another
// account disputes. Objects are the same whenever they are written, by UUIDs of version 5; a new telling of a story
// is the same object modified later.
func writeSTIX(b *bytes.Buffer, s *Story) error {
	first, last := s.Story.First.Start(), s.Brief.AsOf.End()
	if last.IsZero() {
		last = s.Story.Last.End()
	}
	if first.IsZero() || first.After(last) {
		first = last
	}
	x := newSTIX(first)
	refs := []any{}
	sources := map[sitrep.ReportID]string{}
	for _, src := range s.Brief.Sources {
		sources[src.Report] = x.source(src.Report, orUnnamed(src.Outlet), src.Title, src.URL, src.Published)
		refs = append(refs, sources[src.Report])
	}
	for i := range s.Ledger.Series {
		for j := range s.Ledger.Series[i].Claimants {
			for k := range s.Ledger.Series[i].Claimants[j].Steps {
				st := &s.Ledger.Series[i].Claimants[j].Steps[k]
				if st.Status != sitrep.Disputed || st.Unsure {
					continue
				}
				if id := x.dispute(s, &s.Ledger.Series[i], s.Ledger.Series[i].Claimants[j].Claimant, st, sources); id != "" {
					refs = append(refs, id)
				}
			}
		}
	}
	if len(refs) == 0 {
		refs = append(refs, x.self)
	}
	o := object{
		"name": s.Brief.Headline.Text, "published": stamp(first), "created": stamp(first), "modified": stamp(last), "object_refs": refs, "lang": "en",
		"external_references": []any{object{"source_name": "Sitrep", "url": s.Base + view.StoryURL(s.Story.ID), "external_id": string(s.Story.ID)}},
	}
	if o["name"] == "" {
		o["name"] = "A story without a headline"
	}
	if text := strings.TrimSpace(texts(s.Brief.Points, "\n") + "\n\n" + texts(s.Brief.Body, " ")); text != "" {
		o["description"] = text
	}
	x.add("report", "story/"+string(s.Story.ID), o)
	return x.bundle(b, "story/"+string(s.Story.ID)+"/"+s.Brief.AsOf.String())
}

func orUnnamed(outlet string) string {
	if outlet == "" {
		return "unnamed source"
	}
	return outlet
}

// dispute is an opinion on the reports that tell a figure: somebody says otherwise.
func (s *stix) dispute(story *Story, x *sitrep.Series, claimant string, st *sitrep.Step, sources map[sitrep.ReportID]string) string {
	var refs []any
	for _, f := range st.Figures {
		id := sources[f.Report]
		if r := story.Reports[f.Report]; id == "" && r != nil {
			id = s.source(r.ID, view.OutletOf(r), r.Title, r.URL, r.Published)
			sources[f.Report] = id
		}
		if id != "" && !slices.Contains(refs, any(id)) {
			refs = append(refs, id)
		}
	}
	if len(refs) == 0 {
		return ""
	}
	what := claimant + ": " + ledger.Words(st) + " " + string(x.Measure) + " is disputed by another account."
	if st.Why != "" {
		what += " " + st.Why
	}
	at := s.created
	if !st.Published.IsZero() {
		at = stamp(st.Published.End())
	}
	return s.add("opinion", "dispute/"+string(story.Story.ID)+"/"+x.ID+"/"+claimant+"/"+ledger.Words(st)+"/"+st.Published.String(), object{"opinion": "disagree", "explanation": what, "object_refs": refs, "created": at})
}

// opinions are the verdicts on STIX's scale. What can't be checked is no opinion.
var opinions = map[sitrep.Verdict]string{
	sitrep.Contradicted: "strongly-disagree", sitrep.Misattributed: "disagree", sitrep.Misstated: "disagree", sitrep.Outdated: "disagree", sitrep.NotInReports: "neutral", sitrep.Supported: "agree",
}

// STIXCheck writes a check: the text as a report, an opinion on it for each sentence with a verdict, and the reports
// that the verdicts rest on.
func STIXCheck(b *bytes.Buffer, c *Checked) error {
	x := newSTIX(c.At)
	name := []rune(strings.Join(strings.Fields(c.Text), " "))
	if len(name) > 80 {
		name = append(name[:79], '…')
	}
	refs := []any{}
	var evidence []string
	add := func(id sitrep.ReportID) {
		if r := c.Reports[id]; r != nil {
			if at := x.source(r.ID, view.OutletOf(r), r.Title, r.URL, r.Published); !slices.Contains(refs, any(at)) {
				refs = append(refs, at)
			}
		}
	}
	for _, s := range c.Found.Sentences {
		for _, f := range s.Findings {
			for _, e := range f.Evidence {
				add(e.Report)
			}
		}
	}
	if len(refs) == 0 {
		refs = append(refs, x.self)
	}
	text := x.add("report", "text/"+c.Text, object{"name": string(name), "description": c.Text, "published": x.created, "object_refs": refs})
	for i, s := range c.Found.Sentences {
		opinion, ok := opinions[s.Verdict]
		if !ok {
			continue
		}
		evidence = evidence[:0]
		for _, f := range s.Findings {
			evidence = append(evidence, f.Why)
		}
		x.add("opinion", "check/"+c.Text+"/"+itoa(i), object{
			"opinion": opinion, "explanation": strings.TrimSpace("“" + s.Sentence + "”: " + strings.ReplaceAll(string(s.Verdict), "_", " ") + ". " + strings.Join(evidence, " ")), "object_refs": []any{text},
		})
	}
	return x.bundle(b, "check/"+c.Text)
}
