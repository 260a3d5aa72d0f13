package lang

// Number is what a language must supply for numbers in words, and for what bounds them.
type Number struct {
	// Words are the words numbers are made of ("seven", "dozen", "million").
	Words map[string]NumberWord
	// Before and After are modifiers that stand before or after a number ("at least",
	// "or more"); the value is the modifier, or "-" for words that only fill ("a total of").
	Before, After Phrases
	// Vague are quantities that name no number ("dozens", "tens of thousands").
	Vague Phrases
	// Of is the word that ties a quantity to what is counted ("dozens of people"), And the one
	// inside numbers ("a hundred and six"), Articles stand for one before a scale ("a hundred").
	Of, And  string
	Articles Set
	// To part the ends of a range ("20 to 30", "two or three"); Between opens one that And
	// parts ("between 20 and 30"); From opens one that is a change, not a range ("from 20 to 30").
	To Set
	// Another and More tell a count on top of others ("another 12", "12 more").
	Another, More Set
	Between, From Set
	// Half stands before a scale or after a number ("half a dozen", "one and a half million").
	Half string
	// Plus ties Half to the number before it where no article does ("dwa i pół").
	Plus string
	// Units are words right after a number that show that it counts no people; UnitsBefore right
	// before it. The value is the unit's kind ("percent", "money", "length").
	Units, UnitsBefore map[string]string
	// Comma says that a comma parts whole numbers from their fractions ("1,5").
	Comma bool
}

// starts are the words a number, a quantity or their modifier can begin with; digits and compounds aside.
func (n *Number) starts() Set {
	out := Set{n.Half: {}}
	for _, p := range []Phrases{n.Before, n.Vague} {
		for word := range p.first {
			out[word] = struct{}{}
		}
	}
	for _, s := range []Set{n.Articles, n.Between} {
		for word := range s {
			out[word] = struct{}{}
		}
	}
	for word := range n.Words {
		out[word] = struct{}{}
	}
	return out
}

// NumberWord is one word of a number.
type NumberWord struct {
	N int64
	// Scale words multiply what stands before them; a word below zero divides the scale after it.
	Scale bool
	// Alone marks a scale that names a number by itself ("tysiąc", a thousand), and of other words one that
	// "and" goes on from ("threescore and ten").
	Alone bool
}

// Time is what a language must supply for dates and times.
type Time struct {
	// Words are the words times are made of; the value says of what kind, then which:
	// "month 3", "weekday 0" (Sunday), "day -1" (yesterday), "unit week".
	Words map[string]TimeWord
	// Small says that names of months and days are written in small letters.
	Small bool
	// Hours are the words for hours, AfterYear those that belong to the year before them ("2014 roku").
	Hours, AfterYear Set
}

// TimeKind is what part a word plays in a time.
type TimeKind uint8

// The parts a word can play in a time.
const (
	NoTime      TimeKind = iota
	Month                // N is 1 to 12
	Weekday              // N is 0 (Sunday) to 6
	DayShift             // N days from the day of publication: "yesterday" is -1
	TimeUnit             // N is the length in days: "week" 7; 0 for less than a day
	Last                 // "last", "past", "previous": the stretch before this one; N is 1 where it runs up to now
	This                 // "this", "current"
	Next                 // "next", "coming"
	Ago                  // "ago", "earlier"
	Since                // an open range begins
	TimePrep             // "on", "in", "during": may open a time; N is 1 before a bare year
	TimeFiller           // "the", "early", "late", "mid", "around": may stand inside one
	PartOfDay            // "morning", "night"
	Each                 // "each", "every", "a": a rate, no date
	Until                // a range's other end; N is 1 where it may as well lead in a count ("rose to 2,012")
	TimeBetween          // "between", "from"
	Season               // N is the month it begins
	Frequency            // "daily", "annually"
)

// begins reports whether a time may begin with a word of the kind, without its preposition.
func (k TimeKind) begins() bool {
	switch k {
	case Month, Weekday, DayShift, Last, This, Next, Ago, Since, Each, Season, Frequency:
		return true
	}
	return false
}

// TimeWord is one word of a time.
type TimeWord struct {
	Kind TimeKind
	N    int
}
