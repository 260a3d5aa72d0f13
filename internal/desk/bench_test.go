package desk_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/lang"
	"sitrep/internal/lang/en"
)

// reportsFile measures on reports of the reader's own: a JSONL file of id, title, text, language.
var reportsFile = flag.String("reports", "", "JSONL file of reports to measure reading on")

// benchText is the matter of a report of about 250 words: sentences with figures, claims and neither.
var benchText = []string{
	"At least 29 people were killed and 41 wounded when a bomb went off in the market of Tarsk on Monday, the governor said.",
	"Police in Orlova said they had arrested two men, one of them a former soldier, over the blast.",
	"\"We are doing everything we can,\" said the minister, Ada Brandt, who visited the hospital on Tuesday.",
	"The town lies on the river some 40 kilometres north of the capital and is known for its glass.",
	"According to the Vesk Observatory, a monitoring group, more than 1,300 people have died since the fighting began in March 2023.",
	"The army denied that its planes had struck the bridge, which was built in 1987 at a cost of $12 million.",
	"Her neighbours had left the week before; most of the shops in the street were closed.",
	"Rescuers pulled a woman and her three children from the rubble, and twelve more are still missing.",
	"A spokesman for the rebels, speaking on condition of anonymity, claimed that dozens of soldiers had been captured near Oro.",
	"The talks, which were to begin on Friday, have been put off until the end of the month.",
	"Neither side has kept to the truce, and the foreign ministry accused its neighbour of sending 4,000 troops across the border.",
	"Rain is expected for the rest of the week, and the roads in the hills may be closed again.",
}

// benchReports are reports of about 250 words, no two alike in their order.
func benchReports(b *testing.B) []*sitrep.Report {
	b.Helper()
	if *reportsFile != "" {
		return readReports(b, *reportsFile)
	}
	var out []*sitrep.Report
	for n := range 20 {
		var text strings.Builder
		for i := range len(benchText) {
			text.WriteString(benchText[(i*5+n)%len(benchText)])
			text.WriteString([]string{" ", "\n\n"}[i%2])
		}
		out = append(out, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r", n)), Title: "Blast in Tarsk kills 29, governor says", Text: text.String(), Language: "en"})
	}
	return out
}

// readReports reads the English reports of a JSONL file, up to about 4 MB of text.
func readReports(b *testing.B, name string) []*sitrep.Report {
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	var out []*sitrep.Report
	for size := 0; lines.Scan() && size < 4<<20; {
		var r struct {
			ID                    sitrep.ReportID
			Title, Text, Language string
		}
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		if r.Language == "" {
			r.Language = lang.Detect(r.Title + "\n" + r.Text)
		}
		if r.Language != "" && r.Language != "en" {
			continue
		}
		size += len(r.Title) + len(r.Text)
		out = append(out, &sitrep.Report{ID: r.ID, Title: r.Title, Text: r.Text, Language: "en"})
	}
	return out
}

// BenchmarkSegment lays sentences and words over reports; one op is one report. Set beside
// BenchmarkRead it shows what claims and figures cost.
func BenchmarkSegment(b *testing.B) {
	bench(b, func(d *desk.Desk, r *sitrep.Report) { d.Segment(r) })
}

// BenchmarkRead takes reports through every step that looks at no other report.
func BenchmarkRead(b *testing.B) {
	bench(b, func(d *desk.Desk, r *sitrep.Report) {
		if s := d.Read(r); s.Failed != nil {
			b.Fatal(s.Failed)
		}
	})
}

func bench(b *testing.B, step func(*desk.Desk, *sitrep.Report)) {
	english, err := en.New()
	if err != nil {
		b.Fatal(err)
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{english}})
	if err != nil {
		b.Fatal(err)
	}
	reports := benchReports(b)
	size := 0
	for _, r := range reports {
		size += len(r.Title) + len(r.Text)
	}
	b.SetBytes(int64(size / len(reports)))
	b.ReportAllocs()
	step(d, reports[0]) // the model is unpacked when first asked for
	i, began := 0, processTime(b)
	for b.Loop() {
		step(d, reports[i%len(reports)])
		i++
	}
	if spent := processTime(b) - began; spent > 0 {
		b.ReportMetric(float64(i)*float64(size/len(reports))/1e6/spent.Seconds(), "MB/cpu-s") // others may be on the machine
	}
}
