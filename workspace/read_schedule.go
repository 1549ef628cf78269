package workspace

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/sources"
)

// ScheduleOptions say how the file of a schedule is to be read.
type ScheduleOptions struct {
	Zone     *time.Location    // of times that name none
	Dates    sources.DateOrder // of dates such as 03/04/2026 in a table
	From, To time.Time         // of a calendar; zero: a year back and two years ahead of Now
	Now      time.Time
	Owner    string                    // whose the events of a calendar are that name nobody; empty: they are reported
	Calendar bool                      // the file's name says that it is one
	Zones    map[string]*time.Location // which zones are meant by names in a calendar that nobody knows
}

// ScheduleFile is what the file of a schedule said, whichever form it had.
type ScheduleFile struct {
	Duties   []ScheduledDuty
	Problems []sources.Problem // what was not read, and why
	Left     []sources.Problem // what was left out rightly: it is cancelled, or not in the time that is read
	Name     string            // of the schedule; empty when the file does not say
	Zones    []string          // names of zones that nobody knows: AnswerZone says which are meant
}

// ReadSchedule reads a schedule made elsewhere: an iCalendar file or a table, told apart by how it begins. With an error it may
// still say in Problems what it met.
func ReadSchedule(data []byte, o ScheduleOptions) (ScheduleFile, error) {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n")
	if o.Calendar || bytes.HasPrefix(bytes.ToUpper(head), []byte("BEGIN:VCALENDAR")) {
		return readCalendar(data, o)
	}
	file, err := sources.ScheduleCSV(bytes.NewReader(data), sources.ScheduleOptions{Zone: o.Zone, Dates: o.Dates})
	out := ScheduleFile{Problems: file.Problems}
	for _, d := range file.Duties {
		out.Duties = append(out.Duties, ScheduledDuty{Start: d.Start, End: d.End, Who: d.Who, Email: d.Email, Role: d.Role, Line: d.Line})
		out.Name = firstOf(out.Name, d.Schedule)
	}
	return out, err
}

func readCalendar(data []byte, o ScheduleOptions) (ScheduleFile, error) {
	var out ScheduleFile
	window := calendar.DefaultWindow(o.Now, o.Zone)
	window.Zones = o.Zones
	if !o.From.IsZero() {
		window.From = o.From
	}
	if !o.To.IsZero() {
		window.To = o.To
	}
	cal, err := calendar.Read(bytes.NewReader(data), window)
	if err != nil {
		return out, err
	}
	out.Zones = askedZones(cal.Warnings)
	for _, e := range cal.Events {
		if e.Status == calendar.Cancelled {
			out.Left = append(out.Left, sources.Problem{Line: e.Line, Text: e.Summary, Reason: "It is cancelled.", Rows: 1})
		}
	}
	if cal.Outside > 0 {
		out.Left = append(out.Left, sources.Problem{Rows: cal.Outside, Reason: fmt.Sprintf("%s outside of %s to %s, the time that is read.",
			model.Count(cal.Outside, "event lies", "events lie"), window.From.Format(time.DateOnly), window.To.Format(time.DateOnly))})
	}
	duties, unread := calendar.ScheduleOf(cal, o.Owner)
	for _, w := range append(cal.Warnings, unread...) {
		out.Problems = append(out.Problems, sources.Problem{Line: w.Line, Text: firstOf(w.Title, w.Event), Reason: w.Reason, Rows: 1})
	}
	var names []string
	for _, d := range duties {
		out.Duties = append(out.Duties, ScheduledDuty{Start: d.Start, End: d.End, Who: d.Who, Email: d.Email, Role: d.Role, Level: d.Level, Line: d.Line})
		names = append(names, d.Schedule)
	}
	out.Name = firstOf(commonWords(names), cal.Name)
	if len(duties) == 0 && len(unread) == 0 {
		return out, model.Errorf(model.Invalid, "file", "The calendar has no event from %s to %s that says who is on call. Choose another time with --from and --to.",
			window.From.Format("2006-01-02"), window.To.Format("2006-01-02"))
	}
	return out, nil
}

// AnswerDuties says who is meant by names and addresses that nobody in the team has: answers give the name of a person of the team by
// what is written in the schedule, letter case aside.
func AnswerDuties(duties []ScheduledDuty, answers map[string]string) {
	meant := make(map[string]string, len(answers))
	for written, person := range answers {
		meant[strings.ToLower(strings.TrimSpace(written))] = person
	}
	for i := range duties {
		d := &duties[i]
		for _, written := range []string{d.Who, d.Email} {
			if person, ok := meant[strings.ToLower(written)]; ok && written != "" {
				d.Who, d.Email = person, ""
				break
			}
		}
	}
}

// commonWords returns the words that all names begin with: "Payments" for "Payments primary" and "Payments secondary".
func commonWords(names []string) string {
	var common []string
	for i, name := range names {
		words := strings.Fields(name)
		if i == 0 {
			common = words
			continue
		}
		n := 0
		for n < len(common) && n < len(words) && common[n] == words[n] {
			n++
		}
		common = common[:n]
	}
	return strings.Join(common, " ")
}
