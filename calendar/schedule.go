package calendar

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Duty is one stretch of somebody's on-call in another tool's calendar.
type Duty struct {
	Start, End time.Time
	Who        string // the person as written: a name, or an e-mail address
	Email      string // their address, where the calendar gives one
	Role       string // "primary", "secondary", …; empty: not said
	Level      int    // 1 for the first to be called; 0: not said
	Schedule   string // the rotation or schedule as the tool names it; empty: not said
	Source     string // the tool that wrote the calendar; empty: not known
	UID        string
	Line       int // where the event begins in the file
}

// The tools whose calendars Schedule knows by their form.
const (
	PagerDuty     = "PagerDuty"
	Opsgenie      = "Opsgenie"
	GrafanaOnCall = "Grafana OnCall"
	GoAlert       = "GoAlert"
	Watchbill     = "Watchbill"
)

// Schedule reads who is on call out of a calendar. It knows how PagerDuty,
// Opsgenie, Grafana OnCall, GoAlert and Watchbill itself write it; of any other calendar the title,
// less decoration such as "On call:", is the person. Cancelled events are no
// duties. Each event that names nobody becomes a warning.
func Schedule(cal Calendar) ([]Duty, []Warning) { return ScheduleOf(cal, "") }

// ScheduleOf is Schedule of a calendar whose events are an owner's where they name nobody, as in the feed of one person. Owner is a name
// or an e-mail address; an empty one is nobody.
func ScheduleOf(cal Calendar, owner string) ([]Duty, []Warning) {
	source := sourceOf(cal)
	read := titleReader(source, cal)
	var duties []Duty
	var warnings []Warning
	for i := range cal.Events {
		o := &cal.Events[i]
		if o.Status == Cancelled {
			continue
		}
		warn := func(reason string) {
			warnings = append(warnings, Warning{Line: o.Line, Event: shorten(cmp.Or(o.UID, o.Summary)), Title: shorten(o.Summary), Reason: reason})
		}
		if !o.End.After(o.Start) {
			warn("The event has no length, so it is nobody's duty.")
			continue
		}
		title := read(o)
		people := peopleOf(o, title)
		if len(people) == 0 && title.who == "" && !title.others && owner != "" {
			people, title.problem = []Person{personNamed(owner)}, ""
		}
		if len(people) == 0 {
			reason := "The title does not say who is on call. Choose the person."
			if title.who != "" {
				reason = "Nobody is on call then: the title says " + strconv.Quote(shorten(title.who)) + "."
			}
			warn(cmp.Or(title.problem, reason))
			continue
		}
		if title.problem != "" {
			warn(title.problem)
		}
		for _, p := range people {
			duties = append(duties, Duty{
				Start: o.Start, End: o.End, Who: cmp.Or(p.Name, p.Email), Email: p.Email,
				Role: title.role, Level: title.level, Schedule: title.schedule, Source: source, UID: o.UID, Line: o.Line,
			})
		}
	}
	return duties, warnings
}

// title is what the title of an event says.
type title struct {
	who      string
	role     string
	level    int
	schedule string
	problem  string
	others   bool // it names who is on call, and that is no person
}

// peopleOf joins the title's person with the people an event invites: a title
// with a name takes the only invited address, a title without one names nobody
// but them.
func peopleOf(o *Occurrence, t title) []Person {
	var people []Person
	for name := range strings.SplitSeq(conjunction.ReplaceAllString(t.who, "\x00"), "\x00") {
		if name = strings.TrimSpace(name); name != "" && !nobody[strings.ToLower(name)] {
			people = append(people, personNamed(name))
		}
	}
	if t.who == "" {
		return o.Attendees
	}
	if len(people) == 1 && len(o.Attendees) == 1 && people[0].Email == "" {
		people[0].Email = o.Attendees[0].Email
	}
	return people
}

func personNamed(name string) Person {
	if at := address.FindString(name); at != "" {
		rest := strings.Trim(strings.Replace(name, at, "", 1), " <>()")
		return Person{Name: cmp.Or(rest, at), Email: at}
	}
	return Person{Name: name}
}

var (
	address     = regexp.MustCompile(`[^\s<>():,;]+@[^\s<>():,;]+`)
	conjunction = regexp.MustCompile(`\s+(?:&|\+|and)\s+`)
	nobody      = map[string]bool{
		"nobody": true, "no one": true, "noone": true, "none": true, "unassigned": true, "tbd": true, "tba": true,
		"n/a": true, "gap": true, "empty": true, "vacant": true, "?": true, "open": true, "unstaffed": true,
	}
)

// sourceOf tells which tool wrote a calendar, by its PRODID or the form of its titles.
func sourceOf(cal Calendar) string {
	product := strings.ToLower(cal.Product)
	for _, known := range []struct{ mark, tool string }{
		{"-//watchbill//", Watchbill},
		{"pagerduty", PagerDuty},
		{"opsgenie", Opsgenie},
		{"goalert", GoAlert},
		{"grafana on-call", GrafanaOnCall},
		{"grafana oncall", GrafanaOnCall},
		{"-//web schedule//oncall", GrafanaOnCall},
		{"//amixr", GrafanaOnCall},
	} {
		if strings.Contains(product, known.mark) {
			return known.tool
		}
	}
	for _, form := range []struct {
		title *regexp.Regexp
		tool  string
	}{{opsgenieTitle, Opsgenie}, {goAlertTitle, GoAlert}, {pagerDutyTitle, PagerDuty}} {
		if allTitles(cal, form.title) {
			return form.tool
		}
	}
	return ""
}

func allTitles(cal Calendar, form *regexp.Regexp) bool {
	for i := range cal.Events {
		if !form.MatchString(cal.Events[i].Summary) {
			return false
		}
	}
	return len(cal.Events) > 0
}

// titleReader returns how the titles of a tool are read.
func titleReader(source string, cal Calendar) func(*Occurrence) title {
	switch source {
	case Watchbill:
		return watchbillReader(cal)
	case PagerDuty:
		return pagerDutyReader(cal)
	case Opsgenie:
		return readOpsgenie
	case GrafanaOnCall:
		return readGrafana
	case GoAlert:
		return readGoAlert
	}
	return plainReader(cal)
}
