package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sitrep"
)

// find is the first of the named files that is there, in the set's folder under dir or in dir itself.
func find(dir, folder string, names ...string) (string, error) {
	for _, base := range []string{filepath.Join(dir, folder), dir} {
		for _, name := range names {
			path := filepath.Join(base, name)
			_, err := os.Stat(path)
			if err == nil {
				return path, nil
			}
			if !errors.Is(err, fs.ErrNotExist) {
				return "", fmt.Errorf("look for %s: %w", name, err)
			}
		}
	}
	return "", fmt.Errorf("%w: %s in %s", sitrep.NotFound, strings.Join(names, " or "), filepath.Join(dir, folder))
}

// rows reads a JSONL file.
func rows[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	var out []T
	for {
		var row T
		err := dec.Decode(&row)
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", path, len(out)+1, err)
		}
		out = append(out, row)
	}
}

// docRow is a report as the sets keep it. A date that can't be read is no date: the sets are about
// other things.
type docRow struct {
	ID        sitrep.ReportID `json:"id"`
	Outlet    string          `json:"outlet"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	Published string          `json:"published"`
	Author    string          `json:"author"`
	Language  string          `json:"language"`
}

// reports reads a JSONL file of reports.
func reports(path string) ([]*sitrep.Report, error) {
	docs, err := rows[docRow](path)
	if err != nil {
		return nil, err
	}
	out := make([]*sitrep.Report, len(docs))
	for i, d := range docs {
		published, _ := sitrep.ParseStamp(d.Published)
		out[i] = &sitrep.Report{ID: d.ID, Input: path, Outlet: d.Outlet, URL: d.URL, Title: d.Title, Text: d.Text,
			Published: published, Author: d.Author, Language: strings.ToLower(d.Language)}
	}
	return out, nil
}

// annotated reads a set's reports and what people found in them: docs.jsonl and gold.jsonl, or the
// pair of the held-out part where a set is split, or of the named part.
func annotated[T any](dir, folder, part string) ([]*sitrep.Report, []T, error) {
	names := []string{"docs.jsonl", "docs-dev.jsonl", "docs-test.jsonl"}
	if part != "" {
		names = []string{"docs-" + part + ".jsonl"}
	}
	path, err := find(dir, folder, names...)
	if err != nil {
		return nil, nil, err
	}
	docs, err := reports(path)
	if err != nil {
		return nil, nil, err
	}
	name := "gold" + strings.TrimPrefix(filepath.Base(path), "docs")
	gold, err := rows[T](filepath.Join(filepath.Dir(path), name))
	return docs, gold, err
}
