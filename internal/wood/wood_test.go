package wood_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"sitrep/internal/wood"
)

// made are examples that are the same when the first input is high and the second low, or both the other way round; the
// third says nothing.
func made(n int) []wood.Example {
	r := rand.New(rand.NewPCG(3, 4))
	out := make([]wood.Example, n)
	for i := range out {
		in := []float32{r.Float32(), r.Float32(), r.Float32()}
		out[i] = wood.Example{Inputs: in, Same: (in[0] > 0.5) != (in[1] > 0.5), Weight: 1}
	}
	return out
}

var options = wood.Options{Trees: 40, Depth: 3, Rate: 0.3, Rows: 0.7, Inputs: 1, Least: 5, Ridge: 1, Seed: 1}

func TestLearnsWhatNoSingleInputTells(t *testing.T) {
	f := wood.Learn(made(4000), options)
	right := 0
	for _, e := range made(1000) {
		if f.Score(e.Inputs) > 0.5 == e.Same {
			right++
		}
	}
	if right < 970 {
		t.Errorf("%d of 1000 right", right)
	}
}

func TestSameExamplesSameForest(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := wood.Learn(made(500), options).Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two forests of the same examples differ")
	}
}

func TestReadsWhatItWrote(t *testing.T) {
	f := wood.Learn(made(500), options)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	g, err := wood.Read(&b, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range made(100) {
		if x, y := f.Odds(e.Inputs), g.Odds(e.Inputs); x-y > 1e-5 || y-x > 1e-5 {
			t.Fatalf("%v before, %v after", x, y)
		}
	}
}

// A forest says what its trees say, followed node by node as they are written: early leaves, answers on the step itself, several trees.
func TestAnswers(t *testing.T) {
	f, err := wood.Read(strings.NewReader("2 2 0.5\n0<1 =1 1<2 0<3 =10 =20 =30\n1<2 =100 0<1 =200 =300\n"), 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a, b float32
		want float64
	}{{1, 9, 201.5}, {1.5, 2, 110.5}, {3, 2, 110.5}, {3.5, 2, 120.5}, {2, 2.5, 330.5}, {0, 0, 101.5}} {
		if got := f.Odds([]float32{c.a, c.b}); got != c.want {
			t.Errorf("%v, %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// BenchmarkScore judges one pair by a forest as large as the one that comes with the program.
func BenchmarkScore(b *testing.B) {
	o := options
	o.Trees, o.Depth = 300, 5
	f, pairs := wood.Learn(made(4000), o), made(1000)
	for i := 0; b.Loop(); i++ {
		f.Score(pairs[i%len(pairs)].Inputs)
	}
}

func TestNoForest(t *testing.T) {
	for _, s := range []string{
		"", "3 1\n", "2 1 0\n=1\n", "3 2 0\n=1\n", "3 1 0\n0<1 =1\n", "3 1 0\n=1 =2\n", "3 1 0\n3<1 =1 =1\n", "3 1 0\n-1<1 =1 =1\n", "3 1 0\n=x\n", "3 1 0\n=NaN\n",
		"3 1 0\n" + strings.Repeat("0<1 ", 7) + strings.Repeat("=1 ", 8) + "\n",
		"3 1 0\n" + strings.Repeat("0<1 ", 1000) + strings.Repeat("=1 ", 1001) + "\n",
	} {
		if _, err := wood.Read(strings.NewReader(s), 3); !errors.Is(err, wood.ErrFormat) {
			t.Errorf("%.30q: %v", s, err)
		}
	}
}
