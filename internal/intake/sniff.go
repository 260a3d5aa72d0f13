package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// kind is what a stream holds.
type kind int

const (
	kindText kind = iota
	kindFeed
	kindPage
	kindArchive
	kindJSONL
	kindJSON
	kindOtherXML
)

// kindOf tells from its beginning what a stream holds, consuming nothing. A stream that comes slowly
// is asked for no more than it takes to tell.
func kindOf(in *bufio.Reader) (kind, error) {
	head, err := in.Peek(1)
	if len(head) == 0 {
		if err == nil || errors.Is(err, io.EOF) {
			return 0, errEmpty
		}
		return 0, err
	}
	for n := 512; ; n *= 4 {
		head = peek(in, n)
		if len(bytes.TrimSpace(head)) == 0 && len(head) == n && n < look {
			continue
		}
		whole := len(head) < n || n >= look
		if k, sure := lookAt(head, whole); sure || whole {
			if k == kindText && len(bytes.TrimSpace(head)) == 0 && len(head) < n {
				return 0, errors.New("the file holds nothing but blanks")
			}
			if k == kindText {
				return k, binary(head)
			}
			return k, nil
		}
	}
}

// peek returns up to n bytes; it waits for no more than it has to once something is there.
func peek(in *bufio.Reader, n int) []byte {
	if n > look {
		n = look
	}
	head, _ := in.Peek(n)
	return head
}

// lookAt names the kind that head shows. It is not sure when more might show another.
func lookAt(head []byte, whole bool) (kind, bool) {
	text := bytes.TrimSpace(bytes.TrimPrefix(readable(head), []byte("\xef\xbb\xbf")))
	switch {
	case len(text) == 0:
		return kindText, false
	case bytes.HasPrefix(text, []byte("WARC/")):
		return kindArchive, true
	case text[0] == '<':
		if root := rootOf(text); root != "" {
			return kindOfRoot(root, text), true
		}
		return kindText, false
	case text[0] == '{' || text[0] == '[':
		return kindOfJSON(text, whole)
	}
	if k := noisyFeed(text); k {
		return kindFeed, true
	}
	return kindText, whole || bytes.IndexByte(text, '\n') > 0
}

// readable makes the letters of UTF-16 and UTF-32 readable by leaving out the zero bytes.
func readable(head []byte) []byte {
	if len(head) < 4 || bytes.IndexByte(head[:min(len(head), 64)], 0) < 0 {
		return head
	}
	out := make([]byte, 0, len(head)/2)
	for _, b := range bytes.TrimPrefix(bytes.TrimPrefix(head, []byte{0xff, 0xfe}), []byte{0xfe, 0xff}) {
		if b != 0 {
			out = append(out, b)
		}
	}
	return out
}

// rootOf is the lower-cased name of the first element, past declarations and comments; empty when head
// ends before one.
func rootOf(text []byte) string {
	for len(text) > 0 {
		at := bytes.IndexByte(text, '<')
		if at < 0 || at+1 >= len(text) {
			return ""
		}
		text = text[at:]
		end := []byte(">")
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = []byte("-->")
		case bytes.HasPrefix(text, []byte("<!")):
			if bytes.HasPrefix(bytes.ToLower(text[:min(len(text), 15)]), []byte("<!doctype html")) {
				return "html"
			}
			if sub, close := bytes.IndexByte(text, '['), bytes.IndexByte(text, '>'); sub > 0 && sub < close {
				end = []byte("]>")
			}
		case text[1] == '?':
		default:
			return elementName(text[1:])
		}
		stop := bytes.Index(text, end)
		if stop < 0 {
			return ""
		}
		text = text[stop+len(end):]
	}
	return ""
}

func elementName(text []byte) string {
	n := bytes.IndexFunc(text, func(r rune) bool {
		return !(r == ':' || r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	if n <= 0 {
		return ""
	}
	name := strings.ToLower(string(text[:n]))
	if _, local, ok := strings.Cut(name, ":"); ok {
		return local
	}
	return name
}

// kindOfRoot names the kind of a text by its first element. XML of other kinds and text that merely begins with a
// "<" are no pages.
func kindOfRoot(root string, text []byte) kind {
	switch root {
	case "rss", "rdf", "feed", "channel", "rss2", "entry":
		return kindFeed
	}
	if atom.Lookup([]byte(root)) != 0 {
		return kindPage
	}
	if bytes.HasPrefix(text, []byte("<?xml")) {
		return kindOtherXML
	}
	return kindText
}

// noisyFeed reports whether a feed begins after some stray words.
func noisyFeed(text []byte) bool {
	text = text[:min(len(text), 2048)]
	at := bytes.Index(text, []byte("<?xml"))
	if at < 0 {
		return false
	}
	switch rootOf(text[at:]) {
	case "rss", "rdf", "feed":
		return true
	}
	return false
}

// kindOfJSON tells JSONL (each line a value) from one JSON value over several lines.
func kindOfJSON(text []byte, whole bool) (kind, bool) {
	line, rest, more := bytes.Cut(text, []byte("\n"))
	line = bytes.TrimSpace(line)
	if !more && !whole {
		return kindText, false
	}
	if line[0] == '{' && json.Valid(line) {
		if len(bytes.TrimSpace(rest)) == 0 && feedJSON(line) {
			return kindJSON, whole
		}
		return kindJSONL, true
	}
	if line[0] == '{' && !more { // one line, cut off or longer than the look
		if feedJSON(line) {
			return kindJSON, true
		}
		return kindJSONL, true
	}
	for _, next := range bytes.SplitN(rest, []byte("\n"), 16) {
		if next = bytes.TrimSpace(next); len(next) > 1 && next[0] == '{' && bytes.HasPrefix(text, []byte("{\"")) {
			return kindJSONL, true // the first line is broken
		}
	}
	if !whole && len(rest) < 2048 {
		return kindText, false
	}
	if text[0] == '[' && !jsonish(text) {
		return kindText, true
	}
	return kindJSON, true
}

// jsonish reports whether what follows a bracket can be JSON: "[Applause]" can't.
func jsonish(text []byte) bool {
	next := bytes.TrimSpace(text[1:])
	return len(next) > 0 && bytes.IndexByte([]byte(`{["]`), next[0]) >= 0
}

// feedJSON reports whether a JSON value calls itself a JSON Feed.
func feedJSON(text []byte) bool {
	return bytes.Contains(text[:min(len(text), 4096)], []byte("jsonfeed.org/version"))
}

// binary says what is wrong when head is no text.
func binary(head []byte) error {
	for _, m := range []struct{ magic, name string }{
		{"%PDF-", "a PDF"}, {"PK\x03\x04", "a ZIP archive or office document"}, {"\x89PNG", "an image"}, {"\xff\xd8\xff", "an image"},
		{"GIF8", "an image"}, {"\x7fELF", "a program"}, {"BZh", "bzip2-compressed; unpack it first"}, {"\xfd7zXZ", "xz-compressed; unpack it first"},
		{"(\xb5/\xfd", "zstd-compressed; unpack it first"}, {"SQLite format 3\x00", "a SQLite database"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return fmt.Errorf("not text but %s", m.name)
		}
	}
	if wide(head) != nil {
		return nil
	}
	odd := 0
	for _, b := range head {
		if b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			odd++
		}
	}
	share := 10
	if !unicodeText(head) {
		share = 50 // old encodings of letters have hardly any; random bytes have one in nine
	}
	if odd*share > len(head) {
		return errors.New("not text: too many control bytes")
	}
	return nil
}

// unicodeText reports whether bytes are UTF-8 but for a last letter that may be cut.
func unicodeText(head []byte) bool {
	for cut := range min(utf8.UTFMax, len(head)+1) {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}
