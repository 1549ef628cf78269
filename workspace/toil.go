package workspace

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/storage"
)

// LogToil adds or changes a toil entry.
func (w *Workspace) LogToil(ctx context.Context, e model.ToilEntry) (Done, error) {
	e.What = strings.Join(strings.Fields(e.What), " ")
	if err := e.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "log toil", func(tx *storage.Tx) (model.ID, error) {
		p, err := w.person(ctx, tx.Reader, e.PersonID)
		if err != nil {
			return 0, err
		}
		if model.DateOf(tx.Now()).AddDays(1).Before(e.Day) {
			return 0, model.Invalidf("day", "%s is in the future. Toil is logged after it happened.", e.Day)
		}
		e.TeamID = p.TeamID
		verb := "logged"
		if e.ID != 0 {
			verb = "changed"
		}
		tx.Describe("Toil %s: %s, %s, %s", verb, e.What, model.FormatMinutes(e.Minutes), p.First())
		return tx.PutToil(ctx, e)
	})
}

// DeleteToil removes a toil entry.
func (w *Workspace) DeleteToil(ctx context.Context, e model.ToilEntry) (Done, error) {
	return w.transact(ctx, "delete toil", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Toil deleted: %s, %s", e.What, model.FormatMinutes(e.Minutes))
		return 0, tx.DeleteToil(ctx, e.ID)
	})
}

// ToilLine reads a quick entry for the team: the person is looked up among the team's people, preset where none is named.
func (w *Workspace) ToilLine(ctx context.Context, line string, preset model.ID) (model.ToilEntry, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return model.ToilEntry{}, err
	}
	today, err := w.Today(ctx)
	if err != nil {
		return model.ToilEntry{}, err
	}
	parsed, err := model.ParseToilLine(line, today)
	entry := model.ToilEntry{TeamID: team.ID, PersonID: preset, Day: parsed.Day, Minutes: parsed.Minutes, What: parsed.What, Tag: parsed.Tag}
	if err != nil {
		return entry, err
	}
	if parsed.Who != "" {
		people, err := w.People(ctx)
		if err != nil {
			return entry, err
		}
		p, err := PersonNamed(people, parsed.Who)
		if err != nil {
			return entry, err
		}
		entry.PersonID = p.ID
	}
	return entry, entry.Check()
}

// Today returns the calendar day in the team's zone.
func (w *Workspace) Today(ctx context.Context) (model.Date, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return model.DateOf(w.Now()), nil
	}
	if err != nil {
		return model.Date{}, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return model.Date{}, err
	}
	return model.DateOf(w.Now().In(loc)), nil
}

// ToilView is the team's toil in a period against the cap.
type ToilView struct {
	Team    model.Team
	Period  model.ToilPeriod
	People  []ToilPerson // most toil first, by share
	Total   model.ToilShare
	Tasks   []model.ToilTask
	Entries []model.ToilEntry // newest first
	Weeks   []ToilWeek        // the trend: whole weeks up to the period's end, oldest first
	Names   map[model.ID]model.Person
}

// ToilPerson is one person's toil in the period.
type ToilPerson struct {
	Person  model.Person
	Share   model.ToilShare
	OverCap bool
}

// ToilWeek is the team's toil of one week.
type ToilWeek struct {
	Period model.ToilPeriod
	Share  model.ToilShare
}

// trendWeeks is how far back the weekly trend goes.
const trendWeeks = 26

// Toil returns the team's toil in a period.
func (w *Workspace) Toil(ctx context.Context, period model.ToilPeriod) (ToilView, error) {
	return w.toil(ctx, period, trendWeeks)
}

// ToilBrief returns the team's toil in a period without the trend, which is most of what Toil reads.
func (w *Workspace) ToilBrief(ctx context.Context, period model.ToilPeriod) (ToilView, error) {
	return w.toil(ctx, period, 0)
}

func (w *Workspace) toil(ctx context.Context, period model.ToilPeriod, trend int) (ToilView, error) {
	v := ToilView{Period: period, Names: map[model.ID]model.Person{}}
	var err error
	if v.Team, err = w.Team(ctx); err != nil {
		return v, err
	}
	loc, err := model.Zone(v.Team.Zone)
	if err != nil {
		return v, err
	}
	people, err := w.AllPeople(ctx)
	if err != nil {
		return v, err
	}
	long := model.ToilPeriod{From: period.Until.AddDays(-7 * trend), Until: period.Until}
	if period.From.Before(long.From) {
		long.From = period.From
	}
	wider := model.ToilPeriod{From: long.From.AddDays(-1), Until: long.Until.AddDays(1)} // some people's days begin earlier or end later
	off, err := w.Reader().TimeOff(ctx, v.Team.ID, wider.Interval(loc))
	if err != nil {
		return v, err
	}
	entries, err := w.Reader().Toil(ctx, v.Team.ID, long)
	if err != nil {
		return v, err
	}
	by, total := model.ToilBy(people, off, entries, period, loc)
	v.Total = total
	for _, p := range people {
		v.Names[p.ID] = p
		s := by[p.ID]
		if share, ok := s.Share(); ok || s.ToilMinutes > 0 {
			v.People = append(v.People, ToilPerson{p, s, share > v.Team.ToilCap})
		}
	}
	sortByShare(v.People)
	v.Tasks = model.ToilTasks(entries, period)
	for _, e := range entries {
		if period.Contains(e.Day) {
			v.Entries = append(v.Entries, e)
		}
	}
	if trend > 0 {
		v.Weeks = toilWeeks(people, off, entries, period.Until, loc, trend)
	}
	return v, nil
}
