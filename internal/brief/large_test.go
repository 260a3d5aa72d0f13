package brief_test

import (
	"fmt"
	"strings"
	"testing"
)

// A month without its year gets it where the story goes on over a new year, but not where another year stands near, unless it opens the sentence.
func TestMonthsOfYears(t *testing.T) {
	_, out := writeUp(t, newDesk(t), []printed{
		{"2024-11-10", "Lorn Post", "Tarn army says 200 sailors of Lorn were killed", "About 200 sailors of Lorn were killed in Tarn, the Tarn defence ministry said on 10 November 2024."},
		{"2025-04-12", "Marrow Star", "Tarn doubles its count of Lorn's dead", "The Tarn defence ministry said on 12 April 2025 that about 400 sailors of Lorn had been killed in Tarn. In February, the coast guard of Lorn confirmed that about 300 of its sailors had been killed in Tarn in 2024."},
		{"2025-04-14", "Arlen Mail", "Lorn's parliament asks about its sailors", "The parliament of Lorn asked on 14 April 2025 how many of its sailors were killed in Tarn. In the budget of 2021 they were not foreseen, and in March the Lorn finance ministry denied that any were paid for."},
	})
	if !strings.Contains(out, "In February 2025,") {
		t.Errorf("of which year is that February:\n%s", out)
	}
	if strings.Contains(out, "March 2025") {
		t.Errorf("that March may be of 2021:\n%s", out)
	}
}

// Of another incident of a chain only what names its day and place is told.
func TestOtherIncidentsNameTheirDay(t *testing.T) {
	out := told(t, 190, append(strikes[:len(strikes):len(strikes)],
		[3]string{"2024-03-08", "Shelling kills three in Lorn suburb", "At least 45 people have been killed in Lorn in the last 24 hours, monitors said. Shelling killed three people in a suburb of Lorn on Friday, the rebels said."},
		[3]string{"2024-03-09", "Air strike kills eight in Lorn market", "An air strike killed eight people in Lorn on Saturday, the coast guard said. The strike hit the fish market of Lorn at noon."},
	)...)
	if !strings.Contains(out, "eight") {
		t.Fatalf("the newest strike is missing: %s", out)
	}
	if strings.Contains(out, "45 people") {
		t.Errorf("nobody knows which 24 hours these are: %s", out)
	}
}

// The paragraph of a large story begins with what its headline tells, tells it once, and its points repeat none of its numbers.
func TestHeadlineIsCarried(t *testing.T) {
	var list [][3]string
	for i, said := range []string{
		"A court in Lorn ruled on 6 May 2024 that the owners of the Halden ferry must pay 900 families.",
		"The owners of the Halden ferry must pay 900 families, a court in Lorn decided on 6 May 2024.",
		"A Lorn court ordered the Halden ferry's owners on 6 May 2024 to pay the families of 900 passengers.",
		"Families of 900 passengers of the Halden ferry are to be paid by its owners, a Lorn court ruled on 6 May 2024.",
	} {
		list = append(list, [3]string{"2024-05-06", fmt.Sprintf("Lorn court orders Halden ferry owners to pay families, paper %d says", i), said + " The owners of the Halden ferry said they would appeal."})
	}
	for i, other := range []string{"The lawyer of the families, Ines Calder, thanked the court in Lorn.", "The Halden ferry was built in Marrow, its yard said.", "The parliament of Lorn will debate ferry safety, its speaker said.", "Divers left the wreck of the Halden ferry, the coast guard said."} {
		list = append(list, [3]string{"2024-05-06", fmt.Sprintf("Halden ferry: what others said, part %d", i), other})
	}
	out := told(t, 190, list...)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	body := lines[len(lines)-1]
	first, _, _ := strings.Cut(body, ". ")
	if !strings.Contains(first, "court") || !strings.Contains(first, "pay") {
		t.Errorf("the paragraph begins with something else than the headline:\n%s", out)
	}
	if n := strings.Count(out, "900"); n > 1 {
		t.Errorf("one ruling is told %d times:\n%s", n, out)
	}
}
