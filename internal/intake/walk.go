package intake

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// Real follows every link in the name.
func (machine) Real(name string) (string, error) { return filepath.EvalSymlinks(name) }

// path reads a file, or all files of a directory.
func (r *reader) path(name string) error {
	info, err := r.o.Disk.Stat(name)
	if err != nil {
		r.fail(name, plainly(err))
		return nil
	}
	if !info.IsDir() {
		return r.file(source{name: name, key: filepath.Base(name)}, info)
	}
	w := walk{r: r, root: name}
	if err := w.directory(name, nil); err != nil {
		return err
	}
	if w.files == 0 {
		r.fail(name, errors.New("the directory holds no file to read (hidden files and README files are passed over)"))
	}
	return nil
}

func (r *reader) file(s source, info fs.FileInfo) error {
	if t := info.Mode().Type(); t&(fs.ModeDevice|fs.ModeSocket|fs.ModeIrregular) != 0 {
		r.fail(s.name, errors.New("not a file but a device or socket"))
		return nil
	}
	body, err := r.o.Disk.Open(s.name)
	return r.open(s, body, err)
}

// walk goes through one directory given as input.
type walk struct {
	r     *reader
	root  string
	files int
}

// directory reads what a directory holds. Above are the real names of the directories it lies in: a
// link to one of them is not followed.
func (w *walk) directory(dir string, above []string) error {
	real, err := w.r.o.Disk.Real(dir)
	if err != nil {
		w.r.fail(dir, plainly(err))
		return nil
	}
	for _, a := range above {
		if a == real {
			w.r.fail(dir, errors.New("this link leads back to a directory it lies in; it is not followed"))
			return nil
		}
	}
	entries, err := w.r.o.Disk.ReadDir(dir)
	if err != nil {
		w.r.fail(dir, plainly(err))
		return nil
	}
	above = append(above[:len(above):len(above)], real)
	for _, e := range entries {
		if passedOver(e.Name()) {
			continue
		}
		if err := w.entry(filepath.Join(dir, e.Name()), above); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) entry(name string, above []string) error {
	info, err := w.r.o.Disk.Stat(name)
	if err != nil {
		w.r.fail(name, plainly(err))
		return nil
	}
	if info.IsDir() {
		return w.directory(name, above)
	}
	w.files++
	key, err := filepath.Rel(w.root, name)
	if err != nil {
		key = filepath.Base(name)
	}
	if info.Mode()&fs.ModeNamedPipe != 0 {
		w.r.fail(name, errors.New("a pipe inside a directory is not read; name it as an input of its own"))
		return nil
	}
	return w.r.file(source{name: name, key: filepath.ToSlash(key)}, info)
}

// passedOver are hidden files and those that tell of the directory.
func passedOver(name string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	stem, _, _ := strings.Cut(name, ".")
	return strings.EqualFold(stem, "readme")
}
