package ledger

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sitrep"
	"sitrep/internal/lang"
)

// who is one claimant.
type who struct {
	key     string
	name    string
	kind    sitrep.ClaimantKind
	party   string
	names   map[string]int // the words it was given by
	kinds   map[sitrep.ClaimantKind]int
	of      string // the state or body it belongs to
	settled bool   // named by the registry, or an outlet
}

// nameClaimants says who gives each row. A person who speaks for a body gives that body's
// figures. An outlet's own voice is a claimant of its own kind: the account whose text the report is, so
// that five outlets printing one agency's text are one voice.
func (b *book) nameClaimants() {
	for _, x := range b.rows {
		w := b.claimant(x)
		x.who = w.key
		if have, ok := b.whos[w.key]; ok {
			w = have
		} else {
			w.names, w.kinds = map[string]int{}, map[sitrep.ClaimantKind]int{}
			b.whos[w.key] = w
		}
		if !w.settled {
			w.names[b.plainName(string(x.Claimant))]++
			w.kinds[x.ClaimantKind]++
		}
	}
	b.initials()
	b.shortNames()
	b.watchers()
	for _, w := range b.whos {
		if !w.settled {
			w.name = most(w.names)
			w.kind = most(w.kinds)
		}
	}
}

func (b *book) claimant(x *row) *who {
	name := strings.TrimSpace(string(x.Claimant))
	if x.InPassing {
		return ownVoiceOf(x.voice) // spoken around, and given by nobody
	}
	if name == "" && x.Actor == "" || x.ClaimantKind == sitrep.Nobody || x.Actor == "" && b.nobodys(name) {
		return ownVoiceOf(x.voice)
	}
	if paper, ok := b.press(name); ok {
		if a, known := b.lookup(paper); known && relays(a.Kind) {
			return ownVoiceOf(string(a.ID))
		}
		return ownVoiceOf(x.voice)
	}
	for _, n := range []string{string(x.Actor), name, properPart(name)} {
		if a, ok := b.lookup(n); ok {
			if relays(a.Kind) {
				return ownVoiceOf(string(a.ID))
			}
			w := &who{key: "actor\x00" + string(a.ID), name: string(a.ID), kind: kindOf(x), party: a.Party, settled: true}
			if a.Kind != "person" {
				w.of = string(a.SpeaksFor)
			}
			return w
		}
	}
	if x.Actor != "" {
		return &who{key: "actor\x00" + string(x.Actor), name: string(x.Actor), kind: kindOf(x), settled: true}
	}
	kind := "name"
	if x.ClaimantKind == sitrep.Anonymous {
		kind = "unnamed"
	}
	return &who{key: kind + "\x00" + strings.ReplaceAll(strings.ToLower(b.plainName(name)), ".", "")}
}

// ownVoiceOf is an account told in an outlet's own voice.
func ownVoiceOf(account string) *who {
	return &who{key: "own voice\x00" + account, name: account, kind: sitrep.Nobody, settled: true}
}

// relays reports whether a kind of actor counts nobody itself: what "the agency reported" is what its own
// voice tells, or whoever it cites.
func relays(kind string) bool { return kind == "outlet" || kind == "news agency" }

// nobodys reports whether a claimant's words are things and name nobody ("preliminary data").
func (b *book) nobodys(name string) bool {
	fields := strings.Fields(strings.ToLower(name))
	return len(fields) > 0 && b.words.Unowned.Has(fields[len(fields)-1]) && !b.issued(fields)
}

// issued reports whether words for figures or records say whose they are ("official figures", "police records").
func (b *book) issued(fields []string) bool {
	if b.in.Language == nil {
		return false
	}
	words, last := b.in.Language.Figure.Words, len(fields)-1
	if b.in.Language.Figure.Roles[fields[last]]&(lang.Record|lang.Tally) == 0 {
		return false
	}
	return slices.ContainsFunc(fields[:last], func(w string) bool { return words[w].Sense&lang.Issuing != 0 })
}

// press reports whether a claimant is somebody who writes for a paper and has no name there, and what stands before the word for
// it ("Tarsk Courier correspondent"): the paper speaks.
func (b *book) press(name string) (paper string, ok bool) {
	fields := strings.Fields(name)
	for i, w := range fields {
		if b.words.Press.Has(strings.ToLower(w)) && (i+1 == len(fields) || b.words.Parts.Has(strings.ToLower(fields[i+1]))) {
			return b.plainName(strings.Join(fields[:i], " ")), true
		}
		if b.words.Parts.Has(strings.ToLower(w)) {
			break
		}
	}
	return "", false
}

func kindOf(x *row) sitrep.ClaimantKind {
	if x.ClaimantKind == "" {
		return sitrep.Named
	}
	return x.ClaimantKind
}

// lookup finds who gives the figures of a name: itself, or the body for which a person speaks. A
// head of state speaks for no body: the state's army and its ministries give other figures.
func (b *book) lookup(name string) (sitrep.Actor, bool) {
	if b.in.Registry == nil || name == "" {
		return sitrep.Actor{}, false
	}
	a, ok := b.in.Registry.Lookup(name)
	if !ok || a.SpeaksFor == "" || a.Kind != "person" && a.Kind != "" {
		return a, ok
	}
	body, ok := b.in.Registry.Lookup(string(a.SpeaksFor))
	if !ok {
		return sitrep.Actor{ID: a.SpeaksFor, Party: a.Party}, true
	}
	if body.Kind == "state" {
		return a, true
	}
	return body, true
}

// plainName is a name without what tells it from no other: an article, a possessive ending.
func (b *book) plainName(name string) string {
	fields := strings.Fields(name)
	for len(fields) > 1 && b.words.Empty.Has(strings.ToLower(fields[0])) {
		fields = fields[1:]
	}
	name = strings.Join(fields, " ")
	for _, end := range []string{"'s", "’s"} {
		name = strings.TrimSuffix(name, end)
	}
	return strings.Trim(name, " ,;:\"“”")
}

// properPart is a name from its first capital on ("the same day South Korea's army"); empty when that
// is the whole name or nothing.
func properPart(name string) string {
	i := strings.IndexFunc(name, unicode.IsUpper)
	if i <= 0 || name[i-1] != ' ' {
		return ""
	}
	return name[i:]
}

// initials joins a name that is the initials of just one other claimant's name to that ("JCS" to
// "Joint Chiefs of Staff"), and a bare office to the one the story knows by its country ("Joint
// Chiefs of Staff (South Korea)").
func (b *book) initials() {
	b.join(func(w *who) string {
		name, _, bracketed := strings.Cut(w.name, " (")
		if !bracketed || strings.Count(name, " ") < 2 { // "the authorities" may be anybody's
			return ""
		}
		return strings.ToLower(name)
	}, strings.ToLower)
	b.join(func(w *who) string {
		name := w.name
		if !w.settled {
			name = most(w.names)
		}
		name, _, _ = strings.Cut(name, " (")
		var in []byte
		for _, word := range strings.Fields(name) {
			if upper(word) {
				in = append(in, word[0])
			}
		}
		if len(in) < 2 {
			return ""
		}
		return string(in)
	}, func(name string) string { return name })
}

// join makes one of a name and the one claimant whose alias it is.
func (b *book) join(alias func(*who) string, form func(string) string) {
	byAlias := map[string][]string{}
	for key, w := range b.whos {
		if a := alias(w); a != "" && !ownVoice(key) {
			byAlias[a] = append(byAlias[a], key)
		}
	}
	into := map[string]string{}
	for key, w := range b.whos {
		name := w.name
		if !w.settled {
			name = most(w.names)
		}
		full := byAlias[form(name)]
		if len(full) == 1 && full[0] != key && !ownVoice(key) && !unnamed(key) {
			into[key] = full[0]
		}
	}
	for _, x := range b.rows {
		if to, ok := into[x.who]; ok {
			x.who = to
		}
	}
	for key := range into {
		delete(b.whos, key)
	}
}

// shortNames joins a short name to the one longer name that ends with it: "Red Crescent" to
// "Libyan Red Crescent", when no other longer name does. Common nouns ("police") are left alone.
func (b *book) shortNames() {
	byEnd := map[string][]string{} // every proper ending of a longer name, to the keys of those names
	keys := make([]string, 0, len(b.whos))
	for key := range b.whos {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		name, ok := strings.CutPrefix(key, "name\x00")
		if !ok {
			continue
		}
		fields := strings.Fields(name)
		for i := 1; i < len(fields) && i < 8; i++ {
			end := strings.Join(fields[i:], " ")
			byEnd[end] = append(byEnd[end], key)
		}
	}
	into := map[string]string{}
	for _, key := range keys {
		name, ok := strings.CutPrefix(key, "name\x00")
		longer := byEnd[name]
		if !ok || len(longer) != 1 || !proper(most(b.whos[key].names)) {
			continue
		}
		into[key] = longer[0]
	}
	for _, key := range keys {
		to, ok := into[key]
		for ok && into[to] != "" {
			to = into[to]
		}
		if !ok {
			continue
		}
		short, long := b.whos[key], b.whos[to]
		for k, n := range short.kinds {
			long.kinds[k] += n
		}
		delete(b.whos, key)
	}
	for _, x := range b.rows {
		for into[x.who] != "" {
			x.who = into[x.who]
		}
	}
}

// watchers gives what "a monitor" or "the watchdog" counts to the one body with a name, of no state and no party, that gives counts in the same report.
func (b *book) watchers() {
	if b.in.Language == nil {
		return
	}
	watches := func(w *who) bool {
		return slices.ContainsFunc(strings.Fields(strings.ToLower(most(w.names))), b.in.Language.Check.Watchers.Has)
	}
	named := map[sitrep.ReportID][]string{}
	for _, x := range b.rows {
		w := b.whos[x.who]
		if w == nil || ownVoice(x.who) || unnamed(x.who) || w.of != "" || w.party != "" || x.ClaimantKind == sitrep.Anonymous || !w.settled && (watches(w) || !proper(most(w.names))) {
			continue
		}
		if list := named[x.Report]; !slices.Contains(list, x.who) {
			named[x.Report] = append(list, x.who)
		}
	}
	for _, x := range b.rows {
		if w := b.whos[x.who]; w != nil && !w.settled && !ownVoice(x.who) && watches(w) && len(named[x.Report]) == 1 && (unnamed(x.who) || !proper(most(w.names))) {
			x.who = named[x.Report][0]
		}
	}
}

// proper reports whether a name begins its last word with a capital.
func proper(name string) bool {
	fields := strings.Fields(name)
	if len(fields) == 0 {
		return false
	}
	for _, r := range fields[len(fields)-1] {
		return unicode.IsUpper(r)
	}
	return false
}

// most is the commonest key; of equals the first in order.
func most[K cmp.Ordered](count map[K]int) (best K) {
	n := 0
	for k, c := range count {
		if c > n || c == n && k < best {
			best, n = k, c
		}
	}
	return best
}

// unnamed reports whether the claimant is anonymous: then two figures under the same words need
// not be one person's.
func unnamed(key string) bool { return strings.HasPrefix(key, "unnamed\x00") }

// ownVoice reports whether it is an outlet's own voice.
func ownVoice(key string) bool { return strings.HasPrefix(key, "own voice\x00") }
