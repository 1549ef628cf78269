package timeline

import (
	"time"

	"fyne.io/fyne/v2"
)

// split is a block about to be cut in two, and the moment at which.
type split struct {
	ref   ref
	at    time.Time
	ok    bool
	words string // what would come of it, or why not
}

// Widths from which the line of a split snaps to hours, and its steps.
const (
	hoursFrom = 4 // units an hour
	quarter   = 15 * time.Minute
)

// BeginSplit shows the line that splits a shift, for choosing the moment by arrows or pointer. It reports whether it could:
// the page wants splits (OnSplit), and id is a shift.
func (t *Timeline) BeginSplit(id string) bool {
	if t.OnSplit == nil || !t.cursorTo(id) {
		return false
	}
	t.Cancel()
	t.chooseByHand([]string{id})
	if !t.cursorTo(id) { // the page took it away while it heard of the selection
		return false
	}
	t.reveal(t.cursor)
	it := t.layout.item(t.cursor)
	middle := time.Unix((it.start+it.end)/2, 0)
	if now := t.model.Now; now.After(it.Start) && now.Before(it.End) {
		middle = now
	}
	t.split = &split{ref: t.cursor}
	t.update()
	t.splitAt(middle)
	t.revealSplit()
	t.modeChanged()
	return true
}

func (t *Timeline) cancelSplit() {
	if t.split != nil {
		t.split = nil
		t.placeOverlay()
		t.modeChanged()
	}
}

// endSplit tells the page; where it is refused, the reason stays in sight and nothing happens.
func (t *Timeline) endSplit() {
	s := t.split
	if !s.ok {
		return
	}
	id := t.layout.item(s.ref).ID
	t.cancelSplit()
	t.OnSplit(id, s.at)
}

// splitAt moves the line to the place nearest to an instant.
func (t *Timeline) splitAt(at time.Time) {
	t.moveSplit(t.snap(t.layout.item(t.split.ref).Block, at, t.splitStep()))
}

// stepSplit moves the line by the step of the zoom, or by a fine one.
func (t *Timeline) stepSplit(dir int, fine bool) {
	b, step := t.layout.item(t.split.ref).Block, t.splitStep()
	if fine {
		step = step.finer()
	}
	next := step.next(t.split.at, b.Start, t.model.zone(), dir)
	if next.After(b.Start) && next.Before(b.End) {
		t.moveSplit(next)
		t.revealSplit()
	}
}

// endsSplit moves the line to the first or last place.
func (t *Timeline) endsSplit(dir int) {
	b := t.layout.item(t.split.ref).Block
	if dir < 0 {
		t.splitAt(b.Start)
	} else {
		t.splitAt(b.End)
	}
	t.revealSplit()
}

// moveSplit puts the line at a moment and asks the page about it.
func (t *Timeline) moveSplit(at time.Time) {
	s := t.split
	if !s.at.Equal(at) {
		s.at, s.ok, s.words = at, true, ""
		if t.CanSplit != nil {
			s.ok, s.words = t.CanSplit(t.layout.item(s.ref).ID, at)
		}
		if !s.ok && s.words == "" {
			s.words = "Cannot be split here"
		}
	}
	t.placeOverlay()
}

// revealSplit brings the line into sight.
func (t *Timeline) revealSplit() {
	at, span := t.split.at, t.to.Sub(t.from)
	if air := span / 16; at.Before(t.from.Add(air)) || at.After(t.to.Add(-air)) {
		t.moveWindow(at.Add(-span/2), at.Add(span/2))
	}
}

// splitStep is the step of the zoom: an hour where hours can be told apart, else a day; less for a short shift.
func (t *Timeline) splitStep() splitStep {
	b := t.layout.item(t.split.ref).Block
	step := byDay
	if t.scale().perDay() >= 24*hoursFrom {
		step = byHour
	}
	for step > byQuarter && b.End.Sub(b.Start) < 2*step.about() {
		step = step.finer()
	}
	return step
}

// splitStep is a grid of moments: quarters of an hour, full hours, or days at the time of day at which the shift begins,
// which is when its rotation hands over.
type splitStep int

const (
	byQuarter splitStep = iota
	byHour
	byDay
)

func (s splitStep) finer() splitStep { return max(byQuarter, s-1) }

func (s splitStep) about() time.Duration {
	return [...]time.Duration{quarter, time.Hour, 24 * time.Hour}[s]
}

// next is the first moment of the grid after at, or the last before it.
func (s splitStep) next(at, start time.Time, zone *time.Location, dir int) time.Time {
	local := at.In(zone)
	if s == byDay {
		y, m, d := local.Date()
		hand := start.In(zone)
		for n := -dir; ; n += dir {
			c := clockAt(y, m, d+n, 60*hand.Hour()+hand.Minute(), zone)
			if dir > 0 && c.After(at) || dir < 0 && c.Before(at) {
				return c
			}
		}
	}
	unit := s.about()
	into := time.Duration(local.Minute())*time.Minute%unit + time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
	switch {
	case dir > 0:
		return at.Add(unit - into)
	case into > 0:
		return at.Add(-into)
	}
	return at.Add(-unit)
}

// snap is the moment of the grid nearest to at inside a block. A block with none inside is split in its middle.
func (t *Timeline) snap(b *Block, at time.Time, step splitStep) time.Time {
	zone := t.model.zone()
	for ; ; step = step.finer() {
		if at.Before(b.Start) {
			at = b.Start
		} else if !at.Before(b.End) {
			at = b.End.Add(-time.Second)
		}
		before := step.next(at.Add(time.Second), b.Start, zone, -1)
		after := step.next(at, b.Start, zone, 1)
		first, last := before.After(b.Start) && before.Before(b.End), after.After(b.Start) && after.Before(b.End)
		switch {
		case first && (!last || at.Sub(before) <= after.Sub(at)):
			return before
		case last:
			return after
		case step == byQuarter:
			return b.Start.Add(b.End.Sub(b.Start) / 2).Truncate(time.Minute)
		}
	}
}

// splitBox is where the line stands: over the block, a little longer.
func (t *Timeline) splitBox() (line, about rect) {
	about, ok := t.seenBox(t.split.ref)
	if !ok {
		return rect{}, rect{}
	}
	const over = 6
	x := t.scale().x(t.split.at)
	return rect{x - 2, about.y - over, 4, about.h + 2*over}, about
}

// splitCard says the moment and what is left on both sides of it.
func (t *Timeline) splitCard() Card {
	s, b := t.split, t.layout.item(t.split.ref).Block
	c := Card{
		Title: "Split at " + t.model.moment(s.at.In(t.model.zone())),
		Lines: []string{length(s.at.Sub(b.Start)) + " before it, " + length(b.End.Sub(s.at)) + " after"},
	}
	if s.words != "" {
		c.Lines = append(c.Lines, s.words)
	}
	return c
}

// pointSplit moves the line to the pointer.
func (t *Timeline) pointSplit(at fyne.Position) {
	if at.X >= t.labelWidth() {
		t.splitAt(t.scale().at(at.X))
	}
}

// clickSplit splits where the line stands if the row was clicked, and gives up elsewhere.
func (t *Timeline) clickSplit(at fyne.Position) {
	if t.rowAt(at) == t.split.ref.row && at.X >= t.labelWidth() {
		t.pointSplit(at)
		t.endSplit()
		return
	}
	t.cancelSplit()
}
