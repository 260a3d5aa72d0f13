package check

import (
	"html/template"
	"io"
	"strings"

	"sitrep"
)

// Reports finds a report by its id; nil when it isn't known.
type Reports func(sitrep.ReportID) *sitrep.Report

// WriteHTML writes the text as it was pasted on a page that loads nothing from elsewhere: each sentence is
// underlined by its verdict, which stands as a word in the margin with the reason and the evidence.
func WriteHTML(w io.Writer, text string, c sitrep.Checked, reports Reports) error {
	v := pageView{Tally: Tally(c)}
	at := 0
	for _, s := range c.Sentences {
		if s.Start < at || s.End > len(text) {
			continue
		}
		between := text[at:s.Start]
		part := pagePart{Before: strings.TrimSpace(between), Apart: at > 0 && strings.Contains(between, "\n"), Sentence: text[s.Start:s.End], Verdict: Word(s.Verdict), Class: string(s.Verdict), Quiet: s.Verdict == sitrep.Supported}
		for _, f := range s.Findings {
			pf := pageFinding{Why: f.Why}
			if f.Verdict != s.Verdict {
				pf.Verdict = Word(f.Verdict)
			}
			for i, e := range f.Evidence {
				if shown := inContext(e, reports(e.Report)); i == 0 {
					pf.Evidence = append(pf.Evidence, shown)
				} else {
					pf.More = append(pf.More, shown)
				}
			}
			part.Findings = append(part.Findings, pf)
		}
		v.Parts = append(v.Parts, part)
		at = s.End
	}
	v.Rest = text[at:]
	return checkPage.Execute(w, v)
}

type pageView struct {
	Tally string
	Parts []pagePart
	Rest  string
}

type pagePart struct {
	Before, Sentence, Verdict, Class string
	Quiet, Apart                     bool
	Findings                         []pageFinding
}

type pageFinding struct {
	Verdict, Why string
	Evidence     []pageEvidence // the best
	More         []pageEvidence // further ones, folded
}

// pageEvidence is a quotation where it stands: with the words before and after it.
type pageEvidence struct {
	From, URL, Before, Quote, After string
}

// around is how many bytes of a report are shown before and after a quotation.
const around = 80

func inContext(e sitrep.Evidence, r *sitrep.Report) pageEvidence {
	out := pageEvidence{From: string(e.Report), Quote: e.Quote}
	if r == nil {
		return out
	}
	out.From = From(r)
	if strings.HasPrefix(r.URL, "http://") || strings.HasPrefix(r.URL, "https://") {
		out.URL = r.URL
	}
	text := r.In(e.In)
	if e.Start < 0 || e.End > len(text) {
		return out
	}
	from, to := max(0, e.Start-around), min(len(text), e.End+around)
	for from > 0 && text[from]&0xC0 == 0x80 {
		from--
	}
	for to < len(text) && text[to]&0xC0 == 0x80 {
		to++
	}
	out.Before, out.After = oneLine(text[from:e.Start]), oneLine(text[e.End:to])
	if from > 0 {
		_, whole, _ := strings.Cut(out.Before, " ")
		out.Before = "… " + whole
	}
	if to < len(text) {
		if at := strings.LastIndexByte(out.After, ' '); at >= 0 {
			out.After = out.After[:at]
		}
		out.After += " …"
	}
	return out
}

var checkPage = template.Must(template.New("check").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Checked text</title>
<style>
:root{color-scheme:light dark;--ink:#1c1b19;--paper:#fdfcf9;--quiet:#5f5b54;--line:#d9d4ca;--accent:#9b2c1d}
@media(prefers-color-scheme:dark){:root{--ink:#e9e5dc;--paper:#171614;--quiet:#a59f93;--line:#3a3732;--accent:#e58a76}}
body{background:var(--paper);color:var(--ink);font:1.06rem/1.6 Charter,"Iowan Old Style",Georgia,serif;margin:2.5rem auto;max-width:62rem;padding:0 1.2rem}
.tally{font:.85rem/1.4 system-ui,sans-serif;color:var(--quiet);border-bottom:1px solid var(--line);padding-bottom:.8rem;margin-bottom:1.6rem}
.apart{margin-top:1.1rem}
.row{display:grid;grid-template-columns:minmax(0,36rem) minmax(0,1fr);gap:0 2.2rem;margin:.15rem 0}
.said{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.said span{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:4px;text-decoration-color:var(--accent)}
.said .supported{text-decoration:none}
.said .not_found,.said .not_checkable{text-decoration-color:var(--quiet)}
.said .contradicted{text-decoration-style:solid}.said .misattributed{text-decoration-style:double}
.said .misstated{text-decoration-style:wavy}.said .outdated{text-decoration-style:dashed}
.said .not_found,.said .not_checkable{text-decoration-style:dotted}
aside{font:.82rem/1.45 system-ui,sans-serif;color:var(--quiet);margin:.15rem 0 .9rem}
aside b{color:var(--accent);font-weight:600}aside b.not_found,aside b.not_checkable,aside b.supported{color:var(--quiet)}
aside p{margin:.15rem 0;color:var(--ink)}aside p i{color:var(--quiet);font-style:normal}
blockquote{margin:.35rem 0;padding:.05rem 0 .05rem .7rem;border-left:2px solid var(--line)}
mark{background:none;color:var(--ink)}
summary{cursor:pointer}summary:focus-visible{outline:2px solid var(--accent)}
a{color:inherit}
@media(max-width:52rem){.row{display:block}aside{margin:.2rem 0 1rem .9rem}}
@media print{body{margin:0;max-width:none}}
</style></head><body>
<p class="tally">{{.Tally}}</p>
{{define "evidence"}}<blockquote>{{.Before}} <mark>{{.Quote}}</mark> {{.After}}<br>{{if .URL}}<a rel="noreferrer nofollow" href="{{.URL}}">{{.From}}</a>{{else}}{{.From}}{{end}}</blockquote>{{end -}}
{{define "findings"}}{{range .Findings}}<p>{{if .Verdict}}<i>{{.Verdict}}:</i> {{end}}{{.Why}}</p>{{range .Evidence}}{{template "evidence" .}}{{end}}{{if .More}}<details><summary>{{len .More}} more</summary>{{range .More}}{{template "evidence" .}}{{end}}</details>{{end}}{{end}}{{end -}}
{{range .Parts}}<div class="row{{if .Apart}} apart{{end}}"><p class="said">{{if .Before}}{{.Before}} {{end}}<span class="{{.Class}}">{{.Sentence}}</span></p>
<aside>{{if .Quiet}}<details><summary>{{.Verdict}}</summary>{{template "findings" .}}</details>{{else}}<b class="{{.Class}}">{{.Verdict}}</b>{{template "findings" .}}{{end}}</aside></div>
{{end}}{{if .Rest}}<p class="said">{{.Rest}}</p>{{end}}
</body></html>
`))
