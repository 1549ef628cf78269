package model

import (
	"slices"
	"time"
)

// Change is one difference between what is published and a draft.
type Change struct {
	Before, After Shift // one of them zero: the shift is new or goes
}

// Kind says what the change does: new, removed, shortened or reassigned.
func (c Change) Kind() string {
	switch {
	case c.Before.RoleID == 0:
		return "new"
	case c.After.RoleID == 0:
		return "removed"
	case !c.Before.Start.Equal(c.After.Start) || !c.Before.End.Equal(c.After.End):
		return "shortened"
	default:
		return "reassigned"
	}
}

func (c Change) start() time.Time {
	if c.After.RoleID != 0 {
		return c.After.Start
	}
	return c.Before.Start
}

// PublishPlan is what publishing a draft would do.
type PublishPlan struct {
	Changes   []Change // in order of time
	Unchanged int
	Window    Interval // what the draft covers
}

// Counts returns how many published shifts change or go, and how many are new.
func (p PublishPlan) Counts() (changed, added int) {
	for _, c := range p.Changes {
		if c.Kind() == "new" {
			added++
		} else {
			changed++
		}
	}
	return changed, added
}

// slot is what a draft shift and the published one that it stands for have in common.
type slot struct {
	role       ID
	start, end int64 // unix milliseconds
}

func slotOf(s Shift) slot { return slot{s.RoleID, s.Start.UnixMilli(), s.End.UnixMilli()} }

// partsOf brings a draft to the parts that shifts were split into. What of a slot has begun as a part is left as it is, and the draft
// goes on after it; where the parts of a published slot are all of a draft shift, the draft is cut as they are, so that each part
// keeps its shift. It returns how many draft shifts are left out because all of their slot has begun.
func partsOf(draft, published []Shift, now time.Time) (parts []Shift, left int) {
	for _, d := range draft {
		whole := d.Interval
		var same []Shift
		for _, p := range published {
			if p.RoleID == d.RoleID && p.Slot.Equal(d.Slot) && p.Overlaps(whole) {
				same = append(same, p)
			}
		}
		SortShifts(same)
		if len(same) == 0 || slices.ContainsFunc(same, func(p Shift) bool { return slotOf(p) == slotOf(d) }) {
			parts = append(parts, d)
			continue
		}
		for _, p := range same {
			if !p.Start.After(now) && !p.Start.After(d.Start) {
				d.Start = p.End
			}
		}
		if d.Empty() {
			left++
			continue
		}
		same = slices.DeleteFunc(same, func(p Shift) bool { return p.Start.Before(d.Start) })
		parts = append(parts, cutAs(d, same)...)
	}
	return parts, left
}

// cutAs cuts a shift as others lie in it, where they fill it without a hole; else it stays whole.
func cutAs(d Shift, same []Shift) []Shift {
	at := d.Start
	var out []Shift
	for _, p := range same {
		if !p.Start.Equal(at) {
			return []Shift{d}
		}
		part := d
		part.Interval = p.Interval
		out, at = append(out, part), p.End
	}
	if !at.Equal(d.End) {
		return []Shift{d}
	}
	return out
}

// PlanPublish compares a draft with the published shifts of the same rotation. Draft shifts that are over by now are left out:
// history is not made up afterwards. Published shifts that have begun are facts and stay; a draft shift that overlaps one of them
// in its role is refused. Later published shifts give way to the draft inside its window: the same slot of the same role keeps its
// shift and UID and only changes its person, so do the parts of a slot that was split, one that sticks out of the window keeps that part,
// and the others go.
func PlanPublish(draft, published []Shift, now time.Time) (PublishPlan, error) {
	var plan PublishPlan
	if len(draft) == 0 {
		return plan, Errorf(NotFound, "draft", "There is no draft to publish. Build one first.")
	}
	draft = slices.DeleteFunc(slices.Clone(draft), func(d Shift) bool { return !d.End.After(now) })
	if len(draft) == 0 {
		return plan, Errorf(Conflict, "draft", "All of the draft lies in the past by now. Build a new one.")
	}
	plan.Window = span(draft)
	draft, left := partsOf(draft, published, now)
	plan.Unchanged = left
	stand := map[slot]Shift{}
	var give []Shift
	for _, p := range published {
		if !p.Overlaps(plan.Window) || !slices.ContainsFunc(draft, func(d Shift) bool { return d.RoleID == p.RoleID }) {
			continue
		}
		stand[slotOf(p)] = p
		if p.Start.After(now) {
			give = append(give, p)
		} else if err := checkBegun(p, draft); err != nil {
			return PublishPlan{}, err
		}
	}
	kept := map[ID]bool{}
	for _, d := range draft {
		p, ok := stand[slotOf(d)]
		switch {
		case !ok:
			plan.Changes = append(plan.Changes, Change{After: d})
		case p.PersonID == d.PersonID, !p.Start.After(now):
			plan.Unchanged++
		default:
			plan.Changes = append(plan.Changes, Change{Before: p, After: d})
		}
		kept[p.ID] = true
	}
	for _, p := range give {
		if !kept[p.ID] {
			plan.Changes = append(plan.Changes, giveWay(p, plan.Window)...)
		}
	}
	slices.SortStableFunc(plan.Changes, func(a, b Change) int { return a.start().Compare(b.start()) })
	return plan, nil
}

// checkBegun refuses a draft that would lie over a shift that has begun.
func checkBegun(p Shift, draft []Shift) error {
	for _, d := range draft {
		if d.RoleID == p.RoleID && d.Overlaps(p.Interval) && slotOf(d) != slotOf(p) {
			return Errorf(Conflict, "draft", "The draft's shift of %s overlaps a published shift that has already begun. Start the draft at %s or later.",
				d.Start.Format("2006-01-02 15:04"), p.End.Format("2006-01-02 15:04"))
		}
	}
	return nil
}

// giveWay takes window out of a published shift: it goes, keeps the part before or after window, or is cut in two.
func giveWay(p Shift, window Interval) []Change {
	head, tail := p, p
	head.End, tail.Start = window.Start, window.End
	switch {
	case !head.Empty() && !tail.Empty():
		rest := Shift{RotationID: p.RotationID, RoleID: p.RoleID, PersonID: p.PersonID, Slot: p.Slot, Interval: tail.Interval, State: Draft}
		return []Change{{Before: p, After: head}, {After: rest}}
	case !head.Empty():
		return []Change{{Before: p, After: head}}
	case !tail.Empty():
		return []Change{{Before: p, After: tail}}
	default:
		return []Change{{Before: p}}
	}
}

func span(shifts []Shift) Interval {
	var w Interval
	for i, s := range shifts {
		if i == 0 || s.Start.Before(w.Start) {
			w.Start = s.Start
		}
		if i == 0 || s.End.After(w.End) {
			w.End = s.End
		}
	}
	return w
}
