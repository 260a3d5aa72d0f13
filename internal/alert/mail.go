package alert

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"

	"sitrep"
)

// Limits of what a mail repeats of what feeds said, in bytes.
const (
	maxSubject = 150
	maxLine    = 500
)

// says are the kinds in words.
var says = map[sitrep.NoticeKind]string{
	sitrep.StoryCreated: "New story", sitrep.FigureChanged: "Figure changed", sitrep.ClaimDisputed: "Claim disputed", sitrep.ReportRevised: "Report revised",
	sitrep.BriefUpdated: "Brief updated", sitrep.SilenceBroken: "Silence broken",
}

// mail is what is sent: plain text, encoded so that nothing in it can be a header. Its Message-ID is the delivery's, so
// that a reader's program shows it once though it came twice.
func mail(a *sitrep.Alert, n *sitrep.Notice, from, to, link string, now time.Time) []byte {
	var b bytes.Buffer
	_, domain, _ := strings.Cut(from, "@")
	subject := says[n.Kind] + ": " + line(n.What)
	if n.Claimant != "" {
		subject += " (" + line(n.Claimant) + ")"
	}
	for _, h := range [][2]string{
		{"From", from}, {"To", to}, {"Subject", encoded(short(subject, maxSubject))}, {"Date", now.UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + id(a, n) + "@" + domain + ">"}, {"Auto-Submitted", "auto-generated"}, {"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"}, {"Content-Transfer-Encoding", "quoted-printable"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	for _, l := range lines(a, n, link) {
		fmt.Fprintf(w, "%s\r\n", l)
	}
	w.Close() // into memory
	return b.Bytes()
}

// encoded is a header's text as RFC 2047 has it, in words that a header's lines may be broken between.
func encoded(s string) string {
	return strings.ReplaceAll(mime.QEncoding.Encode("utf-8", s), "?= =?", "?=\r\n =?")
}

// lines are the mail's text.
func lines(a *sitrep.Alert, n *sitrep.Notice, link string) []string {
	out := []string{says[n.Kind] + ": " + short(line(n.What), maxLine)}
	add := func(what, s string) {
		if s = line(s); s != "" {
			out = append(out, what+": "+short(s, maxLine))
		}
	}
	add("Before", n.Was)
	add("Given by", n.Claimant)
	add("Why", n.Why)
	if n.Kind != sitrep.StoryCreated {
		add("Story", n.Headline)
	}
	add("Page", link)
	add("Noted", n.At.UTC().Format("2 January 2006, 15:04 MST"))
	out = append(out, "", fmt.Sprintf("Sent by Sitrep for alert %d%s. Numbers are what the source said, not what is true.", a.ID, named(a.Name)))
	return out
}

func named(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}
