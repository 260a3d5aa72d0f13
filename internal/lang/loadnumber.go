package lang

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// LoadNumber reads the words of numbers and times from a language's folder: the files named number-*.txt
// and time-*.txt.
func LoadNumber(files fs.FS, l *Language) (err error) {
	n := &l.Number
	if n.Words, err = numberWords(files); err != nil {
		return err
	}
	for name, into := range map[string]*Phrases{
		"number-before.txt": &n.Before,
		"number-after.txt":  &n.After,
		"number-vague.txt":  &n.Vague,
	} {
		if *into, err = LoadPhrases(files, name); err != nil {
			return err
		}
	}
	if n.Units, err = values(files, "number-units.txt"); err != nil {
		return err
	}
	if n.UnitsBefore, err = values(files, "number-units-before.txt"); err != nil {
		return err
	}
	joints, err := values(files, "number-joints.txt")
	if err != nil {
		return err
	}
	sets := map[string]*Set{"article": &n.Articles, "to": &n.To, "between": &n.Between, "from": &n.From, "another": &n.Another, "more": &n.More}
	for _, set := range sets {
		*set = Set{}
	}
	alone := map[string]*string{"of": &n.Of, "and": &n.And, "half": &n.Half, "plus": &n.Plus}
	for word, roles := range joints {
		for _, role := range strings.Fields(roles) {
			if one, ok := alone[role]; ok {
				*one = word
				continue
			}
			set, ok := sets[role]
			if !ok {
				return fmt.Errorf("number-joints.txt: no such role %q", role)
			}
			(*set)[word] = struct{}{}
		}
	}
	if l.Time.Words, err = timeWords(files); err != nil {
		return err
	}
	if l.Time.Hours, err = Words(files, "time-hours.txt"); err != nil {
		return err
	}
	l.Time.AfterYear, err = Words(files, "time-year.txt")
	return err
}

func numberWords(files fs.FS) (map[string]NumberWord, error) {
	entries, err := Entries(files, "number-words.txt")
	if err != nil {
		return nil, err
	}
	words := make(map[string]NumberWord, len(entries))
	for _, e := range entries {
		digits, scale := strings.CutPrefix(e.Value, "*")
		digits, alone := strings.CutSuffix(digits, " alone")
		value, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("number-words.txt line %d: %w", e.Line, err)
		}
		words[e.Phrase] = NumberWord{N: value, Scale: scale, Alone: alone}
	}
	return words, nil
}

func timeWords(files fs.FS) (map[string]TimeWord, error) {
	kinds := map[string]TimeKind{
		"month": Month, "weekday": Weekday, "day": DayShift, "unit": TimeUnit,
		"last": Last, "this": This, "next": Next, "ago": Ago, "since": Since,
		"prep": TimePrep, "filler": TimeFiller, "part": PartOfDay, "each": Each,
		"until": Until, "between": TimeBetween, "season": Season, "frequency": Frequency,
	}
	entries, err := Entries(files, "time-words.txt")
	if err != nil {
		return nil, err
	}
	words := make(map[string]TimeWord, len(entries))
	for _, e := range entries {
		name, digits, counted := strings.Cut(e.Value, " ")
		kind, ok := kinds[name]
		if !ok {
			return nil, fmt.Errorf("time-words.txt line %d: no such kind %q", e.Line, name)
		}
		w := TimeWord{Kind: kind}
		if counted {
			if w.N, err = strconv.Atoi(digits); err != nil {
				return nil, fmt.Errorf("time-words.txt line %d: %w", e.Line, err)
			}
		}
		words[e.Phrase] = w
	}
	return words, nil
}

// values reads a data file as a map from phrase to value, lower-cased.
func values(files fs.FS, name string) (map[string]string, error) {
	entries, err := Entries(files, name)
	if err != nil {
		return nil, err
	}
	m := make(map[string]string, len(entries))
	for _, e := range entries {
		m[strings.ToLower(e.Phrase)] = e.Value
	}
	return m, nil
}
