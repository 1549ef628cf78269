package calendar

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"watchbill/model"
)

// Finding is a fault of a calendar file, with a name for the rule it breaks.
type Finding struct {
	Line    int    `json:"line"` // from 1
	Rule    string `json:"rule"`
	Message string `json:"message"`
}

const maxFindings = 1000

// Lint checks a calendar file against RFC 5545 and 7986 and against what
// calendar programs are known to stumble over. The findings come in the order of
// the file, at most 1000 and then one that counts the others; none means clean.
func Lint(file []byte) []Finding {
	l := &linter{uids: map[string]int{}, zonesUsed: map[string]int{}, zonesDefined: map[string]bool{}}
	if len(file) > maxFile {
		l.find(1, "too-large", "The file is larger than 10 MiB; many programs refuse it.")
		return l.findings
	}
	text := string(file)
	l.lintLines(text)
	scan := newLineScanner(text)
	for line, ok := scan.next(); ok && l.components <= maxComponents; line, ok = scan.next() {
		l.lintContent(line)
	}
	l.finish(scan.number)
	slices.SortStableFunc(l.findings, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	if l.more > 0 {
		l.findings = append(l.findings, Finding{Line: scan.number, Rule: "more", Message: fmt.Sprintf("%d more findings are not shown.", l.more)})
	}
	return l.findings
}

// linter walks a file once. It keeps counts and a few values rather than the
// file's properties, so that a file of many short lines stays cheap.
type linter struct {
	findings []Finding
	more     int
	stack    []*lintFrame

	calendars    int
	components   int
	uids         map[string]int // UID and RECURRENCE-ID, to the line of the event
	zonesUsed    map[string]int // TZID to the first line that names it
	zonesDefined map[string]bool
	zoneParts    []*component
	spans        []lintSpan
}

// lintFrame is an open component.
type lintFrame struct {
	component
	counts map[string]int
}

// lintSpan is an event whose end can be compared once all zones are known.
type lintSpan struct {
	line       int
	start, end stamp
}

func (l *linter) find(line int, rule, format string, args ...any) {
	if len(l.findings) == maxFindings {
		l.more++
		return
	}
	l.findings = append(l.findings, Finding{Line: line, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// lintLines checks the lines as they stand, before unfolding.
func (l *linter) lintLines(text string) {
	if strings.HasPrefix(text, "\uFEFF") {
		l.find(1, "byte-order-mark", "The file begins with a byte order mark. Write plain UTF-8.")
		text = strings.TrimPrefix(text, "\uFEFF")
	}
	badEnds, firstBad := 0, 0
	s := lineScanner{rest: text}
	for s.rest != "" {
		before := s.rest
		line := s.take()
		if end := before[len(line) : len(before)-len(s.rest)]; end != "\r\n" {
			if badEnds++; badEnds == 1 {
				firstBad = s.number
			}
		}
		l.lintLine(s.number, line)
	}
	if badEnds > 0 {
		l.find(firstBad, "line-end", "%s not end in CRLF. Outlook and others insist on it.", model.Count(badEnds, "line does", "lines do"))
	}
}

func (l *linter) lintLine(number int, line string) {
	if line == "" {
		l.find(number, "blank-line", "The line is blank. Leave it out.")
		return
	}
	if len(line) > foldOctets {
		l.find(number, "line-too-long", "The line has %d octets; fold it at %d.", len(line), foldOctets)
	}
	if !utf8.ValidString(line) {
		l.find(number, "not-utf8", "The line is not valid UTF-8, or its fold cuts a character.")
	}
	for i := range len(line) {
		if c := line[i]; c < 0x20 && c != '\t' || c == 0x7F {
			l.find(number, "control-character", "The line has the control character 0x%02X. Leave it out.", c)
			return
		}
	}
}

// lintContent checks one content line and follows the components.
func (l *linter) lintContent(line contentLine) {
	prop, ok := parseProperty(line.text)
	if !ok {
		l.find(line.number, "malformed-line", "The line %q is no property. Write NAME:value, or fold with a space.", shorten(line.text))
		return
	}
	switch prop.Name {
	case "BEGIN":
		l.lintBegin(line.number, componentName(prop))
		return
	case "END":
		l.lintEnd(line.number, componentName(prop))
		return
	}
	if len(l.stack) == 0 {
		l.find(line.number, "outside", "%s stands outside a calendar.", shorten(prop.Name))
		return
	}
	if line.tooLong {
		l.find(line.number, "value-too-long", "%s is longer than 64 KiB; programs cut or refuse it.", shorten(prop.Name))
	}
	frame := l.stack[len(l.stack)-1]
	frame.count(prop.Name)
	p := property{Prop: prop, line: line.number}
	frame.add(p)
	l.lintProperty(frame, &p)
}

const maxCounted = 200 // different properties counted in one component

func (f *lintFrame) count(name string) {
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	if _, ok := f.counts[name]; ok || len(f.counts) < maxCounted {
		f.counts[name]++
	}
}

func (l *linter) lintBegin(line int, name string) {
	if l.components++; l.components > maxComponents {
		l.stack = nil
		l.find(line, "too-many", "The file has more than %d components; the rest was not checked.", maxComponents)
		return
	}
	switch {
	case name == ical.CompCalendar:
		l.calendars++
		if len(l.stack) > 0 {
			l.find(line, "unbalanced", "A calendar begins before %s has ended.", shorten(l.stack[0].name))
			l.stack = nil
		}
	case len(l.stack) == 0:
		l.find(line, "outside", "%s begins outside a calendar.", shorten(name))
	}
	l.stack = append(l.stack, &lintFrame{component: component{name: name, line: line}})
}

func (l *linter) lintEnd(line int, name string) {
	if len(l.stack) == 0 {
		l.find(line, "unbalanced", "END:%s closes nothing.", shorten(name))
		return
	}
	top := l.stack[len(l.stack)-1]
	l.stack = l.stack[:len(l.stack)-1]
	if top.name != name {
		l.find(line, "unbalanced", "END:%s closes %s of line %d.", shorten(name), shorten(top.name), top.line)
	}
	l.lintComponent(top)
}

func (l *linter) finish(lastLine int) {
	if l.calendars == 0 {
		l.find(1, "no-calendar", "The file has no BEGIN:VCALENDAR.")
	}
	for _, open := range l.stack {
		l.find(lastLine, "unbalanced", "%s of line %d has no end.", shorten(open.name), open.line)
	}
	names := slices.SortedFunc(maps.Keys(l.zonesUsed), func(a, b string) int { return cmp.Compare(l.zonesUsed[a], l.zonesUsed[b]) })
	for _, tzid := range names {
		if !l.zonesDefined[tzid] {
			l.find(l.zonesUsed[tzid], "zone-not-defined", "The time zone %q has no VTIMEZONE in the file; programs guess what it means.", shorten(tzid))
		}
	}
	all := newZones(l.zoneParts, nil, newBudget())
	r := reader{zones: all, local: utcZone}
	for _, s := range l.spans {
		startZone, err1 := r.zoneOf(s.start)
		endZone, err2 := r.zoneOf(s.end)
		if err1 == nil && err2 == nil && endZone.instant(s.end.wall).Before(startZone.instant(s.start.wall)) {
			l.find(s.line, "end-before-start", "The event ends at %s, before it starts at %s.", s.end.wall.Format(dayAndTime), s.start.wall.Format(dayAndTime))
		}
	}
}
