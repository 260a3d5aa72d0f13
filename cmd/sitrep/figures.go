package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"sitrep"
)

// figuresCmd prints every figure of people.
type figuresCmd struct {
	inputs
	Format string `enum:"table,jsonl,json,csv" default:"table" help:"table, jsonl, json or csv."`
}

// Run reads the input and prints its figures, report by report.
func (c *figuresCmd) Run(a *app) error {
	var rows []sitrep.Figure
	t := newTable(a.stdout, "figure", "measure", "of", "given by", "when", "report")
	sheet := csv.NewWriter(a.stdout)
	if c.Format == "csv" {
		sheet.Write(figureColumns)
	}
	err := a.readings(&c.inputs, func(r *sitrep.Reading) error {
		switch c.Format {
		case "jsonl":
			return jsonl(a.stdout, r.Figures)
		case "json":
			rows = append(rows, r.Figures...)
			return nil
		}
		for i := range r.Figures {
			f := &r.Figures[i]
			if c.Format == "csv" {
				if err := sheet.Write(figureCells(r.Report, f)); err != nil {
					return err
				}
				continue
			}
			t.row(r.Report.In(f.In)[f.Start:f.End], string(f.Measure)+doubt(f), string(f.Group), givenBy(f), string(f.When), string(f.Report))
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch c.Format {
	case "json":
		return indented(a.stdout, nonNil(rows))
	case "csv":
		sheet.Flush()
		return sheet.Error()
	}
	return t.flush()
}

// doubt marks, in words, a figure that is not plainly asserted.
func doubt(f *sitrep.Figure) string {
	switch {
	case f.Status != sitrep.Asserted && f.Status != "":
		return " (" + string(f.Status) + ")"
	case f.Hedged:
		return " (unverified)"
	}
	return ""
}

func givenBy(f *sitrep.Figure) string {
	who := string(f.Claimant)
	if who == "" {
		who = "(the report)"
	}
	if f.Via != "" {
		who += ", via " + string(f.Via)
	}
	return who
}

var figureColumns = strings.Fields("report in start end value min max modifier measure word group claimant claimant_kind actor via place when date basis status hedged subset implicit cause perpetrator confidence sentence")

func figureCells(r *sitrep.Report, f *sitrep.Figure) []string {
	text := r.In(f.In)
	cells := []string{string(f.Report), string(f.In), strconv.Itoa(f.Start), strconv.Itoa(f.End), text[f.Start:f.End],
		bound(f.Min), bound(f.Max), string(f.Modifier), string(f.Measure), string(f.Word), string(f.Group), string(f.Claimant),
		string(f.ClaimantKind), string(f.Actor), string(f.Via), string(f.Place), string(f.When), string(f.Date), string(f.Basis), string(f.Status),
		strconv.FormatBool(f.Hedged), strconv.FormatBool(f.Subset), strconv.FormatBool(f.Implicit), string(f.Cause), string(f.Perpetrator),
		fmt.Sprintf("%.2f", f.Confidence), text[f.Sentence.Start:f.Sentence.End]}
	for i := range cells {
		cells[i] = inert(cells[i])
	}
	return cells
}

func bound(b sitrep.Bound) string {
	if !b.Known {
		return ""
	}
	return strconv.FormatInt(b.N, 10)
}

// inert keeps a spreadsheet from taking a cell for a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
