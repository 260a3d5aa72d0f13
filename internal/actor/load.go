package actor

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"strings"

	"sitrep"
)

//go:embed data
var builtin embed.FS

// Default is the built-in registry: states with their leaders, ministries, armies and
// agencies, international bodies, monitors, news agencies and armed groups. Who is party to a
// conflict is for the desk to say.
func Default() (*Registry, error) {
	files, err := builtin.ReadDir("data")
	if err != nil {
		return nil, fmt.Errorf("built-in actors: %w", err)
	}
	var all []sitrep.Actor
	for _, file := range files {
		f, err := builtin.Open("data/" + file.Name())
		if err != nil {
			return nil, fmt.Errorf("built-in actors: %w", err)
		}
		actors, err := parse(f)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("built-in actors: %s: %w", file.Name(), err)
		}
		all = append(all, actors...)
	}
	return NewRegistry(all)
}

// Load reads a registry in the plain form the desk edits: one actor a line,
//
//	id | kind | alias; alias | speaks for | party
//
// where what follows the id may be left out and "#" begins a comment.
func Load(r io.Reader) (*Registry, error) {
	actors, err := parse(r)
	if err != nil {
		return nil, err
	}
	return NewRegistry(actors)
}

func parse(r io.Reader) ([]sitrep.Actor, error) {
	var out []sitrep.Actor
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) > 5 {
			return nil, fmt.Errorf("%w: line %d: %d cells, at most 5 (id | kind | aliases | speaks for | party)", sitrep.Invalid, n, len(cells))
		}
		for len(cells) < 5 {
			cells = append(cells, "")
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if cells[0] == "" {
			return nil, fmt.Errorf("%w: line %d: no id", sitrep.Invalid, n)
		}
		a := sitrep.Actor{ID: sitrep.ActorID(cells[0]), Kind: cells[1], SpeaksFor: sitrep.ActorID(cells[3]), Party: cells[4]}
		for _, alias := range strings.Split(cells[2], ";") {
			if alias = strings.TrimSpace(alias); alias != "" {
				a.Aliases = append(a.Aliases, alias)
			}
		}
		out = append(out, a)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("registry of actors: %w", err)
	}
	return out, nil
}
