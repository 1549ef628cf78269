package workspace

import (
	"context"
	"math"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// buildData is what an instance is made of.
type buildData struct {
	own      []model.Shift // published, of this rotation
	others   []model.Shift // published, of the other rotations
	off      []model.TimeOff
	wishes   []model.Wish
	aparts   []model.Apart
	pins     []model.Pin
	holidays model.HolidayCalendar
	first    map[model.ID]time.Time // start of each person's first published shift of this rotation
}

func (p *BuildPlan) read(ctx context.Context, r storage.Reader, team model.ID) (d buildData, err error) {
	length := p.Turns[0].Duration()
	back := p.Window.Start.Add(-time.Duration(p.Rules.RestTurns+p.Rules.MaxInRow+2) * length)
	if p.Since.Before(back) {
		back = p.Since
	}
	window := model.Interval{Start: back.Add(-model.LeastRest), End: p.Window.End.Add(length + model.LeastRest)}
	all, err := r.Shifts(ctx, team, window)
	if err != nil {
		return d, err
	}
	for _, s := range all {
		switch {
		case s.State != model.Published:
		case s.RotationID == p.Rotation.ID:
			d.own = append(d.own, s)
		default:
			d.others = append(d.others, s)
		}
	}
	if d.off, err = r.TimeOff(ctx, team, window); err != nil {
		return d, err
	}
	d.off = append(d.off, p.moreOff...)
	if d.wishes, err = r.Wishes(ctx, team); err != nil {
		return d, err
	}
	if d.aparts, err = r.Aparts(ctx, team); err != nil {
		return d, err
	}
	if d.pins, err = r.Pins(ctx, p.Rotation.ID); err != nil {
		return d, err
	}
	if d.holidays, err = r.Holidays(ctx, team); err != nil {
		return d, err
	}
	d.first, err = r.FirstServed(ctx, p.Rotation.ID)
	return d, err
}

// setInstance writes the question in the engine's terms.
func (p *BuildPlan) setInstance(ctx context.Context, r storage.Reader, team model.ID) error {
	d, err := p.read(ctx, r, team)
	if err != nil {
		return err
	}
	in := &rostering.Instance{
		Format: rostering.Format2, Name: p.Rotation.Name, Slots: len(p.Turns), SlotHours: int(math.Round(p.Turns[0].Duration().Hours())),
		Rest: min(p.Rules.RestTurns, len(p.Turns)-1), MinSenior: p.Rules.MinSenior,
	}
	if p.Rules.RestTurns == 0 && p.Rules.MaxInRow < len(p.Turns) {
		in.MaxInRow = p.Rules.MaxInRow
	}
	for _, role := range p.Rotation.Roles {
		in.Roles = append(in.Roles, rostering.Role{ID: role.Name, Weight: 1})
	}
	off := p.setAway(d)
	if err := p.checkEnough(); err != nil {
		return err
	}
	for _, x := range p.People {
		in.People = append(in.People, rostering.Person{ID: x.Name, Senior: x.Senior, Share: p.share(x), Off: off[x.ID]})
	}
	p.addPublished(in, d)
	if err := p.addPins(in, d.pins); err != nil {
		return err
	}
	if err := p.addDays(in, d); err != nil {
		return err
	}
	p.addWishes(in, d)
	p.Instance = in
	return p.explain(in.Validate())
}

// setAway works out which turns each person cannot take, and sets those aside who can take none.
func (p *BuildPlan) setAway(d buildData) map[model.ID][]int {
	p.Away = make([]int, len(p.Turns))
	off := map[model.ID][]int{}
	var here []model.Person
	for _, x := range p.People {
		for t, turn := range p.Turns {
			away := p.away(x, turn, d.off)
			if away {
				p.Away[t]++
			}
			if away || p.busy(x, turn, d) || t == p.rowLimit(x, d) {
				off[x.ID] = append(off[x.ID], t)
			}
			if away {
				p.timeOff[x.Name] = append(p.timeOff[x.Name], t)
			}
		}
		if len(off[x.ID]) == len(p.Turns) {
			p.Absent = append(p.Absent, x)
			continue
		}
		here = append(here, x)
	}
	p.People = here
	return off
}

func (p *BuildPlan) checkEnough() error {
	if len(p.People) >= len(p.Rotation.Roles) {
		return nil
	}
	gone := ""
	for _, x := range p.Absent {
		gone += " " + x.Name + " is away or on call elsewhere in every turn."
	}
	return model.Invalidf("people", "%s has %s and %s.%s Add people to the rotation, change the time off, or take a role away.", p.Rotation.Name,
		model.Count(len(p.Rotation.Roles), "role", "roles"), model.Count(len(p.People), "person who can take turns", "people who can take turns"), gone)
}

// share is the part of a full load that is fair for a person: contracted hours against the most of anybody in the rotation, in steps
// of a twentieth.
func (p *BuildPlan) share(x model.Person) rostering.Share {
	most := 0
	for _, o := range p.People {
		most = max(most, o.WeekMinutes)
	}
	if !p.Rules.ByHours || x.WeekMinutes <= 0 || x.WeekMinutes >= most {
		return rostering.Share{}
	}
	return rostering.NewShare(max(1, int64(math.Round(20*float64(x.WeekMinutes)/float64(most)))), 20)
}

// away reports whether a person has time off in a turn or has left by its end.
func (p *BuildPlan) away(x model.Person, turn model.Turn, off []model.TimeOff) bool {
	if !x.Left.IsZero() && turn.End.After(x.Left.Start(turn.End.Location())) {
		return true
	}
	return slices.ContainsFunc(off, func(t model.TimeOff) bool { return t.PersonID == x.ID && t.Overlaps(turn.Interval) })
}

// busy reports whether a person is on call elsewhere in a turn or too near to it, or still rests from the turns before the window.
func (p *BuildPlan) busy(x model.Person, turn model.Turn, d buildData) bool {
	near := model.Interval{Start: turn.Start.Add(-model.LeastRest), End: turn.End.Add(model.LeastRest)}
	for _, s := range d.others {
		if s.PersonID == x.ID && s.Overlaps(near) {
			return true
		}
	}
	length := p.Turns[0].Duration()
	for _, s := range d.own {
		if s.PersonID != x.ID || !s.Start.Before(p.Window.Start) {
			continue
		}
		if s.Overlaps(turn.Interval) {
			return true
		}
		ended := turn.Start.Sub(s.End)
		if p.Rules.RestTurns > 0 && ended < time.Duration(p.Rules.RestTurns)*length-12*time.Hour { // clock changes move handoffs by an hour
			return true
		}
	}
	return false
}

// rowLimit is the turn that a person who has served the k turns before the window leaves free, so that no more than MaxInRow follow
// each other: turn MaxInRow − k. It is −1 where nothing limits. Nothing finer can be said to the engine about the time before.
func (p *BuildPlan) rowLimit(x model.Person, d buildData) int {
	if p.Rules.RestTurns > 0 || p.Rules.MaxInRow == 0 {
		return -1
	}
	k, end := 0, p.Window.Start
	for range p.Rules.MaxInRow {
		i := slices.IndexFunc(d.own, func(s model.Shift) bool { return s.PersonID == x.ID && s.End.Equal(end) })
		if i < 0 {
			break
		}
		k, end = k+1, d.own[i].Start
	}
	if k == 0 {
		return -1
	}
	return p.Rules.MaxInRow - k
}

func (p *BuildPlan) addWishes(in *rostering.Instance, d buildData) {
	name := map[model.ID]string{}
	for _, x := range p.People {
		name[x.ID] = x.Name
	}
	for _, a := range d.aparts {
		if name[a.A] != "" && name[a.B] != "" {
			in.Apart = append(in.Apart, [2]string{name[a.A], name[a.B]})
		}
	}
	for _, w := range d.wishes {
		if name[w.PersonID] == "" {
			continue
		}
		var slots []int
		for t, turn := range p.Turns {
			loc := turn.Start.Location()
			if (model.Interval{Start: w.From.Start(loc), End: w.Until.AddDays(1).Start(loc)}).Overlaps(turn.Interval) {
				slots = append(slots, t)
			}
		}
		if len(slots) > 0 {
			in.Wishes = append(in.Wishes, rostering.Wish{Person: name[w.PersonID], Kind: string(w.Kind), Slots: slots})
			p.Wishes = append(p.Wishes, w)
		}
	}
}
