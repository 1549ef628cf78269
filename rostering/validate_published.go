package rostering

import "fmt"

// checkFixed sees that settled duties could be held at all.
func (in *Instance) checkFixed() *InputError {
	seen := map[[2]int]bool{}
	for k, f := range in.Fixed {
		field := fmt.Sprintf("fixed[%d]", k)
		r, i := in.roleIndex(f.Role), in.personIndex(f.Person)
		switch {
		case f.Slot < 0 || f.Slot >= in.Slots:
			return inputError(CodeSlot, field+".slot", "is %d; slots are 0 to %d", f.Slot, in.Slots-1).at(f.Slot, f.Person)
		case r < 0:
			return inputError(CodeUnknown, field+".role", "%q is not in roles", clip(f.Role)).at(f.Slot, f.Person)
		case i < 0:
			return inputError(CodeUnknown, field+".person", "%q is not in people", clip(f.Person)).at(f.Slot, f.Person)
		case seen[[2]int{f.Slot, r}]:
			return inputError(CodeDuplicate, field, "slot %d, %s is fixed twice", f.Slot, clip(f.Role)).at(f.Slot, f.Person)
		}
		if why := in.cannot(i, f.Slot, r); why != "" {
			return inputError(CodePublished, field, "slot %d, %s cannot be %s: %s", f.Slot, clip(f.Role), clip(f.Person), why).at(f.Slot, f.Person)
		}
		seen[[2]int{f.Slot, r}] = true
	}
	return nil
}

// cannot says why a person cannot hold a duty, or "".
func (in *Instance) cannot(person, slot, role int) string {
	p := &in.People[person]
	if !in.availability(p)[slot] {
		return "this person is away then"
	}
	if len(p.Roles) == 0 {
		return ""
	}
	for _, id := range p.Roles {
		if id == in.Roles[role].ID {
			return ""
		}
	}
	return "this person does not take that role"
}

// checkPublished sees that the published rota has the right shape and that its
// frozen part keeps the rules. Later slots may break them: that is what repair
// is for.
func (in *Instance) checkPublished() *InputError {
	if len(in.Published) == 0 {
		return nil
	}
	if len(in.Published) != in.Slots {
		return inputError(CodePublished, "published", "has %d slots, the rota has %d", len(in.Published), in.Slots)
	}
	for t, row := range in.Published {
		field := fmt.Sprintf("published[%d]", t)
		if len(row) != len(in.Roles) {
			return inputError(CodePublished, field, "slot %d has %d people for %d roles", t, len(row), len(in.Roles)).at(t, "")
		}
		for r, id := range row {
			switch {
			case id == "" && t < in.FrozenBefore:
				return inputError(CodePublished, field, "slot %d is frozen, but nobody is %s", t, clip(in.Roles[r].ID)).at(t, "")
			case id != "" && in.personIndex(id) < 0:
				return inputError(CodeUnknown, field, "slot %d names %q, who is not in people", t, clip(id)).at(t, id)
			}
		}
	}
	return in.checkFrozen()
}

func (in *Instance) checkFrozen() *InputError {
	last := map[string]int{}
	row := map[string]int{}
	for t, people := range in.Published[:in.FrozenBefore] {
		field := fmt.Sprintf("published[%d]", t)
		seniors := 0
		for r, id := range people {
			i := in.personIndex(id)
			if why := in.cannot(i, t, r); why != "" {
				return inputError(CodePublished, field, "slot %d is frozen with %s as %s, but %s", t, clip(id), clip(in.Roles[r].ID), why).at(t, id)
			}
			if s, held := last[id]; held && t-s <= in.Rest {
				return inputError(CodePublished, field, "slot %d is frozen with %s, who also has slot %d; rest is %d", t, clip(id), s, in.Rest).at(t, id)
			}
			if s, held := last[id]; held && s == t-1 {
				row[id]++
			} else {
				row[id] = 1
			}
			if in.MaxInRow > 0 && row[id] > in.MaxInRow {
				return inputError(CodePublished, field, "slot %d is frozen as number %d in a row of %s; the most is %d", t, row[id], clip(id), in.MaxInRow).at(t, id)
			}
			last[id] = t
			if in.People[i].Senior {
				seniors++
			}
		}
		if seniors < in.MinSenior {
			return inputError(CodePublished, field, "slot %d is frozen with %d seniors; %d are needed", t, seniors, in.MinSenior).at(t, "")
		}
		for _, pair := range in.Apart {
			if last[pair[0]] == t && last[pair[1]] == t && contains(people, pair[0]) && contains(people, pair[1]) {
				return inputError(CodePublished, field, "slot %d is frozen with %s and %s, who are kept apart", t, clip(pair[0]), clip(pair[1])).at(t, pair[1])
			}
		}
	}
	for _, f := range in.Fixed {
		if f.Slot < in.FrozenBefore && in.Published[f.Slot][in.roleIndex(f.Role)] != f.Person {
			return inputError(CodePublished, "fixed", "slot %d, %s is frozen with somebody else than %s", f.Slot, clip(f.Role), clip(f.Person)).at(f.Slot, f.Person)
		}
	}
	return nil
}

func contains(ids []string, id string) bool {
	for _, x := range ids {
		if x == id {
			return true
		}
	}
	return false
}
