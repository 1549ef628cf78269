package feed

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"watchbill/calendar"
)

// ourUID ends the UID of every event Watchbill publishes.
const ourUID = "@watchbill"

// content is what a calendar file holds, as far as publishing has to know.
type content struct {
	events  map[string]string // what is said of an event, by its UID and start
	moments map[string]bool   // UID, start and end of each
	live    int               // events that are not cancelled
	foreign int               // events of somebody else
}

// readContent reads a calendar. An error means that it is none.
func readContent(data []byte) (content, error) {
	window := calendar.Window{From: time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)}
	cal, err := calendar.Read(bytes.NewReader(data), window)
	if err != nil {
		return content{}, err
	}
	c := content{events: map[string]string{}, moments: map[string]bool{}, foreign: len(cal.Warnings)} // what cannot be read is not ours
	for _, o := range cal.Events {
		start, end := o.Start.UTC().Format(time.RFC3339), o.End.UTC().Format(time.RFC3339)
		c.events[o.UID+" "+start] = fmt.Sprintf("%s %d %s %t %q %q %q %v", end, o.Sequence, o.Status, o.Busy, o.Summary, o.Description, o.Categories, o.Alarms)
		c.moments[o.UID+" "+start+" "+end] = true
		if o.Status != calendar.Cancelled {
			c.live++
		}
		if !strings.HasSuffix(o.UID, ourUID) {
			c.foreign++
		}
	}
	return c, nil
}

// sum names what the events say, whatever a server made of the file's form.
func (c content) sum() string {
	h := sha256.New()
	for _, key := range slices.Sorted(maps.Keys(c.events)) {
		fmt.Fprintf(h, "%s %s\n", key, c.events[key])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// sameEvents reports whether two calendars have the same events at the same times.
func (c content) sameEvents(d content) bool { return maps.Equal(c.moments, d.moments) }
