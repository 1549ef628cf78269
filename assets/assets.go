// Package assets holds the files that are part of the program.
package assets

import _ "embed"

// WindowIcon is the program's icon as the window shows it, 128 by 128 PNG: every start decodes it and hands it to the system, so it
// is no larger than task lists draw it. Packages and menus have icon.png and icon.svg.
//
//go:embed window.png
var WindowIcon []byte
