package spans

import (
	"math"
	"os"
	"strings"
	"testing"

	"sitrep/internal/lang/en"
	"sitrep/internal/text"
)

// TestKeptSums holds what is worked out once for each word, and once for tokens that stand alike, to what the features of each token
// add up to.
func TestKeptSums(t *testing.T) {
	english, err := en.New()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open("../data/en.model")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	said := `The minister, Ada Brandt, said on Monday that 29 people had died. "We are doing all we can," she told reporters: "It is barbaric."
“No,” he said. According to the Vesk Observatory, more than 1,300 have died since 2011; the army DENIED it…

Blast in Tarsk kills 29, Governor Says
Neither side has kept to the truce - and the foreign ministry accused its neighbour of sending 4,000 troops (2,000, he added).`
	rare := func(n int) string { // words enough to be forgotten again
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(string(rune('b'+i%20)), 1+i/20%7) + strings.Repeat(string(rune('a'+i/140%26)), 1+i/3640) + " said, ")
		}
		return b.String()
	}
	for k := range mostLead + 1 {
		if score := float32(-k) * m.roles.scale; m.roles.under(score, 0) != math.Exp(float64(score)) || m.roles.under(0, -score) != math.Exp(float64(score)) {
			t.Fatalf("a score of %v is kept as %v", score, m.roles.under(score, 0))
		}
	}
	var kept, summed lattice
	l := NewLayer()
	l.groups = m.groups
	other := NewLayer()
	other.groups = m.groups
	rated, passed, settled := 0, 0, 0
	for _, words := range []string{said, rare(2 * mostMet), said} {
		d := text.Parse(english, words)
		l.Read(d)
		other.Read(d)
		for s := range d.Sentences {
			l.cueLattice(&kept, s, m.cues)
			other.cueLattice(&summed, s, nil)
			m.cues.rate(&summed)
			passed += pass(m.cues, &summed)
			same(t, &kept, &summed, d.Slice(d.Sentences[s].Span))
			rated += kept.n
			for at := d.Sentences[s].First; s < 20 && at < d.Sentences[s].Last; at += 5 {
				cue := Run{at, min(at+1+at%3, d.Sentences[s].Last)}
				l.roleLattice(&kept, s, cue, m.roles)
				other.roleLattice(&summed, s, cue, nil)
				m.roles.rate(&summed)
				settled += settle(m.roles, &summed)
				same(t, &kept, &summed, d.Slice(d.Span(cue.First, cue.Last)))
			}
		}
	}
	if rated < 3*mostMet || passed < 20 || passed > rated/2 || settled < 20 {
		t.Fatalf("only %d tokens looked at, %d of them passed over, %d settled by where they stand", rated, passed, settled)
	}
}

// pass puts tokens outside that are so by what their words say by themselves.
func pass(c *Chain, x *lattice) (passed int) {
	for t := range x.n {
		var sum weights
		for k, f := range x.feats[t*cueFeats : t*cueFeats+cueFeats] {
			if learned[k] < placedFeats {
				sum = sum.of(c, []uint32{f})
			}
		}
		if c.plainly(sum) {
			passed++
			x.score[t*labels], x.score[t*labels+1], x.score[t*labels+2] = 0, never, never
		}
	}
	return passed
}

func same(t *testing.T, kept, summed *lattice, where string) {
	t.Helper()
	if kept.n != summed.n {
		t.Fatalf("%q: %d tokens and %d", where, kept.n, summed.n)
	}
	for i, x := range summed.score[:summed.n*labels] {
		if math.Float32bits(x) != math.Float32bits(kept.score[i]) {
			t.Fatalf("%q, token %d, label %d: %v from what is kept, %v from its features", where, i/labels, i%labels, kept.score[i], x)
		}
	}
}

// settle gives tokens what they have by where they stand, if that settles them.
func settle(c *Chain, x *lattice) (settled int) {
	from := int32(0)
	for t := range x.n {
		feats := x.feats[from:x.end[t]]
		from = x.end[t]
		if len(feats) != roleFeats {
			continue // a token of the cue, or on the way to it
		}
		var sum weights
		for k, f := range feats {
			if learnedRoles[k] < whereFeats {
				sum = sum.of(c, []uint32{f})
			}
		}
		if c.placed(sum) {
			settled++
			x.score[t*labels] = 0
			x.score[t*labels+1], x.score[t*labels+2] = sum.scores(whereFeats, c.scale)
		}
	}
	return settled
}
