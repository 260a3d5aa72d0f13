package intake

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// unmarked drops a byte order mark from a stream, and makes UTF-8 of one that is marked as UTF-16.
func unmarked(in *bufio.Reader) io.Reader {
	head, _ := in.Peek(3)
	switch mark := string(head); {
	case mark == "\xef\xbb\xbf":
		in.Discard(3)
	case strings.HasPrefix(mark, "\xff\xfe"), strings.HasPrefix(mark, "\xfe\xff"):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(in)
	}
	return in
}

// decoded makes UTF-8 of a text: by its byte order mark, else as it is if nearly all of it is UTF-8, else
// by the charset declared, else as Windows-1252.
func decoded(data []byte, declared string) string {
	if s, ok := byMark(data); ok {
		return s
	}
	if bad := invalid(data); bad*100 <= len(data) {
		return string(data)
	}
	out, _ := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(out)
}

func byMark(data []byte) (string, bool) {
	mark := string(data[:min(len(data), 4)])
	var out []byte
	var err error
	switch {
	case strings.HasPrefix(mark, "\xef\xbb\xbf"):
		return string(data[3:]), true
	case mark == "\xff\xfe\x00\x00", mark == "\x00\x00\xfe\xff":
		out, err = utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewDecoder().Bytes(data)
	case strings.HasPrefix(mark, "\xff\xfe"), strings.HasPrefix(mark, "\xfe\xff"):
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	default:
		return "", false
	}
	return string(out), err == nil
}

// invalid counts the bytes that are no part of valid UTF-8.
func invalid(data []byte) int {
	n := 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		data = data[size:]
	}
	return n
}

// clean makes words that offsets can point into: valid UTF-8 without NUL. A byte that can't stand
// becomes U+FFFD, a NUL a space.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", " ")
}

// oneLine is a name or heading: clean, on one line, single blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// decodedHTML makes UTF-8 of a page: by its byte order mark, else the charset that the transport or the
// page declares, else as UTF-8 if it is, else as Windows-1252. A page that declares something else but is
// valid UTF-8 with letters beyond ASCII is UTF-8: such bytes are hardly ever anything else by chance.
func decodedHTML(data []byte, declared string) string {
	if s, ok := byMark(data); ok {
		return s
	}
	if utf8.Valid(data) {
		return string(data)
	}
	contentType := ""
	if declared != "" {
		contentType = "text/html; charset=" + declared
	}
	e, name, _ := charset.DetermineEncoding(data, contentType)
	if name == "utf-8" {
		return string(data)
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return string(data)
	}
	return string(out)
}
