package brief_test

import (
	"strings"
	"testing"
)

// Reports tied by one man's name only: what else he did is not the matter.
func TestOutOfPlace(t *testing.T) {
	out := told(t, 190,
		[3]string{"2024-05-02", "Lorn paper restores Calder's column", "The Lorn Courier restored the column of former premier Oran Calder on Thursday, two years after it had dropped him over his remarks on the ferry strike. The Courier said that the risk to its readers had passed."},
		[3]string{"2024-05-02", "Calder back in the Courier", "Former premier Oran Calder may write in the Lorn Courier again, the paper said on Thursday. It had dropped his column after the ferry strike of 2022."},
		[3]string{"2024-05-03", "Calder wins backing of farmers' union", "The farmers' union of Marrow on Friday endorsed former premier Oran Calder for the 2026 race for the governor's seat."},
		[3]string{"2024-05-01", "Calder gives sample in harbour suit", "Former premier Oran Calder has offered to provide a blood sample in the suit of a harbour clerk, if the court at Orsa hands over pages that are missing from a medical report."},
	)
	if !strings.Contains(out, "Courier") {
		t.Errorf("the matter is missing: %s", out)
	}
	for _, other := range []string{"farmers' union", "blood sample"} {
		if _, body, _ := strings.Cut(out, "\n"); strings.Contains(body, other) {
			t.Errorf("%q is of another matter: %s", other, out)
		}
	}
}
