package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/chart"
	"watchbill/model"
)

const (
	// feedRefresh is how often a feed asks its subscribers to look again.
	feedRefresh = time.Hour
	// tombstoneDays is for how long a person's feed says that a shift was given away: longer than any subscriber waits to look again.
	tombstoneDays = 15
	accent        = "#1F5FBF"
)

// RotationFeed returns the calendar of a rotation: one event for each published shift, unstaffed ones included.
func (w *Workspace) RotationFeed(ctx context.Context, r model.Rotation) (calendar.Feed, error) {
	feed := calendar.Feed{
		Name: r.Name + " on call", Colour: accent, RefreshEvery: feedRefresh,
		Description: fmt.Sprintf("Who is on call for %s: %s.", r.Name, r.Describe()),
	}
	people, err := w.byID(ctx)
	if err != nil {
		return feed, err
	}
	shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
	for _, s := range shifts {
		role, _ := r.Role(s.RoleID)
		e := shiftEvent(s)
		p, staffed := people[s.PersonID]
		if !staffed {
			p.Name = "unstaffed"
		}
		e.Summary = fmt.Sprintf("%s %s: %s", r.Name, role.Name, p.Name)
		e.Description = describeShift(s, r.Name, role.Name, p)
		feed.Events = append(feed.Events, e)
	}
	return feed, err
}

// PersonFeed returns the calendar of a person: their published shifts of all rotations, or of one when only is not zero. A shift
// that was given away stays for about two weeks as a cancelled event, so that every subscriber's copy goes.
func (w *Workspace) PersonFeed(ctx context.Context, p model.Person, only model.ID) (calendar.Feed, error) {
	feed := calendar.Feed{
		Name: p.Name + " on call", Colour: personColour(p.Colour), RefreshEvery: feedRefresh,
		Description: fmt.Sprintf("When %s is on call.", p.Name),
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return feed, err
	}
	for _, r := range rotations {
		if only != 0 && r.ID != only {
			continue
		}
		shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
		if err != nil {
			return feed, err
		}
		for _, s := range shifts {
			if s.PersonID != p.ID {
				continue
			}
			role, _ := r.Role(s.RoleID)
			e := shiftEvent(s)
			e.Summary = fmt.Sprintf("On call: %s %s", r.Name, role.Name)
			e.Description = describeShift(s, r.Name, role.Name, p)
			feed.Events = append(feed.Events, e)
		}
	}
	since := model.DateOf(w.Now().UTC()).AddDays(-tombstoneDays).Start(time.UTC)
	gone, err := w.Reader().GivenAway(ctx, p.ID, since)
	for _, g := range gone {
		if only != 0 && g.RotationID != only {
			continue
		}
		e := shiftEvent(g.Shift)
		e.Status = calendar.Cancelled
		e.Summary = strings.TrimRight(fmt.Sprintf("On call: %s %s", g.RotationName, g.RoleName), ": ")
		e.Description = "This shift was given to somebody else or taken off the rota."
		feed.Events = append(feed.Events, e)
	}
	return feed, err
}

func shiftEvent(s model.Shift) calendar.Event {
	return calendar.Event{
		UID: s.UID, Sequence: s.Sequence, Created: s.Created, LastModified: s.Modified,
		Start: s.Start, End: s.End, Categories: []string{"On call"}, Status: calendar.Confirmed,
	}
}

// describeShift says the shift's times as the rotation's clocks and the person's show them.
func describeShift(s model.Shift, rotation, role string, p model.Person) string {
	const layout = "Mon 2 Jan 2006 15:04"
	zone := s.Start.Location()
	lines := []string{
		fmt.Sprintf("%s, %s: %s", rotation, role, p.Name),
		fmt.Sprintf("%s – %s %s", s.Start.Format(layout), s.End.Format(layout), zone),
	}
	if loc, err := model.Zone(p.Zone); err == nil && p.Zone != zone.String() {
		lines = append(lines, fmt.Sprintf("%s – %s %s", s.Start.In(loc).Format(layout), s.End.In(loc).Format(layout), loc))
	}
	return strings.Join(lines, "\n")
}

func personColour(n int) string {
	fills := chart.Screen(false).People
	r, g, b, _ := fills[max(n-1, 0)%len(fills)].Fill.RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}
