package main

import "testing"

// TestIncidents says that every figure whose incident was told can be read back, in stories of at least two figures.
func TestIncidents(t *testing.T) {
	sets, err := loadIncidents("incidents.txt")
	if err != nil {
		t.Fatal(err)
	}
	if later, err := loadIncidents("later.txt"); err != nil || len(later) != 4 {
		t.Errorf("%d sets marked later: %v", len(later), err)
	}
	figures, told := 0, 0
	for _, l := range sets {
		for _, s := range l.stories {
			if len(s.incidents) < 2 {
				t.Errorf("%s, story %d: %d figures", l.name, s.n, len(s.incidents))
			}
			for c, incident := range s.incidents {
				figures++
				if incident != "?" {
					told++
				}
				if c.Start < 0 || c.End <= c.Start {
					t.Errorf("%s: %v", l.name, c)
				}
			}
		}
	}
	if figures < 5000 || told < 4500 {
		t.Errorf("%d figures, of %d an incident is told", figures, told)
	}
}
