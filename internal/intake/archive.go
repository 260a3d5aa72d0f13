package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// archive reads a WARC file (ISO 28500): its pages and feeds, one record after the other. Pictures, scripts,
// answers other than 200 and what is about the crawl itself are passed over. A broken record is named, and the
// next is looked for by its first line.
func (r *reader) archive(s source, in *bufio.Reader) error {
	for number := 1; ; number++ {
		rec, err := nextRecord(in, r.o.MaxPage)
		if errors.Is(err, io.EOF) {
			return nil
		}
		var broken brokenRecord
		if err != nil && !errors.As(err, &broken) {
			return err
		}
		at := fmt.Sprintf("record %d", number)
		if rec.url != "" {
			at += " (" + cut(rec.url, 100) + ")"
		}
		if err != nil {
			r.fail(s.name, fmt.Errorf("%s: %w", at, err))
			if rec.body == nil {
				continue
			}
		}
		if err := r.archived(s, rec, at); err != nil {
			return err
		}
	}
}

// archived reads what one record holds.
func (r *reader) archived(s source, rec warcRecord, at string) error {
	inner := *r
	inner.problem = func(p Problem) {
		r.problem(Problem{s.name, 0, fmt.Errorf("%s: %w", at, p.Err)})
	}
	body, contentType, err := rec.content(r.o.MaxPage)
	if err == nil && body == nil {
		return nil
	}
	if err == nil {
		_, params, _ := mime.ParseMediaType(contentType)
		err = inner.stream(source{name: s.name, key: first(rec.url, s.key+"#"+at), url: rec.url, charset: params["charset"], archived: true}, bytes.NewReader(body))
	}
	var stop handed
	if errors.As(err, &stop) {
		return err
	}
	if err != nil {
		inner.fail(s.name, err)
	}
	return nil
}

// warcRecord is a record of a WARC file. Body is nil when it holds nothing to read.
type warcRecord struct {
	kind, url, contentType string
	body                   []byte
}

// brokenRecord says what is wrong with one record; the next can be read.
type brokenRecord string

func (b brokenRecord) Error() string { return string(b) }

// nextRecord reads to the end of the next record; a body longer than max is passed over.
func nextRecord(in *bufio.Reader, max int64) (warcRecord, error) {
	skipped, err := toRecord(in)
	if err != nil {
		return warcRecord{}, err
	}
	head, err := textproto.NewReader(bufio.NewReader(&headLines{in: in, left: 1 << 20})).ReadMIMEHeader()
	rec := warcRecord{kind: head.Get("WARC-Type"), url: strings.Trim(head.Get("WARC-Target-URI"), "<>"), contentType: head.Get("Content-Type")}
	if err != nil && !errors.Is(err, io.EOF) {
		return rec, brokenRecord("its header is broken; passed over")
	}
	size, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return rec, brokenRecord("its header gives no length; passed over")
	}
	if !rec.wanted() || size > max {
		n, err := io.CopyN(io.Discard, in, size)
		switch {
		case n < size && errors.Is(err, io.EOF):
			return rec, brokenRecord("the file ends within it")
		case err != nil:
			return rec, err
		case rec.wanted():
			return rec, brokenRecord(fmt.Sprintf("it is longer than the %d MiB a page may have; passed over", max>>20))
		}
		return rec, nil
	}
	rec.body, err = io.ReadAll(io.LimitReader(in, size))
	switch {
	case err != nil && len(rec.body) == 0:
		return rec, err
	case err != nil, int64(len(rec.body)) < size:
		return rec, brokenRecord("the file ends within it; what is there is read")
	case skipped:
		return rec, brokenRecord("what stands before it is no record and is passed over")
	}
	return rec, nil
}

// wanted reports whether a record can hold a page.
func (rec warcRecord) wanted() bool {
	return rec.kind == "response" || rec.kind == "resource" || rec.kind == "conversion"
}

// toRecord goes to the line after the next that begins a record. Skipped says that something stood before it.
func toRecord(in *bufio.Reader) (skipped bool, err error) {
	begin := true
	for {
		line, err := in.ReadSlice('\n')
		if begin && bytes.HasPrefix(line, []byte("WARC/")) {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = in.ReadSlice('\n')
			}
			return skipped, nil
		}
		skipped = skipped || len(bytes.TrimSpace(line)) > 0
		if skipped && errors.Is(err, io.EOF) {
			return skipped, brokenRecord("what stands here to the end of the file is no record; passed over")
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return skipped, err
		}
		begin = err == nil
	}
}

// headLines reads up to and with the empty line that ends a header, and no byte more.
type headLines struct {
	in   *bufio.Reader
	left int // bytes
	rest []byte
	done bool
}

func (h *headLines) Read(p []byte) (int, error) {
	if len(h.rest) == 0 {
		if h.done || h.left <= 0 {
			return 0, io.EOF
		}
		line, err := h.in.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) && len(line) == 0 {
			return 0, err
		}
		h.left -= len(line)
		h.rest = append(h.rest[:0], line...)
		h.done = len(bytes.TrimSpace(line)) == 0
	}
	n := copy(p, h.rest)
	h.rest = h.rest[n:]
	return n, nil
}

// content is what was fetched, without the transport around it; nil when it is no page, feed or text.
func (rec warcRecord) content(max int64) (body []byte, contentType string, err error) {
	if rec.body == nil {
		return nil, "", nil
	}
	if rec.kind != "response" || !bytes.HasPrefix(rec.body, []byte("HTTP/")) {
		if !readableType(rec.contentType, rec.kind == "conversion") {
			return nil, "", nil
		}
		return rec.body, rec.contentType, nil
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(rec.body)), nil)
	if err != nil {
		return nil, "", errors.New("the answer in it is not HTTP; passed over")
	}
	defer answer.Body.Close()
	contentType = answer.Header.Get("Content-Type")
	if answer.StatusCode != http.StatusOK || !readableType(contentType, false) {
		return nil, "", nil
	}
	if c := answer.Header.Get("Content-Encoding"); c == "br" || c == "zstd" {
		return nil, "", fmt.Errorf("its page is packed with %s, which this program does not unpack; crawl it with gzip", c)
	}
	// Some crawlers keep the header of a chunked answer and not its chunks.
	_, plain, _ := bytes.Cut(rec.body, []byte("\r\n\r\n"))
	body, err = io.ReadAll(io.LimitReader(answer.Body, max))
	if err != nil && len(body) == 0 {
		body = plain
	}
	return body, contentType, nil
}

// readableType reports whether a media type is that of a page or feed, or of plain text where that is wanted.
func readableType(contentType string, text bool) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch kind = strings.TrimSpace(kind); kind {
	case "", "text/html", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
		"text/xml", "application/xml", "application/feed+json":
		return true
	case "text/plain":
		return text
	}
	return false
}
