package desk

import (
	"sitrep"
	"sitrep/internal/brief"
)

// Study hands on what briefs measure of a story's sentences, and of pairs of them: see brief.Study.
func (c *Case) Study(s sitrep.Story, sentence func(at sitrep.Citation, inputs []float32), pairs [][2]sitrep.Citation, pair func(n int, inputs []float32)) {
	brief.Study(c.briefInput(s, 0), sentence, pairs, pair)
}
