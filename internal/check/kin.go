package check

// kinShare is what a word is worth in whose place a passage has one of kin.
const kinShare = 0.8

// mostKin is the share of a statement that may stand in words of kin where it is borne out or somebody is accused.
const mostKin = 0.4

// kinOf are the words of the reports that are of kin with a term of the statement.
func (s *sentence) kinOf(t term) []int32 {
	if t.name || t.num {
		return nil
	}
	if ids, ok := s.kindred[t.at]; ok {
		return ids
	}
	if s.kindred == nil {
		s.kindred = map[int][]int32{}
	}
	l := s.d.Language
	list := l.Check.Kin.Of(t.word)
	if !t.many {
		list = append(l.Check.Kin.Of(s.low(t.at)), list...)
	}
	out := []int32{}
next:
	for _, v := range list {
		m := meaning(l, v)
		id, ok := s.x.ids[m]
		if !ok || m == t.word {
			continue
		}
		for _, o := range s.x.opposite[t.word] {
			if o == m {
				continue next
			}
		}
		out = append(out, id)
	}
	s.kindred[t.at] = out
	return out
}

// kin is the word of a passage that is of kin with a term of the statement, or "".
func (s *sentence) kin(ps []int32, t term) string {
	for _, id := range s.kinOf(t) {
		for _, p := range ps {
			if s.x.has(p, id) {
				return s.x.spelling[id]
			}
		}
	}
	return ""
}
