package workspace

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/storage"
)

// maxHolidayDays is how long one event can be and still be public holidays; what is longer is a school's.
const maxHolidayDays = 10

// observance marks the days that Google's calendars list beside the public holidays.
var observance = regexp.MustCompile(`(?i)^\s*observance\b`)

// HolidayQuestion asks for the public holidays in a calendar.
type HolidayQuestion struct {
	Source string   // names the calendar: reading the same one again refreshes
	Key    string   // names it where its name may change; empty: Source
	Region string   // whose holidays they are; empty: everybody's
	Titles []string // words in titles that count; empty: every whole day that is not marked as an observance

	Automatic bool // nobody asked for the reading: undo steps over it
}

// key names what was read from the calendar for the region.
func (q HolidayQuestion) key() string { return firstOf(q.Key, q.Source) + " " + q.Region }

// HolidayImport is what reading public holidays from a calendar would do.
type HolidayImport struct {
	Add     []model.HolidayChange
	Change  []model.HolidayChange // they have another name now
	Remove  []model.HolidayChange // read earlier, still ahead, and no longer in the calendar
	Same    int
	Skipped []SkippedOff
	Zones   []string // names of zones that nobody knows: AnswerZone says which are meant
}

// PlanHolidays says what ImportHolidays would do, and does nothing.
func (w *Workspace) PlanHolidays(ctx context.Context, q HolidayQuestion, file []byte) (HolidayImport, error) {
	cal, err := w.readHolidays(ctx, &q, file)
	if err != nil {
		return HolidayImport{}, err
	}
	return w.planHolidays(ctx, w.Reader(), q, cal)
}

// ImportHolidays stores the public holidays of a calendar as days of a region: adds what is new, renames, and removes what it read
// there before and is gone. What was entered by hand, and what Watchbill knows of the region itself, is left alone. One undo takes all
// of it back.
func (w *Workspace) ImportHolidays(ctx context.Context, q HolidayQuestion, file []byte) (HolidayImport, Done, error) {
	var plan HolidayImport
	cal, err := w.readHolidays(ctx, &q, file)
	if err != nil {
		return plan, Done{}, err
	}
	done, err := w.transact(ctx, "import holidays", func(tx *storage.Tx) (model.ID, error) {
		if plan, err = w.planHolidays(ctx, tx.Reader, q, cal); err != nil {
			return 0, err
		}
		if q.Automatic {
			if err := markAutomatic(ctx, tx); err != nil {
				return 0, err
			}
		}
		tx.Describe("Holidays read from %s: %d added, %d changed, %d removed", q.Source, len(plan.Add), len(plan.Change), len(plan.Remove))
		for _, h := range slices.Concat(plan.Add, plan.Change) {
			if err := tx.PutHoliday(ctx, h); err != nil {
				return 0, err
			}
		}
		for _, h := range plan.Remove {
			if err := tx.DeleteHoliday(ctx, h.ID); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
	return plan, done, err
}

// readHolidays reads the calendar in the team's zone and gives the question's region its code.
func (w *Workspace) readHolidays(ctx context.Context, q *HolidayQuestion, file []byte) (offCalendar, error) {
	var out offCalendar
	if strings.TrimSpace(q.Source) == "" {
		return out, model.Invalidf("source", "The calendar needs a name, so that reading it again refreshes what was read.")
	}
	region, err := model.RegionOf(q.Region)
	if err != nil {
		return out, err
	}
	q.Region = region.Code
	team, err := w.Team(ctx)
	if err != nil {
		return out, err
	}
	if out.zone, err = model.Zone(team.Zone); err != nil {
		return out, err
	}
	window := calendar.DefaultWindow(w.Now(), out.zone)
	if window.Zones, err = w.AnsweredZones(ctx); err != nil {
		return out, err
	}
	out.window = window
	out.Calendar, err = calendar.Read(bytes.NewReader(file), window)
	return out, err
}

func (w *Workspace) planHolidays(ctx context.Context, r storage.Reader, q HolidayQuestion, cal offCalendar) (HolidayImport, error) {
	var plan HolidayImport
	team, err := w.teamOf(ctx, r)
	if err != nil {
		return plan, err
	}
	own, err := r.Holidays(ctx, team.ID)
	if err != nil {
		return plan, err
	}
	region, err := model.RegionOf(q.Region)
	if err != nil {
		return plan, err
	}
	stands := map[model.Date]model.HolidayChange{}
	for _, h := range own {
		if h.Region == q.Region {
			stands[h.Day] = h
		}
	}
	for _, d := range holidayDays(q, cal, &plan) {
		old, there := stands[d.Day]
		mine := there && old.Source == q.key()
		h := model.HolidayChange{ID: old.ID, TeamID: team.ID, Region: q.Region, Day: d.Day, Name: d.Name, Source: q.key()}
		switch {
		case mine && old.Name == d.Name:
			plan.Same++
		case mine:
			plan.Change = append(plan.Change, h)
		case there:
			plan.Skipped = append(plan.Skipped, SkippedOff{Line: d.line, Title: d.Name, Reason: fmt.Sprintf("%s is entered already.", d.Day)})
		case slices.ContainsFunc(region.Public(d.Day, d.Day.AddDays(1)), func(model.Holiday) bool { return true }):
			plan.Skipped = append(plan.Skipped, SkippedOff{Line: d.line, Title: d.Name, Reason: fmt.Sprintf("%s is a holiday in %s without it.", d.Day, region.Name)})
		default:
			plan.Add = append(plan.Add, h)
		}
		delete(stands, d.Day)
	}
	today := model.DateOf(w.Now().In(cal.zone))
	for _, h := range own {
		if cal.Cut { // it may still stand in what is missing
			break
		}
		if _, left := stands[h.Day]; left && h.Region == q.Region && h.Source == q.key() && !h.Day.Before(today) {
			plan.Remove = append(plan.Remove, h)
		}
	}
	slices.SortStableFunc(plan.Skipped, func(a, b SkippedOff) int { return a.Line - b.Line })
	return plan, nil
}

// holidayDay is one day of an event.
type holidayDay struct {
	model.Holiday
	line int
}

// holidayDays returns the days of a calendar that are public holidays, each once; the others are skipped with the reason.
func holidayDays(q HolidayQuestion, cal offCalendar, plan *HolidayImport) []holidayDay {
	plan.Skipped, plan.Zones = cal.notRead(), askedZones(cal.Warnings)
	var counts *regexp.Regexp
	if len(q.Titles) > 0 && !slices.Contains(q.Titles, "*") {
		counts = anyWord(q.Titles)
	}
	seen := map[model.Date]bool{}
	var out []holidayDay
	for i := range cal.Events {
		o := &cal.Events[i]
		skip := func(wrong bool, format string, args ...any) {
			plan.Skipped = append(plan.Skipped, SkippedOff{Line: o.Line, Title: o.Summary, Reason: fmt.Sprintf(format, args...), Wrong: wrong})
		}
		name := cleanNote(o.Summary)
		from, until := model.DateOf(o.Start.In(cal.zone)), model.DateOf(o.End.In(cal.zone))
		days := from.DaysUntil(until)
		switch {
		case o.Status == calendar.Cancelled:
			skip(false, "It is cancelled.")
			continue
		case !o.AllDay:
			skip(false, "It is no whole day.")
			continue
		case counts != nil && !counts.MatchString(o.Summary):
			skip(false, "The title has none of the words that count.")
			continue
		case counts == nil && observance.MatchString(o.Description):
			skip(false, "The calendar lists it as an observance, which is no day off.")
			continue
		case days > maxHolidayDays:
			skip(false, "It lasts %d days: school holidays are no public holidays.", days)
			continue
		case name == "":
			skip(true, "It has no title. A holiday needs a name.")
			continue
		}
		for day := from; day.Before(until); day = day.AddDays(1) {
			if seen[day] {
				skip(false, "%s is in the calendar already.", day)
				continue
			}
			seen[day] = true
			out = append(out, holidayDay{model.Holiday{Day: day, Name: name}, o.Line})
		}
	}
	return out
}

// unread makes the warnings of a calendar parts of an import's report.
func unread(warnings []calendar.Warning) []SkippedOff {
	var out []SkippedOff
	for _, x := range warnings {
		out = append(out, SkippedOff{Line: x.Line, Title: firstOf(x.Title, x.Event), Reason: x.Reason, Wrong: true})
	}
	return out
}
