package intake

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"go.yaml.in/yaml/v3"

	"sitrep"
)

// plain reads a text or Markdown file: one report. A YAML front matter, or a header of a title line, a
// date line and an address line, is taken for what it says; the text is what follows it, unchanged.
func (r *reader) plain(s source, in *bufio.Reader) error {
	data, cut := all(in, r.o.MaxReport)
	if len(data) == 0 || int64(len(data)) >= r.o.MaxReport && cut != nil {
		return cut
	}
	text, note := decoded(data, s.charset)
	r.note(s, note)
	out := &sitrep.Report{URL: s.url}
	d := dates{r: r, input: s.name}
	if head, rest, ok := frontMatter(text); ok {
		if err := d.frontMatter(head, out); err != nil {
			r.problem(Problem{s.name, 1, fmt.Errorf("the front matter is not YAML (%w); its fields are passed over", err)})
		}
		text = rest
	} else if rest, ok := d.header(text, out); ok {
		text = rest
	}
	out.Text = text
	if strings.TrimSpace(text) == "" {
		if out.Title == "" {
			return errors.New("a report without text")
		}
		r.fail(s.name, errors.New("a report without text; only its title is read"))
	}
	if out.Title == "" {
		out.Title = heading(text)
	}
	if err := r.hand(s, out, ""); err != nil {
		return err
	}
	return cut
}

// frontMatter parts a text that begins with a line of three hyphens at the line that closes it.
func frontMatter(text string) (head, rest string, ok bool) {
	first, after, more := strings.Cut(text, "\n")
	if !more || strings.TrimRight(first, " \r") != "---" {
		return "", "", false
	}
	for at := 0; at < len(after); {
		line := after[at:]
		next := len(after)
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line, next = line[:n], at+n+1
		}
		if l := strings.TrimRight(line, " \r"); l == "---" || l == "..." {
			return after[:at], after[next:], true
		}
		at = next
	}
	return "", "", false
}

// frontMatter fills the report with the fields of the front matter, in the words that stand there.
func (d dates) frontMatter(head string, out *sitrep.Report) error {
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(head), &node); err != nil {
		return err
	}
	if len(node.Content) == 0 || node.Content[0].Kind != yaml.MappingNode {
		return errors.New("it is not a list of fields")
	}
	fields := node.Content[0].Content
	for i := 0; i+1 < len(fields); i += 2 {
		if fields[i+1].Kind != yaml.ScalarNode || fields[i+1].Tag == "!!null" {
			continue
		}
		value := strings.TrimSpace(fields[i+1].Value)
		switch strings.ToLower(fields[i].Value) {
		case "id":
			out.ID = sitrep.ReportID(oneLine(value))
		case "title":
			out.Title = oneLine(value)
		case "outlet":
			out.Outlet = oneLine(value)
		case "url":
			out.URL = value
		case "published", "date":
			out.Published = d.parse(value)
		case "updated":
			out.Updated = d.parse(value)
		case "author":
			out.Author = oneLine(value)
		case "language", "lang":
			out.Language = value
		}
	}
	return nil
}

// header takes a first line of title, and date and address lines right under it, from a text that has
// both, with an empty line between that and what follows.
func (d dates) header(text string, out *sitrep.Report) (rest string, ok bool) {
	title, rest, _ := strings.Cut(text, "\n")
	title = strings.TrimSpace(title)
	if title == "" || len(title) > 300 {
		return "", false
	}
	when, address := "", ""
	for range 2 {
		line, after, _ := strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		_, dated := parseDate(line)
		switch {
		case address == "" && isAddress(line):
			address = line
		case when == "" && len(line) <= 60 && dated:
			when = line
		default:
			return "", false
		}
		rest = after
	}
	blank, after, _ := strings.Cut(rest, "\n")
	if strings.TrimSpace(blank) != "" {
		return "", false
	}
	out.Title, out.URL, out.Published = title, address, d.parse(when)
	return after, true
}

func isAddress(line string) bool {
	if strings.ContainsAny(line, " \t") {
		return false
	}
	u, err := url.Parse(line)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// heading is a Markdown heading that the text begins with; it stays in the text too.
func heading(text string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	if title, ok := strings.CutPrefix(line, "# "); ok {
		return strings.TrimSpace(strings.TrimRight(title, "# \r"))
	}
	return ""
}
