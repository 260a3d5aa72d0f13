package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/sqlite"
	"sitrep/internal/storetest"
)

var rounds = flag.Int("rounds", 20, "how often a writer is killed")

// TestMain is the writer too, when it is called as one: it keeps report after report and says on standard output which are kept.
func TestMain(m *testing.M) {
	if file := os.Getenv("SITREP_TEST_WRITER"); file != "" {
		from, _ := strconv.Atoi(os.Getenv("SITREP_TEST_FROM"))
		writer(file, from)
		return
	}
	if engine.Upgrading() {
		return
	}
	os.Exit(m.Run())
}

func writer(file string, from int) {
	s, err := sqlite.Open(context.Background(), file, sqlite.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for n := from; ; n += 2 {
		if err := s.Keep(context.Background(), pair(n)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(n) // the acknowledgement
	}
}

// pair is two reports with the feed's cursor that came with them.
func pair(n int) *sitrep.Batch {
	return &sitrep.Batch{
		Reports: []*sitrep.Kept{storetest.Report(n, strings.Repeat("The river rose. ", 50)), storetest.Report(n+1, "It fell.")},
		Feeds:   []sitrep.Feed{{URL: "https://courier.example/feed", ETag: fmt.Sprint(n)}},
	}
}

// TestKilled kills a writer at random times: whatever it acknowledged is there once, whole, and the feed's cursor is where
// the reports are.
func TestKilled(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.db")
	acknowledged := 0
	n := *rounds
	if testing.Short() {
		n = 4
	}
	for round := range n {
		next := acknowledged + 1
		if round > 0 {
			next = check(t, file, acknowledged)
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "SITREP_TEST_WRITER="+file, "SITREP_TEST_FROM="+strconv.Itoa(next))
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(time.Duration(60+rand.IntN(150))*time.Millisecond, func() { cmd.Process.Kill() })
		var last int
		for {
			var line int
			if _, err := fmt.Fscanln(out, &line); err != nil {
				break
			}
			last = line
		}
		cmd.Wait()
		kill.Stop()
		if last > 0 {
			acknowledged = last + 1
		}
	}
	check(t, file, acknowledged)
	if acknowledged < n {
		t.Errorf("only %d reports were acknowledged in %d rounds", acknowledged, n)
	}
	t.Logf("%d reports acknowledged in %d rounds", acknowledged, n)
}

// check opens what a killed writer left, and says which report comes next.
func check(t *testing.T, file string, acknowledged int) int {
	t.Helper()
	s, err := sqlite.Open(t.Context(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := s.After(t.Context(), 0, func(k *sitrep.Kept) error {
		n++
		if want := fmt.Sprintf("r%03d", n); string(k.Report.ID) != want || k.Number != int64(n) || k.Report.Text == "" {
			t.Errorf("the %dth is %s, number %d", n, k.Report.ID, k.Number)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n < acknowledged || n%2 != 0 {
		t.Fatalf("%d reports of %d acknowledged are there", n, acknowledged)
	}
	if feeds, err := s.Feeds(t.Context()); err != nil || n > 0 && (len(feeds) != 1 || feeds[0].ETag != fmt.Sprint(n-1)) {
		t.Errorf("after %d reports the feed is %+v, %v", n, feeds, err)
	}
	return n + 1
}

// TestFullDisk says what happens when there is no more room: what isn't acknowledged gets an error, reading goes on, and writing
// does when room is made. The room is that of the file, in pages.
func TestFullDisk(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	pages := func(n int) {
		t.Helper()
		if _, err := s.Pool().ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	var have int
	if err := s.Pool().QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&have); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for point := range 5 {
		have += 8 + 17*point
		pages(have)
		for {
			err := s.Keep(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{storetest.Report(kept+1, strings.Repeat("word ", 2000))}})
			if err != nil {
				if !strings.Contains(err.Error(), "the disk is full") {
					t.Fatalf("full: %v", err)
				}
				break
			}
			if kept++; kept > 5000 {
				t.Fatal("the disk is never full")
			}
		}
		n := 0
		if err := s.After(t.Context(), 0, func(*sitrep.Kept) error { n++; return nil }); err != nil || n != kept {
			t.Errorf("full: %d reports of %d can be read: %v", n, kept, err)
		}
	}
	pages(1 << 30)
	if err := s.Keep(t.Context(), &sitrep.Batch{Reports: []*sitrep.Kept{storetest.Report(kept+1, "room again")}}); err != nil {
		t.Error(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestBackupWhileWriting copies a store while reports come in: every copy opens, is sound and holds a beginning of them.
func TestBackupWhileWriting(t *testing.T) {
	dir := t.TempDir()
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, stop := context.WithCancel(t.Context())
	var writer sync.WaitGroup
	written := 0
	began := time.Now()
	writer.Go(func() {
		for ctx.Err() == nil {
			if err := s.Keep(t.Context(), pair(written+1)); err != nil {
				t.Error(err)
				return
			}
			written += 2
		}
	})
	for i := range 5 {
		time.Sleep(100 * time.Millisecond)
		copied := filepath.Join(dir, fmt.Sprintf("copy%d.db", i))
		if err := s.Backup(t.Context(), copied); err != nil {
			t.Fatal(err)
		}
		check(t, copied, 0)
	}
	stop()
	writer.Wait()
	if pace := float64(written) / time.Since(began).Seconds(); pace < 50 && !testing.Short() {
		t.Errorf("%.0f reports a second were kept meanwhile", pace)
	} else {
		t.Logf("%.0f reports a second were kept meanwhile", pace)
	}
}

// TestRefused says what is said of a file that is no store of ours, and that it is left as it was.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	os.WriteFile(text, []byte("These are my notes, not a database."), 0o600)
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	db.Exec("CREATE TABLE recipes (name TEXT)")
	newer := filepath.Join(dir, "newer.db")
	s, err := sqlite.Open(t.Context(), newer, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.Pool().Exec("INSERT INTO sitrep_versions (version_id, is_applied) VALUES (99, 1)")
	s.Close()
	db.Close()
	for file, want := range map[string]string{text: "not a SQLite file", other: "another program's", newer: "a newer sitrep wrote it", dir: "it is a folder"} {
		before, _ := os.ReadFile(file)
		s, err := sqlite.Open(t.Context(), file, sqlite.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%s was opened", file)
			continue
		}
		if !errors.Is(err, sitrep.Invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", file, err)
		}
		if after, _ := os.ReadFile(file); file == text && string(after) != string(before) {
			t.Errorf("%s was changed", file)
		}
	}
}

// TestUpgradeKilled says that a store whose first tables were half made when its maker was killed opens.
func TestUpgradeKilled(t *testing.T) {
	file := filepath.Join(t.TempDir(), "s.db")
	for range 8 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "SITREP_TEST_WRITER="+file, "SITREP_TEST_FROM=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(2+rand.IntN(25)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		check(t, file, 0)
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(file + end)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	words := strings.Fields("river flood bridge mayor hospital rescue army village market police fire storm court trial minister border strike quake relief camp")
	r := rand.New(rand.NewPCG(1, 2))
	const reports = 20_000
	for n := 0; n < reports; n += 500 {
		batch := &sitrep.Batch{}
		for i := range 500 {
			text := ""
			for range 120 {
				text += words[r.IntN(len(words))] + strconv.Itoa(r.IntN(300)) + " " + words[r.IntN(len(words))] + " "
			}
			batch.Reports = append(batch.Reports, storetest.Report(n+i+1, text))
		}
		if err := s.Keep(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := s.Search(b.Context(), "river17 bri", 20); err != nil {
			b.Fatal(err)
		}
	}
}
