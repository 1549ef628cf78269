package rostering

import (
	"fmt"
	"slices"
)

// Limits of what the engine takes. They are far above real rotas and keep every
// sum inside 64-bit integers.
const (
	maxSlots   = 4000
	maxPeople  = 500
	maxRoles   = 12
	maxWeight  = 1000
	maxHistory = 100_000
	maxPairs   = 2000
)

// Validate checks that the instance makes sense, in the order a person reads
// it. The first mistake comes back as [*InputError]; nil means that [Solve] can
// answer. An instance that is merely impossible is valid: the engine says why.
func (in *Instance) Validate() error {
	checks := []func() *InputError{
		in.checkFormat, in.checkSize, in.checkRoles, in.checkRules, in.checkPeople,
		in.checkApart, in.checkCategories, in.checkWishes, in.checkFixed, in.checkPublished, in.checkRange,
	}
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (in *Instance) checkFormat() *InputError {
	switch in.Format {
	case Format2:
		return nil
	case Format1:
	case "":
		return inputError(CodeFormat, "format", "missing; a rota instance says %q or %q", Format1, Format2)
	default:
		return inputError(CodeFormat, "format", "%q is not %q or %q", clip(in.Format), Format1, Format2)
	}
	newer := ""
	switch {
	case len(in.Wishes) > 0:
		newer = "wishes"
	case len(in.Apart) > 0:
		newer = "apart"
	case in.MaxInRow != 0:
		newer = "max_in_row"
	case len(in.Fixed) > 0:
		newer = "fixed"
	case slices.ContainsFunc(in.People, func(p Person) bool { return !p.Share.IsZero() }):
		newer = "people.share"
	case slices.ContainsFunc(in.Categories, func(c Category) bool { return len(c.History) > 0 }):
		newer = "categories.history"
	}
	if newer != "" {
		return inputError(CodeFormat, newer, "belongs to format %q; this instance says %q", Format2, Format1)
	}
	return nil
}

func (in *Instance) checkSize() *InputError {
	switch {
	case in.Slots < 1 || in.Slots > maxSlots:
		return inputError(CodeSize, "slots", "is %d; a rota has 1 to %d slots", in.Slots, maxSlots)
	case len(in.Roles) < 1 || len(in.Roles) > maxRoles:
		return inputError(CodeSize, "roles", "there are %d; a slot needs 1 to %d roles", len(in.Roles), maxRoles)
	case len(in.People) < 1 || len(in.People) > maxPeople:
		return inputError(CodeSize, "people", "there are %d; a rota has 1 to %d people", len(in.People), maxPeople)
	case in.SlotHours < 0 || in.SlotHours > 24*366:
		return inputError(CodeSize, "slot_hours", "is %d; a slot is 1 hour to a year long", in.SlotHours)
	}
	return nil
}

func (in *Instance) checkRoles() *InputError {
	seen := map[string]bool{}
	for r, role := range in.Roles {
		field := fmt.Sprintf("roles[%d]", r)
		switch {
		case role.ID == "":
			return inputError(CodeUnknown, field+".id", "is empty; give the role a name")
		case seen[role.ID]:
			return inputError(CodeDuplicate, field+".id", "%q is there twice", clip(role.ID))
		case role.Weight < 1 || role.Weight > maxWeight:
			return inputError(CodeWeight, field+".weight", "is %d; the weight of role %q is 1 to %d", role.Weight, clip(role.ID), maxWeight)
		}
		seen[role.ID] = true
	}
	if len(in.SlotWeight) != 0 && len(in.SlotWeight) != in.Slots {
		return inputError(CodeWeight, "slot_weight", "has %d entries for %d slots; give one for each slot or none", len(in.SlotWeight), in.Slots)
	}
	for t, w := range in.SlotWeight {
		if w < 1 || w > maxWeight {
			return inputError(CodeWeight, fmt.Sprintf("slot_weight[%d]", t), "is %d in slot %d; a weight is 1 to %d", w, t, maxWeight).at(t, "")
		}
	}
	return nil
}

func (in *Instance) checkRules() *InputError {
	switch {
	case in.Rest < 0:
		return inputError(CodeRest, "rest", "is %d; rest is counted in slots, from 0", in.Rest)
	case in.Rest >= in.Slots:
		return inputError(CodeRest, "rest", "is %d slots, but the rota has only %d; a rest that long leaves one duty a person for ever", in.Rest, in.Slots)
	case in.MaxInRow < 0:
		return inputError(CodeRest, "max_in_row", "is %d; leave it out (or 0) for no limit", in.MaxInRow)
	case in.MinSenior < 0 || in.MinSenior > len(in.Roles):
		return inputError(CodeSenior, "min_senior", "is %d, but a slot has %d people", in.MinSenior, len(in.Roles))
	case in.FrozenBefore < 0 || in.FrozenBefore > in.Slots:
		return inputError(CodeSlot, "frozen_before", "is %d; it lies between 0 and %d", in.FrozenBefore, in.Slots).at(in.FrozenBefore, "")
	case in.FrozenBefore > 0 && len(in.Published) == 0:
		return inputError(CodePublished, "frozen_before", "needs a published rota to keep")
	}
	return nil
}

func (in *Instance) checkPeople() *InputError {
	seen := map[string]bool{}
	for i := range in.People {
		p := &in.People[i]
		field := fmt.Sprintf("people[%d]", i)
		num, den := p.Share.Fraction()
		switch {
		case p.ID == "":
			return inputError(CodeUnknown, field+".id", "is empty; give the person a name")
		case seen[p.ID]:
			return inputError(CodeDuplicate, field+".id", "%q is there twice", clip(p.ID)).at(-1, p.ID)
		case p.History < 0 || p.History > maxHistory:
			return inputError(CodeHistory, field+".history", "of %s is %d; a load carried over is 0 to %d", clip(p.ID), p.History, maxHistory).at(-1, p.ID)
		case num <= 0 || den <= 0 || 10_000%den != 0 || num > 100*den:
			return inputError(CodeShare, field+".share", "of %s is %d/%d; a share is above 0, at most 100, with up to %d decimals", clip(p.ID), num, den, shareDigits).at(-1, p.ID)
		case len(p.Segments) > 0 && (in.SegmentsPerDay < 1 || in.SegmentsPerDay > in.Slots):
			return inputError(CodeSlot, "segments_per_day", "is %d, but %s works only in segments; say how many there are", in.SegmentsPerDay, clip(p.ID)).at(-1, p.ID)
		}
		seen[p.ID] = true
		if err := in.checkPersonLists(p, field); err != nil {
			return err.at(err.Slot, p.ID)
		}
	}
	return nil
}

func (in *Instance) checkPersonLists(p *Person, field string) *InputError {
	for _, t := range p.Off {
		if t < 0 || t >= in.Slots {
			return inputError(CodeSlot, field+".off", "of %s names slot %d; slots are 0 to %d", clip(p.ID), t, in.Slots-1).at(t, "")
		}
	}
	for _, s := range p.Segments {
		if s < 0 || s >= in.SegmentsPerDay {
			return inputError(CodeSlot, field+".segments", "of %s names segment %d; segments are 0 to %d", clip(p.ID), s, in.SegmentsPerDay-1).at(s, "")
		}
	}
	for _, role := range p.Roles {
		if in.roleIndex(role) < 0 {
			return inputError(CodeUnknown, field+".roles", "of %s names role %q, which is not in roles", clip(p.ID), clip(role))
		}
	}
	there := in.availability(p)
	if !slices.Contains(there, true) {
		return inputError(CodeAbsent, field+".off", "%s is away in all %d slots; leave this person out of the rota", clip(p.ID), in.Slots)
	}
	return nil
}

// availability is, per slot, whether the person is there.
func (in *Instance) availability(p *Person) []bool {
	there := make([]bool, in.Slots)
	for t := range there {
		there[t] = len(p.Segments) == 0 || slices.Contains(p.Segments, t%max(in.SegmentsPerDay, 1))
	}
	for _, t := range p.Off {
		there[t] = false
	}
	return there
}

func (in *Instance) checkApart() *InputError {
	if len(in.Apart) > maxPairs {
		return inputError(CodeSize, "apart", "has %d pairs; at most %d", len(in.Apart), maxPairs)
	}
	for k, pair := range in.Apart {
		field := fmt.Sprintf("apart[%d]", k)
		for _, id := range pair {
			if in.personIndex(id) < 0 {
				return inputError(CodeUnknown, field, "names %q, who is not in people", clip(id)).at(-1, id)
			}
		}
		if pair[0] == pair[1] {
			return inputError(CodeDuplicate, field, "names %q twice", clip(pair[0])).at(-1, pair[0])
		}
	}
	return nil
}

func (in *Instance) checkCategories() *InputError {
	seen := map[string]bool{}
	for k, c := range in.Categories {
		field := fmt.Sprintf("categories[%d]", k)
		if c.ID == "" || seen[c.ID] {
			return inputError(CodeDuplicate, field+".id", "%q is empty or there twice", clip(c.ID))
		}
		seen[c.ID] = true
		slots := map[int]bool{}
		for _, t := range c.Slots {
			if t < 0 || t >= in.Slots {
				return inputError(CodeSlot, field+".slots", "of %q names slot %d; slots are 0 to %d", clip(c.ID), t, in.Slots-1).at(t, "")
			}
			if slots[t] {
				return inputError(CodeDuplicate, field+".slots", "of %q names slot %d twice", clip(c.ID), t).at(t, "")
			}
			slots[t] = true
		}
		for id, n := range c.History {
			if in.personIndex(id) < 0 {
				return inputError(CodeUnknown, field+".history", "names %q, who is not in people", clip(id)).at(-1, id)
			}
			if n < 0 || n > maxSlots {
				return inputError(CodeHistory, field+".history", "of %s is %d; it is 0 to %d duties", clip(id), n, maxSlots).at(-1, id)
			}
		}
	}
	return nil
}

func (in *Instance) checkWishes() *InputError {
	for k, w := range in.Wishes {
		field := fmt.Sprintf("wishes[%d]", k)
		switch {
		case in.personIndex(w.Person) < 0:
			return inputError(CodeUnknown, field+".person", "%q is not in people", clip(w.Person)).at(-1, w.Person)
		case w.Kind != WishAvoid && w.Kind != WishPrefer:
			return inputError(CodeWish, field+".kind", "is %q; a wish is %q or %q", clip(w.Kind), WishAvoid, WishPrefer).at(-1, w.Person)
		case w.Role != "" && in.roleIndex(w.Role) < 0:
			return inputError(CodeUnknown, field+".role", "%q is not in roles", clip(w.Role)).at(-1, w.Person)
		case w.Weight < 0 || w.Weight > maxWeight:
			return inputError(CodeWeight, field+".weight", "is %d; a wish weighs 1 to %d", w.Weight, maxWeight).at(-1, w.Person)
		}
		for _, t := range w.Slots {
			if t < 0 || t >= in.Slots {
				return inputError(CodeSlot, field+".slots", "names slot %d; slots are 0 to %d", t, in.Slots-1).at(t, w.Person)
			}
		}
	}
	return nil
}

// checkRange bounds the cost, so that prices times costs stay exact integers.
func (in *Instance) checkRange() *InputError {
	scale, ok := in.shareScale()
	if !ok {
		return inputError(CodeShare, "people.share", "the shares have no common measure that is small enough; use steps of 0.05 or 0.1")
	}
	worst := 0.0
	for i := range in.People {
		load := float64(in.People[i].History)
		for t := 0; t < in.Slots; t += in.Rest + 1 {
			heaviest := 0
			for s := t; s <= min(t+in.Rest, in.Slots-1); s++ {
				for r := range in.Roles {
					heaviest = max(heaviest, in.weight(s, r))
				}
			}
			load += float64(heaviest)
		}
		worst += load * load / in.People[i].Share.Float()
	}
	if worst*float64(scale) > 1e13 {
		return inputError(CodeWeight, "roles", "weights, history and shares together are too large to prove anything; use smaller weights (1, 2, 3)")
	}
	return nil
}

func (in *Instance) roleIndex(id string) int {
	return slices.IndexFunc(in.Roles, func(r Role) bool { return r.ID == id })
}

func (in *Instance) personIndex(id string) int {
	return slices.IndexFunc(in.People, func(p Person) bool { return p.ID == id })
}

// weight of the duty (slot, role).
func (in *Instance) weight(slot, role int) int {
	w := in.Roles[role].Weight
	if len(in.SlotWeight) > 0 {
		w *= in.SlotWeight[slot]
	}
	return w
}

// shareScale is the least common multiple of the shares' numerators: Σ load²/share
// times it is a whole number. ok is false where it is beyond a million.
func (in *Instance) shareScale() (scale int64, ok bool) {
	scale = 1
	for i := range in.People {
		num, _ := in.People[i].Share.Fraction()
		scale *= num / gcd(scale, num)
		if scale > 1_000_000 {
			return scale, false
		}
	}
	return scale, true
}
