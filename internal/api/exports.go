package api

import (
	"bytes"
	"mime"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/export"
)

// formats are the forms that may be had here.
func (s *site) formats() []string {
	var out []string
	for _, f := range export.Formats {
		if !f.Private || !s.Public {
			out = append(out, f.Name)
		}
	}
	return out
}

func (s *site) export(c *call) (reply, error) {
	f, ok := export.Find(c.r.PathValue("format"))
	if !ok || f.Private && c.Public {
		return reply{}, wrong("not-found", "A story can be had as %v.", s.formats())
	}
	asof, err := c.stamp("asof")
	if err != nil {
		return reply{}, err
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return reply{}, err
	}
	defer leave()
	story, err := desk.Whole(c.r.Context(), c.Book, sitrep.StoryID(c.r.PathValue("story")), asof, f.Versions)
	if err != nil {
		return reply{}, err
	}
	in := exported(story)
	in.Base, in.Public = c.base(), c.Public
	var b bytes.Buffer
	if err := f.Write(&b, in); err != nil {
		return reply{}, err
	}
	c.w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	return reply{Bytes: b.Bytes(), Kind: f.Kind}, nil
}

// exported is a whole story as the forms take it.
func exported(w *desk.WholeStory) *export.Story {
	out := &export.Story{Story: w.Story, Brief: w.Brief, Ledger: w.Ledger, Reports: w.Reports, Lineage: desk.Lineage(w.Story)}
	for _, t := range w.Tellings {
		out.Versions = append(out.Versions, export.Version{Number: t.Number, At: t.At, Change: t.Change, Brief: t.Brief})
	}
	return out
}

// checkedAs answers a check in one of its other forms.
func checkedAs(kind string, write func(*bytes.Buffer, *export.Checked) error) func(*call) (reply, error) {
	return func(c *call) (reply, error) {
		text, found, err := c.checked()
		if err != nil {
			return reply{}, err
		}
		in := &export.Checked{Text: text, Found: found, Reports: map[sitrep.ReportID]*sitrep.Report{}, At: c.Clock(), Base: c.base()}
		for _, s := range found.Sentences {
			for _, f := range s.Findings {
				for _, e := range f.Evidence {
					if in.Reports[e.Report] != nil {
						continue
					}
					if r, _, err := c.Book.Reading(c.r.Context(), e.Report); err == nil {
						in.Reports[e.Report] = r.Report
					}
				}
			}
		}
		var b bytes.Buffer
		if err := write(&b, in); err != nil {
			return reply{}, err
		}
		return reply{Bytes: b.Bytes(), Kind: kind}, nil
	}
}
