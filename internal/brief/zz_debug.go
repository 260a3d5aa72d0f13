package brief

import (
	"fmt"
	"os"
)

func debugFocus(in Input, p *pool) {
	if os.Getenv("BDEBUG") == "" {
		return
	}
	best := 0
	for i, v := range p.focus.ties {
		if v > p.focus.ties[best] {
			best = i
		}
	}
	fmt.Fprintf(os.Stderr, "FOCUS n=%d nearest=%q\n", len(in.Readings), in.Readings[best].Report.Title)
	if os.Getenv("BDEBUG") == "2" {
		for i, v := range p.focus.ties {
			fmt.Fprintf(os.Stderr, "   %.2f %s\n", v, in.Readings[i].Report.Title)
		}
	}
}
