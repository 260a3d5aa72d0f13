package sqlite

import "io/fs"

// Migrations are this build's.
func Migrations() fs.FS {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err)
	}
	return dir
}

// WithSteps has a store opened with other migrations.
func WithSteps(o Options, steps fs.FS) Options {
	o.steps = steps
	return o
}

// WithLeast has a store ask for another version of SQLite.
func WithLeast(o Options, version string) Options {
	o.least = version
	return o
}

// Older compares versions.
var Older = older
