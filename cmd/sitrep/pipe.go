package main

import (
	"bufio"
	"errors"
	"io"
	"syscall"
)

// errBrokenPipe says that the reader of our output went away (`| head`): no failure.
var errBrokenPipe = errors.New("output closed")

// pipe buffers standard output and tells a closed reader from other errors.
type pipe struct {
	*bufio.Writer
}

func newPipe(w io.Writer) *pipe {
	return &pipe{bufio.NewWriterSize(closedAware{w}, 64<<10)}
}

type closedAware struct{ io.Writer }

func (c closedAware) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		err = errBrokenPipe
	}
	return n, err
}
