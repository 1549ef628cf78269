package model

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Unit is the unit a turn is counted in.
type Unit string

const (
	Hours  Unit = "h"
	Days   Unit = "d"
	Weeks  Unit = "w"
	Months Unit = "mo"
)

// Every is a turn's length in wall-clock time: 1w, 12h, 2d, 1mo.
type Every struct {
	N    int
	Unit Unit
}

// ParseEvery reads "1d", "12h", "2w" or "1mo".
func ParseEvery(s string) (Every, error) {
	s = strings.TrimSpace(s)
	for _, u := range []Unit{Months, Hours, Days, Weeks} {
		digits, ok := strings.CutSuffix(s, string(u))
		if !ok {
			continue
		}
		n, err := strconv.Atoi(digits)
		if err != nil {
			break
		}
		e := Every{n, u}
		return e, e.Check()
	}
	return Every{}, Invalidf("every", "%q is not a turn length. Write it as 12h, 1d, 2w or 1mo.", s)
}

// Check reports a turn that is not at least one unit long, or so long that it is surely a slip.
func (e Every) Check() error {
	limit, ok := map[Unit]int{Hours: 24 * 366, Days: 3660, Weeks: 520, Months: 120}[e.Unit]
	if !ok {
		return Invalidf("every", "A turn is counted in hours, days, weeks or months, not in %q. Write it as 12h, 1d, 2w or 1mo.", string(e.Unit))
	}
	if e.N < 1 || e.N > limit {
		return Invalidf("every", "A turn of %d%s is not possible: it is from 1%s to %d%s long.", e.N, e.Unit, e.Unit, limit, e.Unit)
	}
	return nil
}

// String returns the short form, "2w".
func (e Every) String() string { return fmt.Sprintf("%d%s", e.N, e.Unit) }

// Words returns the form for people: "weekly", "every 2 weeks".
func (e Every) Words() string {
	single := map[Unit]string{Hours: "hourly", Days: "daily", Weeks: "weekly", Months: "monthly"}
	plural := map[Unit]string{Hours: "hours", Days: "days", Weeks: "weeks", Months: "months"}
	if e.N == 1 {
		return single[e.Unit]
	}
	return fmt.Sprintf("every %d %s", e.N, plural[e.Unit])
}

// Step returns the nominal reading k turns after first. Months count from first, so that they clamp without drifting.
func (e Every) Step(first LocalTime, k int) LocalTime {
	switch e.Unit {
	case Hours:
		return first.AddHours(k * e.N)
	case Weeks:
		return first.AddDays(7 * k * e.N)
	case Months:
		return first.AddMonths(k * e.N)
	default:
		return first.AddDays(k * e.N)
	}
}

// Handoffs walks the handoffs of a pattern in order. Each is strictly after the one before: nominal times that a clock change
// throws onto the same instant count once, as the later of them.
type Handoffs struct {
	first LocalTime
	every Every
	loc   *time.Location
	step  int       // nominal step of the next handoff
	next  time.Time // the next handoff
	last  LocalTime // nominal reading of the one returned last
}

// NewHandoffs starts at the first handoff. The turn must pass Every.Check.
func NewHandoffs(first LocalTime, every Every, loc *time.Location) *Handoffs {
	return &Handoffs{first: first, every: every, loc: loc, next: Resolve(first, loc)}
}

// Next returns the next handoff.
func (h *Handoffs) Next() time.Time {
	t := h.next
	for {
		h.last = h.every.Step(h.first, h.step)
		h.step++
		if h.next = Resolve(h.every.Step(h.first, h.step), h.loc); h.next.After(t) {
			return t
		}
	}
}

// Nominal returns the reading that the handoff returned last stands for, which a clock change may have moved.
func (h *Handoffs) Nominal() LocalTime { return h.last }

// Turn is one turn of a pattern: its number, counted from the first handoff on real handoffs, and its interval.
type Turn struct {
	Index int
	Interval
}

// Turns returns the turns that overlap window, in order. Nothing is before the first handoff. It walks from the first handoff,
// because only walking counts the handoffs that were really made; ten years of daily turns take about a millisecond.
func Turns(first LocalTime, every Every, loc *time.Location, window Interval) []Turn {
	if window.Empty() || every.Check() != nil {
		return nil
	}
	h := NewHandoffs(first, every, loc)
	var out []Turn
	start := h.Next()
	for index := 0; start.Before(window.End); index++ {
		end := h.Next()
		if end.After(window.Start) {
			out = append(out, Turn{index, Interval{start, end}})
		}
		start = end
	}
	return out
}
