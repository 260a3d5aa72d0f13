package fetch

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/publicsuffix"

	"sitrep"
)

// gates are what hosts and folders are called that stand before an article: they ask for consent or a password.
var gates = []string{"consent", "guce", "cookiewall", "cookie-wall", "privacygate", "privacy-gate", "collectconsent", "login", "signin", "sign-in", "accounts", "auth", "sso", "paywall"}

// gate reports whether a fetch was led to such a place although something else was asked for.
func gate(asked, came string) bool {
	from, err1 := url.Parse(asked)
	to, err2 := url.Parse(came)
	if err1 != nil || err2 != nil || from.Host == to.Host && from.Path == to.Path {
		return false
	}
	in := func(u *url.URL) bool {
		parts := strings.FieldsFunc(strings.ToLower(u.Path), func(r rune) bool { return r == '/' })
		if labels := strings.Split(strings.ToLower(u.Hostname()), "."); len(labels) > 2 {
			parts = append(parts, labels[0])
		}
		for _, p := range parts {
			for _, g := range gates {
				if p == g {
					return true
				}
			}
		}
		return false
	}
	return in(to) && !in(from)
}

// about reports whether a page speaks of what its feed's entry speaks of: a fifth of the entry's longer words, by
// their beginnings, stand in it. Entries of few words, or in a script without spaces, are believed.
func about(entry, page *sitrep.Report) bool {
	want, has := stems(entry.Title+" "+entry.Text), stems(page.Title+" "+page.Text)
	if len(want) < 3 {
		return true
	}
	common := 0
	for w := range want {
		if has[w] {
			common++
		}
	}
	return 5*common >= len(want)
}

func stems(s string) map[string]bool {
	const shortest, stem = 4, 5 // letters
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(w)
		if unicode.In(letters[0], unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			return nil
		}
		if len(letters) >= shortest {
			out[string(letters[:min(stem, len(letters))])] = true
		}
	}
	return out
}

// proper is the address to cite an article by: what its page calls its own address (AMP and counted addresses name the
// plain one) if that lies on the site that answered, or else where a redirector led.
func proper(entry, came, canonical string) string {
	to, err := url.Parse(came)
	if err != nil {
		return entry
	}
	if c, err := url.Parse(canonical); err == nil && permitted(c) == nil && site(c) == site(to) && strings.Trim(c.Path, "/") != "" && permanent(came, canonical) {
		return canonical
	}
	if e, err := url.Parse(entry); err == nil && site(e) != site(to) {
		return came
	}
	return entry
}

// site is the part of a host's name that one owner has.
func site(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}
