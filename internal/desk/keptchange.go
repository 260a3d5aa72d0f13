package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// change says what a new version of an item changed in words and in figures: "killed 9 → 11; 2 sentences
// added; no correction notice". A figure that was changed without a word about it is what a desk must see.
func (k *Keeper) change(ctx context.Context, old, now *sitrep.Report) (string, error) {
	was, err := k.reading(ctx, old)
	if err != nil {
		return "", err
	}
	return Change(was, k.desk.Read(now)), nil
}

// reading is what was read from a report, if it was read already, or is read now.
func (k *Keeper) reading(ctx context.Context, r *sitrep.Report) (*Sheet, error) {
	list, err := k.store.Readings(ctx, []sitrep.ReportID{r.ID})
	if err != nil && !errors.Is(err, sitrep.NotFound) {
		return nil, err
	}
	if len(list) == 0 {
		return k.desk.Read(r), nil
	}
	s := k.desk.Segment(r)
	s.Claims, s.Figures = list[0].Claims, list[0].Figures
	return s, nil
}

// Change says in words what one version of an item changed against another.
func Change(was, now *Sheet) string {
	var parts []string
	if a, b := was.Report.Title, now.Report.Title; bare(a) != bare(b) {
		parts = append(parts, fmt.Sprintf("title “%s” → “%s”", bare(a), bare(b)))
	}
	figures := figuresChanged(was, now)
	parts = append(parts, figures...)
	added, removed := sentencesChanged(was.Body, now.Body)
	if added > 0 {
		parts = append(parts, count(added, "sentence")+" added")
	}
	if removed > 0 {
		parts = append(parts, count(removed, "sentence")+" removed")
	}
	if len(parts) == 0 {
		return "only marks or white space"
	}
	if len(figures) > 0 {
		if noticed(now.Body) || noticed(now.Title) {
			parts = append(parts, "with a correction notice")
		} else {
			parts = append(parts, "no correction notice")
		}
	}
	return strings.Join(parts, "; ")
}

// counted is what figures of one kind count.
type counted struct {
	measure sitrep.Measure
	group   string
}

// figuresChanged compares the values that two versions give of the same measure and group.
func figuresChanged(was, now *Sheet) []string {
	before, after := valuesOf(was), valuesOf(now)
	kinds := slices.Collect(maps.Keys(before))
	for c := range after {
		if _, ok := before[c]; !ok {
			kinds = append(kinds, c)
		}
	}
	slices.SortFunc(kinds, func(a, b counted) int {
		return strings.Compare(string(a.measure)+"\x00"+a.group, string(b.measure)+"\x00"+b.group)
	})
	var out []string
	for _, c := range kinds {
		gone, come := without(before[c], after[c]), without(after[c], before[c])
		name := strings.ReplaceAll(string(c.measure), "_", " ")
		if c.group != "" && slices.ContainsFunc(kinds, func(o counted) bool { return o.measure == c.measure && o.group != c.group }) {
			name += " (" + c.group + ")"
		}
		switch {
		case len(gone) > 0 && len(come) > 0:
			out = append(out, fmt.Sprintf("%s %s → %s", name, strings.Join(gone, ", "), strings.Join(come, ", ")))
		case len(gone) > 0:
			out = append(out, fmt.Sprintf("%s %s no longer stated", name, strings.Join(gone, ", ")))
		case len(come) > 0:
			out = append(out, fmt.Sprintf("%s %s newly stated", name, strings.Join(come, ", ")))
		}
	}
	return out
}

// valuesOf lists the values of a version in their own words, by what they count, each once.
func valuesOf(s *Sheet) map[counted][]string {
	out := map[counted][]string{}
	for i := range s.Figures {
		f := &s.Figures[i]
		c := counted{f.Measure, strings.ToLower(bare(string(f.Group)))}
		value := inner(bare(s.Report.In(f.In)[f.Start:f.End]))
		if !slices.ContainsFunc(out[c], func(v string) bool { return strings.EqualFold(v, value) }) {
			out[c] = append(out[c], value)
		}
	}
	return out
}

// inner is a value as it is written within a sentence: "At least 9" is "at least 9" there.
func inner(value string) string {
	first, size := utf8.DecodeRuneInString(value)
	if next, _ := utf8.DecodeRuneInString(value[size:]); unicode.IsLower(next) {
		return string(unicode.ToLower(first)) + value[size:]
	}
	return value
}

func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool {
		return slices.ContainsFunc(other, func(o string) bool { return strings.EqualFold(o, v) })
	})
}

// sentencesChanged counts the sentences that only the new text has, and those only the old one had.
func sentencesChanged(was, now *text.Doc) (added, removed int) {
	left := map[string]int{}
	for i := range was.Sentences {
		left[bare(was.Slice(was.SentenceSpan(i)))]++
	}
	for i := range now.Sentences {
		if s := bare(now.Slice(now.SentenceSpan(i))); left[s] > 0 {
			left[s]--
		} else {
			added++
		}
	}
	for _, n := range left {
		removed += n
	}
	return added, removed
}

// noticed reports whether a text says that it was corrected.
func noticed(d *text.Doc) bool {
	if d.Language == nil || d.Language == &lang.None {
		return false
	}
	for i := range d.Tokens {
		if n, _ := d.Language.Edit.Notices.Match(d.Lower, i); n > 0 {
			return true
		}
	}
	return false
}
