package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"sitrep"
)

// measureOrder is the order in which measures are shown; strength is no toll and comes last.
var measureOrder = []sitrep.Measure{sitrep.Killed, sitrep.Casualties, sitrep.Losses, sitrep.Wounded, sitrep.Missing, sitrep.Captured,
	sitrep.Displaced, sitrep.Rescued, sitrep.Affected, sitrep.Strength}

// seriesKey is what figures share that may stand in one series.
type seriesKey struct {
	count        sitrep.Measure
	group, scope string
	period       bool
}

func (x *row) series() seriesKey {
	return seriesKey{x.count, x.group, x.scope, x.Basis == sitrep.OfPeriod}
}

// id is the series' name, stable while the story grows.
func (k seriesKey) id() string {
	parts := []string{string(k.count), slug(k.group)}
	if k.scope != mainScope {
		parts = append(parts, slug(k.scope))
	}
	if k.period {
		parts = append(parts, "period")
	}
	return strings.Join(parts, ".")
}

func slug(s string) string {
	var out strings.Builder
	dash := false
	for _, r := range strings.ToLower(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if dash && out.Len() > 0 {
				out.WriteByte('-')
			}
			dash = false
			out.WriteRune(r)
			continue
		}
		dash = true
	}
	return out.String()
}

// series makes the series, in the order they are shown: what the story as a whole counts first,
// then what most accounts tell.
func (b *book) series() []sitrep.Series {
	b.sameCount()
	byKey := map[seriesKey][]*row{}
	for _, x := range b.rows {
		byKey[x.series()] = append(byKey[x.series()], x)
	}
	var apart []*row
	gather := func() {
		if len(apart) > 0 {
			byKey = map[seriesKey][]*row{}
			for _, x := range b.rows {
				byKey[x.series()] = append(byKey[x.series()], x)
			}
			apart = nil
		}
	}
	for _, rows := range byKey {
		apart = append(apart, strays(rows)...)
	}
	gather()
	for _, rows := range byKey {
		apart = append(apart, b.unlike(rows)...)
	}
	gather()
	type made struct {
		seriesKey
		sitrep.Series
		accounts int
		of       *incident
	}
	ids := map[string]seriesKey{}
	list := make([]made, 0, len(byKey))
	for k, rows := range byKey {
		m := made{seriesKey: k, Series: b.one(k, rows)}
		var all accounts
		for _, x := range rows {
			all = all.with(x)
		}
		m.accounts, m.of = len(all), rows[0].of
		list = append(list, m)
	}
	slices.SortFunc(list, func(x, y made) int {
		return cmp.Or(compareBool(x.scope == mainScope, y.scope == mainScope), cmp.Compare(b.rank(x.seriesKey, x.of), b.rank(y.seriesKey, y.of)),
			compareBool(x.count != sitrep.Strength, y.count != sitrep.Strength),
			compareBool(!strings.Contains(x.scope, "|"), !strings.Contains(y.scope, "|")),
			cmp.Compare(y.accounts, x.accounts), cmp.Compare(slices.Index(measureOrder, x.count), slices.Index(measureOrder, y.count)),
			cmp.Compare(x.seriesKey.group, y.seriesKey.group), cmp.Compare(x.scope, y.scope), compareBool(x.period, y.period))
	})
	idOf := map[seriesKey]string{}
	for i := range list {
		id := list[i].seriesKey.id()
		for n := 2; ; n++ {
			if _, taken := ids[id]; !taken {
				break
			}
			id = fmt.Sprintf("%s.%d", list[i].seriesKey.id(), n)
		}
		ids[id] = list[i].seriesKey
		idOf[list[i].seriesKey] = id
		list[i].ID = id
	}
	totals := b.totals(idOf)
	out := make([]sitrep.Series, len(list))
	for i, m := range list {
		m.Of = totals[m.ID]
		out[i] = m.Series
	}
	return out
}

// How many accounts must tell a count of people for the same number of "passengers" to be of the same, and from what number on
// that is no chance.
const (
	sameAccounts = 3
	sameNumber   = 3
)

// sameCount takes to the people of a series those of another name whose number, measure and scope are the same as most accounts
// give of people: "five passengers", "five men" and "five people" died in one wreck. Parts and single persons stay.
func (b *book) sameCount() {
	type key struct {
		series seriesKey
		number int64
	}
	tell := map[key]map[string]bool{}
	top := map[seriesKey]int{}
	plain := func(x *row) bool {
		return x.number >= sameNumber && !x.Subset && !x.Implicit && x.total == nil && x.kind != denied && x.Modifier == sitrep.Exact
	}
	for _, x := range b.rows {
		if x.group != people || !plain(x) {
			continue
		}
		k := key{x.series(), x.number}
		if tell[k] == nil {
			tell[k] = map[string]bool{}
		}
		tell[k][x.account] = true
		top[k.series] = max(top[k.series], len(tell[k]))
	}
	for _, x := range b.rows {
		if x.group == people || !plain(x) {
			continue
		}
		k := key{x.series(), x.number}
		k.series.group = people
		if n := len(tell[k]); n >= sameAccounts && n == top[k.series] {
			x.group = people
		}
	}
}

// rank orders series by what they count: the main incident first, counts over a stretch last, and between them incident by incident, those first that most accounts tell, and of
// those that as many do the latest.
func (b *book) rank(k seriesKey, in *incident) int {
	switch {
	case in == b.main.of:
		return -1
	case k.period || strings.HasPrefix(k.scope, "since "):
		return len(b.all)
	}
	return in.rank
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

// totals says of which series each is a part: the one that most of its figures say. Parts of parts
// end; what would be a circle is left out.
func (b *book) totals(idOf map[seriesKey]string) map[string]string {
	votes := map[string]map[string]int{}
	for _, x := range b.rows {
		if x.total == nil {
			continue
		}
		part, total := idOf[x.series()], idOf[x.total.series()]
		if part != total {
			add(votes, part, total, 1)
		}
	}
	parts := make([]string, 0, len(votes))
	for part := range votes {
		parts = append(parts, part)
	}
	slices.Sort(parts)
	out := map[string]string{}
	for _, part := range parts {
		total := most(votes[part])
		circle := false
		for up, n := total, 0; up != "" && n <= len(parts); up, n = out[up], n+1 {
			circle = circle || up == part
		}
		if !circle {
			out[part] = total
		}
	}
	return out
}

// one makes a series of its rows.
func (b *book) one(k seriesKey, rows []*row) sitrep.Series {
	s := sitrep.Series{Measure: k.count, Group: b.groupWords(k.group, rows), Basis: b.basis(k, rows), Event: b.eventName(k, rows)}
	s.Scope = b.scopeWords(k, s.Basis, rows)
	if strings.HasSuffix(k.scope, flagStray) {
		s.Group = "other " + s.Group
	}
	byWho := map[string][]*row{}
	var order []string
	for _, x := range rows {
		if byWho[x.who] == nil {
			order = append(order, x.who)
		}
		byWho[x.who] = append(byWho[x.who], x)
	}
	lines, falls := make([]*line, len(order)), falls(rows)
	for i, key := range order {
		lines[i] = b.line(b.whos[key], byWho[key], falls)
	}
	dispute(lines)
	b.overtake(k.count, lines, falls)
	slices.SortStableFunc(lines, func(x, y *line) int {
		return cmp.Or(compareBool(x.who.kind != sitrep.Nobody, y.who.kind != sitrep.Nobody), cmp.Compare(x.first(), y.first()),
			cmp.Compare(x.who.name, y.who.name), cmp.Compare(x.who.key, y.who.key))
	})
	for _, l := range lines {
		s.Claimants = append(s.Claimants, l.made())
	}
	s.Range = lineRange(lines)
	return s
}

// eventName is the incident that a series counts: the story's event if it is one, else named by its day and place; "" for a count over a stretch.
func (b *book) eventName(k seriesKey, rows []*row) sitrep.EventID {
	if k.period || strings.HasPrefix(k.scope, "since ") {
		return ""
	}
	if k.scope == mainScope || rows[0].of == b.main.of {
		return b.main.event
	}
	in := rows[0].of
	if in.event != "" {
		return in.event
	}
	return sitrep.EventID(string(b.in.Story.ID) + "/" + slug(in.key))
}

// groupWords are the commonest words for the group.
func (b *book) groupWords(key string, rows []*row) string {
	count := map[string]int{}
	for _, x := range rows {
		if x.Group != "" && !x.Implicit && b.group(string(x.Group)).class != "others" {
			count[string(x.Group)]++
		}
	}
	best := ""
	for words, n := range count {
		if best == "" || n > count[best] || n == count[best] && (len(words) > len(best) || len(words) == len(best) && words < best) {
			best = words
		}
	}
	if key == people {
		return key
	}
	if best == "" {
		return cmp.Or(b.groupName[key], key)
	}
	return strings.Join(strings.Fields(best), " ")
}

// basis is what most figures say; a period is never outvoted, and what a story of no one event counts
// as a whole is a running count if any of its figures says so.
func (b *book) basis(k seriesKey, rows []*row) sitrep.Basis {
	if k.period {
		return sitrep.OfPeriod
	}
	if k.scope == mainScope && !b.main.toll.known() && b.running && k.count != sitrep.Strength {
		return sitrep.Cumulative
	}
	count := map[sitrep.Basis]int{}
	for _, x := range rows {
		if x.Basis != "" {
			count[x.Basis]++
		}
	}
	if len(count) == 0 {
		return sitrep.OfEvent
	}
	return most(count)
}

// manyAccounts is how many accounts a series must have for a place that one of them alone names not to be that of all.
const manyAccounts = 5

// tellings is how many accounts of an incident, and of the main event, name a place.
func (b *book) tellings(in *incident, name string) int {
	key, accounts := b.place(name).key(), map[string]bool{}
	for _, i := range in.members {
		if x := b.rows[i]; x.place.key() == key && !strings.Contains(x.scope, "|") {
			accounts[x.account] = true
		}
	}
	n := len(accounts)
	for _, e := range b.in.Story.Events {
		if e.ID == b.main.event && e.Where != "" && b.place(e.Where).key() == key {
			n++
		}
	}
	return n
}

// scopeWords say place and stretch.
func (b *book) scopeWords(k seriesKey, basis sitrep.Basis, rows []*row) string {
	where, when, since := map[string]int{}, map[string]int{}, map[string]int{}
	stretch := never
	in := rows[0].of
	if in != b.main.of && !k.period && !strings.HasPrefix(k.scope, "since ") {
		stretch, _ = b.dayOf(in)
	}
	var tell accounts
	for _, x := range rows {
		tell = tell.with(x)
		if x.Place != "" && x.place.known() && (x.place.key() == b.place(string(x.Place)).key()) {
			where[strings.Join(strings.Fields(string(x.Place)), " ")]++
		}
		if x.When != "" {
			when[string(x.When)]++
		}
		if from, _, ok := strings.Cut(string(x.Date), "/"); ok && x.toll.known() {
			since[from]++
		}
		if !stretch.known() && x.toll.known() {
			stretch = x.toll
		}
	}
	var parts []string
	if len(where) == 0 && in != b.main.of {
		for _, i := range in.members {
			if x := b.rows[i]; x.Place != "" && x.place.known() && x.place.key() == b.placeOf(in).key() {
				where[strings.Join(strings.Fields(string(x.Place)), " ")]++
			}
		}
	}
	if w := most(where); w != "" && (len(tell) < manyAccounts || b.tellings(in, w) > 1) {
		parts = append(parts, w)
	}
	key, flag, _ := strings.Cut(k.scope, "|")
	if strings.HasPrefix(key, " at ") {
		key = mainScope // the same stretch, elsewhere
	}
	switch {
	case basis == sitrep.OfPeriod && stretch.known():
		parts = append(parts, "in the period "+stretchWords(stretch))
	case basis == sitrep.OfPeriod:
		parts = append(parts, "in a period, “"+most(when)+"”")
	case key == mainScope && basis == sitrep.Cumulative && !b.main.toll.known():
		parts = append(parts, "so far")
	case key == mainScope && b.main.toll.known():
		parts = append(parts, "event of "+stretchWords(b.main.toll))
	case key == mainScope:
		parts = append(parts, "no period given")
	case strings.HasPrefix(key, "since "):
		parts = append(parts, "since "+most(since))
	case stretch.known():
		parts = append(parts, "event of "+stretchWords(stretch))
	case basis != sitrep.Cumulative && rows[0].published != noDay:
		parts = append(parts, "told on "+isoDay(b.rows[in.members[0]].published)+", no day given")
	case basis == sitrep.Cumulative:
		parts = append(parts, "so far")
	default:
		parts = append(parts, "no day given")
	}
	if flag != "" {
		parts = append(parts, strings.ReplaceAll(flag, "|", ", "))
	}
	return strings.Join(parts, ", ")
}

func stretchWords(d days) string {
	if d.open() {
		return "since " + isoDay(d.from)
	}
	return strings.ReplaceAll(span(d), "/", " to ")
}
