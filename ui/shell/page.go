package shell

import (
	"context"

	"fyne.io/fyne/v2"

	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Route says where the window is: a page and what it shows, such as {"capacity", "db-payments disk"}. A page named
// "rotations/build" lies under "rotations": its header offers the way back.
type Route struct {
	Page string
	Arg  string
}

// Change is what a commit changed. The shell hands it on unread; pages know what it says.
type Change = workspace.Change

// Page is one page of the window. The shell makes it once, on the first visit, and keeps it: what is selected stays
// selected. All methods but the reading part of Load run on the window's thread.
type Page interface {
	// Title stands in the header.
	Title() string
	// Content is what the pane shows; before the first load it shows grey bars where numbers will stand.
	Content() fyne.CanvasObject
	// Load reads, off the window's thread, and answers how to show what it read. It stops when ctx ends.
	Load(ctx context.Context) (apply func(), err error)
	// Stale reports whether a change concerns what the page shows.
	Stale(change Change) bool
}

// The rest is optional: a page implements what it needs. Each is asked again after every load.
type (
	// Opener is told which part of it the route asks for, before it loads.
	Opener interface{ Open(arg string) }
	// Subtitled has words beside the title.
	Subtitled interface{ Sub() string }
	// Actor has actions at the right of the header, the main one last.
	Actor interface{ Actions() []fyne.CanvasObject }
	// Tooled has a toolbar under the header: left what is shown, right how.
	Tooled interface{ Toolbar() fyne.CanvasObject }
	// Commander has commands of its own, in the palette and the help while the page is shown.
	Commander interface{ Commands() []Command }
	// Keyed names the keys that work on it, for the status line.
	Keyed interface{ Keys() string }
	// Filtered gives its filter the keyboard when / is pressed.
	Filtered interface{ FocusFilter() }
	// Creator starts something new when Ctrl+N is pressed.
	Creator interface{ New() }
	// Escaper closes its details or selection on Esc and reports whether there was something to close.
	Escaper interface{ Escape() bool }
	// KeyTyper gets keys that no focused widget used and reports whether it used them.
	KeyTyper interface{ TypedKey(*fyne.KeyEvent) bool }
	// Placed tells the event log where things are that are no widgets of their own, such as the blocks of a picture.
	Placed interface{ Places() []widgets.Place }
	// Leaver is told that another page is shown instead.
	Leaver interface{ Leave() }
)
