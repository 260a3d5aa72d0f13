package intake

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// source says where a stream comes from.
type source struct {
	name string // the path or URL, as reports and problems name it
	key  string // what stands for the address in ids of reports that have none: the name below the input
	url  string // where a page was fetched from, if known
	// charset is the one the transport declared; empty when it declared none.
	charset string
}

// look is how far into a stream kindOf looks.
const look = 64 << 10

// layers is how many times an input may be gzipped over.
const layers = 3

var (
	errEmpty = errors.New("the file is empty")
	errCut   = errors.New("the compressed data ends before its end; what came before is kept")
)

// stream reads what is in body, whatever it is.
func (r *reader) stream(s source, body io.Reader) error {
	in := bufio.NewReaderSize(body, look)
	for range layers {
		head, err := in.Peek(2)
		if len(head) < 2 || head[0] != 0x1f || head[1] != 0x8b {
			if err != nil && !errors.Is(err, io.EOF) {
				return fmt.Errorf("reading failed: %w", err)
			}
			return r.unpacked(s, in)
		}
		unzip, err := gzip.NewReader(in)
		if err != nil {
			return fmt.Errorf("broken gzip: %w", err)
		}
		in = bufio.NewReaderSize(&capped{r: unzip, left: r.o.MaxStream}, look)
	}
	return errors.New("gzipped too many times over")
}

func (r *reader) unpacked(s source, in *bufio.Reader) error {
	kind, err := kindOf(in)
	if err != nil {
		return err
	}
	switch kind {
	case kindFeed:
		return r.feed(s, in)
	case kindPage:
		return r.page(s, in)
	case kindJSONL:
		return r.lines(s, in)
	case kindJSON:
		return r.json(s, in)
	}
	return r.plain(s, in)
}

// capped ends a stream that unpacks to more than it may, and says so.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, fmt.Errorf("it unpacks to more than this program accepts; split it")
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errCut
	}
	return n, err
}

// all reads a stream of at most max bytes into memory. With an error that came midway it returns what
// came before; a longer stream gives errTooLong with its beginning.
func all(in io.Reader, max int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, max+1))
	if err == nil && int64(len(data)) > max {
		return data[:max], fmt.Errorf("longer than the %d MiB this program accepts", max>>20)
	}
	return data, err
}
