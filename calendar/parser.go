package calendar

import (
	"fmt"
	"strings"

	"github.com/emersion/go-ical"

	"watchbill/model"
)

// parser builds a document line by line.
type parser struct {
	doc      document
	stack    []*component
	open     map[string]int // how many components of each name are on the stack
	last     *property      // the text a broken continuation belongs to, nil when there is none
	lost     []string       // lines of text that lost their fold, for last
	lostSize int
	count    int
	inside   bool // within a calendar
	calendar bool // a calendar has begun at some time
}

// parseDocument takes a file apart. It fails only when the file is no calendar
// or has too many components; anything else becomes a warning.
func parseDocument(file string) (*document, error) {
	p := parser{open: map[string]int{}}
	scan := newLineScanner(file)
	for line, ok := scan.next(); ok; line, ok = scan.next() {
		if err := p.take(line); err != nil {
			return nil, err
		}
	}
	if !p.calendar {
		return nil, notACalendar(file)
	}
	for len(p.stack) > 0 {
		p.warnOpen(p.close())
	}
	if p.inside {
		p.doc.cut = true
		p.doc.warn(scan.number, nil, "The file ends before END:VCALENDAR, so it may be cut off. Fetch it again.")
	}
	if p.doc.unsaid > 0 {
		p.doc.warnings = append(p.doc.warnings, Warning{Line: scan.number, Reason: fmt.Sprintf("%d more lines could not be read.", p.doc.unsaid)})
	}
	return &p.doc, nil
}

func (p *parser) take(line contentLine) error {
	prop, ok := parseProperty(line.text)
	if !ok || p.isProse(prop, line.text) {
		p.continueText(line)
		return nil
	}
	p.settle()
	switch prop.Name {
	case "BEGIN":
		return p.begin(componentName(prop), line.number)
	case "END":
		p.end(componentName(prop), line.number)
		return nil
	}
	target := p.target()
	if target == nil {
		return nil
	}
	if line.tooLong {
		if _, ok := wanted[prop.Name]; ok {
			p.doc.warn(line.number, target, fmt.Sprintf("%s is longer than 64 KiB and was cut there.", prop.Name))
		}
	}
	before := len(target.props)
	if !target.add(property{Prop: prop, line: line.number}) && target.repeated == maxRepeated+1 {
		p.doc.warn(line.number, target, fmt.Sprintf("More than %d dates, rules, people or categories; the rest was left out.", maxRepeated))
	}
	if len(target.props) > before && isText(prop.Name) {
		p.last = &target.props[before]
		p.lostSize = len(prop.Value)
	}
	return nil
}

// settle joins the lines that lost their fold to their text.
func (p *parser) settle() {
	if len(p.lost) > 0 {
		p.last.Value += `\n` + strings.Join(p.lost, `\n`)
	}
	p.last, p.lost = nil, nil
}

func componentName(p ical.Prop) string { return strings.ToUpper(strings.TrimSpace(p.Value)) }

// isProse tells a line of text that lost its fold, such as "Note: see below" or
// "https://…", from a property nobody knows: those are written in capitals.
func (p *parser) isProse(prop ical.Prop, text string) bool {
	if p.last == nil {
		return false
	}
	if prop.Name == "BEGIN" || prop.Name == "END" {
		return !isName(componentName(prop))
	}
	_, known := wanted[prop.Name]
	return !known && !knownNames[prop.Name] && !strings.HasPrefix(text, prop.Name)
}

// knownNames are the properties of RFC 5545, 7986 and 9073 that are not kept.
var knownNames = func() map[string]bool {
	names := map[string]bool{}
	for name := range strings.FieldsSeq(`CALSCALE METHOD VERSION ATTACH CLASS COMMENT GEO PERCENT-COMPLETE RESOURCES COMPLETED
		DUE FREEBUSY TZNAME TZURL CONTACT RELATED-TO ACTION REPEAT CREATED REQUEST-STATUS IMAGE CONFERENCE SOURCE
		LOCATION-TYPE PARTICIPANT-TYPE RESOURCE-TYPE STRUCTURED-DATA STYLED-DESCRIPTION ACKNOWLEDGED PROXIMITY
		CALENDAR-ADDRESS LINK CONCEPT REFID TZUNTIL TZID-ALIAS-OF LAST-MODIFIED`) {
		names[name] = true
	}
	return names
}()

func isText(name string) bool {
	switch name {
	case ical.PropSummary, ical.PropDescription, ical.PropLocation, wrCalName, wrCalDesc, calName:
		return true
	}
	return false
}

// continueText takes a line that is no property: text that lost its fold joins
// the text before it; anything else inside an event is reported.
func (p *parser) continueText(line contentLine) {
	if p.last != nil {
		before := p.lostSize
		if p.lostSize += len(line.text) + len(`\n`); p.lostSize <= maxLine {
			p.lost = append(p.lost, line.text)
		} else if before <= maxLine {
			p.doc.warn(line.number, p.target(), fmt.Sprintf("%s is longer than 64 KiB and was cut there.", p.last.Name))
		}
		return
	}
	name, _, _ := strings.Cut(line.text, ";")
	if _, read := wanted[strings.ToUpper(name)]; strings.TrimSpace(name) == "" || isName(name) && !read {
		return // empty, or a malformed property that is not read anyway
	}
	if target := p.target(); target != nil {
		p.doc.warn(line.number, target, fmt.Sprintf("The line %q is no property and was left out.", shorten(line.text)))
	}
}

// target is the component whose properties are being read, nil outside a calendar
// and inside components that are not read.
func (p *parser) target() *component {
	switch {
	case !p.inside:
		return nil
	case len(p.stack) == 0:
		return &p.doc.head
	}
	top := p.stack[len(p.stack)-1]
	if !isRead(top.name) {
		return nil
	}
	return top
}

func isRead(name string) bool {
	switch name {
	case ical.CompEvent, ical.CompTimezone, ical.CompTimezoneStandard, ical.CompTimezoneDaylight, ical.CompAlarm:
		return true
	}
	return false
}

func (p *parser) begin(name string, line int) error {
	if name == ical.CompCalendar {
		for len(p.stack) > 0 {
			p.warnOpen(p.close())
		}
		p.inside, p.calendar = true, true
		return nil
	}
	if !p.inside {
		return nil
	}
	if p.count++; p.count > maxComponents {
		return model.Invalidf("file", "The calendar has more than %d entries. Export a shorter period.", maxComponents)
	}
	if name == ical.CompEvent {
		// An event cannot stand inside another: the one before was not closed.
		for len(p.stack) > 0 {
			p.warnOpen(p.close())
		}
	}
	p.stack = append(p.stack, &component{name: name, line: line})
	p.open[name]++
	return nil
}

func (p *parser) end(name string, line int) {
	if name == ical.CompCalendar {
		for len(p.stack) > 0 {
			p.warnOpen(p.close())
		}
		p.inside = false
		return
	}
	if p.open[name] == 0 {
		if p.inside {
			p.doc.cut = true
			p.doc.warn(line, nil, fmt.Sprintf("END:%s closes nothing.", shorten(name)))
		}
		return
	}
	for p.stack[len(p.stack)-1].name != name {
		p.warnOpen(p.close())
	}
	p.close()
}

// close takes the innermost component off the stack and files it.
func (p *parser) close() *component {
	c := p.stack[len(p.stack)-1]
	p.settle()
	p.stack = p.stack[:len(p.stack)-1]
	p.open[c.name]--
	switch {
	case c.name == ical.CompEvent:
		p.doc.events = append(p.doc.events, c)
	case c.name == ical.CompTimezone:
		p.doc.zones = append(p.doc.zones, c)
	case len(p.stack) > 0:
		if parent := p.stack[len(p.stack)-1]; isRead(parent.name) && isRead(c.name) {
			parent.children = append(parent.children, c)
		}
	}
	return c
}

func (p *parser) warnOpen(c *component) {
	if isRead(c.name) {
		p.doc.warn(c.line, c, fmt.Sprintf("END:%s is missing; it was read as far as it goes.", c.name))
	}
}

func notACalendar(file string) error {
	start := strings.ToLower(strings.TrimSpace(file[:min(len(file), 512)]))
	why := "It does not contain BEGIN:VCALENDAR."
	switch {
	case start == "":
		why = "It is empty."
	case strings.HasPrefix(start, "<"):
		why = "It is a web page: the link may need a sign-in, or is not the calendar's own address."
	case strings.HasPrefix(start, "pk\x03\x04"):
		why = "It is a ZIP archive: unpack it and take the .ics file inside."
	case strings.HasPrefix(start, "\x1f\x8b"):
		why = "It is compressed: unpack it first."
	}
	return model.Errorf(model.Damaged, "file", "This is not an iCalendar file. %s", why)
}
