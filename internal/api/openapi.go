package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
)

// groups are the parts of the API, in the order of its documentation.
var groups = [][2]string{
	{"stories", "Stories, and what stands behind them: the brief with the words under every sentence, the ledger, who says what, sources by origin, and what changed."},
	{"reports", "Reports with what was read from them, and their versions."},
	{"check", "A verdict on each sentence of a text. Nothing of it is kept."},
	{"desk", "What people settled. It is kept with who and when, holds for every new reading, and can be undone."},
	{"feeds", "The feeds that the service follows."},
	{"follow", "What others can follow: Atom, JSON Feed, and a stream of what changes."},
	{"exports", "A story, or a check, in the forms that professionals take."},
	{"service", "About the API itself."},
}

const about = `Sourced situation reports on running news stories: every figure has a claimant, every sentence the words it rests on.

Offsets are UTF-8 byte offsets into a report's text or title. A bare day means its end in UTC. Lists go on by the cursor that they end with; a list
of stories runs from what changed last to what changed first, and what changes meanwhile moves to its front: a story is never told twice, and one that moved is found
there. Answers to GET carry an ETag; send it as If-None-Match and get 304 while nothing changed, or as If-Match where an edit must not meet
something newer. Writes take an Idempotency-Key: the same request with the same key is done once, and told again for a week. Errors are problems (RFC 9457).`

// document is the API as an OpenAPI 3.1 document.
func document(routes []route, version string) ([]byte, error) {
	s := &schemas{named: map[string]map[string]any{}}
	failure := map[string]any{"description": "Something was wrong.", "content": map[string]any{"application/problem+json": map[string]any{"schema": s.of(reflect.TypeFor[Problem](), true)}}}
	paths := map[string]map[string]any{}
	for i := range routes {
		r := &routes[i]
		if paths[r.Path] == nil {
			paths[r.Path] = map[string]any{}
		}
		paths[r.Path][lower(r.Method)] = operation(r, s)
	}
	var tags []any
	for _, g := range groups {
		tags = append(tags, map[string]any{"name": g[0], "description": g[1]})
	}
	doc := map[string]any{
		"openapi": "3.1.1",
		"info":    map[string]any{"title": "Sitrep", "version": cmp.Or(version, "unknown"), "description": about},
		"servers": []any{map[string]any{"url": "/"}},
		"tags":    tags,
		"paths":   paths,
		"components": map[string]any{
			"schemas":   s.named,
			"responses": map[string]any{"Problem": failure},
			"securitySchemes": map[string]any{
				"token":   map[string]any{"type": "http", "scheme": "bearer", "description": "Made by sitrep user token; it may do what its scope says, and no more than its user."},
				"session": map[string]any{"type": "apiKey", "in": "cookie", "name": "sitrep-session", "description": "The cookie of whoever signed in to the pages."},
			},
		},
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("OpenAPI document: %w", err)
	}
	return b.Bytes(), nil
}

func lower(method string) string { return string(bytes.ToLower([]byte(method))) }

func operation(r *route, s *schemas) map[string]any {
	op := map[string]any{"operationId": r.Name, "summary": r.What, "tags": []any{r.Group}}
	if r.More != "" {
		op["description"] = r.More
	}
	if r.Needs == "" {
		op["security"] = []any{}
	} else {
		op["security"] = []any{map[string]any{"token": []any{}}, map[string]any{"session": []any{}}, map[string]any{}}
		op["x-role"] = string(r.Needs)
	}
	var params []any
	path, query := r.params()
	for _, p := range path {
		params = append(params, parameter("path", p))
	}
	for _, p := range query {
		params = append(params, parameter("query", p))
	}
	if r.Writes {
		params = append(params, parameter("header", param{Name: "Idempotency-Key", What: "a name of your own for this request: sent again, it is done once", Type: "string"}))
	}
	if r.Match {
		params = append(params, parameter("header", param{Name: "If-Match", What: "the ETag of what you have seen; if it has changed since, nothing is done", Type: "string"}))
	}
	if len(params) > 0 {
		op["parameters"] = params
	}
	switch {
	case r.Body != nil:
		op["requestBody"] = map[string]any{"required": true, "content": map[string]any{"application/json": map[string]any{"schema": s.of(reflect.TypeOf(r.Body), true)}}}
	case r.BodyKind != "":
		op["requestBody"] = map[string]any{"required": true, "content": map[string]any{r.BodyKind: map[string]any{"schema": map[string]any{"type": "string"}}}}
	}
	content := map[string]any{}
	if r.Answer != nil {
		content["application/json"] = map[string]any{"schema": s.of(reflect.TypeOf(r.Answer), true)}
	}
	for _, k := range r.Kinds {
		content[k] = map[string]any{}
	}
	ok := map[string]any{"description": http.StatusText(r.status())}
	if len(content) > 0 {
		ok["content"] = content
	}
	answers := map[string]any{strconv.Itoa(r.status()): ok, "default": map[string]any{"$ref": "#/components/responses/Problem"}}
	if r.Method == http.MethodGet && r.Name != "events" {
		answers["304"] = map[string]any{"description": "It has not changed: If-None-Match holds its ETag."}
	}
	if r.Status == http.StatusCreated && r.Answer != nil {
		answers["200"] = map[string]any{"description": "It was there already; nothing was written.", "content": content}
	}
	op["responses"] = answers
	return op
}

func parameter(in string, p param) map[string]any {
	shape := map[string]any{"type": cmp.Or(p.Type, "string")}
	if len(p.Values) > 0 {
		shape["enum"] = anys(p.Values)
	}
	out := map[string]any{"name": p.Name, "in": in, "description": p.What, "schema": shape}
	if p.Needed {
		out["required"] = true
	}
	return out
}
