package audit_test

import (
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/support/audit"
)

func TestCheck(t *testing.T) {
	const text = "The ferry sank on Thursday. At least nine people were killed and about 30 injured off Lorn, the coast guard said on Friday. " +
		"Officials denied that 40 sailors had drowned. Ines Calder called it \"a disaster that nobody had to suffer\". The yard had warned of cracks in March."
	published, err := sitrep.ParseStamp("2024-05-10")
	if err != nil {
		t.Fatal(err)
	}
	reports := map[sitrep.ReportID]*sitrep.Report{"a": {ID: "a", Text: text, Published: published}}
	auditor := audit.New()
	for _, c := range []struct{ cited, unit, want string }{
		{"At least nine people were killed and about 30 injured off Lorn, the coast guard said on Friday.", "At least nine people were killed and about 30 injured off Lorn, the coast guard said on 10 May 2024.", ""},
		{"At least nine people were killed and about 30 injured off Lorn, the coast guard said on Friday.", "At least nine people were killed, the coast guard said on 11 May 2024.", "date 11 May 2024"},
		{"At least nine people were killed and about 30 injured off Lorn", "At least ten people were killed.", `number "ten"`},
		{"At least nine people were killed and about 30 injured off Lorn", "At least nine people were killed and about 31 injured.", `number "31"`},
		{"At least nine people were killed and about 30 injured off Lorn", "More than nine people were killed.", `bound of "nine"`},
		{"At least nine people were killed and about 30 injured off Lorn", "Nine people were killed.", `bound of "Nine"`},
		{"At least nine people were killed and about 30 injured off Lorn", "At least nine people were missing off Lorn.", `measure "missing"`},
		{"At least nine people were killed and about 30 injured off Lorn", "At least nine people were killed off Marl.", `name "Marl"`},
		{"At least nine people were killed and about 30 injured off Lorn", "At least nine people were not killed off Lorn.", "negation added"},
		{"40 sailors had drowned", "40 sailors had drowned.", `doubt "denied" lost`},
		{"Ines Calder called it \"a disaster that nobody had to suffer\".", "Ines Calder called it “a disaster that nobody had to suffer”.", ""},
		{"Ines Calder called it \"a disaster that nobody had to suffer\".", "Ines Calder called it “a disaster that somebody had to suffer”.", "quotation"},
		{"Ines Calder called it \"a disaster that nobody had to suffer\".", "Ines Calder called it a disaster that had to suffer.", "negation lost"},
		{"The yard had warned of cracks in March.", "The yard had warned of cracks in March 2024.", ""},
		{"The yard had warned of cracks in March.", "The yard had warned of cracks in March 2023.", `number "2023"`},
		{"", "The ferry sank.", "cites nothing"},
	} {
		u := sitrep.Unit{Text: c.unit}
		if at := strings.Index(text, c.cited); c.cited != "" {
			u.Citations = []sitrep.Citation{{Report: "a", Span: sitrep.Span{Start: at, End: at + len(c.cited)}}}
		}
		got := strings.Join(auditor.Check(u, reports), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.unit, got, c.want)
		}
	}
}
