package web_test

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/web"
)

// post sends a form.
func post(h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return serve(h, r)
}

// TestDesk settles each kind of thing, and is refused what can't be.
func TestDesk(t *testing.T) {
	d := &ledgerOfDecisions{}
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Desk: d, Hosts: []string{"example.com"}})
	story := first(t, body(t, h, "/"), "/story/")
	page := body(t, h, story)
	id := strings.TrimPrefix(story, "/story/")
	_, table, _ := strings.Cut(page, `class="ledger"`)
	figure := strings.Split(strings.TrimPrefix(first(t, table, "/claim/"), "/claim/"), "/")
	report, at := figure[0], figure[1]
	reading, _, err := demo(t).Reading(context.Background(), sitrep.ReportID(report))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		form url.Values
		want int
		why  string // in the answer, when it is refused
	}{
		{"a note", url.Values{"kind": {"note"}, "story": {id}, "text": {"Ask the ministry."}}, 303, ""},
		{"an empty note", url.Values{"kind": {"note"}, "story": {id}}, 400, "There is no text"},
		{"sign-off", url.Values{"kind": {"sign_off"}, "story": {id}}, 303, ""},
		{"lock", url.Values{"kind": {"lock"}, "story": {id}}, 303, ""},
		{"a story that is not there", url.Values{"kind": {"lock"}, "story": {"s-none"}}, 404, ""},
		{"joined with itself", url.Values{"kind": {"join"}, "story": {id}, "other": {id}}, 400, "joined with itself"},
		{"split", url.Values{"kind": {"split"}, "story": {id}, "part": {report}}, 303, ""},
		{"split of nothing", url.Values{"kind": {"split"}, "story": {id}, "part": {"none"}}, 400, "Choose the reports"},
		{"pin", url.Values{"kind": {"pin"}, "story": {id}, "text": {"A sentence."}}, 303, ""},
		{"strike", url.Values{"kind": {"strike"}, "story": {id}, "text": {"A sentence."}}, 303, ""},
		{"a source's grade", url.Values{"kind": {"grade"}, "source": {"Example"}, "grade": {"b"}, "why": {"mostly right"}}, 303, ""},
		{"a grade without reason", url.Values{"kind": {"grade"}, "source": {"Example"}, "grade": {"B"}}, 400, "needs a reason"},
		{"a source's grade of a report", url.Values{"kind": {"grade"}, "source": {"Example"}, "grade": {"3"}, "why": {"x"}}, 400, "A to F"},
		{"a report's grade", url.Values{"kind": {"grade"}, "report": {report}, "grade": {"2"}, "why": {"seen elsewhere"}}, 303, ""},
		{"reject", url.Values{"kind": {"reject"}, "report": {report}, "at": {at}, "why": {"not a count"}}, 303, ""},
		{"reject of nothing", url.Values{"kind": {"reject"}, "report": {report}}, 400, "which words"},
		{"reject of words that are not there", url.Values{"kind": {"reject"}, "report": {report}, "at": {"b9999990-9999999"}}, 400, "no such words"},
		{"correct", url.Values{"kind": {"correct"}, "report": {report}, "at": {at}, "min": {"1,100"}, "max": {"1,100"}, "modifier": {"about"}, "measure": {"casualties"}, "basis": {"cumulative"}, "claimant": {"Joint Chiefs"}, "group": {"soldiers"}, "why": {"read wrongly"}}, 303, ""},
		{"correct, upside down", url.Values{"kind": {"correct"}, "report": {report}, "at": {at}, "min": {"9"}, "max": {"3"}, "modifier": {"about"}, "measure": {"killed"}, "basis": {"event"}, "why": {"x"}}, 400, "lowest first"},
		{"correct, no number", url.Values{"kind": {"correct"}, "report": {report}, "at": {at}, "min": {"many"}, "modifier": {"about"}, "measure": {"killed"}, "basis": {"event"}, "why": {"x"}}, 400, "not a number of people"},
		{"correct, no such measure", url.Values{"kind": {"correct"}, "report": {report}, "at": {at}, "min": {"3"}, "modifier": {"about"}, "measure": {"souls"}, "basis": {"event"}, "why": {"x"}}, 400, "what it counts"},
		{"a name withheld", url.Values{"kind": {"withhold"}, "story": {id}, "text": {" Jane  Doe "}, "why": {"her family asks"}}, 303, ""},
		{"a name withheld without a reason", url.Values{"kind": {"withhold"}, "story": {id}, "text": {"Jane Doe"}}, 400, "needs a reason"},
		{"nobody's name", url.Values{"kind": {"withhold"}, "story": {id}, "why": {"x"}}, 400, "whose name"},
		{"a name released", url.Values{"kind": {"release"}, "story": {id}, "text": {"jane doe"}, "why": {"her family agreed"}}, 303, ""},
		{"a name released that nobody has", url.Values{"kind": {"release"}, "story": {id}, "text": {"John Roe"}, "why": {"x"}}, 400, "No name is withheld"},
		{"a name of no story", url.Values{"kind": {"release"}, "text": {"Jane Doe"}, "why": {"x"}}, 404, ""},
		{"undo", url.Values{"kind": {"undo"}, "undoes": {"1"}}, 303, ""},
		{"undo of nothing", url.Values{"kind": {"undo"}, "undoes": {"999"}}, 400, "no decision 999"},
		{"something else", url.Values{"kind": {"delete"}}, 400, "can&#39;t settle"},
		{"nothing", url.Values{}, 400, "can&#39;t settle"},
		{"a reason without end", url.Values{"kind": {"note"}, "text": {"x"}, "why": {strings.Repeat("x", 3000)}}, 400, "at most"},
	} {
		before := len(d.list)
		w := post(h, "/desk", c.form)
		if w.Code != c.want || !strings.Contains(w.Body.String(), c.why) {
			t.Errorf("%s: %d, want %d with %q\n%s", c.name, w.Code, c.want, c.why, between(w.Body.String(), "<main", "</main>"))
		}
		if kept := len(d.list) > before; kept != (c.want == 303) {
			t.Errorf("%s: kept: %v", c.name, kept)
		}
	}
	for _, x := range d.list {
		if x.By != "desk" || !x.At.Equal(noon) {
			t.Errorf("decision %d: by %q at %s", x.ID, x.By, x.At)
		}
		if x.Kind == sitrep.Correct {
			if x.Figure == nil || x.Figure.Min != sitrep.Of(1100) || x.Figure.Modifier != sitrep.About || x.Figure.Claimant != "Joint Chiefs" || x.Figure.Confidence != 1 || x.Cite.Report != reading.Report.ID || x.Figure.Span != x.Cite.Span {
				t.Errorf("the correction is %+v", x.Figure)
			}
		}
	}
	list := body(t, h, "/desk")
	for _, want := range []string{"Ask the ministry.", "graded the source Example B", "corrected a figure: about 1,100 casualties, so far", "undid no. 1", "story locked at 69 reports", ", undone"} {
		if !strings.Contains(list, want) {
			t.Errorf("the desk's list has no %q", want)
		}
	}
	if page := body(t, h, story); !strings.Contains(page, "<bdi>Jane Doe</bdi>") || !strings.Contains(page, "released by <bdi>desk</bdi>") || !strings.Contains(page, "her family agreed") {
		t.Error("the story's page does not say who released a name, and why")
	}
	if page := body(t, h, story); !strings.Contains(page, "Signed off by desk on") {
		t.Error("the story's page does not say that its brief is signed off")
	}
	if w := post(h, "/desk", url.Values{"kind": {"note"}, "text": {"x"}, "back": {"//evil.example"}}); w.Header().Get("Location") != "/" {
		t.Errorf("led to %s", w.Header().Get("Location"))
	}
	none := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Hosts: []string{"example.com"}})
	if w := post(none, "/desk", url.Values{"kind": {"note"}, "text": {"x"}}); w.Code != http.StatusBadRequest {
		t.Errorf("a demo keeps decisions: %d", w.Code)
	}
	if strings.Contains(body(t, none, story), `action="/desk"`) {
		t.Error("a demo shows forms for the desk")
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// TestFeeds follows feeds one by one and as a list, and stops.
func TestFeeds(t *testing.T) {
	f := &followed{}
	h := site(t, web.Options{Book: demo(t), Anyone: sitrep.Admin, Feeds: f, Hosts: []string{"example.com"}})
	if w := post(h, "/feeds", url.Values{"url": {"https://one.example/feed"}}); w.Code != 303 || len(f.list) != 1 {
		t.Fatalf("follow: %d, %v", w.Code, f.list)
	}
	if w := post(h, "/feeds", url.Values{"url": {"gopher://x"}}); w.Code != 400 || !strings.Contains(w.Body.String(), "gopher://x: An address begins with https.") {
		t.Errorf("a wrong address: %d %s", w.Code, between(w.Body.String(), "<main", "</main>"))
	}
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	file, err := m.CreateFormFile("opml", "feeds.opml")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write([]byte(`<?xml version="1.0"?><opml><body><outline text="News"><outline xmlUrl="https://two.example/f"/><outline text="no feed"/><outline XMLURL=" https://three.example/f?a=1&amp;b=2 "/></outline></body></opml>`))
	_ = m.Close()
	r := httptest.NewRequest(http.MethodPost, "/feeds", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	if w := serve(h, r); w.Code != 303 || len(f.list) != 3 || f.list[2].URL != "https://three.example/f?a=1&b=2" {
		t.Errorf("a list: %d, %v", w.Code, f.list)
	}
	if w := post(h, "/feeds", url.Values{"remove": {"1"}}); w.Code != 303 || !f.list[0].Removed {
		t.Errorf("stop: %d", w.Code)
	}
	page, list := body(t, h, "/feeds"), body(t, h, "/feeds.opml")
	if strings.Contains(page, "one.example") || !strings.Contains(page, "two.example") || strings.Contains(list, "one.example") || !strings.Contains(list, `xmlUrl="https://three.example/f?a=1&amp;b=2"`) {
		t.Errorf("after that:\n%s\n%s", between(page, "<main", "</main>"), list)
	}
}

// twoVersions is a book in which every report has a second version.
type twoVersions struct{ desk.Book }

func (b twoVersions) Versions(ctx context.Context, id sitrep.ReportID) ([]*sitrep.Kept, error) {
	list, err := b.Book.Versions(ctx, id)
	if err != nil {
		return nil, err
	}
	later := *list[0].Report
	later.ID, later.Text = later.ID+"-v2", strings.Replace(later.Text, "the", "an altered", 1)
	return append(list, &sitrep.Kept{Version: 2, Report: &later, Change: "a word changed"}), nil
}

// TestVersions compares two versions of a report.
func TestVersions(t *testing.T) {
	h := site(t, web.Options{Book: twoVersions{demo(t)}, Anyone: sitrep.Reader})
	report := first(t, body(t, h, first(t, body(t, h, "/"), "/story/")), "/report/")
	page := body(t, h, report+"?with="+strings.TrimPrefix(report, "/report/")+"-v2")
	for _, want := range []string{"a word changed", "Compared with version 2", "</span>an altered</ins>", "</span>the</del>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
}
