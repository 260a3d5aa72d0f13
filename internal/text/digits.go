package text

import (
	"strconv"
	"strings"
	"unicode"

	"sitrep/internal/lang"
)

// digits reads digits at token i with any separators of thousands, over as many tokens as they
// take, and a scale letter ("2.5m").
func (p *numberParser) digits(i int) (float64, int, bool) {
	raw := p.d.Raw(i)
	number, tail := raw, ""
	for k, r := range raw {
		if unicode.IsLetter(r) || r == '-' || r == '+' {
			number, tail = raw[:k], raw[k:]
			break
		}
	}
	value, grouped, ok := parseDigits(number, p.l.Comma)
	if !ok {
		return 0, i, false
	}
	switch strings.ToLower(tail) {
	case "":
	case "k":
		return value * 1e3, i + 1, true
	case "m", "mn", "mln":
		return value * 1e6, i + 1, true
	case "bn", "b":
		return value * 1e9, i + 1, true
	default:
		return 0, i, false
	}
	end := i + 1
	if grouped || value >= 1000 {
		return value, end, true
	}
	if at := p.d.fraction(i); at > 0 {
		if v, err := strconv.ParseFloat(raw+"."+p.d.Raw(at), 64); err == nil {
			return v, at + 1, true
		}
	}
	for p.group(i, end) {
		at := end
		if p.d.Tokens[at].Kind == Punct {
			at++
		}
		v, _ := strconv.ParseFloat(p.d.Raw(at), 64)
		value = value*1000 + v
		end = at + 1
	}
	return value, end, true
}

// group reports whether tokens at end continue a number that began at i by three more digits:
// "31, 000", "1 100", "1’100".
func (p *numberParser) group(i, end int) bool {
	if end >= len(p.d.Tokens) || p.d.Tokens[end].Line {
		return false
	}
	gap := p.d.Text[p.d.Tokens[end-1].End:p.d.Tokens[end].Start]
	if p.d.Tokens[end].Kind == Punct {
		mark := p.d.Raw(end)
		if mark != "," && mark != "’" && mark != "'" && mark != "." || end+1 >= len(p.d.Tokens) || !three(p.d.Raw(end+1)) || p.d.Tokens[end+1].Line {
			return false
		}
		after := p.d.Text[p.d.Tokens[end].End:p.d.Tokens[end+1].Start]
		if after == "" && gap == "" {
			return true
		}
		// a spaced comma: a typography that parts every mark from its words, or zeros
		return mark == "," && len(after) <= 2 && (p.d.Raw(end+1) == "000" || p.d.Spaced) && !p.dayBefore(i)
	}
	if !three(p.d.Raw(end)) || gap == "" || strings.ContainsAny(gap, "\n\t") {
		return false
	}
	if gap == " " {
		return !p.dayBefore(i) && len(p.d.Raw(i)) <= 3 && p.d.Raw(i)[0] != '0' && p.low(end+1) != ""
	}
	r := []rune(gap)
	return len(r) == 1 && (r[0] == '\u00a0' || r[0] == '\u2009' || r[0] == '\u202f')
}

// dayBefore reports whether token i is the day of a date, so that what follows is another number.
func (p *numberParser) dayBefore(i int) bool {
	return i > 0 && p.d.Language.Time.Words[p.low(i-1)].Kind == lang.Month
}

func three(s string) bool {
	return len(s) == 3 && s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9'
}

// parseDigits reads "1,100", "1.100.000", "2.5" and "1300"; grouped is set when separators of
// thousands stand in it. One point before three digits is taken for a separator unless a zero leads.
// comma says that a comma is the mark of fractions.
func parseDigits(s string, comma bool) (value float64, grouped, ok bool) {
	s = strings.TrimRight(s, ".,'’")
	if s == "" || len(s) > 24 {
		return 0, false, false
	}
	if at := strings.IndexByte(s, ','); comma && at >= 0 && strings.LastIndexByte(s, ',') == at {
		s = strings.ReplaceAll(s[:at], ".", "") + "." + s[at+1:]
		if len(s)-at == 4 {
			s += "0" // three digits behind it are a fraction too
		}
	}
	plain := make([]byte, 0, len(s))
	commas, points := 0, 0
	sizes, size := true, 0
	first := true
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			plain = append(plain, byte(r))
			size++
		case unicode.IsDigit(r):
			v, ok := digitValue(r)
			if !ok {
				return 0, false, false
			}
			plain = append(plain, '0'+v)
			size++
		case r == ',' || r == '.' || r == '\'' || r == '’' || r == '٬' || r == '_':
			if first && size > 3 || !first && size != 3 {
				sizes = false
			}
			first, size = false, 0
			if r == '.' {
				points++
				plain = append(plain, '.')
			} else {
				commas++
			}
		default:
			return 0, false, false
		}
	}
	text := string(plain)
	switch {
	case commas > 0 && points == 0 && sizes && size == 3, points > 0 && commas == 0 && sizes && size == 3 && (points > 1 || plain[0] != '0' && len(plain) > 0 && s[0] != '0'):
		text, grouped = strings.ReplaceAll(text, ".", ""), true
	case commas > 0 && points == 0 && indianGroups(s):
		grouped = true
	case points > 1:
		return 0, false, false
	case commas == 1 && points == 0:
		return 0, false, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, grouped, err == nil
}

// indianGroups reports whether commas part lakhs and crores: "1,00,000".
func indianGroups(s string) bool {
	parts := strings.Split(s, ",")
	last := len(parts) - 1
	if last < 2 || len(parts[last]) != 3 || len(parts[0]) > 2 {
		return false
	}
	for _, part := range parts[1:last] {
		if len(part) != 2 {
			return false
		}
	}
	return true
}

// digitValue is the value of a decimal digit of any script: those of one script follow each other.
func digitValue(r rune) (byte, bool) {
	for v := byte(0); v < 10; v++ {
		if !unicode.IsDigit(r - rune(v) - 1) {
			return v, true
		}
	}
	return 0, false
}

// spaced reports whether a text's typography sets every mark apart.
func spaced(s string) bool {
	for _, mark := range [...]string{" - year - old", ", 000", " ' s ", " ’ s ", " n't ", " ’ t ", " ' t ", " - old ", " co - ", " p. m.", " a. m."} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}
