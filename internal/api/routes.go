package api

import (
	"net/http"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/export"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
	del  = http.MethodDelete
)

// routes are the table: who may ask for what, what it takes and what it answers with.
func (s *site) routes() []route {
	const (
		stories = Root + "/stories"
		story   = Root + "/stories/{story}"
		reports = Root + "/reports"
		report  = Root + "/reports/{report}"
		alerts  = Root + "/alerts"
	)
	asof := []param{asofParam}
	words := param{Name: "q", What: "words that a report holds, all of them; of the last one the beginning is enough", Type: "string", Needed: true}
	limit := paging[:1]
	return []route{
		{Method: get, Path: stories, Needs: sitrep.Reader, Group: "stories", Name: "listStories", What: "Running stories, what changed last first", Query: append(append([]param{}, narrowing...), paging...), Answer: Stories{}, answer: s.stories},
		{Method: get, Path: story, Needs: sitrep.Reader, Group: "stories", Name: "readStory", What: "One story, and where its parts are", Query: asof, Answer: StoryAnswer{}, answer: s.story},
		{Method: get, Path: story + "/brief", Needs: sitrep.Reader, Group: "stories", Name: "readBrief", What: "A story's situation report", More: "Each sentence comes with the words it rests on. What is disputed, and what is not known, stand apart.", Query: asof, Answer: BriefAnswer{}, answer: s.brief},
		{Method: get, Path: story + "/ledger", Needs: sitrep.Reader, Group: "stories", Name: "readLedger", What: "A story's figures, with who gives each", More: "Nothing is added up: a range runs from the lowest to the highest that stands, one for each claimant.", Query: asof, Answer: sitrep.Ledger{}, answer: s.ledger},
		{Method: get, Path: story + "/sources", Needs: sitrep.Reader, Group: "stories", Name: "listSources", What: "A story's reports by the account they rest on, copies folded", Query: asof, Answer: Sources{}, answer: s.sources},
		{Method: get, Path: story + "/matrix", Needs: sitrep.Reader, Group: "stories", Name: "readMatrix", What: "Who said, denied, condemned or declined what, and when", Query: asof, Answer: Matrix{}, answer: s.matrix},
		{Method: get, Path: story + "/changes", Needs: sitrep.Reader, Group: "stories", Name: "listChanges", What: "What changed in a story between two times", Query: []param{{Name: "since", What: "after this time", Type: "string"}, {Name: "until", What: "up to this time", Type: "string"}}, Answer: Changes{}, answer: s.changes},
		{Method: get, Path: story + "/compare", Needs: sitrep.Reader, Group: "stories", Name: "compareBriefs", What: "A story's brief on two days, sentence by sentence", Query: []param{{Name: "from", What: "the earlier day", Type: "string", Needed: true}, {Name: "to", What: "the later day; now unless given", Type: "string"}}, Answer: Comparison{}, answer: s.compare},
		{Method: get, Path: story + "/names", Needs: sitrep.Editor, Group: "desk", Name: "listNames", What: "Whom a story's reports name as victims, and whether readers are shown the name", More: "A name is shown to readers, programs, feeds and alerts only when it was released (decide). The last standing decision on a name holds.", Answer: NameList{}, answer: s.listNames},
		{Method: get, Path: story + "/versions", Needs: sitrep.Reader, Group: "stories", Name: "listVersions", What: "The versions of a story's brief, oldest first", Answer: Versions{}, answer: s.versions},
		{Method: get, Path: story + "/versions/{version}", Needs: sitrep.Reader, Group: "stories", Name: "readVersion", What: "One version of a story's brief", Answer: BriefAnswer{}, answer: s.version},
		{Method: get, Path: Root + "/search", Needs: sitrep.Reader, Group: "stories", Name: "search", What: "Reports that hold every word, the most telling first", Query: append([]param{words}, limit...), Answer: Hits{}, answer: s.search},
		{Method: get, Path: Root + "/search/claims", Needs: sitrep.Reader, Group: "stories", Name: "searchClaims", What: "Claims that hold every word, in what is said or in the name of who says it", Query: append([]param{words}, limit...), Answer: ClaimHits{}, answer: s.searchClaims},

		{Method: get, Path: reports, Needs: sitrep.Reader, Group: "reports", Name: "listReports", What: "Report versions in the order in which they were taken", Query: paging, Answer: Reports{}, answer: s.reports},
		{Method: post, Path: reports, Needs: sitrep.Editor, Group: "reports", Name: "addReports", What: "Take reports", More: "Answers 201 only when they are on disk. A report that says what is kept already is passed over; one of a known item that says something else is a new version of it. Claims and figures are read a little later.", Body: NewReports{}, Answer: Taken{}, Status: 201, Writes: true, MaxBody: maxReading, answer: s.take},
		{Method: get, Path: report, Needs: sitrep.Reader, Group: "reports", Name: "readReport", What: "A report with what was read from it", Answer: ReportAnswer{}, answer: s.report},
		{Method: get, Path: report + "/text", Needs: sitrep.Reader, Group: "reports", Name: "readText", What: "A report's text, which offsets count in", More: "Not had where no whole texts are shown.", Kinds: []string{"text/plain"}, answer: s.text},
		{Method: get, Path: report + "/versions", Needs: sitrep.Reader, Group: "reports", Name: "listReportVersions", What: "The versions of a report's item, oldest first", Answer: ReportVersions{}, answer: s.reportVersions},
		{Method: get, Path: report + "/compare", Needs: sitrep.Reader, Group: "reports", Name: "compareReports", What: "Two versions of a report compared word by word", More: "Not had where no whole texts are shown.", Query: []param{{Name: "with", What: "the other version's id", Type: "string", Needed: true}}, Answer: ReportComparison{}, answer: s.reportCompare},
		{Method: get, Path: report + "/claims/{at}", Needs: sitrep.Reader, Group: "reports", Name: "readClaim", What: "Words of a report: what they were read as, who repeats them, who says otherwise", Answer: ClaimAnswer{}, answer: s.claim},

		{Method: post, Path: Root + "/check", Needs: sitrep.Reader, Group: "check", Name: "check", What: "Check a text against the reports", Body: CheckRequest{}, Answer: sitrep.Checked{}, answer: s.check},
		{Method: post, Path: Root + "/check/claimreview", Needs: sitrep.Reader, Group: "check", Name: "checkAsClaimReview", What: "The same as schema.org ClaimReviews", More: "Sentences that are not in the reports or can't be checked have none: that is no verdict on truth.", Body: CheckRequest{}, Kinds: []string{"application/ld+json"}, answer: checkedAs("application/ld+json", export.ClaimReviews)},
		{Method: post, Path: Root + "/check/stix", Needs: sitrep.Reader, Group: "check", Name: "checkAsSTIX", What: "The same as a STIX 2.1 bundle: the text is a report, each verdict an opinion on it", Body: CheckRequest{}, Kinds: []string{stixKind}, answer: checkedAs(stixKind, export.STIXCheck)},

		{Method: get, Path: Root + "/decisions", Needs: sitrep.Editor, Group: "desk", Name: "listDecisions", What: "What was settled, the last first", Query: append([]param{{Name: "story", What: "of this story only", Type: "string"}}, paging...), Answer: Decisions{}, answer: s.decisions},
		{Method: post, Path: Root + "/decisions", Needs: sitrep.Editor, Group: "desk", Name: "decide", What: "Settle something, or undo what was settled", More: "With If-Match it is settled only while what it is about is what you have seen: send the ETag of the story's brief, or of the words it cites.", Body: desk.Wish{}, Answer: DecisionRow{}, Status: 201, Writes: true, Match: true, answer: s.settle},
		{Method: get, Path: Root + "/decisions/{decision}", Needs: sitrep.Editor, Group: "desk", Name: "readDecision", What: "One decision", Answer: DecisionRow{}, answer: s.decision},

		{Method: get, Path: Root + "/feeds", Needs: sitrep.Admin, Group: "feeds", Name: "listFeeds", What: "The feeds that are followed, and how each does", Query: paging, Answer: FeedList{}, answer: s.feeds},
		{Method: post, Path: Root + "/feeds", Needs: sitrep.Admin, Group: "feeds", Name: "followFeed", What: "Follow a feed", Body: NewFeed{}, Answer: FeedAnswer{}, Status: 201, Writes: true, answer: s.follow},
		{Method: get, Path: Root + "/feeds/{feed}", Needs: sitrep.Admin, Group: "feeds", Name: "readFeed", What: "A feed and its last fetches", Answer: FeedAnswer{}, answer: s.feed},
		{Method: del, Path: Root + "/feeds/{feed}", Needs: sitrep.Admin, Group: "feeds", Name: "unfollowFeed", What: "Follow a feed no more", Status: 204, Writes: true, Match: true, answer: s.unfollow},
		{Method: get, Path: Root + "/feeds.opml", Needs: sitrep.Admin, Group: "feeds", Name: "exportFeeds", What: "The feeds as an OPML list", Kinds: []string{opmlKind}, answer: s.exportOPML},
		{Method: post, Path: Root + "/feeds.opml", Needs: sitrep.Admin, Group: "feeds", Name: "importFeeds", What: "Follow every feed of an OPML list", BodyKind: opmlKind, Answer: Imported{}, Writes: true, answer: s.importOPML},

		{Method: get, Path: alerts, Needs: sitrep.Admin, Group: "alerts", Name: "listAlerts", What: "Whom the program tells when something happens, and how that does", Answer: AlertList{}, answer: s.alerts},
		{Method: post, Path: alerts, Needs: sitrep.Admin, Group: "alerts", Name: "addAlert", What: "Have an address told when something happens", More: "Every condition that is given must hold; what an event says nothing of does not meet it. What was before is not told. Webhooks are signed as Standard Webhooks has it.", Body: NewAlert{}, Answer: AlertMade{}, Status: 201, Writes: true, answer: s.addAlert},
		{Method: get, Path: alerts + "/{alert}", Needs: sitrep.Admin, Group: "alerts", Name: "readAlert", What: "An alert and how it does", Answer: AlertRow{}, answer: s.alert},
		{Method: del, Path: alerts + "/{alert}", Needs: sitrep.Admin, Group: "alerts", Name: "removeAlert", What: "Tell an address no more", More: "What waits for it is not sent.", Status: 204, Writes: true, answer: s.removeAlert},
		{Method: post, Path: alerts + "/{alert}/pause", Needs: sitrep.Admin, Group: "alerts", Name: "pauseAlert", What: "Tell an address nothing for now", Status: 204, Writes: true, answer: s.pauseAlert},
		{Method: post, Path: alerts + "/{alert}/resume", Needs: sitrep.Admin, Group: "alerts", Name: "resumeAlert", What: "Tell an address again", More: "What was meanwhile is not told; what waited is.", Status: 204, Writes: true, answer: s.pauseAlert},
		{Method: get, Path: alerts + "/{alert}/deliveries", Needs: sitrep.Admin, Group: "alerts", Name: "listDeliveries", What: "An alert's deliveries, newest first, dead letters among them", Query: limit, Answer: DeliveryList{}, answer: s.deliveries},
		{Method: post, Path: alerts + "/{alert}/deliveries/{notice}", Needs: sitrep.Admin, Group: "alerts", Name: "sendAgain", What: "Send a delivery again, under the id that it had", Status: 204, Writes: true, answer: s.sendAgain},

		{Method: get, Path: Root + "/feed.atom", Needs: sitrep.Reader, Group: "follow", Name: "storiesAtom", What: "Running stories as Atom", Query: narrowing, Kinds: []string{atomKind}, answer: feedOut((*call).storiesFeed, true)},
		{Method: get, Path: Root + "/feed.json", Needs: sitrep.Reader, Group: "follow", Name: "storiesFeed", What: "Running stories as JSON Feed", Query: narrowing, Kinds: []string{jsonFeedKind}, answer: feedOut((*call).storiesFeed, false)},
		{Method: get, Path: story + "/feed.atom", Needs: sitrep.Reader, Group: "follow", Name: "storyAtom", What: "A story as Atom: an entry for each version of its brief, saying what changed", Kinds: []string{atomKind}, answer: feedOut((*call).storyFeed, true)},
		{Method: get, Path: story + "/feed.json", Needs: sitrep.Reader, Group: "follow", Name: "storyFeed", What: "The same as JSON Feed", Kinds: []string{jsonFeedKind}, answer: feedOut((*call).storyFeed, false)},
		{Method: get, Path: Root + "/search/feed.atom", Needs: sitrep.Reader, Group: "follow", Name: "searchAtom", What: "A search as Atom", Query: []param{words}, Kinds: []string{atomKind}, answer: feedOut((*call).searchFeed, true)},
		{Method: get, Path: Root + "/search/feed.json", Needs: sitrep.Reader, Group: "follow", Name: "searchFeed", What: "The same as JSON Feed", Query: []param{words}, Kinds: []string{jsonFeedKind}, answer: feedOut((*call).searchFeed, false)},
		{Method: get, Path: Root + "/events", Needs: sitrep.Reader, Group: "follow", Name: "events", What: "What changes, while it changes (server-sent events)", More: "The events are story.created, figure.changed, claim.disputed, report.revised, brief.updated and silence.broken; the data of each is a Notice. Who comes back with Last-Event-ID, or after, is told what they missed; what is no longer kept (the last 100,000 are) is told by an event reset. A comment comes every 15 seconds.", Query: []param{{Name: "story", What: "of this story only", Type: "string"}, {Name: "after", What: "the number of the last event seen; Last-Event-ID is asked first", Type: "integer"}}, Kinds: []string{"text/event-stream"}, answer: s.events},

		{Method: get, Path: story + "/exports/{format}", Needs: sitrep.Reader, Group: "exports", Name: "exportStory", What: "A story in another form", More: formatWords(), Query: asof, Kinds: formatKinds(), answer: s.export},

		{Method: get, Path: Root + "/me", Needs: sitrep.Reader, Group: "service", Name: "whoAmI", What: "Who this request comes from, and what it may do", Answer: Me{}, answer: s.me},
		{Method: get, Path: Root + "/openapi.json", Group: "service", Name: "openapi", What: "This API as an OpenAPI 3.1 document", Kinds: []string{"application/json"}, answer: s.openapi},
		{Method: get, Path: Root + "/docs", Group: "service", Name: "docs", What: "This page", Kinds: []string{"text/html"}, answer: s.docs},
	}
}

const stixKind = "application/stix+json;version=2.1"

func formatWords() string {
	out := "The forms:"
	for i, f := range export.Formats {
		if i > 0 {
			out += ";"
		}
		out += " " + f.Name + ", " + f.What
	}
	return out + "."
}

func formatKinds() (out []string) {
	seen := map[string]bool{}
	for _, f := range export.Formats {
		if !seen[f.Kind] {
			seen[f.Kind] = true
			out = append(out, f.Kind)
		}
	}
	return out
}
