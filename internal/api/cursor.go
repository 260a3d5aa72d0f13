package api

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"

	"sitrep"
)

// Limits of lists.
const (
	pageSize = 50
	maxPage  = 200
)

// paging are the parameters of a list.
var paging = []param{
	{Name: "limit", What: "how many at most: 50 unless given, 200 at most", Type: "integer"},
	{Name: "cursor", What: "where the list goes on, as the list before gave it", Type: "string"},
}

// mark is a place in a list, written down for whoever comes back to it. What it holds is nobody's business.
type mark struct {
	List string         `json:"l"`
	Seq  int64          `json:"s,omitempty"`
	ID   sitrep.StoryID `json:"i,omitempty"`
}

func (m mark) String() string {
	b, _ := json.Marshal(m) // two strings and a number
	return base64.RawURLEncoding.EncodeToString(b)
}

// place is the cursor that was sent, if one was.
func (c *call) place(list string) (mark, error) {
	s := c.r.URL.Query().Get("cursor")
	if s == "" {
		return mark{}, nil
	}
	var m mark
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil || m.List != list {
		return mark{}, wrong("malformed", "This cursor is not one of this list.")
	}
	return m, nil
}

// limit is how many are asked for.
func (c *call) limit() (int, error) {
	s := c.r.URL.Query().Get("limit")
	if s == "" {
		return pageSize, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > maxPage {
		return 0, wrong("malformed", "A limit is a number from 1 to %d.", maxPage)
	}
	return n, nil
}

// next is the address of the list's next part; empty at its end.
func (c *call) next(m mark, more bool) string {
	if !more {
		return ""
	}
	q := c.r.URL.Query()
	q.Set("cursor", m.String())
	return (&url.URL{Path: c.r.URL.Path, RawQuery: q.Encode()}).String()
}

// asof is the time that is asked for; zero: now.
func (c *call) stamp(name string) (sitrep.Stamp, error) {
	s, err := sitrep.ParseStamp(c.r.URL.Query().Get(name))
	if err != nil {
		return s, wrong("malformed", "%s: %s", name, sentence(err))
	}
	return s, nil
}
