package intake_test

import "testing"

func TestDates(t *testing.T) {
	for date, want := range map[string]string{
		"2025-02-03":                              "2025-02-03",
		"2025-02":                                 "2025-02",
		"1871-03-18":                              "1871-03-18",
		"2025-02-03T10:00:00+02:00":               "2025-02-03T08:00:00Z",
		"2025-02-03T10:00:00+0200":                "2025-02-03T08:00:00Z",
		"2025-02-03T10:00:00.123Z":                "2025-02-03T10:00:00Z",
		"2025-02-03 10:00":                        "2025-02-03T10:00:00Z",
		"Mon, 03 Feb 2025 10:00:00 GMT":           "2025-02-03T10:00:00Z",
		"Mon, 03 Feb 2025 10:00:00 EST":           "2025-02-03T15:00:00Z",
		"Monday, 3 February 2025 10:00:00 +0100":  "2025-02-03T09:00:00Z",
		"Mon, 3 Feb 25 10:00:00 -0800":            "2025-02-03T18:00:00Z",
		"Mon Feb 03 2025 10:00:00 GMT+0100 (CET)": "2025-02-03T09:00:00Z",
		"February 3, 2025":                        "2025-02-03",
		"Feb 3, 2025 3:04 PM":                     "2025-02-03T15:04:00Z",
		"Mon, 03 Feb 2025 10:00:00 XYZ":           "2025-02-03", // a zone nobody knows: the day is all that is known
		"1738576800":                              "2025-02-03T10:00:00Z",
		"03/02/2025":                              "", // March or February
		"yesterday":                               "",
		"99 Feb 2025":                             "",
		"0000-00-00 00:00:00":                     "",
		"2025-13-45":                              "",
	} {
		t.Run(date, func(t *testing.T) {
			g := piped(t, `{"text":"t","published":`+quoted(date)+"}\n")
			if got := g.one(t).Published.String(); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if (want == "") != (len(g.problems) == 1) {
				t.Errorf("problems %q", g.problems)
			}
		})
	}
}
