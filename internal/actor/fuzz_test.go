package actor_test

import (
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

func FuzzFind(f *testing.F) {
	f.Add("A monitor, the Syrian Observatory (SOHR), said: \"We saw it\". Its director, Rami, said he had.", "MR. KIRBY: No")
	f.Add("the group's 's of of the 5 and and U.N. of Mr.", "'")
	f.Add("He said", "Anna Weber and her brother Karl Weber fled. China's Foreign Ministry said its army and the JCS left")
	f.Add("Observatory\n\nhead of the (", "the")
	l, r := english(f)
	f.Fuzz(func(t *testing.T, body, title string) {
		report := &sitrep.Report{Text: body, Title: title}
		b, h := text.New(l, report, sitrep.InText), text.New(l, report, sitrep.InTitle)
		c := actor.Find(r, b, h)
		for _, d := range []*text.Doc{b, h} {
			last := 0
			for _, m := range c.Mentions(d) {
				if m.First < last || m.Last <= m.First || m.Last > len(d.Tokens) {
					t.Fatalf("mention [%d, %d) after %d of %q", m.First, m.Last, last, d.Text)
				}
				last = m.Last
				c.Resolve(d, m.First, m.Last)
			}
			for i := range d.Tokens {
				for _, n := range []int{1, 3, 9} {
					ref := c.Resolve(d, i, min(i+n, len(d.Tokens)))
					if ref.First > ref.Last {
						t.Fatalf("ref %+v of %q", ref, d.Text)
					}
				}
			}
		}
	})
}

// FuzzFold holds a name that is folded to be folded, which lets it be looked up as it is.
func FuzzFold(f *testing.F) {
	for _, name := range []string{"The U.S.", "al-Assad's", "Mr. the Mr. al-Al a S. Smith’s", "Centre for Defense Organisations", "Æsir ʿAlī ǅ İ ß ﬁ", "t.h.e a. n", "'s s the", "\xff a\u0301"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if once := actor.Fold(name); actor.Fold(once) != once {
			t.Fatalf("%q is folded to %q, and that to %q", name, once, actor.Fold(once))
		}
	})
}
