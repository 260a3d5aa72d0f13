package spans

import (
	"encoding/gob"
	"fmt"
	"io"
)

// chainPart is a chain as it is kept between learning its parts: its weights before they are rounded.
type chainPart struct{ Node, Edge, Vec, Out []float32 }

// WritePart keeps a chain that was learned.
func (c *Chain) WritePart(to io.Writer) error {
	p := chainPart{Node: c.node, Edge: c.edge}
	if c.deep != nil {
		p.Vec, p.Out = c.deep.vec, c.deep.out
	}
	if err := gob.NewEncoder(to).Encode(p); err != nil {
		return fmt.Errorf("keep chain: %w", err)
	}
	return nil
}

// ReadPart takes up a chain that was kept.
func ReadPart(from io.Reader) (*Chain, error) {
	var p chainPart
	if err := gob.NewDecoder(from).Decode(&p); err != nil {
		return nil, fmt.Errorf("take up chain: %w", err)
	}
	c := &Chain{node: p.Node, edge: p.Edge}
	if p.Vec != nil {
		c.deep = &deep{vec: p.Vec, out: p.Out}
	}
	return c, nil
}

// groupsPart is a table of groups as it is kept.
type groupsPart struct {
	Hashes []uint32
	Pairs  []groupPair
}

// WritePart keeps groups that were learned.
func (g *Groups) WritePart(to io.Writer) error {
	var p groupsPart
	p.Hashes, p.Pairs = g.list()
	if err := gob.NewEncoder(to).Encode(p); err != nil {
		return fmt.Errorf("keep groups: %w", err)
	}
	return nil
}

// ReadGroups takes up groups that were kept.
func ReadGroups(from io.Reader) (*Groups, error) {
	var p groupsPart
	if err := gob.NewDecoder(from).Decode(&p); err != nil {
		return nil, fmt.Errorf("take up groups: %w", err)
	}
	return newGroups(p.Hashes, p.Pairs), nil
}
