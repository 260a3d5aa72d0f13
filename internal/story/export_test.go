package story

import "sitrep"

// Standing is the judge that comes with the program.
func Standing(a, b sitrep.ReportID, inputs []float32) float64 { return standing()(a, b, inputs) }
