// Kinwords writes the list of words of kin by which checks compare words that are not the same: internal/lang/en/data/
// check-kin.txt. It reads WordNet 3.0 (Fellbaum, 1998; Debian's wordnet-base) and keeps of each usual word those of the same
// sense, those it is derived from or that are derived from it, adjectives like it and narrower words, each by its usual senses
// only.
//
//	go run ./internal/check/kinwords > internal/lang/en/data/check-kin.txt
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// Kinds of kinship, nearest first.
const (
	sense   = iota // of the same sense
	derived        // mediate, mediator
	like           // adjectives alike
	narrow         // narrower words
)

const (
	usualShare  = 0.12 // of a word's uses that a sense must have to be a usual one
	narrowShare = 0.3  // likewise, for a narrower word
	mostKin     = 30
)

// parts are WordNet's files by part of speech, as pointers name them.
var parts = []struct{ file, letter string }{{"noun", "n"}, {"verb", "v"}, {"adj", "a"}, {"adv", "r"}}

type pointer struct {
	symbol, target string
	from, to       int
}

// synset are words of one sense and its pointers.
type synset struct {
	words    []string
	pointers []pointer
}

type wordnet struct {
	sets  map[string]synset // by part of speech and offset
	rank  map[string]int    // of a sense among those of a word: word, part of speech and offset
	uses  map[string]int    // of the n-th sense of a word as a part of speech
	total map[string]int    // of a word
	forms map[string]string // irregular forms
}

func main() {
	dir := flag.String("wordnet", "/usr/share/wordnet", "the folder of WordNet's files")
	flag.Parse()
	if err := run(*dir, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "kinwords:", err)
		os.Exit(1)
	}
}

func run(dir string, out io.Writer) error {
	w := &wordnet{sets: map[string]synset{}, rank: map[string]int{}, uses: map[string]int{}, total: map[string]int{}, forms: map[string]string{}}
	if err := w.read(dir); err != nil {
		return fmt.Errorf("read WordNet: %w", err)
	}
	return w.write(out)
}

// lines calls f with the fields of each line of a file that are no comment.
func lines(name string, f func([]string)) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if t := s.Text(); !strings.HasPrefix(t, " ") {
			text, _, _ := strings.Cut(t, " | ")
			f(strings.Fields(text))
		}
	}
	return s.Err()
}

func (w *wordnet) read(dir string) error {
	err := lines(filepath.Join(dir, "cntlist.rev"), func(f []string) {
		word, rest, _ := strings.Cut(f[0], "%")
		n, _ := strconv.Atoi(f[2])
		letter := string(" nvara"[rest[0]-'0'])
		w.uses[word+" "+letter+f[1]] += n
		w.total[word] += n
	})
	for _, part := range parts {
		if err == nil {
			err = lines(filepath.Join(dir, "index."+part.file), func(f []string) {
				n, _ := strconv.Atoi(f[2])
				for i, offset := range f[len(f)-n:] {
					w.rank[f[0]+" "+part.letter+offset] = i + 1
				}
			})
		}
		if err == nil {
			err = lines(filepath.Join(dir, "data."+part.file), func(f []string) { w.sets[part.letter+f[0]] = readSet(f) })
		}
	}
	for _, name := range []string{"verb.exc", "noun.exc"} {
		if err == nil {
			err = lines(filepath.Join(dir, name), func(f []string) {
				if len(f) == 2 && plain(f[0]) && plain(f[1]) && w.total[f[1]] > 3 {
					w.forms[f[0]] = f[1]
				}
			})
		}
	}
	return err
}

// readSet reads a line of a data file (wndb(5WN)).
func readSet(f []string) synset {
	var out synset
	n, _ := strconv.ParseInt(f[3], 16, 32)
	for i := 0; i < int(n); i++ {
		word, _, _ := strings.Cut(f[4+2*i], "(")
		out.words = append(out.words, strings.ToLower(word))
	}
	at := 4 + 2*int(n)
	m, _ := strconv.Atoi(f[at])
	for i := 0; i < m; i++ {
		p := f[at+1+4*i : at+5+4*i]
		from, _ := strconv.ParseInt(p[3][:2], 16, 32)
		to, _ := strconv.ParseInt(p[3][2:], 16, 32)
		letter := p[2]
		if letter == "s" {
			letter = "a"
		}
		out.pointers = append(out.pointers, pointer{symbol: p[0], target: letter + p[1], from: int(from), to: int(to)})
	}
	return out
}

var plainWord = regexp.MustCompile(`^[a-z]{3,}$`)

func plain(word string) bool { return plainWord.MatchString(word) }

// usual reports whether a sense is one of a word's usual ones: its first, or one of the first five with a share of its uses.
func (w *wordnet) usual(word, set string, share float64) bool {
	r := w.rank[word+" "+set]
	n := w.uses[fmt.Sprintf("%s %s%d", word, set[:1], r)]
	return r == 1 || r > 1 && r <= 5 && n > 0 && float64(n) >= share*float64(w.total[word])
}

// odd are derived words that no report has: endings by which a word can be made of any other.
var odd = regexp.MustCompile(`(ness|able|ible|ably|ibly|ive|ity|ant|ate|ise|ize|less|er)$`)

// kin are the words of kin with each, by how near.
func (w *wordnet) kin() map[string]map[string]int {
	out := map[string]map[string]int{}
	add := func(a, b string, kind int) {
		if out[a] == nil {
			out[a] = map[string]int{}
		}
		if have, ok := out[a][b]; !ok || kind < have {
			out[a][b] = kind
		}
	}
	for id, set := range w.sets {
		for i, word := range set.words {
			if !plain(word) || w.total[word] < 1 || !w.usual(word, id, usualShare) {
				continue
			}
			for _, v := range set.words {
				if v != word && plain(v) && w.usual(v, id, usualShare) {
					add(word, v, sense)
					add(v, word, sense)
				}
			}
			for _, p := range set.pointers {
				to := w.sets[p.target].words
				switch {
				case p.symbol == "+" && p.from == i+1:
					if v := to[p.to-1]; plain(v) && w.usual(v, p.target, usualShare) {
						add(word, v, derived)
						add(v, word, derived)
					}
				case p.symbol == "&" && id[0] == 'a':
					for _, v := range to {
						if plain(v) && w.usual(v, p.target, usualShare) && w.total[v] > 0 {
							add(word, v, like)
						}
					}
				case p.symbol == "~" && (id[0] == 'v' || id[0] == 'n'):
					for _, v := range to {
						if plain(v) && w.usual(v, p.target, narrowShare) && w.total[v] > 0 {
							add(word, v, narrow)
						}
					}
				}
			}
		}
	}
	return out
}

// notice is what WordNet's licence asks to stand on every copy.
const notice = `# Words of kin: word = those near it in meaning, nearest first; behind "@" the word of which it is a form. Written by
# internal/check/kinwords from WordNet 3.0, under whose licence this file stands:
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# Permission to use, copy, modify and distribute this software and database and its documentation for any purpose and without
# fee or royalty is hereby granted, provided that you agree to comply with the following copyright notice and statements,
# including the disclaimer, and that the same appear on ALL copies of the software, database and documentation, including
# modifications that you make for internal use or for distribution.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR
# IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY
# OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE
# ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
# The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to distribution of the
# software and/or database. Title to copyright in this software, database and any associated documentation shall at all times
# remain with Princeton University and LICENSEE agrees to preserve same.
`

func (w *wordnet) write(to io.Writer) error {
	kin := w.kin()
	var words []string
	for word := range kin {
		words = append(words, word)
	}
	for word := range w.forms {
		if kin[word] == nil {
			words = append(words, word)
		}
	}
	sort.Strings(words)
	out := bufio.NewWriter(to)
	fmt.Fprint(out, notice)
	for _, word := range words {
		list := w.list(word, kin[word])
		if base := w.forms[word]; base != "" {
			list = append([]string{"@" + base}, list...)
		}
		if len(list) > 0 {
			fmt.Fprintf(out, "%s = %s\n", word, strings.Join(list, ", "))
		}
	}
	return out.Flush()
}

// list puts the words of kin with one in order: by how near they are, then by how usual.
func (w *wordnet) list(word string, kin map[string]int) []string {
	var out []string
	made := false
	for v, kind := range kin {
		if w.total[v] < 1 && (odd.MatchString(v) || kind == sense) {
			continue
		}
		made = made || kind == derived
		out = append(out, v)
	}
	if w.total[word] < 1 && !made {
		return nil // a rare word, only kin by sense
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if kin[a] != kin[b] {
			return kin[a] < kin[b]
		}
		if w.total[a] != w.total[b] {
			return w.total[a] > w.total[b]
		}
		return a < b
	})
	return out[:min(len(out), mostKin)]
}
