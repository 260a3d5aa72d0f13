package lang

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"
)

// Entry is one line of a data file: a phrase and, after a tab or "=", what is said of it.
type Entry struct {
	Phrase string
	Value  string
	Line   int
}

// Entries reads a data file: one entry a line, "phrase" or "phrase = value"; "#"
// begins a comment; blank lines are passed over. A phrase with forms in brackets, "rann(y|a|ych)", is as
// many entries as it has forms; an empty form stands for the stem alone.
func Entries(files fs.FS, name string) ([]Entry, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, fmt.Errorf("language data: %w", err)
	}
	defer f.Close()
	var out []Entry
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		phrase, value, _ := strings.Cut(line, "=")
		for _, form := range Forms(strings.TrimSpace(phrase)) {
			out = append(out, Entry{form, strings.TrimSpace(value), n})
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("language data %s: %w", name, err)
	}
	return out, nil
}

// Forms writes out a phrase with forms in brackets: "rann(y|a)" is "ranny" and "ranna"; several brackets
// are taken in every combination.
func Forms(phrase string) []string {
	open := strings.IndexByte(phrase, '(')
	if open < 0 {
		return []string{phrase}
	}
	end := strings.IndexByte(phrase[open:], ')')
	if end < 0 {
		return []string{phrase}
	}
	var out []string
	for _, rest := range Forms(phrase[open+end+1:]) {
		for _, form := range strings.Split(phrase[open+1:open+end], "|") {
			out = append(out, phrase[:open]+form+rest)
		}
	}
	return out
}

// Words reads a data file as a set.
func Words(files fs.FS, name string) (Set, error) {
	entries, err := Entries(files, name)
	if err != nil {
		return nil, err
	}
	set := make(Set, len(entries))
	for _, e := range entries {
		set[strings.ToLower(e.Phrase)] = struct{}{}
	}
	return set, nil
}

// Phrases finds the longest of many phrases of several words at a place. It is keyed by
// the first word, so that a place where none begins costs one look-up, and mostly not even that.
type Phrases struct {
	first map[string][]phrase // longest first
	sieve *sieve              // of the first words
	known *openings[phrase]   // the same by the words' numbers, where the vocabulary has them
}

// sieve tells of most words, by their ends and length, that they are not among some others. Lists are asked about every word
// of a text, and most hold none of them: a look-up of each in a map would be a fifth of the time of reading.
type sieve [256]uint32

// place is where a word that is not empty stands in a sieve.
func place[T string | []byte](word T) (at uint8, bit uint32) {
	n := len(word)
	return word[0]*31 + word[n-1] + word[n/2]*7, 1 << (n & 31)
}

func (s *sieve) add(word string) {
	if word != "" {
		at, bit := place(word)
		s[at] |= bit
	}
}

// may reports whether a word may be among them.
func (s *sieve) may(word string) bool {
	if s == nil || word == "" {
		return false
	}
	at, bit := place(word)
	return s[at]&bit != 0
}

type phrase struct {
	second sight
	rest   []string
	value  string
	noun   *Noun // of Actors.Nouns, what the value is the key of
}

// sight is what of a word tells it from most others without looking into it further: its length and its ends. Of the phrases that
// begin with a word hardly any goes on as the text does.
type sight uint32

func sightOf(word string) sight {
	if word == "" {
		return 0
	}
	return sight(len(word))<<16 | sight(word[0])<<8 | sight(word[len(word)-1])
}

// secondOf is what is seen of the first of the words that go on a phrase; 0, as of no word, if there are none.
func secondOf(rest []string) sight {
	if len(rest) == 0 {
		return 0
	}
	return sightOf(rest[0])
}

// NewPhrases indexes entries; the words of a phrase are parted by spaces and compared
// lower-cased with a token's Lower form.
func NewPhrases(entries []Entry) Phrases {
	p := Phrases{first: make(map[string][]phrase, len(entries)), sieve: new(sieve)}
	for _, e := range entries {
		p.add(strings.Fields(strings.ToLower(e.Phrase)), e.Value)
	}
	return p
}

func (p Phrases) add(words []string, value string) {
	if len(words) == 0 {
		return
	}
	list := p.first[words[0]]
	at := len(list)
	for i, other := range list {
		if len(other.rest) < len(words)-1 {
			at = i
			break
		}
	}
	list = append(list, phrase{})
	copy(list[at+1:], list[at:])
	list[at] = phrase{second: secondOf(words[1:]), rest: words[1:], value: value}
	p.first[words[0]] = list
	p.sieve.add(words[0])
}

// LoadPhrases reads a data file and indexes it.
func LoadPhrases(files fs.FS, name string) (Phrases, error) {
	entries, err := Entries(files, name)
	if err != nil {
		return Phrases{}, err
	}
	return NewPhrases(entries), nil
}

// Match finds the longest phrase that begins at word i. word(j) gives the lower-cased word
// at j, or "" past the end. It returns the number of words matched (0 for none) and
// the phrase's value.
func (p Phrases) Match(word func(int) string, i int) (int, string) {
	w := word(i)
	if !p.sieve.may(w) {
		return 0, ""
	}
	return matched(begun(p.first[w], sightOf(word(i+1)), word, i))
}

// MatchKnown is Match for lists that the vocabulary has, where the number of word i is known.
func (p Phrases) MatchKnown(id WordID, word func(int) string, i int) (int, string) {
	next := sightOf(word(i + 1))
	return matched(begun(p.known.of(id, next), next, word, i))
}

func matched(p *phrase) (int, string) {
	if p == nil {
		return 0, ""
	}
	return 1 + len(p.rest), p.value
}

// begun is the first of phrases, which all begin with word i, whose other words follow it; next is how the first of those looks.
func begun(phrases []phrase, next sight, word func(int) string, i int) *phrase {
candidates:
	for k := range phrases {
		p := &phrases[k]
		if p.second != 0 && p.second != next {
			continue
		}
		for k, w := range p.rest {
			if word(i+1+k) != w {
				continue candidates
			}
		}
		return p
	}
	return nil
}
