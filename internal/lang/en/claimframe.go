package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

// loadFrames reads the frames of reactions and writes out the forms of their verbs.
func loadFrames(files fs.FS, c *lang.Claims, irregular map[string][]string) error {
	entries, err := lang.Entries(files, "claim-acts.txt")
	if err != nil {
		return err
	}
	needs := claimNeeds()
	c.Frame = map[string][]lang.ClaimFrame{}
	var acts, frames []lang.Entry
	for _, e := range entries {
		frame, fixed, err := claimFrame(e, needs)
		if err != nil {
			return err
		}
		verb, rest, _ := strings.Cut(e.Phrase, " ")
		heads := inflected(verb, irregular[verb])
		if fixed {
			heads = []claimForm{{verb, lang.FixedForm}}
		}
		for _, head := range heads {
			key := fmt.Sprintf("%s/%d", e.Value, head.form)
			if c.Frame[key] == nil {
				c.Frame[key] = formed(frame, head.form)
			}
			for _, phrase := range contracted(strings.TrimSpace(head.word + " " + rest)) {
				if frame[0].Need&^(lang.FromTurn|lang.ObjectTurn|lang.StateTurn|lang.OtherTurn|lang.ThingTurn) == 0 {
					acts = append(acts, lang.Entry{Phrase: phrase, Value: frame[0].Kind, Line: e.Line})
				}
				frames = append(frames, lang.Entry{Phrase: phrase, Value: key, Line: e.Line})
			}
		}
	}
	c.Acts, c.Frames = lang.NewPhrases(acts), lang.NewPhrases(frames)
	return nil
}

// formed is a frame with the form of its verb.
func formed(frame []lang.ClaimFrame, form lang.ClaimForm) []lang.ClaimFrame {
	out := make([]lang.ClaimFrame, len(frame))
	for i, f := range frame {
		f.Form = form
		out[i] = f
	}
	return out
}

// claimFrame reads what stands behind the "=": kinds with their flags, parted by commas.
func claimFrame(e lang.Entry, needs map[string]lang.ClaimNeed) (out []lang.ClaimFrame, fixed bool, err error) {
	for _, one := range strings.Split(e.Value, ",") {
		fields := strings.Fields(one)
		if len(fields) == 0 {
			return nil, false, fmt.Errorf("claim-acts.txt line %d: %q has no kind", e.Line, e.Phrase)
		}
		f := lang.ClaimFrame{Kind: fields[0]}
		for _, flag := range fields[1:] {
			need, ok := needs[flag]
			switch {
			case flag == "fixed":
				fixed = true
			case flag == "noun":
				f.Noun = true
			case ok:
				f.Need |= need
			default:
				return nil, false, fmt.Errorf("claim-acts.txt line %d: no such flag %q", e.Line, flag)
			}
		}
		out = append(out, f)
	}
	for i := range out {
		out[i].Noun = out[i].Noun || out[0].Noun
	}
	return out, fixed, nil
}

// claimNeeds are what a frame may want, by their names in the data files.
func claimNeeds() map[string]lang.ClaimNeed {
	return map[string]lang.ClaimNeed{
		"claims": lang.ClaimsThing, "question": lang.QuestionThing, "call": lang.CallThing, "detail": lang.DetailThing,
		"say": lang.SayThing, "hostile": lang.HostileThing, "aid": lang.AidThing, "rebuke": lang.RebukeThing,
		"to": lang.ToTurn, "own": lang.OwnTurn, "asking": lang.AskingTurn, "clause": lang.ClauseTurn, "from": lang.FromTurn,
		"object": lang.ObjectTurn, "praise": lang.PraiseThing, "sum": lang.SumThing, "link": lang.LinkThing, "many": lang.ManyThing, "suit": lang.SuitThing, "bench": lang.BenchThing, "guilt": lang.GuiltThing,
		"origin": lang.OriginThing, "press": lang.PressThing, "label": lang.LabelThing, "bound": lang.BoundThing, "known": lang.KnownThing, "with": lang.WithThing, "wishing": lang.WishThing,
		"when": lang.WhenThing, "singular": lang.SingularThing, "place": lang.PlaceThing, "pointing": lang.PointingThing, "how": lang.HowThing,
		"wish": lang.WishTurn, "as": lang.AsTurn, "none": lang.NoneTurn, "thing": lang.ThingTurn,
		"inf": lang.InfTurn, "other": lang.OtherTurn, "state": lang.StateTurn,
	}
}

// contracted is a phrase with, where it has one, the contractions of its "did not", as they are
// written and as they look when the apostrophe is lost.
func contracted(phrase string) []string {
	out := []string{phrase}
	for _, verb := range []string{"did", "does", "do", "would", "could", "has", "have", "had", "was", "were", "is", "are"} {
		if rest, ok := strings.CutPrefix(phrase, verb+" not "); ok {
			out = append(out, verb+"n't "+rest, verb+"nt "+rest)
		}
	}
	if rest, ok := strings.CutPrefix(phrase, "will not "); ok {
		out = append(out, "won't "+rest, "wont "+rest)
	}
	return out
}

// loadClaimNouns reads the nouns of acts, the verbs that carry them, and the words that settle what a
// verb does.
func loadClaimNouns(files fs.FS, c *lang.Claims, irregular map[string][]string) error {
	entries, err := lang.Entries(files, "claim-nouns.txt")
	if err != nil {
		return err
	}
	c.Nouns = make(map[string]lang.ClaimNoun, len(entries))
	for _, e := range entries {
		kind, how, _ := strings.Cut(e.Value, " ")
		c.Nouns[e.Phrase] = lang.ClaimNoun{Kind: kind, Felt: how == "felt", Carried: how == "carried", For: how == "for"}
	}
	if entries, err = lang.Entries(files, "claim-lights.txt"); err != nil {
		return err
	}
	c.Lights = map[string]lang.ClaimLight{}
	for _, e := range entries {
		fields := strings.Fields(e.Value)
		from, human := len(fields) > 0 && fields[0] == "from", len(fields) > 0 && fields[0] == "human"
		if from || human {
			fields = fields[1:]
		}
		for _, f := range inflected(e.Phrase, append(fields, irregular[e.Phrase]...)) {
			c.Lights[f.word] = lang.ClaimLight{Form: f.form, From: from, Human: human}
		}
	}
	if entries, err = lang.Entries(files, "claim-done.txt"); err != nil {
		return err
	}
	c.Done, c.Leads = lang.Set{}, lang.Set{}
	for _, e := range entries {
		for _, f := range inflected(e.Phrase, irregular[e.Phrase]) {
			c.Done[f.word] = struct{}{}
			if e.Value == "leads" {
				c.Leads[f.word] = struct{}{}
			}
		}
	}
	if entries, err = lang.Entries(files, "claim-misdeeds.txt"); err != nil {
		return err
	}
	var deeds []lang.Entry
	for _, e := range entries {
		verb, rest, _ := strings.Cut(e.Phrase, " ")
		for _, f := range inflected(verb, append(strings.Fields(e.Value), irregular[verb]...)) {
			deeds = append(deeds, lang.Entry{Phrase: strings.TrimSpace(f.word + " " + rest)})
		}
	}
	c.Misdeeds = lang.NewPhrases(deeds)
	return loadThings(files, c)
}

func loadThings(files fs.FS, c *lang.Claims) error {
	entries, err := lang.Entries(files, "claim-things.txt")
	if err != nil {
		return err
	}
	needs := claimNeeds()
	c.Things = make(map[string]lang.ClaimNeed, len(entries))
	for _, e := range entries {
		for _, class := range strings.Fields(e.Value) {
			need, ok := needs[class]
			if !ok || need&lang.Classes == 0 {
				return fmt.Errorf("claim-things.txt line %d: no such class %q", e.Line, class)
			}
			c.Things[e.Phrase] |= need
		}
	}
	return nil
}

// loadTones reads the words that make an act of what is said.
func loadTones(files fs.FS, c *lang.Claims) error {
	entries, err := lang.Entries(files, "claim-tones.txt")
	if err != nil {
		return err
	}
	places := map[string]lang.ClaimWhere{"any": lang.AnyPlace, "is": lang.Predicate, "we": lang.FirstPerson, "must": lang.Must, "deed": lang.Deed}
	c.Tone = map[string]lang.ClaimTone{}
	for _, e := range entries {
		kind, where, _ := strings.Cut(e.Value, " ")
		place, ok := places[where]
		if !ok {
			return fmt.Errorf("claim-tones.txt line %d: no such place %q", e.Line, where)
		}
		c.Tone[e.Value] = lang.ClaimTone{Kind: kind, Where: place}
	}
	c.Tones = lang.NewPhrases(entries)
	return nil
}
