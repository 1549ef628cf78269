package ui

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Opening is a window to be: its file is opened while the toolkit starts, which takes about as long.
type Opening struct {
	window *window
	file   chan opened
	first  *firstRunner // nil when the options bring a runner
}

type opened struct {
	ws  *workspace.Workspace
	err error
}

// Open begins to open the file. Show must be called on what it returns.
func Open(ctx context.Context, opts Options) *Opening {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Timer == nil {
		opts.Timer = widgets.WallTimer
	}
	o := &Opening{file: make(chan opened, 1)}
	if opts.Runner == nil {
		o.first = newFirstRunner()
		opts.Runner = o.first
	}
	w := &window{ctx: ctx, opts: opts, theme: theme.New(theme.System), own: opts.Path, zone: time.UTC}
	o.window = w
	go func() {
		ws, err := w.openFile(opts.Path)
		o.file <- opened{ws, err}
		if err == nil {
			// The forecasts are kept and every page counts what they ask for. What fails here fails there, and is said there.
			_, _ = ws.Capacity(ctx, workspace.Outlook{})
		}
	}()
	return o
}

// Show builds the window's content. It returns a function that closes the file; call it after the window is closed. A file that
// cannot be opened is explained in the window.
func (o *Opening) Show(win fyne.Window) (closeFile func() error) {
	w := o.window
	w.win = win
	file := <-o.file
	w.build(file)
	if o.first != nil {
		o.first.settle(firstPage)
	}
	return w.close
}

// firstPage is how long the window waits for its first page. Drawing the empty frame first takes longer than most files do;
// with a large file the frame comes first.
const firstPage = 150 * time.Millisecond

// firstRunner works in the background as widgets.Background does. Until the window is shown, what comes of the work is done by
// settle, so that the first frame shows the page.
type firstRunner struct {
	underway atomic.Int32
	results  chan func()
	shown    chan struct{}
}

func newFirstRunner() *firstRunner {
	return &firstRunner{results: make(chan func()), shown: make(chan struct{})}
}

// Run implements widgets.Runner.
func (r *firstRunner) Run(work func() func()) {
	r.underway.Add(1)
	go func() {
		then := work()
		select {
		case r.results <- then:
		case <-r.shown:
			if then != nil {
				fyne.Do(then)
			}
		}
	}()
}

// settle does what comes of the work under way, for at most so long. It must be called once, on the window's thread.
func (r *firstRunner) settle(most time.Duration) {
	defer close(r.shown)
	late := time.After(most)
	for r.underway.Load() > 0 {
		select {
		case then := <-r.results:
			if then != nil {
				then()
			}
			r.underway.Add(-1)
		case <-late:
			return
		}
	}
}
