package figure

import (
	"slices"
	"strings"
	"unicode"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// claimant is who gives a figure.
type claimant struct {
	name, via sitrep.Words
	kind      sitrep.ClaimantKind
	actor     sitrep.ActorID
	hedged    bool
	denied    bool
	how       claimantHow
	source    sitrep.Span // where it is named, in the figure's text
	sure      float64     // the claim's own confidence
}

// claimantHow is how the claimant was found; the confidence rests on it.
type claimantHow uint8

const (
	noClaimant claimantHow = iota
	byClaim
	byGiving   // "X put the toll at 40"
	byHeadline // "40 dead: monitor"
	bySentence // by a verb of speech in the sentence, where no claim covers the figure
)

// leastSure is the confidence below which a claim gives no figure: what is told by a verb of speech, and what by any
// other word ("struggle to support", "plans", "blast"), which has to be surer.
const (
	leastSure  = 0.5
	leastSurer = 0.75
)

// claims are a text's claims that can give figures, by the sentences their content lies in, in their order.
type claims struct {
	list []*sitrep.Claim
	ends []int32 // by sentence: where its claims end in list, and the next one's begin
}

func newClaims(list []sitrep.Claim, d *text.Doc) claims {
	type place struct {
		claim    *sitrep.Claim
		sentence int
	}
	places := make([]place, 0, len(list))
	for i := range list {
		claim := &list[i]
		if claim.In != d.In || len(claim.Content) == 0 || !gives(claim.Kind) || claim.Confidence < leastSure {
			continue
		}
		last := -1
		for _, content := range claim.Content {
			for s := max(0, d.SentenceOf(d.TokenAt(content.Start))); s < len(d.Sentences) && d.Sentences[s].Start < content.End; s++ {
				if s != last {
					places = append(places, place{claim, s})
				}
				last = s
			}
		}
	}
	var c claims
	if len(places) == 0 {
		return c
	}
	c.list, c.ends = make([]*sitrep.Claim, len(places)), make([]int32, len(d.Sentences)+1)
	for _, p := range places {
		c.ends[p.sentence+1]++
	}
	for s := range d.Sentences {
		c.ends[s+1] += c.ends[s]
	}
	for _, p := range places {
		c.list[c.ends[p.sentence]] = p.claim
		c.ends[p.sentence]++
	}
	return c
}

// in are the claims whose content lies in a sentence.
func (cl *claims) in(sentence int) []*sitrep.Claim {
	if len(cl.list) == 0 {
		return nil
	}
	from := int32(0)
	if sentence > 0 {
		from = cl.ends[sentence-1]
	}
	return cl.list[from:cl.ends[sentence]]
}

// gives reports whether an act of the kind puts its figures forward: a condemnation takes them as known.
func gives(k sitrep.Act) bool {
	switch k {
	case sitrep.Statement, sitrep.Denial, sitrep.Confirmation, sitrep.Accusation, sitrep.Warning:
		return true
	}
	return false
}

// commaless reports whether a text has lost its commas (fewer than one in sixty words; news has one in
// about eighteen), so that who speaks is read better from the words for somebody than from the marks.
func (v *layer) commaless() bool { return len(v.d.Tokens) >= 100 && v.commas*60 < len(v.d.Tokens) }

// claimant finds who gives the figure: the speaker of the innermost claim around it, or who
// counted it.
func (v *layer) claimant(c *candidate, s *scope, cl *claims, cast *actor.Cast) claimant {
	span := v.d.Span(c.first, c.last)
	if c.at >= s.first && c.at < s.last && c.at < c.first && c.how == byBefore {
		span.Start = v.d.Tokens[c.at].Start
	}
	var out claimant
	inner := cl.around(c.sentence, v.d.Span(c.first, c.last))
	if inner == nil {
		inner = cl.around(c.sentence, span)
	}
	if inner != nil && len(inner.Source) > 0 && (v.harms(c, inner) || v.self(c, inner) || v.held(inner)) {
		inner = nil
	}
	if inner != nil && len(inner.Cue) > 0 && len(inner.Source) == 0 {
		if cue := v.tokens(inner.Cue[0]); v.is(cue[1]-1, lang.ClaimsWord) && v.takes(cue[1]-1, s.last) {
			inner = nil // "the crash claimed nine lives"
		}
	}
	if inner != nil && len(inner.Cue) > 0 {
		if cue := v.d.TokenAt(inner.Cue[0].End - 1); v.part(cue).Has(lang.Give) && cue < c.first && v.compared(cue, c.first) {
			return claimant{kind: sitrep.Nobody} // "Norland reported 93 deaths, compared with 280 in Sudmark": the report compares
		}
	}
	if inner != nil && (v.topic(inner) || v.accused(inner) || v.tallies(inner) || v.unsure(inner) || v.pictured(inner) || v.acquainted(inner)) {
		inner = nil
	}
	if inner != nil && inner.Actor == "" && len(inner.Source) > 0 {
		if by, paper := v.paper(inner, s, cast); paper {
			if spoken := v.spokenBy(c, s, cast); by.name == "" && v.is(v.tokens(inner.Source[0])[0], lang.ReportsWord) && spoken.name != "" {
				return spoken // "reports confirmed that 12 had died, said the source"
			}
			return by
		}
	}
	if inner != nil && v.inverted(inner) {
		if spoken := v.spokenBy(c, s, cast); spoken.how != noClaimant {
			return spoken
		}
	}
	if inner != nil && c.fresh && len(inner.Cue) > 0 && v.semicolon(v.d.TokenAt(inner.Cue[0].Start), c.first) {
		inner = nil // "the police said 15 had died; a later count put it at 18"
	}
	if inner != nil && len(inner.Cue) > 0 {
		for k := v.d.TokenAt(inner.Cue[0].Start); inner != nil && v.d.Tokens[k].Start < inner.Cue[0].End && k < c.first; k++ {
			if v.owns(k, c.first) {
				return v.spokenBy(c, s, cast) // who says that they did
			}
		}
	}
	if inner != nil && v.meanwhile(c, inner) {
		return claimant{kind: sitrep.Nobody}
	}
	if inner != nil && len(inner.Cue) > 0 && v.broken(c.first, v.d.TokenAt(inner.Cue[0].Start)) {
		inner = nil
	}
	if inner != nil {
		if relayed := v.relayed(c, s, inner, cast); relayed.name != "" {
			return relayed
		}
		out = claimant{name: inner.Speaker, via: inner.Via, kind: inner.SpeakerKind, actor: inner.Actor, how: byClaim, sure: inner.Confidence}
		out.hedged = inner.Hedged
		out.denied = inner.Kind == sitrep.Denial
		if len(inner.Source) > 0 {
			out.source = inner.Source[0]
		}
		v.mentioned(&out, inner, cast)
		v.spare(&out, s, cast)
		if out.name == "" || v.themselves(&out, c) {
			out = claimant{hedged: true, kind: sitrep.Nobody, how: byClaim, sure: inner.Confidence}
		}
	}
	if by := v.utterer(c, s, cl, cast, &out); by.name != "" {
		return by
	}
	if v.counts(c) {
		if giver := v.giver(c, s, cast, out.how != noClaimant); giver.name != "" {
			return giver
		}
		p := c.of
		for n := 0; n < 16 && p != nil && p.how == byList && p.of != nil && p.of.first < p.first; n++ {
			p = p.of
		}
		if out.how == noClaimant && c.how == byList && p != nil && p.sentence == c.sentence && p.last <= c.first && !v.spoke(p.last, c.first) {
			if giver := v.giver(p, s, cast, false); giver.name != "" {
				return giver // "counted 18 dead in Oro, 7 in Vesk"
			}
		}
	}
	if tail := v.tail(c, s, cast); tail.name != "" || tail.hedged {
		return tail
	}
	if inner == nil {
		if label := v.label(c, s, cast); label.name != "" {
			return label
		}
	}
	if inner == nil || v.commaless() || len(inner.Source) == 0 && len(inner.Cue) > 0 && v.is(v.d.TokenAt(inner.Cue[0].Start), lang.Saying) {
		if spoken := v.spokenBy(c, s, cast); spoken.how != noClaimant {
			return spoken
		}
	}
	if inner == nil && out.how == noClaimant {
		if records := v.shown(c, s, cast); records.name != "" {
			return records
		}
	}
	if at := v.tokens(out.source); out.actor == "" && at[0] < at[1] && at[1]-at[0] < 7 && v.d.Tokens[at[1]-1].Shape == text.Lower && v.placed(string(out.name), s) && !strings.Contains(v.d.Slice(out.source), string(out.name)) {
		out.name = v.phrase(at[0], at[1]) // "in Oro, the state disaster authority said"
	}
	if at := v.tokens(out.source); out.actor == "" && v.d.In == sitrep.InTitle {
		for k := at[0]; k < at[1]-1 && k < at[0]+3; k++ {
			if v.sense(k, lang.Picturing) {
				out.name = v.phrase(k+1, at[1]) // "Harrowing moment TV presenter reveals"
				break
			}
		}
	}
	if v.digit(string(out.name)) && out.actor == "" {
		// "the militants", not the "50 militants" killed; "state media", not "killed 50 state media"
		name := strings.TrimLeft(string(out.name), "0123456789,. ")
		if unit, rest, ok := strings.Cut(name, " "); ok && v.d.Language.Number.Units[strings.ToLower(unit)] != "" {
			name = rest
		}
		if source := v.d.Slice(out.source); strings.HasSuffix(strings.ToLower(source), strings.ToLower(name)) && !strings.ContainsAny(source, "0123456789") {
			name = source
		}
		if name != "" && unicode.IsLetter([]rune(name)[0]) && !strings.Contains(string(out.name), "%") {
			out.name = sitrep.Words(name)
		}
	}
	if out.kind == "" {
		out.kind = sitrep.Nobody
	}
	return out
}

// utterer is who gives a count where what they said is the subject of the verb: "The claim, which named nobody, said 40 had been
// killed" is of who claimed in the sentence before, "a statement by the group said" of the group.
func (v *layer) utterer(c *candidate, s *scope, cl *claims, cast *actor.Cast, out *claimant) claimant {
	if v.l.Free || out.actor != "" {
		return claimant{}
	}
	noun := s.first
	if v.part(noun).Has(lang.Det) {
		noun = v.next(noun)
	}
	if noun >= s.last || !v.sense(noun, lang.Uttered) || v.inside[noun] || v.punct(noun) {
		return claimant{}
	}
	k, said := v.next(noun), false
	for n := 0; k < c.first && n < 14 && !said; k, n = v.next(k), n+1 {
		said = v.part(k).Has(lang.Say|lang.Give) && !v.passiveBefore(k)
	}
	if at := v.tokens(out.source); !said || out.name != "" && (at[0] > noun || at[1] <= noun) {
		return claimant{}
	}
	if j := v.next(noun); v.is(j, lang.By|lang.From|lang.Of) {
		if a, b := v.nominal(v.next(j), s.last); a < b && b < k && v.giving(a, b) && !v.holdsCause(a, b) {
			return v.resolved(a, b, cast, byGiving)
		}
		return claimant{}
	}
	if c.sentence == 0 || noun == s.first || !v.is(s.first, lang.The|lang.These) {
		return claimant{}
	}
	var maker *sitrep.Claim
	for _, claim := range cl.in(c.sentence - 1) {
		switch {
		case claim.Speaker == "" || claim.SpeakerKind == sitrep.Nobody:
		case maker != nil && maker.Speaker != claim.Speaker:
			return claimant{} // either of two
		default:
			maker = claim
		}
	}
	if maker == nil {
		return claimant{}
	}
	return claimant{name: maker.Speaker, kind: maker.SpeakerKind, actor: maker.Actor, how: byClaim, sure: maker.Confidence, hedged: out.hedged}
}

// themselves reports whether a pronoun that speaks was taken for the very people counted ("They found that 61 patients had
// died") or for what killed them.
func (v *layer) themselves(out *claimant, c *candidate) bool {
	at := v.tokens(out.source)
	if out.actor != "" || at[1]-at[0] != 1 || v.d.Language.Actors.Pronouns[v.d.Lower(at[0])] == "" {
		return false
	}
	name := strings.ToLower(string(out.name))
	first, _, _ := strings.Cut(name, " ")
	return v.l.Words[first].Parts.Has(lang.Cause) || c.n.head >= 0 && len(name) > 0 && strings.HasSuffix(name, v.d.Lower(c.n.last-1))
}

// shown is whose records or figures a count is said to stand in: "police records show that 45 were killed".
func (v *layer) shown(c *candidate, s *scope, cast *actor.Cast) claimant {
	for k, n := v.prev(min(c.opens, c.first)), 0; k > s.first && n < 12 && !v.punct(k); k, n = v.prev(k), n+1 {
		head := v.prev(k)
		if !v.sense(k, lang.Showing) || head < s.first || !v.is(head, lang.Record|lang.Tally) || v.is(head, lang.ReportsWord) {
			continue
		}
		from := head
		for from > s.first && !v.punct(from-1) && v.part(from-1)&(lang.Prep|lang.Sub|lang.Be|lang.Have|lang.Say|lang.Conj) == 0 && !v.inside[from-1] {
			from--
		}
		for j := from; j < head; j++ {
			if v.sense(j, lang.Issuing) || v.d.Tokens[j].Shape == text.Upper || v.d.Tokens[j].Shape == text.Title && j > s.first {
				return v.resolved(from, head+1, cast, byGiving)
			}
		}
		break
	}
	return claimant{}
}

// semicolon reports whether one stands between two tokens.
func (v *layer) semicolon(a, b int) bool {
	for k := a; k < b; k++ {
		if v.d.Tokens[k].Lower == ";" {
			return true
		}
	}
	return false
}

// compared reports whether a word that sets counts against each other stands between two tokens: "compared with".
func (v *layer) compared(a, b int) bool {
	for k := a; k < b; k++ {
		if v.part(k).Has(lang.Contrast) && v.part(k).Has(lang.Conj) {
			return true
		}
	}
	return false
}

// spoke reports whether a verb of speech stands between two tokens, or a word that sets one against the other.
func (v *layer) spoke(a, b int) bool {
	for k := a; k < b; k++ {
		if v.part(k).Has(lang.Say | lang.Contrast) {
			return true
		}
	}
	return false
}

// placed reports whether a name is that of a place of the sentence.
func (v *layer) placed(name string, s *scope) bool {
	for _, p := range s.places {
		if name != "" && string(v.phrase(p[0], p[1])) == name {
			return true
		}
	}
	return false
}

// spare takes what is cited and is nobody for no claimant: who cites "preliminary data" gives the figure.
func (v *layer) spare(out *claimant, s *scope, cast *actor.Cast) {
	record := func(w sitrep.Words) bool {
		words := strings.Fields(strings.ToLower(string(w)))
		return len(words) > 0 && v.l.Roles[words[len(words)-1]]&lang.Record != 0
	}
	if at := v.tokens(out.source); at[0] < at[1] && v.part(at[1]).Has(lang.Say) && v.is(at[1], lang.ReportsWord) && out.via != "" && out.actor == "" && v.is(at[0]-1, lang.Citing) {
		out.name += " " + sitrep.Words(v.d.Lower(at[1])) // "citing intelligence reports"
	}
	switch {
	case out.via == "":
	case record(out.via):
		out.via = ""
	case record(out.name) && out.actor == "":
		at := v.tokens(v.standing(string(out.via), s))
		if at[0] >= at[1] {
			return
		}
		who := v.resolved(at[0], at[1], cast, byClaim)
		out.name, out.kind, out.actor, out.source, out.via = who.name, who.kind, who.actor, who.source, ""
	}
}

// standing is where words stand in the sentence; empty when they do not stand there.
func (v *layer) standing(w string, s *scope) sitrep.Span {
	in := v.d.Span(s.first, s.last)
	at := strings.Index(v.d.Slice(in), w)
	if at < 0 || w == "" {
		return sitrep.Span{}
	}
	return sitrep.Span{Start: in.Start + at, End: in.Start + at + len(w)}
}

// harms reports whether what a claim takes for its speaker is what did the harm: "the blaze claimed
// four lives".
func (v *layer) harms(f *candidate, c *sitrep.Claim) bool {
	at := v.tokens(c.Source[0])
	if len(c.Cue) > 0 {
		// whatever claims lives says nothing
		cue := v.tokens(c.Cue[0])
		if v.is(cue[1]-1, lang.ClaimsWord) && v.takes(cue[1]-1, v.d.Sentences[f.sentence].Last) {
			return true
		}
	}
	if at[0] >= at[1] || !v.part(at[1]-1).Has(lang.Cause|lang.Thing) || v.part(at[1]-1).Has(lang.Source|lang.People) || len(c.Cue) == 0 {
		return false
	}
	cue := v.tokens(c.Cue[0])
	return v.part(cue[0]).Has(lang.Cause | lang.Taking | lang.Measured | lang.NoPlace)
}

// self reports whether a claim's cue is the figure's own word ("the flood claimed the lives of"), or its
// speaker those counted.
func (v *layer) self(c *candidate, claim *sitrep.Claim) bool {
	if c.at >= 0 && c.how == byBefore && len(claim.Cue) > 0 && claim.Cue[0].Overlaps(v.d.Span(c.at, c.atEnd)) {
		return true
	}
	return claim.Source[0].Overlaps(v.d.Span(c.first, c.last))
}

// held reports whether a preposition of place stands before a claim's source, which then only says where
// the speaker is: "an official at the office in Oro said".
func (v *layer) held(c *sitrep.Claim) bool {
	at := v.tokens(c.Source[0])
	if at[0] >= at[1] || at[0] == 0 || len(c.Cue) == 0 || c.Cue[0].Start < c.Source[0].Start {
		return false
	}
	if id := v.number[at[0]]; id != 0 || v.inside[at[0]] {
		// "results at more than 40 clinics in Oro found"
		k := at[0]
		for k > 0 && v.inside[k-1] {
			k--
		}
		return k > 0 && v.part(k-1).Has(lang.Prep) && v.is(k-1, lang.Holds|lang.At|lang.Of|lang.From)
	}
	return v.is(at[0]-1, lang.Holds|lang.At) && v.d.Tokens[at[0]].Shape != text.Lower
}

// topic reports whether a claim is a headline's label that names nobody who speaks: "Montreal: two killed in crash" says where,
// "Harbour Digest: two killed in crash" in what, "Ann Roe: the skier who lost two brothers" of whom. A country speaks where
// another is spoken of.
func (v *layer) topic(c *sitrep.Claim) bool {
	if len(c.Cue) != 1 || len(c.Source) != 1 || v.d.Slice(c.Cue[0]) != ":" {
		return false
	}
	at := v.tokens(c.Source[0])
	switch {
	case at[0] >= at[1]:
		return false
	case v.d.In == sitrep.InTitle && v.is(at[1]-1, lang.VictimsWord|lang.Victims):
		return true // "Oro fire victims: 12 named": of whom
	case v.part(at[1] - 1).Has(lang.Source | lang.One | lang.Many):
		return false
	case c.SpeakerKind == sitrep.Anonymous && c.Actor == "":
		return true
	case v.l.Free, v.d.In != sitrep.InTitle, c.Source[0].Start > c.Cue[0].Start:
		return false
	}
	words, _ := v.d.Language.Actors.CountryAt(v.d.Lower, at[0])
	if words != at[1]-at[0] {
		return c.Actor == ""
	}
	for k := at[1]; k < len(v.words); k++ {
		if n, _ := v.d.Language.Actors.CountryAt(v.d.Lower, k); n > 0 {
			return false
		}
	}
	return true
}

// owns reports whether the verb at token k claims a deed and no count: "The group claims the bombing that killed 12",
// "claimed responsibility for an attack that killed 12".
func (v *layer) owns(k, last int) bool {
	if !v.is(k, lang.ClaimsWord) {
		return false
	}
	for j := k + 1; j < min(last, k+farDeed) && !v.punct(j); j++ {
		w := v.part(j)
		switch {
		case v.sense(j, lang.Owning), w.Has(lang.Cause) && !v.part(j+1).Has(lang.Cause|lang.Do|lang.Done|lang.Be|lang.Have|lang.Fell|lang.Modal):
			return true
		case w.Has(lang.Be|lang.Have|lang.Do|lang.Done|lang.Fell|lang.Modal|lang.Sub|lang.Rel|lang.Say) || v.is(j, lang.That):
			return false
		}
	}
	return false
}

// farDeed is how far behind its verb, in words, a deed somebody claims may be named.
const farDeed = 8

// accused reports whether a claim's cue is a passive told of its subject, who gives nothing: "a rancher is charged
// with", "was accused of". "Was quoted as saying" is another matter.
func (v *layer) accused(c *sitrep.Claim) bool {
	if len(c.Cue) == 0 || len(c.Source) == 0 || c.Source[0].Start > c.Cue[0].Start {
		return false
	}
	at := v.tokens(c.Cue[0])
	for k, n := at[0], 0; k >= 0 && n < 4; k, n = k-1, n+1 {
		if v.width[k] > 0 {
			if int(v.width[k]) > at[0]-k && v.width[k] > 1 && v.part(k).Has(lang.Hedge) && !v.part(k).Has(lang.Say) {
				return true // "the enemy is said to have had 400 killed"
			}
			break
		}
	}
	if who := v.tokens(c.Source[0]); who[0] < who[1] && v.is(who[1]-1, lang.A) {
		return true // "an alleged attack"
	}
	be := false
	for k := at[0]; k < at[1]; k++ {
		switch {
		case v.l.Lexemes[v.own[k]].Parts.Has(lang.Charged) && v.part(k+1).Has(lang.Prep):
			return true // "mother accused of", "man charged with"
		case v.is(k, lang.Quoted) || v.is(k, lang.Saying):
			return false
		case v.l.Lexemes[v.own[k]].Parts.Has(lang.Be):
			be = true
		case be && v.l.Ends(v.d.Lower(k), v.l.Pasts):
			return true
		}
	}
	for k := at[1]; k < at[1]+farGuilty; k++ { // "the jury found the two men guilty of": a verdict counts nobody
		if k < len(v.own) && v.l.Lexemes[v.own[k]].Parts.Has(lang.Charged) && v.part(k+1).Has(lang.Prep) {
			return true
		}
	}
	return false
}

// farGuilty is how far behind its verb, in words, a verdict may say that somebody is guilty.
const farGuilty = 5

// unsure reports whether a claim without a verb of speech, a label or "according to" is too unsure to give a figure.
func (v *layer) unsure(c *sitrep.Claim) bool {
	if v.l.Free {
		return false // where the order of words is free, claims are read by grammar and know their verbs
	}
	if len(c.Source) > 0 && len(c.Cue) > 0 {
		if k := v.d.TokenAt(c.Source[0].Start); k > 0 && v.is(k-1, lang.With) && v.l.Ends(v.d.Lower(v.d.TokenAt(c.Cue[0].Start)), v.l.Participles) {
			return false // "with a local official confirming that"
		}
		if end := v.d.TokenAt(c.Cue[0].End - 1); c.Content[len(c.Content)-1].End <= c.Source[0].Start && c.Source[0].End <= c.Cue[0].Start && v.ended(end+1) {
			return false // "..., the ministry announces"
		}
	}
	if c.Confidence >= leastSurer && v.voiced(c) {
		return false
	}
	for _, cue := range c.Cue {
		at := v.tokens(cue)
		for k := at[0]; k < at[1]; k++ {
			if v.l.Lexemes[v.own[k]].Parts.Has(lang.Say|lang.Give) || v.part(k).Has(lang.Say|lang.Give) || v.punct(k) {
				return false
			}
		}
	}
	return true
}

// pictured reports whether what a claim takes for its speaker are pictures, whoever is seen in them: "photos show the captain before
// the wreck that killed 12".
func (v *layer) pictured(c *sitrep.Claim) bool {
	if len(c.Source) == 0 {
		return false
	}
	at := v.tokens(c.Source[0])
	return at[0] < at[1] && v.sense(at[1]-1, lang.Picturing) && (v.d.Tokens[at[1]-1].Shape != text.Title || at[1]-at[0] == 1)
}

// acquainted reports whether a claim's cue has for its object whom somebody knows: "knows two of the five missing".
func (v *layer) acquainted(c *sitrep.Claim) bool {
	if len(c.Cue) != 1 || v.l.Free {
		return false
	}
	at := v.tokens(c.Cue[0])
	return at[0] < at[1] && v.sense(at[1]-1, lang.Acquaints) && at[1] < len(v.words) && (v.number[at[1]] != 0 || v.part(at[1]).Has(lang.Det) && !v.is(at[1], lang.That) && at[1]+1 < len(v.words) && v.number[at[1]+1] != 0)
}

// voiced reports whether a claim is told by a verb of saying, thinking or showing, or as an accusation or the like: not by
// what somebody does or wishes ("ordered", "described", "wants"), unless "that" follows.
func (v *layer) voiced(c *sitrep.Claim) bool {
	if c.Kind != sitrep.Statement || len(c.Cue) == 0 {
		return true
	}
	for _, cue := range c.Cue {
		at := v.tokens(cue)
		for k := at[0]; k < at[1]; k++ {
			switch v.d.Language.Claims.Words[v.d.Lower(k)] {
			case lang.SayVerb, lang.TellVerb, lang.ThinkVerb, lang.ShowVerb:
				if to := v.is(k+1, lang.To) && !v.part(k+2).Has(lang.Have); !to && !v.sense(k, lang.Wish) {
					return true // not "continued to"
				}
			}
		}
	}
	k := v.d.TokenAt(c.Cue[len(c.Cue)-1].End-1) + 1
	return v.is(k, lang.That)
}

// ended reports whether nothing but marks stands from token k to the sentence's end.
func (v *layer) ended(k int) bool {
	for s := v.d.SentenceOf(k - 1); k < v.d.Sentences[s].Last; k++ {
		if !v.punct(k) {
			return false
		}
	}
	return true
}

// tallies reports whether what a claim takes for its speaker is the count itself: "114, a number reported by".
func (v *layer) tallies(c *sitrep.Claim) bool {
	if len(c.Source) == 0 {
		return false
	}
	at := v.tokens(c.Source[0])
	return at[0] < at[1] && v.is(at[1]-1, lang.Tally) && c.Actor == ""
}

// paper is who gives a figure where what a claim takes for its speaker is a count or what it is written in: "figures released by the
// ministry" are the ministry's, "the number of dead" and "an earlier toll from the strike on Oro" are nobody's.
func (v *layer) paper(c *sitrep.Claim, s *scope, cast *actor.Cast) (by claimant, paper bool) {
	at := v.tokens(c.Source[0])
	if at[0] >= at[1] {
		return claimant{}, false
	}
	written := func(k int) bool { return v.is(k, lang.Tally|lang.Record) || v.part(k).Has(lang.Toll) }
	nobody := claimant{kind: sitrep.Nobody}
	before := at[0] - 1
	for before > s.first && v.d.Tokens[before].Shape == text.Title {
		before--
	}
	for k, n := before, 0; k >= s.first && n < 12 && (v.part(before).Has(lang.Prep) || v.is(before, lang.Of)); k, n = k-1, n+1 {
		if v.punct(k) || v.part(k).Has(lang.Say|lang.Be|lang.Have|lang.Sub|lang.Rel) {
			break
		}
		if written(k) && len(c.Cue) > 0 && c.Cue[0].Start >= c.Source[0].End {
			return nobody, true // the speaker is where it happened
		}
	}
	head := -1
	for k := at[0]; k < at[1] && head < 0; k = v.next(k) {
		if w := v.part(k); w.Has(lang.Prep|lang.Source) || v.d.Tokens[k].Shape == text.Title && k > at[0] {
			break // "an official of the data office", "media reports"
		}
		if end := v.next(k); written(k) && (end >= at[1] || v.part(end).Has(lang.Prep) || v.is(end, lang.By|lang.From|lang.Of) || v.l.Ends(v.d.Lower(end), v.l.Pasts)) {
			head = end
		}
	}
	if head < 0 {
		return claimant{}, false
	}
	for k := at[0]; k < v.prev(head); k = v.next(k) {
		if v.sense(k, lang.Issuing) && !v.is(v.prev(head), lang.ReportsWord) && (head >= at[1] || !v.is(head, lang.Of)) {
			return claimant{}, false // "government data", "police records" say whose they are
		}
	}
	for k := head; k < at[1] && v.is(head, lang.Of); k++ {
		if v.part(k).Has(lang.Source) || v.people(k, lang.People) > 1 {
			return claimant{}, false // "a number of residents in the town"
		}
	}
	for k := head; k <= at[1] && k < s.last; k = v.next(k) {
		if !v.is(k, lang.By|lang.From) {
			continue
		}
		if a, b := v.nominal(v.next(k), s.last); a < b && v.giving(a, b) && !v.holdsCause(a, b) {
			return v.resolved(a, b, cast, byGiving), true
		}
	}
	return nobody, true
}

// inverted reports whether what a claim takes for its speaker is held by a preposition or a participle and somebody
// described stands behind the cue: "bombings targeting the shrine said the Observatory, an independent group",
// a comma lost before "said".
func (v *layer) inverted(c *sitrep.Claim) bool {
	if len(c.Source) == 0 || len(c.Cue) == 0 || c.Source[0].End > c.Cue[0].Start {
		return false
	}
	at, cue := v.tokens(c.Source[0]), v.tokens(c.Cue[0])
	if at[0] == 0 || cue[1] >= len(v.words) || v.is(cue[1]-1, lang.Told) || !v.part(at[0]-1).Has(lang.Prep) && !v.l.Ends(v.d.Lower(at[0]-1), v.l.Participles) {
		return false
	}
	_, to, ok := v.mentionFrom(cue[1], len(v.words))
	return ok && v.described(to, len(v.words))
}

// meanwhile reports whether a headline tells the figure in a clause of time behind what somebody says or does, which
// is the paper's own: "President calls for calm as 12 die in riots".
func (v *layer) meanwhile(c *candidate, claim *sitrep.Claim) bool {
	if v.d.In != sitrep.InTitle && !v.standfirst(c.sentence) || len(claim.Cue) == 0 || len(claim.Source) == 0 || v.d.Slice(claim.Cue[0]) == ":" {
		return false
	}
	cue := v.d.TokenAt(claim.Cue[0].End - 1)
	for k := c.at; c.how == byToll && k > cue && k > c.at-6; k-- {
		if v.d.Tokens[k].Lower == "," {
			return true // "President admits errors, death toll passes 16,000"
		}
	}
	for k := cue + 1; k < min(c.first, max(c.at, c.first)); k++ {
		if v.is(k, lang.As) && !v.inside[k] && v.part(k).Has(lang.Sub) && !v.part(v.next(k)).Has(lang.Prep) && k != c.first-1 || v.is(k, lang.As) && k == c.first-1 && c.at > c.last {
			return true
		}
	}
	return false
}

// standfirst reports whether a sentence is the line that some papers set above a text: the first, with no full stop.
func (v *layer) standfirst(sentence int) bool {
	s := &v.d.Sentences[sentence]
	return sentence == 0 && s.Last < len(v.d.Tokens) && s.Last > s.First && v.d.Tokens[s.Last].Line && !v.punct(s.Last-1)
}

// mentioned names the speaker as the claim's own sentence does, where the fullest name is much
// longer and the registry ties the two ("the Observatory").
func (v *layer) mentioned(out *claimant, c *sitrep.Claim, cast *actor.Cast) {
	if cast == nil || len(c.Source) == 0 || out.actor == "" {
		return
	}
	at := v.tokens(c.Source[0])
	if ref := cast.Resolve(v.d, at[0], at[1]); ref.Here != "" && ref.Actor == out.actor && !alike(string(ref.Here), string(out.name)) {
		out.name = ref.Here
	}
}

// alike reports whether two names share at least half of their words.
func alike(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	same := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			same++
		}
	}
	return 4*same >= len(x)+len(y)
}

// shares reports whether two names have a word of more than three letters in common.
func shares(a, b string) bool {
	y := strings.Fields(strings.ToLower(b))
	for _, w := range strings.Fields(strings.ToLower(a)) {
		if w = strings.TrimRight(w, ",.'’s"); len(w) > 3 && slices.ContainsFunc(y, func(o string) bool { return strings.HasPrefix(o, w) }) {
			return true
		}
	}
	return false
}

// tail is who gives the figures of a headline at its end: "Blast kills 19: monitor", with or
// without the colon. "Reports" there is nobody, and hedges.
func (v *layer) tail(c *candidate, s *scope, cast *actor.Cast) claimant {
	end := c.n.end
	for end < s.last && !v.breaks[end] {
		if v.part(end).Has(lang.Say) && !v.is(end, lang.ReportsWord) {
			return claimant{}
		}
		end++
	}
	headed := end < s.last || v.d.In == sitrep.InTitle || v.d.Headline
	for end > c.n.end && v.punct(end-1) {
		end--
	}
	k := v.prev(end)
	if k <= c.at || k < c.n.end {
		return claimant{}
	}
	before := v.prev(k)
	mark := v.punct(before) && strings.Contains(":-–—", v.d.Tokens[before].Lower)
	titled := v.d.Tokens[k].Shape == text.Title || v.d.Tokens[k].Shape == text.Upper
	switch {
	case !mark && (!headed && !titled || v.part(before).Has(lang.Prep|lang.Det|lang.Conj|lang.Be|lang.Do|lang.Done) || v.punct(before)):
		return claimant{}
	case v.is(k, lang.ReportsWord):
		return claimant{hedged: true, kind: sitrep.Nobody, how: byHeadline}
	case !mark && !headed && v.heldName(before):
		return claimant{} // "were rescued by the Greek Coast Guard"
	case !v.part(k).Has(lang.Source):
		return claimant{}
	}
	if colon := v.lastMark(k, c); colon >= 0 {
		k = colon + 1
	}
	out := claimant{name: v.phrase(k, end), kind: sitrep.Anonymous, how: byHeadline, source: v.d.Span(k, end)}
	if cast != nil {
		if ref := cast.Resolve(v.d, k, end); ref.Actor != "" && ref.In == v.d.In && ref.First >= k {
			out.kind, out.actor = ref.Kind, ref.Actor
		}
	}
	return out
}

// heldName reports whether the capitalised words that end at token k stand behind a preposition or an article.
func (v *layer) heldName(k int) bool {
	for n := 0; k > 0 && n < 6 && (v.d.Tokens[k].Shape == text.Title || v.d.Tokens[k].Shape == text.Upper); n++ {
		k = v.prev(k)
	}
	return v.part(k).Has(lang.Prep | lang.Det)
}

// label is who gives the figures of a headline at its head: "Police: 12 dead". A country or its capital
// there says as often where.
func (v *layer) label(c *candidate, s *scope, cast *actor.Cast) claimant {
	if cast == nil || v.d.In != sitrep.InTitle && !v.d.Headline && s.first > 0 {
		return claimant{}
	}
	start := s.first
	for start < c.first && (v.breaks[start] || v.inside[start] || v.d.Tokens[start].Kind == text.Number || v.punct(start)) {
		start++ // the day it was published
	}
	colon := start
	for colon < c.first && v.d.Tokens[colon].Lower != ":" {
		if colon > start+6 || v.inside[colon] || v.part(colon).Has(lang.Cause|lang.Measured|lang.Prep|lang.Be) {
			return claimant{}
		}
		colon++
	}
	if colon >= c.first || colon == start || c.at >= 0 && c.at < colon {
		return claimant{}
	}
	if words, _ := v.d.Language.Actors.CountryAt(v.d.Lower, start); words == colon-start {
		return claimant{}
	}
	out := v.resolved(start, colon, cast, byHeadline)
	if out.actor == "" && !v.part(v.prev(colon)).Has(lang.Source) {
		return claimant{}
	}
	return out
}

// lastMark is the mark that parts a headline's tail of a few words ending at token k from what it
// gives, -1 when there is none.
func (v *layer) lastMark(k int, c *candidate) int {
	for j := v.prev(k); j >= max(c.n.end, c.atEnd) && j > k-7; j = v.prev(j) {
		if strings.Contains(":–—", v.d.Tokens[j].Lower) {
			return j
		}
		if v.punct(j) && !v.quoteMark(j) || v.part(j).Has(lang.Be|lang.Have|lang.Say|lang.Done|lang.Do) {
			return -1
		}
	}
	return -1
}

// around is the innermost claim whose content holds the beginning of a span of a sentence; nil when there is none.
func (cl *claims) around(sentence int, span sitrep.Span) *sitrep.Claim {
	var best *sitrep.Claim
	size := 0
	for _, claim := range cl.in(sentence) {
		for _, content := range claim.Content {
			if content.Start <= span.Start && span.Start < content.End {
				n := content.Len()
				if best == nil || n < size && !colon(claim, best) || colon(best, claim) || n == size && best.Speaker == "" {
					best, size = claim, n
				}
				break
			}
		}
	}
	return best
}

// colon reports whether a claim is a headline's or dateline's label and another is told by a verb: "Seoul: … have
// suffered 40 casualties, the spy agency said" is the agency's.
func colon(label, told *sitrep.Claim) bool {
	mark := func(c *sitrep.Claim) bool { return len(c.Cue) == 1 && c.Cue[0].Len() == 1 }
	return mark(label) && !mark(told) && len(told.Source) > 0
}
