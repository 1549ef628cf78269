package ui

import (
	"context"
	"runtime/debug"
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
	fonts  chan struct{} // closed when the fonts are read; nil: nobody began
	first  *firstRunner  // nil when the options bring a runner

	patience time.Duration // how long the window, when the toolkit has made it, waits for its first page
	collect  int           // how often garbage was collected before, in the runtime's percent
}

type opened struct {
	ws   *workspace.Workspace
	mode string // of the colours, as the file has it set
	err  error
}

// Open begins to open the file. Show must be called on what it returns.
func Open(ctx context.Context, opts Options) *Opening {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Timer == nil {
		opts.Timer = widgets.WallTimer
	}
	o := &Opening{file: make(chan opened, 1), patience: firstPage}
	if opts.Runner == nil {
		o.first = newFirstRunner()
		o.collect = debug.SetGCPercent(400) // what starting makes stays; looking for garbage meanwhile is in vain
		opts.Runner = o.first
	}
	w := &window{ctx: ctx, opts: opts, theme: theme.New(theme.System), own: opts.Path, zone: time.UTC}
	o.window = w
	go func() {
		ws, err := w.openFile(opts.Path)
		o.file <- opened{ws, w.mode(ws), err}
	}()
	return o
}

// ReadFonts begins to read the fonts while the toolkit makes the window. Call it when there is an app, and measure no text on the
// window's thread before Show.
func (o *Opening) ReadFonts() {
	o.fonts = make(chan struct{})
	go func() {
		defer close(o.fonts)
		for _, bold := range []bool{false, true} {
			theme.Measure("Watchbill", theme.TextBody, bold)
		}
	}()
}

// Show builds the window's content. It returns a function that closes the file; call it after the window is closed. A file that
// cannot be opened is explained in the window.
func (o *Opening) Show(win fyne.Window) (closeFile func() error) {
	w := o.window
	w.win = win
	file := <-o.file
	if o.fonts != nil {
		<-o.fonts
	}
	w.build(file)
	switch {
	case o.first == nil:
	case file.err != nil:
		o.first.settle(nil) // nothing is under way
		debug.SetGCPercent(o.collect)
	default:
		o.buildPage()
	}
	return w.close
}

// buildPage builds the first page while the toolkit makes its window, which keeps the window's thread busy with the system for
// longer than a page takes. The content belongs to one goroutine at a time: to that of the page from here on, and to the window's
// thread again when it first asks how large the content is, where it waits.
func (o *Opening) buildPage() {
	w := o.window
	late, built := make(chan struct{}), make(chan struct{})
	build := func() {
		defer close(built)
		o.first.settle(late)
		w.shell.Layout()
	}
	if handsOver {
		go build()
	}
	w.shell.BeforeFrame(func() {
		timer := time.AfterFunc(o.patience, func() { close(late) })
		if !handsOver {
			build()
		}
		<-built
		timer.Stop()
		time.AfterFunc(rested, func() {
			debug.SetGCPercent(o.collect)
			debug.FreeOSMemory()
		})
	})
}

// firstPage is how long the window waits for its first page. Drawing the empty frame first takes longer than most files do; with a
// large file the frame comes first.
const firstPage = 150 * time.Millisecond

// rested is how long after its first page the window gives the system back the memory that only starting needed.
const rested = 500 * time.Millisecond

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

// settle does what comes of the work under way, until it is late. It must be called once, by who owns the window's content.
func (r *firstRunner) settle(late <-chan struct{}) {
	defer close(r.shown)
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
