package wood

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"
	"strings"
)

// Write writes a forest as text: how many inputs and trees, and the odds to begin with; then one tree a line, each
// node before its branches: "input<cut" asks, "=score" is a leaf.
func (f *Forest) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%d %d %.6g\n", f.inputs, len(f.roots), f.base)
	for _, root := range f.roots {
		f.write(b, root)
		b.WriteByte('\n')
	}
	return b.Flush()
}

func (f *Forest) write(b *bufio.Writer, at int32) {
	n := &f.nodes[at]
	if n.input < 0 {
		fmt.Fprintf(b, "=%s ", number(n.cut))
		return
	}
	fmt.Fprintf(b, "%d<%s ", n.input, number(n.cut))
	f.write(b, at+1)
	f.write(b, n.right)
}

func number(v float32) string { return strconv.FormatFloat(float64(v), 'g', -1, 32) }

// ErrFormat is the error of a file that holds no forest.
var ErrFormat = errors.New("not a forest")

// Read reads what Write wrote, for reports compared by so many inputs.
func Read(r io.Reader, inputs int) (*Forest, error) {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	f := &Forest{}
	trees := 0
	if !s.Scan() {
		return nil, fmt.Errorf("%w: it is empty", ErrFormat)
	}
	if n, err := fmt.Sscan(s.Text(), &f.inputs, &trees, &f.base); n != 3 || err != nil {
		return nil, fmt.Errorf("%w: its first line: %w", ErrFormat, err)
	}
	if f.inputs != inputs || inputs > mostInputs {
		return nil, fmt.Errorf("%w of %d inputs but of %d", ErrFormat, inputs, f.inputs)
	}
	for s.Scan() {
		p := parser{f: f, words: strings.Fields(s.Text())}
		f.roots = append(f.roots, int32(len(f.nodes)))
		if err := p.node(deepest); err != nil {
			return nil, fmt.Errorf("%w: tree %d: %w", ErrFormat, len(f.roots), err)
		}
		if len(p.words) > 0 {
			return nil, fmt.Errorf("%w: tree %d goes on after its last leaf", ErrFormat, len(f.roots))
		}
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	if len(f.roots) != trees {
		return nil, fmt.Errorf("%w: %d trees, not %d", ErrFormat, len(f.roots), trees)
	}
	f.plant()
	for k, steps := range f.steps {
		if len(steps) > mostSteps {
			return nil, fmt.Errorf("%w: input %d is asked for %d numbers, more than %d", ErrFormat, k, len(steps), mostSteps)
		}
	}
	return f, nil
}

type parser struct {
	f     *Forest
	words []string
}

var errShort = errors.New("it breaks off")

func (p *parser) node(depth int) error {
	if len(p.words) == 0 || depth < 0 {
		return errShort
	}
	word := p.words[0]
	p.words = p.words[1:]
	input, cut, asks := strings.Cut(word, "<")
	if !asks {
		input, cut = "-1", strings.TrimPrefix(word, "=")
	}
	i, err := strconv.Atoi(input)
	if err != nil || i >= p.f.inputs || asks && i < 0 {
		return fmt.Errorf("input %q", input)
	}
	v, err := strconv.ParseFloat(cut, 32)
	if err != nil || math.IsNaN(v) {
		return fmt.Errorf("number %q", cut)
	}
	at := len(p.f.nodes)
	p.f.nodes = append(p.f.nodes, node{input: int16(i), cut: float32(v)})
	if !asks {
		return nil
	}
	if err := p.node(depth - 1); err != nil {
		return err
	}
	p.f.nodes[at].right = int32(len(p.f.nodes))
	return p.node(depth - 1)
}

// MustRead reads a forest that comes with the program, of so many inputs. That it can be read a test shows.
func MustRead(files fs.FS, name string, inputs int) *Forest {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	f, err := Read(bytes.NewReader(data), inputs)
	if err != nil {
		panic(fmt.Errorf("%s: %w", name, err))
	}
	return f
}
