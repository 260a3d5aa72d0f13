package mcp_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/loaded/desks"
	"sitrep/internal/mcp"
)

// session is a host connected to a server over examples/kursk.
func session(t *testing.T) (*sdk.ClientSession, map[string]*sitrep.Report) {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	var reports []*sitrep.Report
	byID := map[string]*sitrep.Report{}
	if err := intake.Read(t.Context(), []string{"../../examples/kursk"}, intake.Options{Detect: lang.Detect}, func(r *sitrep.Report) error {
		reports = append(reports, r)
		byID[string(r.ID)] = r
		return nil
	}, func(p intake.Problem) { t.Error(p) }); err != nil {
		t.Fatal(err)
	}
	c, err := d.Open(t.Context(), reports, desk.CaseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	here, there := sdk.NewInMemoryTransports()
	server := mcp.New(desk.NewNames(desk.OpenBook(c), nil), "test")
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); server.Run(ctx, there) }()
	host, err := sdk.NewClient(&sdk.Implementation{Name: "host", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { host.Close(); stop(); <-done })
	return host, byID
}

// call asks a tool and reads its answer.
func call[T any](t *testing.T, host *sdk.ClientSession, tool string, args any) (out T) {
	t.Helper()
	r, err := host.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatal(err)
	}
	if r.IsError {
		t.Fatalf("%s: %s", tool, words(r))
	}
	if err := json.Unmarshal([]byte(words(r)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func words(r *sdk.CallToolResult) string {
	var b strings.Builder
	for _, c := range r.Content {
		if text, ok := c.(*sdk.TextContent); ok {
			b.WriteString(text.Text)
		}
	}
	return b.String()
}

func TestTools(t *testing.T) {
	host, reports := session(t)
	list, err := host.ListTools(t.Context(), nil)
	if err != nil || len(list.Tools) != 4 {
		t.Fatalf("%d tools, %v", len(list.Tools), err)
	}
	for _, tool := range list.Tools {
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.Description == "" {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	stands := func(q mcp.Quoted) {
		t.Helper()
		r := reports[q.Report]
		if r == nil || r.In(sitrep.Field(q.In))[q.Start:q.End] != q.Words {
			t.Errorf("the words %q do not stand in %s", q.Words, q.Report)
		}
	}
	found := call[mcp.Found](t, host, "search_stories", mcp.Search{Query: "kursk pentagon"})
	if len(found.Stories) != 1 || len(found.Stories[0].Matches) == 0 || !strings.Contains(found.Stories[0].Lineage, "69 reports") {
		t.Fatalf("found %+v", found)
	}
	id := found.Stories[0].Story
	brief := call[mcp.Brief](t, host, "read_brief", mcp.Ask{Story: id, AsOf: "2024-12-27"})
	if len(brief.Body) < 3 || len(brief.Body[0].Rests) == 0 {
		t.Errorf("brief %+v", brief)
	}
	for _, s := range brief.Body {
		for _, q := range s.Rests {
			stands(q)
			if q.Published > "2024-12-28" {
				t.Errorf("a brief as of 27 December rests on %s", q.Published)
			}
		}
	}
	ledger := call[mcp.Ledger](t, host, "query_ledger", mcp.Query{Ask: mcp.Ask{Story: id}, Measure: "casualties", Claimant: "joint chiefs"})
	if len(ledger.Figures) == 0 {
		t.Error("no figure of the Joint Chiefs")
	}
	for _, f := range ledger.Figures {
		if f.Measure != "casualties" || !strings.Contains(f.Claimant, "Joint Chiefs") || len(f.Rests) == 0 {
			t.Errorf("row %+v", f)
		}
		for _, q := range f.Rests {
			stands(q)
		}
	}
	careless, err := os.ReadFile("../../examples/careless.txt")
	if err != nil {
		t.Fatal(err)
	}
	verdicts := call[mcp.Verdicts](t, host, "check_text", mcp.Text{Text: string(careless)})
	seen := map[sitrep.Verdict]bool{}
	for _, s := range verdicts.Sentences {
		seen[s.Verdict] = true
	}
	if !seen[sitrep.Misattributed] || !seen[sitrep.Supported] {
		t.Errorf("verdicts %v", seen)
	}
}

func TestRefusals(t *testing.T) {
	host, _ := session(t)
	for tool, args := range map[string]any{
		"read_brief": mcp.Ask{Story: "s-nobody"}, "query_ledger": mcp.Query{Ask: mcp.Ask{Story: "x", AsOf: "tomorrow"}}, "check_text": mcp.Text{Text: strings.Repeat("x", 100_000)},
	} {
		r, err := host.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
		if err != nil {
			t.Fatal(err)
		}
		if !r.IsError || words(r) == "" {
			t.Errorf("%s was answered: %.200s", tool, words(r))
		}
	}
}
