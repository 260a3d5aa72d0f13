package intake

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// unmarked drops a byte order mark from a stream, and makes UTF-8 of one that is UTF-16.
func unmarked(in *bufio.Reader) io.Reader {
	head, _ := in.Peek(256)
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		in.Discard(3)
		return in
	}
	if e := wide(head); e != nil {
		return e.NewDecoder().Reader(in)
	}
	return in
}

// decoded makes UTF-8 of a text: by its byte order mark or the pattern of its zero bytes, else as UTF-8 if it is,
// else by the charset declared, else as UTF-8 if nearly all of it is, else as Windows-1252. Bytes that are UTF-8
// beyond ASCII are taken for it whatever is declared: they are hardly ever anything else by chance. The note says
// what a person should know of it; empty when all is well.
func decoded(data []byte, declared string) (text, note string) {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		data, declared = data[3:], "utf-8"
	} else if e := wide(data); e != nil {
		out, err := e.NewDecoder().Bytes(data)
		if err == nil {
			return string(out), ""
		}
	}
	named, name := charset.Lookup(declared)
	if utf8.Valid(data) && (!ascii(data) || named == nil || !sevenBit(name)) {
		return string(data), ""
	}
	if named != nil && name != "utf-8" && name != "replacement" {
		if out, err := named.NewDecoder().Bytes(data); err == nil && bytes.Count(out, []byte("\uFFFD"))*100 <= len(out) {
			return string(out), lost(bytes.Count(out, []byte("\uFFFD")), name)
		}
	}
	if bad := invalid(data); bad*100 <= len(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD"), lost(bad, "UTF-8")
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\uFFFD"), lost(invalid(data), "UTF-8")
	}
	if declared == "" {
		declared = "no charset"
	}
	return string(out), fmt.Sprintf("it declares %s and is not UTF-8; read as Windows-1252, so letters may be wrong: save it as UTF-8", cut(declared, 40))
}

func lost(n int, charset string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d of its bytes are not %s and became U+FFFD", n, charset)
}

// sevenBit reports whether a charset writes other letters in ASCII bytes.
func sevenBit(name string) bool { return name == "iso-2022-jp" }

func ascii(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wide names the encoding of a text in units of two or four bytes: by its mark, else by where the zero bytes of
// its first 256 bytes stand. It is nil for other texts.
func wide(data []byte) encoding.Encoding {
	data = data[:min(len(data), 256)&^3]
	mark := string(data[:min(len(data), 4)])
	switch {
	case mark == "\xff\xfe\x00\x00", mark == "\x00\x00\xfe\xff":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case strings.HasPrefix(mark, "\xff\xfe"), strings.HasPrefix(mark, "\xfe\xff"):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	var zeros [4]int
	for i, b := range data {
		if b == 0 {
			zeros[i%4]++
		}
	}
	most, few := len(data)/4*3/5, len(data)/4/5
	if len(data) < 16 {
		return nil
	}
	z := func(i int) bool { return zeros[i] > most }
	n := func(i int) bool { return zeros[i] <= few }
	switch {
	case z(0) && z(1) && z(2) && n(3):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case n(0) && z(1) && z(2) && z(3):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case z(0) && n(1) && z(2) && n(3):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case n(0) && z(1) && n(2) && z(3):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return nil
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

// valid makes words that offsets can point into: valid UTF-8, each run of bytes that can't stand being U+FFFD.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// clean is valid without NUL, each of which becomes a blank: for what is taken out of markup, and names.
func clean(s string) string { return strings.ReplaceAll(valid(s), "\x00", " ") }

// oneLine is a name or heading: clean, on one line, single blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// charsetOfPage is the charset that the transport or the page itself declares; empty when neither does.
func charsetOfPage(data []byte, transport string) string {
	if transport != "" {
		return transport
	}
	_, name, certain := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
	if !certain && name == "windows-1252" {
		return ""
	}
	return name
}

// charsetOfXML is the charset that the transport or the XML declaration names; empty when neither does.
func charsetOfXML(data []byte, transport string) string {
	if transport != "" {
		return transport
	}
	head := data[:min(len(data), 512)]
	at := bytes.Index(head, []byte("<?xml"))
	if at < 0 {
		return ""
	}
	head, _, _ = bytes.Cut(head[at:], []byte("?>"))
	_, name, ok := bytes.Cut(head, []byte("encoding"))
	if !ok {
		return ""
	}
	return strings.Trim(string(bytes.TrimLeft(name, " =\t\r\n")), "\"' \t\r\n")
}
