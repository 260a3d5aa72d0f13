package origin

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The names of agencies, of voices of states and of outlets are alike in all languages, so their lists
// stand here and not with a language.
//
//go:embed data
var embedded embed.FS

// source is whose account something is.
type source struct {
	name string
	kind sitrep.OriginKind
}

// directory knows sources by their names and hosts.
type directory struct {
	base  *directory         // whose names hold here as well, or nil
	names map[string][]alias // by the first word as it stands
	hosts map[string]source
	whole map[string]source // by the whole name in lower case, as an outlet is given
}

type alias struct {
	words []string
	source
}

// standing is the directory of the data files. They are read once; that they are in order a test shows, so a
// fault only leaves names out.
var standing = sync.OnceValue(func() *directory {
	d, _ := load()
	return d
})

// Check says what is wrong with the lists of names, if anything is.
func Check() error {
	_, err := load()
	return err
}

func load() (*directory, error) {
	d := &directory{names: make(map[string][]alias), hosts: make(map[string]source), whole: make(map[string]source)}
	files, err := fs.Sub(embedded, "data")
	if err != nil {
		return d, err
	}
	byName := make(map[string]source)
	for _, list := range []struct {
		file string
		kind sitrep.OriginKind
	}{{"outlets.txt", sitrep.OutletOrigin}, {"parties.txt", sitrep.PartyOrigin}, {"agencies.txt", sitrep.AgencyOrigin}} {
		entries, err := lang.Entries(files, list.file)
		if err != nil {
			return d, err
		}
		for _, e := range entries {
			s := source{e.Value, list.kind}
			byName[e.Value] = s
			d.add(e.Phrase, s)
			d.whole[strings.ToLower(plain(e.Phrase))] = s
		}
	}
	entries, err := lang.Entries(files, "hosts.txt")
	if err != nil {
		return d, err
	}
	for _, e := range entries {
		s, ok := byName[e.Value]
		if !ok {
			s = source{e.Value, sitrep.PartyOrigin} // a body's own site
		}
		d.hosts[e.Phrase] = s
	}
	return d, nil
}

// add files a source under a name.
func (d *directory) add(name string, s source) {
	words := wordsOf(name)
	if len(words) > 0 {
		d.names[words[0]] = append(d.names[words[0]], alias{words, s})
	}
}

func wordsOf(s string) []string {
	doc := text.Parse(nil, s)
	out := make([]string, len(doc.Tokens))
	for i := range doc.Tokens {
		out[i] = plain(doc.Raw(i))
	}
	return out
}

func plain(s string) string {
	if strings.Contains(s, "’") {
		return strings.ReplaceAll(s, "’", "'")
	}
	return s
}

// with is the directory and, on top of it, the outlets of some reports, so that they are known when
// others cite them.
func (d *directory) with(reports []Report) *directory {
	out := &directory{base: d, names: make(map[string][]alias), hosts: d.hosts, whole: d.whole}
	for i := range reports {
		s := d.publisher(&reports[i])
		// a single word is too often an ordinary one ("Time", "Stern")
		if s.kind == sitrep.OutletOrigin && strings.Contains(s.name, " ") && !out.has(s.name) {
			out.add(s.name, s)
			if short, ok := strings.CutPrefix(s.name, "The "); ok && strings.Contains(short, " ") {
				out.add(short, s)
			}
		}
	}
	return out
}

func (d *directory) has(name string) bool {
	words := wordsOf(name)
	if len(words) == 0 {
		return true
	}
	n, _ := d.match(words, 0)
	return n == len(words)
}

// match finds the longest name that begins at word i; n is 0 for none.
func (d *directory) match(words []string, i int) (n int, s source) {
	if d.base != nil {
		n, s = d.base.match(words, i)
	}
	for _, a := range d.names[words[i]] {
		if len(a.words) <= n || i+len(a.words) > len(words) {
			continue
		}
		ok := true
		for k, w := range a.words {
			if words[i+k] != w {
				ok = false
				break
			}
		}
		if ok {
			n, s = len(a.words), a.source
		}
	}
	return n, s
}

// publisher is who published a report: a source the directory knows, or an outlet by its own name. The
// zero source is unknown.
func (d *directory) publisher(r *Report) source {
	outlet, _, _ := strings.Cut(r.Outlet, " (")
	outlet = strings.TrimSpace(outlet)
	if s, ok := d.whole[strings.ToLower(plain(outlet))]; ok {
		return s
	}
	for _, host := range []string{hostOf(r.URL), strings.ToLower(outlet)} {
		if s, ok := d.host(host); ok {
			if s.name == "" {
				s.name = outlet
			}
			return s
		}
	}
	if outlet == "" {
		outlet = hostOf(r.URL)
	}
	if outlet == "" {
		return source{}
	}
	return source{outlet, sitrep.OutletOrigin}
}

// host looks a host up, with its parents; a government's own is a party, named by its outlet.
func (d *directory) host(host string) (source, bool) {
	for h := host; strings.Contains(h, "."); {
		if s, ok := d.hosts[h]; ok {
			return s, true
		}
		_, h, _ = strings.Cut(h, ".")
	}
	if government(host) {
		return source{"", sitrep.PartyOrigin}, true
	}
	return source{}, false
}

// government reports whether a host belongs to a state: .gov, .mil and their like under a country.
func government(host string) bool {
	labels := strings.Split(host, ".")
	for i := max(1, len(labels)-2); i < len(labels); i++ {
		switch labels[i] {
		case "gov", "mil", "gob", "gouv", "govt":
			return true
		}
	}
	return false
}

func hostOf(url string) string {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}
