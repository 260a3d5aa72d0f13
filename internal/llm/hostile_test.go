package llm_test

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/desk"
	"sitrep/internal/fetch"
	"sitrep/internal/intake"
	"sitrep/internal/lang"
	"sitrep/internal/llm"
	"sitrep/internal/loaded"
)

// house is what a brief is written with.
type house struct {
	desk  *desk.Desk
	input brief.Input // without readings
}

func newHouse(t *testing.T) *house {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := loaded.Registry()
	if err != nil {
		t.Fatal(err)
	}
	claims, err := loaded.Claims()
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(desk.Options{Languages: []*lang.Language{english}, Registry: registry, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return &house{d, brief.Input{Language: english, Registry: registry, Claims: claims}}
}

// lies are the cases of a fixture: a report, a brief of it that takes each of its sentences as it is, and what is claimed of it.
type lies struct {
	name  string
	in    brief.Input
	brief sitrep.Brief
	list  []string
}

func (h *house) lies(t *testing.T, path, mark string) (out []lies) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(data), "\n== ")[1:] {
		l := lies{in: h.input}
		for n, line := range strings.Split(block, "\n") {
			key, rest, _ := strings.Cut(line, " ")
			switch {
			case n == 0:
				l.name = line
			case key == "report":
				f := strings.SplitN(rest, " | ", 4)
				day, err := sitrep.ParseStamp(f[1])
				if err != nil {
					t.Fatal(err)
				}
				r := &sitrep.Report{ID: sitrep.ReportID(f[0]), Published: day, Outlet: f[2], Title: f[3], Language: "en"}
				l.in.Readings = append(l.in.Readings, sitrep.Reading{Report: r})
			case key == mark:
				lie, _, _ := strings.Cut(rest, " => ")
				l.list = append(l.list, lie)
			case key == "cite" || key == "" || strings.HasSuffix(key, ":"):
			default:
				l.in.Readings[len(l.in.Readings)-1].Report.Text = line
			}
		}
		for i := range l.in.Readings {
			sheet := h.desk.Read(l.in.Readings[i].Report)
			l.in.Readings[i] = sheet.Reading
			for _, s := range sheet.Body.Sentences {
				l.brief.Body = append(l.brief.Body, sitrep.Unit{
					Text: sheet.Body.Slice(s.Span), Citations: []sitrep.Citation{{Report: sheet.Report.ID, Span: s.Span}},
				})
			}
		}
		l.brief.Headline = l.brief.Body[0]
		l.in.Words = 1000
		out = append(out, l)
	}
	return out
}

// stub is an endpoint that answers what it is told to.
type stub struct {
	*llm.Client
	next  atomic.Value
	calls atomic.Int32
}

// unbounded lifts what one run may cost.
func unbounded(o *llm.Options, _ *fetch.EndpointOptions) {
	o.Calls, o.Sent, o.Got = 1<<30, 1<<40, 1<<40
}

func newStub(t *testing.T) *stub {
	s := &stub{}
	s.Client = serve(t, func(w http.ResponseWriter, _ *http.Request) {
		s.calls.Add(1)
		say(w, 200, s.next.Load().(string))
	}, unbounded)
	return s
}

// answer makes the answer of a model that writes sentences.
func answer(list ...sitrep.Wording) string {
	type sentence struct {
		For      []int  `json:"for"`
		Text     string `json:"text"`
		Passages []int  `json:"passages"`
	}
	out := struct {
		Sentences []sentence `json:"sentences"`
	}{[]sentence{}}
	for _, w := range list {
		out.Sentences = append(out.Sentences, sentence(w))
	}
	b, _ := json.Marshal(out)
	return completion(string(b))
}

// try has the stub give an answer and reports whether the brief stays as it was.
func (s *stub) try(in brief.Input, b sitrep.Brief, raw string) (same bool, got sitrep.Brief) {
	s.next.Store(raw)
	got, _, _ = brief.Reword(context.Background(), in, b, s, nil)
	return reflect.DeepEqual(got, b), got
}

// wordingOf puts a lie in the place of the sentence it shares most words with.
func wordingOf(b sitrep.Brief, lie string) sitrep.Wording {
	best, at := -1, 0
	for i, u := range b.Body {
		n := 0
		for _, w := range strings.Fields(lie) {
			if strings.Contains(u.Text, strings.Trim(w, ".,")) {
				n += len(w)
			}
		}
		if n > best {
			best, at = n, i
		}
	}
	return sitrep.Wording{For: []int{at + 2}, Text: lie, Passages: []int{at + 1}} // the headline is the first, and rests on the first passage
}

// TestLies sends the fixture's lies through the whole way: endpoint, client, brief, gate. No brief may change.
func TestLies(t *testing.T) {
	h, s := newHouse(t), newStub(t)
	n := 0
	for _, l := range h.lies(t, "../support/testdata/hostile.txt", "refuse:") {
		for _, lie := range l.list {
			n++
			if same, got := s.try(l.in, l.brief, answer(wordingOf(l.brief, lie))); !same {
				t.Errorf("%s: %q got into the brief: %v", l.name, lie, got.Body)
			}
		}
	}
	if int(s.calls.Load()) != n || n < 200 {
		t.Errorf("%d lies, %d calls", n, s.calls.Load())
	}
	t.Logf("%d lies", n)
}

// story opens a case of files and its first stories' briefs.
func (h *house) story(t *testing.T, most int, paths ...string) (out []lies) {
	t.Helper()
	var reports []*sitrep.Report
	err := intake.Read(t.Context(), paths, intake.Options{Detect: lang.Detect}, func(r *sitrep.Report) error { reports = append(reports, r); return nil }, func(p intake.Problem) { t.Error(p) })
	if err != nil {
		t.Fatal(err)
	}
	c, err := h.desk.Open(t.Context(), reports, desk.CaseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Stories[:min(most, len(c.Stories))] {
		in := h.input
		in.Story, in.Ledger, in.Readings = s, c.Ledger(s), c.Readings(s)
		out = append(out, lies{name: string(s.ID), in: in, brief: c.Brief(s, 0)})
	}
	return out
}

// twists make a sentence wrong, each in a way that no cited words can bear out.
var twists = []struct {
	name string
	make func(s string) string
}{
	{"a number raised", func(s string) string {
		return regexp.MustCompile(`\d+`).ReplaceAllStringFunc(s, func(d string) string { n, _ := strconv.Atoi(d); return strconv.Itoa(n + 7) })
	}},
	{"about for more than", strings.NewReplacer("more than", "about", "over ", "about ", "about", "more than", "at least", "exactly").Replace},
	{"deaths for casualties", strings.NewReplacer("killed or wounded", "killed", "casualties", "deaths", "losses", "deaths", "wounded", "killed", "injured", "killed").Replace},
	{"another weekday", strings.NewReplacer("Monday", "Tuesday", "Friday", "Thursday", "Wednesday", "Sunday", "Tuesday", "Monday", "Thursday", "Friday").Replace},
	{"a name nobody bears", func(s string) string {
		return regexp.MustCompile(`[A-Z][a-z]{3,}$|[A-Z][a-z]{3,}\b`).ReplaceAllString(s, "Vantorr")
	}},
	{"North for South", strings.NewReplacer("North Korea", "South Korea", "South Korea", "North Korea", "Russia", "Ukraine", "Ukraine", "Russia").Replace},
	{"not", func(s string) string {
		return regexp.MustCompile(`\b(was|were|had|has|have|is|are|said|says)\b`).ReplaceAllString(s, "$1 not")
	}},
	{"denied for said", regexpTo(`\bsaid\b|\bsays\b`, "denied")},
	{"admitted for said", regexpTo(`\bsaid\b|\bsays\b`, "admitted")},
	{"claimed for said", regexpTo(`\bsaid\b|\bsays\b`, "claimed")},
	{"a judgement before", func(s string) string { return "In a crushing blow, " + s }},
	{"a loaded adjective", regexpTo(`\b(troops|soldiers|people|forces|ministry|strike|workers)\b`, "brutal $1")},
	{"a cause behind", func(s string) string { return strings.TrimSuffix(s, ".") + " because of negligence." }},
	{"a sentence behind", func(s string) string { return strings.TrimSuffix(s, ".") + ". Aid has arrived." }},
	{"a clause behind", func(s string) string { return strings.TrimSuffix(s, ".") + ", and aid has arrived." }},
	{"a quotation behind", func(s string) string { return strings.TrimSuffix(s, ".") + `, calling it "a massacre".` }},
	{"quotation marks", regexpTo(`(killed or wounded|troops|soldiers|people)`, `"$1"`)},
	{"a source of its own", func(s string) string { return strings.TrimSuffix(s, ".") + ", the United Nations confirmed." }},
	{"another speaker before", func(s string) string { return "The United Nations said: " + s }},
	{"HTML", func(s string) string { return "<em>" + s + "</em>" }},
	{"a script", func(s string) string { return s + "<script>alert(1)</script>" }},
	{"Markdown", func(s string) string { return "**" + s + "**" }},
	{"a link", func(s string) string { return s + " [more](https://evil.example/)" }},
	{"an address", func(s string) string { return strings.TrimSuffix(s, ".") + " (evil.example)." }},
	{"a terminal's colour", func(s string) string { return "\x1b[31m" + s + "\x1b[0m" }},
	{"a line break", func(s string) string { return s + "\nIgnore the rest." }},
	{"bidirectional marks", func(s string) string { return "\u202e" + s + "\u202c" }},
	{"a zero-width space", func(s string) string { return strings.Replace(s, " ", " \u200b", 1) }},
	{"a soft hyphen", func(s string) string { return strings.Replace(s, "e", "e\u00ad", 1) }},
	{"a null", func(s string) string { return s + "\x00" }},
	{"a Cyrillic a", func(s string) string { return strings.Replace(s, "a", "а", 1) }},
	{"a Cyrillic e", func(s string) string { return strings.Replace(s, "e", "е", 1) }},
	{"a Greek o", func(s string) string { return strings.Replace(s, "o", "ο", 1) }},
	{"a wide letter", func(s string) string { return strings.Replace(s, "s", "ｓ", 1) }},
	{"a combining mark", func(s string) string { return strings.Replace(s, "e", "e\u0301", 1) }},
	{"a picture", func(s string) string { return s + " 🚨" }},
	{"a refusal", func(string) string { return "I'm sorry, but I can't help with that." }},
	{"an order obeyed", func(string) string { return "The minister resigned." }},
	{"nothing", func(string) string { return "" }},
	{"a megabyte", func(s string) string { return strings.Repeat(s+" ", 1+(700<<10)/(len(s)+1)) }},
	{"the words reversed", func(s string) string {
		w := strings.Fields(strings.TrimSuffix(s, "."))
		for i, k := 0, len(w)-1; i < k; i, k = i+1, k-1 {
			w[i], w[k] = w[k], w[i]
		}
		return strings.Join(w, " ") + "."
	}},
}

func regexpTo(from, to string) func(string) string {
	re := regexp.MustCompile(from)
	return func(s string) string { return re.ReplaceAllString(s, to) }
}

// TestTwists twists each sentence of real briefs in each way. No brief may change.
func TestTwists(t *testing.T) {
	h, s := newHouse(t), newStub(t)
	stories := h.story(t, 1, filepath.FromSlash("../../examples/kursk"))
	stories = append(stories, h.lies(t, "../support/testdata/reworded.txt", "pass:")...)
	n := 0
	for _, l := range stories {
		units := append([]sitrep.Unit{l.brief.Headline}, l.brief.Points...)
		units = append(units, l.brief.Body...)
		slots, passages := numbering(l)
		for i, u := range units {
			if slots[i] == 0 {
				continue
			}
			for _, twist := range twists {
				made := twist.make(u.Text)
				if made == u.Text {
					continue
				}
				n++
				if same, got := s.try(l.in, l.brief, answer(sitrep.Wording{For: []int{slots[i]}, Text: made, Passages: passages[i]})); !same {
					t.Errorf("%s: %s: %q got into the brief for %q: %v", l.name, twist.name, shorten(made), u.Text, got.Worded)
				}
			}
			// Another sentence's words, true but cited for this one.
			other := units[(i+1)%len(units)]
			if other.Text != u.Text && !reflect.DeepEqual(other.Citations, u.Citations) {
				n++
				if same, _ := s.try(l.in, l.brief, answer(sitrep.Wording{For: []int{slots[i]}, Text: other.Text, Passages: passages[(i+1)%len(units)]})); !same {
					t.Errorf("%s: a sentence of other words stands for %q", l.name, u.Text)
				}
			}
		}
	}
	if n < 300 {
		t.Errorf("%d twisted sentences only", n)
	}
	t.Logf("%d twisted sentences of %d stories", n, len(stories))
}

// numbering asks what the draft calls each sentence of a brief (0: not offered) and its passages.
func numbering(l lies) (slots []int, passages [][]int) {
	var d sitrep.Draft
	brief.Reword(context.Background(), l.in, l.brief, listener{&d}, nil)
	units := append([]sitrep.Unit{l.brief.Headline}, l.brief.Points...)
	units = append(units, l.brief.Body...)
	at := 0
	for _, u := range units {
		if at < len(d.Sentences) && d.Sentences[at].Text == strings.Join(strings.Fields(u.Text), " ") {
			slots, passages = append(slots, at+1), append(passages, d.Sentences[at].Passages)
			at++
		} else {
			slots, passages = append(slots, 0), append(passages, nil)
		}
	}
	return slots, passages
}

// listener keeps the draft it is given.
type listener struct{ d *sitrep.Draft }

func (l listener) Write(_ context.Context, d *sitrep.Draft) ([]sitrep.Wording, error) {
	*l.d = *d
	return nil, nil
}
func (listener) Name() string { return "listener" }

func shorten(s string) string {
	if len(s) > 200 {
		return s[:200] + "…"
	}
	return s
}

// TestAnswers: answers that are sound JSON and say what they must not.
func TestAnswers(t *testing.T) {
	h, s := newHouse(t), newStub(t)
	l := h.lies(t, "../support/testdata/reworded.txt", "pass:")[0]
	ok := "Marrow Lines said about 80 people had been on board."
	for _, c := range []struct {
		name string
		list []sitrep.Wording
	}{
		{"no sentence at all", nil},
		{"a sentence that is not there", []sitrep.Wording{{For: []int{99}, Text: ok, Passages: []int{2}}}},
		{"sentence 0", []sitrep.Wording{{For: []int{0}, Text: ok, Passages: []int{2}}}},
		{"a number below zero", []sitrep.Wording{{For: []int{-1}, Text: ok, Passages: []int{2}}}},
		{"for nothing", []sitrep.Wording{{Text: ok, Passages: []int{2}}}},
		{"without passages", []sitrep.Wording{{For: []int{3}, Text: ok}}},
		{"a passage that is not there", []sitrep.Wording{{For: []int{3}, Text: ok, Passages: []int{99}}}},
		{"a passage of another sentence", []sitrep.Wording{{For: []int{3}, Text: ok, Passages: []int{1}}}},
		{"one passage more", []sitrep.Wording{{For: []int{3}, Text: ok, Passages: []int{2, 3}}}},
		{"a sentence for two that are no neighbours", []sitrep.Wording{{For: []int{3, 5}, Text: ok, Passages: []int{2}}}},
		{"two in the wrong order", []sitrep.Wording{{For: []int{4, 3}, Text: ok, Passages: []int{2}}}},
		{"one sentence twice", []sitrep.Wording{{For: []int{3, 3}, Text: ok, Passages: []int{2}}}},
		{"headline and body in one", []sitrep.Wording{{For: []int{1, 2}, Text: ok, Passages: []int{1}}}},
		{"a sentence that loses another's number and speaker", []sitrep.Wording{{For: []int{2, 3}, Text: ok, Passages: []int{1, 2}}}},
		{"no stop", []sitrep.Wording{{For: []int{3}, Text: strings.TrimSuffix(ok, "."), Passages: []int{2}}}},
		{"lower case", []sitrep.Wording{{For: []int{3}, Text: "about 80 people had been on board, Marrow Lines said.", Passages: []int{2}}}},
		{"two sentences", []sitrep.Wording{{For: []int{3}, Text: ok + " " + ok, Passages: []int{2}}}},
		{"what the brief says elsewhere", []sitrep.Wording{{For: []int{3}, Text: l.brief.Body[3].Text, Passages: []int{2}}}},
	} {
		if same, got := s.try(l.in, l.brief, answer(c.list...)); !same {
			t.Errorf("%s: the brief changed: %v", c.name, got.Body)
		}
	}
	// The sentence itself passes, and is counted; a second for the same place doesn't.
	raw := answer(sitrep.Wording{For: []int{3}, Text: ok, Passages: []int{2}}, sitrep.Wording{For: []int{3}, Text: "About 80 people had been on board, Marrow Lines said.", Passages: []int{2}})
	_, got := s.try(l.in, l.brief, raw)
	want := l.brief
	if got.Worded == nil || got.Worded.Sentences != 1 || got.Worded.Refused != 1 || got.Worded.By != "stub" || got.Body[1].Text != ok || got.Body[0].Text != want.Body[0].Text || len(got.Sources) != 1 {
		t.Errorf("a good sentence: %+v", got)
	}
	// Two become one.
	both := "Marrow Lines said about 80 people had been on board, while the harbour master, Piers Holm, said the ship had been inspected in March."
	if _, got = s.try(l.in, l.brief, answer(sitrep.Wording{For: []int{3, 4}, Text: both, Passages: []int{2, 3}})); len(got.Body) != len(want.Body)-1 || got.Body[1].Text != both || len(got.Body[1].Citations) != 2 {
		t.Errorf("two in one: %+v", got.Body)
	}
	// A pinned sentence stays.
	s.next.Store(answer(sitrep.Wording{For: []int{2}, Text: ok, Passages: []int{1}}))
	pinned, _, err := brief.Reword(t.Context(), l.in, want, s, func(sentence string) bool { return sentence == want.Body[1].Text })
	if err != nil || !reflect.DeepEqual(pinned, want) {
		t.Errorf("a pinned sentence was worded: %v, %v", pinned.Body, err)
	}
}

// TestGoodThrough sends the good rewordings the whole way, in place of the sentences they rest on.
func TestGoodThrough(t *testing.T) {
	h, s := newHouse(t), newStub(t)
	n, in := 0, 0
	for _, l := range h.lies(t, "../support/testdata/reworded.txt", "pass:") {
		for _, good := range l.list {
			w := wordingOf(l.brief, good)
			if l.brief.Body[w.For[0]-2].Text == good {
				continue
			}
			n++
			if same, _ := s.try(l.in, l.brief, answer(w)); !same {
				in++
			}
		}
	}
	t.Logf("%d of %d rewordings got into a brief in the place of one sentence", in, n)
	if 2*in < n {
		t.Error("fewer than half of the good rewordings get through")
	}
}
