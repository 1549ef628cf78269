//go:build journey

package journey

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// eventLog follows the file that the window writes its events to.
type eventLog struct {
	path   string
	read   int      // bytes taken in
	lines  []string // without those that say where things are
	places map[string]box
	still  bool
}

// box is where a control is, in pixels from the top left of the screen, which is where the window is: its middle and size.
type box struct{ x, y, w, h int }

func newEventLog(path string) *eventLog { return &eventLog{path: path, places: map[string]box{}} }

// update takes in what was written since the last time.
func (l *eventLog) update() error {
	b, err := os.ReadFile(l.path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	fresh := string(b[l.read:])
	whole := strings.LastIndexByte(fresh, '\n') + 1
	l.read += whole
	for line := range strings.Lines(fresh[:whole]) {
		l.take(strings.TrimSuffix(line, "\n"))
	}
	return nil
}

func (l *eventLog) take(line string) {
	l.still = line == "still"
	switch word, rest, _ := strings.Cut(line, " "); word {
	case "still":
	case "at":
		if id, at, ok := place(rest); ok {
			l.places[id] = at
		}
	case "gone":
		delete(l.places, rest)
	default:
		l.lines = append(l.lines, line)
	}
}

// place reads "ID x y w h"; an ID may have spaces.
func place(s string) (id string, at box, ok bool) {
	fields := strings.Fields(s)
	if len(fields) < 5 {
		return "", box{}, false
	}
	name, numbers := fields[:len(fields)-4], fields[len(fields)-4:]
	_, err := fmt.Sscan(strings.Join(numbers, " "), &at.x, &at.y, &at.w, &at.h)
	return strings.Join(name, " "), at, err == nil
}

const (
	patience = 20 * time.Second // for a busy machine; nothing takes as long when all is well
	glance   = 10 * time.Millisecond
)

// wait looks at the log until found answers true, and reports whether it did.
func (l *eventLog) wait(found func() bool) (bool, error) {
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		if err := l.update(); err != nil {
			return false, err
		}
		ok := found()
		if ok || time.Now().After(end) {
			return ok, nil
		}
	}
}
