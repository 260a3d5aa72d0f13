// Package sitrep holds the nouns of Sitrep, which reads the news about running stories
// and keeps, for each, one sourced situation report and the ledger of figures behind it.
//
// A report travels one way. [internal/intake] turns any input into a [Report]: the text of one
// version of one published thing, never altered afterwards. [internal/text] lays sentences, words,
// names, numbers and times over it, by byte offset. [internal/actor] says who each name, office and
// pronoun is; [internal/claim] finds who says what ([Claim]); [internal/figure] finds counts of people
// and what they mean ([Figure]); [internal/victim] finds whom it names as killed or hurt ([Victim]).
// Report by report, nothing else is looked at; the result is a [Reading].
//
// Then readings meet. [internal/origin] tells which reports are one account ([Origin]);
// [internal/story] which belong to one running matter and to which incident in it ([Story], [Event]);
// [internal/ledger] appends the figures of a story to series, a line for each claimant ([Ledger]).
// [internal/brief] plans the situation report from the ledger and phrases it ([Brief]), each sentence
// through the gate of [internal/support]; [internal/check] judges somebody else's text by the same
// ledger and reports ([Verdict]).
//
// Each step is a plain function of its input, so the same reports give the same bytes. Steps meet only
// in [internal/desk], and hand each other the nouns of this package, which imports the standard library
// alone.
package sitrep
