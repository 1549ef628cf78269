package workspace

import (
	"cmp"
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// LoadsView is how much each person is on call in a run of days, and the team.
type LoadsView struct {
	Days   model.DayRange
	Night  model.NightHours
	People []PersonLoad // most time first
	Total  model.Load   // of all people: two people on call at once are two hours
}

// PersonLoad is one person's load.
type PersonLoad struct {
	Person model.Person
	model.Load
	Share float64 // of the days' time, 0 to 1
}

// Of returns the view with one person only.
func (v LoadsView) Of(person model.ID) LoadsView {
	v.People = slices.DeleteFunc(slices.Clone(v.People), func(p PersonLoad) bool { return p.Person.ID != person })
	v.Total = model.Load{}
	for _, p := range v.People {
		v.Total = v.Total.Add(p.Load)
	}
	return v
}

// Loads counts the published duties of the team's people in a run of days, of one rotation or of all (zero): hours, weekends, nights,
// holidays and shifts, in each person's local time. Who was not in the team and has no duty in those days is left out.
func (w *Workspace) Loads(ctx context.Context, days model.DayRange, rotation model.ID) (LoadsView, error) {
	if rotation == 0 {
		return w.loadsIn(ctx, days)
	}
	return w.loadsIn(ctx, days, rotation)
}

// loadsIn is Loads for some rotations, or for all when none is given.
func (w *Workspace) loadsIn(ctx context.Context, days model.DayRange, rotations ...model.ID) (LoadsView, error) {
	v := LoadsView{Days: days, Night: model.DefaultNight}
	if !days.From.Before(days.Until) || days.From.DaysUntil(days.Until) > 11*366 {
		return v, model.Invalidf("until", "The time from %s to %s cannot be counted. Choose from one day to eleven years.", days.From, days.Until.AddDays(-1))
	}
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	r := w.Reader()
	rates, err := payRates(ctx, r, team.ID)
	if err != nil {
		return v, err
	}
	v.Night = rates.Night
	counter := model.LoadCounter{Days: days, Night: v.Night}
	if counter.Holidays, err = r.Holidays(ctx, team.ID); err != nil {
		return v, err
	}
	people, err := r.People(ctx, team.ID)
	if err != nil {
		return v, err
	}
	duties, err := dutiesOn(ctx, r, team.ID, days, rotations...)
	if err != nil {
		return v, err
	}
	for _, p := range people {
		load, err := counter.Count(p, duties[p.ID])
		if err != nil {
			return v, err
		}
		if load.Time == 0 && !p.Left.IsZero() && !days.From.Before(p.Left) {
			continue
		}
		loc, err := model.Zone(p.Zone)
		if err != nil {
			return v, err
		}
		v.People = append(v.People, PersonLoad{p, load, float64(load.Time) / float64(days.Interval(loc).Duration())})
		v.Total = v.Total.Add(load)
	}
	slices.SortStableFunc(v.People, func(a, b PersonLoad) int { return -cmp.Compare(a.Time, b.Time) })
	return v, nil
}

// dutiesOn returns the duties of some days in some rotations, or in all when none is given, by person, whatever the zone that the days are
// counted in.
func dutiesOn(ctx context.Context, r storage.Reader, team model.ID, days model.DayRange, rotations ...model.ID) (map[model.ID][]model.Shift, error) {
	all, err := duties(ctx, r, team, model.Interval{Start: days.From.AddDays(-1).Start(time.UTC), End: days.Until.AddDays(1).Start(time.UTC)})
	out := map[model.ID][]model.Shift{}
	for _, s := range all {
		if len(rotations) == 0 || slices.Contains(rotations, s.RotationID) {
			out[s.PersonID] = append(out[s.PersonID], s)
		}
	}
	return out, err
}

// LoadFormula says in words how loads are counted.
func LoadFormula(night model.NightHours) string {
	return "Hours on call, published, in each person’s local time; two duties at once count once. Weekend: Saturday and Sunday. Night: " + night.String() +
		". Holiday: the public holidays of the person’s region and the team’s own. A weekend, night or holiday counts with any time in it; its hours may be in several columns."
}
