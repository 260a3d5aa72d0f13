package lang

import "strings"

// Kin are words and those of kin with them in meaning: words for the same, other forms of the word ("mediate", "mediator"),
// narrower words. They stand in one text, a line a word in order ("mediate = mediation, mediator"), which is searched as it
// is: to read it all would take longer than most checks. A word behind "@" is the one of which the first is a form ("wrote").
type Kin struct{ Lines string }

// line are the words of kin with one, as the list has them.
func (k Kin) line(w string) string {
	lo, hi := 0, len(k.Lines)
	for lo < hi {
		mid := strings.LastIndexByte(k.Lines[:(lo+hi)/2], '\n') + 1
		end := strings.IndexByte(k.Lines[mid:], '\n')
		if end < 0 {
			end = len(k.Lines) - mid
		}
		word, rest, _ := strings.Cut(k.Lines[mid:mid+end], " = ")
		switch {
		case word == w:
			return rest
		case word < w:
			lo = mid + end + 1
		default:
			hi = mid
		}
	}
	return ""
}

// Of are the words of kin with a word or with that of which it is a form.
func (k Kin) Of(w string) []string {
	var out []string
	for _, base := range k.bases(w) {
		for _, v := range strings.Split(k.line(base), ", ") {
			if v = strings.TrimPrefix(v, "@"); v != "" {
				out = append(out, v)
			}
		}
		if base != w {
			out = append(out, base)
		}
	}
	return out
}

// bases are the words a word may be a form of, itself first.
func (k Kin) bases(w string) []string {
	out := []string{w}
	add := func(b string) {
		if len(b) > 2 && k.line(b) != "" {
			out = append(out, b)
		}
	}
	if v, ok := strings.CutPrefix(strings.Split(k.line(w), ", ")[0], "@"); ok {
		add(v)
	}
	for _, end := range [...][2]string{{"ies", "y"}, {"ied", "y"}, {"s", ""}, {"es", ""}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}} {
		b, ok := strings.CutSuffix(w, end[0])
		if !ok {
			continue
		}
		add(b + end[1])
		if n := len(b); n > 3 && b[n-1] == b[n-2] && end[1] == "" {
			add(b[:n-1])
		}
	}
	return out
}

// Form reports whether a word is listed as an irregular form of another.
func (k Kin) Form(w string) bool { return strings.HasPrefix(k.line(w), "@") }
