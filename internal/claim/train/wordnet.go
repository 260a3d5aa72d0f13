package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sitrep/internal/claim/spans"
)

// The parts of speech of WordNet, in the order of [spans.Sense].
var wordnetParts = [4]string{"noun", "verb", "adj", "adv"}

const (
	asNoun = iota
	asVerb
	asAdjective
	asAdverb
)

// What becomes of a verb in a form.
const (
	baseForm = iota
	sForm
	pastForm
	ingForm
	forms
)

// Fields of WordNet (lexnames(5WN)) that have to do with saying.
const (
	firstNoun, nounThought, nounSaying = 3, 9, 10
	firstVerb, verbThought, verbSaying = 29, 31, 32
)

// usage is how often a word is each part of speech, and as noun and as verb of each field.
type usage struct {
	parts  [4]float64
	form   [forms]float64
	fields [2]map[int]float64
}

// senses reads of each form of WordNet's words (Fellbaum, 1998; version 3.0, Debian's wordnet-base) which parts of
// speech it is and of which fields, by how often WordNet's texts use it so.
func senses(dir string) (map[string]spans.Sense, error) {
	counts, err := sensesCounted(filepath.Join(dir, "cntlist.rev"))
	if err != nil {
		return nil, err
	}
	words := map[string]*usage{}
	at := func(form string) *usage {
		u := words[form]
		if u == nil {
			u = &usage{fields: [2]map[int]float64{{}, {}}}
			words[form] = u
		}
		return u
	}
	for part, name := range wordnetParts {
		irregular, err := exceptions(filepath.Join(dir, name+".exc"))
		if err != nil {
			return nil, err
		}
		fields, err := fieldsOf(filepath.Join(dir, "data."+name))
		if err != nil {
			return nil, err
		}
		err = wordnetLines(filepath.Join(dir, "index."+name), func(f []string) {
			lemma := f[0]
			if len(f) < 6 || strings.ContainsAny(lemma, "_'-.0123456789") {
				return
			}
			n, _ := strconv.Atoi(f[2])
			weights := map[int]float64{}
			all := 0.0
			for rank, offset := range f[len(f)-n:] {
				x := 0.5 / float64(rank+1)
				weights[fields[offset]] += x
				all += x
			}
			for field := range weights {
				x := counts[senseKey{lemma, part, field}]
				weights[field] += x
				all += x
			}
			for form, kind := range formsOf(lemma, part, irregular[lemma]) {
				u := at(form)
				share := 1.0
				if kind != baseForm {
					share = 0.4
				}
				u.parts[part] += share * all
				if part == asVerb {
					u.form[kind] += all
				}
				if part <= asVerb {
					for field, x := range weights {
						u.fields[part][field] += share * x
					}
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	out := make(map[string]spans.Sense, len(words))
	for form, u := range words {
		out[form] = u.sense()
	}
	return out, nil
}

// sense rounds what is known of a form to a few classes.
func (u *usage) sense() spans.Sense {
	order := []int{asNoun, asVerb, asAdjective, asAdverb}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(u.parts[b], u.parts[a]) })
	all := 0.0
	for _, x := range u.parts {
		all += x
	}
	most, next := order[0], order[1]
	if u.parts[next] < 0.12*all {
		next = most // hardly ever anything else
	}
	form := 0
	for k, x := range u.form {
		if x > u.form[form] {
			form = k
		}
	}
	s := spans.Sense{Part: uint8(1 + (most*4+next)*forms + form)}
	field := func(part, first, saying int) uint8 {
		top, sum, said := -1, 0.0, u.fields[part][saying]
		for f := first; f < first+26; f++ {
			x := u.fields[part][f]
			sum += x
			if x > 0 && (top < 0 || x > u.fields[part][top]) {
				top = f
			}
		}
		if top < 0 || u.parts[part] < 0.03*all {
			return 0
		}
		code := uint8(1 + 2*(top-first))
		if said > 0.2*sum {
			code++
		}
		return code
	}
	s.Noun, s.Verb = field(asNoun, firstNoun, nounSaying), field(asVerb, firstVerb, verbSaying)
	return s
}

type senseKey struct {
	lemma       string
	part, field int
}

// sensesCounted reads how often each word was tagged as of a field: "say%2:32:00:: 1 2074".
func sensesCounted(name string) (map[senseKey]float64, error) {
	out := map[senseKey]float64{}
	return out, wordnetLines(name, func(f []string) {
		lemma, rest, ok := strings.Cut(f[0], "%")
		p := strings.SplitN(rest, ":", 3)
		if !ok || len(f) < 3 || len(p) < 3 {
			return
		}
		part, _ := strconv.Atoi(p[0])
		field, _ := strconv.Atoi(p[1])
		n, _ := strconv.Atoi(f[2])
		part = []int{0, asNoun, asVerb, asAdjective, asAdverb, asAdjective}[part%6]
		out[senseKey{lemma, part, field}] += float64(n)
	})
}

// fieldsOf reads the field of each sense by its offset.
func fieldsOf(name string) (map[string]int, error) {
	out := map[string]int{}
	return out, wordnetLines(name, func(f []string) {
		if len(f) > 1 {
			out[f[0]], _ = strconv.Atoi(f[1])
		}
	})
}

// exceptions reads irregular forms by their word.
func exceptions(name string) (map[string][]string, error) {
	out := map[string][]string{}
	return out, wordnetLines(name, func(f []string) {
		for _, lemma := range f[1:] {
			out[lemma] = append(out[lemma], f[0])
		}
	})
}

func wordnetLines(name string, each func([]string)) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("read WordNet: %w", err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if line := s.Text(); line != "" && line[0] != ' ' {
			each(strings.Fields(line))
		}
	}
	if err := s.Err(); err != nil {
		return fmt.Errorf("read WordNet: %w", err)
	}
	return nil
}

// formsOf are the forms of a word, and of a verb what each is.
func formsOf(lemma string, part int, irregular []string) map[string]int {
	out := map[string]int{lemma: baseForm}
	switch part {
	case asNoun:
		for _, f := range irregular {
			out[f] = sForm
		}
		if len(irregular) == 0 {
			out[withS(lemma)] = sForm
		}
	case asVerb:
		out[withS(lemma)] = sForm
		past := false
		for _, f := range irregular {
			switch {
			case strings.HasSuffix(f, "ing"):
				out[f] = ingForm
			case strings.HasSuffix(f, "s") && f != "was":
				out[f] = sForm
			default:
				out[f] = pastForm
				past = true
			}
		}
		if _, ok := out[stem(lemma)+"ing"]; !ok {
			out[stem(lemma)+"ing"] = ingForm
		}
		if !past {
			switch {
			case strings.HasSuffix(lemma, "e"):
				out[lemma+"d"] = pastForm
			case strings.HasSuffix(lemma, "y") && len(lemma) > 1 && !vowel(lemma[len(lemma)-2]):
				out[lemma[:len(lemma)-1]+"ied"] = pastForm
			default:
				out[lemma+"ed"] = pastForm
			}
		}
	default:
		for _, f := range irregular {
			out[f] = baseForm
		}
	}
	return out
}

func withS(w string) string {
	switch {
	case strings.HasSuffix(w, "y") && len(w) > 1 && !vowel(w[len(w)-2]):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	}
	return w + "s"
}

// stem is a verb without the e that "-ing" drops.
func stem(w string) string {
	if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && !strings.HasSuffix(w, "ye") && !strings.HasSuffix(w, "oe") {
		return w[:len(w)-1]
	}
	return w
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
