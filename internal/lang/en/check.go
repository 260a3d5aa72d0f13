package en

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"sitrep/internal/lang"
)

// loadCheck reads the words by which a text is compared with reports.
func loadCheck(files fs.FS, l *lang.Language) (err error) {
	c := &l.Check
	if c.Same, err = lang.Synonyms(files, "check-same.txt"); err != nil {
		return err
	}
	comparing, err := lang.Entries(files, "check-comparing.txt")
	if err != nil {
		return err
	}
	c.Comparing = lang.NewPhrases(comparing)
	blocs, err := lang.Entries(files, "check-blocs.txt")
	if err != nil {
		return err
	}
	c.Blocs = make(map[string][]string, len(blocs))
	for _, e := range blocs {
		for _, state := range strings.Split(e.Value, ",") {
			c.Blocs[e.Phrase] = append(c.Blocs[e.Phrase], strings.TrimSpace(state))
		}
	}
	phrases, err := lang.Entries(files, "check-phrases.txt")
	if err != nil {
		return err
	}
	c.Phrases = lang.NewPhrases(phrases)
	for _, e := range phrases {
		if _, ok := c.Same[e.Value]; !ok {
			c.Same[e.Value] = e.Value
		}
	}
	opposites, err := lang.Entries(files, "check-opposites.txt")
	if err != nil {
		return err
	}
	c.Opposite = make(map[string][]string, 2*len(opposites))
	for _, e := range opposites {
		a := strings.ToLower(e.Phrase)
		for _, b := range strings.Split(e.Value, ",") {
			b = strings.ToLower(strings.TrimSpace(b))
			c.Opposite[a] = append(c.Opposite[a], b)
			c.Opposite[b] = append(c.Opposite[b], a)
		}
	}
	classes, err := lang.Entries(files, "check-classes.txt")
	if err != nil {
		return err
	}
	c.Classes = make(map[string][]string, len(classes))
	for _, e := range classes {
		c.Classes[e.Phrase] = strings.Fields(e.Value)
	}
	narrower, err := lang.Entries(files, "check-narrower.txt")
	if err != nil {
		return err
	}
	c.Narrower = make(map[string][]string, len(narrower))
	for _, e := range narrower {
		for _, w := range strings.Split(e.Value, ",") {
			c.Narrower[e.Phrase] = append(c.Narrower[e.Phrase], strings.TrimSpace(w))
		}
	}
	kin, err := fs.ReadFile(files, "check-kin.txt")
	if err != nil {
		return err
	}
	c.Kin.Lines = string(kin)
	bodies, err := lang.Entries(files, "check-bodies.txt")
	if err != nil {
		return err
	}
	c.Bodies = make(map[string]lang.Body, len(bodies))
	for _, e := range bodies {
		side, as, _ := strings.Cut(e.Value, " ")
		side, wide := strings.CutSuffix(side, "*")
		if side == "any" {
			side = ""
		}
		c.Bodies[e.Phrase] = lang.Body{Side: side, Wide: wide, As: as}
	}
	swaps, err := lang.Entries(files, "check-swaps.txt")
	if err != nil {
		return err
	}
	c.Swaps = map[string][]string{}
	for _, e := range swaps {
		for _, w := range strings.Split(e.Value, ",") {
			w = strings.TrimSpace(w)
			c.Swaps[w] = append(c.Swaps[w], e.Phrase)
		}
	}
	if c.Amounts, err = lang.Synonyms(files, "check-amounts.txt"); err != nil {
		return err
	}
	for _, list := range []struct {
		name string
		into *lang.Set
	}{
		{"check-negators.txt", &c.Negators}, {"check-open.txt", &c.Open}, {"check-losing.txt", &c.Losing}, {"check-exactly.txt", &c.Exactly}, {"check-bounds.txt", &c.Bounds}, {"check-light.txt", &c.Light}, {"check-befalling.txt", &c.Befalling}, {"check-telling.txt", &c.Telling}, {"check-wishing.txt", &c.Wishing}, {"check-speaking.txt", &c.Speaking}, {"check-judging.txt", &c.Judging},
		{"check-passing.txt", &c.Passing}, {"check-possible.txt", &c.Possible}, {"check-giving.txt", &c.Giving}, {"check-total.txt", &c.Total},
		{"check-musings.txt", &c.Musings}, {"check-talk.txt", &c.Talk}, {"check-within.txt", &c.Within}, {"check-spell.txt", &c.Spell}, {"check-watchers.txt", &c.Watchers}, {"check-kinds.txt", &c.Kinds}, {"check-failing.txt", &c.Failing}, {"check-thinking.txt", &c.Thinking}, {"check-calling.txt", &c.Calling}, {"check-becoming.txt", &c.Becoming}, {"check-untrue.txt", &c.Untrue}, {"check-past.txt", &c.Past}, {"check-fillers.txt", &c.Fillers}, {"check-deniers.txt", &c.Deniers}, {"check-tokens.txt", &c.Tokens}, {"check-sources.txt", &c.Sources}, {"check-present.txt", &c.Present}, {"check-staying.txt", &c.Staying}, {"check-posts.txt", &c.Posts}, {"check-pointing.txt", &c.Pointing}, {"check-accounts.txt", &c.Accounts}, {"check-inquiries.txt", &c.Inquiries}, {"check-kindred.txt", &c.Kindred}, {"check-erstwhile.txt", &c.Erstwhile}, {"check-hearsay.txt", &c.Hearsay}, {"check-ought.txt", &c.Ought},
	} {
		if *list.into, err = lang.Words(files, list.name); err != nil {
			return err
		}
	}
	for _, list := range []struct {
		name string
		into *lang.Phrases
	}{{"check-opinions.txt", &c.Opinions}, {"check-forecasts.txt", &c.Forecasts}, {"check-firm.txt", &c.Firm}, {"check-leaving.txt", &c.Leaving}, {"check-former.txt", &c.Former}, {"check-again.txt", &c.Again}, {"check-firstly.txt", &c.Firstly}, {"check-current.txt", &c.Current}, {"check-superseded.txt", &c.Superseded}, {"check-atfirst.txt", &c.AtFirst}} {
		if *list.into, err = lang.LoadPhrases(files, list.name); err != nil {
			return err
		}
	}
	if c.Spans, err = lang.Synonyms(files, "check-spans.txt"); err != nil {
		return err
	}
	c.Months = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	if err := loadRatios(files, c); err != nil {
		return err
	}
	return loadVague(files, c)
}

// loadRatios reads words for multiples ("doubled = 2"), for days of a month ("fifth = 5") and for shares ("most = over
// 50", in hundredths).
func loadRatios(files fs.FS, c *lang.Check) error {
	growth, err := lang.Entries(files, "check-growth.txt")
	if err != nil {
		return err
	}
	c.Growth = make(map[string]float64, len(growth))
	for _, e := range growth {
		if c.Growth[strings.ToLower(e.Phrase)], err = strconv.ParseFloat(e.Value, 64); err != nil {
			return fmt.Errorf("check-growth.txt: %s: %w", e.Phrase, err)
		}
	}
	days, err := lang.Entries(files, "check-ordinals.txt")
	if err != nil {
		return err
	}
	c.Ordinals = make(map[string]int, len(days))
	for _, e := range days {
		if c.Ordinals[strings.ToLower(e.Phrase)], err = strconv.Atoi(e.Value); err != nil {
			return fmt.Errorf("check-ordinals.txt: %s: %w", e.Phrase, err)
		}
	}
	shares, err := lang.Entries(files, "check-shares.txt")
	if err != nil {
		return err
	}
	c.Shares = make(map[string]lang.Share, len(shares))
	for _, e := range shares {
		words := strings.Fields(e.Value)
		n, err := strconv.ParseFloat(words[len(words)-1], 64)
		if err != nil {
			return fmt.Errorf("check-shares.txt: %s: %w", e.Phrase, err)
		}
		c.Shares[strings.ToLower(e.Phrase)] = lang.Share{Of: n / 100, More: words[0] == "over", Less: words[0] == "under"}
	}
	return nil
}

// loadVague reads words for numbers nobody gave: "dozens = 24 99".
func loadVague(files fs.FS, c *lang.Check) error {
	entries, err := lang.Entries(files, "check-vague.txt")
	if err != nil {
		return err
	}
	c.Vague = make(map[string][2]int64, len(entries))
	for _, e := range entries {
		low, high, _ := strings.Cut(e.Value, " ")
		from, err := strconv.ParseInt(low, 10, 64)
		if err != nil {
			return fmt.Errorf("check-vague.txt line %d: %w", e.Line, err)
		}
		to, err := strconv.ParseInt(strings.TrimSpace(high), 10, 64)
		if err != nil {
			return fmt.Errorf("check-vague.txt line %d: %w", e.Line, err)
		}
		c.Vague[e.Phrase] = [2]int64{from, to}
	}
	return nil
}
