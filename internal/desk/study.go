package desk

import (
	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/ledger"
)

// Study hands on what briefs measure of a story's sentences, and of pairs of them: see brief.Study.
func (c *Case) Study(s sitrep.Story, sentence func(at sitrep.Citation, inputs []float32), pairs [][2]sitrep.Citation, pair func(n int, inputs []float32)) {
	brief.Study(c.briefInput(s, 0), sentence, pairs, pair)
}

// StudyCourses hands on what briefs measure of a sentence beside those told before it: see brief.StudyCourses.
func (c *Case) StudyCourses(s sitrep.Story, courses [][]sitrep.Citation, of func(course []sitrep.Citation) bool, each func(course, place int, inputs []float32)) {
	brief.StudyCourses(c.briefInput(s, 0), courses, of, each)
}

// StudyFigures hands on what the ledger measures of pairs of a story's figures: see ledger.Study.
func (c *Case) StudyFigures(s sitrep.Story, wanted func(sitrep.Citation) bool, pair func(a, b *sitrep.Figure, inputs []float32)) {
	ledger.Study(c.ledgerInput(s, c.Readings(s)), wanted, pair)
}

// Incidents numbers the incidents of a story's figures as a judge sees them: see ledger.Incidents.
func (c *Case) Incidents(s sitrep.Story, judge ledger.Judge) map[sitrep.Citation]int {
	return ledger.Incidents(c.ledgerInput(s, c.Readings(s)), judge)
}
