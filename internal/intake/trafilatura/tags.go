package trafilatura

import "slices"

// The kinds of elements that are treated alike.
var (
	listTags  = []string{"ul", "ol", "dl"}
	quoteTags = []string{"blockquote", "pre", "q"}
	headTags  = []string{"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
	lbTags    = []string{"br", "hr", "lb"}
	hiTags    = []string{"em", "i", "b", "strong", "u", "kbd", "samp", "tt", "var", "sub", "sup", "mark"}
	refTags   = []string{"a"}
	itemTags  = []string{"dd", "dt", "li"}
	cellTags  = []string{"th", "td"}
)

// is reports whether an element's name is one of a kind's.
func is(tag string, kind []string) bool { return slices.Contains(kind, tag) }
