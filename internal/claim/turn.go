package claim

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// labelReach is how many tokens the label of a turn may have.
const labelReach = 9

// turn is where somebody begins to speak in a transcript: the label's tokens, and the mark that ends it
// (empty for a bare "Q").
type turn struct {
	label, mark spans.Run
	loud        bool // in capitals, as labels are set
}

// turned reads a transcript by its labels ("MR. KIRBY: …", "Q Can you say …"): a turn is one statement, by
// whoever its label names, of all that stands until the next label, a run for each paragraph.
func (w *room) turned() {
	w.turns = w.turns[:0]
	for i := range w.d.Tokens {
		if i == 0 || w.d.Tokens[i].Line {
			if t, ok := w.turnAt(i); ok {
				w.turns = append(w.turns, t)
			}
		}
	}
	if !w.transcript() {
		w.turns = w.turns[:0]
		return
	}
	for k := range w.turns {
		w.turn(k)
	}
}

// turnAt reads the label at token i, the first of its line.
func (w *room) turnAt(i int) (turn, bool) {
	toks := w.d.Tokens
	if raw := w.d.Raw(i); (raw == "Q" || raw == "A") && i+1 < len(toks) && !toks[i+1].Line {
		if toks[i+1].Kind != text.Punct || w.work.Layer.Quote(i+1) != 0 || w.d.Raw(i+1) == "(" || w.parting(i+1) {
			return turn{label: spans.Run{First: i, Last: i + 1}, loud: true}, true
		}
	}
	if raw := w.d.Raw(i); (raw == "Q." || raw == "A.") && i+1 < len(toks) && !toks[i+1].Line && toks[i+1].Kind != text.Punct {
		return turn{label: spans.Run{First: i, Last: i + 1}, loud: true}, true // "Q. Doctor, did you …"
	}
	t := turn{loud: !w.d.AllCaps}
	depth := 0
	for j := i; j < min(len(toks), i+labelReach); j++ {
		tok := &toks[j]
		switch raw := w.d.Raw(j); {
		case j > i && tok.Line || depth == 0 && (w.work.Layer.Quote(j) != 0 || tok.Kind == text.Number):
			return t, false
		case raw == ":" && depth == 0:
			if j == i || j+1 >= len(toks) {
				return t, false
			}
			if t.label.Last <= t.label.First {
				t.label = spans.Run{First: i, Last: j}
			}
			t.mark = spans.Run{First: j, Last: j + 1}
			return t, w.mayLabel(t.label)
		case raw == "(" || raw == "[":
			if depth == 0 && t.label.Last <= t.label.First {
				t.label = spans.Run{First: i, Last: j} // "MR. KIRBY (by telephone):"
			}
			depth++
		case raw == ")" || raw == "]":
			depth--
		case depth > 0 || tok.Kind == text.Punct && (raw == "." || raw == "-" || raw == "'" || raw == "’"):
		case tok.Kind == text.Punct:
			return t, false
		case w.work.Layer.Class(j) == lang.PrepWord || w.work.Layer.Class(j) >= lang.BeWord && w.work.Layer.Class(j) <= lang.NotWord:
			return t, false // "PRINCESS PITCHES IN": a heading
		case tok.Shape == text.Upper || tok.Shape == text.Single && tok.Lower != "a":
		case tok.Shape == text.Title || tok.Shape == text.Mixed:
			t.loud = t.loud && w.work.Layer.Class(j) == lang.TitleWord
		case w.work.Layer.Class(j) == lang.OfWord || w.work.Layer.Class(j) == lang.DetWord:
			t.loud = false
		default:
			return t, false
		}
	}
	return t, false
}

// mayLabel reports whether a run can name who speaks.
func (w *room) mayLabel(r spans.Run) bool {
	if r.Last <= r.First || !w.mayAct(r) && w.d.Raw(r.First) != "Q" && w.d.Raw(r.First) != "A" {
		return false
	}
	for t := r.First; t < r.Last; t++ {
		if w.thing(t)&lang.LabelThing != 0 {
			return false
		}
	}
	n, _ := w.d.Language.Actors.CountryAt(w.d.Lower, r.First)
	return n != r.Last-r.First // a country before a colon rather says where
}

// transcript reports whether the labels found are those of people who talk to each other, and keeps those that
// are. A person's title in capitals, or marked questions beside another label, show a transcript by themselves;
// other labels must be two, both of which come back: a recipe's or a table's labels stand once each, an
// editor's ("ALSO READ:") alone. Labels in small letters must be people.
func (w *room) transcript() bool {
	name := func(t *turn) string {
		words := w.d.Slice(w.d.Span(t.label.First, t.label.Last))
		if bare := strings.TrimSuffix(words, "."); bare == "Q" || bare == "A" {
			return bare
		}
		return words
	}
	seen := map[string]int{}
	titled, asked := false, 0
	for i := range w.turns {
		t := &w.turns[i]
		seen[name(t)]++
		if t.marked() {
			titled = titled || t.loud && w.titled(t.label)
		}
		if name(t) == "Q" {
			asked++
		}
	}
	again := 0
	for n, k := range seen {
		if k > 1 && n != "Q" && n != "A" {
			again++
		}
	}
	talk := titled || again > 1 || asked > 0 && again > 0 || asked > 1 && seen["A"] > 1
	if !talk {
		return false
	}
	var names []text.Name
	for i := range w.turns {
		if !w.turns[i].loud {
			names = text.Names(w.d)
			break
		}
	}
	kept := w.turns[:0]
	for _, t := range w.turns {
		bare := !t.marked()
		switch n := name(&t); {
		case bare && n == "A" && seen["Q"] < 2, bare && n == "Q" && asked < 2 && !titled, !bare && !t.loud && !w.speaker(t.label, names):
		default:
			kept = append(kept, t)
		}
	}
	w.turns = kept
	return len(kept) > 0
}

// marked reports whether a colon ends the label.
func (t *turn) marked() bool { return t.mark.Last > t.mark.First }

// speaker reports whether a run in small letters is the name of a person who says something.
func (w *room) speaker(r spans.Run, names []text.Name) bool {
	if r.Last+1 < len(w.d.Tokens) && w.d.Tokens[r.Last+1].Kind == text.Number {
		return false // a score, a share of the vote
	}
	for _, n := range names {
		if n.First == r.First && n.Last == r.Last {
			return n.Person
		}
	}
	return false
}

// titled reports whether a label is somebody's title, or an office with a name or "the": "MR. KIRBY", "PRESIDENT
// YOON", "THE PRESIDENT"; "GOALKEEPER" alone may head a list.
func (w *room) titled(r spans.Run) bool {
	at := r.First
	if w.work.Layer.Class(at) == lang.DetWord {
		at++
	}
	if w.work.Layer.Class(at) == lang.TitleWord {
		return true
	}
	n, _ := w.nounAt(at)
	return n > 0 && at+n <= r.Last && r.Last-r.First > n
}

// turn makes the statement of a turn; what the model took its label for is dropped.
func (w *room) turn(k int) {
	t := w.turns[k]
	end := len(w.d.Tokens)
	if k+1 < len(w.turns) {
		end = w.turns[k+1].label.First
	}
	cue := t.mark
	if !t.marked() {
		cue = t.label
	}
	var content []spans.Run
	for i := cue.Last; i < end; {
		last := i + 1
		for last < end && !w.d.Tokens[last].Line {
			last++
		}
		content = append(content, spans.Run{First: i, Last: last})
		i = last
	}
	s := max(0, w.d.SentenceOf(t.label.First))
	for k := s; k < len(w.d.Sentences) && (k == s || w.d.Sentences[k-1].First < cue.Last); k++ { // a dash that signs may stand before its sentence
		for i := range w.home.in(k) {
			if a := &w.acts[i]; a.cue.First < cue.Last && a.cue.Last > t.label.First {
				a.dropped = true
			}
		}
	}
	w.add(act{sentence: s, cue: cue, source: t.label, content: content,
		kind: sitrep.Statement, odds: 0.95, sure: 0.95, turn: true})
}

// labelRef is who a label means. The cast may know only the office before a name ("PRESIDENT ADAMS"), or a thing
// that has the name too: then the name alone is asked for, and where that fails too the label's own words stand.
func (w *room) labelRef(r spans.Run, cast *actor.Cast) actor.Ref {
	if ref, ok := cast.Label(w.d, r.First, r.Last); ok {
		return ref
	}
	ref := cast.Resolve(w.d, r.First, r.Last)
	last := r.Last - 1
	own := actor.Ref{Name: sitrep.Words(w.d.Slice(w.d.Span(r.First, r.Last))), Kind: sitrep.Named, In: w.d.In, First: r.First, Last: r.Last}
	if w.bodyAt(last) && ref.In == w.d.In && ref.First > w.turns[0].label.First && (ref.First < r.First || ref.First >= r.Last) {
		own.Kind = sitrep.Office // who is spoken of in the talk is not who speaks: "THE PRESIDENT" is not his rival
		return own
	}
	if w.bodyAt(last) || r.Last-r.First == 1 || ends(ref.Name, w.d.Lower(last)) {
		return ref
	}
	if ref = cast.Resolve(w.d, last, r.Last); ends(ref.Name, w.d.Lower(last)) {
		return ref
	}
	return own
}

// ends reports whether a name's last word is the given one, in lower case.
func ends(name sitrep.Words, word string) bool {
	words := strings.Fields(strings.ToLower(string(name)))
	return len(words) > 0 && words[len(words)-1] == word
}

// inTurn reports whether token i is spoken by a label's holder.
func (w *room) inTurn(i int) bool {
	return len(w.turns) > 0 && i >= w.turns[0].label.Last
}
