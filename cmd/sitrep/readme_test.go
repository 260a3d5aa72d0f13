package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the program's output into the README and the pages in docs")

// TestReadme runs every command that the README and the pages in docs show with output, and compares: a
// page that lies is worse than none. A block of ```console shows "$ sitrep ..." and what it prints; one
// line "..." stands for what is left out. After a change that is meant, "go test ./cmd/sitrep -run
// TestReadme -update" writes the new output, as many lines before and after the gap as were shown.
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
		parts := strings.Split(string(text), "```console\n")
		for i, part := range parts[1:] {
			block, rest, _ := strings.Cut(part, "```")
			var now strings.Builder
			for _, session := range strings.Split("\n"+block, "\n$ ")[1:] {
				command, want, _ := strings.Cut(session, "\n")
				want = strings.TrimRight(want, "\n")
				got := want
				t.Run(page+"/"+command, func(t *testing.T) { got = compare(t, command, want) })
				now.WriteString("$ " + command + "\n" + got + "\n")
			}
			parts[i+1] = now.String() + "```" + rest
		}
		if *update {
			if err := os.WriteFile(page, []byte(strings.Join(parts, "```console\n")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// compare runs a command of sitrep and returns what a page should show of it.
func compare(t *testing.T, command, want string) string {
	args, ok := strings.CutPrefix(command, "go run ./cmd/sitrep ")
	if !ok {
		args, ok = strings.CutPrefix(command, "sitrep ")
	}
	if !ok {
		t.Fatalf("not a command of sitrep: %s", command)
	}
	var out, complaint bytes.Buffer
	run(context.Background(), strings.Fields(args), strings.NewReader(""), &out, &complaint)
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	if head, tail, cut := strings.Cut(want+"\n", "\n...\n"); cut {
		first, last := strings.Count(head, "\n")+1, strings.Count(tail, "\n")
		if first+last < len(lines) {
			lines = append(append(lines[:first:first], "..."), lines[len(lines)-last:]...)
		}
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	got := strings.Join(lines, "\n")
	if *update {
		return got
	}
	for i, line := range strings.Split(want, "\n") {
		have := "nothing more"
		if i < len(lines) {
			have = lines[i]
		}
		if have != line {
			t.Fatalf("line %d of the page's output:\n%s\nthe program prints:\n%s\nand on standard error:\n%s", i+1, line, have, complaint.String())
		}
	}
	if got != want {
		t.Fatalf("the program prints more than the page shows:\n%s", got)
	}
	return got
}
