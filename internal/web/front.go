package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
)

// perPage is how many stories a front page lists.
const perPage = 30

// frontView is the running stories.
type frontView struct {
	Cards  []cardView
	Facets facets
	Chosen desk.CardFilter
	Narrow bool      // some filter is set
	Order  string    // "size", or what changed last
	Since  time.Time // when the reader last looked; zero: never before
	News   int       // stories changed since, on this page
	Prev   string
	Next   string
}

type cardView struct {
	desk.Card
	New    bool
	Lang   string // of the headline, if it is not the page's
	Latest string // "about 4,700"
	What   string // "casualties"
	Said   string // the day
	Spark  spark
}

// facets are what lists can be narrowed by.
type facets struct {
	Places, Languages, Outlets []string
	Measures                   []sitrep.Measure
}

func (s *site) front(v *visit) error {
	q := v.r.URL.Query()
	f := desk.CardFilter{
		Place: q.Get("place"), Language: q.Get("language"), Outlet: q.Get("feed"), Measure: sitrep.Measure(q.Get("measure")), Limit: perPage,
	}
	if n, err := strconv.Atoi(q.Get("from")); err == nil && n > 0 && n < 1_000_000 {
		f.Offset = n
	}
	since := v.looked()
	if q.Get("new") != "" && !since.IsZero() {
		f.Since = since
	}
	order := q.Get("order")
	after, err := s.toldLast(v.r.Context())
	if err != nil {
		return err
	}
	cards, more, err := v.cards(f, order)
	if err != nil {
		return err
	}
	view := frontView{Chosen: f, Since: since, Order: order, Narrow: f.Place+f.Language+f.Outlet+string(f.Measure)+order != "" || !f.Since.IsZero()}
	if view.Facets, err = s.facets(v.r.Context()); err != nil {
		return err
	}
	for i := range cards {
		c := viewCard(&cards[i])
		c.New = !since.IsZero() && cards[i].Changed.After(since)
		if c.New {
			view.News++
		}
		view.Cards = append(view.Cards, c)
	}
	if f.Offset > 0 {
		q.Set("from", strconv.Itoa(max(0, f.Offset-perPage)))
		view.Prev = "/?" + q.Encode()
	}
	if more {
		q.Set("from", strconv.Itoa(f.Offset+perPage))
		view.Next = "/?" + q.Encode()
	}
	out := page{Title: "Running stories", Here: "front", Name: "front", Data: view}
	if s.LastNotice != nil {
		out.Live, out.After = eventsOf, after
	}
	return v.show(http.StatusOK, out)
}

// sizedOf is how many stories are put in the order of their size: those that changed last.
const sizedOf = 500

// cards are those of a page in an order.
func (v *visit) cards(f desk.CardFilter, order string) ([]desk.Card, bool, error) {
	if order != "size" {
		return v.Book.Cards(v.r.Context(), f)
	}
	at, n := f.Offset, f.Limit
	f.Offset, f.Limit = 0, sizedOf
	list, _, err := v.Book.Cards(v.r.Context(), f)
	if err != nil {
		return nil, false, err
	}
	slices.SortStableFunc(list, func(a, b desk.Card) int { return cmp.Compare(b.Reports, a.Reports) })
	list = list[min(at, len(list)):]
	return list[:min(n, len(list))], len(list) > n, nil
}

func viewCard(c *desk.Card) cardView {
	v := cardView{Card: *c, Spark: sparkOf(c.Spark)}
	if len(c.Languages) == 1 {
		v.Lang = foreign(c.Languages[0])
	}
	if c.Latest != nil {
		v.Latest, v.What = ledger.Words(c.Latest), string(c.Measure)
		v.Said = isoDay(cmp.Or(c.Latest.Said, c.Latest.Date, c.Latest.Published.String()))
	}
	return v
}

// facetsFor is how long facets may be old.
const facetsFor = 30 * time.Second

// facetsOf is how many stories are asked for what they can be narrowed by, and facetLimit how many names a list has.
const (
	facetsOf   = 100
	facetLimit = 40
)

// facets are those of the stories that changed last. They are made once for each version of the book, and at most
// every half minute.
func (s *site) facets(ctx context.Context) (facets, error) {
	var f facets
	version, err := s.cache.now(ctx)
	if err != nil {
		return f, err
	}
	s.facet.Lock()
	defer s.facet.Unlock()
	if s.facet.version != "" && (s.facet.version == version || s.Clock().Sub(s.facet.made) < facetsFor) {
		return s.facet.facets, nil
	}
	cards, _, err := s.Book.Cards(ctx, desk.CardFilter{Limit: facetsOf})
	if err != nil {
		return f, err
	}
	places, languages, outlets, measures := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range cards {
		tally(places, c.Places)
		tally(languages, c.Languages)
		tally(outlets, c.Outlets)
		for _, m := range c.Measures {
			measures[string(m)]++
		}
	}
	f.Places, f.Languages, f.Outlets = commonest(places), commonest(languages), commonest(outlets)
	for _, m := range commonest(measures) {
		f.Measures = append(f.Measures, sitrep.Measure(m))
	}
	s.facet.version, s.facet.made, s.facet.facets = version, s.Clock(), f
	return f, nil
}

func tally(n map[string]int, names []string) {
	for _, name := range names {
		n[name]++
	}
}

// commonest are the commonest names, in the order of the alphabet.
func commonest(n map[string]int) []string {
	names := make([]string, 0, len(n))
	for name := range n {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), strings.Compare(a, b)) })
	names = names[:min(len(names), facetLimit)]
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
	})
	return names
}

// seenCookie holds when the reader looked last and the time before, as seconds since 1970; nothing else is in it.
const (
	seenCookie = "sitrep-seen"
	oneLook    = 30 * time.Minute // looks closer together are one
)

// looked is when the reader last looked, before this time; it notes this time.
func (v *visit) looked() time.Time {
	now := v.Clock().Unix()
	var before, last int64
	if c, err := v.r.Cookie(seenCookie); err == nil {
		if n, err := fmt.Sscanf(c.Value, "%d.%d", &before, &last); err != nil || n != 2 || before < 0 || last < before || last > now {
			before, last = 0, 0
		}
	}
	if time.Duration(now-last)*time.Second > oneLook {
		before = last
	}
	http.SetCookie(v.w, &http.Cookie{
		Name: seenCookie, Value: fmt.Sprintf("%d.%d", before, now), Path: "/", MaxAge: 180 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.secure(),
	})
	if before == 0 {
		return time.Time{}
	}
	return time.Unix(before, 0).UTC()
}

func (v *visit) secure() bool { return v.Secure || v.r.TLS != nil }

// spark is a small chart: a step line a claimant, from zero.
type spark struct {
	Lines []string
	Dots  []dot
	Words string // what it shows
}

type dot struct{ X, Y string }

const (
	sparkWidth  = 180.0
	sparkHeight = 32.0
)

func sparkOf(points []desk.Point) spark {
	var s spark
	if len(points) < 2 {
		return s
	}
	first, last := points[0].At, points[len(points)-1].At
	top := int64(1)
	for _, p := range points {
		top = max(top, p.Value)
	}
	span := max(last.Sub(first).Seconds(), 1)
	paths := map[string]string{}
	height := map[string]string{}
	var order []string
	for _, p := range points {
		x := num(3 + (sparkWidth-6)*p.At.Sub(first).Seconds()/span)
		y := num(3 + (sparkHeight-6)*(1-float64(p.Value)/float64(top)))
		if s.Dots = append(s.Dots, dot{x, y}); paths[p.Who] == "" {
			order = append(order, p.Who)
		} else {
			paths[p.Who] += x + "," + height[p.Who] + " "
		}
		paths[p.Who] += x + "," + y + " "
		height[p.Who] = y
	}
	for _, who := range order {
		s.Lines = append(s.Lines, strings.TrimSpace(paths[who]))
	}
	s.Words = fmt.Sprintf("%d figures by %s from %s to %s, up to %s", len(points), count(len(order), "claimant"), first.UTC().Format("2 Jan 2006"), last.UTC().Format("2 Jan 2006"), thousands(top))
	return s
}

func num(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// thousands writes a number with commas.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}
