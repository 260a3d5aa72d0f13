package figure_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

var (
	errorsOf  = flag.String("blind-errors", "", "print the errors of the blind set of this name")
	blindFile = flag.String("blind-file", "", "score this file of the same form instead, and print its errors")
)

// TestBlind scores the sets of testdata/blind, of sentences written with their figures before the code
// was looked at: the commonest ways in which newspapers count people. They are written as the other
// fixtures are and read as the desk reads, but they are not all read right: what is held is how many, and
// how many figures are told wrong (of a wrong value, measure or claimant, or no figures at all).
// The third is by somebody who had not seen the program, and claimants are whole phrases in it; who relays a figure was
// not written and may stand. "*" in a cell is anything, a flag after "?" may stand or not, as may "in passing"; a date is not compared.
func TestBlind(t *testing.T) {
	if *blindFile != "" {
		*errorsOf = *blindFile
		t.Logf("%+v", blind(t, *blindFile))
		return
	}
	for name, floor := range map[string]tally{
		"first":  {right: 101, wrong: 7},
		"second": {right: 94, wrong: 9}, // scored once when all was done, and again after what the third showed
		"third":  {right: 60, wrong: 0},
		"fourth": {right: 48, wrong: 3}, // the other half of the third, scored when all was done; five causes mended since
	} {
		t.Run(name, func(t *testing.T) {
			got := blind(t, name)
			t.Logf("%d cases, %d wholly right; of the figures %d of wrong value or measure, %d of wrong claimant, %d missed, %d spurious",
				got.cases, got.right, got.wrong, got.claimant, got.missed, got.spurious)
			if got.right < floor.right {
				t.Errorf("%d right, the floor is %d", got.right, floor.right)
			}
			if got.wrong+got.claimant+got.spurious > floor.wrong+floor.claimant+floor.spurious {
				t.Errorf("%d told wrong, the most is %d", got.wrong+got.claimant+got.spurious, floor.wrong+floor.claimant+floor.spurious)
			}
		})
	}
}

// A tally counts what went right and wrong: cases first, then figures.
type tally struct {
	cases, right                             int
	wrong, claimant, missed, spurious, other int
}

func blind(t *testing.T, name string) (sum tally) {
	file := name
	if file != *blindFile {
		file = filepath.Join("testdata", "blind", name+".txt")
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	english, state := language(t), fixtureState{desk: newDesk(t)}
	for _, block := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
		var body string
		var want []string
		for _, line := range strings.Split(block, "\n") {
			switch {
			case line == "@ headline":
				state.field = sitrep.InTitle
			case strings.HasPrefix(line, "@ published "):
				if state.published, err = sitrep.ParseStamp(strings.TrimPrefix(line, "@ published ")); err != nil {
					t.Fatal(err)
				}
			case strings.HasPrefix(line, "#"):
			case strings.HasPrefix(line, ">"):
				want = append(want, line)
			default:
				body = line
			}
		}
		if body == "" {
			continue
		}
		got := state.read(english, body)
		one := compare(want, got)
		if one == (tally{}) {
			sum.right++
		} else if *errorsOf == name {
			t.Logf("\n%s\ngot\n%s\nwant\n%s", body, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		sum.cases++
		sum.wrong += one.wrong
		sum.claimant += one.claimant
		sum.missed += one.missed
		sum.spurious += one.spurious
	}
	return sum
}

func (s *fixtureState) read(english *lang.Language, body string) (lines []string) {
	r := &sitrep.Report{ID: "r", Text: body, Published: s.published}
	if s.field == sitrep.InTitle {
		r.Title, r.Text = body, ""
	}
	d := text.New(english, r, s.field)
	for _, f := range s.desk.Read(r).Figures {
		lines = append(lines, line(d, &f))
	}
	return lines
}

// compare counts what differs between the figures wanted and those found, paired in their order by the
// words of the value.
func compare(want, got []string) (d tally) {
	taken := make([]bool, len(got))
	for _, w := range want {
		w := cells(w)
		at := -1
		for i, g := range got {
			if !taken[i] && sameWords(w[0], cells(g)[0]) {
				at = i
				break
			}
		}
		if at < 0 {
			d.missed++
			continue
		}
		taken[at] = true
		g := cells(got[at])
		switch {
		case !fits(w[1], g[1]) || !fits(w[2], g[2]):
			d.wrong++
		case !sameClaimant(w[4], g[4]):
			d.claimant++
		case !fits(w[3], g[3]) || !fits(w[5], g[5]) || !fits(w[6], g[6]) || !sameFlags(w[7], g[7]):
			d.other++
		}
	}
	for _, was := range taken {
		if !was {
			d.spurious++
		}
	}
	return d
}

func cells(line string) []string {
	out := strings.SplitN(strings.TrimPrefix(line, ">"), "|", 8)
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	out[6], _, _ = strings.Cut(out[6], " = ")
	return out
}

// sameClaimant lets a claimant go without its article and without the words around its head: "health ministry" for
// "Lebanon's health ministry", "the head" for "the head of the clinic".
func sameClaimant(want, got string) bool {
	w, g := head(want), head(got)
	return fits(bare(want), bare(got)) || g != "" && (w == g || strings.HasSuffix(w, " "+g) || strings.HasSuffix(g, " "+w))
}

// head is a claimant up to what is said of it behind its noun, in small letters.
func head(name string) string {
	if name == "-" {
		return ""
	}
	name = strings.ToLower(bare(name))
	for _, of := range []string{" of ", " for ", " in ", " at ", ","} {
		name, _, _ = strings.Cut(name, of)
	}
	return name
}

// bare is a claimant without an article, which a known name goes without.
func bare(name string) string {
	for _, article := range []string{"The ", "the ", "An ", "an ", "A ", "a "} {
		name = strings.TrimPrefix(name, article)
	}
	return name
}

// sameWords lets a modifier that has no name among the modifiers ("barely 300") stand or not.
func sameWords(a, b string) bool { return strings.HasSuffix(a, b) || strings.HasSuffix(b, a) }

func fits(want, got string) bool {
	w, any := strings.CutSuffix(want, "*")
	return want == got || any && strings.HasPrefix(got, w)
}

func sameFlags(want, got string) bool {
	may := map[string]bool{"": true, "in passing": true}
	for _, w := range strings.Split(want, ", ") {
		optional, is := strings.CutPrefix(w, "?")
		may[optional] = true
		if !is && w != "" && !strings.Contains(", "+got+", ", ", "+w+", ") {
			return false
		}
	}
	for _, g := range strings.Split(got, ", ") {
		if !may[g] {
			return false
		}
	}
	return true
}
