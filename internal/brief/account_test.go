package brief_test

import (
	"strings"
	"testing"
)

// A paragraph begins with one report's own account: its opening sentences in their order and as they stand, for each is plain behind those before it.
func TestAccount(t *testing.T) {
	storm := [3]string{"2024-05-04", "Storm tears Lorn's harbour gates from their hinges", "A storm tore the harbour gates of Lorn from their hinges on Friday night, the port authority said. " +
		"Its director, Ruth Calder, said they would be closed to ships for a week. She asked pilots to wait off the lighthouse until divers had searched the channel."}
	late := [3]string{"2024-05-05", "Lorn harbour stays closed after storm", "The harbour of Lorn stays closed after a storm tore its gates from their hinges. Fishermen say each day costs them a tenth of the month's catch."}
	for name, c := range map[string]struct {
		reports [][3]string
		has     string // one behind the other
		not     []string
	}{
		"in its order":     {[][3]string{storm}, "the port authority said. Its director, Ruth Calder, said they would be closed to ships for a week. She asked pilots to wait", nil},
		"others add to it": {[][3]string{storm, late}, "a tenth of the month's catch", nil},
		"what leans on a sentence that isn't told is not told as it stands": {[][3]string{{storm[0], storm[1], strings.Replace(storm[2], "She asked", "Who is to blame? She asked", 1)}}, "said they would be closed to ships for a week", []string{"She asked"}},
		"of two of one name, none is told by it":                            {[][3]string{{storm[0], storm[1], strings.Replace(storm[2], "She asked", "Her brother Dan Calder runs the yard. Calder asked", 1)}}, "said they would be closed", []string{". Calder asked"}},
		"he who is nobody named":                                            {[][3]string{{storm[0], storm[1], strings.NewReplacer("Its director, Ruth Calder,", "It", "She asked", "He asked").Replace(storm[2])}}, "tore the harbour gates", []string{"He asked"}},
		"what begins it must be plain by itself":                            {[][3]string{{storm[0], storm[1], "The storm tears Lorn's harbour gates from hinges. However, the port authority of Lorn asked pilots to wait off the lighthouse until divers had searched the channel."}}, "The port authority of Lorn asked pilots", []string{"However"}},
		"told twice":                                                        {[][3]string{{storm[0], storm[1], storm[2] + " A storm tore the harbour gates of Lorn from their hinges late on Friday, said the port authority of Lorn."}}, "tore the harbour gates", []string{"late on"}},
		"another matter":                                                    {[][3]string{{storm[0], "Saturday briefing: " + storm[1], strings.Replace(storm[2], "She asked", "In the capital, teachers went on strike over pay for the third time in a year. She asked", 1)}}, "tore the harbour gates", []string{"teachers"}},
	} {
		t.Run(name, func(t *testing.T) {
			out := told(t, 190, c.reports...)
			if !strings.Contains(out, c.has) {
				t.Errorf("it lacks %q:\n%s", c.has, out)
			}
			for _, not := range c.not {
				if strings.Contains(out, not) {
					t.Errorf("it holds %q:\n%s", not, out)
				}
			}
		})
	}
}
