package sources

import (
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"watchbill/model"
)

// Duty is one shift of a file: who was to be on call from Start until before End.
type Duty struct {
	Start, End time.Time // UTC
	Who        string    // as in the file; may be empty when Email is not
	Email      string    // may be empty
	Role       string    // as in the file; level 1 is primary, 2 secondary, 3 and up "level 3"; may be empty
	Schedule   string    // the schedule's or rotation's name; may be empty
	Line       int
}

// ScheduleOptions say what a schedule leaves open.
type ScheduleOptions struct {
	Zone  *time.Location // of times without an offset; nil is UTC
	Dates DateOrder      // of dates such as 03/04/2026
}

// ScheduleFile is a list of shifts and the report of how it was read.
type ScheduleFile struct {
	Table
	Duties      []Duty            // by start, then line
	Columns     map[string]string // what was read (start, end, who, email, role, schedule, …) to the file's column
	People      []string          // distinct Who, or Email where that is all there is, in order of appearance
	Roles       []string          // distinct roles in order of appearance; "" for rows without one
	Zone        string            // the zone of times without an offset
	Local       int               // times without an offset
	Dates       DateOrder         // the order found or given, where the file has dates that need one
	First, Last time.Time         // the span of the duties; zero without any
}

// dutyColumns are the columns of a schedule, from 0; −1 is none.
type dutyColumns struct {
	start, startClock, end, endClock int
	who, first, last, email          int
	role, level, schedule            int
}

type dutyHeader struct {
	what  string
	col   func(*dutyColumns) *int
	names []string
}

var dutyHeaders = []dutyHeader{
	{"start", func(c *dutyColumns) *int { return &c.start }, []string{
		"start", "startdate", "starts", "startsat", "startat", "shiftstart", "oncallstart", "starttimestamp", "startdatetime",
		"from", "begin", "begins", "since", "startutc", "starttimeutc", "starttime",
	}},
	{"start clock", func(c *dutyColumns) *int { return &c.startClock }, []string{"starttime", "startclock", "fromtime"}},
	{"end", func(c *dutyColumns) *int { return &c.end }, []string{
		"end", "enddate", "ends", "endsat", "endat", "shiftend", "oncallend", "endtimestamp", "enddatetime",
		"to", "until", "finish", "stop", "till", "endutc", "endtimeutc", "endtime",
	}},
	{"end clock", func(c *dutyColumns) *int { return &c.endClock }, []string{"endtime", "endclock", "totime"}},
	{"who", func(c *dutyColumns) *int { return &c.who }, []string{
		"who", "person", "user", "username", "name", "oncall", "oncalluser", "engineer", "assignee", "responder", "member",
		"participant", "fullname", "displayname", "employee", "useroncall", "summary", "subject",
	}},
	{"first name", func(c *dutyColumns) *int { return &c.first }, []string{"firstname", "givenname"}},
	{"last name", func(c *dutyColumns) *int { return &c.last }, []string{"lastname", "surname", "familyname"}},
	{"email", func(c *dutyColumns) *int { return &c.email }, []string{"email", "useremail", "emailaddress", "mail", "oncallemail", "userlogin"}},
	{"role", func(c *dutyColumns) *int { return &c.role }, []string{"role", "oncallrole", "shifttype", "type", "layer", "layername"}},
	{"level", func(c *dutyColumns) *int { return &c.level }, []string{"level", "escalationlevel", "tier"}},
	{"schedule", func(c *dutyColumns) *int { return &c.schedule }, []string{"schedule", "schedulename", "rotation", "rotationname", "rota", "calendar", "team", "teamname"}},
}

// ScheduleCSV reads shifts from a table with a start, an end and a person a row, such as the on-call export of PagerDuty or a
// spreadsheet; a role or level and a schedule's name are read where there are any. Without a header the first two columns of times
// are start and end, and the first other text is the person. An end that is a date alone is the last day of the shift, unless it is
// the day on which other rows start: then shifts meet there and it is the day of the handoff.
//
// Rows whose end is not after their start, without a readable time or without a person, and exact repetitions, are skipped with a
// problem. Shifts that overlap in one role are reported and kept. Errors are as for Samples, with Field "file", "start", "end",
// "person" or "dates".
func ScheduleCSV(r io.Reader, opt ScheduleOptions) (ScheduleFile, error) {
	t, err := openTable(r, false, maxTableRows)
	if err != nil {
		return ScheduleFile{}, err
	}
	sample, err := t.peek(sniffed)
	if err != nil {
		return ScheduleFile{Table: t.Table}, err
	}
	cols, err := findDutyColumns(t, sample)
	if err != nil {
		return ScheduleFile{Table: t.Table}, err
	}
	t.setUnread(cols.start, cols.startClock, cols.end, cols.endClock, cols.who, cols.first, cols.last, cols.email, cols.role, cols.level, cols.schedule)
	s := newDutyReader(t, cols, opt)
	for {
		r, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return ScheduleFile{Table: t.Table}, err
		}
		if r.fault == "" {
			s.row(r)
		}
	}
	return s.finish()
}

func findDutyColumns(t *table, sample []row) (dutyColumns, error) {
	c := dutyColumns{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
	if len(sample) == 0 {
		return c, model.Invalidf("file", "The file has no rows. Choose a file with a start, an end and a person a row.")
	}
	names := keys(sample[0].cells)
	t.setHeader(!slices.ContainsFunc(sample[0].cells, isTime))
	if t.Header {
		for _, h := range dutyHeaders {
			*h.col(&c) = column(names, h.names)
		}
		if c.startClock == c.start {
			c.startClock = -1
		}
		if c.endClock == c.end {
			c.endClock = -1
		}
	} else {
		c = guessDutyColumns(c, sample)
	}
	for _, need := range []struct {
		missing           bool
		field, what, call string
	}{
		{c.start < 0, "start", "the start of shifts", "start"},
		{c.end < 0, "end", "the end of shifts", "end"},
		{c.who < 0 && c.email < 0 && c.first < 0 && c.last < 0, "person", "people", "person"},
	} {
		if need.missing {
			return c, model.Invalidf(need.field, "The file has no column with %s; its first row is %q. Call one “%s”.", need.what, shorten(sample[0].text), need.call)
		}
	}
	return c, nil
}

// guessDutyColumns knows the columns of a file without a header by their cells.
func guessDutyColumns(c dutyColumns, sample []row) dutyColumns {
	for i := range widest(sample) {
		switch {
		case share(sample, i, isTime) >= 0.5:
			if c.start < 0 {
				c.start = i
			} else if c.end < 0 {
				c.end = i
			}
		case c.email < 0 && share(sample, i, isEmail) > 0.5: // a column of names and addresses is the person's
			c.email = i
		case c.who < 0 && share(sample, i, hasLetter) >= 0.5:
			c.who = i
		case c.role < 0 && share(sample, i, hasLetter) >= 0.5:
			c.role = i
		}
	}
	return c
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }
