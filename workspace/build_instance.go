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
	back := p.Window.Start.Add(-time.Duration(p.rest+p.Rules.MaxInRow+2) * p.step)
	if p.Since.Before(back) {
		back = p.Since
	}
	window := model.Interval{Start: back.Add(-model.LeastRest), End: p.Window.End.Add(p.step + model.LeastRest)}
	if d.own, err = r.RotationShifts(ctx, p.Rotation.ID, model.Published, window); err != nil { // as published: the rota is built below its overrides
		return d, err
	}
	all, err := r.Duties(ctx, team, window)
	if err != nil {
		return d, err
	}
	for _, s := range all {
		if s.RotationID != p.Rotation.ID {
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
		Format: rostering.Format2, Name: p.Rotation.Name, Slots: len(p.Turns), SlotHours: max(1, int(math.Round(p.Turns[0].Length().Hours()))),
		Rest: min(p.rest, len(p.Turns)-1), MinSenior: p.Rules.MinSenior,
	}
	if p.rest == 0 && p.Rules.MaxInRow < len(p.Turns) {
		in.MaxInRow = p.Rules.MaxInRow
	}
	for _, role := range p.Rotation.Roles {
		in.Roles = append(in.Roles, rostering.Role{ID: role.Name, Weight: 1})
	}
	if err := p.checkRoles(); err != nil {
		return err
	}
	p.keepRest(d.own)
	off, err := p.setAway(d)
	if err != nil {
		return err
	}
	if err := p.checkEnough(); err != nil {
		return err
	}
	for _, x := range p.People {
		person := rostering.Person{ID: x.Name, Senior: x.Senior, Share: p.share(x)}
		if err := p.limits(x, off[x.ID], &person); err != nil {
			return err
		}
		in.People = append(in.People, person)
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
func (p *BuildPlan) setAway(d buildData) (map[model.ID][]int, error) {
	p.Away = make([]int, len(p.Turns))
	off := map[model.ID][]int{}
	var here []model.Person
	for _, x := range p.People {
		_, not, err := p.takes(x)
		if err != nil {
			return nil, err
		}
		for t, turn := range p.Turns {
			away := p.away(x, turn, d.off)
			if away {
				p.Away[t]++
			}
			if away || slices.Contains(not, t) || p.busy(x, t, d) || t == p.rowLimit(x, d) {
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
	return off, nil
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
	return slices.ContainsFunc(off, func(t model.TimeOff) bool { return t.PersonID == x.ID && turn.Touches(t.Interval) })
}

// busy reports whether a person is on call elsewhere in a turn or too near to it, or still rests from the turns before the window.
func (p *BuildPlan) busy(x model.Person, t int, d buildData) bool {
	turn := p.Turns[t]
	for _, s := range d.others {
		if s.PersonID == x.ID && turn.Touches(model.Interval{Start: s.Start.Add(-model.LeastRest), End: s.End.Add(model.LeastRest)}) {
			return true
		}
	}
	for _, s := range d.own {
		if s.PersonID != x.ID || !s.Start.Before(p.Window.Start) {
			continue
		}
		if turn.Touches(s.Interval) {
			return true
		}
		if free, known := p.freeBefore(s, t); known && free >= p.rest || p.rest == 0 {
			continue
		} else if known {
			return true
		}
		// A shift from before the rule was as it is now: clock changes move handoffs by an hour.
		if ended := turn.Start.Sub(s.End); ended < time.Duration(p.rest)*p.step-12*time.Hour {
			return true
		}
	}
	return false
}

// rowLimit is the turn that a person who has served the k turns before the window leaves free, so that no more than MaxInRow follow
// each other: turn MaxInRow − k. It is −1 where nothing limits. Nothing finer can be said to the engine about the time before.
func (p *BuildPlan) rowLimit(x model.Person, d buildData) int {
	if p.rest > 0 || p.Rules.MaxInRow == 0 {
		return -1
	}
	k := p.servedInRow(x, d.own, p.Rules.MaxInRow)
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
			if turn.Touches(model.Interval{Start: w.From.Start(loc), End: w.Until.AddDays(1).Start(loc)}) {
				slots = append(slots, t)
			}
		}
		if len(slots) > 0 {
			in.Wishes = append(in.Wishes, rostering.Wish{Person: name[w.PersonID], Kind: string(w.Kind), Slots: slots})
			p.Wishes = append(p.Wishes, w)
		}
	}
}
