package export

import (
	"bytes"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/view"
)

// schemaOrg is the context of schema.org's vocabulary.
const schemaOrg = "https://schema.org"

// publisher is who writes: the program, and no person.
func publisher(s *Story) object {
	return object{"@type": "Organization", "name": "Sitrep", "url": s.Base + "/"}
}

// dated sets a date where it is known to the day or better; schema.org knows no vaguer ones.
func dated(o object, name string, t sitrep.Stamp) {
	if s := t.String(); len(s) >= len("2006-01-02") {
		o[name] = s
	}
}

func texts(list []sitrep.Unit, between string) string {
	var out []string
	for _, u := range list {
		out = append(out, u.Text)
	}
	return strings.Join(out, between)
}

// article is what a NewsArticle and a LiveBlogPosting share.
func article(kind string, s *Story) object {
	at := s.Base + view.StoryURL(s.Story.ID)
	o := object{
		"@context": schemaOrg, "@type": kind, "@id": at, "url": at, "mainEntityOfPage": at, "headline": s.Brief.Headline.Text, "inLanguage": "en",
		"author": publisher(s), "publisher": publisher(s), "creativeWorkStatus": "Written by a program from the reports it cites",
	}
	dated(o, "datePublished", s.Story.First)
	dated(o, "dateModified", s.Brief.AsOf)
	if text := texts(s.Brief.Points, " "); text != "" {
		o["abstract"] = text
	}
	if text := texts(s.Brief.Body, " "); text != "" {
		o["articleBody"] = text
	}
	var cites, based []any
	for _, src := range s.Brief.Sources {
		c := object{"@type": "NewsArticle"}
		if src.Title != "" {
			c["headline"] = src.Title
		}
		if u := view.Link(src.URL); u != "" {
			c["url"] = u
			based = append(based, u)
		}
		if src.Outlet != "" {
			c["publisher"] = object{"@type": "Organization", "name": src.Outlet}
		}
		dated(c, "datePublished", src.Published)
		cites = append(cites, c)
	}
	if len(cites) > 0 {
		o["citation"] = cites
	}
	if len(based) > 0 {
		o["isBasedOn"] = based
	}
	return o
}

func writeArticle(b *bytes.Buffer, s *Story) error { return indented(b, article("NewsArticle", s)) }

// maxUpdates is how many versions a live blog has: the last ones.
const maxUpdates = 100

func writeLiveBlog(b *bytes.Buffer, s *Story) error {
	o := article("LiveBlogPosting", s)
	if t := s.Story.First; !t.IsZero() {
		o["coverageStartTime"] = t.Start().UTC().Format(time.RFC3339)
	}
	if t := s.Brief.AsOf; !t.IsZero() {
		o["coverageEndTime"] = t.End().UTC().Format(time.RFC3339)
	}
	var updates []any
	for _, v := range s.Versions[max(0, len(s.Versions)-maxUpdates):] {
		u := object{
			"@type": "BlogPosting", "@id": "urn:uuid:" + UUID(versionName(s.Story.ID, v.Number)), "headline": v.Brief.Headline.Text, "datePublished": v.At.UTC().Format(time.RFC3339),
			"articleBody": strings.TrimSpace(texts(v.Brief.Points, " ") + "\n\n" + texts(v.Brief.Body, " ")), "author": publisher(s),
		}
		if v.Change != "" {
			u["description"] = "Changed: " + v.Change + "."
		}
		updates = append(updates, u)
	}
	if len(updates) > 0 {
		o["liveBlogUpdate"] = updates
	}
	return indented(b, o)
}

// versionName is what a version of a brief is called by.
func versionName(id sitrep.StoryID, n int) string {
	return "story/" + string(id) + "/version/" + itoa(n)
}

// Checked is a check to write: its text, its verdicts, and the reports of its evidence.
type Checked struct {
	Text    string
	Found   sitrep.Checked
	Reports map[sitrep.ReportID]*sitrep.Report
	At      time.Time
	Base    string
}

// ratings are the verdicts as a scale: from 1, somebody says otherwise, to 5, the reports say so. What is not in the
// reports, or can't be checked, is not rated: it is no verdict on truth.
var ratings = map[sitrep.Verdict]int{sitrep.Contradicted: 1, sitrep.Misattributed: 2, sitrep.Misstated: 2, sitrep.Outdated: 3, sitrep.Supported: 5}

// ClaimReviews writes a review of each sentence that has a rating, as schema.org's ClaimReview.
func ClaimReviews(b *bytes.Buffer, c *Checked) error {
	list := []any{}
	for i := range c.Found.Sentences {
		x := &c.Found.Sentences[i]
		rating, ok := ratings[x.Verdict]
		if !ok {
			continue
		}
		org := object{"@type": "Organization", "name": "Sitrep", "url": c.Base + "/"}
		o := object{
			"@type": "ClaimReview", "@id": "urn:uuid:" + UUID("check/"+c.Text+"/"+itoa(i)), "url": c.Base + "/check", "claimReviewed": x.Sentence, "author": org, "inLanguage": "en",
			"datePublished": c.At.UTC().Format("2006-01-02"), "itemReviewed": object{"@type": "Claim", "name": x.Sentence},
			"reviewRating": object{"@type": "Rating", "ratingValue": rating, "bestRating": 5, "worstRating": 1, "alternateName": strings.ToUpper(string(x.Verdict[:1])) + string(x.Verdict[1:])},
		}
		var whys []string
		var cites []any
		seen := map[sitrep.ReportID]bool{}
		for _, f := range x.Findings {
			whys = append(whys, f.Why)
			for _, e := range f.Evidence {
				r := c.Reports[e.Report]
				if r == nil || seen[e.Report] {
					continue
				}
				seen[e.Report] = true
				cites = append(cites, cited(r, e.Quote))
			}
		}
		if why := strings.Join(whys, " "); why != "" {
			o["reviewBody"] = why
		}
		if len(cites) > 0 {
			o["citation"] = cites
		}
		list = append(list, o)
	}
	return indented(b, object{"@context": schemaOrg, "@graph": list})
}

// cited is a report with the words of it that were evidence.
func cited(r *sitrep.Report, words string) object {
	o := object{"@type": "NewsArticle", "abstract": words, "publisher": object{"@type": "Organization", "name": view.OutletOf(r)}}
	if r.Title != "" {
		o["headline"] = r.Title
	}
	if u := view.Link(r.URL); u != "" {
		o["url"] = u
	}
	dated(o, "datePublished", r.Published)
	return o
}
