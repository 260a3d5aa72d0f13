// Package view is what every face shows of a story: who said what when, sources by origin with copies folded, the
// words behind a citation, who repeats or disputes a claim, two texts compared; what a public site may show of
// a text; and the addresses of the pages. It derives, and keeps nothing.
package view
