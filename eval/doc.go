// Package eval measures this program on annotated reports: it runs a [System] over a set, scores
// what came out, says how sure the score is, and holds it against floors that drop only by decision.
//
// A set is a folder of reports and of what people found in them. Scorers are pure functions of rows:
// [Figures], [Attributions], [Reactions], [Clusters], [Copies], [Rouge] and [Pages]. Each gives a
// [Result]: the lines it prints, which are those of the sets' reference scorers to the last digit, and
// the named numbers among them with a 95 % interval.
//
// The interval is the percentile bootstrap (Efron 1979): documents, or stories where documents of a
// story stand or fall together, are drawn again with replacement a thousand times. Two builds whose
// intervals overlap widely are not known to differ.
package eval
