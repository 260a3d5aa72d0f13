package web

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"sitrep"
)

// Limits of a text to check: how long it may be, and how long it may be for a link to hold it.
const (
	maxChecked = 20_000
	maxShared  = 6_000 // of the address; longer ones are cut on their way by some programs
)

// checkView is a text with a verdict on each of its sentences.
type checkView struct {
	Text    string
	Done    bool
	Parts   []checkedPart
	Tally   []tallied
	Share   string // the address that shows this result; empty when the text is too long for one
	TooLong bool
	Max     int
}

type checkedPart struct {
	Number    int
	Before    string // what stands between this sentence and the one before
	Paragraph bool   // a new one begins
	Text      string
	Verdict   sitrep.Verdict
	Findings  []findingView
}

type findingView struct {
	Verdict  sitrep.Verdict
	Why      string
	Evidence []evidence
	More     int
}

type tallied struct {
	Verdict sitrep.Verdict
	N       int
}

// maxEvidence is how many pieces of evidence a finding shows.
const maxEvidence = 4

// checkPage is the empty form, or the result that an address holds.
func (s *site) checkPage(v *visit) error {
	packed := v.r.URL.Query().Get("t")
	if packed == "" {
		return v.show(http.StatusOK, page{Title: "Check a text", Here: "check", Name: "check", Data: &checkView{Max: maxChecked}})
	}
	text, err := unpack(packed)
	if err != nil {
		return err
	}
	return v.checked(text)
}

func (s *site) check(v *visit) error {
	text := strings.ReplaceAll(v.r.PostFormValue("text"), "\r\n", "\n")
	if err := v.formError(); err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" {
		http.Redirect(v.w, v.r, "/check", http.StatusSeeOther)
		return nil
	}
	// The result has an address of its own, so that it can be gone back to and shared; nothing is kept here.
	if share := pack(text); len(text) <= maxChecked && len(share) <= maxShared {
		http.Redirect(v.w, v.r, "/check?t="+share, http.StatusSeeOther)
		return nil
	}
	return v.checked(text)
}

// formError says what was wrong with a form that could not be read.
func (v *visit) formError() error {
	if len(v.r.PostForm) > 0 {
		return nil
	}
	if err := v.r.ParseForm(); err != nil {
		return fmt.Errorf("%w: the form could not be read: %w", sitrep.Invalid, err)
	}
	return nil
}

func (v *visit) checked(text string) error {
	if len(text) > maxChecked {
		return v.show(http.StatusRequestEntityTooLarge, page{Title: "Check a text", Here: "check", Name: "check", Data: &checkView{Text: text, TooLong: true, Max: maxChecked}})
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	p, err := v.cache.get(v.r.Context(), "check\n"+text, false, func(ctx context.Context) (part, error) {
		leave, err := v.enter(ctx, true)
		if err != nil {
			return part{}, err
		}
		defer leave()
		view, err := v.viewChecked(ctx, text)
		if err != nil {
			return part{}, err
		}
		return v.part(page{Title: "Check a text", Name: "check", Data: view})
	})
	if err != nil {
		return err
	}
	return v.wrap(http.StatusOK, page{Title: p.title, Here: "check"}, p)
}

func (s *site) viewChecked(ctx context.Context, text string) (*checkView, error) {
	c, err := s.Book.Check(ctx, text)
	if err != nil {
		return nil, err
	}
	view := &checkView{Text: text, Done: true, Max: maxChecked}
	if share := pack(text); len(share) <= maxShared {
		view.Share = "/check?t=" + share
	}
	found := map[sitrep.Verdict]int{}
	at := 0
	for i, x := range c.Sentences {
		if x.Start < at || x.End > len(text) || x.Start > x.End {
			continue
		}
		between := text[at:x.Start]
		p := checkedPart{Number: i + 1, Before: strings.TrimSpace(between), Paragraph: i > 0 && strings.Contains(between, "\n"), Text: text[x.Start:x.End], Verdict: x.Verdict}
		for _, f := range x.Findings {
			fv := findingView{Verdict: f.Verdict, Why: f.Why}
			for n, e := range f.Evidence {
				if n == maxEvidence {
					fv.More = len(f.Evidence) - n
					break
				}
				r, _, err := s.Book.Reading(ctx, e.Report)
				if err != nil {
					continue // it was deleted since
				}
				if shown, ok := s.cited(r.Report, e.Citation); ok {
					fv.Evidence = append(fv.Evidence, shown)
				}
			}
			p.Findings = append(p.Findings, fv)
		}
		found[x.Verdict]++
		view.Parts = append(view.Parts, p)
		at = x.End
	}
	for _, v := range sitrep.Verdicts {
		if found[v] > 0 {
			view.Tally = append(view.Tally, tallied{v, found[v]})
		}
	}
	return view, nil
}

// pack makes a text part of an address.
func pack(text string) string {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return "" // the level is a valid one
	}
	_, _ = io.WriteString(w, text) // a buffer takes everything
	_ = w.Close()
	return base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// unpack is the inverse of pack, and takes no more than a text may have.
func unpack(s string) (string, error) {
	bad := fmt.Errorf("%w: this link is cut short or mistyped", sitrep.Invalid)
	if len(s) > maxShared {
		return "", bad
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return "", bad
	}
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b)), maxChecked+1))
	if err != nil || !utf8.Valid(text) {
		return "", bad
	}
	return string(text), nil
}
