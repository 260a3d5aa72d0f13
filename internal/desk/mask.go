package desk

import (
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/record"
)

// Withheld stands where a name was.
const Withheld = "[name withheld]"

// mask takes names out of what is shown. Words of reports keep their length in bytes, so that every offset still points
// where it did; everything else gets Withheld in a name's place.
type mask struct {
	names *regexp.Regexp
	bare  map[string]bool // folded forms of one word: they are names only where no other name goes on around them
	keys  []string        // a word of each form, in lower case: a text without one of them has no name in it
	slugs []string        // as addresses spell the full names
}

// maskOf makes the mask of victims; nil when there are none.
func maskOf(list []sitrep.Victim) *mask {
	m := &mask{bare: map[string]bool{}}
	var forms []string
	for _, v := range list {
		full := record.Words(v.Name)
		if len(full) > 1 {
			m.slugs = append(m.slugs, strings.Join(full, "-"))
		}
		for _, f := range append([]string{v.Name}, v.Forms...) {
			if utf8.RuneCountInString(f) < 2 || slices.Contains(forms, f) {
				continue
			}
			if len(strings.FieldsFunc(f, parts)) == 0 {
				continue
			}
			forms = append(forms, f)
			if words := record.Words(f); len(words) == 1 {
				m.bare[words[0]] = true
			}
		}
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, func(a, b string) int { // the longest first
		if d := len(b) - len(a); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var patterns []string
	for _, f := range forms {
		words := strings.FieldsFunc(f, parts)
		m.keys = append(m.keys, strings.ToLower(words[len(words)-1]))
		for i := range words {
			words[i] = regexp.QuoteMeta(words[i])
		}
		patterns = append(patterns, strings.Join(words, `[\s\-'’]+`))
	}
	m.names = regexp.MustCompile(`(?i)` + strings.Join(patterns, "|"))
	return m
}

// parts reports whether a character parts the words of a name.
func parts(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '\'' || r == '’' }

// find are the spans of a text that are withheld names, in order.
func (m *mask) find(s string) (out [][]int) {
	small := strings.ToLower(s)
	if !slices.ContainsFunc(m.keys, func(k string) bool { return strings.Contains(small, k) }) {
		return nil
	}
	for at := 0; at < len(s); {
		loc := m.names.FindStringIndex(s[at:])
		if loc == nil {
			break
		}
		from, to := at+loc[0], at+loc[1]
		before, _ := utf8.DecodeLastRuneInString(s[:from])
		after, _ := utf8.DecodeRuneInString(s[to:])
		if letter(before) || letter(after) || m.bare[strings.Join(record.Words(s[from:to]), " ")] && other(s, from, to) {
			_, n := utf8.DecodeRuneInString(s[from:])
			at = from + n
			continue
		}
		out = append(out, []int{from, to})
		at = to
	}
	return out
}

func letter(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// other reports whether a single word is part of somebody else's name: a capitalised word stands right before it that
// opens no sentence and is no form of address, or right behind it.
func other(s string, from, to int) bool {
	if rest, ok := strings.CutPrefix(s[to:], " "); ok {
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(r) {
			return true
		}
	}
	head, ok := strings.CutSuffix(s[:from], " ")
	if !ok {
		return false
	}
	start := strings.LastIndexFunc(head, func(r rune) bool { return !letter(r) && r != '-' && r != '.' && r != '\'' && r != '’' })
	word := head[start+1:]
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) || strings.HasSuffix(word, ".") || utf8.RuneCountInString(word) < 4 {
		return false // "said", "Mr.", "Ms"
	}
	opens := strings.TrimRight(head[:start+1], " \"'“”‘’")
	return opens != "" && !strings.ContainsAny(opens[len(opens)-1:], ".!?:\n")
}

// padded is a text with its names taken out, of the same length in bytes.
func (m *mask) padded(s string) string {
	spans := m.find(s)
	if len(spans) == 0 {
		return s
	}
	b := []byte(s)
	for _, x := range spans {
		copy(b[x[0]:x[1]], filling(x[1]-x[0]))
	}
	return string(b)
}

// filling is what stands for a name of n bytes: as much of Withheld as there is room for.
func filling(n int) string {
	word := Withheld[1 : len(Withheld)-1]
	switch room := n - 2; {
	case room < 0:
		return "_"
	case room >= len(word):
		return "[" + word + strings.Repeat("_", room-len(word)) + "]"
	case room >= len("name"):
		return "[name" + strings.Repeat("_", room-len("name")) + "]"
	default:
		return "[" + strings.Repeat("_", room) + "]"
	}
}

// fillings are what filling writes.
var fillings = regexp.MustCompile(`\[(?:name withheld|name)?_*\]`)

// Unpadded makes a page's text good to read: what stands for a name is of one form whatever the name's length.
func Unpadded(page []byte) []byte { return fillings.ReplaceAll(page, []byte(Withheld)) }

// plain is a text of this program's own with its names taken out.
func (m *mask) plain(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return m.address(s)
	}
	spans := m.find(s)
	for _, x := range slices.Backward(spans) {
		s = s[:x[0]] + Withheld + s[x[1]:]
	}
	return s
}

// address leads to a site's front page where the rest of an address spells a name.
func (m *mask) address(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	spelt := strings.Join(record.Words(u.Path+" "+u.RawQuery+" "+u.Fragment), "-")
	for _, slug := range m.slugs {
		if strings.Contains("-"+spelt+"-", "-"+slug+"-") {
			return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}).String()
		}
	}
	return s
}

// report is a report with its names taken out.
func (m *mask) report(r *sitrep.Report) *sitrep.Report {
	out := *r
	out.Title, out.Text = m.padded(r.Title), m.padded(r.Text)
	out.Author, out.URL, out.Input = m.plain(r.Author), m.plain(r.URL), m.plain(r.Input)
	return &out
}

// hidden is a copy of plain data with the names taken out of every text in it; what points into reports is left.
func hidden[T any](m *mask, v T) T {
	if m == nil {
		return v
	}
	out := m.value(reflect.ValueOf(&v).Elem())
	return out.Interface().(T)
}

var (
	reportType = reflect.TypeFor[*sitrep.Report]()
	stringType = reflect.TypeFor[string]()
	wordsType  = reflect.TypeFor[sitrep.Words]()
	victimType = reflect.TypeFor[[]sitrep.Victim]()
)

func (m *mask) value(v reflect.Value) reflect.Value {
	t := v.Type()
	switch {
	case t == reportType && !v.IsNil():
		return reflect.ValueOf(m.report(v.Interface().(*sitrep.Report)))
	case t == victimType:
		return reflect.Zero(t)
	case t == stringType || t == wordsType:
		out := reflect.New(t).Elem()
		out.SetString(m.plain(v.String()))
		return out
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(t.Elem())
		out.Elem().Set(m.value(v.Elem()))
		return out
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		out := reflect.New(t).Elem()
		out.Set(m.value(v.Elem()))
		return out
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out := reflect.MakeSlice(t, v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(m.value(v.Index(i)))
		}
		return out
	case reflect.Struct:
		out := reflect.New(t).Elem()
		out.Set(v)
		for i := range t.NumField() {
			if t.Field(i).IsExported() {
				out.Field(i).Set(m.value(v.Field(i)))
			}
		}
		return out
	}
	return v
}
