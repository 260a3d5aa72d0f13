package brief

import (
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"sitrep"
)

// WriteMarkdown writes the brief as Markdown, with numbered sources as links.
func WriteMarkdown(out io.Writer, p *Page) error {
	b := &p.Brief
	var s strings.Builder
	s.WriteString("# " + mdText(b.Headline.Text) + "\n\n")
	for _, u := range b.Points {
		s.WriteString("- " + mdText(u.Text) + marks(b, u) + bracketed(Earlier(b, u)) + "\n")
	}
	s.WriteString("\n")
	for i, u := range b.Body {
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(mdText(u.Text) + marks(b, u) + bracketed(Earlier(b, u)))
	}
	s.WriteString("\n\n*" + mdText(standing(p)) + "*\n")
	if rows := figureRows(p, inLedger); len(rows) > 0 {
		s.WriteString("\n## Figures\n\n| day | measure | value | of | given by | remark |\n|---|---|---|---|---|---|\n")
		for _, r := range rows {
			for i := range r {
				r[i] = strings.ReplaceAll(mdText(r[i]), "|", "\\|")
			}
			s.WriteString("| " + strings.Join(r, " | ") + " |\n")
		}
	}
	for _, part := range []struct {
		head string
		list []sitrep.Unit
	}{{"Disputed, or told otherwise", b.Disputed}, {"Unknown or unanswered", b.Unknown}} {
		if len(part.list) == 0 {
			continue
		}
		s.WriteString("\n## " + part.head + "\n\n")
		for _, u := range part.list {
			s.WriteString("- " + mdText(u.Text) + marks(b, u) + reported(b, u) + "\n")
		}
	}
	s.WriteString("\n## Sources\n\n")
	for i, src := range b.Sources {
		s.WriteString(strings.TrimSpace(itoa(i+1)+". "+mdText(sourceLine(src))) + "\n")
	}
	if line := unknownSources(b); line != "" {
		s.WriteString("\n" + mdText(line) + "\n")
	}
	_, err := io.WriteString(out, s.String())
	return err
}

// inLedger is where a page's reader finds the other figures.
const inLedger = "in the story's ledger"

// mdText keeps a report's words from being read as markup.
func mdText(s string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "<", "&lt;", ">", "&gt;", "[", "\\[", "]", "\\]", "#", "\\#").Replace(oneLine(s))
}

func itoa(n int) string { return group(int64(n)) }

// WriteHTML writes briefs as one page that loads nothing from elsewhere: a column of text, the
// evidence under each sentence behind its mark.
func WriteHTML(out io.Writer, pages []Page, reports func(sitrep.ReportID) *sitrep.Report) error {
	v, ids := htmlView{}, 0
	for i := range pages {
		v.Pages = append(v.Pages, view(&pages[i], reports, &ids))
	}
	return page.Execute(out, v)
}

type htmlView struct{ Pages []htmlPage }

type htmlPage struct {
	Headline htmlUnit
	Points   []htmlUnit
	Body     []htmlUnit
	Standing string
	Chart    template.URL
	Rows     [][]string
	Disputed []htmlUnit
	Unknown  []htmlUnit
	Sources  []htmlSource
	Unknowns string // which sources are of unknown lineage
}

// htmlSource is a source with the words for its lineage, empty where it is unknown.
type htmlSource struct {
	sitrep.BriefSource
	Lineage string
}

type htmlUnit struct {
	ID       int
	Text     string
	Marks    string
	Evidence []htmlEvidence
	Earlier  string // of a point or of the body's sentence: the day it is from
}

// htmlEvidence is a cited sentence's words, where they stand.
type htmlEvidence struct {
	Outlet, Day, Before, Words, After string
}

func view(p *Page, reports func(sitrep.ReportID) *sitrep.Report, ids *int) htmlPage {
	b := &p.Brief
	unit := func(u sitrep.Unit) htmlUnit {
		*ids++
		h := htmlUnit{ID: *ids, Text: oneLine(u.Text), Marks: marks(b, u)}
		for _, c := range u.Citations {
			r := reports(c.Report)
			if r == nil {
				continue
			}
			h.Evidence = append(h.Evidence, evidence(r, c))
		}
		return h
	}
	list := func(us []sitrep.Unit) (out []htmlUnit) {
		for _, u := range us {
			out = append(out, unit(u))
		}
		return out
	}
	told := func(us []sitrep.Unit) []htmlUnit {
		out := list(us)
		for i, u := range us {
			out[i].Earlier = Earlier(b, u)
		}
		return out
	}
	sources := make([]htmlSource, len(b.Sources))
	for i, src := range b.Sources {
		sources[i] = htmlSource{src, lineage(src)}
	}
	return htmlPage{
		Headline: unit(b.Headline), Points: told(b.Points), Body: told(b.Body), Standing: standing(p), Chart: picture(p.Chart), Rows: figureRows(p, inLedger),
		Disputed: list(b.Disputed), Unknown: list(b.Unknown), Sources: sources, Unknowns: unknownSources(b),
	}
}

// picture is a drawing as an address that holds it, so that the drawing's own styles and table stay its
// own.
func picture(svg string) template.URL {
	if svg == "" {
		return ""
	}
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg)))
}

func evidence(r *sitrep.Report, c sitrep.Citation) htmlEvidence {
	text := r.In(c.In)
	const around = 90
	from, to := max(0, c.Start-around), min(len(text), c.End+around)
	for from > 0 && text[from]&0xC0 == 0x80 {
		from--
	}
	for to < len(text) && text[to]&0xC0 == 0x80 {
		to++
	}
	return htmlEvidence{Outlet: r.Outlet, Day: dayWords(r.Published), Before: text[from:c.Start], Words: text[c.Start:c.End], After: text[c.End:to]}
}

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{range $i, $p := .Pages}}{{if eq $i 0}}{{.Headline.Text}}{{end}}{{end}}</title>
<style>
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fdfcf9;--quiet:#5f5b54;--line:#d9d4ca;--accent:#9b2c1d}
@media(prefers-color-scheme:dark){:root{--ink:#e9e5dc;--paper:#171614;--quiet:#a59f93;--line:#3a3732;--accent:#e58a76}}
body{background:var(--paper);color:var(--ink);font:1.06rem/1.55 Charter,"Iowan Old Style",Georgia,serif;margin:2.5rem auto;max-width:42rem;padding:0 1.2rem}
article+article{border-top:1px solid var(--line);margin-top:3.5rem;padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .4rem}
h2{font:600 .82rem/1.3 system-ui,sans-serif;color:var(--quiet);margin:2rem 0 .5rem}
.standing,.src,table,.ev{font-family:system-ui,sans-serif;font-size:.85rem;color:var(--quiet)}
ul{padding-left:1.1rem}li{margin:.3rem 0}
.t{opacity:0;position:absolute;width:1px}label{cursor:pointer;color:var(--accent);font:.85rem system-ui,sans-serif}
.t:focus-visible+label{outline:2px solid var(--accent)}.t:not(:checked)~.ev{display:none}
.ev{display:block;border-left:2px solid var(--accent);margin:.4rem 0 .6rem;padding:.1rem 0 .1rem .8rem}
mark{background:none;color:var(--ink);font-weight:600}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}td,th{border-bottom:1px solid var(--line);padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
td:first-child{white-space:nowrap}figure{margin:1.5rem 0}img{max-width:100%;height:auto}
a{color:inherit}
@media(min-width:82rem){.ev{clear:right;float:right;margin:0 -20rem 1rem 0;width:17rem}}
@media print{label{color:inherit}body{margin:0;max-width:none}}
</style></head><body>
{{define "unit"}}{{.Text}}{{if .Marks}}<span class="u"> <input type="checkbox" class="t" id="u{{.ID}}" aria-label="Show the words this rests on"><label for="u{{.ID}}">{{.Marks}}</label>{{range .Evidence}}<span class="ev">{{.Outlet}}{{if .Day}}, {{.Day}}{{end}}: …{{.Before}}<mark>{{.Words}}</mark>{{.After}}…</span>{{end}}</span>{{end}}{{end -}}
{{range .Pages}}<article>
<h1>{{.Headline.Text}}</h1>
<p class="standing">{{.Standing}}</p>
<ul>{{range .Points}}<li>{{template "unit" .}}{{with .Earlier}} <span class="src">{{.}}</span>{{end}}</li>{{end}}</ul>
<div class="body">{{range .Body}}{{template "unit" .}}{{with .Earlier}} <span class="src">{{.}}</span>{{end}} {{end}}</div>
{{if .Chart}}<figure><img src="{{.Chart}}" alt="How the figures moved, by who gives them; the table below holds the same figures."></figure>{{end}}
{{if .Rows}}<h2>Figures</h2><table><thead><tr><th>day<th>measure<th>value<th>of<th>given by<th>remark</tr></thead><tbody>{{range .Rows}}<tr>{{range .}}<td>{{.}}{{end}}</tr>{{end}}</tbody></table>{{end}}
{{if .Disputed}}<h2>Disputed, or told otherwise</h2><ul>{{range .Disputed}}<li>{{template "unit" .}}{{with .Evidence}}{{with index . 0}}{{if .Day}} <span class="src">{{.Day}}</span>{{end}}{{end}}{{end}}</li>{{end}}</ul>{{end}}
{{if .Unknown}}<h2>Unknown or unanswered</h2><ul>{{range .Unknown}}<li>{{template "unit" .}}{{with .Evidence}}{{with index . 0}}{{if .Day}} <span class="src">{{.Day}}</span>{{end}}{{end}}{{end}}</li>{{end}}</ul>{{end}}
<h2>Sources</h2><ol class="src">{{range .Sources}}<li>{{.Outlet}}{{if not .Published.IsZero}}, {{.Published}}{{end}}{{if .URL}}, <a rel="noreferrer nofollow" href="{{.URL}}">{{.Title}}</a>{{else}} {{.Title}}{{end}}{{with .Lineage}} ({{.}}){{end}}</li>{{end}}</ol>
{{with .Unknowns}}<p class="src">{{.}}</p>{{end}}
</article>
{{end}}</body></html>
`))
