package workspace

import (
	"context"
	"fmt"
	"slices"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// ClearedSwaps are the exchanges among open requests that serve the most people at once.
type ClearedSwaps struct {
	Requests int  // open requests that could take part
	Served   int  // of them
	Most     bool // no exchanges of this length serve more
	Cycles   []ClearedCycle
}

// ClearedCycle is one exchange: each request's shift goes to the asker of another one.
type ClearedCycle struct {
	Requests []model.ID // each takes over from the next, the last from the first
	Title    string
	Words    string
	Ask      SwapAsk // makes it; the requests then end, because their shifts have changed hands
	Bends    []model.SwapProblem
}

// ClearSwaps looks at all open requests of people who want to give a shift away and have no taker yet, and finds the exchanges among
// them that serve the most: two, three, or up to longest people take each other's shifts (0: any number). Only exchanges that keep all
// rules are proposed, unless mayBend says otherwise. It changes nothing.
func (w *Workspace) ClearSwaps(ctx context.Context, longest int, mayBend bool) (ClearedSwaps, error) {
	var out ClearedSwaps
	if longest < 0 || longest == 1 {
		return out, model.Invalidf("longest", "An exchange of %d people is not possible. Give 2 or more, or 0 for any number.", longest)
	}
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay)
	if err != nil {
		return out, err
	}
	live, err := w.Reader().Swaps(ctx, t.team.ID, storage.SwapFilter{Live: true})
	if err != nil {
		return out, err
	}
	slices.Reverse(live) // the oldest first
	type request struct {
		id     model.ID
		person model.ID
		hs     []model.Handover
	}
	var open []request
	for _, s := range live {
		settled, hs := t.Settle(s)
		if settled.State == model.SwapOpen && s.Took() == 0 && s.Legs[0].Open && s.Legs[0].From != 0 {
			open = append(open, request{s.ID, s.Legs[0].From, hs})
		}
	}
	out.Requests = len(open)
	// takes puts the shifts of one request into the hands of another's asker, who gives their own away.
	takes := func(by, of request) []model.Handover {
		hs := slices.Clone(of.hs)
		for i := range hs {
			hs[i].To = by.person
		}
		return hs
	}
	round := &rostering.SwapRound{Format: rostering.FormatSwap}
	for i, a := range open {
		round.Requests = append(round.Requests, rostering.SwapRequest{Person: t.people[a.person].Name, Slot: i})
		for j, b := range open {
			if a.person == b.person {
				continue
			}
			if t.fitsInRound(takes(a, b), a.hs, mayBend) {
				round.Arcs = append(round.Arcs, [2]int{i, j})
			}
		}
	}
	made := func(cycle []int) (hs []model.Handover) {
		for k, i := range cycle {
			hs = append(hs, takes(open[i], open[cycle[(k+1)%len(cycle)]])...)
		}
		return hs
	}
	cleared := clearAllowed(*round, longest, func(cycle []int) bool {
		hs := made(cycle)
		problems := t.Check(hs)
		return t.Trades(hs) && (len(problems) == 0 || mayBend && len(model.Hard(problems)) == 0)
	})
	out.Most = cleared.Most
	for _, cycle := range cleared.Cycles {
		c := ClearedCycle{}
		for _, i := range cycle {
			c.Requests = append(c.Requests, open[i].id)
		}
		hs := made(cycle)
		problems := t.Check(hs)
		c.Ask, c.Bends = askOf(hs), problems
		c.Ask.Consent = mayBend && len(problems) > 0
		for _, h := range hs {
			c.Words += fmt.Sprintf("%s takes %s from %s. ", t.first(h.To), t.part(h), t.first(h.Shift.PersonID))
		}
		c.Title = t.names(model.PeopleIn(hs), "and")
		out.Served += len(cycle)
		out.Cycles = append(out.Cycles, c)
	}
	return out, nil
}

// fitsInRound reports whether somebody could take shifts in a round in which they give others to whomever it may be. Where they change
// places with somebody in one turn, its seniors are known only with the whole round.
func (t swapTable) fitsInRound(takes, gives []model.Handover, mayBend bool) bool {
	problems := t.Check(slices.Concat(takes, gives))
	for _, h := range gives {
		if slices.ContainsFunc(takes, func(x model.Handover) bool { return x.Part.Overlaps(h.Part) }) {
			problems = slices.DeleteFunc(problems, func(p model.SwapProblem) bool { return p.Rule == model.RuleSenior })
		}
	}
	return t.Trades(takes) && (len(problems) == 0 || mayBend && len(model.Hard(problems)) == 0)
}
