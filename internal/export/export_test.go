package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/export"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/loaded/desks"
)

// opened is a book over reports.
func opened(t *testing.T, reports []*sitrep.Report) desk.Book {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Open(context.Background(), reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	return desk.OpenBook(c)
}

var kursk = sync.OnceValue(func() (reports []*sitrep.Report) {
	_ = intake.Read(context.Background(), []string{"../../examples/kursk"}, intake.Options{Detect: lang.Detect}, func(r *sitrep.Report) error {
		reports = append(reports, r)
		return nil
	}, func(intake.Problem) {})
	return reports
})

// hostile are reports whose every field would break out of what it is written into.
func hostile() (out []*sitrep.Report) {
	for i, p := range []string{`</script><script>alert(1)</script>`, `=HYPERLINK("x")`, "]]>&<x>\x01\u2028", `"},{"@type":"Evil"`, "javascript:alert(1)", "𝔘𝔫𝔦 \U0001F4A9 é"} {
		day, _ := sitrep.ParseStamp(fmt.Sprintf("2024-05-%02d", i+1))
		out = append(out, &sitrep.Report{ID: sitrep.ReportID(fmt.Sprintf("h%d", i)), Outlet: p, URL: "javascript:x" + p, Title: p + " kills 12 people", Author: p, Published: day, Language: "en",
			Text: fmt.Sprintf("%s At least %d people were killed in Springfield, Mayor Jane Doe said on Monday.\n\nGovernor John Roe denied that %d people were killed.", p, 12+i, 12+i)})
	}
	return out
}

func whole(t *testing.T, reports []*sitrep.Report, public bool) *export.Story {
	t.Helper()
	book := opened(t, reports)
	cards, _, err := book.Cards(t.Context(), desk.CardFilter{})
	if err != nil || len(cards) != 1 {
		t.Fatalf("%d stories: %v", len(cards), err)
	}
	w, err := desk.Whole(t.Context(), book, cards[0].ID, sitrep.Stamp{}, len(reports) < 20)
	if err != nil {
		t.Fatal(err)
	}
	s := &export.Story{Story: w.Story, Brief: w.Brief, Ledger: w.Ledger, Reports: w.Reports, Lineage: desk.Lineage(w.Story), Base: "https://sitrep.example", Public: public}
	for _, v := range w.Tellings {
		s.Versions = append(s.Versions, export.Version{Number: v.Number, At: v.At, Change: v.Change, Brief: v.Brief})
	}
	if len(s.Versions) == 0 {
		s.Versions = []export.Version{{Number: 1, At: w.Story.Last.End(), Brief: w.Brief}, {Number: 2, At: w.Story.Last.End(), Change: "a new headline", Brief: w.Brief}}
	}
	return s
}

func written(t *testing.T, s *export.Story, name string) []byte {
	t.Helper()
	f, ok := export.Find(name)
	if !ok {
		t.Fatalf("no form %s", name)
	}
	var a, b bytes.Buffer
	if err := f.Write(&a, s); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := f.Write(&b, s); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("%s: not the same bytes twice (%v)", name, err)
	}
	return a.Bytes()
}

func decoded(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	return v
}

// checked is a check with every verdict that the examples give to a careless text.
func checked(t *testing.T) *export.Checked {
	t.Helper()
	book := opened(t, kursk())
	text := "The White House reported over 1,100 casualties among North Korean troops. South Korea's Joint Chiefs of Staff put the losses at about 1,100 killed or wounded on 23 December. " +
		"It was a sad day. At least 50,000 North Koreans were killed, the UN said."
	found, err := book.Check(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	c := &export.Checked{Text: text, Found: found, Reports: map[sitrep.ReportID]*sitrep.Report{}, At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Base: "https://sitrep.example"}
	for _, r := range kursk() {
		c.Reports[r.ID] = r
	}
	return c
}

// class is a class of schema.org, as its JSON Schema has it.
type class struct {
	AllOf []struct {
		Ref string `json:"$ref"`
	} `json:"allOf"`
	Properties map[string]any `json:"properties"`
}

type vocabulary map[string]class

// is reports whether a class is another or made from it.
func (v vocabulary) is(name, other string) bool {
	if name == other {
		return true
	}
	for _, up := range v[name].AllOf {
		if v.is(strings.TrimPrefix(up.Ref, "schema:"), other) {
			return true
		}
	}
	return false
}

// property is a property's shape, in a class or in one that it is made from.
func (v vocabulary) property(name, property string) any {
	if p, ok := v[name].Properties[property]; ok {
		return p
	}
	for _, up := range v[name].AllOf {
		if p := v.property(strings.TrimPrefix(up.Ref, "schema:"), property); p != nil {
			return p
		}
	}
	return nil
}

var (
	aDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	aTime = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$`)
)

// fits reports whether a value is one that a shape allows.
func (v vocabulary) fits(value, shape any) bool {
	m := shape.(map[string]any)
	for _, key := range []string{"anyOf", "oneOf"} {
		if list, ok := m[key].([]any); ok {
			return slices.ContainsFunc(list, func(s any) bool { return v.fits(value, s) })
		}
	}
	if ref, ok := m["$ref"].(string); ok {
		o, ok := value.(map[string]any)
		return ok && v.is(fmt.Sprint(o["@type"]), strings.TrimPrefix(ref, "schema:"))
	}
	switch x := value.(type) {
	case string:
		switch m["format"] {
		case "date":
			return aDate.MatchString(x)
		case "date-time":
			return aTime.MatchString(x)
		case "uri":
			return strings.HasPrefix(x, "https://") || strings.HasPrefix(x, "http://") || strings.HasPrefix(x, "urn:")
		}
		return m["type"] == "string"
	case float64:
		return m["type"] == "number" || m["type"] == "integer"
	case []any:
		return m["type"] == "array" && !slices.ContainsFunc(x, func(e any) bool { return !v.fits(e, m["items"]) })
	}
	return false
}

// hold walks an object and all in it.
func (v vocabulary) hold(t *testing.T, o map[string]any, seen map[string]int) {
	t.Helper()
	name := fmt.Sprint(o["@type"])
	if _, ok := v[name]; !ok {
		t.Errorf("no class %q", name)
		return
	}
	seen[name]++
	for key, value := range o {
		if strings.HasPrefix(key, "@") {
			continue
		}
		shape := v.property(name, key)
		switch {
		case shape == nil:
			t.Errorf("%s has no property %s", name, key)
		case !v.fits(value, shape):
			t.Errorf("%s.%s can't be %v", name, key, value)
		}
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		for _, e := range list {
			if sub, ok := e.(map[string]any); ok {
				v.hold(t, sub, seen)
			}
		}
	}
}

// TestSchemaOrg holds what is written against schema.org's own classes: no property that a class does not have, no value
// that the property does not take.
func TestSchemaOrg(t *testing.T) {
	var v vocabulary
	body, err := os.ReadFile("testdata/schemaorg/classes.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	for _, o := range []map[string]any{ // the checker sees what is wrong
		{"@type": "NewsArticle", "headlin": "x"}, {"@type": "NewsArticle", "datePublished": "May 2024"}, {"@type": "NewsArticle", "publisher": map[string]any{"@type": "Rating"}}, {"@type": "Rating", "author": "me"},
	} {
		for key, value := range o {
			if shape := v.property(fmt.Sprint(o["@type"]), key); key != "@type" && shape != nil && v.fits(value, shape) {
				t.Errorf("the checker lets through %v", o)
			}
		}
	}
	seen := map[string]int{}
	for _, reports := range [][]*sitrep.Report{kursk(), hostile()} {
		s := whole(t, reports, false)
		for _, name := range []string{"article.jsonld", "liveblog.jsonld"} {
			o := decoded(t, written(t, s, name))
			if o["@context"] != "https://schema.org" || o["headline"] != s.Brief.Headline.Text || o["articleBody"] == nil {
				t.Errorf("%s: %v, %v", name, o["@context"], o["headline"])
			}
			v.hold(t, o, seen)
		}
	}
	var b bytes.Buffer
	if err := export.ClaimReviews(&b, checked(t)); err != nil {
		t.Fatal(err)
	}
	o := decoded(t, b.Bytes())
	for _, x := range o["@graph"].([]any) {
		review := x.(map[string]any)
		v.hold(t, review, seen)
		for _, need := range []string{"claimReviewed", "reviewRating", "url", "author", "itemReviewed", "citation"} { // what search engines ask for
			if review[need] == nil {
				t.Errorf("a review without %s", need)
			}
		}
		if text := review["claimReviewed"]; text == "It was a sad day." {
			t.Error("an opinion was rated")
		}
	}
	for _, name := range []string{"NewsArticle", "LiveBlogPosting", "BlogPosting", "ClaimReview", "Claim", "Rating", "Organization"} {
		if seen[name] == 0 {
			t.Errorf("no %s was written", name)
		}
	}
}

// stixRules are what STIX 2.1 (OASIS, 2021, sections 3.2 and 4) asks of the objects that are written here.
var stixRules = map[string]struct{ needed, known []string }{
	"identity": {[]string{"name"}, []string{"identity_class", "description"}},
	"report":   {[]string{"name", "published", "object_refs"}, []string{"description", "report_types"}},
	"opinion":  {[]string{"opinion", "object_refs"}, []string{"explanation", "authors"}},
}

var stixCommon = []string{"type", "spec_version", "id", "created_by_ref", "created", "modified", "external_references", "lang"}

var (
	stixID   = regexp.MustCompile(`^([a-z][a-z0-9-]+[a-z0-9])--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	stixTime = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$`)
)

// stixFaults are what a bundle does not keep to.
func stixFaults(bundle map[string]any) (out []string) {
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if bundle["type"] != "bundle" || !strings.HasPrefix(fmt.Sprint(bundle["id"]), "bundle--") || !stixID.MatchString(fmt.Sprint(bundle["id"])) || len(bundle) != 3 {
		fault("no bundle: %v %v", bundle["type"], bundle["id"])
	}
	ids := map[string]bool{}
	list, _ := bundle["objects"].([]any)
	for _, x := range list {
		o := x.(map[string]any)
		id := fmt.Sprint(o["id"])
		if ids[id] {
			fault("%s stands twice", id)
		}
		ids[id] = true
		kind := fmt.Sprint(o["type"])
		rule, ok := stixRules[kind]
		m := stixID.FindStringSubmatch(id)
		if !ok || m == nil || m[1] != kind || o["spec_version"] != "2.1" {
			fault("%s: type %s, version %v", id, kind, o["spec_version"])
		}
		for _, key := range rule.needed {
			if o[key] == nil || o[key] == "" {
				fault("%s has no %s", id, key)
			}
		}
		for key, value := range o {
			if !slices.Contains(stixCommon, key) && !slices.Contains(rule.needed, key) && !slices.Contains(rule.known, key) {
				fault("%s: %s has no %s", id, kind, key)
			}
			if list, ok := value.([]any); ok && len(list) == 0 {
				fault("%s: an empty list %s", id, key)
			}
		}
		for _, key := range []string{"created", "modified", "published"} {
			if s, ok := o[key]; (ok || key != "published") && !stixTime.MatchString(fmt.Sprint(s)) {
				fault("%s: %s is %v", id, key, s)
			}
		}
		if fmt.Sprint(o["modified"]) < fmt.Sprint(o["created"]) {
			fault("%s was modified before it was created", id)
		}
		if kind == "opinion" && !slices.Contains([]string{"strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"}, fmt.Sprint(o["opinion"])) {
			fault("%s: opinion %v", id, o["opinion"])
		}
		refs, _ := o["external_references"].([]any)
		for _, r := range refs {
			if ref := r.(map[string]any); ref["source_name"] == "" || ref["source_name"] == nil {
				fault("%s: a reference without the name of its source", id)
			}
		}
	}
	for _, x := range list {
		o := x.(map[string]any)
		refs, _ := o["object_refs"].([]any)
		if by, ok := o["created_by_ref"]; ok {
			refs = append(slices.Clone(refs), by)
		}
		for _, r := range refs {
			if !ids[fmt.Sprint(r)] {
				fault("%v refers to %v, which is not there", o["id"], r)
			}
		}
	}
	return out
}

// TestSTIX holds bundles against the rules of STIX 2.1.
func TestSTIX(t *testing.T) {
	if got := stixFaults(map[string]any{"type": "bundle", "id": "x", "objects": []any{map[string]any{"type": "opinion", "id": "opinion--1", "opinion": "maybe"}}}); len(got) < 5 {
		t.Errorf("the rules see only %q", got)
	}
	var b bytes.Buffer
	if err := export.STIXCheck(&b, checked(t)); err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, body := range [][]byte{written(t, whole(t, kursk(), false), "stix.json"), written(t, whole(t, hostile(), true), "stix.json"), b.Bytes()} {
		bundle := decoded(t, body)
		for _, fault := range stixFaults(bundle) {
			t.Error(fault)
		}
		for _, x := range bundle["objects"].([]any) {
			o := x.(map[string]any)
			said[fmt.Sprint(o["type"], " ", o["opinion"])]++
		}
		if bytes.Contains(body, []byte("javascript:x")) {
			t.Error("an address that does harm became a reference")
		}
	}
	if said["report <nil>"] < 10 || said["opinion disagree"] == 0 || said["opinion agree"] != 1 {
		t.Errorf("written: %v", said)
	}
}

// TestAnnotations finds every annotation's words again, by position and by quotation, in the text that it names.
func TestAnnotations(t *testing.T) {
	for _, reports := range [][]*sitrep.Report{kursk(), hostile()} {
		for _, public := range []bool{false, true} {
			s := whole(t, reports, public)
			o := decoded(t, written(t, s, "annotations.jsonld"))
			if o["@context"] != "http://www.w3.org/ns/anno.jsonld" || o["type"] != "AnnotationCollection" || o["label"] == "" {
				t.Errorf("the collection: %v %v", o["@context"], o["type"])
			}
			page := o["first"].(map[string]any)
			items := page["items"].([]any)
			if page["type"] != "AnnotationPage" || page["partOf"] != o["id"] || o["total"] != float64(len(items)) || len(items) < 4 {
				t.Errorf("the page: %v of %v, %d", page["type"], page["partOf"], len(items))
			}
			ids := map[string]bool{}
			positions := 0
			for _, x := range items {
				a := x.(map[string]any)
				id := fmt.Sprint(a["id"])
				body := a["body"].(map[string]any)
				if ids[id] || !strings.HasPrefix(id, "urn:uuid:") || a["type"] != "Annotation" || a["motivation"] != "linking" || body["type"] != "TextualBody" || body["value"] == "" {
					t.Errorf("annotation %v: %v", id, a)
				}
				ids[id] = true
				target := a["target"].(map[string]any)
				source := fmt.Sprint(target["source"])
				if !strings.HasPrefix(source, "https://") && !strings.HasPrefix(source, "http://") {
					t.Errorf("the source %q", source)
				}
				for _, y := range target["selector"].([]any) {
					sel := y.(map[string]any)
					if sel["type"] != "TextPositionSelector" {
						continue
					}
					positions++
					name := strings.TrimSuffix(strings.TrimPrefix(source, "https://sitrep.example/api/v1/reports/"), "/text")
					runes := []rune(s.Reports[sitrep.ReportID(name)].Text)
					from, to := int(sel["start"].(float64)), int(sel["end"].(float64))
					quote := target["selector"].([]any)[0].(map[string]any)
					got := string(runes[from:to])
					if got != quote["exact"] {
						t.Errorf("at %d to %d stands %q, want %q", from, to, got, quote["exact"])
					}
					before, _ := quote["prefix"].(string)
					after, _ := quote["suffix"].(string)
					if !strings.HasSuffix(string(runes[:from]), before) || !strings.HasPrefix(string(runes[to:]), after) || utf8.RuneCountInString(before) > 32 || from > 0 && before == "" {
						t.Errorf("%q stands between %q and %q", got, before, after)
					}
				}
			}
			if public == (positions > 0) {
				t.Errorf("public %v: %d positions", public, positions)
			}
		}
	}
}

// hxlForm is a hashtag with its attributes (HXL 1.1), hxlTags those of the core vocabulary that are used here.
var (
	hxlForm = regexp.MustCompile(`^#([a-z][a-z0-9_]*)(\+[a-z][a-z0-9_]*)*$`)
	hxlTags = []string{"affected", "date", "description", "event", "indicator", "loc", "meta", "org", "population", "status"}
)

// TestHXL holds the row of hashtags: one a column, of the core vocabulary, none twice; and no cell starts a formula.
func TestHXL(t *testing.T) {
	for _, reports := range [][]*sitrep.Report{kursk(), hostile()} {
		s := whole(t, reports, false)
		rows, err := csv.NewReader(bytes.NewReader(written(t, s, "ledger.hxl.csv"))).ReadAll()
		if err != nil || len(rows) < 3 {
			t.Fatalf("%d rows: %v", len(rows), err)
		}
		plain, err := csv.NewReader(bytes.NewReader(written(t, s, "ledger.csv"))).ReadAll()
		if err != nil || !slices.Equal(plain[0], rows[0]) || len(plain) != len(rows)-1 {
			t.Errorf("the same rows as without tags: %d and %d (%v)", len(plain), len(rows), err)
		}
		seen := map[string]bool{}
		for i, tag := range rows[1] {
			m := hxlForm.FindStringSubmatch(tag)
			if m == nil || !slices.Contains(hxlTags, m[1]) || seen[tag] {
				t.Errorf("column %s: %q", rows[0][i], tag)
			}
			seen[tag] = true
		}
		for _, row := range rows[2:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("a cell starts a formula: %q", cell)
				}
			}
		}
	}
}

// TestUUID holds the one thing that a UUID of version 5 is made from.
func TestUUID(t *testing.T) {
	a, b := export.UUID("a"), export.UUID("b")
	if a == b || a != export.UUID("a") || !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(a) {
		t.Errorf("%s, %s", a, b)
	}
}
