package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
)

// TestReadme runs every command that the README and the pages in docs show with output, and compares: a
// page that lies is worse than none. A block of ```console shows "$ sitrep ..." and what it prints;
// a line "..." stands for lines left out.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	pages := []string{"README.md"}
	docs, err := os.ReadDir("docs")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		if strings.HasSuffix(d.Name(), ".md") {
			pages = append(pages, "docs/"+d.Name())
		}
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split(string(text), "```console\n")[1:] {
			block, _, _ = strings.Cut(block, "```")
			for _, session := range strings.Split("\n"+block, "\n$ ")[1:] {
				command, want, _ := strings.Cut(session, "\n")
				t.Run(page+"/"+command, func(t *testing.T) { compare(t, command, want) })
			}
		}
	}
}

func compare(t *testing.T, command, want string) {
	args, ok := strings.CutPrefix(command, "go run ./cmd/sitrep ")
	if !ok {
		args, ok = strings.CutPrefix(command, "sitrep ")
	}
	if !ok {
		t.Skipf("not a command of sitrep: %s", command)
	}
	var out, complaint bytes.Buffer
	run(context.Background(), strings.Fields(args), strings.NewReader(""), &out, &complaint)
	got := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	next, skip := 0, false
	for n, line := range strings.Split(strings.TrimRight(want, "\n"), "\n") {
		if strings.TrimSpace(line) == "..." {
			skip = true
			continue
		}
		at := next
		for skip && at < len(got) && strings.TrimRight(got[at], " ") != strings.TrimRight(line, " ") {
			at++
		}
		if at >= len(got) || strings.TrimRight(got[at], " ") != strings.TrimRight(line, " ") {
			have := "nothing more"
			if next < len(got) {
				have = got[next]
			}
			t.Fatalf("line %d of the page's output:\n%s\nthe program prints:\n%s\nand on standard error:\n%s", n+1, line, have, complaint.String())
		}
		next, skip = at+1, false
	}
	if !skip && next < len(got) {
		t.Errorf("the program prints more than the page shows: %s", got[next])
	}
}
