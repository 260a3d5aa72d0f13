package check

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Who acts in a passage in which nobody was read as speaking: its grammatical subject, by the words before its first verb.

// subjectIn is who stands before the first verb of a passage, as far as he is told by a word for an office; nobody where that
// verb is passive or the words are many.
func (x *index) subjectIn(p int32) who {
	d, first, last := x.tokens(p)
	if d.Headline {
		return who{}
	}
	for i := first; i < last && i < first+widestSubject; i++ {
		switch c := d.Language.Claims.Words[d.Lower(i)]; c {
		case lang.BeWord, lang.ThatWord, lang.RelativeWord, lang.SubordinateWord:
			return who{}
		case lang.HaveWord, lang.ModalWord, lang.DoWord, lang.SayVerb, lang.TellVerb:
		default:
			if d.Tokens[i].Kind == text.Punct && d.Raw(i) != "," {
				return who{}
			}
			if !past(d, i) || i == first || d.Tokens[i].Shape != text.Lower || d.Language.Claims.Words[d.Lower(i-1)] == lang.DetWord {
				continue
			}
		}
		if i == first {
			return who{}
		}
		w := x.whoIs(sitrep.Words(d.Slice(d.Span(first, i))), "", sitrep.Office)
		w.chain = nil
		return w
	}
	return who{}
}

// widestSubject is how many tokens at most are looked through for the verb.
const widestSubject = 14

// roles are the words for offices by which one is called, here or by the reports.
func (x *index) rolesOf(w who) []string {
	ws := w.words
	if w.kind == sitrep.Named && len(ws) > 0 {
		ws = append(append([]string(nil), ws...), x.offices[last(ws)]...)
	}
	var out []string
	for i, v := range ws {
		b, ok := x.language.Check.Bodies[v]
		if ok && b.Side != "" && !b.Wide || x.roleAt(ws, i) {
			if b.As != "" {
				v = b.As
			}
			out = append(out, meaning(x.language, v))
		}
	}
	return out
}

// actsIn says how somebody stands to the one who acts in a passage, by their offices: other where both are told by offices and
// share none, maybe where one of them isn't.
func (x *index) actsIn(w who, p int32) (tie, string) {
	by := x.subjectIn(p)
	if by.none() || within(w.words, by.words) {
		return maybe, ""
	}
	mine, theirs := x.rolesOf(w), x.rolesOf(by)
	if len(mine) == 0 || len(theirs) == 0 {
		return maybe, ""
	}
	for _, v := range mine {
		for _, u := range theirs {
			if x.alike(v, u) {
				return maybe, ""
			}
		}
	}
	return other, oneLine(by.name)
}
