package model

import (
	"slices"
	"time"
)

// RuleGap is a time in which the rule leaves a role without anybody: no layer covers it.
type RuleGap struct {
	Interval
	Role string
}

// Covers returns when the rule asks for somebody in a role within window: the union of what the layers that have the role leave open,
// from their first handoffs on. A shift's absence is a gap only there.
func (r Rotation) Covers(role ID, window Interval) ([]Interval, error) {
	named, _ := r.Role(role)
	return r.covers(named.Name, window)
}

// Asks returns when somebody has to be on call in a role within window: where the rule covers it. Before the rule's first handoff, and for
// a rotation without a rule, that is always: shifts that were published there, from elsewhere, have to follow each other.
func (r Rotation) Asks(role ID, window Interval) []Interval {
	spans, err := r.inForce()
	if err != nil || len(spans) == 0 {
		return []Interval{window}
	}
	out, err := r.Covers(role, window)
	if err != nil {
		return []Interval{window}
	}
	if before := window.Intersect(Interval{time.Time{}, spans[0].Start}); !before.Empty() {
		out = append(out, before)
	}
	return Union(out)
}

func (r Rotation) covers(role string, window Interval) ([]Interval, error) {
	spans, err := r.inForce()
	if err != nil {
		return nil, err
	}
	var all []Interval
	for i, v := range r.Versions {
		span := spans[i].Intersect(window)
		if span.Empty() {
			continue
		}
		for _, l := range v.Layers {
			if _, _, has := l.lead(role); !has {
				continue
			}
			open, err := r.open(l, span)
			if err != nil {
				return nil, err
			}
			all = append(all, open...)
		}
	}
	return Union(all), nil
}

// Uncovered returns the times within window, from the rule's first handoff on, that no layer covers, by role and in order of time. For a
// rotation that is meant for some hours of the week they are most of it; for one that is meant to follow the sun there are none.
func (r Rotation) Uncovered(window Interval) ([]RuleGap, error) {
	spans, err := r.inForce()
	if err != nil || len(spans) == 0 {
		return nil, err
	}
	window = window.Intersect(Interval{spans[0].Start, forever})
	var out []RuleGap
	for _, role := range r.Roles {
		covers, err := r.covers(role.Name, window)
		if err != nil || window.Empty() {
			return nil, err
		}
		for _, hole := range Uncovered(window, covers) {
			out = append(out, RuleGap{hole, role.Name})
		}
	}
	slices.SortStableFunc(out, func(a, b RuleGap) int { return a.Start.Compare(b.Start) })
	return out, nil
}

// open returns when a layer is on call within a span.
func (r Rotation) open(l Layer, span Interval) ([]Interval, error) {
	loc, err := Zone(l.ZoneIn(r.Zone))
	if err != nil {
		return nil, err
	}
	if span = span.Intersect(Interval{Resolve(l.First, loc), forever}); span.Empty() {
		return nil, nil
	}
	if alwaysOpen(l.Windows) {
		return []Interval{span}, nil
	}
	return newSpanWalk(l.Windows, LocalOf(span.Start, loc), loc).within(span), nil
}

// LayerOverlap is a time in which two layers cover one role.
type LayerOverlap struct {
	Interval
	Role         string
	Above, Below string // the layers' names: the one above is on call
}

// LayerOverlaps returns the times within window in which two layers cover one role, in order of time. A rule that passes its check has them
// only around clock changes, where zones move apart; the layer that stands first is on call then.
func (r Rotation) LayerOverlaps(window Interval) ([]LayerOverlap, error) {
	spans, err := r.inForce()
	if err != nil {
		return nil, err
	}
	var out []LayerOverlap
	for i, v := range r.Versions {
		found, err := r.overlaps(v, spans[i].Intersect(window))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b LayerOverlap) int { return a.Start.Compare(b.Start) })
	return out, nil
}

func (r Rotation) overlaps(v Version, span Interval) ([]LayerOverlap, error) {
	var out []LayerOverlap
	for i, below := range v.Layers {
		for _, above := range v.Layers[:i] {
			for _, role := range r.Roles {
				_, _, a := above.lead(role.Name)
				_, _, b := below.lead(role.Name)
				if !a || !b || span.Empty() {
					continue
				}
				x, err := r.open(above, span)
				if err != nil {
					return nil, err
				}
				y, err := r.open(below, span)
				if err != nil {
					return nil, err
				}
				for _, both := range common(x, y) {
					out = append(out, LayerOverlap{both, role.Name, above.Name, below.Name})
				}
			}
		}
	}
	return out, nil
}

// common returns the times that stand in both of two ordered lists without overlaps.
func common(a, b []Interval) []Interval {
	var out []Interval
	for len(a) > 0 && len(b) > 0 {
		if both := a[0].Intersect(b[0]); !both.Empty() {
			out = append(out, both)
		}
		if a[0].End.Before(b[0].End) {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}

// checkLayers refuses layers that overlap for one role in every week of a year. An overlap that comes and goes is the clock changes'.
func (r Rotation) checkLayers(p *Problems, v Version) {
	const weeks = 53
	if len(v.Layers) < 2 {
		return
	}
	var from time.Time
	for _, l := range v.Layers {
		loc, err := Zone(l.ZoneIn(r.Zone))
		if err != nil || l.Turns.Check() != nil {
			return // said already
		}
		if at := Resolve(l.First, loc); at.After(from) {
			from = at
		}
	}
	from = from.AddDate(0, 0, 7)
	all, err := r.overlaps(v, Interval{from, from.AddDate(0, 0, 7*weeks)})
	if err != nil {
		return
	}
	type pair struct{ role, above, below string }
	first, in := map[pair]LayerOverlap{}, map[pair]map[int]bool{}
	var order []pair
	for _, o := range all {
		k := pair{o.Role, o.Above, o.Below}
		if in[k] == nil {
			in[k], first[k] = map[int]bool{}, o
			order = append(order, k)
		}
		if o.Duration() > first[k].Duration() && o.Start.Before(from.AddDate(0, 0, 8)) { // the year may begin within one
			first[k] = o
		}
		for w := int(o.Start.Sub(from).Hours() / 168); w < weeks && from.AddDate(0, 0, 7*w).Before(o.End); w++ {
			in[k][w] = true
		}
	}
	for _, k := range order {
		if len(in[k]) < weeks {
			continue
		}
		loc, _ := Zone(r.Zone)
		o := first[k]
		p.Add("layer", "The layers %s and %s both cover the role %s, on %s to %s (%s). Change one of their windows: nobody knows then who is on call.",
			k.above, k.below, k.role, o.Start.In(loc).Format("Mon 15:04"), o.End.In(loc).Format("Mon 15:04"), r.Zone)
		return
	}
}
