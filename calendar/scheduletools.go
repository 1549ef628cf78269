package calendar

import (
	"regexp"
	"strconv"
	"strings"
)

// Watchbill writes "ROTATION ROLE: PERSON", and in the feed of one person, called
// "PERSON on call", "On call: ROTATION ROLE".
var watchbillTitle = regexp.MustCompile(`^(.+): (.+)$`)

func watchbillReader(cal Calendar) func(*Occurrence) title {
	owner, personal := strings.CutSuffix(cal.Name, " on call")
	return func(o *Occurrence) title {
		m := watchbillTitle.FindStringSubmatch(o.Summary)
		if m == nil {
			return plainTitle(o)
		}
		t := title{schedule: m[1], who: m[2]}
		if personal && m[1] == "On call" {
			t = title{schedule: m[2], who: owner}
		}
		t.role, t.level = roleIn(t.schedule)
		return t
	}
}

// PagerDuty writes "On Call - PERSON - SCHEDULE" with the person's address as
// ATTENDEE, and "On Call Schedule for SCHEDULE" as the calendar's name. The feed
// of one person says "On Call - SCHEDULE" instead and carries the person's name
// in the calendar's.
var pagerDutyTitle = regexp.MustCompile(`(?i)^on[- ]call - (.+)$`)

func pagerDutyReader(cal Calendar) func(*Occurrence) title {
	_, owner, named := strings.Cut(cal.Name, "On Call Schedule for ")
	personal := named && len(cal.Events) > 0
	address := ""
	for i := range cal.Events {
		o := &cal.Events[i]
		if len(o.Attendees) != 1 || strings.Contains(o.Summary, owner) || address != "" && address != o.Attendees[0].Email {
			personal = false
		} else {
			address = o.Attendees[0].Email
		}
	}
	return func(o *Occurrence) title {
		m := pagerDutyTitle.FindStringSubmatch(o.Summary)
		if m == nil {
			return plainTitle(o)
		}
		t := title{}
		switch before, found := strings.CutSuffix(m[1], " - "+owner); {
		case personal:
			t.who, t.schedule = owner, m[1]
		case named && found:
			t.who, t.schedule = before, owner
		default:
			t.who, t.schedule, _ = strings.Cut(m[1], " - ")
		}
		t.role, t.level = roleIn(t.schedule)
		return t
	}
}

// Opsgenie writes "PERSON (user) is on call for schedule: SCHEDULE"; instead of
// a user a team or an escalation can stand there.
var opsgenieTitle = regexp.MustCompile(`^(.+) \((\w+)\) is on call for schedule: ?(.*)$`)

func readOpsgenie(o *Occurrence) title {
	m := opsgenieTitle.FindStringSubmatch(o.Summary)
	if m == nil {
		return plainTitle(o)
	}
	t := title{who: m[1], schedule: m[3]}
	t.role, t.level = roleIn(t.schedule)
	if kind := strings.ToLower(m[2]); kind != "user" {
		t.who, t.others = "", true
		t.problem = "On call is the " + kind + " " + m[1] + ", not a person. Choose who that was."
	}
	return t
}

// Grafana OnCall writes the person alone, "[L1] PERSON" with a level, and
// "SCHEDULE: PERSON" in the feed of one person.
var grafanaLevel = regexp.MustCompile(`^\[L(\d)\]\s*`)

func readGrafana(o *Occurrence) title {
	t := title{who: o.Summary}
	if m := grafanaLevel.FindStringSubmatch(t.who); m != nil {
		t.level, _ = strconv.Atoi(m[1])
		t.who = t.who[len(m[0]):]
	}
	if colon := strings.LastIndex(t.who, ": "); colon >= 0 {
		t.schedule, t.who = t.who[:colon], t.who[colon+2:]
	}
	if role, level := roleIn(t.schedule); t.level == 0 {
		t.role, t.level = role, level
	} else {
		t.role = role
	}
	return t
}

// GoAlert writes "PERSON On-Call (GoAlert: SCHEDULE)", without the person in
// that person's own feed, and ends the title with "Begins*" when it does not know
// the end. The name before the colon is that of the installation.
var goAlertTitle = regexp.MustCompile(`^(?:(.*) )?On-Call \(([^():]*): (.*)\)( Begins\*)?$`)

func readGoAlert(o *Occurrence) title {
	m := goAlertTitle.FindStringSubmatch(o.Summary)
	if m == nil {
		return plainTitle(o)
	}
	t := title{who: m[1], schedule: m[3]}
	t.role, t.level = roleIn(t.schedule)
	switch {
	case t.who == "":
		t.problem = "This is the feed of one person and does not say whose. Choose the person."
	case m[4] != "":
		t.problem = "The end of this duty is not known to GoAlert. Check it."
	}
	return t
}

// plainReader reads titles of any other calendar. A part that stands in every
// title, while another part changes, is the schedule and not a person.
func plainReader(cal Calendar) func(*Occurrence) title {
	times := map[string]int{}
	titles := 0
	for i := range cal.Events {
		if cal.Events[i].Status == Cancelled {
			continue
		}
		titles++
		seen := map[string]bool{}
		for _, part := range titleParts(cal.Events[i].Summary) {
			if part = strings.ToLower(part); !seen[part] {
				seen[part] = true
				times[part]++
			}
		}
	}
	return func(o *Occurrence) title {
		return readPlain(o, func(part string) bool {
			return titles > 1 && times[strings.ToLower(part)] == titles
		})
	}
}

func plainTitle(o *Occurrence) title {
	return readPlain(o, func(string) bool { return false })
}

// readPlain takes a title apart: role words, then the schedule (what is common to
// all titles, or names a role as "Web primary" does), then the person: the one
// invited, a part with an address, else the first part left.
func readPlain(o *Occurrence, common func(string) bool) title {
	var t title
	var rest, shared []string
	for _, part := range titleParts(o.Summary) {
		if role, level, ok := roleWord(part); ok {
			if t.role == "" && t.level == 0 {
				t.role, t.level = role, level
			}
			continue
		}
		if role, _ := roleIn(part); common(part) || role != "" {
			shared = append(shared, part)
			continue
		}
		rest = append(rest, part)
	}
	if len(rest) == 0 {
		// Every title is the same: then that is who it is about.
		rest, shared = shared, nil
	}
	for _, part := range rest {
		if t.who == "" || !isInvited(o, t.who) && (isInvited(o, part) || strings.Contains(part, "@") && !strings.Contains(t.who, "@")) {
			t.who = part
		}
	}
	for _, part := range append(shared, rest...) {
		if part != t.who && t.schedule == "" {
			t.schedule = part
		}
	}
	if t.role == "" && t.level == 0 {
		t.role, t.level = roleIn(t.schedule)
	}
	return t
}

func isInvited(o *Occurrence, name string) bool {
	for _, p := range o.Attendees {
		if strings.EqualFold(p.Name, name) || strings.EqualFold(p.Email, name) {
			return true
		}
	}
	return false
}

var (
	titleBreak = regexp.MustCompile(`\s+[-–—|/·•]+\s+|\s*:\s+|\s*[()\[\]]\s*|\s+→\s+`)
	onCall     = `(?:on[- ]?call|pager|pager ?duty|rufbereitschaft|bereitschaft|astreinte|guardia)`
	leading    = regexp.MustCompile(`(?i)^` + onCall + `(?:\s+(?:shift|duty|for|rotation))*(?:[:,]?\s+|$)`)
	trailing   = regexp.MustCompile(`(?i)(?:^|[,:]?\s+)(?:(?:is|has)\s+)?` + onCall + `(?:\s+(?:shift|duty|rotation))*$`)
	leadRole   = regexp.MustCompile(`(?i)^(?:primary|secondary|tertiary)\s+`)
)

// titleParts cuts a title at its dashes, colons and brackets and drops what only
// says that it is about being on call.
func titleParts(summary string) []string {
	var parts []string
	for _, part := range titleBreak.Split(summary, -1) {
		part = strings.Trim(part, " \t-–—|:,.!*#📟🚨☎📞\uFE0F")
		part = strings.TrimSpace(leading.ReplaceAllString(part, ""))
		part = strings.TrimSpace(trailing.ReplaceAllString(part, ""))
		if role := leadRole.FindString(part); role != "" {
			// "Primary Alice" is a role and a person.
			parts = append(parts, strings.TrimSpace(role))
			part = strings.TrimSpace(leading.ReplaceAllString(part[len(role):], ""))
		}
		if part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// roleWords gives the level of the usual role names: who is called first is 1.
var roleWords = map[string]int{
	"primary": 1, "secondary": 2, "tertiary": 3, "backup": 2, "shadow": 0, "manager": 0, "incident commander": 0, "override": 0,
	"first line": 1, "second line": 2, "third line": 3,
}

var levelWord = regexp.MustCompile(`(?i)^(?:l|level |tier |line )([1-9])$`)

func roleWord(part string) (role string, level int, ok bool) {
	word := strings.ToLower(part)
	if level, ok := roleWords[word]; ok {
		return word, level, true
	}
	if m := levelWord.FindStringSubmatch(part); m != nil {
		level, _ = strconv.Atoi(m[1])
		return "", level, true
	}
	return "", 0, false
}

var (
	roleInside  = regexp.MustCompile(`(?i)(?:^|[^\pL])(primary|secondary|tertiary|backup|shadow)(?:[^\pL]|$)`)
	levelInside = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])l(?:evel )?([1-9])(?:[^\pL\pN]|$)`)
)

// roleIn finds a role in the name of a schedule, such as "Payments Primary" or "Web L2".
func roleIn(schedule string) (role string, level int) {
	if m := roleInside.FindStringSubmatch(schedule); m != nil {
		role = strings.ToLower(m[1])
		return role, roleWords[role]
	}
	if m := levelInside.FindStringSubmatch(schedule); m != nil {
		level, _ = strconv.Atoi(m[1])
	}
	return "", level
}
