package workspace

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"watchbill/model"
)

// toilWeeks returns the team's toil in up to so many weeks before a day, from the first week that has any entry.
func toilWeeks(people []model.Person, off []model.TimeOff, entries []model.ToilEntry, until model.Date, loc *time.Location, weeks int) []ToilWeek {
	if len(entries) == 0 {
		return nil
	}
	oldest := entries[len(entries)-1].Day // newest first
	var out []ToilWeek
	for n := weeks; n > 0; n-- {
		week := model.ToilPeriod{From: until.AddDays(-7 * n), Until: until.AddDays(-7 * (n - 1))}
		if !oldest.Before(week.Until) {
			continue
		}
		_, team := model.ToilBy(people, off, entries, week, loc)
		out = append(out, ToilWeek{week, team})
	}
	return out
}

func sortByShare(people []ToilPerson) {
	slices.SortStableFunc(people, func(a, b ToilPerson) int {
		x, _ := a.Share.Share()
		y, _ := b.Share.Share()
		return cmp.Compare(y, x)
	})
}

func sortByLoad(c []Candidate) {
	slices.SortStableFunc(c, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.Load, b.Load), strings.Compare(a.Person.Name, b.Person.Name))
	})
}

func sortByDistance(partners []Partner, from time.Time) {
	slices.SortStableFunc(partners, func(a, b Partner) int {
		return cmp.Compare(a.Shift.Start.Sub(from).Abs(), b.Shift.Start.Sub(from).Abs())
	})
}

func sortByUrgency(views []CapacityView) {
	rank := func(v CapacityView) (int, time.Time) {
		switch {
		case v.Old:
			return 4, time.Time{}
		case v.Result != nil && v.Result.Full.Already:
			return 0, time.Time{}
		case v.Full.Known:
			return 1, v.Full.Time
		case v.Earliest.Known:
			return 2, v.Earliest.Time
		case v.Problem != "":
			return 4, time.Time{}
		default:
			return 3, time.Time{}
		}
	}
	slices.SortStableFunc(views, func(a, b CapacityView) int {
		ra, ta := rank(a)
		rb, tb := rank(b)
		return cmp.Or(cmp.Compare(ra, rb), ta.Compare(tb))
	})
}
