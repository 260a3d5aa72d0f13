package story

// rules are the numbers of the method, in one place. They are the same for every input; what each was
// measured to give stands in docs/grouping.md.
type rules struct {
	// Words and Terms cap what is read of a text and kept of it; Lead is how many words count as
	// its head, besides the title.
	Words, Terms, Lead int
	// Weights of a word's place and kind. Pair is that of two names in a row.
	TitleWeight, LeadWeight, NameWeight, PairWeight, YearWeight, NumberWeight, DateWeight float64
	// Prior is how many reports the estimate of how common a word is stands for.
	Prior float64
	// Head and Cover weigh, beside the likeness of whole texts, that of their heads and how
	// much of one's head stands in the other.
	Head, Cover float64
	// NameFloor is what is left of a likeness when no name is shared, NameFull the share of head
	// names from which nothing is taken off.
	NameFloor, NameFull float64
	// Least is the smallest likeness kept.
	Least float64
	// Clear is the likeness from which any pair is judged, Beside the share of the nearest's likeness from which others are.
	Clear, Beside float64
	// Hopeless is the probability of one event below which a pair is left out.
	Hopeless float64
	// Join is how alike two groups must be, as a share of how alike their own reports are. For
	// groups too small to tell, Usual stands for that, with the weight of Trust reports.
	Join, Usual, Trust float64
	// Apart is what is left of a likeness when long stretches of time lie between two groups, Days
	// how many days take off two thirds of the rest.
	Apart, Days float64
	// Core is the share of a group's reports whose heads must hold a word for it to be of the
	// group's core; Common the rarity below which no word is; Matter the share of a core another
	// group must hold, Evidence the sum of rarity shared, Silence the days without a report after
	// which a matter is over, Settled the reports a group must have before others join it so.
	Core, Common, Matter, Named, Evidence, Alike, Enough, Silence, Running float64
	Settled                                                                int
	// Lull is what Silence is for events that happen again and again at one place. A matter of Outburst reports or more came out of
	// nothing if Sudden of what holds Follow of its core was written in its first Early days, or the first quarter of the
	// days there are, at least Shown.
	// Near is how many days apart two of such events may be told of and be one.
	Lull, Near, Sudden, Follow, Early, Shown float64
	Outburst                                 int
	// Campaign is on how many days at least a campaign is told of; more than Lull may not pass without a report.
	Campaign int
	// Said is how many words a report must have to be tied to another, be it of the very same words.
	Said int
	// Window is how many reports are weighed against each other; when it is full, the older half
	// is settled. Active is how many settled stories stay open.
	Window, Active int
}

func standard() *rules {
	return &rules{
		Words: 400, Terms: 150, Lead: 60,
		TitleWeight: 3, LeadWeight: 3, NameWeight: 1.5, PairWeight: 1, YearWeight: 2, NumberWeight: 0.7, DateWeight: 0.7,
		Prior: 300,
		Head:  1, Cover: 1, NameFloor: 0.6, NameFull: 0.3, Least: 0.05,
		Clear: 0.1, Beside: 0.3, Hopeless: 0.01, Join: 0.65, Usual: 0.8, Trust: 3, Apart: 1, Days: 5,
		Core: 0.5, Common: 2, Matter: 0.6, Named: 0.1, Alike: 0.17, Enough: 12, Evidence: 6.2, Silence: 90, Running: 2, Settled: 3,
		Lull: 7, Near: 2, Sudden: 0.6, Follow: 0.35, Early: 14, Shown: 7, Outburst: 8, Said: 3,
		Campaign: 3,
		Window:   8000, Active: 4000,
	}
}
