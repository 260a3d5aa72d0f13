package sitrep

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Stamp is a time as precisely as it is known: a year, a month, a day or an instant.
// It keeps the ISO form it is printed in. The zero Stamp is unknown.
type Stamp struct {
	iso        string
	start, end time.Time // end is exclusive of the next unit, inclusive to the second for instants
}

var stampLayouts = []struct {
	layout string
	next   func(time.Time) time.Time
}{
	{"2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }},
	{"2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }},
	{"2006-01-02", func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }},
}

// ParseStamp reads "2024", "2024-12", "2024-12-23" or an RFC 3339 instant (with or
// without a zone; none means UTC; a space may stand for the T).
func ParseStamp(s string) (Stamp, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Stamp{}, nil
	}
	for _, l := range stampLayouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return Stamp{iso: s, start: t, end: l.next(t).Add(-time.Second)}, nil
		}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.Parse(layout, s); err == nil {
			return At(t), nil
		}
	}
	return Stamp{}, fmt.Errorf("%w: %q is not a time; write 2024-12-23, 2024-12 or 2024-12-23T10:00:00Z", Invalid, s)
}

// At makes the stamp of an instant, to the second, in UTC.
func At(t time.Time) Stamp {
	if t.IsZero() {
		return Stamp{}
	}
	t = t.UTC().Truncate(time.Second)
	return Stamp{iso: t.Format(time.RFC3339), start: t, end: t}
}

// Day makes the stamp of a calendar day.
func Day(t time.Time) Stamp {
	s, _ := ParseStamp(t.Format("2006-01-02"))
	return s
}

// IsZero reports whether the time is unknown.
func (s Stamp) IsZero() bool { return s.iso == "" }

// String is the ISO form, at the stamp's own precision.
func (s Stamp) String() string { return s.iso }

// Start is the first second the stamp covers.
func (s Stamp) Start() time.Time { return s.start }

// End is the last second the stamp covers: a bare day or month means its end.
func (s Stamp) End() time.Time { return s.end }

// MarshalJSON writes the ISO form, or null when unknown.
func (s Stamp) MarshalJSON() ([]byte, error) {
	if s.iso == "" {
		return []byte("null"), nil
	}
	return json.Marshal(s.iso)
}

// UnmarshalJSON reads what ParseStamp reads, or null.
func (s *Stamp) UnmarshalJSON(b []byte) error {
	var text *string
	if err := json.Unmarshal(b, &text); err != nil {
		return err
	}
	if text == nil {
		*s = Stamp{}
		return nil
	}
	var err error
	*s, err = ParseStamp(*text)
	return err
}
