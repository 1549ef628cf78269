package demo

import (
	"context"
	"time"

	"watchbill/model"
)

const (
	historyWeeks   = 20 // published weeks before this one
	publishedWeeks = 31 // published in all
)

// addRotations makes two rotations whose orders are half a round apart, so that nobody is ever on call twice at once, and
// publishes them from months ago to months ahead.
func (s *sample) addRotations(ctx context.Context) error {
	order := func(names ...string) []model.ID {
		var out []model.ID
		for _, n := range names {
			out = append(out, s.people[n].ID)
		}
		return out
	}
	first := s.monday.AddDays(-7 * historyWeeks)
	weekly := model.Pattern{{N: 1, Unit: model.Weeks}}
	rotations := []model.Rotation{
		model.NewRotation("Payments", TeamZone, []string{"primary", "secondary"},
			model.Plain{First: first.At(9 * 60), Turns: weekly, People: order("Ana", "Farid", "Chidi", "Žofie", "Dana", "Ben", "Grace", "Eun-ji")}),
		model.NewRotation("Ledger batch", TeamZone, []string{"primary", "backup"},
			model.Plain{First: first.AddDays(3).At(10 * 60), Turns: weekly, People: order("Dana", "Ben", "Grace", "Eun-ji", "Ana", "Farid", "Chidi", "Žofie")}),
	}
	for _, r := range rotations {
		s.clock = s.clock.Add(40 * time.Minute)
		done, err := s.SaveRotation(ctx, r)
		if err != nil {
			return err
		}
		s.clock = s.clock.Add(5 * time.Minute)
		if _, err := s.BuildDraft(ctx, done.ID, time.Time{}, publishedWeeks); err != nil {
			return err
		}
		s.clock = s.clock.Add(20 * time.Minute)
		if _, err := s.Publish(ctx, done.ID); err != nil {
			return err
		}
	}
	return nil
}

// shifts returns the shifts of one state, of one person or of all, that start in days after this week's Monday.
func (s *sample) shifts(ctx context.Context, state model.State, person model.ID, from, until int) ([]model.Shift, error) {
	rotations, err := s.Rotations(ctx)
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: s.monday.AddDays(from).Start(s.loc), End: s.monday.AddDays(until).Start(s.loc)}
	var out []model.Shift
	for _, r := range rotations {
		found, err := s.Reader().RotationShifts(ctx, r.ID, state, window)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			if (person == 0 || x.PersonID == person) && !x.Start.Before(window.Start) {
				out = append(out, x)
			}
		}
	}
	model.SortShifts(out)
	return out, nil
}

// addTimeOff enters absence: mostly where nobody is on call, as people plan it, and once over a published shift.
func (s *sample) addTimeOff(ctx context.Context) error {
	for _, t := range []struct {
		who        string
		from, days int // days after this week's Monday
		kind       string
		agoDays    int // entered so long ago
	}{
		{"Grace", -101, 12, "holiday", 130},
		{"Chidi", -87, 12, "holiday", 120},
		{"Žofie", -66, 5, "holiday", 90},
		{"Eun-ji", -17, 5, "holiday", 50},
		{"Farid", -45, 5, "sick", 45},
		{"Dana", -24, 3, "training", 40},
		{"Ben", 4, 2, "holiday", 20},
		{"Farid", 10, 4, "holiday", 18},
		{"Dana", 16, 3, "training", 9},
		{"Chidi", 28, 9, "holiday", 6},
		{"Eun-ji", 46, 3, "holiday", 5},
		{"Ana", 18, 5, "holiday", 2},
	} {
		from, err := s.freeDay(ctx, s.people[t.who], t.from, t.days)
		if err != nil {
			return err
		}
		if err := s.away(ctx, t.who, from, t.days, t.kind, t.agoDays); err != nil {
			return err
		}
	}
	mine, err := s.shifts(ctx, model.Published, s.people["Žofie"].ID, 28, 70)
	if err != nil || len(mine) == 0 {
		return err
	}
	thursday := model.DateOf(mine[0].Start)
	for thursday.Weekday() != time.Thursday || !thursday.Start(s.loc).After(mine[0].Start) {
		thursday = thursday.AddDays(1)
	}
	return s.away(ctx, "Žofie", s.monday.DaysUntil(thursday), 4, "holiday", 1)
}

// freeDay returns the first day, in steps of weeks from the wanted one, from which a person has no published shift for so many days.
func (s *sample) freeDay(ctx context.Context, p model.Person, from, days int) (int, error) {
	loc, err := model.Zone(p.Zone)
	if err != nil {
		return 0, err
	}
	shifts, err := s.Reader().Shifts(ctx, p.TeamID, model.Interval{})
	if err != nil {
		return 0, err
	}
	for ; ; from += 7 {
		window := model.Interval{Start: s.monday.AddDays(from).Start(loc), End: s.monday.AddDays(from + days).Start(loc)}
		free := true
		for _, x := range shifts {
			free = free && (x.PersonID != p.ID || !x.Overlaps(window))
		}
		if free {
			return from, nil
		}
	}
}

func (s *sample) away(ctx context.Context, who string, from, days int, kind string, agoDays int) error {
	p := s.people[who]
	loc, err := model.Zone(p.Zone)
	if err != nil {
		return err
	}
	s.clock = s.now.AddDate(0, 0, -agoDays).Add(-11 * time.Minute)
	t := model.TimeOff{PersonID: p.ID, AllDay: true, Kind: kind, Interval: model.Interval{
		Start: s.monday.AddDays(from).Start(loc), End: s.monday.AddDays(from + days).Start(loc),
	}}
	s.off = append(s.off, t)
	_, err = s.SaveTimeOff(ctx, t)
	return err
}

// addDraft builds the next half year and changes what it would publish in three places: the shift somebody is away in gets cover,
// and two more change hands.
func (s *sample) addDraft(ctx context.Context) error {
	rotations, err := s.Rotations(ctx)
	if err != nil {
		return err
	}
	payments := rotations[len(rotations)-1] // by name
	s.clock = s.now.Add(-30 * time.Minute)
	if _, err := s.BuildDraft(ctx, payments.ID, s.monday.AddDays(28).Start(s.loc), 25); err != nil {
		return err
	}
	draft, err := s.shifts(ctx, model.Draft, 0, 28, 70)
	if err != nil {
		return err
	}
	changed := 0
	for _, x := range draft {
		away := false
		for _, t := range s.off {
			away = away || t.PersonID == x.PersonID && t.Overlaps(x.Interval)
		}
		if !away && (changed >= 3 || x.RoleID != payments.Roles[1].ID) {
			continue
		}
		moved, err := s.giveAway(ctx, x)
		if err != nil {
			return err
		}
		if moved {
			changed++
		}
	}
	s.clock = s.now
	return nil
}

// giveAway reassigns a shift to the least loaded person who is free; moved is false when nobody is.
func (s *sample) giveAway(ctx context.Context, x model.Shift) (moved bool, err error) {
	candidates, err := s.Candidates(ctx, x.ID)
	if err != nil || len(candidates) == 0 || candidates[0].Reason != "" {
		return false, err
	}
	s.clock = s.clock.Add(3 * time.Minute)
	_, err = s.Reassign(ctx, x.ID, candidates[0].Person.ID)
	return true, err
}
