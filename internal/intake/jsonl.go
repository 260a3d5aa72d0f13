package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/mmcdole/gofeed"

	"sitrep"
)

// record is a report as JSON gives it. Every field is read leniently: a number may stand for text.
type record struct {
	ID        loose `json:"id"`
	Outlet    loose `json:"outlet"`
	URL       loose `json:"url"`
	Title     loose `json:"title"`
	Text      loose `json:"text"`
	Published loose `json:"published"`
	Updated   loose `json:"updated"`
	Author    loose `json:"author"`
	Language  loose `json:"language"`
}

// loose is a JSON string, or a number or truth value in its own words; null and anything else is empty.
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	*l = ""
	switch b[0] {
	case '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*l = loose(s)
	case 'n', '{', '[':
	default:
		*l = loose(b)
	}
	return nil
}

var errNoText = errors.New("a report without title and text is passed over; give it a \"text\"")

// lines reads JSONL: a report a line. A line that can't be read is named and the next is read. What lies ready is decoded side by side and
// handed on in order; nothing waits for input that has not come.
func (r *reader) lines(s source, in *bufio.Reader) error {
	in = bufio.NewReaderSize(unmarked(in), look)
	var batch []jsonLine
	for number := 1; ; number++ {
		number += passBlank(in)
		line, err := readLine(in, r.o.MaxReport)
		if line = bytes.TrimSpace(line); len(line) > 0 {
			batch = append(batch, jsonLine{line: line, number: number})
		}
		if err == nil && len(batch) < batched && ready(in) {
			continue
		}
		decode(batch)
		for i := range batch {
			if err := r.line(s, &batch[i]); err != nil {
				return err
			}
		}
		batch = batch[:0]
		var long tooLong
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &long):
			r.problem(Problem{s.name, number, err})
			if long.endless {
				return nil
			}
		case err != nil:
			return err
		}
	}
}

// batched is how many lines are decoded at once.
const batched = 64

// jsonLine is a line and what it holds.
type jsonLine struct {
	line   []byte
	number int
	record record
	err    error
	note   string // of bytes that were lost
}

// decode decodes lines, on several processors if there are many.
func decode(lines []jsonLine) {
	var done sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), (len(lines)+3)/4)
	work := func(w int) {
		for i := w; i < len(lines); i += workers {
			d := &lines[i]
			if d.err = json.Unmarshal(d.line, &d.record); d.err == nil {
				d.note = lost(invalid(d.line), "UTF-8")
			}
		}
	}
	for w := 1; w < workers; w++ {
		done.Go(func() { work(w) })
	}
	if workers > 0 {
		work(0)
	}
	done.Wait()
}

// ready reports whether a whole line lies in the buffer.
func ready(in *bufio.Reader) bool {
	there, _ := in.Peek(in.Buffered())
	return bytes.IndexByte(there, '\n') >= 0
}

// passBlank passes over the line ends that come next and returns how many there were.
func passBlank(in *bufio.Reader) int {
	passed := 0
	for {
		ready, _ := in.Peek(max(1, in.Buffered()))
		n := len(ready) - len(bytes.TrimLeft(ready, "\n"))
		in.Discard(n)
		passed += n
		if n == 0 {
			return passed
		}
	}
}

// line hands on what a line holds.
func (r *reader) line(s source, d *jsonLine) error {
	if d.err != nil {
		r.problem(Problem{s.name, d.number, fmt.Errorf("not a JSON object (%w); the line is passed over", jsonReason(d.err))})
		return nil
	}
	if d.note != "" {
		r.problem(Problem{s.name, d.number, errors.New(d.note)})
	}
	return r.record(s, &d.record, d.number)
}

func jsonReason(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return fmt.Errorf("it is a %s", kind.Value)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("at byte %d: %w", syntax.Offset, err)
	}
	return err
}

// record hands on the report that a record holds.
func (r *reader) record(s source, rec *record, number int) error {
	out := &sitrep.Report{
		ID: sitrep.ReportID(oneLine(string(rec.ID))), Outlet: oneLine(string(rec.Outlet)), URL: strings.TrimSpace(string(rec.URL)),
		Title: valid(string(rec.Title)), Text: valid(string(rec.Text)), Author: oneLine(string(rec.Author)), Language: string(rec.Language),
	}
	if strings.TrimSpace(out.Text) == "" && strings.TrimSpace(out.Title) == "" {
		r.problem(Problem{s.name, number, errNoText})
		return nil
	}
	if strings.TrimSpace(out.Text) == "" {
		r.problem(Problem{s.name, number, errors.New("a report without text; only its title is read")})
	}
	d := dates{r: r, input: s.name, line: number}
	out.Published, out.Updated = d.parse(string(rec.Published)), d.parse(string(rec.Updated))
	return r.hand(s, out, "")
}

// json reads one JSON value: a JSON Feed, a report, or a list of reports.
func (r *reader) json(s source, in *bufio.Reader) error {
	data, err := all(unmarked(in), r.o.MaxFeed)
	if err != nil {
		return err
	}
	r.note(s, lost(invalid(data), "UTF-8"))
	var list []json.RawMessage
	var head struct {
		Version loose           `json:"version"`
		Items   json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		if err := json.Unmarshal(data, &head); err != nil {
			return fmt.Errorf("neither JSON nor JSONL: %w", jsonReason(err))
		}
		if len(head.Items) > 0 {
			f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
			if err != nil {
				return fmt.Errorf("broken JSON Feed: %w", jsonReason(err))
			}
			return r.parsed(s, f, nil)
		}
		list = []json.RawMessage{data}
	}
	for i, item := range list {
		var rec record
		if err := json.Unmarshal(item, &rec); err != nil {
			r.fail(s.name, fmt.Errorf("entry %d of the list is not a JSON object (%w); it is passed over", i+1, jsonReason(err)))
			continue
		}
		if err := r.record(s, &rec, 0); err != nil {
			return err
		}
	}
	return nil
}

// tooLong says that a line is longer than a report may be. Endless means its end was not found.
type tooLong struct {
	max     int64
	endless bool
}

func (t tooLong) Error() string {
	if t.endless {
		return fmt.Sprintf("the line goes on without an end (%d MiB read); the rest of the file is not read", 16*t.max>>20)
	}
	return fmt.Sprintf("the line is longer than the %d MiB a report may have; it is passed over", t.max>>20)
}

// readLine reads to the next line end. A line longer than max is passed over, up to 16 times max.
func readLine(in *bufio.Reader, max int64) ([]byte, error) {
	var line []byte
	over := int64(0)
	for {
		part, err := in.ReadSlice('\n')
		if over == 0 {
			line = append(line, part...)
		}
		if over > 0 || int64(len(line)) > max {
			over += int64(len(part))
			line = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			if over > 16*max {
				return nil, tooLong{max, true}
			}
		case over > 0 && (err == nil || errors.Is(err, io.EOF)):
			return nil, tooLong{max: max}
		default:
			return line, err
		}
	}
}
