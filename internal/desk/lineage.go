package desk

import (
	"fmt"
	"strings"

	"sitrep"
)

// Lineage says in words how many independent accounts stand behind a story:
// "27 reports: 4 origins (AP 17, AFP 4, own reporting of 2 outlets), 4 of unknown lineage".
// A report of unknown lineage is counted apart and never called an origin.
func Lineage(s sitrep.Story) string {
	origins, unknown, outlets := 0, 0, 0
	var named []string
	for _, o := range s.Origins {
		switch o.Kind {
		case sitrep.UnknownOrigin:
			unknown += len(o.Reports)
			continue
		case sitrep.OutletOrigin:
			outlets++
		default:
			named = append(named, fmt.Sprintf("%s %d", o.Name, len(o.Reports)))
		}
		origins++
	}
	if outlets > 0 {
		named = append(named, "own reporting of "+count(outlets, "outlet"))
	}
	out := count(len(s.Articles), "report") + ": " + count(origins, "origin")
	if len(named) > 0 {
		out += " (" + strings.Join(named, ", ") + ")"
	}
	if unknown > 0 {
		out += fmt.Sprintf(", %d of unknown lineage", unknown)
	}
	return out
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
