package intake

import (
	"bufio"
	"compress/flate"
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
	// archived says that it lies in an archive already.
	archived bool
}

// look is how far into a stream kindOf looks.
const look = 64 << 10

// layers is how many times an input may be gzipped over.
const layers = 3

var (
	errEmpty = errors.New("the file is empty")
	errCut   = errors.New("the compressed data is cut off; what came before is read. Fetch it again")
	errBomb  = errors.New("it unpacks to hundreds of times its size, as no text does; the rest is not read")
	errHuge  = errors.New("it unpacks to more than this program accepts; the rest is not read. Split it")
)

// What is unpacked may be up to ratio times as long as what it was packed in, once it is longer than free.
const (
	ratio = 300
	free  = 256 << 20 // bytes
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
		packed := &counted{r: in}
		unzip, err := gzip.NewReader(packed)
		if err != nil {
			return fmt.Errorf("it begins like gzip but can't be unpacked: %w", gzipReason(err))
		}
		in = bufio.NewReaderSize(&capped{r: unzip, packed: packed, max: r.o.MaxStream}, look)
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
	case kindArchive:
		if s.archived {
			return errors.New("an archive within an archive is not read; take it out")
		}
		return r.archive(s, in)
	case kindOtherXML:
		return errors.New("XML, but neither a feed nor a page; nothing is read")
	}
	return r.plain(s, in)
}

// counted counts the bytes that are read through it.
type counted struct {
	r *bufio.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// ReadByte lets the unpacking take no more than it needs.
func (c *counted) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// capped ends a stream that unpacks to more than it may, and says so.
type capped struct {
	r      io.Reader
	packed *counted
	n, max int64
}

func (c *capped) Read(p []byte) (int, error) {
	switch {
	case c.n >= c.max:
		return 0, errHuge
	case c.n > free && c.n > ratio*c.packed.n:
		return 0, errBomb
	}
	if left := c.max - c.n; int64(len(p)) > left {
		p = p[:left]
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = gzipReason(err)
	}
	return n, err
}

// gzipReason says what is wrong with packed data.
func gzipReason(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errCut
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.As(err, &corrupt):
		return errors.New("the compressed data is damaged; what came before the damage is read. Fetch it again")
	}
	return err
}

// all reads a stream of at most max bytes into memory. With an error that came midway it returns what
// came before; a longer stream gives errTooLong with its beginning.
func all(in io.Reader, max int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, max+1))
	if err == nil && int64(len(data)) > max {
		return data[:max], fmt.Errorf("longer than the %d MiB this program accepts; split it", max>>20)
	}
	return data, err
}
