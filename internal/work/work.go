// Package work runs the tasks that follow from what is kept. A task is inserted in the transaction that keeps
// its cause, so neither is ever there without the other; it is worked by whoever is there, tried again with
// growing pauses when it fails, and taken over when its worker died. The queue is River's tables in
// the same database, SQLite or PostgreSQL. What is asked of it is little (Engine, and one function that
// inserts), so that another queue could take its place.
//
// On SQLite one process works: every write goes through one connection, River's too. Its driver takes and
// completes jobs row by row, and a queue is asked for work at most once in a cooldown, so the pace is
// workers / cooldown at best. docs/service.md has the measured numbers. On PostgreSQL any number of processes
// work; grouping follows the order of intake and has one writer, the process that holds an advisory lock.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"sitrep"
)

// Do runs a task. A task may be run twice, and in any order. What fails is tried again.
type Do func(ctx context.Context, t sitrep.Task) error

// Options say how to work. The zero value inserts and works nothing.
type Options struct {
	Do      Do
	Workers int // tasks of the desk at once; 0 means 4
	Fetches int // feeds and pages fetched at once; 0 means 16
	Log     *slog.Logger
	// Pause is how often the queue is asked for work at most; 0 means 20 ms.
	Pause time.Duration
	// Rescue is after how long a task whose worker is silent is given to another; 0 means 10 minutes.
	Rescue time.Duration
	// Rest is for how long grouping rests at most after it has run while reports pour in; 0 means a minute.
	Rest time.Duration
	// Regain is called when this process becomes the one that groups: others may have grouped before.
	Regain func()
}

func (o Options) withDefaults() Options {
	if o.Workers <= 0 {
		o.Workers = 4
	}
	if o.Fetches <= 0 {
		o.Fetches = 16 // they mostly wait; a few slow servers hold up nobody
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Pause <= 0 {
		o.Pause = 20 * time.Millisecond
	}
	if o.Rescue <= 0 {
		o.Rescue = 10 * time.Minute
	}
	if o.Rest <= 0 {
		o.Rest = time.Minute
	}
	if o.Regain == nil {
		o.Regain = func() {}
	}
	return o
}

// Engine works tasks.
type Engine interface {
	// Start begins to work and returns; Stop lets the tasks in hand finish.
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	// Drain works what waits, and what follows from it, and returns when nothing is left that could be done
	// now. It is an error (of the type Left) when tasks failed; they stay and are tried again later. An
	// engine that is started is only waited for.
	Drain(ctx context.Context) error
	// Queue counts the tasks that are not done.
	Queue(ctx context.Context) (Queue, error)
}

// Queue is how many tasks there are that are not done, by kind.
type Queue struct {
	Waiting map[sitrep.TaskKind]int // may begin at once
	Running map[sitrep.TaskKind]int
	Later   map[sitrep.TaskKind]int // put off to a time
	Failed  map[sitrep.TaskKind]int // failed at least once, and to be tried again
	Dropped map[sitrep.TaskKind]int // given up after many failures
	// Oldest is since when the longest-waiting task could have begun.
	Oldest time.Time
	Why    string // the last failure's words
}

// Ready counts the tasks that a worker could have in hand now, but those of the network.
func (q Queue) Ready() int { return total(q.Waiting) + total(q.Running) }

func total(m map[sitrep.TaskKind]int) (n int) {
	for k, v := range m {
		if !network(k) {
			n += v
		}
	}
	return n
}

// network tells the tasks that need the network: a verb that drains the queue leaves them to the service.
func network(k sitrep.TaskKind) bool {
	return k == sitrep.FetchTask || k == sitrep.PageTask || k == sitrep.PushTask || k == sitrep.DeliverTask
}

// Left says which tasks failed and will be tried again.
type Left struct {
	Tasks map[sitrep.TaskKind]int
	Why   string
}

// Error says it in words.
func (l *Left) Error() string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(l.Tasks)) {
		parts = append(parts, fmt.Sprintf("%s: %d", k, l.Tasks[k]))
	}
	return fmt.Sprintf("tasks failed and will be tried again (%s): %s", strings.Join(parts, ", "), l.Why)
}

// settled is what Drain returns when nothing is left to be done now.
func (q Queue) settled() error {
	if total(q.Failed) == 0 {
		return nil
	}
	return &Left{q.Failed, q.Why}
}

// errStarted says that an engine is working already.
var errStarted = errors.New("the engine is started already")
