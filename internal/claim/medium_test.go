package claim_test

import (
	"testing"

	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// TestMedium holds who relays what is said to an outlet; persons and "reporters" relay nothing, and nobody relays himself.
func TestMedium(t *testing.T) {
	l, r := english(t), reader(t)
	for _, c := range []struct{ text, speaker, via string }{
		{"Speaking to the Sarn Courier, Renn Moss said the mill was safe.", "Renn Moss", "Sarn Courier"},
		{"In an interview with the Sarn Courier, Renn Moss said the mill was safe.", "Renn Moss", "Sarn Courier"},
		{"The mill was safe, Renn Moss said in an interview with the Sarn Courier.", "Renn Moss", "Sarn Courier"},
		{"Speaking to reporters, Renn Moss said the mill was safe.", "Renn Moss", ""},
		{"Speaking to the prime minister, Renn Moss said the mill was safe.", "Renn Moss", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			d := text.Parse(l, c.text)
			found := r.Find(d, actor.Find(nil, d, nil))
			if len(found) != 1 || string(found[0].Speaker) != c.speaker || string(found[0].Via) != c.via {
				t.Errorf("got %+v, want %s, relayed by %q", found, c.speaker, c.via)
			}
		})
	}
}
