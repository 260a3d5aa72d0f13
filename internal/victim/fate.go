package victim

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// relative says what befell whoever is named before word i by ", who" alone.
func (f *finder) relative(i int) (sitrep.Measure, bool) {
	if i = f.age(i); f.d.Lower(i) == "," && f.has(i+1, lang.VictimRelative) {
		return f.predicate(i + 2)
	}
	return "", false
}

// befell says what befell whoever is named before word i: straight behind it, behind an age and asides between commas,
// or behind "who".
func (f *finder) befell(i int) (sitrep.Measure, bool) {
	if i >= f.to {
		return "", false
	}
	if f.d.Lower(i) == "'s" || f.d.Lower(i) == "'" {
		if n, w := f.at(i+1, lang.VictimAfter); n > 0 {
			return w.Fate, true
		}
		return "", false
	}
	start := f.age(i)
	if fate, ok := f.predicate(start); ok {
		return fate, true
	}
	if f.joint(start) { // "Jane Doe and her two daughters were killed"
		for j := start + 1; j < min(start+maxBefore, f.to) && f.first[j] == 0; j++ {
			if fate, ok := f.predicate(j); ok && j > start+1 {
				return fate, true
			}
			if f.d.Tokens[j].Kind != text.Number && !f.describes(j) {
				break
			}
		}
		return "", false
	}
	for range 3 {
		if f.d.Lower(start) != "," && f.d.Lower(start) != "(" && f.d.Lower(start) != "-" && f.d.Lower(start) != "–" && f.d.Lower(start) != "—" {
			return "", false
		}
		start++
		if f.has(start, lang.VictimRelative) {
			if n, word := f.at(start+1, lang.VictimAfter); n > 0 {
				return word.Fate, true // "whose body was found"
			}
			if fate, ok := f.predicate(start + 1); ok {
				return fate, true
			}
		}
		if fate, ok := f.predicate(start); ok {
			return fate, true
		}
		end := start
		for end < f.to && end-start < maxAside && !closes(f.d.Lower(end)) {
			if end > start && f.says(end) {
				return "", false
			}
			end++
		}
		if end >= f.to || !closes(f.d.Lower(end)) {
			return "", false
		}
		if fate, ok := f.predicate(end + 1); ok {
			return fate, true
		}
		start = end
	}
	return "", false
}

// predicate says what befell whoever stands before word i.
func (f *finder) predicate(i int) (sitrep.Measure, bool) {
	if n, w := f.at(i, lang.VictimAct); n > 0 && i+n <= f.to {
		return w.Fate, true
	}
	helpers, be := 0, false
	for helpers < maxHelpers && i < f.to {
		if be || helpers == 0 && f.d.In == sitrep.InTitle {
			if n, w := f.at(i, lang.VictimDone|lang.VictimAmong); n > 0 && i+n <= f.to && (be || f.headlined(i+n)) {
				return w.Fate, true
			}
		}
		if n, w := f.at(i, lang.VictimAct); helpers > 0 && n > 0 {
			return w.Fate, true
		}
		n, w := f.at(i, lang.VictimHelper)
		if n == 0 {
			return "", false
		}
		i, helpers, be = i+n, helpers+1, be || w.Roles.Has(lang.VictimBe)
	}
	return "", false
}

// headlined reports whether a participle in a headline, which leaves out "was", has no object behind it: "Jane Doe
// killed in blast", not "Jane Doe killed three".
func (f *finder) headlined(i int) bool {
	return i >= f.to || f.d.Tokens[i].Kind == text.Punct || f.lex[i].Role == lang.PhraseEnd || f.lex[i].Role == lang.Joint || f.lex[i].Role == lang.Tie
}

// passive reports whether the words before a verb make it one of what befell somebody ("were reportedly killed"), or a noun
// ("the wounded").
func (f *finder) passive(i int) bool {
	if i > f.from && f.lex[i-1].Role == lang.Definite {
		return true
	}
	for j := i - 1; j >= f.from; j-- {
		n, w := f.at(j, lang.VictimHelper|lang.VictimBe)
		switch {
		case n == 0:
			return false
		case w.Roles.Has(lang.VictimBe):
			return true
		}
	}
	return false
}
