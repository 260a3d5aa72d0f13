package eval_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sitrep"
	"sitrep/eval"
)

// reader is a system that reads pages as plain text, finds nothing, and groups nothing.
type reader struct{}

func (reader) Read(context.Context, []*sitrep.Report) ([]sitrep.Reading, error)  { return nil, nil }
func (reader) Stories(context.Context, []*sitrep.Report) ([]sitrep.Story, error) { return nil, nil }
func (reader) Brief(context.Context, []*sitrep.Report, int) (sitrep.Brief, error) {
	return sitrep.Brief{}, nil
}

func (reader) Pages(_ context.Context, files []string) ([]*sitrep.Report, error) {
	var out []*sitrep.Report
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		out = append(out, &sitrep.Report{Input: f, Text: string(b)})
	}
	return out, nil
}

// pack makes a folder with pages.tar.gz of these names and texts.
func pack(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	packed := tar.NewWriter(zipped)
	for i := 0; i < len(files); i += 2 {
		if err := packed.WriteHeader(&tar.Header{Name: files[i], Mode: 0o644, Size: int64(len(files[i+1]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := packed.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(packed.Close(), zipped.Close()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "pages.tar.gz"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestExtractionUnpacksOnlyPages(t *testing.T) {
	dir := pack(t,
		"pages/mill.html", "the mill wheel turned all night",
		"pages/mill.gold.json", `{"text": "the mill wheel turned all night long"}`,
		"../../escape.html", "no gold", "pages/run.sh", "no page")
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	var out strings.Builder
	scores, err := eval.Run(t.Context(), "extraction", dir, reader{}, &out, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "extraction\npages 1 missing 0 titles 0/0 dates 0/0\nprecision 1.000 recall 0.750 F1 0.857\n95 %: f1 0.857-0.857"
	if !strings.HasPrefix(out.String(), want) {
		t.Errorf("got %q", out.String())
	}
	if s, ok := scores.Find("extraction/recall"); !ok || s.Value != 0.75 {
		t.Errorf("recall %v", s)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestRunFails(t *testing.T) {
	figures := func(gold string) string {
		dir := t.TempDir()
		for name, text := range map[string]string{"docs.jsonl": `{"id": "a", "text": "Two died.", "published": "some day"}`, "gold.jsonl": gold} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	for name, c := range map[string]struct {
		set, dir string
		want     error
	}{
		"no such set":                {"weather", t.TempDir(), sitrep.Usage},
		"no such part":               {"stories/weather", t.TempDir(), sitrep.Usage},
		"no such part here":          {"stories/stream", t.TempDir(), sitrep.NotFound},
		"no figures":                 {"figures", t.TempDir(), sitrep.NotFound},
		"no stories":                 {"stories", t.TempDir(), sitrep.NotFound},
		"no pages":                   {"extraction", t.TempDir(), sitrep.NotFound},
		"gold of an unknown report":  {"figures", figures(`{"doc_id": "b", "sent": "Two died."}`), sitrep.Invalid},
		"the same page packed twice": {"extraction", pack(t, "a.html", "x", "b/a.html", "y"), os.ErrExist},
		"fine, and a date no date":   {"figures", figures(`{"doc_id": "a", "sent": "Two died.", "measure": "killed"}`), nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := eval.Run(t.Context(), c.set, c.dir, reader{}, &strings.Builder{}, eval.Options{})
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestFloors(t *testing.T) {
	floors, err := eval.ReadFloors(strings.NewReader(`{"figures/figure": 0.85, "figures/lost": 0.1,
		"figures/full": {"floor": 0.5, "why": "groups are hard"}, "reactions/kind": 0.9, "stories/stream/f1": 0.3}`))
	if err != nil {
		t.Fatal(err)
	}
	scores := eval.Scores{{Name: "figures/figure", Value: 0.8499}, {Name: "figures/full", Value: 0.537}}
	if got, want := floors.Below(scores), []string{"figures/figure 0.8499 is below 0.85", "figures/lost has a floor and no score"}; !slices.Equal(got, want) {
		t.Errorf("below: %q", got)
	}
	if got, want := floors.Above(scores), []string{"figures/full 0.5 can be raised to 0.53"}; !slices.Equal(got, want) {
		t.Errorf("above: %q", got)
	}
	for _, bad := range []string{`{"a": 2}`, `{"a": {"least": 1}}`, `[]`, `{"a": "high"}`} {
		if _, err := eval.ReadFloors(strings.NewReader(bad)); err == nil {
			t.Errorf("%s went through", bad)
		}
	}
}

// TestOwnFloors wants a readable floors.json whose names are those of sets.
func TestOwnFloors(t *testing.T) {
	f, err := os.Open("floors.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	floors, err := eval.ReadFloors(f)
	if err != nil {
		t.Fatal(err)
	}
	for name := range floors {
		if set, _, _ := strings.Cut(name, "/"); !slices.Contains(eval.Names(), set) {
			t.Errorf("floor %s is of no set", name)
		}
	}
}
