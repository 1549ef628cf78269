package workspace

import (
	"slices"
	"time"

	"watchbill/model"
	"watchbill/rostering"
)

// setTurns takes the turns of the window, and those before it that rest reaches back to.
func (p *BuildPlan) setTurns(until time.Time) error {
	turns, err := p.Rotation.Turns(p.Window)
	if err != nil {
		return err
	}
	for _, t := range turns {
		if !t.Start.Before(p.Window.Start) && (until.IsZero() || t.Start.Before(until)) {
			p.Turns = append(p.Turns, t)
		}
	}
	if len(p.Turns) == 0 {
		return nil
	}
	p.Window.Start = p.Turns[0].Start // the rest of a turn that goes on is not built again
	p.step = p.Turns[0].Duration()
	if len(p.Turns) > 1 {
		p.step = max(p.step, p.Turns[1].Start.Sub(p.Turns[0].Start))
	}
	if err := p.setLayers(); err != nil {
		return err
	}
	back := p.step * time.Duration(p.rest+p.Rules.MaxInRow+2)
	p.earlier, err = p.Rotation.Turns(model.Interval{Start: p.Window.Start.Add(-back), End: p.Window.Start})
	p.earlier = slices.DeleteFunc(p.earlier, func(t model.Turn) bool { return !t.Start.Before(p.Window.Start) })
	return err
}

// setLayers says rest in slots. The engine knows one row of slots; the turns of several layers fit into it when they take turns
// themselves, each layer once in every round. A person's next turn of the same layer is then a round later.
func (p *BuildPlan) setLayers() error {
	var round []string
	for _, t := range p.Turns {
		if slices.Contains(round, t.Layer) {
			break
		}
		round = append(round, t.Layer)
	}
	for i, t := range p.Turns {
		if t.Layer != round[i%len(round)] {
			return model.Invalidf("rotation", "A fair rota of %s cannot be built: the turns of its layers do not follow each other round by round. Give the layers turns of one length, or build a draft in the order of its people.", p.Rotation.Name)
		}
	}
	p.rest = p.Rules.RestTurns
	if n := len(round); n > 1 {
		p.rest = (p.Rules.RestTurns+1)*n - 1
	}
	return nil
}

// takes returns the engine's names of the roles a person takes, and the turns they cannot take by the rule. Nil roles are all of them.
func (p *BuildPlan) takes(x model.Person) (roles []string, not []int, err error) {
	var all []string
	for _, role := range p.Rotation.Roles {
		all = append(all, role.Name)
	}
	known := false
	for t, turn := range p.Turns {
		var here []string
		for _, role := range all {
			if p.Rotation.Takes(x.ID, role, turn) {
				here = append(here, role)
			}
		}
		switch {
		case len(here) == 0:
			not = append(not, t)
		case known && !slices.Equal(here, roles):
			return nil, nil, model.Invalidf("rotation", "A fair rota of %s cannot be built: %s takes other roles in some turns than in others. Build a draft in the order of its people.", p.Rotation.Name, x.Name)
		default:
			roles, known = here, true
		}
	}
	if slices.Equal(roles, all) {
		roles = nil
	}
	return roles, not, nil
}

// checkRoles refuses turns in which nobody may take a role: a layer that leaves it out.
func (p *BuildPlan) checkRoles() error {
	for _, turn := range p.Turns {
		l, _ := p.Rotation.At(turn.Start).Layer(turn.Layer)
		for _, role := range p.Rotation.Roles {
			if _, has := l.Order(role.Name); !has {
				return model.Invalidf("rotation", "A fair rota of %s cannot be built: its layer %s has nobody for the role %s. Give the layer an order for it, or build a draft in the order of its people.",
					p.Rotation.Name, turn.Layer, role.Name)
			}
		}
	}
	return nil
}

// freeBefore returns how many turns lie between one of a person's published shifts from before the window and a turn of it, and false
// where the shift belongs to no turn of the rule.
func (p *BuildPlan) freeBefore(s model.Shift, turn int) (int, bool) {
	for i, t := range slices.Backward(p.earlier) {
		if t.Touches(s.Interval) {
			return len(p.earlier) - 1 - i + turn, true
		}
	}
	return 0, false
}

// servedInRow returns how many turns right before the window a person has served, and at most so many. Shifts that adjoin each other
// count as turns too, as those do from before the rule was as it is now.
func (p *BuildPlan) servedInRow(x model.Person, own []model.Shift, most int) int {
	turns := 0
	for _, t := range slices.Backward(p.earlier) {
		if !slices.ContainsFunc(own, func(s model.Shift) bool { return s.PersonID == x.ID && t.Touches(s.Interval) }) {
			break
		}
		turns++
	}
	adjoining := 0
	for end := p.Window.Start; adjoining < most; adjoining++ {
		i := slices.IndexFunc(own, func(s model.Shift) bool { return s.PersonID == x.ID && s.End.Equal(end) })
		if i < 0 {
			break
		}
		end = own[i].Start
	}
	return min(max(turns, adjoining), most)
}

// keepRest keeps the published shifts that go on from turns before the window, so that publishing the rota does not take them away.
func (p *BuildPlan) keepRest(own []model.Shift) {
	end := p.Turns[len(p.Turns)-1].End
	for _, s := range own {
		if s.Start.Before(p.Window.Start) || !s.Start.Before(end) || slices.ContainsFunc(p.Turns, func(t model.Turn) bool { return t.Touches(s.Interval) }) {
			continue
		}
		p.goesOn = append(p.goesOn, asDraft(s))
	}
}

func asDraft(s model.Shift) model.Shift {
	s.ID, s.State, s.UID, s.Sequence = 0, model.Draft, "", 0
	return s
}

// turnShifts returns the shifts of a turn in a role: one for each of its active times.
func (p BuildPlan) turnShifts(turn model.Turn, role, person model.ID) []model.Shift {
	var out []model.Shift
	for _, piece := range turn.Active() {
		out = append(out, model.Shift{RotationID: p.Rotation.ID, RoleID: role, Slot: piece.Start, Interval: piece, PersonID: person, State: model.Draft})
	}
	return out
}

// standsAs reports whether published shifts are a turn just as the rule has it, all of one person.
func standsAs(here []model.Shift, turn model.Turn) bool {
	active := turn.Active()
	if len(here) != len(active) {
		return false
	}
	for i, s := range here {
		if !s.Start.Equal(active[i].Start) || !s.End.Equal(active[i].End) || s.PersonID != here[0].PersonID {
			return false
		}
	}
	return true
}

// limits writes what the rule says about a person into the engine's terms.
func (p *BuildPlan) limits(x model.Person, off []int, in *rostering.Person) error {
	roles, _, err := p.takes(x)
	in.Roles, in.Off = roles, off
	return err
}
