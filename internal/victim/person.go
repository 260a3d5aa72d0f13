package victim

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// take notes victims. Strong words ("the body of") speak for a person by themselves.
func (f *finder) take(group []int, fate sitrep.Measure, strong bool) {
	many := len(group) > 1
	for _, at := range group {
		n := f.bare(f.names[at])
		if !f.person(n, strong || many && f.person(f.names[group[0]], strong)) || f.public(n) {
			continue
		}
		span := f.d.Span(n.First, n.Last)
		name := f.d.Slice(span)
		ref := f.cast.Resolve(f.d, n.First, n.Last)
		if ref.Actor != "" {
			continue
		}
		if full := string(ref.Name); len(full) > len(name) && n == f.names[at] && strings.Contains(actor.Fold(full), actor.Fold(name)) && ref.Kind == sitrep.Named {
			name = full
		}
		key := actor.Fold(name)
		if key == "" {
			continue
		}
		age := f.stated(n)
		if i, ok := f.known[key]; ok {
			v := &f.found[i]
			v.Child = v.Child || age >= 0 && age < adult
			if v.Fate != sitrep.Killed && fate == sitrep.Killed {
				v.Fate = fate
			}
			continue
		}
		f.known[key] = len(f.found)
		f.found = append(f.found, sitrep.Victim{Name: name, Fate: fate, Child: age >= 0 && age < adult, Cite: sitrep.Citation{Report: f.d.Report, In: f.d.In, Span: span}})
	}
}

// bare is a name without what stands capitalised before it at the start of a sentence: "Six-year-old Jane Doe".
func (f *finder) bare(n text.Name) text.Name {
	if n.Last-n.First < 2 {
		return n
	}
	w := f.d.Raw(n.First)
	at := strings.LastIndexByte(w, '-')
	kin, _ := f.at(n.First, lang.VictimKin)
	if at > 0 && w[at+1:] == strings.ToLower(w[at+1:]) && !strings.HasPrefix(strings.ToLower(w), "al-") || kin == 1 && n.Last-n.First > 2 {
		n.First++
		_, n.Person = f.d.Language.Actors.FirstNames[f.d.Lower(n.First)]
	}
	return n
}

// person reports whether a name is that of somebody: it begins with a first name, has an age, or, where the words
// around it leave no doubt, has two words and is neither a body nor a state.
func (f *finder) person(n text.Name, strong bool) bool {
	if n.Body || n.Country || n.Last > len(f.d.Tokens) {
		return false
	}
	if n.Person {
		return true
	}
	if k, _ := f.at(n.First-1, lang.VictimKin); k > 0 && f.d.Tokens[n.First].Shape == text.Title && n.First > f.from {
		return true
	}
	titled := false
	for i := n.First; i < n.Last; i++ {
		shape := f.d.Tokens[i].Shape
		if shape == text.Mixed && !strings.ContainsAny(f.d.Raw(i), "-'’") {
			return false // "OceanGate Titan"
		}
		titled = titled || shape == text.Title
	}
	if !titled && !f.d.AllCaps || f.place(n) {
		return false
	}
	if f.age(n.Last) > n.Last {
		return true
	}
	if f.d.In == sitrep.InTitle && f.d.Headline {
		return false
	}
	if !strong && n.Last-n.First < 2 {
		return false
	}
	for i := n.First; i < n.Last; i++ {
		t := &f.d.Tokens[i]
		if t.Kind != text.Word || t.Shape == text.Upper && !f.d.AllCaps || f.lex[i].Has(lang.CalendarMark) || f.state(n, i) {
			return false
		}
	}
	return n.Last-n.First >= 2 && f.d.Tokens[n.Last-1].Shape != text.Lower
}

// place reports whether the text speaks of a name as of somewhere, or as of a body: "in Rafah", "the rebel group Ahrar".
func (f *finder) place(n text.Name) bool {
	if f.places == nil {
		f.places = map[string]bool{}
		for _, o := range f.names {
			if o.First > 0 && f.placed(o.First-1) {
				f.places[actor.Fold(f.d.Slice(f.d.Span(o.First, o.Last)))] = true
			}
		}
	}
	return len(f.places) > 0 && f.places[actor.Fold(f.d.Slice(f.d.Span(n.First, n.Last)))]
}

// placed reports whether word i says that the name behind it is of somewhere, or of a body.
func (f *finder) placed(i int) bool {
	if f.lex[i].Role == lang.Tie && f.d.Lower(i) != f.d.Language.Number.Of {
		return true
	}
	k, noun := f.d.Language.Actors.NounKnown(f.d.Tokens[i].Word, f.d.Lower, i)
	return k == 1 && noun.Kind == lang.BodyNoun
}

// state reports whether word i makes a name that of something in a state: "Russian Railways", "Bank of Japan". Given names
// that are states or their capitals as well don't, where a calling stands before ("volunteer Jordan Reed").
func (f *finder) state(n text.Name, i int) bool {
	words, country := f.d.Language.Actors.CountryAt(f.d.Lower, i)
	switch {
	case words == 0:
		return false
	case i+words >= n.Last:
		return true
	}
	return country.As != lang.CountryCapital && (n.First == f.from || !f.lex[n.First-1].Has(lang.NounMark))
}

// public reports whether the words before a name say that the person held a public office.
func (f *finder) public(n text.Name) bool {
	for i := max(f.from, n.First-3); i < n.First; i++ {
		if k, _ := f.at(i, lang.VictimPublic); k > 0 && i+k == n.First {
			return true
		}
	}
	return false
}

// forms notes what else a text calls each victim by.
func (f *finder) forms(d *text.Doc) {
	for _, n := range f.cast.Names(d) {
		span := d.Span(n.First, n.Last)
		here := d.Slice(span)
		key := actor.Fold(here)
		if _, full := f.known[key]; full {
			continue
		}
		ref := f.cast.Resolve(d, n.First, n.Last)
		i, ok := f.known[actor.Fold(string(ref.Name))]
		if !ok || ref.Actor != "" || !part(key, actor.Fold(f.found[i].Name)) {
			continue
		}
		if v := &f.found[i]; !slices.Contains(v.Forms, here) {
			v.Forms = append(v.Forms, here)
		}
	}
}

// part reports whether a folded name is made of words of another.
func part(short, long string) bool {
	have := strings.Fields(long)
	for _, w := range strings.Fields(short) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return short != ""
}
