package intake

import (
	"fmt"
	"time"

	"sitrep"
)

// dates reads the dates of one input, and says once if one of them can't be.
type dates struct {
	r     *reader
	input string
	line  int
	quiet bool // say nothing of dates that can't be read: a page has several places for one
}

// first is the first of several dates that can be read.
func (d dates) first(list []string) sitrep.Stamp {
	for _, s := range list {
		if stamp := d.parse(s); !stamp.IsZero() {
			return stamp
		}
	}
	return sitrep.Stamp{}
}

func (d dates) tell(err error) {
	if !d.quiet {
		d.r.problem(Problem{d.input, d.line, err})
	}
}

// parse reads a date; one that can't be read, or lies in the future, is unknown and named.
func (d dates) parse(s string) sitrep.Stamp {
	if s == "" {
		return sitrep.Stamp{}
	}
	stamp, ok := parseDate(s)
	if !ok {
		d.tell(fmt.Errorf("%q is not a date; it is taken for unknown", cut(s, 60)))
		return sitrep.Stamp{}
	}
	if now := d.r.o.Now; !now.IsZero() && stamp.Start().After(now.Add(24*time.Hour)) {
		d.tell(fmt.Errorf("the date %s lies in the future; it is taken for unknown", stamp))
		return sitrep.Stamp{}
	}
	return stamp
}

func parseDate(s string) (sitrep.Stamp, bool) {
	if stamp, err := sitrep.ParseStamp(s); err == nil && !stamp.IsZero() {
		return stamp, true
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822} {
		if t, err := time.Parse(layout, s); err == nil {
			return sitrep.At(t), true
		}
	}
	return sitrep.Stamp{}, false
}

func cut(s string, n int) string {
	if r := []rune(oneLine(s)); len(r) > n {
		return string(r[:n]) + "…"
	}
	return oneLine(s)
}
