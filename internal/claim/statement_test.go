package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// joined are the words of spans, without the marks around them.
func joined(d *text.Doc, spans []sitrep.Span) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = strings.Trim(d.Slice(s), " ,.\"“”")
	}
	return strings.Join(parts, " … ")
}

func TestStatements(t *testing.T) { statements(t, "testdata/statements.txt") }

// TestNone holds what the judge of acts lets go and what it must not.
func TestNone(t *testing.T) { statements(t, "testdata/none.txt") }

func statements(t *testing.T, name string) {
	t.Helper()
	l, r := english(t), reader(t)
	for _, e := range examples(t, name) {
		t.Run(fmt.Sprintf("line %d", e.line), func(t *testing.T) {
			d := text.Parse(l, e.text)
			var got []string
			for _, c := range r.Find(d, actor.Find(nil, d, nil)) {
				if c.Kind == sitrep.Statement {
					got = append(got, strings.TrimSpace(fmt.Sprintf("%s / %s / %s", joined(d, c.Source), joined(d, c.Cue), joined(d, c.Content))))
				}
			}
			if !slices.Equal(got, e.want) {
				t.Errorf("%s\n got %q\nwant %q", e.text, got, e.want)
			}
		})
	}
}

// TestHeadlines holds what a headline's layout shows: labels before a colon, sources behind a dash.
func TestHeadlines(t *testing.T) {
	l, r := english(t), reader(t)
	for _, c := range []struct{ title, source, content string }{
		{"Ministry: 40 hurt in factory fire", "Ministry", "40 hurt in factory fire"},
		{"At least 12 dead in landslide: governor", "governor", "At least 12 dead in landslide"},
		{"Twelve dead in landslide - police", "police", "Twelve dead in landslide"},
		{"Mayor says bridge is safe", "Mayor", "bridge is safe"},
		{"Old dam may burst by Friday: report", "report", "Old dam may burst by Friday"},
		{"BREAKING: Ferry sinks off the coast", "", ""},
		{"Harbour fire: what we know so far", "", ""},
		{"Morning Digest: Nine dead in harbour fire", "", ""},
		{"First Thing: nine dead in harbour fire", "", ""},
		{"Live Updates: Quake Death Toll Passes 900", "", ""},
		{"Ferry sinks off the coast - The Daily Sail", "", ""},
		{"Ferry sinks off the coast", "", ""},
	} {
		t.Run(c.title, func(t *testing.T) {
			d := text.New(l, &sitrep.Report{Title: c.title}, sitrep.InTitle)
			source, content := "", ""
			for _, found := range r.Find(d, actor.Find(nil, nil, d)) {
				source, content = joined(d, found.Source), joined(d, found.Content)
			}
			if source != c.source || content != c.content {
				t.Errorf("got %q: %q, want %q: %q", source, content, c.source, c.content)
			}
		})
	}
}

// TestHeadlineReactions holds that what a headline's past form is done to does nothing, and that many may act in its plain form.
func TestHeadlineReactions(t *testing.T) {
	l, r := english(t), reader(t)
	for _, c := range []struct{ title, want string }{
		{"Ferry firm slammed for leaving islanders ashore", ""},
		{"Olla Brandt criticised over harbour toll", ""},
		{"Ministers urged to reopen coast road", ""},
		{"Mayor Renn Moss criticised the harbour toll", "condemnation Mayor Renn Moss"},
		{"Tarn Republicans demand more money for sea wall", "demand Tarn Republicans"},
		{"Deadly blast hits Tarn market", ""},
		{"Tarn woman accused of burning barn near high school pleads not guilty", "denial Tarn woman"},
	} {
		t.Run(c.title, func(t *testing.T) {
			d := text.New(l, &sitrep.Report{Title: c.title}, sitrep.InTitle)
			got := ""
			for _, found := range r.Find(d, actor.Find(nil, nil, d)) {
				if found.Kind != sitrep.Statement {
					got += string(found.Kind) + " " + joined(d, found.Source)
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestShared holds one act to one row, and what hangs on it.
func TestShared(t *testing.T) {
	l, r := english(t), reader(t)
	find := func(s string) []sitrep.Claim {
		d := text.Parse(l, s)
		return r.Find(d, actor.Find(nil, d, nil))
	}
	t.Run("a reaction that reports speech has no second row", func(t *testing.T) {
		claims := find("The minister denied that the dam was unsafe.")
		if len(claims) != 1 || claims[0].Kind != sitrep.Denial || len(claims[0].Content) == 0 {
			t.Errorf("got %+v", claims)
		}
	})
	t.Run("one that reports none has no content", func(t *testing.T) {
		claims := find("The minister condemned the attack.")
		if len(claims) != 1 || len(claims[0].Content) != 0 || len(claims[0].About) == 0 {
			t.Errorf("got %+v", claims)
		}
	})
	t.Run("a silence has no content", func(t *testing.T) {
		claims := find("The minister declined to comment on the report.")
		if len(claims) != 1 || len(claims[0].Content) != 0 {
			t.Errorf("got %+v", claims)
		}
	})
	t.Run("not aware is said, and is neither denial nor confirmation", func(t *testing.T) {
		var kinds []string
		for _, c := range find("China's foreign ministry said it was not aware of the matter.") {
			kinds = append(kinds, string(c.Kind)+" "+plain(string(c.Speaker)))
		}
		if want := []string{"statement china's foreign ministry", "no_comment china's foreign ministry"}; strings.Join(kinds, ", ") != strings.Join(want, ", ") {
			t.Errorf("got %q, want %q", kinds, want)
		}
	})
	t.Run("who is cited speaks, who cites relays", func(t *testing.T) {
		claims := find("The news agency Orbis, citing Admiral Jon Teal, said that nine people had drowned.")
		if len(claims) != 1 || claims[0].Speaker != "Jon Teal" || claims[0].Via != "Orbis" {
			t.Errorf("got %+v", claims)
		}
	})
	t.Run("a text cut short behind a comma", func(t *testing.T) {
		if claims := find("Nine died, according to Ann Roe,"); len(claims) != 1 || claims[0].Speaker != "Ann Roe" {
			t.Errorf("got %+v", claims)
		}
	})
	t.Run("a language without a model is left alone", func(t *testing.T) {
		d := text.Parse(nil, "The minister condemned the attack.")
		if claims := r.Find(d, nil); claims != nil {
			t.Errorf("got %+v", claims)
		}
	})
}
