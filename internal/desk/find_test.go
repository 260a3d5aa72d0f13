package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
)

func TestFindClaims(t *testing.T) {
	texts := []string{
		"Mayor Jane Doe said that nine houses had burned down in Halden. \"The wind turned,\" she said. Nobody was hurt.",
		"The fire service denied that it had come too late to Halden. Houses had burned for hours.",
	}
	day, err := sitrep.ParseStamp("2025-09-21")
	if err != nil {
		t.Fatal(err)
	}
	var reports []*sitrep.Report
	for i, text := range texts {
		reports = append(reports, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("h", i)), Outlet: "Courier", Title: "Fire in Halden", Text: text, Language: "en", Published: day})
	}
	c, err := open(t, 1).Open(t.Context(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	b := desk.OpenBook(c)
	for _, q := range []struct{ query, want string }{
		{"houses", "Jane Doe: that nine houses had burned down in Halden"},
		{"jane doe wind", "Jane Doe: The wind turned"}, // she is Jane Doe
		{"houses hours", ""}, // in the outlet's own voice: nobody says it
		{"denied late", "The fire service: that it had come too late to Halden"},
		{"late fire serv", "The fire service: that it had come too late to Halden"}, // the last word may be a beginning
		{"serv fire late", ""},
		{"", ""},
	} {
		found, more, err := desk.FindClaims(t.Context(), b, q.query, 10)
		if err != nil || more {
			t.Fatal(more, err)
		}
		var got []string
		for _, f := range found {
			var words []string
			for _, s := range f.Claim.Content {
				words = append(words, strings.Trim(f.Report.Text[s.Start:s.End], "\",."))
			}
			got = append(got, string(f.Claim.Speaker)+": "+strings.Join(words, " "))
		}
		if strings.Join(got, "; ") != q.want {
			t.Errorf("%q finds %q, want %q", q.query, got, q.want)
		}
	}
	if found, more, err := desk.FindClaims(t.Context(), b, "halden", 1); err != nil || len(found) != 1 || !more {
		t.Errorf("of two claims, one: %d, more %v, %v", len(found), more, err)
	}
}
