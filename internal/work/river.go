package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"sitrep"
)

// The queues: the desk's tasks, grouping (one at a time), and the network.
const (
	deskQueue  = river.QueueDefault
	groupQueue = "group"
	netQueue   = "net"
)

// kinds are all tasks there are, with how long one may take. Grouping may have to go through everything
// that is kept after a restart.
var kinds = [...]struct {
	kind sitrep.TaskKind
	most time.Duration
}{
	{sitrep.FetchTask, 2 * time.Minute}, {sitrep.PushTask, 2 * time.Minute}, {sitrep.PageTask, 2 * time.Minute}, {sitrep.ReadTask, 2 * time.Minute},
	{sitrep.GroupTask, 2 * time.Hour}, {sitrep.TellTask, 9 * time.Minute}, {sitrep.AlertTask, 2 * time.Minute}, {sitrep.DeliverTask, 2 * time.Minute},
}

// Kinds yields every kind of task there is.
func Kinds(yield func(sitrep.TaskKind) bool) {
	for _, k := range kinds {
		if !yield(k.kind) {
			return
		}
	}
}

// job is a task in River's table: its key is the arguments, its kind stands beside them.
type job struct {
	kind sitrep.TaskKind
	Key  string `json:"key"`
}

// Kind is River's name for the kind of job.
func (j job) Kind() string { return string(j.kind) }

// insertion is how a task is put into River's table.
func insertion(t sitrep.Task) river.InsertManyParams {
	o := &river.InsertOpts{Queue: deskQueue, ScheduledAt: t.After}
	switch {
	case t.Kind == sitrep.GroupTask:
		o.Queue = groupQueue
	case network(t.Kind):
		o.Queue = netQueue
	case t.Kind == sitrep.TellTask, t.Kind == sitrep.AlertTask:
		o.Priority = 2 // what is read first need not be told twice
	}
	return river.InsertManyParams{Args: job{t.Kind, t.Key}, InsertOpts: o}
}

// quiet is a logger without River's day-to-day notes.
func quiet(log *slog.Logger) *slog.Logger {
	if log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(warnings{log.Handler()})
}

type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}

// migrate brings River's tables up to this build's version.
func migrate[T any](ctx context.Context, d riverdriver.Driver[T], log *slog.Logger) error {
	m, err := rivermigrate.New(d, &rivermigrate.Config{Logger: quiet(log)})
	if err == nil {
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	if err != nil {
		return fmt.Errorf("migrate the queue: %w", err)
	}
	return nil
}

// retries is when a failed task is tried again: soon at first, for what was only busy, then ever more seldom.
type retries struct{}

func (retries) NextRetry(j *rivertype.JobRow) time.Time {
	pause := min(time.Second<<(2*min(len(j.Errors), 10)), 6*time.Hour) // 1 s, 4 s, 16 s, 1 min, 4 min …
	return time.Now().Add(pause + rand.N(pause/4))
}

// table is what is asked of River's table besides what River does itself.
type table interface {
	queue(ctx context.Context) (Queue, error)
	// ready gives back tasks that are due and, on a store that one process works, those whose worker is gone.
	ready(ctx context.Context) error
	// arrive says that an engine of that name works, for as long as this process lives and has not departed.
	arrive(ctx context.Context, name string) error
	depart()
	// tidy does the same for what may have come about since, while this process works.
	tidy(ctx context.Context) error
	// own tries to become the one process that groups (on SQLite: that works at all); it is so until free.
	own(ctx context.Context) (bool, error)
	owns(ctx context.Context) bool
	free()
	alone() bool // only the owner may work any task
}

// engine is River over one kind of database.
type engine[T any] struct {
	Options
	driver riverdriver.Driver[T]
	table  table

	mu      sync.Mutex // of what follows
	client  *river.Client[T]
	stop    context.CancelFunc // of the watch over who groups
	watch   sync.WaitGroup
	drains  bool // works only what waits: grouping goes last
	rest    time.Time
	grouper bool // the group queue is worked here
}

// worker hands tasks of one kind to Do.
type worker[T any] struct {
	river.WorkerDefaults[job]
	engine *engine[T]
	kind   sitrep.TaskKind
	most   time.Duration
}

func (w *worker[T]) Timeout(*river.Job[job]) time.Duration { return w.most }

func (w *worker[T]) Work(ctx context.Context, j *river.Job[job]) error {
	t := sitrep.Task{Kind: w.kind, Key: j.Args.Key}
	if w.kind != sitrep.GroupTask {
		return w.engine.Do(ctx, t)
	}
	if pause := w.engine.before(ctx); pause > 0 {
		return river.JobSnooze(pause)
	}
	began := time.Now()
	defer func() { w.engine.after(time.Since(began)) }()
	return w.engine.Do(ctx, t)
}

// before says how long grouping should wait. It looks at everything that is open, so that while reports pour in
// it is run no more than a fifth of the time, and when a queue is drained only after everything is read.
func (e *engine[T]) before(ctx context.Context) time.Duration {
	if !e.table.owns(ctx) {
		return time.Second
	}
	e.mu.Lock()
	drains, rest := e.drains, time.Until(e.rest)
	e.mu.Unlock()
	if !drains {
		return rest
	}
	q, err := e.table.queue(ctx)
	if err == nil && q.Waiting[sitrep.ReadTask]+q.Running[sitrep.ReadTask] > 0 {
		return 50 * time.Millisecond
	}
	return 0
}

func (e *engine[T]) after(took time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.rest = time.Now().Add(min(4*took, e.Rest))
}

// open makes River's client, under a name that is taken while this process lives.
func (e *engine[T]) open(ctx context.Context, queues map[string]river.QueueConfig, drains bool) (*river.Client[T], error) {
	name := "sitrep-" + strconv.FormatUint(rand.Uint64(), 36)
	if err := e.table.arrive(ctx, name); err != nil {
		return nil, err
	}
	workers := river.NewWorkers()
	for _, k := range kinds {
		river.AddWorkerArgs(workers, job{kind: k.kind}, &worker[T]{engine: e, kind: k.kind, most: k.most})
	}
	return river.NewClient(e.driver, &river.Config{
		ID: name, Queues: queues, Workers: workers, Logger: quiet(e.Log), RetryPolicy: retries{},
		FetchCooldown: e.Pause, FetchPollInterval: max(e.Pause, e.poll(drains)), PollOnly: e.table.alone(),
		RescueStuckJobsAfter: e.Rescue, CompletedJobRetentionPeriod: time.Hour, DiscardedJobRetentionPeriod: 30 * 24 * time.Hour,
		LeaderElectionDisabled: drains, SoftStopTimeout: 30 * time.Second, TestOnly: drains,
	})
}

// poll is how often the queue is looked at when nothing says that there is something in it. SQLite says nothing.
func (e *engine[T]) poll(drains bool) time.Duration {
	switch {
	case drains:
		return e.Pause
	case e.table.alone():
		return 100 * time.Millisecond
	}
	return time.Second
}

// Start begins to work every queue. Where only one process may work, and another does, it is an error.
func (e *engine[T]) Start(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.client != nil {
		return errStarted
	}
	owner, err := e.table.own(ctx)
	if err != nil {
		return err
	}
	if !owner && e.table.alone() {
		return ErrBusy
	}
	if err := e.table.ready(ctx); err != nil {
		return err
	}
	queues := map[string]river.QueueConfig{deskQueue: {MaxWorkers: e.Workers}, netQueue: {MaxWorkers: e.Fetches}}
	if owner {
		e.Regain()
		queues[groupQueue] = river.QueueConfig{MaxWorkers: 1}
	}
	client, err := e.open(ctx, queues, false)
	if err == nil {
		err = client.Start(context.WithoutCancel(ctx))
	}
	if err != nil {
		e.table.depart()
		e.table.free()
		return fmt.Errorf("start the queue: %w", err)
	}
	e.client, e.grouper, e.drains = client, owner, false
	watching, stop := context.WithCancel(context.WithoutCancel(ctx))
	e.stop = stop
	e.watch.Go(func() { e.look(watching, client, 2*time.Second) })
	return nil
}

// look sees every now and then to what was left lying, and takes over grouping when the process that grouped is gone.
func (e *engine[T]) look(ctx context.Context, client *river.Client[T], every time.Duration) {
	for tick := time.NewTicker(every); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		if err := e.table.tidy(ctx); err != nil && ctx.Err() == nil {
			e.Log.Warn("tasks that were left lying could not be given back", "error", err)
		}
		if e.table.alone() {
			continue
		}
		e.mu.Lock()
		if e.grouper && !e.table.owns(ctx) {
			e.table.free()
			e.grouper = false
			if err := client.Queues().Remove(ctx, groupQueue); err != nil {
				e.Log.Warn("grouping could not be handed over", "error", err)
			}
		}
		if !e.grouper {
			if owner, err := e.table.own(ctx); err == nil && owner {
				e.Regain()
				e.grouper = true
				if err := client.Queues().Add(groupQueue, river.QueueConfig{MaxWorkers: 1}); err != nil {
					e.Log.Warn("grouping could not be taken over", "error", err)
				}
			}
		}
		e.mu.Unlock()
	}
}

// Stop lets the tasks in hand finish, for half a minute at most.
func (e *engine[T]) Stop(ctx context.Context) error {
	e.mu.Lock()
	client, stop := e.client, e.stop
	e.mu.Unlock()
	if client == nil {
		return nil
	}
	stop()
	e.watch.Wait()
	err := client.Stop(ctx)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.client, e.grouper = nil, false
	e.table.depart()
	e.table.free()
	return err
}

// Queue counts the tasks that are not done.
func (e *engine[T]) Queue(ctx context.Context) (Queue, error) { return e.table.queue(ctx) }

// Drain works what waits. Where another process works, it waits for it.
func (e *engine[T]) Drain(ctx context.Context) error {
	if done, err := e.idle(ctx); done || err != nil {
		return err
	}
	e.mu.Lock()
	started := e.client != nil || e.drains
	e.mu.Unlock()
	if started {
		return e.wait(ctx)
	}
	owner, err := e.table.own(ctx)
	if err != nil {
		return err
	}
	if !owner && e.table.alone() {
		return e.wait(ctx)
	}
	defer e.table.free()
	if err := e.table.ready(ctx); err != nil {
		return err
	}
	queues := map[string]river.QueueConfig{deskQueue: {MaxWorkers: e.Workers}}
	if owner {
		e.Regain()
		queues[groupQueue] = river.QueueConfig{MaxWorkers: 1}
	}
	client, err := e.open(ctx, queues, true)
	defer e.table.depart()
	if err != nil {
		return fmt.Errorf("work the queue: %w", err)
	}
	e.draining(true)
	defer e.draining(false)
	e.grouping(owner)
	defer e.grouping(false)
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("work the queue: %w", err)
	}
	watching, stop := context.WithCancel(ctx)
	if !e.table.alone() {
		e.watch.Go(func() { e.look(watching, client, 250*time.Millisecond) }) // who groups may leave it to us
	}
	err = e.wait(ctx)
	stop()
	e.watch.Wait()
	if stopped := client.Stop(context.WithoutCancel(ctx)); err == nil {
		err = stopped
	}
	return err
}

func (e *engine[T]) draining(now bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.drains = now
}

func (e *engine[T]) grouping(here bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.grouper = here
}

// wait returns when no task could be worked now.
func (e *engine[T]) wait(ctx context.Context) error {
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 100*time.Millisecond) {
		if done, err := e.idle(ctx); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (e *engine[T]) idle(ctx context.Context) (bool, error) {
	q, err := e.table.queue(ctx)
	if err != nil {
		return false, err
	}
	if q.Ready() > 0 {
		return false, nil
	}
	return true, q.settled()
}

// ErrBusy is the error of Start when another process works a store that only one process can work.
var ErrBusy = errors.New("another process is at work on this store")
