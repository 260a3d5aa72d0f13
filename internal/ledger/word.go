package ledger

import (
	"strconv"
	"strings"

	"sitrep"
)

// Words writes a step's value in words: "about 1,100", "at least 29", "20 to 30". A vague word stays
// the word it is.
func Words(st *sitrep.Step) string {
	return valueWords(st.Min, st.Max, st.Modifier, string(st.Value))
}

func valueOf(x *row) string { return valueWords(x.Min, x.Max, x.Modifier, x.value) }

func valueWords(low, high sitrep.Bound, m sitrep.Modifier, vague string) string {
	switch {
	case m == sitrep.MoreThan && low.Known:
		return "more than " + thousands(low.N-1)
	case m == sitrep.AtLeast && low.Known:
		return "at least " + thousands(low.N)
	case m == sitrep.UpTo && high.Known:
		return "up to " + thousands(high.N)
	case m == sitrep.LessThan && high.Known:
		return "fewer than " + thousands(high.N)
	case m == sitrep.Nearly && high.Known:
		return "nearly " + thousands(high.N)
	case m == sitrep.About && low.Known:
		return "about " + thousands(low.N)
	case low.Known && high.Known && low != high:
		return thousands(low.N) + " to " + thousands(high.N)
	case low.Known && high.Known && low.N == 0:
		return "none"
	case low.Known && high.Known:
		return thousands(low.N)
	case low.Known:
		return "at least " + thousands(low.N)
	case high.Known:
		return "up to " + thousands(high.N)
	case vague != "":
		return vague
	}
	return "a vague number"
}

// thousands writes a number with commas.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	start := 0
	if strings.HasPrefix(s, "-") {
		start = 1
	}
	for i := len(s) - 3; i > start; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
