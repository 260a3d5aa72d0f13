package work_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
)

// TestWorkerProcess is no test: it is the process that killed starts and kills.
func TestWorkerProcess(t *testing.T) {
	at := os.Getenv("SITREP_TEST_WORKER")
	if at == "" {
		t.Skip("only as a process of another test")
	}
	n, err := strconv.Atoi(os.Getenv("SITREP_TEST_WORKERS"))
	if err != nil {
		t.Fatal(err)
	}
	h := build(t, place(at), n, time.Now, nil)
	defer h.store.Close()
	h.settle(t)
}

// killed takes the reports while processes work the store that are killed at random times, each a little later than the one
// before, until one finishes after everything was taken. How much later grows with how long one lives: grouping begins
// anew in each, so however slow the machine and many the reports, one comes to an end.
func killed(t *testing.T, at place, workers int, list []*sitrep.Report) *house {
	t.Helper()
	h := build(t, at, 1, time.Now, nil)
	var taken atomic.Bool
	go func() {
		defer taken.Store(true)
		for len(list) > 0 {
			n := min(50, len(list))
			h.take(t, list[:n])
			list = list[n:]
			time.Sleep(20 * time.Millisecond)
		}
	}()
	deaths := 0
	for lives := 120 * time.Millisecond; ; lives += lives / 12 {
		all := taken.Load()
		p := exec.Command(os.Args[0], "-test.run", "^TestWorkerProcess$")
		p.Env = append(os.Environ(), "SITREP_TEST_WORKER="+string(at), "SITREP_TEST_WORKERS="+strconv.Itoa(workers))
		var said bytes.Buffer
		p.Stdout, p.Stderr = &said, &said
		err := p.Start()
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- p.Wait() }()
		select {
		case err = <-done:
			if err != nil {
				t.Fatalf("%v: %s", err, said.String())
			}
		case <-time.After(lives + rand.N(200*time.Millisecond)):
			p.Process.Kill()
			err = <-done
		}
		if err == nil && all {
			t.Logf("%d processes were killed", deaths)
			return h
		}
		if err != nil {
			deaths++
		}
	}
}
