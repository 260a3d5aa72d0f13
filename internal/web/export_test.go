package web

// What tests from outside need of the inside.

// OnSite is onSite.
func OnSite(to string) string { return onSite(to) }

// Stretch is a stretch of a comparison: its kind and its text.
type Stretch struct{ Kind, Text string }

// Diff is diff, with every stretch whole.
func Diff(old, now string) (out []Stretch) {
	for _, c := range diff(old, now) {
		out = append(out, Stretch{c.Kind, c.Text})
	}
	return out
}
