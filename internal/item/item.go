// Package item tells of which published thing a report is a version, whatever becomes of its address and its
// feed's name for it. An item is known by several keys; one that outlets reuse counts only together with
// words that are alike. Where it is not sure, a report is a new item: the story folds two copies of one text,
// but a wrong merge would show one article as an edit of another.
package item

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"sitrep"
)

// The kinds of key, the strongest first.
const (
	addressKey = "url:"  // the address, without what doesn't tell pages apart
	nameKey    = "name:" // the feed's guid or the report's own id
	pathKey    = "path:" // the outlet and the address's path: hosts move
	wordsKey   = "text:" // the outlet and the very words
)

// Identity finds items by these keys.
type Identity struct{}

// Keys are what a report's item is known by, the strongest first.
func (Identity) Keys(k *sitrep.Kept) []string {
	r := k.Report
	var keys []string
	if a := Address(r.URL); a != "" {
		keys = append(keys, addressKey+a)
	}
	keys = append(keys, nameKey+name(r))
	if p := pathOf(r.URL); p != "" {
		keys = append(keys, pathKey+strings.ToLower(r.Outlet)+p)
	}
	if len(r.Text) >= longEnough {
		keys = append(keys, wordsKey+sum(strings.ToLower(r.Outlet), bare(r.Title), bare(r.Text)))
	}
	for i, key := range keys {
		if len(key) > longest { // no index takes a key of any length
			kind, _, _ := strings.Cut(key, ":")
			keys[i] = kind + ":" + sum(key)
		}
	}
	return keys
}

// longest is a key, in bytes, that is kept as it is.
const longest = 500

// longEnough is the text, in bytes, whose very words an outlet doesn't print twice.
const longEnough = 80

// name is what the publisher calls the item. An id that intake made begins with a hash of it.
func name(r *sitrep.Report) string {
	id := string(r.ID)
	if head, tail, ok := strings.Cut(id, "-"); ok && len(head) == 12 && len(tail) == 8 && hexadecimal(head) && hexadecimal(tail) {
		return head
	}
	return id
}

func hexadecimal(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil
}

func sum(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:12])
}

func bare(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Address is an address without what doesn't tell pages apart: scheme, "www.", "m." and "amp", default port,
// trailing slash, fragment, and the parameters by which visits are counted. It is empty for what is no address.
func Address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
		if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
			host = rest
		}
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	out := host + pathOf(s)
	if q := query(u); q != "" {
		out += "?" + q
	}
	return out
}

// pathOf is an address's path without "amp", index pages and a trailing slash; empty when it is the front page.
func pathOf(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Path == "" {
		return ""
	}
	p := path.Clean("/" + u.Path)
	for _, end := range []string{"/amp", "/amp.html", ".amp", "/index.html", "/index.php", "/index.htm"} {
		p = strings.TrimSuffix(p, end)
	}
	p = strings.TrimPrefix(p, "/amp/")
	if p == "" || p == "/" {
		return ""
	}
	if p[0] != '/' {
		p = "/" + p
	}
	return p
}

// counters are parameters by which visits are counted, or their beginnings.
var counters = []string{
	"utm_", "at_", "ns_", "mc_", "pk_", "mtm_", "hsa_", "fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid", "ref", "referrer", "cmp", "cmpid",
	"ocid", "icid", "ito", "smid", "smtyp", "partner", "ftag", "rss", "source", "feed", "feedname", "xtor", "ftcamp", "taid", "guccounter", "amp", "outputtype", "mod",
}

func query(u *url.URL) string {
	values := u.Query()
	for name := range values {
		low := strings.ToLower(name)
		if slices.ContainsFunc(counters, func(c string) bool { return low == c || strings.HasSuffix(c, "_") && strings.HasPrefix(low, c) }) {
			delete(values, name)
		}
	}
	return values.Encode() // in the order of their names
}

// Resolve finds the item among those that a store keeps; 0 means that it is a new one.
func (i Identity) Resolve(ctx context.Context, s sitrep.ReportStore, k *sitrep.Kept) (sitrep.ItemID, error) {
	keys := k.Keys
	items, err := s.ItemsBy(ctx, keys)
	if err != nil {
		return 0, err
	}
	for _, id := range items {
		versions, err := s.Versions(ctx, id)
		if err != nil {
			return 0, err
		}
		if len(versions) == 0 { // pruned: its keys are all that is left of it
			return id, nil
		}
		if k.Gone || same(keys, k.Report, versions) {
			return id, nil
		}
	}
	return 0, nil
}

// same reports whether a report with such keys is a version of the item whose versions are given.
func same(keys []string, r *sitrep.Report, versions []*sitrep.Kept) bool {
	shares := func(kind string) bool {
		return slices.ContainsFunc(keys, func(key string) bool {
			return strings.HasPrefix(key, kind) && slices.ContainsFunc(versions, func(v *sitrep.Kept) bool { return slices.Contains(v.Keys, key) })
		})
	}
	close := slices.ContainsFunc(versions, func(v *sitrep.Kept) bool { return !v.Gone && alike(v.Report, r) })
	switch {
	case shares(addressKey):
		// A page that is written anew keeps its address, but so does a ticker to which every entry links.
		return close || shares(nameKey) && specific(pathOf(r.URL))
	case shares(nameKey):
		return close || r.URL == "" // a guid may be given to another article
	case shares(wordsKey):
		return slices.ContainsFunc(versions, func(v *sitrep.Kept) bool { return near(v.Report, r, 48*time.Hour) })
	}
	return close && shares(pathKey) && specific(pathOf(r.URL))
}

// specific reports whether a path names one article: it has a number or several words in its last part.
func specific(p string) bool {
	last := path.Base(p)
	return strings.ContainsAny(last, "0123456789") || strings.Count(last, "-") >= 2 || len(last) >= 24
}

func near(a, b *sitrep.Report, most time.Duration) bool {
	if a.Published.IsZero() || b.Published.IsZero() {
		return true
	}
	d := a.Published.End().Sub(b.Published.End())
	return d.Abs() <= most
}

// alike reports whether two reports have most of their words in common: half of those of the shorter one, and in
// titles alone three fifths of both.
func alike(a, b *sitrep.Report) bool {
	if bare(a.Title) == bare(b.Title) && a.Title != "" {
		return true
	}
	x, y := words(a.Title+" "+a.Text), words(b.Title+" "+b.Text)
	least := min(len(x), len(y))
	if least == 0 {
		return len(x) == len(y)
	}
	common := 0
	for w := range x {
		if y[w] {
			common++
		}
	}
	const brief = 25
	if least < brief {
		return 5*common >= 3*(len(x)+len(y)-common)
	}
	return 2*common >= least
}

// words are the longer words of a text: the short ones stand in every text.
func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 3 || w[0] >= '0' && w[0] <= '9' {
			out[w] = true
		}
	}
	return out
}
