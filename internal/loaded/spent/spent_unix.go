//go:build unix

// Package spent tells tests what they have cost. Only tests import it.
package spent

import (
	"syscall"
	"testing"
	"time"
)

// Processor is the processor time that this process has used.
func Processor(t testing.TB) time.Duration {
	t.Helper()
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		t.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
