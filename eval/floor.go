package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"

	"sitrep"
)

// Floor is the least a score may be. It rises with the score and drops only by decision; Why says
// which, or why it stands where it stands.
type Floor struct {
	Least float64 `json:"floor"`
	Why   string  `json:"why,omitempty"`
}

// UnmarshalJSON reads a bare number or {"floor": 0.85, "why": "..."}.
func (f *Floor) UnmarshalJSON(b []byte) error {
	type plainFloor Floor
	var full plainFloor
	var err error
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		err = dec.Decode(&full)
	} else {
		err = json.Unmarshal(b, &full.Least)
	}
	if err != nil {
		return err
	}
	if full.Least < 0 || full.Least > 1 {
		return fmt.Errorf("%w: a floor of %v, which is not from 0 to 1", sitrep.Invalid, full.Least)
	}
	*f = Floor(full)
	return nil
}

// Floors are floors by the score's full name, "figures/attributed".
type Floors map[string]Floor

// ReadFloors reads one JSON object of names and floors.
func ReadFloors(r io.Reader) (Floors, error) {
	dec := json.NewDecoder(r)
	var f Floors
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%w: %w", sitrep.Invalid, err)
	}
	return f, nil
}

// names are the floors' names in order.
func (f Floors) names() []string {
	out := make([]string, 0, len(f))
	for name := range f {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// rounding is how far below its floor a score may lie: floors are written by hand, to a few digits.
const rounding = 1e-9

// Below says, one line a score, which scores lie below their floors, and which floors name a score
// that their set no longer has. Floors of sets and parts that were not scored are passed over.
func (f Floors) Below(scores Scores) []string {
	scored := map[string]bool{}
	for _, s := range scores {
		scored[setOf(s.Name)] = true
	}
	var out []string
	for _, name := range f.names() {
		s, ok := scores.Find(name)
		switch {
		case !ok && scored[setOf(name)]:
			out = append(out, name+" has a floor and no score")
		case ok && (math.IsNaN(s.Value) || s.Value < f[name].Least-rounding):
			out = append(out, fmt.Sprintf("%s %.4f is below %v", name, s.Value, f[name].Least))
		}
	}
	return out
}

// Above says, one line a floor, which floors can be raised and to what: to the score cut to two
// decimals, where that is more.
func (f Floors) Above(scores Scores) []string {
	var out []string
	for _, name := range f.names() {
		s, ok := scores.Find(name)
		if !ok {
			continue
		}
		if higher := math.Floor(s.Value*100+rounding) / 100; higher > f[name].Least {
			out = append(out, fmt.Sprintf("%s %v can be raised to %.2f", name, f[name].Least, higher))
		}
	}
	return out
}

// setOf is the set, or the part of it, that a score belongs to: its name up to the last slash.
func setOf(name string) string {
	return name[:max(0, strings.LastIndex(name, "/"))]
}
