package main

import (
	"errors"
	"fmt"
	"strings"

	"sitrep"
)

// addCmd puts reports into the store.
type addCmd struct {
	inputs
}

// Reports are kept in portions, each in one transaction: some hundreds, or less of long ones.
const (
	addReports = 500
	addBytes   = 16 << 20
)

// Run reads the input and returns when everything is kept.
func (c *addCmd) Run(a *app) (err error) {
	if c.stored() {
		return usage("name something to add: a file, a directory, or - for standard input")
	}
	s, err := a.openStore(c.kept, storeOptions{workers: c.Workers, actors: c.Actors}, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var fresh, edited, known, size int
	batch := &sitrep.Batch{}
	flush := func() error {
		n := len(batch.Reports)
		if n == 0 {
			return nil
		}
		if err := s.keeper.Take(a.ctx, batch); err != nil {
			return err
		}
		for _, k := range batch.Reports {
			switch {
			case k.Version > 1:
				edited++
			default:
				fresh++
			}
		}
		known += n - len(batch.Reports)
		batch, size = &sitrep.Batch{}, 0
		return nil
	}
	err = a.reports(&c.inputs, func(r *sitrep.Report) error {
		batch.Reports = append(batch.Reports, &sitrep.Kept{Report: r})
		size += len(r.Text)
		if len(batch.Reports) >= addReports || size >= addBytes {
			return flush()
		}
		return nil
	})
	// What came before an error is kept nevertheless.
	if err = errors.Join(err, flush()); err != nil && fresh+edited+known == 0 {
		return err
	}
	parts := []string{count(fresh, "new report")}
	if edited > 0 {
		parts = append(parts, count(edited, "new version"))
	}
	if known > 0 {
		parts = append(parts, fmt.Sprintf("%d known already", known))
	}
	fmt.Fprintf(a.stdout, "kept in %s: %s\n", s.name, strings.Join(parts, ", "))
	return err
}
