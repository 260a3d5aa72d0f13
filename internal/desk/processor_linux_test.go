package desk_test

import (
	"syscall"
	"testing"
	"time"
)

// threadTime is how much of the processor this thread has taken.
func threadTime(t testing.TB) time.Duration { return processorTime(t, 1) } // RUSAGE_THREAD

// processTime is how much of it the whole process has.
func processTime(t testing.TB) time.Duration { return processorTime(t, syscall.RUSAGE_SELF) }

func processorTime(t testing.TB, who int) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(who, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
