package workspace

import (
	"cmp"
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

// RotationFeed returns the calendar of a rotation: one event for each duty as it is served, unstaffed shifts included.
func (w *Workspace) RotationFeed(ctx context.Context, r model.Rotation) (calendar.Feed, error) {
	return w.FeedCalendar(ctx, model.Feed{RotationID: r.ID})
}

// PersonFeed returns the calendar of a person: their published shifts of all rotations, or of one when only is not zero.
func (w *Workspace) PersonFeed(ctx context.Context, p model.Person, only model.ID) (calendar.Feed, error) {
	return w.FeedCalendar(ctx, model.Feed{PersonID: p.ID, RotationID: only})
}

// FeedCalendar returns the calendar of a feed, stored or not: one event for each duty it holds, overrides counted in. In a person's feed a
// shift that was given away stays for about two weeks as a cancelled event, so that every subscriber's copy goes. On one day the same
// data gives the same calendar.
func (w *Workspace) FeedCalendar(ctx context.Context, f model.Feed) (calendar.Feed, error) {
	if err := f.CheckLook(); err != nil {
		return calendar.Feed{}, err
	}
	d, err := w.feedDesk(ctx, f)
	if err != nil {
		return calendar.Feed{}, err
	}
	out := calendar.Feed{Name: cmp.Or(f.Name, d.holds+" on call"), Colour: accent, RefreshEvery: feedRefresh, Description: d.describe()}
	if f.PersonID != 0 {
		out.Colour = personColour(d.people[f.PersonID].Colour)
	}
	duties, err := w.feedDuties(ctx, d)
	if err != nil {
		return out, err
	}
	for _, r := range d.rotations {
		for _, s := range duties[r.ID] {
			out.Events = append(out.Events, d.event(r, s))
		}
	}
	if f.PersonID == 0 {
		return out, nil
	}
	since := model.DateOf(w.Now().UTC()).AddDays(-tombstoneDays).Start(time.UTC)
	gone, err := w.Reader().GivenAway(ctx, f.PersonID, since)
	for _, g := range gone {
		s := g.Shift
		s.PersonID = f.PersonID
		if d.takes(s) && (d.window == model.Interval{} || s.Overlaps(d.window)) {
			out.Events = append(out.Events, d.tombstone(s, g.RotationName, g.RoleName))
		}
	}
	return out, err
}

// feedDuties reads the duties that a feed holds, by rotation: those of all rotations at once.
func (w *Workspace) feedDuties(ctx context.Context, d *feedDesk) (map[model.ID][]model.Shift, error) {
	var all []model.Shift
	var err error
	if d.feed.RotationID != 0 {
		all, err = w.Reader().RotationDuties(ctx, d.feed.RotationID, d.window)
	} else {
		all, err = w.Reader().Duties(ctx, d.team.ID, d.window)
	}
	out := map[model.ID][]model.Shift{}
	for _, s := range all {
		if d.takes(s) {
			out[s.RotationID] = append(out[s.RotationID], s)
		}
	}
	return out, err
}

// feedDesk is what a feed's events are made from.
type feedDesk struct {
	feed      model.Feed
	team      model.Team
	people    map[model.ID]model.Person
	rotations []model.Rotation // those the feed can hold
	holds     string           // whose shifts, in words: "Payments primary"
	window    model.Interval   // zero: all
	now       time.Time
}

func (w *Workspace) feedDesk(ctx context.Context, f model.Feed) (*feedDesk, error) {
	d := &feedDesk{feed: f, window: feedWindow(f, w.Now()), now: w.Now()}
	var err error
	if d.team, err = w.Team(ctx); err != nil {
		return nil, err
	}
	if d.people, err = w.byID(ctx); err != nil {
		return nil, err
	}
	all, err := w.Rotations(ctx)
	if err != nil {
		return nil, err
	}
	d.holds = d.team.Name
	for _, r := range all {
		if f.RotationID == 0 || r.ID == f.RotationID {
			d.rotations = append(d.rotations, r)
		}
		if r.ID == f.RotationID {
			role, _ := r.Role(f.RoleID)
			d.holds = strings.TrimSpace(r.Name + " " + role.Name)
		}
	}
	p, known := d.people[f.PersonID]
	switch {
	case f.RotationID != 0 && len(d.rotations) == 0:
		return nil, model.Errorf(model.NotFound, "rotation", "The feed's rotation is not there any more. Choose another one, or delete the feed.")
	case f.PersonID != 0 && !known:
		return nil, model.Errorf(model.NotFound, "person", "The feed's person is not there any more. Choose another one, or delete the feed.")
	case f.PersonID != 0:
		d.holds = p.Name
	}
	return d, nil
}

// feedWindow returns the days a feed reaches over, in UTC so that it moves once a day; zero means all.
func feedWindow(f model.Feed, now time.Time) model.Interval {
	if f.PastDays == 0 && f.AheadDays == 0 {
		return model.Interval{}
	}
	today := model.DateOf(now.UTC())
	out := model.Interval{Start: time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC), End: endOfTime}
	if f.PastDays > 0 {
		out.Start = today.AddDays(-f.PastDays).Start(time.UTC)
	}
	if f.AheadDays > 0 {
		out.End = today.AddDays(f.AheadDays + 1).Start(time.UTC)
	}
	return out
}

// takes reports whether a shift is one of the feed's.
func (d *feedDesk) takes(s model.Shift) bool {
	f := d.feed
	return (f.RotationID == 0 || s.RotationID == f.RotationID) && (f.RoleID == 0 || s.RoleID == f.RoleID) && (f.PersonID == 0 || s.PersonID == f.PersonID)
}

func (d *feedDesk) describe() string {
	switch f := d.feed; {
	case f.PersonID != 0:
		return fmt.Sprintf("When %s is on call.", d.holds)
	case f.RotationID != 0:
		return fmt.Sprintf("Who is on call for %s: %s.", d.holds, d.rotations[0].Describe(d.now))
	}
	return fmt.Sprintf("Who is on call in all rotations of %s.", d.team.Name)
}

func (d *feedDesk) event(r model.Rotation, s model.Shift) calendar.Event {
	role, _ := r.Role(s.RoleID)
	p, staffed := d.people[s.PersonID]
	if !staffed {
		p.Name = "unstaffed"
	}
	e := d.bare(s, calendar.Confirmed)
	e.Summary = d.title(r.Name, role.Name, p, staffed)
	e.Description = describeShift(s, r.Name, role.Name, p)
	return e
}

// tombstone takes a shift's event back that somebody else has now, or nobody.
func (d *feedDesk) tombstone(s model.Shift, rotation, role string) calendar.Event {
	e := d.bare(s, calendar.Cancelled)
	e.Summary = d.title(rotation, role, d.people[s.PersonID], true)
	e.Description = "This shift was given to somebody else or taken off the rota."
	return e
}

// bare returns a shift's event without its texts.
func (d *feedDesk) bare(s model.Shift, status calendar.Status) calendar.Event {
	e := calendar.Event{
		UID: s.UID, Sequence: s.Sequence, Created: s.Created, LastModified: s.Modified, Start: s.Start, End: s.End,
		Categories: []string{cmp.Or(d.feed.Category, "On call")}, Status: status, Busy: d.feed.Busy && status != calendar.Cancelled,
	}
	for _, m := range d.feed.Reminders {
		e.Alarms = append(e.Alarms, time.Duration(m)*time.Minute)
	}
	return e
}

func (d *feedDesk) title(rotation, role string, p model.Person, staffed bool) string {
	words := map[string]string{"rotation": rotation, "role": role, "person": p.Name, "first": p.Name, "initials": "–", "team": d.team.Name}
	if staffed {
		words["first"], words["initials"] = p.First(), p.Initials()
	}
	return d.feed.TitleOf(words)
}

// describeShift says the shift's times as the rotation's clocks and the person's show them.
func describeShift(s model.Shift, rotation, role string, p model.Person) string {
	const layout = "Mon 2 Jan 2006 15:04"
	zone := s.Start.Location()
	lines := []string{
		fmt.Sprintf("%s, %s: %s", rotation, role, p.Name),
		fmt.Sprintf("%s – %s %s", s.Start.Format(layout), s.End.Format(layout), zone),
	}
	if loc, err := model.Zone(p.Zone); err == nil && p.Zone != "" && p.Zone != zone.String() {
		lines = append(lines, fmt.Sprintf("%s – %s %s", s.Start.In(loc).Format(layout), s.End.In(loc).Format(layout), loc))
	}
	return strings.Join(lines, "\n")
}

func personColour(n int) string {
	fills := chart.Screen(false).People
	r, g, b, _ := fills[max(n-1, 0)%len(fills)].Fill.RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}
