package shell

import (
	"fmt"
	"io"
	"sync"
	"time"

	"watchbill/ui/widgets"
)

// Log receives one line for each thing that happened in the window, so that a script can drive the real program without
// looking at pixels: "page rotations", "loaded rotations", "failed capacity: …", "toast …", "dialog swap", "closed swap",
// "palette", "command toil.log", "at ID x y w h" with the middle of each named widget, and "still" when none of them moves
// any more, which is the time to click.
type Log interface{ Event(line string) }

// NoLog drops all lines.
type NoLog struct{}

// Event implements Log.
func (NoLog) Event(string) {}

// LineLog writes each line to a file or pipe. Writing errors are dropped: the log is a help for tests, not a record.
type LineLog struct {
	mu    sync.Mutex
	w     io.Writer
	still bool // the last line says so
}

// NewLineLog is a log to w.
func NewLineLog(w io.Writer) *LineLog { return &LineLog{w: w} }

// Event implements Log.
func (l *LineLog) Event(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.still = false
	fmt.Fprintln(l.w, line)
}

// Still says that nothing moves any more, once after whatever else was written.
func (l *LineLog) Still() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.still {
		l.still = true
		fmt.Fprintln(l.w, "still")
	}
}

const placesEvery = 50 * time.Millisecond

// LogPlaces writes where the named widgets are, now and whenever one moved, appeared or went ("gone ID"), until the
// program ends. Only for runs with an event log: it looks at the whole window twenty times a second.
func (s *Shell) LogPlaces() {
	known := map[string]widgets.Place{}
	var look func()
	look = func() {
		places := widgets.Locate(s.window.Canvas())
		if p, ok := s.Page().(Placed); ok && s.window.Canvas().Overlays().Top() == nil {
			places = append(places, p.Places()...)
		}
		if moved := logPlaces(places, s.log, known); !moved {
			if l, ok := s.log.(interface{ Still() }); ok {
				l.Still()
			}
		}
		s.timer(placesEvery, look)
	}
	look()
}

func logPlaces(places []widgets.Place, log Log, known map[string]widgets.Place) (moved bool) {
	seen := map[string]bool{}
	for _, p := range places {
		seen[p.ID] = true
		if known[p.ID] != p {
			known[p.ID], moved = p, true
			log.Event(p.String())
		}
	}
	for id := range known {
		if !seen[id] {
			delete(known, id)
			log.Event("gone " + id)
			moved = true
		}
	}
	return moved
}
