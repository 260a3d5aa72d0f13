package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"sitrep"
	"sitrep/internal/api"
)

// resolved makes a JSON Schema ready to hold values against.
func resolved(t *testing.T, raw []byte) *jsonschema.Resolved {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func decoded(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	return v
}

// TestDocument holds the OpenAPI document against the published schema of OpenAPI 3.1, and against the table: every row is
// in it, and nothing else.
func TestDocument(t *testing.T) {
	h := site(t, api.Options{Book: demo(t), Version: "1.2.3"})
	w := ask(t, h, "GET", "/api/v1/openapi.json", nil)
	doc := decoded(t, w.Body.Bytes())
	published, err := os.ReadFile("testdata/openapi/schema-3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	schema := resolved(t, published)
	if err := schema.Validate(doc); err != nil {
		t.Errorf("the document: %v", err)
	}
	for _, broken := range []func(map[string]any){
		func(d map[string]any) { d["openapi"] = "2.0" },
		func(d map[string]any) { delete(d, "info") },
		func(d map[string]any) {
			d["paths"].(map[string]any)["/api/v1/me"].(map[string]any)["get"].(map[string]any)["responses"] = 7
		},
		func(d map[string]any) { d["surplus"] = true },
	} {
		bad := decoded(t, w.Body.Bytes())
		if broken(bad); schema.Validate(bad) == nil {
			t.Error("the published schema lets a broken document through")
		}
	}
	if again := ask(t, site(t, api.Options{Book: demo(t), Version: "1.2.3"}), "GET", "/api/v1/openapi.json", nil); again.Body.String() != w.Body.String() {
		t.Error("the document is not the same bytes twice")
	}
	var in []string
	names := map[string]bool{}
	for path, item := range doc["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			in = append(in, strings.ToUpper(method)+" "+path)
			o := op.(map[string]any)
			id := o["operationId"].(string)
			if names[id] || o["summary"] == "" {
				t.Errorf("%s: the name %q is there twice, or it says nothing", path, id)
			}
			names[id] = true
		}
	}
	var want []string
	for _, r := range api.Routes() {
		want = append(want, r.Pattern)
	}
	slices.Sort(in)
	slices.Sort(want)
	if !slices.Equal(in, want) {
		t.Errorf("the document has\n%s\nthe table has\n%s", strings.Join(in, "\n"), strings.Join(want, "\n"))
	}
	for _, r := range refs(doc, nil) {
		name := strings.TrimPrefix(r, "#/components/")
		kind, name, _ := strings.Cut(name, "/")
		part, ok := doc["components"].(map[string]any)[kind].(map[string]any)
		if !ok || part[name] == nil {
			t.Errorf("the document refers to %s, which is not there", r)
		}
	}
}

// refs are all references in a value.
func refs(v any, out []string) []string {
	switch x := v.(type) {
	case map[string]any:
		for k, e := range x {
			if s, ok := e.(string); ok && k == "$ref" {
				out = append(out, s)
			}
			out = refs(e, out)
		}
	case []any:
		for _, e := range x {
			out = refs(e, out)
		}
	}
	return out
}

// TestAnswersAreAsDocumented holds real answers against the shapes that the document gives them.
func TestAnswersAreAsDocumented(t *testing.T) {
	k := newKept(t)
	kh := site(t, k.options())
	in := into[api.Taken](t, ask(t, kh, "POST", "/api/v1/reports", map[string]any{"reports": []any{flood(1, "three"), flood(2, "four")}}), 201)
	k.work(t)
	told := sitrep.Notice{ID: 1, Kind: sitrep.FigureChanged, Measure: sitrep.Killed, What: "9 killed", Value: &sitrep.Bounds{Min: sitrep.Of(9)}, At: clock()}
	if err := k.Keep(t.Context(), &sitrep.Batch{Deliveries: []sitrep.Delivery{{Alert: 1, Notice: told, State: sitrep.DeliveryWaiting, At: clock(), Next: clock()}}}); err != nil {
		t.Fatal(err)
	}
	h := site(t, api.Options{Book: demo(t), Anyone: sitrep.Reader})
	doc := decoded(t, ask(t, h, "GET", "/api/v1/openapi.json", nil).Body.Bytes())
	id := string(theStory(t, demo(t)))
	report := into[api.Reports](t, ask(t, h, "GET", "/api/v1/reports", nil), 200).Reports[3].Report
	figure := into[api.ReportAnswer](t, ask(t, h, "GET", "/api/v1/reports/"+string(report), nil), 200)
	claim := figure.Claims[0].At
	decision := map[string]any{"kind": "correct", "cite": map[string]any{"report": in.Kept[0].Report, "start": 34, "end": 39}, "figure": map[string]any{"min": 3, "max": 3, "modifier": "exact", "measure": "killed", "basis": "event"}, "why": "seen"}
	for _, c := range []struct {
		h            http.Handler
		method, path string
		row          string // the path as the table has it; empty: the same
		body         any
		status       int
	}{
		{h, "GET", "/api/v1/stories", "", nil, 200},
		{kh, "POST", "/api/v1/alerts", "", map[string]any{"to": "https://hook.example/", "events": []string{"figure.changed"}, "least": 5}, 201},
		{kh, "GET", "/api/v1/alerts", "", nil, 200},
		{kh, "GET", "/api/v1/alerts/1", "/api/v1/alerts/{alert}", nil, 200},
		{kh, "GET", "/api/v1/alerts/1/deliveries", "/api/v1/alerts/{alert}/deliveries", nil, 200},
		{h, "GET", "/api/v1/stories/" + id, "/api/v1/stories/{story}", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/brief", "/api/v1/stories/{story}/brief", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/brief?asof=2024-12-27", "/api/v1/stories/{story}/brief", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/ledger", "/api/v1/stories/{story}/ledger", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/sources", "/api/v1/stories/{story}/sources", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/matrix", "/api/v1/stories/{story}/matrix", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/changes?since=2024-12-20&until=2024-12-24", "/api/v1/stories/{story}/changes", nil, 200},
		{h, "GET", "/api/v1/stories/" + id + "/compare?from=2024-12-24&to=2025-01-14", "/api/v1/stories/{story}/compare", nil, 200},
		{kh, "GET", "/api/v1/stories/" + string(theStory(t, k.book)) + "/versions", "/api/v1/stories/{story}/versions", nil, 200},
		{kh, "GET", "/api/v1/stories/" + string(theStory(t, k.book)) + "/versions/1", "/api/v1/stories/{story}/versions/{version}", nil, 200},
		{h, "GET", "/api/v1/search?q=Kirby", "/api/v1/search", nil, 200},
		{h, "GET", "/api/v1/search/claims?q=Kirby", "/api/v1/search/claims", nil, 200},
		{h, "GET", "/api/v1/reports", "", nil, 200},
		{h, "GET", "/api/v1/reports/" + string(report), "/api/v1/reports/{report}", nil, 200},
		{h, "GET", "/api/v1/reports/" + string(report) + "/versions", "/api/v1/reports/{report}/versions", nil, 200},
		{h, "GET", claim, "/api/v1/reports/{report}/claims/{at}", nil, 200},
		{h, "POST", "/api/v1/check", "", map[string]any{"text": "The White House reported over 1,100 casualties among North Korean troops. It was a sad day."}, 200},
		{h, "GET", "/api/v1/me", "", nil, 200},
		{kh, "POST", "/api/v1/reports", "", map[string]any{"reports": []any{flood(3, "five")}}, 201},
		{kh, "POST", "/api/v1/decisions", "", map[string]any{"kind": "note", "text": "Ask the mayor."}, 201},
		{kh, "POST", "/api/v1/decisions", "", decision, 201},
		{kh, "GET", "/api/v1/decisions", "", nil, 200},
		{kh, "GET", "/api/v1/decisions/1", "/api/v1/decisions/{decision}", nil, 200},
		{kh, "POST", "/api/v1/feeds", "", map[string]any{"url": "https://courier.example/feed"}, 201},
		{kh, "GET", "/api/v1/feeds", "", nil, 200},
		{kh, "GET", "/api/v1/feeds/1", "/api/v1/feeds/{feed}", nil, 200},
	} {
		if c.row == "" {
			c.row, _, _ = strings.Cut(c.path, "?")
		}
		w := ask(t, c.h, c.method, c.path, c.body)
		if w.Code != c.status {
			t.Errorf("%s %s: %d: %s", c.method, c.path, w.Code, w.Body)
			continue
		}
		op := doc["paths"].(map[string]any)[c.row].(map[string]any)[strings.ToLower(c.method)].(map[string]any)
		answer := op["responses"].(map[string]any)[itoa(int64(c.status))].(map[string]any)
		shape := answer["content"].(map[string]any)["application/json"].(map[string]any)["schema"]
		raw, err := json.Marshal(map[string]any{"$ref": shape.(map[string]any)["$ref"], "$defs": doc["components"].(map[string]any)["schemas"]})
		if err != nil {
			t.Fatal(err)
		}
		raw = bytes.ReplaceAll(raw, []byte("#/components/schemas/"), []byte("#/$defs/")) // where a schema alone keeps its shapes
		if err := resolved(t, raw).Validate(decoded(t, w.Body.Bytes())); err != nil {
			t.Errorf("%s %s is not as documented: %v", c.method, c.path, err)
		}
	}
}
