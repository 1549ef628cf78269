package workspace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// HistoryLine is one step of how somebody came to a shift.
type HistoryLine struct {
	Entry int64 // of the history
	At    time.Time
	Who   string // who did it
	Via   string
	What  string // "Published, Ana Souza"
}

// WhoWas is who was, is or will be on call in a role at a moment, and why.
type WhoWas struct {
	Rotation, Role string
	Duties         []DutyWhy // none: nobody's turn
	Deleted        bool      // told from the journal: the rotation, or the shift, is no longer there
}

// DutyWhy is one person's duty with the steps that led to it, oldest first.
type DutyWhy struct {
	Shift  model.Shift  // as it is served
	Person model.Person // zero: nobody
	Lines  []HistoryLine
}

// WhoWas says who was on call at any moment, past or ahead, per rotation and role, and why: when and by whom the shift was
// published, and what changed it. Rotations that were deleted after the moment are told from the journal.
func (w *Workspace) WhoWas(ctx context.Context, at time.Time) ([]WhoWas, error) {
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return nil, err
	}
	people, err := w.byID(ctx)
	if err != nil {
		return nil, err
	}
	r := w.Reader()
	var out []WhoWas
	for _, x := range rotations {
		c, err := r.Coverage(ctx, x, model.Interval{Start: at, End: at.Add(time.Millisecond)})
		if err != nil {
			return nil, err
		}
		for _, role := range x.Roles {
			who := WhoWas{Rotation: x.Name, Role: role.Name}
			for _, s := range c.All(role.ID, at) {
				why := DutyWhy{Shift: s, Person: people[s.PersonID]}
				if why.Lines, err = w.why(ctx, r, s, people, at); err != nil {
					return nil, err
				}
				who.Duties = append(who.Duties, why)
			}
			out = append(out, who)
		}
	}
	gone, err := r.GoneAt(ctx, at)
	for _, g := range gone {
		lines, err := w.why(ctx, r, g.Shift, people, at)
		if err != nil {
			return nil, err
		}
		out = append(out, WhoWas{g.Rotation, g.Role, []DutyWhy{{g.Shift, people[g.PersonID], lines}}, true})
	}
	return out, err
}

// why returns the steps of a duty's shift, and of the overrides over it at a moment.
func (w *Workspace) why(ctx context.Context, r storage.Reader, s model.Shift, people map[model.ID]model.Person, at time.Time) ([]HistoryLine, error) {
	whole := s
	if s.ID != 0 {
		if stored, err := r.Shift(ctx, s.ID); err == nil && stored.State == model.Published {
			whole = stored
		}
	}
	lines, err := shiftLines(ctx, r, whole, people)
	if err != nil {
		return nil, err
	}
	over, err := overrideLines(ctx, r, s.RoleID, model.Interval{Start: at, End: at.Add(time.Millisecond)})
	return inOrder(append(lines, over...)), err
}

// ShiftHistory returns what happened to a shift, oldest first: published, given to others, split, and overridden.
func (w *Workspace) ShiftHistory(ctx context.Context, shift model.ID) ([]HistoryLine, error) {
	r := w.Reader()
	s, err := r.Shift(ctx, shift)
	if err != nil || s.State != model.Published {
		return nil, err
	}
	people, err := w.byID(ctx)
	if err != nil {
		return nil, err
	}
	lines, err := shiftLines(ctx, r, s, people)
	if err != nil {
		return nil, err
	}
	over, err := overrideLines(ctx, r, s.RoleID, s.Interval)
	return inOrder(append(lines, over...)), err
}

func inOrder(lines []HistoryLine) []HistoryLine {
	slices.SortStableFunc(lines, func(a, b HistoryLine) int { return int(a.Entry - b.Entry) })
	return slices.CompactFunc(lines, func(a, b HistoryLine) bool { return a.Entry == b.Entry })
}

func shiftLines(ctx context.Context, r storage.Reader, s model.Shift, people map[model.ID]model.Person) ([]HistoryLine, error) {
	steps, err := r.ShiftSteps(ctx, s)
	var out []HistoryLine
	for _, x := range steps {
		out = append(out, HistoryLine{x.ID, x.At, x.Who, x.Via, stepWords(x, people)})
	}
	return out, err
}

func overrideLines(ctx context.Context, r storage.Reader, role model.ID, window model.Interval) ([]HistoryLine, error) {
	entries, err := r.OverrideSteps(ctx, role, window)
	var out []HistoryLine
	for _, e := range entries {
		out = append(out, HistoryLine{e.ID, e.At, e.Who, e.Via, e.Summary})
	}
	return out, err
}

// stepWords says what an entry did to a shift.
func stepWords(x storage.DutyStep, people map[model.ID]model.Person) string {
	name := func(id model.ID) string {
		if id == 0 {
			return "nobody"
		}
		return people[id].Name
	}
	switch {
	case x.Before.UID == "" && x.Undoes == 0:
		return "Published, " + name(x.After.PersonID)
	case x.Before.UID == "", x.After.UID == "":
		return x.Summary
	case x.Before.PersonID != x.After.PersonID:
		return fmt.Sprintf("%s (%s before, then %s)", x.Summary, name(x.Before.PersonID), name(x.After.PersonID))
	}
	return x.Summary
}
