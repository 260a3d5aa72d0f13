package desk_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/item"
	"sitrep/internal/sqlite"
)

// pen is a writer made of a function.
type pen func(d *sitrep.Draft) ([]sitrep.Wording, error)

func (p pen) Write(_ context.Context, d *sitrep.Draft) ([]sitrep.Wording, error) { return p(d) }
func (pen) Name() string                                                         { return "pen" }

// tellBy keeps two reports of one story, has it told by a writer and returns the brief.
func tellBy(t *testing.T, w brief.Writer, decide ...sitrep.Decision) sitrep.Brief {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	k := desk.NewKeeper(desk.KeeperOptions{Desk: newDesk(t), Store: s, Identity: item.Identity{}, Writer: w})
	published, err := sitrep.ParseStamp("2024-05-10")
	if err != nil {
		t.Fatal(err)
	}
	take(t, k, []*sitrep.Report{{
		ID: "a-1", Outlet: "Isles News", URL: "https://isles.example/a", Published: published, Title: "Ferry sinks off Lorn", Language: "en",
		Text: "The ferry Saint Brannan sank off Lorn on Thursday in a heavy storm, killing at least nine people, the coast guard said.",
	}})
	if err := k.Read(t.Context(), "a-1"); err != nil {
		t.Fatal(err)
	}
	if err := k.Group(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := s.Stories(t.Context(), sitrep.StoryFilter{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d stories, %v", len(list), err)
	}
	for _, d := range decide {
		d.Story = list[0].Story.ID
		if _, err := k.Decide(t.Context(), d, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.Tell(t.Context(), list[0].Story.ID); err != nil {
		t.Fatal(err)
	}
	told, err := s.Story(t.Context(), list[0].Story.ID)
	if err != nil {
		t.Fatal(err)
	}
	return told.Brief
}

// TestKeptWriter: a kept story is told in the writer's words where they pass, and as ever where they don't or he fails.
func TestKeptWriter(t *testing.T) {
	own := tellBy(t, nil)
	if len(own.Body) == 0 {
		t.Fatal("the story has no body")
	}
	const better = "The coast guard said the ferry Saint Brannan sank off Lorn on Thursday, killing at least nine people."
	write := func(text string) pen {
		return func(d *sitrep.Draft) (out []sitrep.Wording, err error) {
			for i, s := range d.Sentences {
				if s.Part == "body" {
					out = append(out, sitrep.Wording{For: []int{i + 1}, Text: text, Passages: s.Passages})
				}
			}
			return out, nil
		}
	}
	same := func(name string, b sitrep.Brief) {
		if !reflect.DeepEqual(b, own) {
			t.Errorf("%s: the brief is %v, not %v", name, b, own)
		}
	}
	same("a liar", tellBy(t, write("All aboard the ferry were saved.")))
	same("one who fails", tellBy(t, pen(func(*sitrep.Draft) ([]sitrep.Wording, error) { return nil, errors.New("out of ink") })))
	text := better
	if strings.Contains(own.Body[0].Text, "9 May 2024") {
		text = strings.Replace(better, "on Thursday", "on 9 May 2024", 1) // numbers are kept
	}
	b := tellBy(t, write(text))
	if b.Worded == nil || b.Worded.By != "pen" || b.Worded.Sentences != 1 || b.Body[0].Text != text {
		t.Errorf("a good writer: %v, %v", b.Worded, b.Body)
	}
	same("a pinned sentence", tellBy(t, write(text), sitrep.Decision{Kind: sitrep.Pin, Text: own.Body[0].Text, By: "desk"}))
	if b := tellBy(t, write(text), sitrep.Decision{Kind: sitrep.Strike, Text: text, By: "desk"}); len(b.Body) != 0 {
		t.Errorf("a struck sentence of the writer's: %v", b.Body)
	}
}
