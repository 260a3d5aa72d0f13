package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
)

// configured resolves flags that were not given on the command line: first from the environment (SITREP_LISTEN for
// --listen), then from the configuration file. Names that no flag has are an error: a misspelt one would else be
// silently without effect.
type configured struct {
	env  func(string) string
	file string // "" when there is none
	set  map[string]string
}

// config opens the file that SITREP_CONFIG names, or the one in the user's configuration folder if there is one.
func config(env func(string) string) (*configured, error) {
	c := &configured{env: env, file: env("SITREP_CONFIG")}
	named := c.file != ""
	if !named {
		dir, err := os.UserConfigDir()
		if err != nil {
			return c, nil
		}
		c.file = filepath.Join(dir, "sitrep", "config.yaml")
	}
	page, err := os.ReadFile(c.file)
	if errors.Is(err, fs.ErrNotExist) && !named {
		c.file = ""
		return c, nil
	}
	if err != nil {
		return nil, usage("the configuration file: %s", err)
	}
	if c.set, err = settings(string(page)); err != nil {
		return nil, usage("%s: %s", c.file, err)
	}
	return c, nil
}

// Validate refuses names in the file that no flag of any verb has.
func (c *configured) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		for _, f := range n.Flags {
			known[f.Name] = true
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(app.Node)
	for name := range c.set {
		if !known[name] {
			return fmt.Errorf("%s: no flag is called %s", c.file, name)
		}
	}
	return nil
}

// Resolve gives a flag's value, or nil.
func (c *configured) Resolve(_ *kong.Context, _ *kong.Path, f *kong.Flag) (any, error) {
	if f.Name == "help" {
		return nil, nil
	}
	if v := c.env("SITREP_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))); v != "" {
		return v, nil
	}
	if v, ok := c.set[f.Name]; ok {
		return v, nil
	}
	return nil, nil
}

// settings reads a configuration file: lines of "flag: value", the flags being those of the command line.
func settings(page string) (map[string]string, error) {
	out := map[string]string{}
	for n, line := range strings.Split(page, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if !ok || name == "" || strings.ContainsAny(name, " \t\"'") {
			return nil, fmt.Errorf("line %d: write NAME: VALUE, NAME being a flag such as listen", n+1)
		}
		out[name] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	return out, nil
}
