package workspace

import (
	"slices"
	"time"

	"watchbill/model"
)

// swapChanges are what can be done with swaps, for TestAnyChangeCanBeUndone.
var swapChanges = []change{
	{"request swap", func(h *hand) (Done, error) {
		ask := h.ask()
		if h.pick("open", 0, 1) == 1 {
			for i := range ask.Moves {
				ask.Moves[i].To = 0
			}
			ask.Moves = ask.Moves[:1]
			ask.InReturn = h.pick("in return", 0, 1) == 1
		}
		return h.w.RequestSwap(h.ctx, ask)
	}},
	{"apply swap", func(h *hand) (Done, error) { return h.w.ApplySwap(h.ctx, h.ask()) }},
	{"take off a time", func(h *hand) (Done, error) {
		from := h.now.Add(h.hours("from", -100))
		return h.w.ApplySwap(h.ctx, SwapAsk{
			Of: one(h, "of", h.view.People).ID, To: one(h, "to", h.view.People).ID, During: model.Interval{Start: from, End: from.Add(h.hours("length", 0))}, Consent: true,
		})
	}},
	{"accept swap", func(h *hand) (Done, error) {
		a := h.answer()
		if h.pick("gives back", 0, 1) == 1 {
			a.Give = []SwapMove{{Shift: one(h, "given back", h.view.Shifts).ID}}
		}
		return h.w.AcceptSwap(h.ctx, a)
	}},
	{"decline swap", func(h *hand) (Done, error) { return h.w.DeclineSwap(h.ctx, h.answer()) }},
	{"untake swap", func(h *hand) (Done, error) { return h.w.UntakeSwap(h.ctx, h.answer()) }},
	{"approve swap", func(h *hand) (Done, error) { return h.w.ApproveSwap(h.ctx, h.answer()) }},
	{"apply request", func(h *hand) (Done, error) { return h.w.ApplyRequest(h.ctx, h.answer()) }},
	{"withdraw swap", func(h *hand) (Done, error) { return h.w.WithdrawSwap(h.ctx, h.answer()) }},
	{"revert swap", func(h *hand) (Done, error) { return h.w.RevertSwap(h.ctx, h.answer()) }},
	{"swap rule", func(h *hand) (Done, error) { return h.w.SetSwapApproval(h.ctx, h.pick("approval", 0, 1) == 1) }},
	{"clear the round", func(h *hand) (Done, error) {
		cleared, err := h.w.ClearSwaps(h.ctx, 3, h.pick("bend", 0, 1) == 1)
		if err != nil {
			return Done{}, err
		}
		return h.w.ApplyCleared(h.ctx, cleared.Cycles)
	}},
	{"illness", func(h *hand) (Done, error) {
		person, until := one(h, "person", h.view.People).ID, h.now.Add(h.hours("until", 0))
		plan, err := h.w.PlanIllness(h.ctx, person, until)
		if err != nil {
			return Done{}, err
		}
		if h.pick("choose", 0, 1) == 1 && len(plan.Covers) > 0 {
			c := plan.Covers[h.upTo("cover", len(plan.Covers))]
			if plan, err = h.w.PlanIllness(h.ctx, person, until, c.Choose(one(h, "coverer", h.view.People).ID)); err != nil {
				return Done{}, err
			}
		}
		return h.w.ApplyIllness(h.ctx, plan, h.pick("enter", 0, 1) == 1)
	}},
}

// keepsRules checks that whoever took a duty is there, not away, and on call only once.
func (h *hand) keepsRules(c change, before, after view) {
	had, has := before.standing(), after.standing()
	for _, s := range has {
		same := func(o model.Shift) bool {
			return o.RoleID == s.RoleID && o.State == s.State && o.PersonID == s.PersonID && o.Overlaps(s.Interval)
		}
		if s.PersonID == 0 || slices.ContainsFunc(had, same) {
			continue
		}
		for _, o := range has {
			if (o.ID != s.ID || o.UID != s.UID) && o.PersonID == s.PersonID && o.State == s.State && o.Overlaps(s.Interval) {
				h.Fatalf("%s: %d took %s and is on call twice", c.name, s.PersonID, s.Start)
			}
		}
		for _, t := range after.TimeOff {
			if t.PersonID == s.PersonID && t.Overlaps(s.Interval) {
				h.Fatalf("%s: %d took %s and is away", c.name, s.PersonID, s.Start)
			}
		}
		for _, p := range after.People {
			if gone, left := leaving(p); p.ID == s.PersonID && left && s.End.After(gone) {
				h.Fatalf("%s: %s took %s and has left", c.name, p.Name, s.Start)
			}
		}
	}
}

// standing are the duties that count: what is published with the overrides over it, and drafts.
func (v view) standing() []model.Shift {
	drafts := slices.DeleteFunc(slices.Clone(v.Shifts), func(s model.Shift) bool { return s.State != model.Draft })
	return append(drafts, v.Duties...)
}

// ask draws an exchange, a round of three or a cover, whole or in part, mostly of shifts that exist.
func (h *hand) ask() SwapAsk {
	ask := SwapAsk{Person: one(h, "asker", h.view.People).ID, Consent: h.pick("consent", 0, 1, 1) == 1, Note: h.text("note", "", "a wedding")}
	var shifts []model.Shift
	for range h.pick("shifts", 1, 1, 2, 2, 3) {
		shifts = append(shifts, one(h, "shift", h.view.Shifts))
	}
	for i, s := range shifts {
		m := SwapMove{Shift: s.ID, From: s.PersonID, To: shifts[(i+1)%len(shifts)].PersonID}
		if len(shifts) == 1 {
			m.To = one(h, "to", h.view.People).ID
		}
		if h.pick("part", 0, 0, 1) == 1 {
			from := s.Start.Add(time.Duration(h.upTo("part from", 170)) * time.Hour)
			m.Part = model.Interval{Start: from, End: from.Add(time.Duration(1+h.upTo("part length", 100)) * time.Hour)}
		}
		ask.Moves = append(ask.Moves, m)
	}
	return ask
}

// answer draws an answer to a swap, mostly by somebody it asks.
func (h *hand) answer() SwapAnswer {
	s := one(h, "swap", h.view.Swaps)
	a := SwapAnswer{Swap: s.ID, Person: one(h, "person", h.view.People).ID, Consent: h.pick("consent", 0, 1) == 1}
	if len(s.Parties) > 0 && h.pick("a party", 0, 1, 1) == 1 {
		a.Person = one(h, "party", s.Parties).PersonID
	}
	return a
}
