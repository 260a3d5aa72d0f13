package actor

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

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
		actors, _, err := parse(f)
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
// where what follows the id may be left out and "#" begins a comment. Errors name the line and are
// sitrep.Invalid.
func Load(r io.Reader) (*Registry, error) {
	actors, lines, err := parse(r)
	if err != nil {
		return nil, err
	}
	return newRegistry(actors, lines)
}

// cells are what a line may hold.
const cells = 5

// parse reads the actors and the lines they stand in.
func parse(r io.Reader) (actors []sitrep.Actor, lines []int, err error) {
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	n := 1
	for ; scan.Scan(); n++ {
		line := strings.TrimPrefix(scan.Text(), "\ufeff")
		if !utf8.ValidString(line) {
			return nil, nil, fmt.Errorf("%w: line %d is not UTF-8 text: save the file as UTF-8", sitrep.Invalid, n)
		}
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		a, err := parseLine(line)
		if err != nil {
			return nil, nil, fmt.Errorf("%w: line %d: %s", sitrep.Invalid, n, err)
		}
		actors, lines = append(actors, a), append(lines, n)
	}
	if err := scan.Err(); err != nil {
		return nil, nil, fmt.Errorf("line %d: %w", n, err)
	}
	return actors, lines, nil
}

func parseLine(line string) (sitrep.Actor, error) {
	cell := strings.Split(line, "|")
	if len(cell) > cells {
		return sitrep.Actor{}, fmt.Errorf("%d cells between the bars; at most %d are read: id | kind | alias; alias | speaks for | party", len(cell), cells)
	}
	cell = append(cell, make([]string, cells-len(cell))...)
	for i := range cell {
		cell[i] = strings.TrimSpace(cell[i])
	}
	if cell[0] == "" {
		return sitrep.Actor{}, errors.New("no id: the first cell is the name the ledger prints")
	}
	a := sitrep.Actor{ID: sitrep.ActorID(cell[0]), Kind: cell[1], SpeaksFor: sitrep.ActorID(cell[3]), Party: cell[4]}
	for alias := range strings.SplitSeq(cell[2], ";") {
		if alias = strings.TrimSpace(alias); alias != "" {
			a.Aliases = append(a.Aliases, alias)
		}
	}
	return a, nil
}
