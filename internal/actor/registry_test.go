package actor_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
)

func TestDefault(t *testing.T) {
	if _, err := actor.Default(); err != nil {
		t.Fatal(err)
	}
}

// TestLookup asks the built-in registry for actors by names that reports use.
func TestLookup(t *testing.T) {
	_, r := english(t)
	for _, c := range []struct {
		name  string
		want  string // id, "" for none
		speak string // whom it speaks for, where that is asked
	}{
		{"the Russian defence ministry", "Ministry of Defence (Russia)", "Russia"},
		{"Russia’s Ministry of Defense", "Ministry of Defence (Russia)", ""},
		{"Russias defence ministry", "Ministry of Defence (Russia)", ""},
		{"Defence Ministry in Moscow", "Ministry of Defence (Russia)", ""},
		{"National Intelligence Service of South Korea", "National Intelligence Service (South Korea)", "South Korea"},
		{"Seoul's spy agency", "National Intelligence Service (South Korea)", ""},
		{"China's Xinhua", "Xinhua", ""},
		{"Chinese CNN", "CNN", ""},
		{"Pakistani Taliban", "Pakistani Taliban", ""},
		{"Somali Taliban", "", ""},
		{"Russian embassy in Seoul", "Embassy (Russia)", ""},
		{"embassy in Beijing", "", ""},
		{"police in Washington", "", ""},
		{"Erdoğan", "Recep Tayyip Erdogan", "Turkey"},
		{"John Kirby", "John Kirby", "White House"},
		{"Lin Jian", "Lin Jian", "Ministry of Foreign Affairs (China)"},
		{"Lee Seong-kweun", "Lee Seong-kweun", "National Intelligence Service (South Korea)"},
		{"Kurdish Peoples Protection Units", "YPG", ""},
		{"nobody at all", "", ""},
		{"", "", ""},
	} {
		a, ok := r.Lookup(c.name)
		if string(a.ID) != c.want || ok != (c.want != "") {
			t.Errorf("%q is %q (%v), want %q", c.name, a.ID, ok, c.want)
		}
		if c.speak != "" && string(a.SpeaksFor) != c.speak {
			t.Errorf("%q speaks for %q, want %q", c.name, a.SpeaksFor, c.speak)
		}
	}
}

const base = `
# two states, one office of each, and people
Norland | state | Norlandic; Norburg
Sudland | state | Sudlandic
* | state | government
Ministry of War (*) | ministry | war ministry | *
Iron Palace | presidency | the Palace | Norland
Ada Berg | person | Berg | Iron Palace
Observers | monitor | Watch
`

func load(t *testing.T, text string) *actor.Registry {
	t.Helper()
	r, err := actor.Load(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWith(t *testing.T) {
	desk := load(t, `
Norland | | Northerners | | North
Ada Berg | | A. Berg
Sea Watch | monitor | Watch
Ola Lind | person | Lind | War Ministry (Sudland)
Ministry of War (Sudland) | | War Ministry (Sudland); General Command | | South
`)
	r, err := load(t, base).With(desk)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want sitrep.Actor
	}{
		{"Norlandic", sitrep.Actor{ID: "Norland", Kind: "state", Party: "North"}},
		{"Northerners", sitrep.Actor{ID: "Norland", Kind: "state", Party: "North"}},
		{"Norlandic war ministry", sitrep.Actor{ID: "Ministry of War (Norland)", Kind: "ministry", SpeaksFor: "Norland", Party: "North"}},
		{"the Palace", sitrep.Actor{ID: "Iron Palace", Kind: "presidency", SpeaksFor: "Norland", Party: "North"}},
		{"Berg", sitrep.Actor{ID: "Ada Berg", Kind: "person", SpeaksFor: "Iron Palace", Party: "North"}},
		{"A. Berg", sitrep.Actor{ID: "Ada Berg", Kind: "person", SpeaksFor: "Iron Palace", Party: "North"}},
		{"Watch", sitrep.Actor{ID: "Sea Watch", Kind: "monitor"}},
		{"Observers", sitrep.Actor{ID: "Observers", Kind: "monitor"}},
		{"Sudlandic war ministry", sitrep.Actor{ID: "Ministry of War (Sudland)", Party: "South"}},
		{"Lind", sitrep.Actor{ID: "Ola Lind", Kind: "person", SpeaksFor: "War Ministry (Sudland)", Party: "South"}},
		{"Sudland", sitrep.Actor{ID: "Sudland", Kind: "state"}},
	} {
		got, _ := r.Lookup(c.name)
		got.Aliases = nil
		if got.ID != c.want.ID || got.Kind != c.want.Kind || got.SpeaksFor != c.want.SpeaksFor || got.Party != c.want.Party {
			t.Errorf("%s is %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestWithLeaves asks that joining two registries changes neither.
func TestWithLeaves(t *testing.T) {
	one, two := load(t, base), load(t, "Norland | | Northerners | | North\n")
	if _, err := one.With(two); err != nil {
		t.Fatal(err)
	}
	if a, ok := one.Lookup("Northerners"); ok {
		t.Errorf("the first registry has learnt %q", a.ID)
	}
	if a, _ := one.Lookup("Norland"); a.Party != "" || !slices.Equal(a.Aliases, []string{"Norlandic", "Norburg"}) {
		t.Errorf("the first registry has changed: %+v", a)
	}
}

// TestFileErrors asks that what is wrong in a desk's file is said with its line and what to do.
func TestFileErrors(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"too many cells", "# ours\nA | person | B | C | D | E\n", "line 2: 6 cells"},
		{"no id", "\n | person | B\n", "line 2: no id"},
		{"a name given twice", "A | person | X\nB | person | Y; X\n", `line 2: "X" is a name of both "A" (line 1) and "B": take it out of one`},
		{"not UTF-8", "A | person | Caf\xe9\n", "line 1 is not UTF-8"},
		{"speaks for nobody", "# who\nA | person | | Whitehouse\n", `line 2: "A" speaks for "Whitehouse", and no actor is called that`},
	} {
		t.Run(c.name, func(t *testing.T) {
			more, err := actor.Load(strings.NewReader(c.file))
			if err == nil {
				_, err = load(t, base).With(more)
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			if !errors.Is(err, sitrep.Invalid) {
				t.Errorf("%v is not sitrep.Invalid", err)
			}
		})
	}
}
