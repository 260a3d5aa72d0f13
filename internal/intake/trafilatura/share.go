package trafilatura

import "strings"

// shareWords are what a line of links to other services consists of.
var shareWords = []string{
	"drucken", "email", "e-mail", "facebook", "flipboard", "google", "instagram", "linkedin", "mail", "pdf", "pinterest", "pocket",
	"print", "qq", "reddit", "twitter", "wechat", "weibo", "whatsapp", "xing", "mehr zum thema", "mehr zum thema:", "more on this",
}

// isShareWord reports whether a line is one of the words, after at most one other sign. It stands for
// a generated matcher of 1,800 lines that does the same.
func isShareWord(line string) bool {
	if len(line) > 24 {
		return false
	}
	line = strings.TrimRight(strings.ToLower(line), ".")
	for _, w := range shareWords {
		if rest, ok := strings.CutSuffix(line, w); ok && len(rest) <= 1 {
			return true
		}
	}
	return false
}
