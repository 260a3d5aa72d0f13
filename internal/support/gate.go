// Package support is the gate under brief, check and model: does this sentence follow from these
// words? It is code, the same for every writer, and it knows nothing of how a sentence was
// made. A sentence comes to the reader in one of two ways, and is judged by the way it came.
//
// Taken: most of its words stand in one cited stretch, in their order. Then it must be that
// report's sentence, whole, and every difference must be one of a few that change nothing: a dateline,
// a repeated headline, a leading "But", an "also" or an outlet's name behind a headline left out; a
// pronoun or a short form replaced by the name that was read for it, a weekday by the day it was
// resolved to. Nothing else may be left out, put in or changed: not the "denied that" before it,
// not the quotation marks around it, not who says it (taken.go).
//
// Told anew: otherwise. Then every number, name, date and quotation in it must stand in the cited
// words; every figure must be one that was read from them, with the same bounds, measure,
// modifier, standing and claimant; every act must have been read from them, of the same actor;
// no word of substance may be new; and no negation, condition or doubt may be lost (told.go).
//
// The gate looks beyond the cited bytes to the rest of the sentence they are cut from, so that a
// citation can't be cut to suit.
//
// A writer that is free to choose its words, a language model, is judged more strictly, by Reword: what is not taken
// must be made of the cited sentences' clauses, word by word (reword.go and the files after it: who says
// what, voices.go and hear.go; orders that say the same, source.go; the search, realign.go; what may be left out, leave.go;
// what a clause hangs on, saidby.go, onday.go, pronoun.go).
package support

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/figure"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Gate judges sentences against readings. The zero Gate refuses everything. It keeps the layers of
// the texts it was asked about, so it is not safe for concurrent use.
type Gate struct {
	Language *lang.Language
	Registry *actor.Registry
	Claims   *claim.Reader
	Readings map[sitrep.ReportID]*sitrep.Reading

	pages    map[place]*page
	passages map[sitrep.Citation]passage
}

// Pass returns nil when the unit follows from the words it cites, and otherwise an error that says
// in plain words what does not.
func (g *Gate) Pass(u sitrep.Unit) error {
	_, err := g.pass(u)
	return err
}

// pass is Pass, and says besides whether the unit is a report's own sentence.
func (g *Gate) pass(u sitrep.Unit) (own bool, err error) {
	unit, cited, err := g.lay(u)
	if err != nil {
		return false, err
	}
	found := taken(unit, cited)
	if !found.other && (!found.whole || len(unit.numbers) == 0) {
		return true, found.why
	}
	t, err := g.telling(unit, cited)
	if err != nil {
		return false, err
	}
	if found.whole && !(t.figural() && t.attributed()) {
		return false, found.why
	}
	return false, t.judge(g, u.Derived)
}

// lay lays the layers over a unit and what it cites, and refuses what is no sentence over any words.
func (g *Gate) lay(u sitrep.Unit) (*page, []passage, error) {
	if strings.TrimSpace(u.Text) == "" {
		return nil, nil, errors.New("it is empty")
	}
	if len(u.Citations) == 0 {
		return nil, nil, errors.New("it cites nothing")
	}
	if g.Language == nil {
		return nil, nil, errors.New("the gate was given no language to read it by")
	}
	cited, err := g.cited(u.Citations)
	if err != nil {
		return nil, nil, err
	}
	if err := clean(u.Text); err != nil {
		return nil, nil, err
	}
	unit := newPage(text.Parse(g.Language, u.Text), nil)
	if len(unit.Tokens) > maxTokens {
		return nil, nil, fmt.Errorf("it is %d words long, too long for a sentence", len(unit.Tokens))
	}
	return unit, cited, nil
}

// maxTokens bounds the work for one sentence. The longest that newspapers print have some 150 words.
const maxTokens = 600

// telling reads a unit as a text of its own. A writer's text may be anything: where the rooms that read it
// fail, the unit is refused.
func (g *Gate) telling(unit *page, cited []passage) (t *telling, err error) {
	defer func() {
		if p := recover(); p != nil {
			t, err = nil, errors.New("it can't be read: a fault of this program")
		}
	}()
	cast := actor.Find(g.Registry, unit.Doc, nil)
	var claims []sitrep.Claim
	if g.Claims != nil {
		claims = g.Claims.Find(unit.Doc, cast)
	}
	t = &telling{unit: unit, cited: cited, claims: claims, figures: figure.Find(unit.Doc, cast, claims), days: map[string]bool{}}
	for i := range unit.Tokens {
		if n, date := dateAt(unit, i); n == 3 {
			t.days[date] = true
		}
	}
	return t, nil
}

// passage is a cited stretch of a report: tokens [first, last) of a page lie wholly in it.
type passage struct {
	sitrep.Citation
	*page
	first, last int
	words       string // folded
}

func (g *Gate) cited(cs []sitrep.Citation) ([]passage, error) {
	out := make([]passage, 0, len(cs))
	if g.passages == nil {
		g.passages = map[sitrep.Citation]passage{}
	}
	for _, c := range cs {
		reading := g.Readings[c.Report]
		if reading == nil || reading.Report == nil {
			return nil, fmt.Errorf("it cites %s, which is no report of this story", plainID(c.Report))
		}
		whole := reading.Report.In(c.In)
		if c.Start < 0 || c.End > len(whole) || c.Start >= c.End || !edge(whole, c.Start) || !edge(whole, c.End) {
			return nil, fmt.Errorf("it cites bytes %d to %d of %s, which are not there", c.Start, c.End, plainID(c.Report))
		}
		if p, ok := g.passages[c]; ok && p.reading == reading {
			out = append(out, p)
			continue
		}
		p := passage{Citation: c, page: g.page(reading, c.In), words: fold(whole[c.Start:c.End])}
		p.first = p.TokenAt(c.Start)
		if p.first < len(p.Tokens) && p.Tokens[p.first].Start < c.Start {
			p.first++
		}
		p.last = p.TokenAt(c.End)
		if p.last < len(p.Tokens) && p.Tokens[p.last].End == c.End {
			p.last++
		}
		p.last = max(p.first, p.last)
		g.passages[c] = p
		out = append(out, p)
	}
	return out, nil
}

func plainID(id sitrep.ReportID) string { return short(string(id)) }

func edge(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// clean refuses what no sentence of a report needs: control and bidirectional characters and markup.
func clean(s string) error {
	if !utf8.ValidString(s) {
		return errors.New("it is not valid text")
	}
	for _, r := range s {
		switch {
		case unicode.IsControl(r):
			return errors.New("it holds a control character")
		case unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Cf, r) && r != '\u00ad':
			return fmt.Errorf("it holds an invisible character (U+%04X)", r)
		}
	}
	low := strings.ToLower(s)
	for _, mark := range []string{"<", "http://", "https://", "](", "javascript:"} {
		if strings.Contains(low, mark) {
			return fmt.Errorf("it holds markup or a link (%q)", mark)
		}
	}
	return nil
}
