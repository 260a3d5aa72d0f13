package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Cluster is a PostgreSQL server for one test binary: the one that SITREP_TEST_POSTGRES names, or a throw-away one made by
// the machine's own initdb, which listens on a socket in a temporary folder only. Stop it in TestMain.
type Cluster struct {
	once sync.Once
	err  error
	base string // an address without a database
	dir  string
	bin  string
	as   *syscall.Credential
	next int
	mu   sync.Mutex
}

// errNoPostgres says that there is no server and none can be made.
var errNoPostgres = errors.New("no PostgreSQL here: install Debian's postgresql, or name a server in SITREP_TEST_POSTGRES")

// Database makes an empty database and gives its address; the test is skipped, with a word, where there is no server.
func (c *Cluster) Database(t *testing.T) string {
	t.Helper()
	c.once.Do(func() { c.err = c.start() })
	if errors.Is(c.err, errNoPostgres) {
		t.Skip(c.err)
	}
	if c.err != nil {
		t.Fatal(c.err)
	}
	c.mu.Lock()
	c.next++
	name := fmt.Sprintf("sitrep_test_%d_%d", os.Getpid(), c.next)
	c.mu.Unlock()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, c.address("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		conn, err := pgx.Connect(ctx, c.address("postgres"))
		if err != nil {
			return // the server is stopped already
		}
		defer conn.Close(ctx)
		conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
	})
	return c.address(name)
}

func (c *Cluster) address(name string) string {
	if c.dir == "" {
		u, _ := url.Parse(c.base)
		u.Path = "/" + name
		return u.String()
	}
	return "postgres://sitrep@/" + name + "?host=" + url.QueryEscape(filepath.Join(c.dir, "socket")) + "&sslmode=disable"
}

func (c *Cluster) start() error {
	if c.base = os.Getenv("SITREP_TEST_POSTGRES"); c.base != "" {
		return nil
	}
	c.bin = binaries()
	if c.bin == "" {
		return errNoPostgres
	}
	var err error
	if c.dir, err = os.MkdirTemp("", "sitrep-pg"); err != nil {
		return err
	}
	socket := filepath.Join(c.dir, "socket")
	if err := os.Mkdir(socket, 0o700); err != nil {
		return err
	}
	if os.Geteuid() == 0 { // the server refuses to run as root
		if err := c.lower(socket); err != nil {
			return err
		}
	}
	data := filepath.Join(c.dir, "data")
	if err := c.run("initdb", "--pgdata", data, "--username", "sitrep", "--auth", "trust", "--encoding", "UTF8", "--no-locale"); err != nil {
		return err
	}
	// Processes are killed here, never the machine: nothing has to reach the disk.
	return c.run("pg_ctl", "--pgdata", data, "--wait", "--timeout", "60", "--log", filepath.Join(c.dir, "log"),
		"--options", "-c listen_addresses='' -c max_connections=60 -c shared_buffers=32MB -c fsync=off -c full_page_writes=off -c unix_socket_directories="+socket, "start")
}

// binaries is the folder of the newest server there is.
func binaries() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	best, newest := "", -1
	for _, f := range found {
		dir := filepath.Dir(f)
		if n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir))); err == nil && n > newest {
			best, newest = dir, n
		}
	}
	if best == "" {
		if f, err := exec.LookPath("initdb"); err == nil {
			best = filepath.Dir(f)
		}
	}
	return best
}

// lower has the server run as the user that Debian's package makes, or else as nobody.
func (c *Cluster) lower(socket string) error {
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return err
		}
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	c.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return errors.Join(os.Chown(c.dir, uid, gid), os.Chown(socket, uid, gid))
}

func (c *Cluster) run(name string, args ...string) error {
	ctx, stop := context.WithTimeout(context.Background(), 90*time.Second)
	defer stop()
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, name), args...)
	cmd.Dir = c.dir
	if c.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	}
	// The server keeps what it inherits: a pipe would never end.
	log, err := os.Create(filepath.Join(c.dir, name+".out"))
	if err != nil {
		return err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		return fmt.Errorf("%s: %w: %s", name, err, said)
	}
	return nil
}

// Stop ends the throw-away server and removes what it kept.
func (c *Cluster) Stop() {
	if c.dir == "" {
		return
	}
	c.run("pg_ctl", "--pgdata", filepath.Join(c.dir, "data"), "--mode", "immediate", "--wait", "stop")
	os.RemoveAll(c.dir)
}
