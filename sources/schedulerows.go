package sources

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// rawDuty is a row whose times wait for what only the whole file tells: the order of day and month, and what an end date means.
type rawDuty struct {
	Duty
	start, end         moment
	startText, endText string
}

type dutyReader struct {
	t                   *table
	cols                dutyColumns
	out                 ScheduleFile
	startClock, endedAt localClock
	opt                 ScheduleOptions
	raw                 []rawDuty
	lastDays            int // ends that are a date alone and were taken as the shift's last day
}

func newDutyReader(t *table, cols dutyColumns, opt ScheduleOptions) *dutyReader {
	s := &dutyReader{t: t, cols: cols, opt: opt}
	s.out.Columns = map[string]string{}
	for _, h := range dutyHeaders {
		if i := *h.col(&cols); i >= 0 {
			s.out.Columns[h.what] = t.columnName(i)
		}
	}
	zoneOf := func(col int) *time.Location {
		if t.Header {
			if z := headerZone(t.columnName(col)); z != nil {
				return z
			}
		}
		if opt.Zone != nil {
			return opt.Zone
		}
		return time.UTC
	}
	s.startClock.loc, s.endedAt.loc = zoneOf(cols.start), zoneOf(cols.end)
	s.out.Zone = s.startClock.loc.String()
	return s
}

// row reads the cells of one row; what they mean together is left to finish.
func (s *dutyReader) row(r row) {
	d := rawDuty{startText: joined(r, s.cols.start, s.cols.startClock), endText: joined(r, s.cols.end, s.cols.endClock)}
	d.Line = r.line
	d.Who = strings.Join(strings.Fields(bareCell(r.cell(s.cols.who))), " ")
	if d.Who == "" {
		d.Who = strings.TrimSpace(r.cell(s.cols.first) + " " + r.cell(s.cols.last))
	}
	email := bareCell(r.cell(s.cols.email))
	if email == "" && strings.Contains(d.Who, "@") { // the person is given by address
		if address, ok := emailOf(d.Who); ok {
			email = address
			name, _, _ := strings.Cut(d.Who, "<")
			if d.Who = strings.Trim(name, ` "`); strings.Contains(d.Who, "@") {
				d.Who = ""
			}
		}
	}
	d.Email, _ = emailOf(email)
	d.Role, d.Schedule = s.role(r), bareCell(r.cell(s.cols.schedule))
	if d.Who == "" && d.Email == "" {
		s.skip(d.Line, "rows without a person", s.out.Columns["who"], r.text, "There is nobody. Fill in a name or an e-mail address, or remove the row.")
		return
	}
	var fault timeFault
	if d.start, fault = parseMoment(d.startText); fault != "" {
		s.skip(d.Line, "rows without a usable start", s.out.Columns["start"], d.startText, string(fault))
		return
	}
	if d.end, fault = parseMoment(d.endText); fault != "" {
		s.skip(d.Line, "rows without a usable end", s.out.Columns["end"], d.endText, string(fault))
		return
	}
	if email != "" && d.Email == "" {
		s.t.add("wrong e-mail addresses", Problem{Line: d.Line, Column: s.out.Columns["email"], Text: email, Reason: "This is no e-mail address; it was left out."})
	}
	s.raw = append(s.raw, d)
}

func joined(r row, date, clock int) string {
	return strings.TrimSpace(r.cell(date) + " " + r.cell(clock))
}

// role returns the row's role; escalation levels get the names of roles.
func (s *dutyReader) role(r row) string {
	if role := bareCell(r.cell(s.cols.role)); role != "" {
		return role
	}
	switch level := r.cell(s.cols.level); level {
	case "":
		return ""
	case "1":
		return "primary"
	case "2":
		return "secondary"
	default:
		if strings.Trim(level, "0123456789") == "" {
			return "level " + level
		}
		return bareCell(level)
	}
}

func (s *dutyReader) skip(line int, kind, column, text, why string) {
	s.t.add(kind, Problem{Line: line, Column: column, Text: text, Reason: why, Rows: 1})
}

func (s *dutyReader) finish() (ScheduleFile, error) {
	if err := s.settleDates(); err != nil {
		s.out.Table = s.t.Table
		s.out.Problems = s.t.problems()
		return s.out, err
	}
	inclusive := s.endDatesInclusive()
	seen := map[Duty]int{}
	for _, d := range s.raw {
		s.keep(d, inclusive, seen)
	}
	slices.SortStableFunc(s.out.Duties, func(a, b Duty) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Line, b.Line)) })
	s.reportOverlaps()
	s.summarise()
	var err error
	s.out.Table, err = s.t.finish(len(s.out.Duties), "a start, an end and a person a row")
	return s.out, err
}

// settleDates decides the order of day and month for all starts and ends together.
func (s *dutyReader) settleDates() error {
	var open []moment
	votes := map[DateOrder]int{}
	text, line := "", 0
	for _, d := range s.raw {
		for _, at := range []struct {
			moment
			text string
		}{{d.start, d.startText}, {d.end, d.endText}} {
			if !at.open {
				continue
			}
			if o := at.vote(); o != AutoDates {
				votes[o]++
			}
			if text == "" && at.month != at.day {
				text, line = at.text, d.Line
			}
			open = append(open, at.moment)
		}
	}
	s.out.Dates = s.opt.Dates
	if len(open) == 0 {
		return nil
	}
	if s.out.Dates == AutoDates {
		order, err := orderOf(open, votes, text, line)
		if err != nil {
			return err
		}
		s.out.Dates = order
	}
	kept := s.raw[:0]
	for _, d := range s.raw {
		var fault timeFault
		if d.start, fault = d.start.ordered(s.out.Dates); fault != "" {
			s.skip(d.Line, "rows without a usable start", s.out.Columns["start"], d.startText, string(fault))
			continue
		}
		if d.end, fault = d.end.ordered(s.out.Dates); fault != "" {
			s.skip(d.Line, "rows without a usable end", s.out.Columns["end"], d.endText, string(fault))
			continue
		}
		kept = append(kept, d)
	}
	s.raw = kept
	return nil
}

// endDatesInclusive reports whether an end that is a date alone is the last day of its shift. It is not where more shifts start on
// the end date of another than on the day after.
func (s *dutyReader) endDatesInclusive() bool {
	type key struct {
		role, schedule string
		day            time.Time
	}
	starts := map[key]bool{}
	for _, d := range s.raw {
		if d.start.dateOnly {
			starts[key{d.Role, d.Schedule, d.start.wall()}] = true
		}
	}
	meets, follows := 0, 0
	for _, d := range s.raw {
		if !d.end.dateOnly || d.end.wall().Equal(d.start.wall()) {
			continue
		}
		if starts[key{d.Role, d.Schedule, d.end.wall()}] {
			meets++
		}
		if starts[key{d.Role, d.Schedule, d.end.wall().AddDate(0, 0, 1)}] {
			follows++
		}
	}
	return meets <= follows
}

// keep resolves one row's times and adds its duty.
func (s *dutyReader) keep(d rawDuty, inclusive bool, seen map[Duty]int) {
	sameDay := d.start.dateOnly && d.end.dateOnly && d.start.wall().Equal(d.end.wall())
	if d.end.dateOnly && (inclusive || sameDay) {
		next := d.end.wall().AddDate(0, 0, 1)
		d.end.year, d.end.month, d.end.day = next.Year(), int(next.Month()), next.Day()
		if s.lastDays++; s.lastDays == 1 {
			s.t.add("", Problem{Column: s.out.Columns["end"], Text: d.endText, Reason: "Ends without a time of day were taken as the last day of their shift. Write 2026-01-31 09:00 for another end."})
		}
	}
	d.Start, d.End = s.instant(&s.startClock, d.start), s.instant(&s.endedAt, d.end)
	if !d.End.After(d.Start) {
		s.skip(d.Line, "rows whose end is not after their start", s.out.Columns["end"], d.startText+" – "+d.endText, "The shift does not end after it starts. Correct one of the two.")
		return
	}
	same := d.Duty
	same.Line = 0
	if line, ok := seen[same]; ok {
		s.skip(d.Line, "rows that repeat another", "", d.Who+" "+d.startText, fmt.Sprintf("The row says the same as line %d. Remove one of the two.", line))
		return
	}
	seen[same] = d.Line
	s.out.Duties = append(s.out.Duties, d.Duty)
}

func (s *dutyReader) instant(clock *localClock, m moment) time.Time {
	if m.fixed {
		return m.at
	}
	s.out.Local++
	return clock.instant(m)
}

// reportOverlaps notes shifts that begin before another of the same schedule and role has ended.
func (s *dutyReader) reportOverlaps() {
	type key struct{ schedule, role string }
	running := map[key]Duty{} // the one that ends last
	for _, d := range s.out.Duties {
		k := key{d.Schedule, d.Role}
		before, ok := running[k]
		if ok && d.Start.Before(before.End) {
			until := before.End.In(s.startClock.loc).Format("2006-01-02 15:04")
			s.t.add("shifts that overlap", Problem{
				Line: d.Line, Column: s.out.Columns["start"], Text: orEmail(d),
				Reason: fmt.Sprintf("The shift overlaps that of %s on line %d, which lasts until %s. It was read; if it is another role, add a column “role”.", shorten(orEmail(before)), before.Line, until),
			})
		}
		if !ok || d.End.After(before.End) {
			running[k] = d
		}
	}
}

func orEmail(d Duty) string {
	if d.Who != "" {
		return d.Who
	}
	return d.Email
}

// summarise fills in what a preview shows.
func (s *dutyReader) summarise() {
	people, roles := map[string]bool{}, map[string]bool{}
	for i, d := range s.out.Duties {
		if who := orEmail(d); !people[who] {
			people[who] = true
			s.out.People = append(s.out.People, who)
		}
		if !roles[d.Role] {
			roles[d.Role] = true
			s.out.Roles = append(s.out.Roles, d.Role)
		}
		if i == 0 {
			s.out.First = d.Start
		}
		if d.End.After(s.out.Last) {
			s.out.Last = d.End
		}
	}
}
