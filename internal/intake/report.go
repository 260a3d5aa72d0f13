package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"

	"sitrep"
)

// hand completes a report and hands it on. Item is the publisher's own name for it (a feed's guid);
// empty when it has none.
func (r *reader) hand(s source, out *sitrep.Report, item string) error {
	out.Input = s.name
	if out.Outlet == "" {
		out.Outlet = host(out.URL)
	}
	if out.Language = languageTag(out.Language); out.Language == "" {
		out.Language = r.o.Detect(sample(out))
	}
	if out.ID == "" {
		out.ID = identify(s, out, item)
	}
	if err := r.ctx.Err(); err != nil {
		return handed{err}
	}
	if err := r.each(out); err != nil {
		return handed{err}
	}
	return nil
}

// identify makes the id of a report that brings none: two hashes (SHA-256, cut) joined by a hyphen. The first
// is of the item: its guid, else its address, else the name of its file below the input. The second is
// of this version's words. So the same report has the same id wherever and whenever it is read, and
// the versions of one item share the first part.
func identify(s source, out *sitrep.Report, item string) sitrep.ReportID {
	if item == "" {
		item = out.URL
	}
	if item == "" {
		item = s.key
	}
	return sitrep.ReportID(short(6, out.Outlet, item) + "-" + short(4, out.Title, out.Text))
}

func short(n int, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:n])
}

// sample is what the language is told from.
func sample(r *sitrep.Report) string {
	const enough = 4 << 10
	text := r.Text
	if len(text) > enough {
		text = text[:enough]
	}
	return r.Title + "\n" + text
}

// host is the site of an address, without "www.".
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// languageTag lower-cases a declared language and drops its region and script ("en-US", "zh_CN"); what
// can't be one is empty.
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), "-")
	s, _, _ = strings.Cut(s, "_")
	if len(s) < 2 || len(s) > 3 || s == "und" || s == "mul" || s == "zxx" {
		return ""
	}
	for _, c := range s {
		if c < 'a' || c > 'z' {
			return ""
		}
	}
	return s
}
