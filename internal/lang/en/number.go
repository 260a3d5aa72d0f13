package en

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"sitrep/internal/lang"
)

// loadNumber reads the words of numbers and times.
func loadNumber(files fs.FS, l *lang.Language) (err error) {
	n := &l.Number
	n.Of, n.And, n.Half = "of", "and", "half"
	if n.Words, err = numberWords(files); err != nil {
		return err
	}
	for name, into := range map[string]*lang.Phrases{
		"number-before.txt": &n.Before,
		"number-after.txt":  &n.After,
		"number-vague.txt":  &n.Vague,
	} {
		if *into, err = lang.LoadPhrases(files, name); err != nil {
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
	sets := map[string]*lang.Set{"article": &n.Articles, "to": &n.To, "between": &n.Between, "from": &n.From, "another": &n.Another, "more": &n.More}
	for _, set := range sets {
		*set = lang.Set{}
	}
	for word, role := range joints {
		set, ok := sets[role]
		if !ok {
			return fmt.Errorf("number-joints.txt: no such role %q", role)
		}
		(*set)[word] = struct{}{}
	}
	n.Index()
	l.Time.Words, err = timeWords(files)
	return err
}

func numberWords(files fs.FS) (map[string]lang.NumberWord, error) {
	entries, err := lang.Entries(files, "number-words.txt")
	if err != nil {
		return nil, err
	}
	words := make(map[string]lang.NumberWord, len(entries))
	for _, e := range entries {
		digits, scale := strings.CutPrefix(e.Value, "*")
		value, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("number-words.txt line %d: %w", e.Line, err)
		}
		words[e.Phrase] = lang.NumberWord{N: value, Scale: scale}
	}
	return words, nil
}

func timeWords(files fs.FS) (map[string]lang.TimeWord, error) {
	kinds := map[string]lang.TimeKind{
		"month": lang.Month, "weekday": lang.Weekday, "day": lang.DayShift, "unit": lang.TimeUnit,
		"last": lang.Last, "this": lang.This, "next": lang.Next, "ago": lang.Ago, "since": lang.Since,
		"prep": lang.TimePrep, "filler": lang.TimeFiller, "part": lang.PartOfDay, "each": lang.Each,
		"until": lang.Until, "between": lang.TimeBetween, "season": lang.Season, "frequency": lang.Frequency,
	}
	entries, err := lang.Entries(files, "time-words.txt")
	if err != nil {
		return nil, err
	}
	words := make(map[string]lang.TimeWord, len(entries))
	for _, e := range entries {
		name, digits, counted := strings.Cut(e.Value, " ")
		kind, ok := kinds[name]
		if !ok {
			return nil, fmt.Errorf("time-words.txt line %d: no such kind %q", e.Line, name)
		}
		w := lang.TimeWord{Kind: kind}
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
	entries, err := lang.Entries(files, name)
	if err != nil {
		return nil, err
	}
	m := make(map[string]string, len(entries))
	for _, e := range entries {
		m[strings.ToLower(e.Phrase)] = e.Value
	}
	return m, nil
}
