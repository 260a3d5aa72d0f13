package actor

import (
	"fmt"
	"os"
	"testing"

	"sitrep"
	"sitrep/internal/lang/en"
	"sitrep/internal/text"
)

func TestDbg(t *testing.T) {
	s := os.Getenv("DBG")
	if s == "" {
		t.Skip()
	}
	l, _ := en.New()
	reg, _ := Default()
	d := text.Parse(l, s)
	c := Find(reg, d, text.New(l, &sitrep.Report{}, sitrep.InTitle))
	r := c.readers[0]
	for i := range r.spots {
		s := &r.spots[i]
		w := ""
		if s.noun != nil {
			w = s.noun.Word
		}
		n := ""
		if s.name >= 0 {
			n = d.Slice(d.Span(r.names[s.name].First, r.names[s.name].Last))
		}
		o := ""
		if s.owner >= 0 {
			o = d.Slice(d.Span(r.names[s.owner].First, r.names[s.owner].Last))
		}
		be := ""
		if s.being >= 0 {
			b := c.beings[s.being]
			be = fmt.Sprintf("%d[%s] sort=%d g=%v unnamed=%v plural=%v nouns=", s.being, c.readers[b.doc].d.Slice(c.readers[b.doc].d.Span(b.first, b.last)), b.sort, b.gender, b.unnamed, b.plural)
			for _, n := range b.nouns {
				be += n.Word + ","
			}
		}
		fmt.Printf("%-40q name=%q noun=%q owner=%q says=%v subj=%v quoted=%v det=%v -> %s\n", d.Slice(d.Span(s.first, s.last)), n, w, o, s.says, s.subject, s.quoted, s.det, be)
	}
	for _, n := range r.names {
		fmt.Printf("NAME %q body=%v person=%v\n", d.Slice(d.Span(n.First, n.Last)), n.Body, n.Person)
	}
}
