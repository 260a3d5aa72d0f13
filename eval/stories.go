package eval

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"sitrep"
)

// briefWords is the length of a roundup's brief: the most an editor's summary has.
const briefWords = 75

// stories scores the grouping: of stories that come in look-alike pairs, of events of many years, and
// of a stream of two days, whose two languages are scored apart and whose copies are too. Parts that
// the folder lacks are left out; one must be there.
func (r *runner) stories() error {
	none := true
	for _, part := range []string{"lookalike", "wikinews", "stream"} {
		if r.part != "" && r.part != part {
			continue
		}
		path, err := find(r.dir, "stories", part+"-reports.jsonl")
		if errors.Is(err, sitrep.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		none = false
		if err := r.grouping(part, filepath.Dir(path)); err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
	}
	if none {
		return fmt.Errorf("%w: no reports of stories in %s", sitrep.NotFound, r.dir)
	}
	return nil
}

// grouping scores one part.
func (r *runner) grouping(part, dir string) error {
	docs, err := reports(filepath.Join(dir, part+"-reports.jsonl"))
	if err != nil {
		return err
	}
	found, err := r.system.Stories(r.ctx, docs)
	if err != nil {
		return err
	}
	if part == "stream" {
		return r.stream(found, dir)
	}
	gold, err := rows[Placed](filepath.Join(dir, part+"-gold.jsonl"))
	if err != nil {
		return err
	}
	return r.print("stories/"+part, Clusters(placed(found), gold))
}

// stream scores a grouping of the stream, by language, and its sets of copies.
func (r *runner) stream(found []sitrep.Story, dir string) error {
	silver, err := rows[Placed](filepath.Join(dir, "stream-silver.jsonl"))
	if err != nil {
		return err
	}
	for _, language := range []string{"en", "ru"} {
		var gold []Placed
		for _, g := range silver {
			if strings.HasPrefix(g.Story, language+"-") {
				gold = append(gold, g)
			}
		}
		if err := r.print("stories/stream-"+language, Clusters(placed(found), gold)); err != nil {
			return err
		}
	}
	pairs, err := rows[Pair](filepath.Join(dir, "stream-copies.jsonl"))
	if err != nil {
		return err
	}
	return r.print("stories/stream-copies", Copies(copySets(found), pairs))
}

// placed says which story each report is in.
func placed(stories []sitrep.Story) []Placed {
	var out []Placed
	for _, s := range stories {
		for _, id := range s.Articles {
			out = append(out, Placed{id, string(s.ID)})
		}
	}
	return out
}

// copySets says which set of copies each report is in that is in one.
func copySets(stories []sitrep.Story) []Placed {
	var out []Placed
	n := 0
	for _, s := range stories {
		for _, o := range s.Origins {
			for _, set := range o.Copies {
				n++
				for _, id := range set {
					out = append(out, Placed{id, fmt.Sprint("copies-", n)})
				}
			}
		}
	}
	return out
}

// roundupGold is a story with an editor's headline and summary of it.
type roundupGold struct {
	Story    string            `json:"story"`
	Reports  []sitrep.ReportID `json:"ids"`
	Headline Texts             `json:"headline"`
	Summary  Texts             `json:"summary"`
}

// roundup scores briefs of stories told by a few outlets against an editor's words.
func (r *runner) roundup() error {
	path, err := find(r.dir, "stories", "roundup-reports.jsonl")
	if err != nil {
		return err
	}
	docs, err := reports(path)
	if err != nil {
		return err
	}
	gold, err := rows[roundupGold](filepath.Join(filepath.Dir(path), "roundup-gold.jsonl"))
	if err != nil {
		return err
	}
	byID := make(map[sitrep.ReportID]*sitrep.Report, len(docs))
	for _, d := range docs {
		byID[d.ID] = d
	}
	var headlines, bodies, goldHeadlines, goldSummaries []StoryText
	for _, g := range gold {
		var told []*sitrep.Report
		for _, id := range g.Reports {
			if d := byID[id]; d != nil {
				told = append(told, d)
			}
		}
		b, err := r.system.Brief(r.ctx, told, briefWords)
		if err != nil {
			return fmt.Errorf("brief of %s: %w", g.Story, err)
		}
		headlines = append(headlines, StoryText{g.Story, Texts{b.Headline.Text}})
		bodies = append(bodies, StoryText{g.Story, Texts{body(b)}})
		goldHeadlines = append(goldHeadlines, StoryText{g.Story, g.Headline})
		goldSummaries = append(goldSummaries, StoryText{g.Story, g.Summary})
	}
	if err := r.print("roundup/summary", Rouge(bodies, goldSummaries)); err != nil {
		return err
	}
	return r.print("roundup/headline", Rouge(headlines, goldHeadlines))
}

// body is a brief's paragraph as it is printed.
func body(b sitrep.Brief) string {
	sentences := make([]string, len(b.Body))
	for i, u := range b.Body {
		sentences[i] = u.Text
	}
	return strings.Join(sentences, " ")
}
