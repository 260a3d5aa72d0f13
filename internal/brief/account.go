package brief

import (
	"slices"
	"strings"
)

// A report tells what happened in an order its writer chose: what matters first, each sentence on the one before. Sentences gathered one by one
// from several reports have no such order, however well each is chosen. So the paragraph begins with one report's own account: its opening sentences, in
// their order, as far as they are fit to print. What it leaves out, others add behind it.

// mostAccounts bounds how many reports' accounts are weighed: of very many, the latest.
const mostAccounts = 60

// opensBy is the sentence by which an account begins: what begins later is no opening.
const opensBy = 3

// mostRetold is the share of its words that a sentence of an account may have from another one.
const mostRetold = 0.6

// accountRoom is how many of the paragraph's words are one report's account's: all but a fifth in a story of few reports, less in one of many that is soon told; in a
// long one, or one of several incidents, only its first sentence's report goes on.
func (w *writer) accountRoom(p *plan, room int) int {
	switch {
	case w.top != nil && w.top.talk:
		return 0
	case len(w.Readings) == 1:
		return room
	case len(w.Readings) < leastFocus:
		return room * 4 / 5
	case w.soonTold(p):
		return accountOfMany
	}
	return 0
}

// soonTold reports whether a story is of one event and of less than two days.
func (w *writer) soonTold(p *plan) bool {
	return !p.scattered && w.pool.clock.last.Sub(w.pool.clock.first) < twoDays
}

// accountOfMany is how many words of one report's account a paragraph of many begins with.
const accountOfMany = 90

// account is the opening of the report that tells best what all tell, up to room words, each sentence fit to stand there.
func (w *writer) account(p *plan, room int, current func(*candidate) bool) []*candidate {
	scorer := newComposer(w.pool)
	var best []*candidate
	high := 0.0
	for n, order := 0, len(w.Readings)-1; order >= 0 && n < mostAccounts; order-- {
		list := w.opening(p, order, nil, room, current)
		if len(list) == 0 {
			continue
		}
		n++
		s := score{room: room, have: make([]uint16, len(scorer.chance)), covered: make([]int, len(scorer.refs)), titled: make([]int, len(scorer.refs))}
		worth := 0.0
		for _, c := range list {
			s = scorer.with(&s, c, true)
			worth += w.judged(c)
		}
		v := s.value * (0.5 + worth/float64(len(list))) * (0.5 + 0.5*w.recency(list[0].reading.Report.Published))
		if w.top != nil {
			if list[0].reading == w.top.reading {
				v *= 1.1
			}
			v *= 0.3 + max(share(list[0].words, w.top.words), share(list[min(1, len(list)-1)].words, w.top.words))
		}
		if slices.ContainsFunc(list, func(c *candidate) bool { return w.states(p, c) }) {
			v *= 1.1
		}
		if v > high {
			high, best = v, list
		}
	}
	return best
}

// opening is a report's sentences in their order, from its opening on or behind a sentence that stands: those that are fit, and of those that lean on the one
// before them those behind which it stands.
func (w *writer) opening(p *plan, order int, behind *candidate, room int, current func(*candidate) bool) []*candidate {
	var out []*candidate
	from := 0
	if behind != nil {
		from = behind.place + 1
	}
	at := func(list []*candidate, k int) *candidate {
		if i := slices.IndexFunc(list, func(c *candidate) bool { return c.place == k }); i >= 0 {
			return list[i]
		}
		return nil
	}
	own, following := w.pool.byReport(order), ofReport(w.pool.following, order)
	whole := behind == nil || behind.place == 0 // nothing is left out so far but what the headline tells
	for k := from; k < from+mostOpening && room > 0; k++ {
		first := len(out) == 0 && behind == nil
		if first && k >= opensBy {
			break
		}
		c, tied := at(own, k), false // tied to the sentences before it by a word that stands for one of theirs
		if c != nil && (c.overtaken > mostOvertaken || c.colour > mostColour && (first || w.judged(c) < leastAlone) || w.idle(c)) {
			whole = false
			continue
		}
		if whole && k > 0 && !first {
			if next := at(following, k); next != nil {
				tied = c == nil || c.leaning || c.Text != next.Text
				c = next // it stands as it is in its report
			}
		} else if c != nil && (c.leaning || c.dangling > mostDangling) {
			whole = false
			continue
		}
		if first && c != nil && w.repeats(c) {
			continue
		}
		if c == nil || c.talk || c.slanted || c.loaded || w.adrift(c) || c.length < leastWords || !current(c) || first && w.pointing(c) || !first && !tied && w.unlike(c, out, behind) || w.again(c, 0.8) || slices.ContainsFunc(out, func(o *candidate) bool { return share(c.roots, o.roots) > mostRetold }) {
			whole = false
			continue
		}
		if c.length > room || !w.pass(c.Unit) {
			break
		}
		out = append(out, c)
		room -= c.length
	}
	return out
}

// unlike reports whether a sentence of a report under a label ("Thursday briefing: ...") has no word in common with the headline, nor with its report's account so far:
// then it is another matter of a round-up.
func (w *writer) unlike(c *candidate, list []*candidate, behind *candidate) bool {
	if !strings.Contains(c.reading.Report.Title, ":") {
		return false
	}
	if behind != nil {
		list = append([]*candidate{behind}, list...)
	}
	return (w.top == nil || share(c.words, w.top.words) == 0) && !slices.ContainsFunc(list, func(o *candidate) bool { return share(c.words, o.words) > 0 })
}
