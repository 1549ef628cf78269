package workspace

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/storage"
)

// AwayTitles are the words that mean time off in the titles of calendars, unless somebody says otherwise.
var AwayTitles = []string{
	"vacation", "holiday", "holidays", "PTO", "time off", "day off", "annual leave", "leave", "out of office", "OOO", "away", "sick", "parental", "maternity", "paternity",
	"training", "conference", "Urlaub", "krank", "abwesend", "Elternzeit", "vacances", "congé", "vacaciones", "férias",
}

// offPast is how far back time off is read and refreshed; what is older stays as it is.
const offPast = 31 * 24 * time.Hour

// OffQuestion asks which events of a calendar are whose time off.
type OffQuestion struct {
	Source string   // names the calendar: reading the same one again refreshes
	Key    string   // names it where its name may change; empty: Source
	Person model.ID // whose calendar it is; zero: the team's, where titles and addresses name people
	Titles []string // words that mean time off, or * for every title; empty: AwayTitles

	Automatic bool // nobody asked for the reading: undo steps over it
}

// key names the calendar in the file: people's calendars of the same name are different ones.
func (q OffQuestion) key() string { return fmt.Sprintf("%d %s", q.Person, firstOf(q.Key, q.Source)) }

// OffImport is what reading time off from a calendar would do.
type OffImport struct {
	Add     []OffRow
	Change  []OffRow
	Remove  []model.TimeOff // read earlier, and no longer in the calendar
	Same    int
	Skipped []SkippedOff
	Zones   []string // names of zones that nobody knows: AnswerZone says which are meant
}

// OffRow is an event that is somebody's time off.
type OffRow struct {
	model.TimeOff
	Event string // names the event in its calendar
	Title string
}

// SkippedOff is an event, or a part of the file, that was not read as time off, and why.
type SkippedOff struct {
	Line   int
	Title  string
	Reason string
	Wrong  bool // it could not be read; else it is just no time off
}

// PlanOff says what ImportOff would do, and does nothing.
func (w *Workspace) PlanOff(ctx context.Context, q OffQuestion, file []byte) (OffImport, error) {
	cal, err := w.readOff(ctx, q, file)
	if err != nil {
		return OffImport{}, err
	}
	return w.planOff(ctx, w.Reader(), q, cal)
}

// offCalendar is a calendar with the zone in which it was read.
type offCalendar struct {
	calendar.Calendar
	zone   *time.Location
	window calendar.Window
}

// notRead begins an import's report: what could not be read, and how much lies outside of the time that is.
func (c offCalendar) notRead() []SkippedOff {
	out := unread(c.Warnings)
	if c.Outside > 0 {
		lie := model.Count(c.Outside, "event lies", "events lie")
		out = append(out, SkippedOff{Reason: fmt.Sprintf("%s outside of %s to %s, the time that is read.", lie, c.window.From.Format(time.DateOnly), c.window.To.Format(time.DateOnly))})
	}
	return out
}

// readOff reads a calendar in its person's zone, or the team's.
func (w *Workspace) readOff(ctx context.Context, q OffQuestion, file []byte) (offCalendar, error) {
	var out offCalendar
	team, err := w.Team(ctx)
	if err != nil {
		return out, err
	}
	zone := team.Zone
	if q.Person != 0 {
		p, err := w.person(ctx, w.Reader(), q.Person)
		if err != nil {
			return out, err
		}
		zone = p.Zone
	}
	if out.zone, err = model.Zone(zone); err != nil {
		return out, err
	}
	window := calendar.DefaultWindow(w.Now(), out.zone)
	window.From = model.DateOf(w.Now().Add(-offPast).In(out.zone)).Start(out.zone)
	if window.Zones, err = w.AnsweredZones(ctx); err != nil {
		return out, err
	}
	out.window = window
	out.Calendar, err = calendar.Read(bytes.NewReader(file), window)
	return out, err
}

// ImportOff stores time off from a calendar: adds what is new, changes what moved, and removes what it read there before and is gone.
// What was entered by hand is never touched. One undo takes all of it back.
func (w *Workspace) ImportOff(ctx context.Context, q OffQuestion, file []byte) (OffImport, Done, error) {
	var plan OffImport
	cal, err := w.readOff(ctx, q, file)
	if err != nil {
		return plan, Done{}, err
	}
	done, err := w.transact(ctx, "import time off", func(tx *storage.Tx) (model.ID, error) {
		var err error
		if plan, err = w.planOff(ctx, tx.Reader, q, cal); err != nil {
			return 0, err
		}
		if q.Automatic {
			if err := markAutomatic(ctx, tx); err != nil {
				return 0, err
			}
		}
		tx.Describe("Time off read from %s: %d added, %d changed, %d removed", q.Source, len(plan.Add), len(plan.Change), len(plan.Remove))
		for _, row := range slices.Concat(plan.Add, plan.Change) {
			id, err := tx.PutTimeOff(ctx, row.TimeOff)
			if err != nil {
				return 0, err
			}
			if err := tx.MarkImportedOff(ctx, id, q.key(), row.Event); err != nil {
				return 0, err
			}
		}
		for _, t := range plan.Remove {
			if err := tx.DeleteTimeOff(ctx, t.ID); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
	return plan, done, err
}

func (w *Workspace) planOff(ctx context.Context, r storage.Reader, q OffQuestion, cal offCalendar) (OffImport, error) {
	var plan OffImport
	if strings.TrimSpace(q.Source) == "" {
		return plan, model.Invalidf("source", "The calendar needs a name, so that reading it again refreshes what was read.")
	}
	team, err := w.teamOf(ctx, r)
	if err != nil {
		return plan, err
	}
	people, err := r.People(ctx, team.ID)
	if err != nil {
		return plan, err
	}
	imported, err := r.ImportedOff(ctx, team.ID, q.key())
	if err != nil {
		return plan, err
	}
	all, err := r.TimeOff(ctx, team.ID, model.Interval{})
	if err != nil {
		return plan, err
	}
	reader := newOffReader(q, people)
	rows := reader.read(cal, &plan)
	before := map[string]storage.ImportedOff{}
	ours := map[model.ID]bool{}
	for _, t := range imported {
		before[fmt.Sprint(t.PersonID, " ", t.Event)] = t
		ours[t.ID] = true
	}
	for _, row := range rows {
		key := fmt.Sprint(row.PersonID, " ", row.Event)
		old, known := before[key]
		delete(before, key)
		row.ID = old.ID
		switch {
		case known && sameOff(old.TimeOff, row.TimeOff):
			plan.Same++
		case known:
			plan.Change = append(plan.Change, row)
		case slices.ContainsFunc(all, func(t model.TimeOff) bool { return !ours[t.ID] && sameDays(t, row.TimeOff) }):
			plan.Skipped = append(plan.Skipped, SkippedOff{Title: row.Title, Reason: "It is entered already."})
		default:
			plan.Add = append(plan.Add, row)
		}
	}
	horizon := w.Now().Add(-offPast)
	for _, t := range imported {
		_, gone := before[fmt.Sprint(t.PersonID, " ", t.Event)]
		if gone && t.End.After(horizon) && !cal.mayHave(t.Event) {
			plan.Remove = append(plan.Remove, t.TimeOff)
		}
	}
	slices.SortStableFunc(plan.Skipped, func(a, b SkippedOff) int { return a.Line - b.Line })
	return plan, nil
}

// mayHave reports whether an event may stand in the calendar although it was not read: the file is cut off, or the event could not be read.
func (c offCalendar) mayHave(event string) bool {
	return c.Cut || slices.ContainsFunc(c.Warnings, func(w calendar.Warning) bool { return w.Event != "" && strings.HasPrefix(event, w.Event+" ") })
}

func sameDays(a, b model.TimeOff) bool {
	return a.PersonID == b.PersonID && a.Start.Equal(b.Start) && a.End.Equal(b.End)
}

func sameOff(a, b model.TimeOff) bool {
	return sameDays(a, b) && a.AllDay == b.AllDay && a.Kind == b.Kind && a.Note == b.Note
}

// offReader reads events as time off.
type offReader struct {
	q      OffQuestion
	people []model.Person
	away   *regexp.Regexp // nil: every title
}

func newOffReader(q OffQuestion, people []model.Person) *offReader {
	titles := q.Titles
	if len(titles) == 0 {
		titles = AwayTitles
	}
	r := &offReader{q: q, people: people}
	if !slices.Contains(titles, "*") {
		r.away = anyWord(titles)
	}
	return r
}

// anyWord finds one of several words or phrases, whole and whatever their case.
func anyWord(words []string) *regexp.Regexp {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = regexp.QuoteMeta(strings.TrimSpace(word))
	}
	return regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:` + strings.Join(quoted, "|") + `)(?:$|[^\pL\pN])`)
}

func (r *offReader) read(cal offCalendar, plan *OffImport) []OffRow {
	skip := func(o *calendar.Occurrence, wrong bool, format string, args ...any) {
		plan.Skipped = append(plan.Skipped, SkippedOff{Line: o.Line, Title: o.Summary, Reason: fmt.Sprintf(format, args...), Wrong: wrong})
	}
	plan.Skipped, plan.Zones = cal.notRead(), askedZones(cal.Warnings)
	var out []OffRow
	for i := range cal.Events {
		o := &cal.Events[i]
		switch {
		case o.Status == calendar.Cancelled:
			skip(o, false, "It is cancelled.")
			continue
		case r.away != nil && !o.Away && !r.away.MatchString(o.Summary):
			skip(o, false, "The title does not mean time off.")
			continue
		}
		people := r.whose(o)
		if len(people) == 0 {
			skip(o, true, "It does not say clearly who of the team is meant. Import it with the person's name.")
		}
		for _, p := range people {
			t := model.TimeOff{PersonID: p.ID, Interval: offInterval(o, cal.zone, p), AllDay: o.AllDay, Kind: offKind(o), Note: cleanNote(o.Summary)}
			if err := t.Check(); err != nil {
				skip(o, true, "%v", err)
				continue
			}
			original := o.Start
			if !o.RecurrenceID.IsZero() {
				original = o.RecurrenceID
			}
			out = append(out, OffRow{TimeOff: t, Event: o.UID + " " + original.UTC().Format(time.RFC3339), Title: o.Summary})
		}
	}
	return out
}

// whose finds the people an event is about: the calendar's own, those its title names, those it invites, or who made it. A first name
// that several people have names nobody.
func (r *offReader) whose(o *calendar.Occurrence) []model.Person {
	having := func(fits func(model.Person) bool) []model.Person {
		var out []model.Person
		for _, p := range r.people {
			if fits(p) {
				out = append(out, p)
			}
		}
		return out
	}
	if r.q.Person != 0 {
		return having(func(p model.Person) bool { return p.ID == r.q.Person })
	}
	title := o.Summary
	found := having(func(p model.Person) bool { return anyWord([]string{p.Name}).MatchString(title) })
	for _, p := range found {
		title = anyWord([]string{p.Name}).ReplaceAllString(title, " ")
	}
	byFirst := having(func(p model.Person) bool { return anyWord([]string{p.First()}).MatchString(title) })
	for i, p := range byFirst {
		if slices.ContainsFunc(byFirst[:i], func(q model.Person) bool { return strings.EqualFold(p.First(), q.First()) }) {
			return nil
		}
	}
	if found = append(found, byFirst...); len(found) > 0 {
		return found
	}
	if found = having(func(p model.Person) bool {
		return p.Email != "" && slices.ContainsFunc(o.Attendees, func(a calendar.Person) bool { return strings.EqualFold(a.Email, p.Email) })
	}); len(found) > 0 {
		return found
	}
	return having(func(p model.Person) bool { return p.Email != "" && strings.EqualFold(o.Organizer.Email, p.Email) })
}

// offInterval returns an event's time; whole days are days of the person's own zone.
func offInterval(o *calendar.Occurrence, read *time.Location, p model.Person) model.Interval {
	loc, err := model.Zone(p.Zone)
	if err != nil {
		loc = time.UTC
	}
	if o.AllDay {
		return model.Interval{Start: model.DateOf(o.Start.In(read)).Start(loc), End: model.DateOf(o.End.In(read)).Start(loc)}
	}
	return model.Interval{Start: o.Start.In(loc), End: o.End.In(loc)}
}

var offKinds = []struct {
	kind  string
	words *regexp.Regexp
}{
	{"sick", anyWord([]string{"sick", "sick leave", "ill", "krank"})},
	{"parental", anyWord([]string{"parental", "maternity", "paternity", "Elternzeit"})},
	{"training", anyWord([]string{"training", "conference", "course", "workshop"})},
	{"holiday", anyWord([]string{"vacation", "holiday", "holidays", "PTO", "annual leave", "Urlaub", "vacances", "congé", "vacaciones", "férias"})},
}

func offKind(o *calendar.Occurrence) string {
	for _, k := range offKinds {
		if k.words.MatchString(o.Summary) {
			return k.kind
		}
	}
	return "other"
}

const maxNote = 120 // characters

func cleanNote(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
	if r := []rune(s); len(r) > maxNote {
		return string(r[:maxNote-1]) + "…"
	}
	return s
}
