package workspace

import (
	"cmp"
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// Owed is what one person took over from others in a year, and others from them. Only covers count: in an exchange both have paid.
type Owed struct {
	Person                 model.Person
	Taken, Given           int     // covers: parts taken from others, and parts that others took
	TakenHours, GivenHours float64 // their length
	Exchanged              int     // parts given in exchanges and chains
	Balance                float64 // hours: TakenHours less GivenHours; below zero they owe
	With                   []OwedTo
}

// OwedTo is the balance between two people.
type OwedTo struct {
	PersonID model.ID
	Hours    float64 // above zero: the other one owes
}

// Owed returns, for everybody in the team, what they covered for others in a year and others for them: the swaps that stand, by the day of
// the duty on the team's clock. Who is owed most comes first.
func (w *Workspace) Owed(ctx context.Context, year int) ([]Owed, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return nil, err
	}
	people, err := w.AllPeople(ctx)
	if err != nil {
		return nil, err
	}
	swaps, err := w.Reader().Swaps(ctx, team.ID, storage.SwapFilter{})
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: time.Date(year, 1, 1, 0, 0, 0, 0, loc), End: time.Date(year+1, 1, 1, 0, 0, 0, 0, loc)}
	out := make([]Owed, len(people))
	at := map[model.ID]*Owed{}
	for i, p := range people {
		out[i].Person = p
		at[p.ID] = &out[i]
	}
	for _, s := range swaps {
		if s.State != model.SwapApplied {
			continue
		}
		for _, l := range s.Legs {
			if cut := l.Interval.Intersect(window); !cut.Empty() && l.To != 0 {
				owe(at, s.Kind, l, cut.Duration().Hours())
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Owed) int { return -cmp.Compare(a.Balance, b.Balance) })
	return out, nil
}

func owe(at map[model.ID]*Owed, kind model.SwapKind, l model.SwapLeg, hours float64) {
	taker, giver := at[l.To], at[l.From]
	if kind != model.SwapCover {
		if giver != nil {
			giver.Exchanged++
		}
		return
	}
	if taker != nil {
		taker.Taken++
		taker.TakenHours += hours
		taker.Balance += hours
	}
	if giver != nil {
		giver.Given++
		giver.GivenHours += hours
		giver.Balance -= hours
	}
	if taker != nil && giver != nil {
		taker.with(l.From, hours)
		giver.with(l.To, -hours)
	}
}

func (o *Owed) with(person model.ID, hours float64) {
	i := slices.IndexFunc(o.With, func(x OwedTo) bool { return x.PersonID == person })
	if i < 0 {
		o.With = append(o.With, OwedTo{PersonID: person})
		i = len(o.With) - 1
	}
	o.With[i].Hours += hours
}
