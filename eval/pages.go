package eval

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"

	"sitrep"
)

// Caps on a packed set of pages, so that a broken or hostile archive does no harm.
const (
	maxPages     = 20_000
	maxPage      = 32 << 20  // bytes
	maxPagesSize = 512 << 20 // bytes, unpacked
)

const goldPage = ".gold.json"

// extraction scores the main text of web pages: NAME.html beside NAME.gold.json, in a folder or packed
// as pages.tar.gz, which is unpacked into a folder of its own and removed again.
func (r *runner) extraction() error {
	dir, done, err := r.pages()
	if err != nil {
		return err
	}
	defer done()
	gold, files, err := goldPages(dir)
	if err != nil {
		return err
	}
	found, err := r.system.Pages(r.ctx, files)
	if err != nil {
		return err
	}
	return r.print(r.set, Pages(gold, found))
}

// pages is the folder that holds the pages, and how to be done with it.
func (r *runner) pages() (dir string, done func(), err error) {
	for _, dir := range []string{filepath.Join(r.dir, r.set, "pages"), filepath.Join(r.dir, "pages"), filepath.Join(r.dir, r.set), r.dir} {
		if gold, _ := filepath.Glob(filepath.Join(dir, "*"+goldPage)); len(gold) > 0 {
			return dir, func() {}, nil
		}
	}
	packed, err := find(r.dir, r.set, "pages.tar.gz")
	if err != nil {
		return "", nil, err
	}
	dir, err = os.MkdirTemp("", "sitrep-eval-")
	if err != nil {
		return "", nil, fmt.Errorf("make a folder for pages: %w", err)
	}
	done = func() { os.RemoveAll(dir) }
	if err := unpack(packed, dir); err != nil {
		done()
		return "", nil, fmt.Errorf("unpack %s: %w", packed, err)
	}
	return dir, done, nil
}

// goldPages reads what people copied out of the pages of a folder, and lists the pages.
func goldPages(dir string) (gold []PageGold, pages []string, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "*"+goldPage))
	if err != nil {
		return nil, nil, err
	}
	sort.Strings(names)
	for _, file := range names {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		g := PageGold{Name: strings.TrimSuffix(filepath.Base(file), goldPage)}
		if err := json.Unmarshal(b, &g); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file, err)
		}
		gold = append(gold, g)
		page := filepath.Join(dir, g.Name+".html")
		if _, err := os.Stat(page); err == nil {
			pages = append(pages, page)
		}
	}
	return gold, pages, nil
}

// unpack writes an archive's pages and gold files into dir, all on one level; whatever else it holds is
// passed over.
func unpack(archive, dir string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	zipped, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	size := &io.LimitedReader{R: zipped, N: maxPagesSize}
	files := tar.NewReader(size)
	for n := 0; ; n++ {
		head, err := files.Next()
		if errors.Is(err, io.EOF) && size.N > 0 {
			return nil
		}
		if size.N <= 0 || n >= maxPages {
			return fmt.Errorf("%w: more than %d files or %d bytes of pages", sitrep.TooLarge, maxPages, maxPagesSize)
		}
		if err != nil {
			return err
		}
		name := path.Base(path.Clean("/" + head.Name))
		wanted := strings.HasSuffix(name, ".html") || strings.HasSuffix(name, goldPage)
		if head.Typeflag != tar.TypeReg || !wanted || strings.HasPrefix(name, ".") || strings.ContainsAny(name, `\:`) {
			continue
		}
		if head.Size > maxPage {
			return fmt.Errorf("%w: page %s of %d bytes", sitrep.TooLarge, name, head.Size)
		}
		if err := write(filepath.Join(dir, name), files); err != nil {
			return err
		}
	}
}

// write makes a new file; one that is there already is an error.
func write(name string, from io.Reader) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, from); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
