package ledger

import (
	"encoding/csv"
	"io"

	"sitrep"
)

// hxlTags are the hashtags of csvHead's columns, from the Humanitarian Exchange Language's core vocabulary (HXL 1.1) with
// attributes of this program's own. Which measure a value counts stands in each row, so the tag of the value is
// that of people affected, whatever befell them.
var hxlTags = map[string]string{
	"story": "#meta+story+id", "asof": "#date+asof", "series": "#meta+series+id", "subset_of": "#meta+series+parent+id", "event": "#event+id", "measure": "#indicator+measure", "group": "#population+group",
	"scope": "#loc+scope", "basis": "#meta+basis", "claimant": "#org+claimant+name", "claimant_kind": "#org+claimant+type", "party": "#org+claimant+party", "step": "#meta+step+num", "kind": "#meta+step+type",
	"status": "#status+step", "min": "#affected+num+min", "max": "#affected+num+max", "modifier": "#meta+modifier", "value": "#description+value", "value_words": "#description+value+quote",
	"word": "#description+measure+quote", "date": "#date+event", "said": "#date+said", "published": "#date+published", "outlet": "#org+outlet+name", "why": "#description+why", "hedged": "#meta+hedged",
	"unsure": "#meta+unsure", "reports": "#meta+reports+num", "origins": "#org+source+list", "figures": "#meta+citation+list", "range_low": "#affected+range+min", "range_high": "#affected+range+max", "range_rule": "#meta+range+rule",
}

// WriteHXL prints ledgers as WriteCSV does, with a row of HXL hashtags under the head.
func WriteHXL(w io.Writer, ledgers []sitrep.Ledger) error {
	out := csv.NewWriter(w)
	tags := make([]string, len(csvHead))
	for i, name := range csvHead {
		tags[i] = hxlTags[name]
	}
	rows := [][]string{append([]string(nil), csvHead...), tags}
	for i := range ledgers {
		rows = append(rows, csvRows(&ledgers[i])...)
	}
	return writeCells(out, rows)
}
