package story

import (
	"embed"
	"io/fs"
	"strconv"
	"strings"
	"sync"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

//go:embed data
var embedded embed.FS

// months are the names of the months to their numbers. The list is read once; that it is in order a test
// shows, so a fault only leaves months out.
var months = sync.OnceValue(func() map[string]string {
	m, _ := readMonths()
	return m
})

func readMonths() (map[string]string, error) {
	out := make(map[string]string)
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		return out, err
	}
	entries, err := lang.Entries(files, "months.txt")
	for _, e := range entries {
		for _, name := range strings.Fields(e.Phrase) {
			out[name] = e.Value
		}
	}
	return out, err
}

// dayOf is the day of a month that the number at token i is, as "month-day"; "" if it is none.
func dayOf(d *text.Doc, i int) string {
	s := strings.TrimRight(d.Tokens[i].Lower, ".stndrh")
	if n, err := strconv.Atoi(s); err != nil || n < 1 || n > 31 {
		return ""
	}
	for _, step := range []int{1, -1} {
		at := i + step
		if at >= 0 && at < len(d.Tokens) && d.Tokens[at].Lower == "." {
			at += step
		}
		if at < 0 || at >= len(d.Tokens) || d.Tokens[at].Kind != text.Word {
			continue
		}
		if m, ok := months()[strings.TrimRight(d.Tokens[at].Lower, ".")]; ok {
			return m + "-" + s
		}
	}
	return ""
}

// weekdays are the names of the days of the week to their numbers, Monday being 1.
var weekdays = sync.OnceValue(func() map[string]int {
	m, _ := readWeekdays()
	return m
})

func readWeekdays() (map[string]int, error) {
	out := make(map[string]int)
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		return out, err
	}
	entries, err := lang.Entries(files, "days.txt")
	for _, e := range entries {
		n, _ := strconv.Atoi(e.Value)
		for _, name := range strings.Fields(e.Phrase) {
			out[name] = n
		}
	}
	return out, err
}
