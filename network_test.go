package sitrep_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// dialling names what opens connections. Only internal/fetch may: there every address is checked when it is dialled.
// (PostgreSQL's driver dials the one address that the user names as the store.)
var dialling = map[string][]string{
	"net":        {"Dial", "DialTimeout", "Dialer", "DialTCP", "DialUDP", "DialIP", "DialUnix", "LookupHost", "LookupIP", "LookupAddr", "Resolver", "DefaultResolver"},
	"net/http":   {"Client", "DefaultClient", "Transport", "DefaultTransport", "Get", "Post", "PostForm", "Head", "NewRequest", "NewRequestWithContext"},
	"net/smtp":   {"SendMail", "Dial", "NewClient"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer", "Client"},
}

// TestOneDialer holds the house to its one way out.
func TestOneDialer(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.ToSlash(filepath.Dir(path)) == "internal/fetch" {
			return nil
		}
		files++
		for _, use := range connections(t, path) {
			t.Errorf("%s: only internal/fetch opens connections", use)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Errorf("looked at %d files only", files)
	}
	if got := connections(t, filepath.Join("internal", "fetch", "client.go")); len(got) == 0 {
		t.Error("the test sees no dialer where there is one")
	}
}

// connections are the places in a file where a connection could be opened.
func connections(t *testing.T, path string) (uses []string) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{} // as the file calls a package
	for _, i := range f.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		if _, ok := dialling[p]; !ok {
			continue
		}
		name := p[strings.LastIndexByte(p, '/')+1:]
		if i.Name != nil {
			name = i.Name.Name
		}
		if name == "." {
			uses = append(uses, set.Position(i.Pos()).String()+": a dot import of "+p)
		}
		names[name] = p
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := s.X.(*ast.Ident)
		if !ok {
			return true
		}
		for _, forbidden := range dialling[names[x.Name]] {
			if s.Sel.Name == forbidden {
				uses = append(uses, set.Position(s.Pos()).String()+": "+x.Name+"."+forbidden)
			}
		}
		return true
	})
	return uses
}
