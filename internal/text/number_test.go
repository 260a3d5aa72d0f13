package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/loaded"
	"sitrep/internal/text"
)

// dated parses a text published on a day.
func dated(t testing.TB, s, published string) *text.Doc {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	stamp, err := sitrep.ParseStamp(published)
	if err != nil {
		t.Fatal(err)
	}
	return text.New(english, &sitrep.Report{Text: s, Published: stamp}, sitrep.InText)
}

func bound(b sitrep.Bound) string {
	if !b.Known {
		return "?"
	}
	return fmt.Sprint(b.N)
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"At least 29 rebels":                          "At least 29 29-? at_least",
		"1,100 killed":                                "1,100 1100-1100 exact",
		"1.100 dead":                                  "1.100 1100-1100 exact",
		"1 100 people":                                "1 100 1100-1100 exact",
		"31, 000 people":                              "31, 000 31000-31000 exact",
		"1,00,000 people":                             "1,00,000 100000-100000 exact",
		"killed 12, 300 wounded":                      "12 12-12 exact; 300 300-300 exact",
		"2.5 million fled":                            "2.5 million 2500000-2500000 exact",
		"more than 10 million":                        "more than 10 million 10000001-? more_than",
		"two dozen people":                            "two dozen 24-24 exact",
		"a hundred and six men":                       "a hundred and six 106-106 exact",
		"twenty-seven hundred men":                    "twenty-seven hundred 2700-2700 exact",
		"half a dozen children":                       "half a dozen 6-6 exact",
		"one and a half million":                      "one and a half million 1500000-1500000 exact",
		"a quarter of a million people":               "a quarter of a million 250000-250000 exact",
		"a quarter-million people":                    "quarter-million 250000-250000 exact",
		"between 20 and 30 people":                    "between 20 and 30 20-30 range",
		"two to three thousand men":                   "two to three thousand 2000-3000 range",
		"rose from 20 to 30":                          "20 20-20 exact; 30 30-30 exact",
		"an estimated 3,000 or so":                    "an estimated 3,000 or so 3000-3000 about",
		"fifty or more":                               "fifty or more 50-? at_least",
		"nearly 245,000 people":                       "nearly 245,000 ?-245000 nearly",
		"tens of thousands of people":                 "tens of thousands of ?-? vague",
		"$5 million in damage":                        "5 million 5000000-5000000 exact money",
		"5 percent of them":                           "5 5-5 exact percent",
		"a man aged 16 died":                          "16 16-16 exact age",
		"Ivan Petrov, 23, was there":                  "23 23-23 exact age",
		"16 - year - old girl":                        "16 16-16 exact age",
		"On 7 May 12 people died":                     "7 7-7 exact date; 12 12-12 exact",
		"In 2013, 120 people died":                    "2013 2013-2013 exact date; 120 120-120 exact",
		"2. 5 million people fled":                    "2. 5 million 2500000-2500000 exact",
		"cost $2. 6 million":                          "2. 6 million 2600000-2600000 exact money",
		"On May 15. 30 people died":                   "15 15-15 exact date; 30 30-30 exact",
		"they lost 3-0":                               "3 3-3 exact score; 0 0-0 exact score",
		"Flight 370 vanished":                         "370 370-370 exact label",
		"in two days of fighting":                     "two 2-2 exact date",
		"one hundred and twenty-three thousand men":   "one hundred and twenty-three thousand 123000-123000 exact",
		"April 30 2017 At least 14 people were there": "30 30-30 exact date; 2017 2017-2017 exact date; At least 14 14-? at_least",
	} {
		d := dated(t, in, "2024-12-24")
		var got []string
		for _, n := range text.Numbers(d) {
			s := fmt.Sprintf("%s %s-%s %s", d.Slice(d.Span(n.First, n.Last)), bound(n.Min), bound(n.Max), n.Modifier)
			if n.Unit != text.Count {
				s += " " + string(n.Unit)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q:\ngot  %s\nwant %s", in, g, want)
		}
	}
}

// TestTimes anchors times on Tuesday 24 December 2024.
func TestTimes(t *testing.T) {
	for in, want := range map[string]string{
		"It fell on Sunday.":                           "on Sunday = 2024-12-22",
		"It fell early on Tuesday.":                    "early on Tuesday = 2024-12-24",
		"It is held on the first Sunday in May.":       "on the first Sunday = ; in May = 2024-05",
		"It fell yesterday morning.":                   "yesterday morning = 2024-12-23",
		"It fell last week.":                           "last week = 2024-12-16/2024-12-22",
		"Last month it fell.":                          "Last month = 2024-11",
		"It fell in the past 24 hours.":                "in the past 24 hours = 2024-12-23/2024-12-24",
		"over the past five years":                     "over the past five years = 2019-12-24/2024-12-24",
		"since 2011":                                   "since 2011 = 2011/..",
		"since mid-March 2011":                         "since mid-March 2011 = 2011-03/..",
		"on 23 Dec. it fell":                           "on 23 Dec. = 2024-12-23",
		"on December 7 it fell":                        "on December 7 = 2024-12-07",
		"in mid-January":                               "in mid-January = 2025-01",
		"in early April":                               "in early April = 2024-04",
		"on the 24th of June, 1916":                    "on the 24th of June, 1916 = 1916-06-24",
		"Sunday 6 Apr 2014":                            "Sunday 6 Apr 2014 = 2014-04-06",
		"between Nov. 14 and Nov. 17":                  "between Nov. 14 and Nov. 17 = 2024-11-14/2024-11-17",
		"In 2013, between July and October, it fell.":  "In 2013, between July and October = 2013-07/2013-10",
		"21.02.2015 was the day":                       "21.02.2015 = 2015-02-21",
		"each year":                                    "each year = ",
		"8,000 a year":                                 "a year = ",
		"into a day care":                              "",
		"in a day care centre":                         "",
		"after a night out":                            "",
		"a year of rain":                               "",
		"they kill 50 people a year globally":          "a year = ",
		"in a day":                                     "in a day = ",
		"two weeks ago":                                "two weeks ago = 2024-12-07/2024-12-13",
		"He may go. In May he went.":                   "In May = 2024-05",
		"until December":                               "until December = ../2024-12",
		"the 2007 attack":                              "",
		"earlier this month":                           "earlier this month = 2024-12",
		"this week":                                    "this week = 2024-12-23/2024-12-24",
		"in the summer of 2006":                        "in the summer of 2006 = 2006-06-01/2006-08-31",
		"earlier in the week it fell":                  "earlier in the week = 2024-12-23/2024-12-24",
		"on the same day":                              "on the same day = ",
		"killed by Monday's quake":                     "Monday = 2024-12-23",
		"It fell a few hours later.":                   "a few hours later = ",
		"two days after the quake":                     "two days = ",
		"told Norland Today it fell":                   "",
		"It fell. Today it fell.":                      "Today = 2024-12-24",
		"from Friday May 3 2019 to Friday May 17 2019": "from Friday May 3 2019 to Friday May 17 2019 = 2019-05-03/2019-05-17",
	} {
		d := dated(t, in, "2024-12-24")
		var got []string
		for _, x := range text.Times(d) {
			got = append(got, d.Slice(d.Span(x.First, x.Last))+" = "+x.Date)
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q:\ngot  %s\nwant %s", in, g, want)
		}
	}
}

// TestMasthead anchors a text's days on the date that it opens with, where whoever collected it gave the report another.
func TestMasthead(t *testing.T) {
	for in, want := range map[string]string{
		"Friday 28 Oct 2016 A bomb fell on Thursday.":                            "2016-10-27",
		"Last updated at Aug 012016 LORN A bomb fell on Monday.":                 "2016-08-01",
		"Date of publication 2 October 2016 A bomb fell on Saturday.":            "2016-10-01",
		"Talks stall in Lorn Agency Friday 28 Oct 2016 A bomb fell on Thursday.": "2016-10-27",
		// The report's own day, or the day before in another zone, an anniversary, a day in a sentence: none is another date of the text.
		"19 August 2016 A bomb fell on Thursday.":                  "2016-08-18",
		"Friday 28 Oct 2011 was the day. A bomb fell on Thursday.": "2016-08-18",
		"The envoy left on 2 May 2016. A bomb fell on Thursday.":   "2016-08-18",
		"On 2 May 2016 the envoy left. A bomb fell on Thursday.":   "2016-08-18",
		"On Friday 6 May 2016 Lorn fell. A bomb fell on Thursday.": "2016-08-18",
	} {
		d := dated(t, in, "2016-08-19")
		got := ""
		for _, x := range text.Times(d) {
			got = x.Date
		}
		if got != want {
			t.Errorf("%q: the last day is %s, want %s", in, got, want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("between 1,100 and a quarter of a million, or 3-0; half a dozen and")
	f.Add("one hundred and and two and a half")
	english, err := loaded.English()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := text.Parse(english, s)
		at := 0
		for _, n := range text.Numbers(d) {
			if n.First < at || n.Last <= n.First || n.Last > len(d.Tokens) || n.Core < n.First || n.End > n.Last {
				t.Fatalf("number %+v after %d in %q", n, at, s)
			}
			at = n.Last
			if n.Min.Known && n.Max.Known && n.Min.N > n.Max.N {
				t.Fatalf("bounds %+v in %q", n, s)
			}
		}
	})
}

func FuzzTimes(f *testing.F) {
	f.Add("since mid-March 2011, on Sunday 6 Apr 2014 between Nov. 14 and")
	f.Add("in the last 99999999999 years two days ago 31/02/2015")
	english, err := loaded.English()
	if err != nil {
		f.Fatal(err)
	}
	day, err := sitrep.ParseStamp("2024-12-24")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := text.New(english, &sitrep.Report{Text: s, Published: day}, sitrep.InText)
		at := 0
		for _, x := range text.Times(d) {
			if x.First < at || x.Last <= x.First || x.Last > len(d.Tokens) {
				t.Fatalf("time %+v after %d in %q", x, at, s)
			}
			at = x.Last
			if !utf8.ValidString(x.Date) {
				t.Fatalf("date %q in %q", x.Date, s)
			}
		}
	})
}
