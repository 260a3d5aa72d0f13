package actor

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Label says whom the label of a turn in a transcript means, tokens [first, last) at the head of a line: "MR.
// KIRBY:", "THE WITNESS:", "THE COURT (Judge Karlsen):", "A.". A label is short because the reader has been told
// before, at the head of the transcript or at its first use, who is who. It reports false where no words tell.
func (c *Cast) Label(d *text.Doc, first, last int) (Ref, bool) {
	r := c.reader(d)
	if r == nil || first < 0 || last > len(d.Tokens) || first >= last {
		return Ref{}, false
	}
	doc := 0
	if c.docs[1] == d {
		doc = 1
	}
	words := r.labelWords(first, last)
	if len(words) == 0 {
		return Ref{}, false
	}
	k := c.labelOf(doc, words)
	if k == nil {
		return Ref{}, false
	}
	if k.named != none {
		return c.ref(k.named, 0.85), true
	}
	if at := c.byDuty(doc, first, words, k); at != none {
		return c.ref(at, 0.75), true
	}
	if at := k.initials; at != none && d.Tokens[first].Shape == text.Upper {
		return c.ref(at, 0.75), true
	}
	return Ref{}, false
}

// labelKey is a label of one of the texts, by its words.
type labelKey struct {
	doc   int
	words string
}

// labelled is what is known of a label: whom the whole text names for it and whose initials it is, and whom the names up to
// the next one give it as duty.
type labelled struct {
	named, initials int
	next            int
	duty            [2]int
}

// longTalk is how many tokens are looked through for the labels of a text: enough for thousands of them in a transcript of
// hours. What is not looked for is not known.
const longTalk = 1 << 28

// labelOf finds once for all turns under a label who it is; nil where the text has labels without end.
func (c *Cast) labelOf(doc int, words []string) *labelled {
	key := labelKey{doc, strings.Join(words, " ")}
	if k := c.labels[key]; k != nil {
		return k
	}
	if len(c.labels)*len(c.readers[doc].d.Tokens) > longTalk {
		return nil
	}
	if c.labels == nil {
		c.labels = map[labelKey]*labelled{}
	}
	k := &labelled{named: none, initials: c.byInitials(words), duty: [2]int{none, none}}
	c.labels[key] = k
	for _, find := range []func(int, []string) int{c.inBrackets, c.bySurname, c.byTitle, c.inHead, c.asBench, c.asExamined} {
		if k.named = find(doc, words); k.named != none {
			break
		}
	}
	return k
}

// byInitials is the one person whose name has a label's letters as initials: "RT:" for Ruben Tal.
func (c *Cast) byInitials(words []string) int {
	if len(words) != 1 || len(words[0]) < 2 || len(words[0]) > 4 {
		return none
	}
	found, ok := none, true
	for at := range c.beings {
		b := &c.beings[at]
		if c.person(at) == none || b.unnamed || b.words < 2 || initials(b.key) != words[0] {
			continue
		}
		if found, ok = sole(found, at); !ok {
			return none
		}
	}
	return found
}

// byDuty is the one person whom a list before the label at token first gives the label's words as duty: "On duty:
// Pema Lhamo (base). Team leader on the glacier: Tashi Norbu", "Anna Berg, coast guard;". Labels are asked for in the order
// of the text.
func (c *Cast) byDuty(doc, first int, words []string, k *labelled) int {
	r := c.readers[doc]
	for ; k.next < len(r.names) && r.names[k.next].Last < first && k.duty[1] == none; k.next++ {
		n := r.names[k.next]
		if at := c.person(c.nameBeing[doc][k.next]); at != none && at != k.duty[0] && n.Last-n.First > 1 && (r.duty(n.Last, words) || r.dutyBefore(n.First, words)) {
			if k.duty[0] != none {
				k.duty[1] = at
			} else {
				k.duty[0] = at
			}
		}
	}
	if k.duty[1] != none {
		return none
	}
	return k.duty[0]
}

// duty reports whether a label's words are all that stands in brackets, or between marks, behind a name that ends
// at token i.
func (r *reader) duty(i int, words []string) bool {
	if open := r.d.Raw(i); open != "(" && open != "," {
		return false
	}
	i++
	for i < len(r.d.Tokens) && r.role(i) == lang.Definite {
		i++
	}
	for _, w := range words {
		if strings.TrimSuffix(r.d.Lower(i), ".") != w {
			return false
		}
		i++
	}
	switch r.d.Raw(i) {
	case ")", ";", ".", "":
		return true
	}
	return i < len(r.d.Tokens) && r.d.Tokens[i].Line
}

// dutyBefore reports whether a label's words open what stands before the colon that a name at token i follows.
func (r *reader) dutyBefore(i int, words []string) bool {
	for i > 0 && (r.lex[i-1].Has(lang.TitleMark) || r.d.Raw(i-1) == ".") && r.d.Raw(i-1) != ":" {
		i--
	}
	if i == 0 || r.d.Raw(i-1) != ":" {
		return false
	}
	from := i - 1
	for from > 0 && i-from < labelReach && !r.d.Tokens[from].Line {
		if m := r.d.Raw(from - 1); m == "." || m == ";" || m == "," || m == ":" || m == ")" {
			break
		}
		from--
	}
	for from < i && r.role(from) == lang.Definite {
		from++
	}
	for k, w := range words {
		if from+k >= i-1 || r.d.Lower(from+k) != w {
			return false
		}
	}
	return true
}

// labelWords are the words of a label in lower case without its article, marks and what stands in brackets.
func (r *reader) labelWords(first, last int) []string {
	var words []string
	for i := first; i < last; i++ {
		t := &r.d.Tokens[i]
		if r.d.Raw(i) == "(" {
			break
		}
		if t.Kind != text.Word || r.role(i) == lang.Definite {
			continue
		}
		words = append(words, strings.TrimSuffix(t.Lower, "."))
	}
	return words
}

// opens reports whether words stand at token i as a label does, and where they end: at the head of a line, and a
// colon or a bracket behind.
func (r *reader) opens(i int, words []string) (int, bool) {
	if i > 0 && !r.d.Tokens[i].Line {
		return 0, false
	}
	k := i
	for k < len(r.d.Tokens) && r.role(k) == lang.Definite {
		k++
	}
	for _, w := range words {
		if strings.TrimSuffix(r.d.Lower(k), ".") != w {
			return 0, false
		}
		if k++; r.d.Raw(k) == "." {
			k++
		}
	}
	return k, true
}

// inBrackets is who the brackets behind a label name, wherever it first stands with them.
func (c *Cast) inBrackets(doc int, words []string) int {
	r := c.readers[doc]
	for i := range r.d.Tokens {
		end, ok := r.opens(i, words)
		if !ok || r.d.Raw(end) != "(" {
			continue
		}
		for j := end + 1; j < len(r.d.Tokens) && r.d.Raw(j) != ")" && !r.d.Tokens[j].Line; j++ {
			if at := r.nameAt[j]; at > 0 && !r.names[at-1].Country {
				return c.person(c.nameBeing[doc][at-1])
			}
		}
	}
	return none
}

// person is a being if it is, or may be, a person; else none.
func (c *Cast) person(at int) int {
	if at == none || c.beings[at].sort == aBody || c.beings[at].sort == aState || c.beings[at].plural {
		return none
	}
	return at
}

// bySurname is the one person whose name ends in a label's last word: "PRIME MINISTER OKEKE".
func (c *Cast) bySurname(_ int, words []string) int {
	found, last := none, words[len(words)-1]
	for at := range c.beings {
		b := &c.beings[at]
		if c.person(at) == none || b.unnamed || b.words < 2 || c.isLabel(b) {
			continue // a label is no full name: "CDR ORTEGA:"
		}
		if b.key != last && !strings.HasSuffix(b.key, " "+Fold(last)) {
			continue
		}
		if found != none {
			return none // two of a name
		}
		found = at
	}
	return found
}

// isLabel reports whether a being's fullest name is itself the label of a turn.
func (c *Cast) isLabel(b *being) bool {
	r := c.readers[b.doc]
	return r != nil && b.last < len(r.d.Tokens) && r.d.Tokens[b.first].Line && r.d.Raw(b.last) == ":"
}

// byTitle is the one person whom the head of a transcript names with a label's words: "Town hall with Governor
// Marek Osel", "Witness: Patricia Onslow". Whom the talk itself speaks of is not who speaks.
func (c *Cast) byTitle(_ int, words []string) int {
	found, ok := none, true
	for doc, r := range c.readers {
		if r == nil {
			continue
		}
		for i := range r.headEnd() {
			k, same := i, true
			for _, w := range words {
				same = same && r.d.Lower(k) == w
				k++
			}
			if !same {
				continue
			}
			for k < len(r.d.Tokens) && (r.d.Raw(k) == ":" || r.d.Raw(k) == "," || r.lex[k].Has(lang.TitleMark)) {
				k++
			}
			if k >= len(r.d.Tokens) || r.nameAt[k] == 0 {
				continue
			}
			at := c.person(c.nameBeing[doc][r.nameAt[k]-1])
			if found, ok = sole(found, at); !ok {
				return none
			}
		}
	}
	return found
}

// inHead is the one person of whom what stands before a label's first turn says that he or she is what the label says:
// "Ines Calder, governor of the bank, on rates", "the Secretary of the league, Rolf Hane".
func (c *Cast) inHead(doc int, words []string) int {
	r := c.readers[doc]
	found, ok := none, true
	for i := range r.names {
		n := r.names[i]
		if i > headNames || r.firstTurn(n.First, words) {
			break
		}
		at := c.person(c.nameBeing[doc][i])
		if n.Last-n.First < 2 || !r.saidBehind(n.Last, words) && !r.saidBefore(n.First, words) {
			continue
		}
		if found, ok = sole(found, at); !ok {
			return none
		}
	}
	return found
}

// sole is the one found so far and one more: nobody comes of two, and ok is false.
func sole(found, at int) (one int, ok bool) {
	switch {
	case at == none || at == found:
		return found, true
	case found != none:
		return none, false
	}
	return at, true
}

// headNames is how many names the head of a transcript may have.
const headNames = 40

// firstTurn reports whether a turn under a label begins in the lines that end before token i.
func (r *reader) firstTurn(i int, words []string) bool {
	for k := range i {
		if end, ok := r.opens(k, words); ok && r.d.Raw(end) == ":" {
			return true
		}
	}
	return false
}

// saidBehind reports whether a label's words follow the comma behind a name that ends at token i.
func (r *reader) saidBehind(i int, words []string) bool {
	if r.d.Raw(i) != "," {
		return false
	}
	for i++; i < len(r.d.Tokens) && (r.role(i) == lang.Definite || r.role(i) == lang.Indefinite); i++ {
	}
	for k, w := range words {
		if r.d.Lower(i+k) != w {
			return false
		}
	}
	return true
}

// saidBefore reports whether a label's words, and at most whose office it is, stand in front of the comma before a name
// at token i.
func (r *reader) saidBefore(i int, words []string) bool {
	if i < 2 || r.d.Raw(i-1) != "," {
		return false
	}
	for from := i - 2; from >= 0 && i-from < labelReach && r.d.Tokens[from].Kind == text.Word; from-- {
		same := true
		for k, w := range words {
			same = same && from+k < i-1 && r.d.Lower(from+k) == w
		}
		if end := from + len(words); same && (end == i-1 || r.d.Lower(end) == "of") {
			return true
		}
		if r.d.Tokens[from].Line {
			break
		}
	}
	return false
}

// asBench is the one judge whom a text names, who is "THE COURT" of its transcript.
func (c *Cast) asBench(doc int, words []string) int {
	r := c.readers[doc]
	if len(words) != 1 || words[0] != r.a.Court {
		return none
	}
	found, ok := none, true
	for i, n := range r.names {
		if n.First == 0 || !r.a.Judges.Has(strings.TrimSuffix(r.d.Lower(n.First-1), ".")) && !r.a.Judges.Has(r.d.Lower(n.First)) {
			continue
		}
		at := c.person(c.nameBeing[doc][i])
		if found, ok = sole(found, at); !ok {
			return none
		}
	}
	return found
}

// asExamined is who answers in a transcript of questions and answers: the one whose examination, interview or
// testimony its head says it is.
func (c *Cast) asExamined(doc int, words []string) int {
	r := c.readers[doc]
	if len(words) != 1 || words[0] != r.a.Answer {
		return none
	}
	for i, n := range r.names { // "Lena Ostrow spoke to Felix Baum in her studio"
		if i > 0 && r.role(n.First-1) == lang.Tie && r.introduced(n.Last) { // "Felix Baum of the Herald spoke to Lena Ostrow, the painter"
			if r.a.Talks.Has(r.d.Lower(n.First - 2)) {
				return c.person(c.nameBeing[doc][i])
			}
		}
		if i+1 < len(r.names) && r.a.Talks.Has(r.d.Lower(n.Last)) && r.role(n.Last+1) == lang.Tie && r.person(i+1) && r.names[i+1].First == n.Last+2 && !r.introduced(r.names[i+1].Last) {
			return c.person(c.nameBeing[doc][i])
		}
	}
	for doc, r := range c.readers {
		if r == nil {
			continue
		}
		for i := range r.d.Tokens {
			if !r.a.Examined.Has(r.d.Lower(i)) || r.role(i+1) != lang.Tie && r.role(i+1) != lang.PhraseEnd {
				continue
			}
			for j := i + 2; j < i+6 && j < len(r.d.Tokens); j++ {
				if at := r.nameAt[j]; at > 0 {
					return c.person(c.nameBeing[doc][at-1])
				}
			}
		}
	}
	return none
}

// introduced reports whether a comma at token i begins what somebody is said to be: ", the painter", ", who".
func (r *reader) introduced(i int) bool {
	return r.d.Raw(i) == "," && (r.role(i+1) == lang.Definite || r.role(i+1) == lang.Indefinite || r.d.Lower(i+1) == "who")
}

// turn is who speaks in the turn of a transcript that a spot stands in, and so is nobody's "he": the label that
// opens its line. Where there is none, it is nobody.
func (c *Cast) turn(doc int, s *spot, pronoun string) int {
	if pronoun != "he" && pronoun != "she" {
		return none
	}
	r := c.readers[doc]
	i := s.first
	for i > 0 && !r.d.Tokens[i].Line && i > s.first-turnReach {
		i--
	}
	if !r.d.Tokens[i].Line && i > 0 || r.d.Tokens[i].Shape != text.Upper {
		return none
	}
	end := i
	for end < s.first && end < i+labelReach && r.d.Raw(end) != ":" {
		end++
	}
	if r.d.Raw(end) != ":" {
		return none
	}
	if at := c.bySurname(doc, r.labelWords(i, max(end, i+1))); at != none {
		return at
	}
	for k, _ := r.between(i, end); k < len(r.spots) && r.spots[k].first < end; k++ {
		if t := &r.spots[k]; t.first >= i {
			return t.being
		}
	}
	return none
}

// turnReach is how far back from a word its turn's label is looked for, and labelReach how many tokens a label may have.
const (
	turnReach  = 400
	labelReach = 9
)

// headEnd is where the head of a transcript ends and its first label in capitals begins.
func (r *reader) headEnd() int {
	for i := range r.d.Tokens {
		if t := &r.d.Tokens[i]; i > 0 && !t.Line || t.Shape != text.Upper && t.Shape != text.Single {
			continue
		}
		for k := i; k < i+labelReach && k < len(r.d.Tokens) && (k == i || !r.d.Tokens[k].Line); k++ {
			if r.d.Raw(k) == ":" {
				return i
			}
		}
	}
	return len(r.d.Tokens)
}
