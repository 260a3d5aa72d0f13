package web

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// chunk is a part of an answer. One that is sent often is packed once. Packed chunks can stand in any order between
// others that are packed when they are sent: each is blocks of its own, ends at a whole byte and refers to nothing before
// it (RFC 1951).
type chunk struct {
	plain, packed []byte // packed: nil when it is packed each time
}

// kept is a chunk that is packed once.
func kept(b []byte, packers *sync.Pool) chunk {
	var out bytes.Buffer
	deflate(&out, b, packers)
	return chunk{b, out.Bytes()}
}

// Packers pack what is sent once quickly, and what is sent often closely.
var (
	quickly = sync.Pool{New: func() any { return packer(flate.BestSpeed) }}
	closely = sync.Pool{New: func() any { return packer(flate.DefaultCompression) }}
)

func packer(level int) *flate.Writer {
	w, _ := flate.NewWriter(nil, level) // the level is a valid one
	return w
}

// deflate writes blocks of b. What is short is stored as it is: to pack a nonce costs as much as to send a page.
func deflate(out *bytes.Buffer, b []byte, packers *sync.Pool) {
	if n := uint16(len(b)); len(b) <= 200 {
		out.Write([]byte{0, byte(n), byte(n >> 8), byte(^n), byte(^n >> 8)})
		out.Write(b)
		return
	}
	z := packers.Get().(*flate.Writer)
	defer packers.Put(z)
	z.Reset(out)
	_, _ = z.Write(b) // a buffer takes everything
	_ = z.Flush()
}

// gzipped is chunks as one gzip file (RFC 1952).
func gzipped(chunks []chunk) []byte {
	var out bytes.Buffer
	size, sum := 0, uint32(0)
	for _, p := range chunks {
		size += len(p.packed)
	}
	out.Grow(size + 4096)
	out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255})
	size = 0
	for _, p := range chunks {
		if p.packed != nil {
			out.Write(p.packed)
		} else {
			deflate(&out, p.plain, &quickly)
		}
		size, sum = size+len(p.plain), crc32.Update(sum, crc32.IEEETable, p.plain)
	}
	out.Write([]byte{3, 0}) // the last block, which is empty
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(out.Bytes(), sum), uint32(size))
}

// write sends an answer, packed where that is asked for and worth it.
func (v *visit) write(status int, chunks ...chunk) {
	h, size := v.w.Header(), 0
	for _, p := range chunks {
		size += len(p.plain)
	}
	if size >= 1400 && strings.Contains(v.r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		all := gzipped(chunks)
		chunks, size = []chunk{{plain: all}}, len(all)
	}
	h.Set("Content-Length", strconv.Itoa(size))
	v.w.WriteHeader(status)
	if v.r.Method == http.MethodHead {
		return
	}
	for _, p := range chunks {
		_, _ = v.w.Write(p.plain) // who is gone is gone
	}
}
