package record

import "testing"

func TestSnippet(t *testing.T) {
	long := "The council met on Monday in the old hall by the river to speak of the year. Nothing was settled. On Tuesday the mayor said that the bridge was closed, and that no boat would cross until the water had fallen by two metres, as it had in every spring since the dam was built above the town."
	for _, c := range []struct{ name, text, query, want, marked string }{
		{"whole", "The bridge is closed.", "bridge", "The bridge is closed.", "bridge"},
		{"cut at both ends", long, "bridge closed", "… year. Nothing was settled. On Tuesday the mayor said that the bridge was closed, and that no boat would cross until the water had fallen by two metres, as it had in every spring since the dam was built …", "bridge closed"},
		{"lines", "Halden.\nThe bridge", "bridge", "Halden. The bridge", "bridge"},
		{"accents and capitals", "Une école à GENÈVE", "ecole gene", "Une école à GENÈVE", "école GENÈVE"},
		{"nothing", "", "bridge", "", ""},
	} {
		got, marks := Snippet(c.text, Words(c.query))
		marked := ""
		for i, m := range marks {
			if i > 0 {
				marked += " "
			}
			marked += got[m.Start:m.End]
		}
		if got != c.want || marked != c.marked {
			t.Errorf("%s: %q with %q marked; want %q with %q", c.name, got, marked, c.want, c.marked)
		}
	}
}
