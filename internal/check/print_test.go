package check_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/check"
)

// sample is a checked text with markup in it, and its report.
func sample() (string, sitrep.Checked, check.Reports) {
	text := "- <script>alert(1)</script> killed 12.\nFine."
	report := &sitrep.Report{ID: "r", Outlet: "A & B", URL: "javascript:alert(1)", Text: "Before. <b>Nine</b> were killed. After."}
	e := sitrep.Evidence{Citation: sitrep.Citation{Report: "r", Span: sitrep.Span{Start: 8, End: 32}}, Quote: report.Text[8:32]}
	c := sitrep.Checked{Sentences: []sitrep.CheckedSentence{
		{Sentence: text[2:38], Span: sitrep.Span{Start: 2, End: 38}, Verdict: sitrep.Contradicted, Findings: []sitrep.Finding{{Verdict: sitrep.Contradicted, Why: "Nine, not 12.", Evidence: []sitrep.Evidence{e}}}},
		{Sentence: "Fine.", Span: sitrep.Span{Start: 39, End: 44}, Verdict: sitrep.Supported, Findings: []sitrep.Finding{{Verdict: sitrep.Supported, Evidence: []sitrep.Evidence{e}}}},
	}}
	return text, c, func(id sitrep.ReportID) *sitrep.Report { return map[sitrep.ReportID]*sitrep.Report{"r": report}[id] }
}

func TestPageEscapesAndLoadsNothing(t *testing.T) {
	text, c, reports := sample()
	var b strings.Builder
	if err := check.WriteHTML(&b, text, c, reports); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<b>Nine", "javascript:", "src=", "@import"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, good := range []string{"&lt;script&gt;", `class="contradicted"`, "Nine, not 12.", "A &amp; B"} {
		if !strings.Contains(b.String(), good) {
			t.Errorf("the page lacks %q", good)
		}
	}
}

func TestTextFitsItsWidth(t *testing.T) {
	_, c, reports := sample()
	var b strings.Builder
	if err := check.WriteText(&b, c, reports, check.Style{Width: 60}); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if n := utf8.RuneCountInString(line); n > 60 {
			t.Errorf("%d columns: %q", n, line)
		}
	}
	if !strings.Contains(b.String(), "contradicted") || strings.Contains(b.String(), "\x1b") {
		t.Errorf("the verdict's word, and no colours, should stand in\n%s", b.String())
	}
}
