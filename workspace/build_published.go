package workspace

import (
	"context"
	"slices"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// addPublished tells the engine what is published in the window. Without KeepPublished it is only remembered for showing.
func (p *BuildPlan) addPublished(in *rostering.Instance, d buildData) {
	some := false
	rows := make([][]string, len(p.Turns))
	for t, turn := range p.Turns {
		rows[t] = make([]string, len(p.Rotation.Roles))
		for i, role := range p.Rotation.Roles {
			var here []model.Shift
			for _, s := range d.own {
				if s.RoleID == role.ID && turn.Touches(s.Interval) {
					here = append(here, s)
				}
			}
			who := p.holder(in, here, t, i, d.off)
			p.Published[role.ID] = append(p.Published[role.ID], who)
			if name := p.nameOf(who); name != "" {
				rows[t][i], some = name, true
			}
		}
	}
	if p.Rules.KeepPublished && some {
		in.Published = rows
	}
}

// holder is who has a turn as published, zero for nobody. A turn that several people share counts for the one who has most of it; where
// all of them can keep their part, it is settled as it stands.
func (p *BuildPlan) holder(in *rostering.Instance, here []model.Shift, t, role int, off []model.TimeOff) model.ID {
	turn := p.Turns[t]
	if standsAs(here, turn) {
		return here[0].PersonID
	}
	var main model.Shift
	var covered []model.Interval
	fits := p.Rules.KeepPublished && len(here) > 1
	for _, s := range here {
		if s.Duration() > main.Duration() {
			main = s
		}
		covered = append(covered, s.Interval)
		away := slices.ContainsFunc(off, func(o model.TimeOff) bool { return o.PersonID == s.PersonID && o.Overlaps(s.Interval) })
		inside := !s.Start.Before(turn.Start) && !s.End.After(turn.End)
		fits = fits && inside && !away && p.nameOf(s.PersonID) != ""
	}
	name := p.nameOf(main.PersonID)
	at := slices.IndexFunc(in.People, func(x rostering.Person) bool { return x.ID == name })
	if !fits || !covers(covered, turn) || slices.Contains(in.People[at].Off, t) {
		return main.PersonID
	}
	p.settled[[2]int{t, role}] = here
	in.Fixed = append(in.Fixed, rostering.Fixed{Slot: t, Role: in.Roles[role].ID, Person: name})
	for i := range in.People { // the others of the turn serve in it already
		x := &in.People[i]
		theirs := slices.ContainsFunc(here, func(s model.Shift) bool { return s.PersonID == p.keys[x.ID] })
		if theirs && i != at && !slices.Contains(x.Off, t) {
			x.Off = append(x.Off, t)
			slices.Sort(x.Off)
		}
	}
	return main.PersonID
}

// covers reports whether intervals leave nothing of a turn out.
func covers(in []model.Interval, turn model.Turn) bool {
	return !slices.ContainsFunc(turn.Active(), func(p model.Interval) bool { return len(model.Uncovered(p, in)) > 0 })
}

// nameOf is a person's name in the engine, empty for nobody and for those who take no part.
func (p *BuildPlan) nameOf(id model.ID) string {
	for _, x := range p.People {
		if x.ID == id {
			return x.Name
		}
	}
	return ""
}

// addPins tells the engine who has which duty in any case. A pin to somebody who has left the rotation says nothing.
func (p *BuildPlan) addPins(in *rostering.Instance, pins []model.Pin) error {
	for _, pin := range pins {
		t := slices.IndexFunc(p.Turns, func(turn model.Turn) bool { return turn.Start.Equal(pin.Slot) })
		i := slices.IndexFunc(p.Rotation.Roles, func(r model.Role) bool { return r.ID == pin.RoleID })
		name := p.nameOf(pin.PersonID)
		absent := slices.ContainsFunc(p.Absent, func(x model.Person) bool { return x.ID == pin.PersonID })
		if t < 0 || i < 0 || name == "" && !absent {
			continue
		}
		p.Pins = append(p.Pins, pin)
		at := slices.IndexFunc(in.People, func(x rostering.Person) bool { return x.ID == name })
		if absent || slices.Contains(in.People[at].Off, t) {
			who := name
			for _, x := range p.Absent {
				if x.ID == pin.PersonID {
					who = x.Name
				}
			}
			return model.Invalidf("pins", "%s is pinned to %s from %s, but is away then, on call elsewhere or at rest from the turn before. Take the pin off, or free the time.",
				who, p.Rotation.Roles[i].Name, pin.Slot.Format("2 Jan 2006"))
		}
		delete(p.settled, [2]int{t, i})
		in.Fixed = slices.DeleteFunc(in.Fixed, func(f rostering.Fixed) bool { return f.Slot == t && f.Role == in.Roles[i].ID })
		in.Fixed = append(in.Fixed, rostering.Fixed{Slot: t, Role: in.Roles[i].ID, Person: name})
	}
	return nil
}

// Pinned returns who is pinned to a turn in a role, if somebody is.
func (p BuildPlan) Pinned(turn int, role model.ID) (model.Pin, bool) {
	for _, pin := range p.Pins {
		if pin.RoleID == role && pin.Slot.Equal(p.Turns[turn].Start) {
			return pin, true
		}
	}
	return model.Pin{}, false
}

// Pins returns who is pinned to slots of a rotation that have not begun, by slot.
func (w *Workspace) Pins(ctx context.Context, rotation model.ID) ([]model.Pin, error) {
	all, err := w.Reader().Pins(ctx, rotation)
	return slices.DeleteFunc(all, func(p model.Pin) bool { return !p.Slot.After(w.Now()) }), err
}

// Pin settles that a person has a slot of a rotation in every rota that is built, in place of an earlier pin. The slot's start must be
// one of the rotation's handoffs.
func (w *Workspace) Pin(ctx context.Context, rotation model.ID, pin model.Pin) (Done, error) {
	return w.transact(ctx, "pin a shift", func(tx *storage.Tx) (model.ID, error) {
		x, err := w.person(ctx, tx.Reader, pin.PersonID)
		if err != nil {
			return 0, err
		}
		r, err := rotationIn(ctx, tx.Reader, x.TeamID, rotation)
		if err != nil {
			return 0, err
		}
		role, ok := r.Role(pin.RoleID)
		if !ok {
			return 0, model.Errorf(model.NotFound, "role", "%s has no such role any more. Look at it again.", r.Name)
		}
		if !slices.Contains(r.At(pin.Slot).People(), pin.PersonID) {
			return 0, model.Invalidf("person", "%s is not in the order of %s. Add them to the rotation first.", x.Name, r.Name)
		}
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return 0, err
		}
		turns, err := r.Turns(model.Interval{Start: pin.Slot, End: pin.Slot.Add(1)})
		if err != nil {
			return 0, err
		}
		if !slices.ContainsFunc(turns, func(t model.Turn) bool { return t.Start.Equal(pin.Slot) }) {
			return 0, model.Invalidf("slot", "No turn of %s begins at %s. Look at its handoffs.", r.Name, pin.Slot.In(loc).Format("2006-01-02 15:04"))
		}
		if !pin.Slot.After(tx.Now()) {
			return 0, model.Errorf(model.Conflict, "slot", "The turn of %s has begun; what has begun stays as it is.", pin.Slot.In(loc).Format("2 Jan 2006"))
		}
		tx.Describe("Pinned: %s is %s of %s from %s", x.First(), role.Name, r.Name, pin.Slot.In(loc).Format("2 Jan 2006"))
		return 0, tx.PutPin(ctx, pin)
	})
}

// Unpin frees a slot again.
func (w *Workspace) Unpin(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "take a pin off", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Pin taken off")
		return 0, tx.DeletePin(ctx, id)
	})
}
