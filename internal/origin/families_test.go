package origin_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/origin"
)

var unopened = flag.Bool("unopened", false, "also measure the half of the families that nothing was tuned on")

// tale is an event told twice, by people who did not read each other.
type tale struct{ a, b account }

type account struct {
	title string
	lines []string // sentences
}

func readTales(t *testing.T) []tale {
	t.Helper()
	data, err := os.ReadFile("testdata/families.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n\n")
	var out []tale
	for _, part := range strings.Split("\n"+body, "\n# ")[1:] {
		accounts := strings.Split(part, "\n-- ")[1:]
		if len(accounts) != 2 {
			t.Fatalf("%d accounts in %.20q", len(accounts), part)
		}
		read := func(s string) account {
			f := strings.SplitN(strings.TrimSpace(s), "\n", 3)
			return account{f[1], strings.Split(strings.TrimSpace(f[2]), ". ")}
		}
		out = append(out, tale{read(accounts[0]), read(accounts[1])})
	}
	return out
}

// fill gives an account its names and numbers.
func (a account) fill(r *strings.Replacer) account {
	out := account{title: r.Replace(a.title)}
	for _, l := range a.lines {
		out.lines = append(out.lines, r.Replace(l))
	}
	return out
}

func (a account) text() string { return strings.TrimRight(strings.Join(a.lines, ". "), ".") + "." }

// synonyms is the rule for a rewrite by words.
var synonyms = strings.NewReplacer(
	" said that ", " stated that ", " said ", " stated ", " people ", " persons ", " began ", " started ", " town ", " city ",
	" several ", " a number of ", " after ", " following ", " children ", " youngsters ", " because ", " as ", " which ", " that ",
	" money ", " funds ", " big ", " large ", " left ", " departed ", " told ", " informed ", " hopes ", " expects ", " but ", " yet ",
	" nobody ", " no one ", " Nobody ", " No one ", " on Tuesday ", " earlier this week ", " on Sunday ", " at the weekend ", " near ", " close to ", " until ", " till ",
)

// paraphrase swaps words by rule, and neighbouring sentences but for the lead.
func (a account) paraphrase() account {
	out := account{title: "Report: " + a.title, lines: slices.Clone(a.lines)}
	for i := range out.lines {
		out.lines[i] = strings.TrimSpace(synonyms.Replace(" " + out.lines[i] + " "))
	}
	for i := 1; i+1 < len(out.lines); i += 2 {
		out.lines[i], out.lines[i+1] = out.lines[i+1], out.lines[i]
	}
	return out
}

func (a account) cut(share float64) account {
	return account{a.title, a.lines[:max(2, int(share*float64(len(a.lines))))]}
}

// relaunch gives it a new title and a new first sentence.
func (a account) relaunch(place string) account {
	lines := append([]string{"There is news from " + place + " today, where much talk is of one thing only"}, a.lines[1:]...)
	return account{"What we know about the events in " + place, lines}
}

// family is an account, an independent one of the same event, and what was made of the first.
type family struct {
	kind        string
	original    *sitrep.Report
	independent *sitrep.Report
	copies      []*sitrep.Report
}

var kinds = []string{"verbatim", "half", "relaunched", "paraphrased", "chain", "circle", "fifty"}

func makeFamily(tales []tale, seed uint64) family {
	r := rand.New(rand.NewPCG(seed, 11))
	t := tales[int(seed)%len(tales)]
	syllables := strings.Fields("vel mor tar bel lin os kes ru ad bra vog dun san hal il cas")
	name := func() string {
		s := syllables[r.IntN(16)] + syllables[r.IntN(16)] + syllables[r.IntN(16)]
		return strings.ToUpper(s[:1]) + s[1:]
	}
	place := name()
	fill := strings.NewReplacer("{A}", place, "{B}", name(), "{C}", name()+" "+name(), "{D}", name(),
		"{1}", fmt.Sprint(3+r.IntN(60)), "{2}", fmt.Sprint(7+r.IntN(80)), "{3}", fmt.Sprint(2+r.IntN(90)), "{4}", fmt.Sprint(r.IntN(9)+2))
	a, b := t.a.fill(fill), t.b.fill(fill)
	n := 0
	report := func(a account, more string) *sitrep.Report {
		n++
		at, _ := sitrep.ParseStamp(fmt.Sprintf("2031-05-01T%02d:%02d:00Z", 6+n/60, n%60))
		return &sitrep.Report{
			ID: sitrep.ReportID(fmt.Sprintf("f%d-%d", seed, n)), Outlet: fmt.Sprintf("%s Site %d", place, n), Published: at, Language: "en",
			Title: a.title, Text: a.text() + more,
		}
	}
	f := family{kind: kinds[int(seed/2)%len(kinds)]}
	f.original, f.independent = report(a, ""), report(b, "")
	f.original.Text += " This is what " + fill.Replace("{C}") + " told " + f.original.Outlet + "."
	f.independent.Text += " A reader told " + f.independent.Outlet + " the same."
	add := func(a account, more string) { f.copies = append(f.copies, report(a, more)) }
	switch f.kind {
	case "verbatim":
		add(a, "")
	case "half":
		add(a.cut(0.5), "")
	case "relaunched":
		add(a.relaunch(place), "")
	case "paraphrased":
		add(a.paraphrase(), "")
	case "chain":
		second := a.cut(0.8)
		second.title = "Update: " + a.title
		third := second.relaunch(place)
		add(second, "")
		add(third, "")
		add(third.cut(0.7), "")
	case "circle":
		for k := range 3 {
			add(a, fmt.Sprintf(" So it was reported by %s Site %d.", place, 3+(k+1)%3))
		}
	case "fifty":
		for range 50 {
			add(a, "")
		}
	}
	return f
}

// A copy or a rewrite adds no origin; independent accounts of one event are not taken for one.
func TestFamilies(t *testing.T) {
	l := english(t)
	tales := readTales(t)
	halves := [][2]uint64{{0, 75}}
	if *unopened {
		halves = append(halves, [2]uint64{75, 150})
	}
	for _, half := range halves {
		t.Run(fmt.Sprintf("families %d to %d", half[0], half[1]-1), func(t *testing.T) {
			added, silent := map[bool]int{}, map[bool]int{} // by whether the text was edited
			apart, families := 0, 0
			for seed := half[0]; seed < half[1]; seed++ {
				f := makeFamily(tales, seed)
				reports := []origin.Report{report(l, f.original), report(l, f.independent)}
				families++
				before := origin.Trace(reports)
				if len(before) == 2 {
					apart++
				}
				edited := f.kind == "relaunched" || f.kind == "paraphrased" || f.kind == "chain"
				for _, c := range f.copies {
					reports = append(reports, report(l, c))
					after := origin.Trace(reports)
					added[edited]++
					if len(after) <= len(before) {
						silent[edited]++
					} else {
						t.Logf("family %d: a %s copy by %s adds an origin", seed, f.kind, c.Outlet)
					}
					before = after
				}
			}
			share := func(n, of int) float64 { return float64(n) / float64(max(1, of)) }
			t.Logf("%d families: verbatim copies that add nothing %.3f of %d, edited ones %.3f of %d, independent accounts kept apart %.3f",
				families, share(silent[false], added[false]), added[false], share(silent[true], added[true]), added[true], share(apart, families))
			if s := share(silent[false], added[false]); s < 0.98 {
				t.Errorf("verbatim copies that add no origin: %.3f", s)
			}
			if s := share(silent[true], added[true]); s < 0.90 {
				t.Errorf("edited copies that add no origin: %.3f", s)
			}
			if s := share(apart, families); s < 0.97 {
				t.Errorf("independent accounts kept apart: %.3f", s)
			}
		})
	}
}
