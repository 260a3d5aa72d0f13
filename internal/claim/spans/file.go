package spans

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

const magic = "sitrep claims 4\n"

var errNotAModel = errors.New("not a model of claims, or of another version")

// stride is the room a feature's weights take: one byte for each label but outside.
const stride = labels - 1

// pack rounds the weights to bytes.
func (c *Chain) pack() {
	if c.packed != nil {
		return
	}
	c.packed = make([]int8, (mask+1)*stride)
	beside := func(f, y int) float32 { return c.node[f*labels+1+y] - c.node[f*labels] }
	top := float32(0)
	for f := range mask + 1 {
		for y := range stride {
			top = max(top, beside(f, y), -beside(f, y))
		}
	}
	c.scale = max(top, 1e-6) / 127
	for f := range mask + 1 {
		for y := range stride {
			c.packed[f*stride+y] = int8(math.Round(float64(beside(f, y) / c.scale)))
		}
	}
	c.node = nil
	if c.deep != nil {
		c.deep.pack()
	}
	c.ready()
}

// Save writes the model.
func (m *Model) Save(to io.Writer) error {
	if _, err := io.WriteString(to, magic); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	z, err := flate.NewWriter(to, flate.BestCompression)
	if err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	w := bufio.NewWriter(z)
	put := func(v any) {
		if err == nil {
			err = binary.Write(w, binary.LittleEndian, v)
		}
	}
	put(m.Threshold)
	put(m.Real)
	put(m.Sure)
	put(m.judge)
	hashes, pairs := m.groups.list()
	put(uint32(len(hashes)))
	put(hashes)
	coarse, fine := make([]uint16, len(pairs)), make([]uint16, len(pairs))
	part, verb, noun := make([]uint8, len(pairs)), make([]uint8, len(pairs)), make([]uint8, len(pairs))
	for i, p := range pairs {
		coarse[i], fine[i], part[i], verb[i], noun[i] = p.Coarse, p.Fine, p.Part, p.Verb, p.Noun
	}
	for _, v := range []any{coarse, fine, part, verb, noun} {
		put(v)
	}
	for _, c := range []*Chain{m.cues, m.roles} {
		put(c.scale)
		put(c.edge)
		for y := range stride { // label by label compresses better
			plane := make([]int8, mask+1)
			for f := range plane {
				plane[f] = c.packed[f*stride+y]
			}
			put(plane)
		}
	}
	put(m.cues.deep.scale)
	put(m.cues.deep.out)
	put(m.cues.deep.packed)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}

// Check reports whether a file begins as a model does.
func Check(file []byte) error {
	if !bytes.HasPrefix(file, []byte(magic)) {
		return errNotAModel
	}
	return nil
}

// Load reads a model.
func Load(from io.Reader) (*Model, error) {
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(from, head); err != nil || string(head) != magic {
		return nil, errNotAModel
	}
	r := bufio.NewReaderSize(flate.NewReader(from), 1<<16)
	m := &Model{cues: &Chain{}, roles: &Chain{}}
	var err error
	get := func(v any) {
		if err == nil {
			err = binary.Read(r, binary.LittleEndian, v)
		}
	}
	get(&m.Threshold)
	get(&m.Real)
	get(&m.Sure)
	get(&m.judge)
	var known uint32
	get(&known)
	if known > 1<<20 {
		return nil, errNotAModel
	}
	hashes, pairs := make([]uint32, known), make([]groupPair, known)
	get(hashes)
	coarse, fine := make([]uint16, known), make([]uint16, known)
	part, verb, noun := make([]uint8, known), make([]uint8, known), make([]uint8, known)
	for _, v := range []any{coarse, fine, part, verb, noun} {
		get(v)
	}
	for i := range pairs {
		pairs[i] = groupPair{coarse[i], fine[i], Sense{part[i], verb[i], noun[i]}}
	}
	m.groups = newGroups(hashes, pairs)
	plane := make([]int8, mask+1)
	for _, c := range []*Chain{m.cues, m.roles} {
		c.edge = make([]float32, edgeSize)
		c.packed = make([]int8, (mask+1)*stride)
		get(&c.scale)
		get(c.edge)
		for y := range stride {
			get(plane)
			for f, w := range plane {
				c.packed[f*stride+y] = w
			}
		}
	}
	layer := &deep{out: make([]float32, labels*units), packed: make([]int8, (deepMask+1)*units)}
	get(&layer.scale)
	get(layer.out)
	get(layer.packed)
	if err != nil {
		return nil, fmt.Errorf("read model of claims: %w", err)
	}
	layer.ready()
	m.cues.deep = layer
	m.cues.ready()
	m.roles.ready()
	m.signs = m.judge.pairs()
	m.cues.packed, m.roles.packed, layer.packed = nil, nil, nil
	return m, nil
}
