package origin

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// How copies are told (measured on 5,132 pairs of news texts, see docs/grouping.md). Two texts are
// copies when most of the shorter one's runs of three words stand in the longer one: so a cut tail,
// an added first paragraph or a new headline do not hide a copy.
const (
	shingleWords = 3
	// contained is the share of the shorter text's shingles that must stand in the longer one.
	contained = 0.60
	// alike is the least share of all shingles of both that must be common: a sentence
	// quoted in a long page makes it no copy.
	alike = 0.15
	// brief texts are copies only if nearly equal: so few words are often a formula.
	briefText, briefAlike = 24, 0.8
	// reworkedShare is the share of a text's shingles, if it has reworkedText of them, which, found in
	// another, show that it reworks that one.
	reworkedShare, reworkedText = 0.40, 40
	// sample: one shingle in so many is indexed.
	sample = 4
	// longest is how many words of a text are looked at.
	longest = 3000
	// held is how many texts the index holds, crowd how many of those that share a shingle it looks at:
	// the newest.
	held, crowd = 20000, 32
)

// Index finds near copies in a stream of texts. It holds the last 20,000 texts, as hashes, so its memory
// is bounded (about 80 MB when full), and looks at no more than 32 texts that share a run of words.
type Index struct {
	texts []shingled          // ring
	next  int                 // texts taken in
	at    map[uint64][]uint32 // sampled shingle to the texts that hold it, oldest first
	// shared counts, by place in the ring, the shingles a text shares with the one that is looked up; all zero between two.
	shared []uint16
}

// shingled is a text as its runs of three words, hashed, sorted, without doubles.
type shingled struct {
	id     sitrep.ReportID
	hashes []uint64
	// parts are shorter texts found inside this one: if they are unlike each other, it is a
	// digest, and no copy of any.
	parts []uint32
}

// NewIndex makes an empty index.
func NewIndex() *Index { return &Index{at: make(map[uint64][]uint32)} }

// Words is a text as an Index compares it: its runs of three words, hashed.
type Words struct{ hashes []uint64 }

// WordsOf makes a text comparable; a nil text has no words.
func WordsOf(body *text.Doc) Words { return Words{shingles(body)} }

// Add takes a text in and returns the earlier reports, oldest first, that it is a copy of.
func (x *Index) Add(id sitrep.ReportID, body Words) (copyOf []sitrep.ReportID) {
	copyOf, _ = x.add(id, body)
	return copyOf
}

// add is Add; it also tells the earlier report whose text this one reworks most, if it copies none.
func (x *Index) add(id sitrep.ReportID, body Words) (copyOf []sitrep.ReportID, reworks sitrep.ReportID) {
	t := shingled{id: id, hashes: body.hashes}
	n := uint32(x.next)
	x.next++
	matches, rework := x.matches(&t)
	if rework >= 0 && len(matches) == 0 {
		reworks = x.get(uint32(rework)).id
	}
	if len(x.texts) < held {
		x.texts, x.shared = append(x.texts, t), append(x.shared, 0)
	} else {
		x.forget(n - held)
		x.texts[n%held] = t
	}
	for _, h := range t.hashes {
		if h%sample != 0 {
			continue
		}
		list := x.at[h]
		if len(list) >= crowd {
			list = append(list[:0], list[1:]...)
		}
		x.at[h] = append(list, n)
	}
	for _, m := range matches {
		if len(x.get(m).hashes) > 2*len(t.hashes) {
			x.get(m).addPart(n)
		}
		copyOf = append(copyOf, x.get(m).id)
	}
	return copyOf, reworks
}

func (t *shingled) addPart(n uint32) {
	if len(t.parts) < 8 {
		t.parts = append(t.parts, n)
	}
}

func (x *Index) get(n uint32) *shingled { return &x.texts[n%held] }

// forget takes the oldest text out.
func (x *Index) forget(n uint32) {
	for _, h := range x.get(n).hashes {
		if h%sample != 0 {
			continue
		}
		list := x.at[h]
		if i := slices.Index(list, n); i >= 0 {
			list = slices.Delete(list, i, i+1)
		}
		if len(list) == 0 {
			delete(x.at, h)
		} else {
			x.at[h] = list
		}
	}
}

// matches are the held texts that t is a copy of, oldest first, and the one whose words it
// has most of without being a copy, or -1.
func (x *Index) matches(t *shingled) (copies []uint32, rework int) {
	var candidates []uint32
	sampled := 0
	for _, h := range t.hashes {
		if h%sample != 0 {
			continue
		}
		sampled++
		for _, n := range x.at[h] {
			if x.shared[n%held]++; x.shared[n%held] == 1 {
				candidates = append(candidates, n)
			}
		}
	}
	candidates = slices.DeleteFunc(candidates, func(n uint32) bool {
		k := int(x.shared[n%held])
		x.shared[n%held] = 0
		return k*3 < min(sampled, len(x.get(n).hashes)/sample)
	})
	slices.Sort(candidates)
	rework = -1
	most := reworkedShare
	for _, n := range candidates {
		o := x.get(n)
		if copied(t.hashes, o.hashes) {
			if !x.digest(o, t) {
				copies = append(copies, n)
			}
		} else if len(t.hashes) >= reworkedText && len(o.hashes) >= reworkedText {
			if s := float64(overlap(t.hashes, o.hashes)) / float64(len(t.hashes)); s > most {
				rework, most = int(n), s
			}
		}
	}
	return x.parted(t, copies), rework
}

// digest reports whether a longer text that t stands in holds other texts unlike t as well.
func (x *Index) digest(long, t *shingled) bool {
	if len(long.hashes) <= 2*len(t.hashes) {
		return false
	}
	for _, p := range long.parts {
		if int(p)+held >= x.next && !copied(x.get(p).hashes, t.hashes) {
			return true
		}
	}
	return false
}

// parted drops the texts that merely stand inside t when they are unlike each other: then t
// is a digest.
func (x *Index) parted(t *shingled, matches []uint32) []uint32 {
	var inside, rest []uint32
	for _, n := range matches {
		if len(t.hashes) > 2*len(x.get(n).hashes) {
			inside = append(inside, n)
		} else {
			rest = append(rest, n)
		}
	}
	for _, n := range inside[min(1, len(inside)):] {
		if !copied(x.get(inside[0]).hashes, x.get(n).hashes) {
			return rest
		}
	}
	for _, n := range inside {
		t.addPart(n)
	}
	return matches
}

// copied tells from two texts' shingles whether one is a copy of the other.
func copied(a, b []uint64) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < shingleWords {
		return false
	}
	common := overlap(a, b)
	union := float64(len(a) + len(b) - common)
	if len(a) < briefText {
		return float64(common) >= briefAlike*union
	}
	return float64(common) >= contained*float64(len(a)) && float64(common) >= alike*union
}

// overlap counts the hashes two sorted lists share.
func overlap(a, b []uint64) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
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
	return n
}

// shingles hashes a text's runs of three words, punctuation left out. Short lines without a stop, such as
// menus and bylines, are passed over if anything else is there.
func shingles(d *text.Doc) []uint64 {
	if d == nil {
		return nil
	}
	out := shingle(d, true)
	if len(out) < briefText {
		out = shingle(d, false)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func shingle(d *text.Doc, prose bool) []uint64 {
	out := make([]uint64, 0, min(len(d.Tokens), longest))
	var a, b uint64 // the two words before
	words := 0
	for s := range d.Sentences {
		if prose && furniture(d, s) {
			a, b = 0, 0
			continue
		}
		for i := d.Sentences[s].First; i < d.Sentences[s].Last; i++ {
			t := &d.Tokens[i]
			if t.Kind == text.Punct {
				continue
			}
			if words++; words > longest {
				return out
			}
			c := hash(t.Lower)
			if a != 0 && b != 0 {
				out = append(out, mix(mix(a, b), c))
			}
			a, b = b, c
		}
	}
	return out
}

// furniture reports whether a sentence is a short line that ends without a stop.
func furniture(d *text.Doc, s int) bool {
	se := &d.Sentences[s]
	if se.Last-se.First > 8 {
		return false
	}
	last := d.Raw(se.Last - 1)
	return !strings.ContainsAny(last, ".!?…”\"»")
}

func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix folds another hash in; the last steps spread it, so that low bits may be sampled.
func mix(a, b uint64) uint64 {
	h := (a*0x9e3779b97f4a7c15 ^ b) * 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>29
}
