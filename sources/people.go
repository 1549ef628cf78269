package sources

import (
	"fmt"
	"io"
	"math"
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"watchbill/model"
)

// PersonRow is one person of a file. What the file does not say, or says wrongly, is empty.
type PersonRow struct {
	Line        int
	Name        string
	Email       string
	Zone        string // IANA
	WeekMinutes int    // minutes a week; 0: not said
	Role        string // as the tool names it: admin, responder
}

// PeopleFile is a list of people and the report of how it was read.
type PeopleFile struct {
	Table
	People  []PersonRow
	Columns map[string]string // what was read (name, first name, last name, email, zone, hours, role) to the file's column
}

// personColumns are the columns of a file of people, from 0; −1 is none.
type personColumns struct{ name, first, last, email, zone, hours, role int }

// personHeader lists the headers of one column, in the form of headerKey, the most telling first.
type personHeader struct {
	what  string
	col   func(*personColumns) *int
	names []string
}

var personHeaders = []personHeader{
	{"name", func(c *personColumns) *int { return &c.name }, []string{"name", "fullname", "displayname", "person", "user", "engineer", "member", "who", "employee", "responder", "username"}},
	{"first name", func(c *personColumns) *int { return &c.first }, []string{"firstname", "first", "givenname", "forename"}},
	{"last name", func(c *personColumns) *int { return &c.last }, []string{"lastname", "last", "surname", "familyname"}},
	{"email", func(c *personColumns) *int { return &c.email }, []string{"email", "emailaddress", "mail", "useremail", "workemail", "primaryemail", "login", "username", "userprincipalname"}},
	{"zone", func(c *personColumns) *int { return &c.zone }, []string{"zone", "timezone", "tz", "timezonename", "usertimezone", "iana", "ianazone"}},
	{"hours", func(c *personColumns) *int { return &c.hours }, []string{"hours", "weeklyhours", "hoursperweek", "hoursweek", "hoursaweek", "weekhours", "contractedhours", "contracthours", "hoursperwk"}},
	{"role", func(c *personColumns) *int { return &c.role }, []string{"role", "baserole", "userrole", "orgrole"}},
}

// loginHeaders name columns that hold an e-mail address in some tools and a login name in others.
var loginHeaders = []string{"login", "username", "userprincipalname"}

// People reads a list of people: a user export of PagerDuty, Opsgenie or Grafana, or a list someone typed. Columns go by their
// headers in any order. Without a header the first column is the name, and e-mail addresses, zones and hours are known by their look;
// a line may also be just "Ana Silva <ana@example.org>".
//
// Rows without a name, and a second row of the same person, are skipped with a problem. A wrong e-mail address, zone or number of
// hours is left empty and reported; the person is kept. Errors are as for Samples, with Field "file" or "name".
func People(r io.Reader) (PeopleFile, error) {
	t, err := openTable(r, false, maxTableRows)
	if err != nil {
		return PeopleFile{}, err
	}
	sample, err := t.peek(sniffed)
	if err != nil {
		return PeopleFile{Table: t.Table}, err
	}
	cols, err := findPersonColumns(t, sample)
	t.setUnread(cols.name, cols.first, cols.last, cols.email, cols.zone, cols.hours, cols.role)
	p := personReader{t: t, cols: cols, emails: map[string]int{}, names: map[string][]PersonRow{}}
	p.out.Columns = map[string]string{}
	for _, h := range personHeaders {
		if i := *h.col(&cols); i >= 0 {
			p.out.Columns[h.what] = t.columnName(i)
		}
	}
	if err != nil {
		return PeopleFile{Table: t.Table}, err
	}
	for {
		r, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return PeopleFile{Table: t.Table}, err
		}
		if r.fault == "" {
			p.row(r)
		}
	}
	p.out.Table, err = t.finish(len(p.out.People), "one person a row")
	return p.out, err
}

func findPersonColumns(t *table, sample []row) (personColumns, error) {
	c := personColumns{-1, -1, -1, -1, -1, -1, -1}
	if len(sample) == 0 {
		return c, model.Invalidf("file", "The file has no rows. Choose a file with one person a row.")
	}
	names := keys(sample[0].cells)
	known := func(k string) bool {
		return slices.ContainsFunc(personHeaders, func(h personHeader) bool { return slices.Contains(h.names, k) })
	}
	t.setHeader(slices.ContainsFunc(names, known) && !slices.ContainsFunc(sample[0].cells, isEmail))
	if !t.Header {
		if share(sample, 0, hasLetter) < 0.5 { // samples or entries: their dates are nobody's name
			return c, model.Invalidf("name", "The file has no column of names; its first row is “%s”. Call one “name”.", shorten(strings.Join(sample[0].cells, ", ")))
		}
		return guessPersonColumns(c, sample), nil
	}
	for _, h := range personHeaders {
		*h.col(&c) = column(names, h.names)
	}
	data := sample[1:]
	if c.email >= 0 && slices.Contains(loginHeaders, names[c.email]) && share(data, c.email, isEmail) < 0.5 {
		c.email = -1
	}
	if c.name == c.email { // "username" alone is a name or an address, as its cells are
		c.name = -1
	}
	if c.first >= 0 && c.last >= 0 && (c.name < 0 || names[c.name] == "username" || names[c.name] == "user") {
		c.name = -1
	}
	if c.name < 0 && c.first < 0 && c.last < 0 {
		return c, model.Invalidf("name", "The file has no column of names. Its columns are %s. Call one “name”.", shorten(strings.Join(t.head, ", ")))
	}
	return c, nil
}

// guessPersonColumns knows the columns of a file without a header by their cells.
func guessPersonColumns(c personColumns, sample []row) personColumns {
	c.name = 0
	for i := 1; i < widest(sample); i++ {
		switch {
		case c.email < 0 && share(sample, i, isEmail) >= 0.5:
			c.email = i
		case c.zone < 0 && share(sample, i, func(s string) bool { _, match := findZone(s); return match >= zonePlace }) >= 0.5:
			c.zone = i
		case c.hours < 0 && share(sample, i, isNumber) >= 0.5:
			c.hours = i
		}
	}
	return c
}

func isEmail(s string) bool {
	_, ok := emailOf(s)
	return ok
}

// emailOf returns the bare address of "ana@example.org" or "Ana Silva <ana@example.org>".
func emailOf(s string) (string, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "mailto:")
	a, err := mail.ParseAddress(s)
	if err != nil || strings.ContainsFunc(a.Address, unicode.IsSpace) || !strings.Contains(a.Address[strings.LastIndexByte(a.Address, '@')+1:], ".") {
		return "", false
	}
	if again, err := mail.ParseAddress(a.Address); err != nil || again.Address != a.Address {
		return "", false
	}
	return a.Address, true
}

// personReader turns rows into people.
type personReader struct {
	t      *table
	cols   personColumns
	out    PeopleFile
	emails map[string]int         // address in lower case to its line
	names  map[string][]PersonRow // name in lower case to the rows that have it

	unknown int // zones nobody knows
}

func (p *personReader) row(r row) {
	v := PersonRow{Line: r.line, Name: p.name(r), Role: bareCell(r.cell(p.cols.role))}
	address := bareCell(r.cell(p.cols.email))
	if name, inBrackets, ok := strings.Cut(v.Name, "<"); ok && address == "" && strings.HasSuffix(inBrackets, ">") {
		v.Name, address = strings.Trim(name, ` "`), strings.TrimSuffix(inBrackets, ">")
	}
	if why := nameFault(v.Name); why != "" {
		p.skip(r, "rows without a usable name", p.column(p.cols.name, p.cols.first, p.cols.last), v.Name, why)
		return
	}
	if address != "" {
		var ok bool
		if v.Email, ok = emailOf(address); !ok {
			p.remark(r, "wrong e-mail addresses", p.cols.email, address, "This is no e-mail address; it was left out. Write it as ana@example.org.")
		}
	}
	if p.isTwice(r, v) {
		return
	}
	v.Zone = p.zone(r)
	v.WeekMinutes = p.hours(r)
	p.out.People = append(p.out.People, v)
	key := strings.ToLower(v.Name)
	p.names[key] = append(p.names[key], v)
	if v.Email != "" {
		p.emails[strings.ToLower(v.Email)] = v.Line
	}
}

func (p *personReader) name(r row) string {
	name := r.cell(p.cols.name)
	if name == "" {
		name = r.cell(p.cols.first) + " " + r.cell(p.cols.last)
	}
	return strings.Join(strings.FieldsFunc(bareCell(name), unicode.IsSpace), " ")
}

// nameFault says why a name cannot be taken, by the same rules as model.Person.
func nameFault(name string) string {
	switch {
	case name == "":
		return "There is no name. Fill it in."
	case utf8.RuneCountInString(name) > 120:
		return "The name is longer than 120 characters. Check the columns."
	case strings.ContainsFunc(name, unicode.IsControl):
		return "The name holds a control character. Remove it."
	}
	return ""
}

// isTwice reports and skips a person the file already has: the same address, or the same name where not both have addresses.
func (p *personReader) isTwice(r row, v PersonRow) bool {
	if line, ok := p.emails[strings.ToLower(v.Email)]; ok && v.Email != "" {
		p.skip(r, "people who are in the file twice", p.column(p.cols.email), v.Email, fmt.Sprintf("The address is on line %d already. Remove one of the two.", line))
		return true
	}
	for _, other := range p.names[strings.ToLower(v.Name)] {
		if v.Email == "" || other.Email == "" {
			p.skip(r, "people who are in the file twice", p.column(p.cols.name), v.Name,
				fmt.Sprintf("The name is on line %d already. Remove one of the two, or give both an e-mail address if they are two people.", other.Line))
			return true
		}
	}
	return false
}

func (p *personReader) zone(r row) string {
	text := bareCell(r.cell(p.cols.zone))
	if text == "" {
		return ""
	}
	name, match := findZone(text)
	if match == zoneUnknown && p.unknown < shown { // later ones are only counted, and the search is slow
		p.unknown++
		if name = nearestZone(text); name != "" {
			match = zoneGuessed
		}
	}
	switch match {
	case zoneExact:
		return name
	case zonePlace:
		p.remark(r, "zones given by a city", p.cols.zone, text, fmt.Sprintf("A city stands for its time zone; it was read as %s.", name))
		return name
	case zoneGuessed:
		p.remark(r, "unknown time zones", p.cols.zone, text, fmt.Sprintf("There is no such time zone; it was left out. Did you mean %s?", name))
	default:
		p.remark(r, "unknown time zones", p.cols.zone, text, "There is no such time zone; it was left out. Use an IANA name such as Europe/Berlin.")
	}
	return ""
}

// hours reads hours a week: 40, 38.5, 38,5, "40 h" or 38:30.
func (p *personReader) hours(r row) int {
	text := bareCell(r.cell(p.cols.hours))
	if text == "" {
		return 0
	}
	decimal := '.'
	if strings.ContainsRune(text, ',') {
		decimal = ','
	}
	var h, m int
	q, fault := parseQuantity(text, decimal)
	if n, err := fmt.Sscanf(text, "%d:%d", &h, &m); err == nil && n == 2 && m >= 0 && m < 60 && h >= 0 {
		q, fault = quantity{value: float64(h) + float64(m)/60}, ""
	}
	hourly := q.unit == "" || slices.Contains([]string{"h", "hr", "hrs", "hour", "hours"}, strings.ToLower(q.unit)) || strings.HasPrefix(strings.ToLower(q.unit), "h/")
	if fault != "" || !hourly || q.value <= 0 || q.value > 168 {
		p.remark(r, "hours that are not possible", p.cols.hours, text, "Hours a week are above 0 and up to 168, such as 40 or 38.5; this was left out.")
		return 0
	}
	return int(math.Round(q.value * 60))
}

// skip reports a row that is not read, remark a cell that is not.
func (p *personReader) skip(r row, kind, column, text, why string) {
	if text == "" {
		text = r.text
	}
	p.t.add(kind, Problem{Line: r.line, Column: column, Text: text, Reason: why, Rows: 1})
}

func (p *personReader) remark(r row, kind string, col int, text, why string) {
	p.t.add(kind, Problem{Line: r.line, Column: p.column(col), Text: text, Reason: why})
}

// column returns the name of the first of the columns there is.
func (p *personReader) column(cols ...int) string {
	for _, c := range cols {
		if c >= 0 {
			return p.t.columnName(c)
		}
	}
	return ""
}
