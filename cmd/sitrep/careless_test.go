package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sitrep"
)

var shown = regexp.MustCompile(`pg-\d\d`)

// TestCareless checks the careless brief of the examples: each sentence must have the verdict that its row says,
// and evidence from one of the reports the row names.
func TestCareless(t *testing.T) {
	const examples = "../../examples/"
	var checked sitrep.Checked
	if err := json.Unmarshal(output(t, "check", examples+"careless.txt", "--against", examples+"kursk", "--format", "json"), &checked); err != nil {
		t.Fatal(err)
	}
	files := map[sitrep.ReportID]string{}
	for line := range bytes.Lines(output(t, "read", examples+"kursk", "--format", "jsonl")) {
		var r sitrep.Report
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		files[r.ID] = filepath.Base(r.Input)[:5]
	}
	rows, err := os.ReadFile(examples + "careless.verdicts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(rows)), "\n")
	if len(want) != len(checked.Sentences) {
		t.Fatalf("%d sentences were read, not %d", len(checked.Sentences), len(want))
	}
	for i, s := range checked.Sentences {
		row := strings.SplitN(want[i], "\t", 3)
		if s.Sentence != row[0] {
			t.Errorf("sentence %d is %q, not %q", i+1, s.Sentence, row[0])
			continue
		}
		if string(s.Verdict) != row[1] {
			t.Errorf("%s, not %s: %s", s.Verdict, row[1], s.Sentence)
			continue
		}
		named := shown.FindAllString(expand(row[2]), -1)
		if len(named) > 0 && !rests(s, named, files) {
			t.Errorf("%s %q rests on none of %s", s.Verdict, s.Sentence, strings.Join(named, ", "))
		}
	}
}

// expand writes out ranges of reports: "pg-04 to pg-06".
func expand(note string) string {
	var names []string
	names = append(names, note)
	for _, m := range regexp.MustCompile(`pg-(\d\d) to pg-(\d\d)`).FindAllStringSubmatch(note, -1) {
		for n := atoi(m[1]); n <= atoi(m[2]); n++ {
			names = append(names, "pg-"+string(rune('0'+n/10))+string(rune('0'+n%10)))
		}
	}
	return strings.Join(names, " ")
}

func atoi(two string) int { return int(two[0]-'0')*10 + int(two[1]-'0') }

func rests(s sitrep.CheckedSentence, named []string, files map[sitrep.ReportID]string) bool {
	for _, f := range s.Findings {
		for _, e := range f.Evidence {
			for _, n := range named {
				if files[e.Report] == n {
					return true
				}
			}
		}
	}
	return false
}

// output runs the program and returns what it prints.
func output(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(context.Background(), args, strings.NewReader(""), &out, &errs); code != exitDone {
		t.Fatalf("sitrep %s: exit %d: %s", strings.Join(args, " "), code, errs.String())
	}
	return out.Bytes()
}
