// Package examples carries the stories that come with the program, so that `serve --demo` works wherever
// the program does.
package examples

import "embed"

// Files holds the folder kursk: reports of one running story.
//
//go:embed kursk
var Files embed.FS
