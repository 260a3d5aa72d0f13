package story

import (
	"math"
	"slices"

	"sitrep/internal/text"
)

// signs are what two reports can agree or disagree on, apart from how much they share.
type signs struct {
	things, allThings []term   // what many languages have words for: in the head, in the whole text; sorted
	counts            []count  // sorted
	read              []uint32 // two words in a row, hashed, as they stand
	heads             int      // how many of them are of the head
	runs, headRuns    []uint32 // those of the whole text, of the head, less what the outlet repeats; sorted
	where             string   // the incident's place, to compare
	weekdays          uint8    // those named, a bit each
	weekday           int8     // the first of them in the head, Monday being 1; 0 when there is none
	told              float64  // the last day before publication that was such a weekday, days since 1970; 0 when unknown
}

// count is a number and a word that follows it: "31 people".
type count struct{ of, number term }

// mostCounts is how many counts of a report are kept.
const mostCounts = 40

// finish puts in order what was gathered of a report.
func (s *signs) finish(p *profile) {
	s.things, s.allThings = sorted(s.things), sorted(s.allThings)
	s.read = slices.Clip(s.read)
	slices.SortFunc(s.counts, func(a, b count) int {
		if c := compare(a.of, b.of); c != 0 {
			return c
		}
		return compare(a.number, b.number)
	})
	s.counts = slices.Clip(slices.Compact(s.counts))
	s.where = placed(p.incident.where)
	if s.weekday != 0 && !p.stamp.IsZero() {
		day := math.Floor(float64(p.stamp.End().Unix()) / 86400)
		today := math.Mod(day+3, 7) + 1 // 1 January 1970 was a Thursday
		s.told = day - math.Mod(today-float64(s.weekday)+7, 7)
	}
}

// sorted is a list in order, each once.
func sorted[T term | uint32](list []T) []T {
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

// day notes a word that is a day of the week, Monday being 1; 0 is none.
func (s *signs) day(n uint8, head bool) {
	if n == 0 {
		return
	}
	s.weekdays |= 1 << n
	if s.weekday == 0 && head {
		s.weekday = int8(n)
	}
}

// follow notes a word and the thing it stands for; before is the word before it, or 0.
func (s *signs) follow(before term, at thingTerm, head bool) {
	if at.thing != 0 {
		s.allThings = append(s.allThings, at.thing)
		if head {
			s.things = append(s.things, at.thing)
		}
	}
	if before == 0 {
		return
	}
	s.read = append(s.read, uint32(pair(before, at.word)>>20))
	if head {
		s.heads = len(s.read)
	}
}

// take counts the words in a row of all passages but furniture.
func (p *profile) take() {
	s := &p.signs
	s.runs, s.headRuns = s.runs[:0], s.headRuns[:0]
	for i := range p.passages {
		at := &p.passages[i]
		first, last := int(at.firstRun), int(at.lastRun)
		if at.passed {
			continue
		}
		s.runs = append(s.runs, s.read[first:last]...)
		if first < s.heads {
			s.headRuns = append(s.headRuns, s.read[first:min(last, s.heads)]...)
		}
	}
	s.runs, s.headRuns = sorted(s.runs), sorted(s.headRuns)
}

// countAt notes what the number at token i counts: the words that follow it, three tokens on at most.
func (b *builder) countAt(d *text.Doc, i int) {
	number := hash(d.Tokens[i].Lower)
	for j := i + 1; j < min(i+4, len(d.Tokens)) && len(b.p.signs.counts) < mostCounts; j++ {
		t := &d.Tokens[j]
		if t.Kind != text.Word {
			return
		}
		if w := b.look(t.Lower); !w.common && len(t.Lower) > 2 {
			b.p.signs.counts = append(b.p.signs.counts, count{w.word, number})
		}
	}
}

// contained is how much of each of two sorted lists stands in the other: the smaller share, and the larger.
func contained(a, b []term) (few, many float64) {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return parts(n, len(a), len(b))
}

// parts are the shares that n is of two numbers: the smaller, and the larger.
func parts(n, a, b int) (few, many float64) {
	if n == 0 {
		return 0, 0
	}
	x, y := float64(n)/float64(a), float64(n)/float64(b)
	return min(x, y), max(x, y)
}

// sieve holds a list that many others are held against: most of what is not in it is told by a bit.
type sieve struct {
	list []uint32
	bits [64]uint64
}

func (s *sieve) fill(list []uint32) {
	s.list = list
	clear(s.bits[:])
	for _, v := range list {
		s.bits[v/64%64] |= 1 << (v % 64)
	}
}

// common is how many of another list are in it.
func (s *sieve) common(list []uint32) int {
	n := 0
	for _, v := range list {
		if s.bits[v/64%64]>>(v%64)&1 != 0 {
			if _, ok := slices.BinarySearch(s.list, v); ok {
				n++
			}
		}
	}
	return n
}

// counted says of how many words two reports give the same number, and of how many only different ones.
func counted(a, b []count) (same, other int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := compare(a[i].of, b[j].of); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			of, hit := a[i].of, false
			from := j
			for ; i < len(a) && a[i].of == of; i++ {
				for j = from; j < len(b) && b[j].of == of; j++ {
					hit = hit || a[i].number == b[j].number
				}
			}
			if hit {
				same++
			} else {
				other++
			}
		}
	}
	return same, other
}
