package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"golang.org/x/term"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
	"sitrep/internal/llm"
)

// briefCmd writes one brief a story.
type briefCmd struct {
	inputs
	model
	Asof    string `placeholder:"TIME" help:"As it stood then: nothing published later is known."`
	One     bool   `help:"Treat all input as one story."`
	Story   string `placeholder:"ID" help:"Only this story."`
	Top     int    `default:"10" placeholder:"N" help:"The N largest stories (default 10; 0: all)."`
	Words   int    `default:"${words}" placeholder:"N" help:"At most N words in the body (default ${words})."`
	Refused bool   `help:"Name on standard error each sentence the gate refused, and why."`
	Format  string `enum:"text,plain,markdown,html,json" default:"text" help:"text, plain, markdown, html or json."`
}

// Run groups the input and writes its briefs, largest story first.
func (c *briefCmd) Run(a *app) error {
	asof, err := stamp("--asof", c.Asof)
	if err != nil {
		return err
	}
	if c.Words <= 0 || c.Top < 0 {
		return usage("--words takes a number of words above zero, --top a number of stories (0: all)")
	}
	model, done, err := c.model.writer(a, false)
	if err != nil {
		return err
	}
	defer done()
	found, err := a.open(&c.inputs, desk.CaseOptions{AsOf: asof, One: c.One})
	if err != nil {
		return err
	}
	if found.Undated > 0 {
		fmt.Fprintf(a.stderr, "sitrep: %d reports without a date are left out of a view as of %s\n", found.Undated, asof)
	}
	stories, err := pick(found, c.Story, 0)
	if err != nil {
		return err
	}
	pages := make([]brief.Page, 0, len(stories))
	unwritten := 0
	for _, s := range stories {
		if c.Top > 0 && len(pages) == c.Top && c.Story == "" {
			break
		}
		b := c.brief(a, found, model, s)
		if b.Headline.Text == "" || len(b.Points)+len(b.Body) == 0 && c.Story == "" {
			unwritten++
			continue
		}
		if c.Refused {
			for _, r := range b.Dropped {
				fmt.Fprintf(a.stderr, "sitrep: refused: %s: %s\n", r.Why, shorten(r.Unit.Text, 300))
			}
		}
		page := brief.Page{Brief: b, Ledger: found.Ledger(s), Lineage: desk.Lineage(s)}
		if c.Format == "html" && len(page.Ledger.Series) > 0 {
			var chart bytes.Buffer
			if err := ledger.WriteSVG(&chart, page.Ledger); err != nil {
				return err
			}
			page.Chart = chart.String()
		}
		pages = append(pages, page)
	}
	if err := c.print(a, found, pages); err != nil {
		return err
	}
	if unwritten > 0 {
		fmt.Fprintf(a.stderr, "sitrep: passed over, for want of a sentence that this build can print: %s\n", count(unwritten, "story"))
	}
	if len(pages) == 0 {
		if len(stories) == 0 && !found.Next.IsZero() {
			return fmt.Errorf("no brief could be written: nothing was published by %s; the first report is of %s", asof, found.Next)
		}
		return errors.New("no brief could be written")
	}
	return nil
}

// brief writes one brief, and has the model word it if there is one; what came of that is said on standard error.
func (c *briefCmd) brief(a *app, found *desk.Case, model *llm.Client, s sitrep.Story) sitrep.Brief {
	if model == nil {
		return found.Brief(s, c.Words)
	}
	b, refused, err := found.Reworded(a.ctx, briefWriter(model), s, c.Words)
	switch {
	case err != nil:
		fmt.Fprintf(a.stderr, "sitrep: the brief stands as this program words it: %s\n", err)
	case b.Worded != nil:
		fmt.Fprintln(a.stderr, "sitrep:", b.Worded)
	case len(refused) > 0:
		fmt.Fprintf(a.stderr, "sitrep: the brief stands as this program words it: %s of %s refused, none passed\n", count(len(refused), "sentence"), model.Name())
	}
	b.Dropped = append(b.Dropped, refused...)
	return b
}

func (c *briefCmd) print(a *app, found *desk.Case, pages []brief.Page) error {
	switch c.Format {
	case "json":
		briefs := make([]sitrep.Brief, len(pages))
		for i := range pages {
			briefs[i] = pages[i].Brief
		}
		return indented(a.stdout, briefs)
	case "html":
		return brief.WriteHTML(a.stdout, pages, func(id sitrep.ReportID) *sitrep.Report { return found.Reports[id] })
	}
	for i := range pages {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		var err error
		switch c.Format {
		case "plain":
			err = brief.WritePlain(a.stdout, &pages[i].Brief)
		case "markdown":
			err = brief.WriteMarkdown(a.stdout, &pages[i])
		default:
			err = brief.WriteText(a.stdout, &pages[i], a.width())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// width is the terminal's, or 0 when output is piped: then lines are not broken. No terminal's line is
// filled beyond what reads well.
func (a *app) width() int {
	if f, ok := a.out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 20 {
			return min(w, 96)
		}
	}
	return 0
}
