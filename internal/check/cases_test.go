package check_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
)

// Labelled cases are sentences written by somebody who hadn't seen the code, each with the verdict it must get:
// against all of examples/kursk, against one of our test stories, or against some of the Syria reports, which the project
// doesn't hold and which are read beside it where they are there. Score another file of them by
//
//	go test ./internal/check -run TestCases -v -args -cases FILE
var casesFile = flag.String("cases", "", "files of labelled cases to score, parted by commas, instead of those held")

// caseIDs picks some cases by their ids, to look at.
var caseIDs = flag.String("ids", "", "ids of labelled cases to look at, instead of all")

const syria = "../../../shared/input/syria/reports.jsonl"

// caseSets are the files of labelled cases that are held: how many of 100 must have their verdict, and how many false
// sentences may be called supported. They move only by decision. Where the Syria reports are missing, what may be read of
// a set is scored and nothing is held. The fifth blind set, by a fourth author, is against whole inputs, which takes half a minute
// (its open half has 40 right and one false one called supported): -cases testdata/cases-fifth.jsonl, and cases-fifth-closed.jsonl.
// So is the open half of the sixth, by a fifth author (cases-sixth.jsonl), without two of its sentences that repeat a report, and
// the eighth and ninth, by two more, against all Syria reports, each without one sentence (their even ids were not looked at).
var caseSets = []struct {
	name        string
	floor, lost int
}{
	{"open", 88, 2},          // the first blind set, its open half
	{"closed", 84, 3},        // its other half, opened later
	{"second", 89, 1},        // the open half of the second
	{"second-closed", 79, 1}, // its other half, opened later
	{"third", 69, 1},         // the open half of the third, harder than the others
	{"third-closed", 74, 1},  // its other half, opened when all was done
	{"fourth", 70, 1},        // the open half of the fourth
	{"fourth-closed", 54, 1}, // its other half, opened when all was done
	{"mine", 72, 1},          // our own, on a story written beside the rules of the fourth
	{"rail", 65, 1},          // our own, on a story written when those were done
	{"own", 86, 1},           // our own, on the example and on the Syria reports
	{"stories", 75, 2},       // our own, on our test stories and the example
}

type labelled struct {
	ID      string          `json:"id"`
	Against json.RawMessage `json:"against"` // "kursk", a story ("desk/ferry", "check/ferry", "running/maui-fire"), or ids of the Syria reports
	Text    string          `json:"text"`
	Verdict sitrep.Verdict  `json:"verdict"`
	Why     string          `json:"why"`
}

// story is the name of the story a case is checked against, or "" for reports by their ids.
func (c *labelled) story() string {
	var name string
	if json.Unmarshal(c.Against, &name) != nil {
		return ""
	}
	return name
}

// openStory opens the example or one of our test stories.
func openStory(t *testing.T, name string) *desk.Case {
	t.Helper()
	switch folder, story, _ := strings.Cut(name, "/"); folder {
	case "kursk":
		return open(t, readFolder(t, filepath.Join("..", "..", "examples", "kursk")), false)
	case "syria":
		return open(t, readFolder(t, syria), false)
	case "running": // feeds that, like the Syria reports, the project doesn't hold
		return open(t, readFolder(t, filepath.Join("..", "..", "..", "shared", "input", folder, story)), false)
	case "desk":
		return open(t, readFixture(t, filepath.Join("..", "desk", "testdata", "stories", story+".txt")).reports, true)
	case "check":
		return open(t, readFixture(t, filepath.Join("testdata", story+".txt")).reports, true)
	}
	t.Fatalf("no story %s", name)
	return nil
}

// reports are the ids a case is checked against.
func (c *labelled) reports(t *testing.T) []sitrep.ReportID {
	var ids []sitrep.ReportID
	if err := json.Unmarshal(c.Against, &ids); err != nil || len(ids) == 0 {
		t.Fatalf("%s: against %s: %v", c.ID, c.Against, err)
	}
	return ids
}

// untrue reports whether the reports speak against a case, or say nothing of it.
func (c *labelled) untrue() bool {
	return c.Verdict != sitrep.Supported && c.Verdict != sitrep.NotCheckable
}

func readCases(t *testing.T, name string) []labelled {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []labelled
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c labelled
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCases checks each labelled case by itself, as a text of one sentence, through the whole desk.
func TestCases(t *testing.T) {
	k := &casebook{stories: map[string]*desk.Case{}, byID: map[sitrep.ReportID]*sitrep.Report{}}
	if _, err := os.Stat(syria); err == nil {
		for _, r := range readFolder(t, syria) {
			k.byID[r.ID] = r
		}
	}
	if *casesFile != "" {
		for _, name := range strings.Split(*casesFile, ",") {
			k.score(t, name)
		}
		return
	}
	for _, set := range caseSets {
		t.Run(set.name, func(t *testing.T) {
			s := k.score(t, filepath.Join("testdata", "cases-"+set.name+".jsonl"))
			if *caseIDs == "" && s.skipped == 0 && (100*s.right < set.floor*s.all || s.lost > set.lost) {
				t.Errorf("%d of %d right, %d false sentences called supported; the floor is %d in 100, and %d may be", s.right, s.all, s.lost, set.floor, set.lost)
			}
		})
	}
}

// casebook is what cases are checked against, opened once.
type casebook struct {
	stories map[string]*desk.Case
	byID    map[sitrep.ReportID]*sitrep.Report
}

// score counts what was judged right, the false sentences called supported, and the cases whose reports are not here.
type score struct{ right, all, lost, skipped int }

// score checks the cases of a file and logs those that went wrong.
func (k *casebook) score(t *testing.T, name string) (s score) {
	t.Helper()
	confusion := map[sitrep.Verdict]map[sitrep.Verdict]int{}
	wrong := 0
	for _, c := range readCases(t, name) {
		if *caseIDs != "" && !strings.Contains(*caseIDs, c.ID) {
			continue
		}
		story := c.story()
		against := k.stories[story]
		switch {
		case story == "" && len(k.byID) == 0:
			s.skipped++
			continue
		case story == "":
			against = some(t, k.byID, c.reports(t))
		case against == nil:
			against = openStory(t, story)
			k.stories[story] = against
		}
		got := whole(against.Check(c.Text))
		s.all++
		if confusion[c.Verdict] == nil {
			confusion[c.Verdict] = map[sitrep.Verdict]int{}
		}
		confusion[c.Verdict][got.Verdict]++
		if got.Verdict == c.Verdict {
			s.right++
		} else {
			t.Logf("%s %s, not %s: %s (%s)\n%s", c.ID, got.Verdict, c.Verdict, c.Text, c.Why, findings(got))
		}
		if c.untrue() {
			wrong++
			if got.Verdict == sitrep.Supported {
				s.lost++
			}
		}
	}
	t.Logf("%s: %d of %d right (%.3f); supported given to %d of %d false sentences; %d skipped, their reports are not here\n%s",
		filepath.Base(name), s.right, s.all, float64(s.right)/float64(max(1, s.all)), s.lost, wrong, s.skipped, matrix(confusion))
	return s
}

// some opens those of the reports with the given ids.
func some(t *testing.T, byID map[sitrep.ReportID]*sitrep.Report, ids []sitrep.ReportID) *desk.Case {
	t.Helper()
	var rs []*sitrep.Report
	for _, id := range ids {
		if byID[id] == nil {
			t.Fatalf("no report %s", id)
		}
		r := *byID[id]
		rs = append(rs, &r)
	}
	return open(t, rs, false)
}

// whole is what is said of a text that is meant as one sentence: all findings, the worst verdict.
func whole(c sitrep.Checked) sitrep.CheckedSentence {
	out := sitrep.CheckedSentence{Verdict: sitrep.Supported}
	for i, s := range c.Sentences {
		if i == 0 || place(s.Verdict) < place(out.Verdict) {
			out.Verdict = s.Verdict
		}
		out.Findings = append(out.Findings, s.Findings...)
	}
	return out
}

func place(v sitrep.Verdict) int {
	for i, o := range sitrep.Verdicts {
		if o == v {
			return i
		}
	}
	return len(sitrep.Verdicts)
}

// matrix prints how often a verdict (row) was given as another (column).
func matrix(confusion map[sitrep.Verdict]map[sitrep.Verdict]int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s", "")
	for _, v := range sitrep.Verdicts {
		fmt.Fprintf(&b, " %13s", v)
	}
	for _, row := range sitrep.Verdicts {
		fmt.Fprintf(&b, "\n%-14s", row)
		for _, v := range sitrep.Verdicts {
			fmt.Fprintf(&b, " %13d", confusion[row][v])
		}
	}
	return b.String()
}
