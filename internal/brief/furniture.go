package brief

import (
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// furniture reports whether a text is of the page and not of the report: calls to click,
// captions, credits, tags.
func furniture(s string) bool {
	low := strings.ToLower(strings.TrimSpace(s))
	for _, p := range furnitureStarts {
		if strings.HasPrefix(low, p) {
			return true
		}
	}
	for _, p := range furnitureParts {
		if strings.Contains(low, p) {
			return true
		}
	}
	return false
}

var furnitureStarts = []string{
	"watch:", "watch live", "video:", "photos:", "photo:", "pictures:", "listen:", "gallery:", "audio:", "podcast:", "read:", "read more", "read also",
	"see also", "related:", "more:", "tags", "share ", "advertisement", "file photo", "file -", "image:", "image source", "image caption", "click ", "sign up", "subscribe",
	"follow ", "continue reading", "date of publication", "by our ", "editor's note", "editing by", "reporting by", "with inputs from", "additional reporting",
	"copyright", "all rights", "source:", "credit:", "getty images", "published:", "updated:", "last updated", "posted ", "live updates", "live:", "here's what", "here is what",
	"this story", "this article", "the post ", "download ", "join ", "get the ", "don't miss", "top stories", "breaking:", "opinion:", "analysis:",
}

var furnitureParts = []string{
	"continue reading", "click here", "sign up for", "subscribe to", "newsletter", "all rights reserved", "read the full", "read more:", "follow us on", "this story is developing",
	"this is a developing", "appeared first on", "please enable", "cookies", "our privacy", "terms of use", "getty images", "contributed to this report", "watch the video", "in the video above",
	"minute read", "min read", "scroll down", "for more on this",
}

// titleTails part a headline from the outlet's name behind it.
var titleTails = []string{" | ", " – ", " — ", " - ", " :: ", " · "}

// titleLabels are labels before a headline that are no part of what it says.
var titleLabels = []string{"watch", "video", "live", "live updates", "breaking", "breaking news", "update", "photos", "pictures", "in pictures", "listen", "opinion", "analysis", "explainer", "exclusive", "factbox", "timeline", "wrapup", "corrected", "refile", "developing", "just in", "gallery", "podcast", "ap", "reuters", "afp"}

// trimTitle finds the part of a headline that says something, and whether it is fit to print:
// a statement, not a question, a list or a call.
func trimTitle(d *text.Doc) (sitrep.Span, bool) {
	s := sitrep.Span{Start: d.Tokens[0].Start, End: d.Tokens[len(d.Tokens)-1].End}
	for cut := true; cut; {
		cut = false
		words := d.Slice(s)
		if head, rest, ok := strings.Cut(words, ":"); ok && label(head) {
			s.Start += len(head) + 1 + len(rest) - len(strings.TrimLeft(rest, " \u00a0"))
			cut = s.Start < s.End
		}
		if !cut && s.Start >= s.End {
			return s, false
		}
	}
	words := d.Slice(s)
	for _, tail := range titleTails {
		if at := strings.LastIndex(words, tail); at > 0 && at*3 > len(words) && outletLike(words[at+len(tail):]) {
			s.End = s.Start + at
			words = d.Slice(s)
		}
	}
	low := strings.ToLower(words)
	for _, se := range d.Sentences {
		if firstPerson(d, se) {
			return s, false
		}
	}
	switch {
	case furniture(words), strings.HasSuffix(words, "?"), strings.HasSuffix(words, "…"), strings.HasSuffix(words, "..."), strings.Contains(low, "live updates"), strings.Contains(low, "in pictures"), strings.Contains(low, "photos"), strings.Contains(low, "podcast"), strings.Contains(low, "as it happened"):
		return s, false
	}
	for _, p := range []string{"how ", "why ", "what ", "who ", "where ", "when ", "here's", "here are", "inside ", "meet ", "the latest", "in pictures", "opinion", "your ", "can ", "should ", "is ", "are ", "will ", "do ", "does "} {
		if strings.HasPrefix(low, p) {
			return s, false
		}
	}
	return s, len(strings.TrimSpace(words)) > 0
}

func label(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, l := range titleLabels {
		if s == l || strings.HasSuffix(s, " "+l) && len(s) < 40 && (l == "live updates" || l == "live") {
			return true
		}
	}
	return false
}

// outletLike reports whether a headline's tail looks like the name of an outlet or section: few words,
// most of them capitalised.
func outletLike(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	capital := 0
	for _, w := range words {
		if w[0] >= 'A' && w[0] <= 'Z' {
			capital++
		}
	}
	return capital*2 > len(words)
}
