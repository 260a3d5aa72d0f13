package sitrep_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// floors is the house: a package may import those on the floors below it, and those only.
// Neighbours on a floor do not know each other. The names are folders; the root is ".".
var floors = [][]string{
	{"."},
	{"internal/lang", "examples", "internal/record", "internal/wood"},
	{"internal/lang/en", "internal/lang/pl"},
	{"internal/text"},
	{"internal/actor"},
	{"internal/claim", "internal/figure", "internal/victim"},
	{"internal/intake", "internal/origin", "internal/story", "internal/ledger", "internal/item"},
	{"internal/support"},
	{"internal/brief", "internal/check", "internal/account", "internal/sqlite", "internal/storetest", "internal/postgres", "internal/fetch", "internal/llm", "internal/view", "internal/alert"},
	{"internal/desk", "internal/export"},
	{"eval", "internal/web", "internal/work", "internal/mcp", "internal/api"},
	{"internal/loaded"}, // for tests, of whatever room
	{"cmd/sitrep"},
}

// languages are chosen by cmd and handed down: no step names one.
const languages = "sitrep/internal/lang/"

// TestArrows holds every package to the house's arrows. A forbidden import is a wall moved: either the
// type it wants is a noun of the root, or the work is in the wrong room.
func TestArrows(t *testing.T) {
	floor := map[string]int{}
	for n, names := range floors {
		for _, name := range names {
			floor[name] = n
		}
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "third_party") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		room, known := roomOf(dir, floor)
		if !known {
			t.Errorf("%s: the house has no room %s; add it to a floor", path, dir)
			return nil
		}
		seen[room] = true
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			check(t, path, room, name, floor)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range floor {
		if !seen[name] {
			t.Errorf("the house has a room %s but no code in it", name)
		}
	}
}

// roomOf is the room a folder belongs to: itself or the room it is a closet of (claim/train).
func roomOf(dir string, floor map[string]int) (string, bool) {
	for d := dir; ; {
		if _, ok := floor[d]; ok && (d != "." || dir == ".") {
			return d, true
		}
		at := strings.LastIndexByte(d, '/')
		if at < 0 {
			return dir, false
		}
		d = d[:at]
	}
}

func check(t *testing.T, path, room, imported string, floor map[string]int) {
	t.Helper()
	if room == "." && strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
		t.Errorf("%s imports %s: the nouns use the standard library alone", path, imported)
	}
	if imported != "sitrep" && !strings.HasPrefix(imported, "sitrep/") {
		return
	}
	target := strings.TrimPrefix(strings.TrimPrefix(imported, "sitrep"), "/")
	if target == "" {
		target = "."
	}
	other, known := roomOf(target, floor)
	switch {
	case !known:
		t.Errorf("%s imports %s, which is no room of the house", path, imported)
	case other == room:
	case strings.HasPrefix(imported, languages) && room != "cmd/sitrep" && room != "internal/loaded" && !strings.Contains(path, "/train/"):
		t.Errorf("%s imports %s: only cmd names a language", path, imported)
	case floor[other] > floor[room]:
		t.Errorf("%s imports %s: arrows point down", path, imported)
	case floor[other] == floor[room]:
		t.Errorf("%s imports %s: neighbours on a floor don't know each other", path, imported)
	}
}
