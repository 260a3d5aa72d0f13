package sqlite_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sitrep"
	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
)

var points = flag.Int("points", 5, "at how many points a disk is full")

// TestDiskFillsUp fills a real, small disk at random points while reports are kept: what is not acknowledged gets an error,
// reading goes on, a backup there says why it fails, and the same open store goes on by itself when there is room
// again. What was acknowledged is there.
func TestDiskFillsUp(t *testing.T) {
	const each = 5 // points to a disk
	for left := *points; left > 0; left -= each {
		fillsUp(t, min(left, each))
	}
}

func fillsUp(t *testing.T, points int) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("no small disk can be mounted here (%v); TestFullDisk shows the same with a file of limited size", err)
	}
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		s.Close()
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	}()
	kept, refused := 0, 0
	keep := func() error {
		err := s.Keep(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{storetest.Report(kept+1, strings.Repeat("word ", 200+rand.IntN(3000)))}})
		if err == nil {
			kept++
		}
		return err
	}
	ballast := filepath.Join(dir, "ballast")
	for range points {
		for range rand.IntN(20) {
			if err := keep(); err != nil {
				t.Fatalf("with room: %v", err)
			}
		}
		fill(t, ballast, rand.IntN(300_000))
		var full error
		for n := 0; full == nil; n++ {
			if full = keep(); n > 2000 {
				t.Fatal("the disk is never full")
			}
		}
		if refused++; !strings.Contains(full.Error(), "the disk is full") {
			t.Errorf("full: %v", full)
		}
		n := 0
		if err := s.After(t.Context(), 0, func(*sitrep.Kept) error { n++; return nil }); err != nil || n != kept {
			t.Errorf("full: %d reports of %d can be read: %v", n, kept, err)
		}
		if hits, err := s.Search(t.Context(), "word", 3); err != nil || kept > 3 && len(hits) != 3 {
			t.Errorf("full: a search finds %d, %v", len(hits), err)
		}
		if err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); err == nil || !strings.Contains(err.Error(), "the disk is full") {
			t.Errorf("full: a backup says %v", err)
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if err := keep(); err != nil {
			t.Errorf("there is room again: %v", err)
		}
	}
	for range 8 { // of every connection
		if hits, err := s.Search(t.Context(), "word", 1000); err != nil || len(hits) != kept {
			t.Errorf("afterwards: a search finds %d of %d, %v", len(hits), kept, err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	t.Logf("%d reports were kept, and the disk was full %d times", kept, refused)
}

// fill takes all the room but for some bytes.
func fill(t *testing.T, name string, leave int) {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(name), &disk); err != nil {
		t.Fatal(err)
	}
	size := int64(disk.Bavail)*disk.Bsize - int64(leave)
	if err := os.WriteFile(name, make([]byte, max(0, size)), 0o600); err != nil {
		t.Fatal(err)
	}
}
