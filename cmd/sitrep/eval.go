package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"sitrep"
	"sitrep/eval"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
)

// evalCmd scores this build on annotated sets.
type evalCmd struct {
	Set    string `arg:"" help:"The set: ${sets}, or all."`
	Dir    string `arg:"" help:"The folder that holds the sets."`
	Errors int    `placeholder:"N" help:"Print the first N errors."`
	Floors string `placeholder:"FILE" help:"Fail when a score lies below its floor in FILE."`
}

// Run scores the set and, if asked, holds it against the floors.
func (c *evalCmd) Run(a *app) error {
	d, err := a.openDesk(&inputs{})
	if err != nil {
		return err
	}
	names := []string{c.Set}
	if c.Set == "all" {
		names = eval.Names()
	}
	var scores eval.Scores
	for _, name := range names {
		got, err := eval.Run(a.ctx, name, c.Dir, system{d, a}, a.stdout, eval.Options{Errors: c.Errors})
		if err != nil {
			return fmt.Errorf("eval %s: %w", name, err)
		}
		scores = append(scores, got...)
	}
	if c.Floors == "" {
		return nil
	}
	f, err := os.Open(c.Floors)
	if err != nil {
		return fmt.Errorf("floors: %w", err)
	}
	defer f.Close()
	floors, err := eval.ReadFloors(f)
	if err != nil {
		return fmt.Errorf("floors %s: %w", c.Floors, err)
	}
	if low := floors.Below(scores); len(low) > 0 {
		return fmt.Errorf("below the floor: %s", strings.Join(low, "; "))
	}
	return nil
}

// system runs the program's steps for the evaluations.
type system struct {
	desk *desk.Desk
	app  *app
}

// Read reads each report.
func (s system) Read(ctx context.Context, reports []*sitrep.Report) ([]sitrep.Reading, error) {
	out := make([]sitrep.Reading, 0, len(reports))
	err := s.desk.Each(ctx, reports, func(sheet *desk.Sheet) error {
		out = append(out, sheet.Reading)
		return sheet.Failed
	})
	return out, err
}

// Stories groups the reports.
func (s system) Stories(ctx context.Context, reports []*sitrep.Report) ([]sitrep.Story, error) {
	c, err := s.desk.Open(ctx, reports, desk.CaseOptions{Group: true})
	if err != nil {
		return nil, err
	}
	return c.Stories, nil
}

// Brief writes the brief of reports that are one story.
func (s system) Brief(ctx context.Context, reports []*sitrep.Report, words int) (sitrep.Brief, error) {
	c, err := s.desk.Open(ctx, reports, desk.CaseOptions{One: true})
	if err != nil || len(c.Stories) == 0 {
		return sitrep.Brief{}, err
	}
	return c.Brief(c.Stories[0], words), nil
}

// Pages extracts pages.
func (s system) Pages(ctx context.Context, files []string) ([]*sitrep.Report, error) {
	var out []*sitrep.Report
	err := intake.Read(ctx, files, s.app.intake(s.app.clock()), func(r *sitrep.Report) error {
		out = append(out, r)
		return nil
	}, func(p intake.Problem) { fmt.Fprintln(s.app.stderr, "sitrep:", p.Error()) })
	return out, err
}
