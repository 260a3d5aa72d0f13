package view

import (
	"strings"
	"unicode"
)

// Change is a stretch of two texts compared: in both, only in the old one, or only in the new one.
type Change struct {
	Kind string // same, gone, new
	Text string
	Cut  bool // a long stretch that is in both, shortened
}

// maxEdits bounds the work of a comparison; texts that differ more are shown as one whole for another.
const maxEdits = 1500

// Diff compares two texts word by word, and ignores commas, other points and letters' case: an outlet that moves
// a comma has changed nothing. The method is Myers' (An O(ND) Difference Algorithm, 1986).
func Diff(old, now string) []Change {
	a, b := tokens(old), tokens(now)
	keep := script(a, b)
	if keep == nil {
		return []Change{{Kind: "gone", Text: strings.TrimSpace(old)}, {Kind: "new", Text: strings.TrimSpace(now)}}
	}
	var out []Change
	add := func(kind string, list []token) {
		for _, t := range list {
			if n := len(out); n > 0 && out[n-1].Kind == kind {
				out[n-1].Text += t.text
			} else {
				out = append(out, Change{Kind: kind, Text: t.text})
			}
		}
	}
	i, j := 0, 0
	for _, k := range append(keep, [2]int{len(a), len(b)}) {
		add("gone", a[i:k[0]])
		add("new", b[j:k[1]])
		if k[0] < len(a) {
			add("same", b[k[1]:k[1]+1])
		}
		i, j = k[0]+1, k[1]+1
	}
	return folded(out)
}

// alike is the share of words from which on two sentences are versions of one.
const alike = 0.65

// Sentences compares two lists of sentences: what stands in both, what was reworded (word by word), what is new,
// and at the end what was taken out.
func Sentences(old, now []string) (out [][]Change, same bool) {
	left := make([]map[string]bool, len(old))
	for i, s := range old {
		left[i] = bag(s)
	}
	same = len(old) == len(now)
	took := map[int]int{} // of the new ones, which old one they are
	for pass := range 2 {
		for j, s := range now {
			if _, ok := took[j]; ok {
				continue
			}
			best, share := -1, 0.0
			for i := range old {
				if left[i] == nil {
					continue
				}
				n := overlap(left[i], bag(s))
				if pass == 0 && key(old[i]) == key(s) {
					n = 2
				}
				if (n == 2 || pass == 1 && n >= alike) && n > share {
					best, share = i, n
				}
			}
			if best >= 0 {
				took[j], left[best] = best, nil
			}
		}
	}
	for j, s := range now {
		if i, ok := took[j]; ok {
			d := Diff(old[i], s)
			same = same && i == j && len(d) == 1 && d[0].Kind == "same"
			out = append(out, d)
			continue
		}
		same = false
		out = append(out, []Change{{Kind: "new", Text: s}})
	}
	for i, s := range old {
		if left[i] != nil {
			out = append(out, []Change{{Kind: "gone", Text: s}})
		}
	}
	return out, same
}

// key is a sentence without what does not count as a change.
func key(s string) string {
	var b strings.Builder
	for _, t := range tokens(s) {
		b.WriteString(t.key + " ")
	}
	return b.String()
}

// token is a word with what follows it up to the next; key is what is compared.
type token struct{ text, key string }

func tokens(s string) []token {
	var out []token
	start := 0
	in := false
	flush := func(end int) {
		if word := s[start:end]; word != "" {
			key := strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
			key = strings.ReplaceAll(key, ",", "")
			if key != "" || len(out) == 0 {
				out = append(out, token{word, key})
			} else {
				out[len(out)-1].text += word // a dash on its own is no word
			}
		}
		start = end
	}
	for i, r := range s {
		if space := unicode.IsSpace(r); space {
			in = false
		} else if !in {
			flush(i)
			in = true
		}
	}
	flush(len(s))
	return out
}

// script are the pairs of words that two texts share, in order; nil when they differ by more than maxEdits.
func script(a, b []token) [][2]int {
	n, m := len(a), len(b)
	limit := min(n+m, maxEdits)
	v := make([]int, 2*limit+2)
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int(nil), v[limit-min(d, limit):limit+min(d, limit)+2]...))
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && v[limit+k-1] < v[limit+k+1] {
				x = v[limit+k+1]
			} else {
				x = v[limit+k-1] + 1
			}
			for x < n && x-k < m && a[x].key == b[x-k].key {
				x++
			}
			v[limit+k] = x
			if x >= n && x-k >= m {
				return walk(trace, n, m)
			}
		}
	}
	return nil
}

// walk goes back along the furthest paths and collects what was kept.
func walk(trace [][]int, x, y int) [][2]int {
	keep := [][2]int{}
	for d := len(trace) - 1; d >= 0; d-- {
		at := func(k int) int { return trace[d][d+k] } // what the round before reached
		k := x - y
		px, py := 0, 0
		if d > 0 {
			pk := k - 1
			if k == -d || k != d && at(k-1) < at(k+1) {
				pk = k + 1
			}
			px, py = at(pk), at(pk)-pk
		}
		for x > px && y > py {
			x, y = x-1, y-1
			keep = append(keep, [2]int{x, y})
		}
		x, y = px, py
	}
	for i, j := 0, len(keep)-1; i < j; i, j = i+1, j-1 {
		keep[i], keep[j] = keep[j], keep[i]
	}
	return keep
}

// keepAround is how much of a long unchanged stretch is shown on either side of a change, in bytes.
const keepAround = 160

// folded shortens what two texts share.
func folded(list []Change) []Change {
	for i := range list {
		c := &list[i]
		if c.Kind != "same" || len(c.Text) < 3*keepAround {
			continue
		}
		head, tail := c.Text[:Back(c.Text, keepAround)], c.Text[Back(c.Text, len(c.Text)-keepAround):]
		switch {
		case i == 0 && i == len(list)-1:
			continue
		case i == 0:
			c.Text = "… " + tail
		case i == len(list)-1:
			c.Text = head + " …"
		default:
			c.Text = head + " … " + tail
		}
		c.Cut = true
	}
	return list
}
