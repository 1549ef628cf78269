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
	own    []model.Shift // published, of this rotation
	others []model.Shift // published, of the other rotations
	off    []model.TimeOff
	wishes []model.Wish
	aparts []model.Apart
}

func (p *BuildPlan) read(ctx context.Context, r storage.Reader, team model.ID) (d buildData, err error) {
	window := model.Interval{Start: p.Since, End: p.Window.End}
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
	if d.wishes, err = r.Wishes(ctx, team); err != nil {
		return d, err
	}
	d.aparts, err = r.Aparts(ctx, team)
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
		Rest: p.Rules.RestTurns, MinSenior: p.Rules.MinSenior,
	}
	if p.Rules.RestTurns == 0 {
		in.MaxInRow = p.Rules.MaxInRow
	}
	for _, role := range p.Rotation.Roles {
		in.Roles = append(in.Roles, rostering.Role{ID: role.Name, Weight: 1})
	}
	p.Away = make([]int, len(p.Turns))
	most := 0
	for _, x := range p.People {
		most = max(most, x.WeekMinutes)
	}
	for _, x := range p.People {
		in.People = append(in.People, p.person(x, d, most))
	}
	p.addPublished(in, d.own)
	p.addCriteria(in)
	p.addWishes(in, d)
	p.Instance = in
	return p.explain(in.Validate())
}

func (p *BuildPlan) person(x model.Person, d buildData, most int) rostering.Person {
	out := rostering.Person{ID: x.Name, Senior: x.Senior}
	for _, s := range d.own {
		if s.PersonID == x.ID && s.Start.Before(p.Window.Start) && !s.Start.Before(p.Since) {
			out.History++
		}
	}
	p.Before[x.ID] = out.History
	if p.Rules.ByHours && most > 0 && x.WeekMinutes > 0 && x.WeekMinutes < most {
		out.Share = rostering.NewShare(max(1, int64(math.Round(20*float64(x.WeekMinutes)/float64(most)))), 20)
	}
	for t, turn := range p.Turns {
		away := p.away(x, turn, d.off)
		if away {
			p.Away[t]++
		}
		if away || p.busy(x, turn, d) {
			out.Off = append(out.Off, t)
		}
	}
	return out
}

// away reports whether a person has time off in a turn or has left by its end.
func (p *BuildPlan) away(x model.Person, turn model.Turn, off []model.TimeOff) bool {
	if !x.Left.IsZero() && turn.End.After(x.Left.Start(turn.End.Location())) {
		return true
	}
	return slices.ContainsFunc(off, func(t model.TimeOff) bool { return t.PersonID == x.ID && t.Overlaps(turn.Interval) })
}

// busy reports whether a person is on call elsewhere in a turn, or still rests from the turns before the window.
func (p *BuildPlan) busy(x model.Person, turn model.Turn, d buildData) bool {
	for _, s := range d.others {
		if s.PersonID == x.ID && s.Overlaps(turn.Interval) {
			return true
		}
	}
	if p.Rules.RestTurns == 0 {
		return false
	}
	length := p.Turns[0].Duration()
	for _, s := range d.own {
		if s.PersonID != x.ID || !s.Start.Before(p.Window.Start) {
			continue
		}
		if ended := turn.Start.Sub(s.End); ended < time.Duration(p.Rules.RestTurns)*length-12*time.Hour { // clock changes move handoffs by an hour
			return true
		}
	}
	return false
}

// addPublished tells the engine what is published in the window. Without KeepPublished it is only remembered for showing.
func (p *BuildPlan) addPublished(in *rostering.Instance, own []model.Shift) {
	some := false
	rows := make([][]string, len(p.Turns))
	for t, turn := range p.Turns {
		rows[t] = make([]string, len(p.Rotation.Roles))
		for i, role := range p.Rotation.Roles {
			j := slices.IndexFunc(own, func(s model.Shift) bool {
				return s.RoleID == role.ID && s.Start.Equal(turn.Start) && s.End.Equal(turn.End)
			})
			var who model.ID
			if j >= 0 {
				who = own[j].PersonID
			}
			p.Published[role.ID] = append(p.Published[role.ID], who)
			for _, x := range p.People {
				if x.ID == who && who != 0 {
					rows[t][i], some = x.Name, true
				}
			}
		}
	}
	if p.Rules.KeepPublished && some {
		in.Published = rows
	}
}

// addCriteria adds the further criteria that tell turns apart: one that all turns share, or none, says nothing.
func (p *BuildPlan) addCriteria(in *rostering.Instance) {
	for _, c := range p.Rules.Criteria {
		var slots []int
		for t, turn := range p.Turns {
			if c == model.CriterionWeekends && touchesWeekend(turn) || c == model.CriterionNights && mostlyNight(turn) {
				slots = append(slots, t)
			}
		}
		if len(slots) > 0 && len(slots) < len(p.Turns) {
			in.Categories = append(in.Categories, rostering.Category{ID: c, Slots: slots})
		}
	}
}

// touchesWeekend reports whether a turn holds a part of a Saturday or Sunday on its own clock.
func touchesWeekend(turn model.Turn) bool {
	for d := model.DateOf(turn.Start); d.Start(turn.Start.Location()).Before(turn.End); d = d.AddDays(1) {
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
			return true
		}
	}
	return false
}

// mostlyNight reports whether half of a turn or more lies between 22:00 and 06:00 on its own clock.
func mostlyNight(turn model.Turn) bool {
	loc := turn.Start.Location()
	var night time.Duration
	for d := model.DateOf(turn.Start).AddDays(-1); d.Start(loc).Before(turn.End); d = d.AddDays(1) {
		n := model.Interval{Start: model.Resolve(d.At(22*60), loc), End: model.Resolve(d.AddDays(1).At(6*60), loc)}
		night += n.Intersect(turn.Interval).Duration()
	}
	return 2*night >= turn.Duration()
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
