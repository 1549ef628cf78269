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
// "palette", "command toil.log", and "at ID x y w h" with the middle of each named widget.
type Log interface{ Event(line string) }

// NoLog drops all lines.
type NoLog struct{}

// Event implements Log.
func (NoLog) Event(string) {}

// LineLog writes each line to a file or pipe. Writing errors are dropped: the log is a help for tests, not a record.
type LineLog struct {
	mu sync.Mutex
	w  io.Writer
}

// NewLineLog is a log to w.
func NewLineLog(w io.Writer) *LineLog { return &LineLog{w: w} }

// Event implements Log.
func (l *LineLog) Event(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintln(l.w, line)
}

const placesEvery = 100 * time.Millisecond

// LogPlaces writes where the named widgets are, now and whenever one moved, appeared or went ("gone ID"), until the
// program ends. Only for runs with an event log: it looks at the whole window ten times a second.
func (s *Shell) LogPlaces() {
	known := map[string]widgets.Place{}
	var look func()
	look = func() {
		places := widgets.Locate(s.window.Canvas())
		if p, ok := s.Page().(Placed); ok && s.window.Canvas().Overlays().Top() == nil {
			places = append(places, p.Places()...)
		}
		logPlaces(places, s.log, known)
		s.timer(placesEvery, look)
	}
	look()
}

func logPlaces(places []widgets.Place, log Log, known map[string]widgets.Place) {
	seen := map[string]bool{}
	for _, p := range places {
		seen[p.ID] = true
		if known[p.ID] != p {
			known[p.ID] = p
			log.Event(p.String())
		}
	}
	for id := range known {
		if !seen[id] {
			delete(known, id)
			log.Event("gone " + id)
		}
	}
}
