package model

import (
	"cmp"
	"slices"
	"time"
)

// Availability is what limits who takes turns beside the rule itself. The zero value limits nobody.
type Availability struct {
	Left map[ID]time.Time                  // from when on somebody is no longer in the team
	Away func(person ID, during Turn) bool // whether somebody is off in a part of a turn; derived roles look at it
}

// Shifts resolves the rule: the shifts of all roles that overlap window, whole, in order of time. Ids are zero and the state is Draft. A
// turn with several active times gives a shift for each; its Slot is where it begins.
//
// The turns of a layer go from each person of an order to the next who has joined and not left, so what anybody gets depends on nothing
// but the rule, and not on the window. Where a version follows another, whoever is on call keeps on until the next handoff; then comes
// the next after them in the new order, or, when they are no longer in it, the next of the old order who is. A layer comes before those
// after it where clock changes let them overlap. A person who holds a role is passed over for another at the same time.
func (r Rotation) Shifts(window Interval, who Availability) ([]Shift, error) {
	res, err := r.resolve(window, who)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(res.shifts, func(s Shift) bool { return !s.Overlaps(window) }), nil
}

// Turns returns the turns of all layers that overlap window, in order of time. A turn that a new version leaves going is one turn.
// They are on call exactly when Shifts has shifts: without the hours that a layer above covers when clocks change.
func (r Rotation) Turns(window Interval) ([]Turn, error) {
	res, err := r.resolve(window, Availability{})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(res.turns, func(t Turn) bool { return !t.Overlaps(window) }), nil
}

// resolver works a rotation out, version by version and, within one, layer by layer as far as is needed.
type resolver struct {
	r      Rotation
	who    Availability
	shown  *time.Location
	window Interval
	runs   []*layerRun // of the version that is worked out
	shifts []Shift
	turns  []Turn
}

func (r Rotation) resolve(window Interval, who Availability) (*resolver, error) {
	res := &resolver{r: r, who: who, window: window}
	var err error
	if res.shown, err = Zone(r.Zone); err != nil || window.Empty() {
		return res, err
	}
	spans, err := r.inForce()
	if err != nil {
		return nil, err
	}
	until := window.End
	for i, v := range r.Versions {
		span := spans[i]
		if span.Empty() {
			continue
		}
		if !span.Start.Before(until) {
			break
		}
		if err := res.enter(v, span); err != nil {
			return nil, err
		}
		for _, run := range res.runs {
			run.until(until)
		}
		if !span.End.After(until) || !res.cut(span.End) {
			continue
		}
		for _, run := range res.runs { // a turn goes on in the next version
			run.until(span.End)
		}
		until = span.End.Add(1)
	}
	res.sort()
	return res, nil
}

// forever is after all that is resolved.
var forever = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// inForce returns when each version is in force. A version begins at the first handoff of its layers where that is later than its own
// date: until then there are no turns to take, and the rule before goes on.
func (r Rotation) inForce() ([]Interval, error) {
	out := make([]Interval, len(r.Versions))
	end := forever
	for i, v := range slices.Backward(r.Versions) {
		var first time.Time
		for _, l := range v.Layers {
			loc, err := Zone(l.ZoneIn(r.Zone))
			if err != nil {
				return nil, err
			}
			if at := Resolve(l.First, loc); first.IsZero() || at.Before(first) {
				first = at
			}
		}
		if first.Before(v.From) {
			first = v.From
		}
		if end.Before(first) {
			first = end
		}
		out[i] = Interval{first, end}
		end = first
	}
	return out, nil
}

// enter makes the runs of a version's layers, which take over from those before.
func (res *resolver) enter(v Version, span Interval) error {
	before := res.runs
	res.runs = nil
	for i, l := range v.Layers {
		loc, err := Zone(l.ZoneIn(res.r.Zone))
		if err != nil {
			return err
		}
		run := newLayerRun(res, l, loc, span)
		run.takeOver(before, i == 0)
		res.runs = append(res.runs, run)
	}
	return nil
}

// cut reports whether the end of a version cuts a turn.
func (res *resolver) cut(end time.Time) bool {
	return slices.ContainsFunc(res.turns, func(t Turn) bool { return t.End.Equal(end) })
}

func (res *resolver) sort() {
	place := map[ID]int{}
	for i, role := range res.r.Roles {
		place[role.ID] = i
	}
	slices.SortStableFunc(res.shifts, func(a, b Shift) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(place[a.RoleID], place[b.RoleID]))
	})
	slices.SortStableFunc(res.turns, func(a, b Turn) int { return a.Start.Compare(b.Start) })
}
