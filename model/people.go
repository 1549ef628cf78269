package model

import (
	"cmp"
	"net/mail"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ID names a row of the file. Zero means "not stored yet" or "nobody".
type ID int64

// PersonColours is the number of person colours; a person's colour is from 1 to this.
const PersonColours = 12

// Team is one team's settings. A file may hold several teams.
type Team struct {
	ID        ID
	Name      string
	Zone      string  // IANA; the zone of the team's pages and reports
	ToilCap   float64 // share of worked hours, 0 to 1; 0.5 after the SRE book, chapter 5
	WeekStart time.Weekday
	Sample    bool // the team is the sample, shown with a banner
}

// Check reports broken rules.
func (t Team) Check() error {
	var p Problems
	checkName(&p, "name", "The team", t.Name)
	checkZone(&p, t.Zone)
	if !(t.ToilCap > 0 && t.ToilCap <= 1) {
		p.Add("toil_cap", "The toil cap is %g %%: it is a share of worked hours above 0 %% and up to 100 %%.", t.ToilCap*100)
	}
	if t.WeekStart < time.Sunday || t.WeekStart > time.Saturday {
		p.Add("week_start", "A week cannot start on day %d. Choose a day of the week, such as Monday.", int(t.WeekStart))
	}
	return p.Err()
}

// Person is someone who can be on call and log toil.
type Person struct {
	ID          ID
	TeamID      ID
	Name        string
	Email       string // may be empty
	Zone        string // IANA
	Colour      int    // 1 to PersonColours, kept for life
	WeekMinutes int    // contracted minutes a week
	Left        Date   // first day on which the person is no longer in the team; zero while in it
	Senior      bool   // counts as a senior where a turn needs one
	Region      string // whose public holidays count for the person, such as "DE-BE"; empty: the team's own days only

	Letters string // what Initials returns; empty: those of the name. Not stored: set by TellApart
	Called  string // what First returns; empty: the first word of the name. Not stored: set by TellApart
}

// Check reports broken rules.
func (p Person) Check() error {
	var out Problems
	checkName(&out, "name", "A person", p.Name)
	if p.Email != "" {
		if a, err := mail.ParseAddress(p.Email); err != nil || a.Address != p.Email {
			out.Add("email", "%q is not an e-mail address. Write it as ana@example.org, or leave it empty.", p.Email)
		}
	}
	checkZone(&out, p.Zone)
	if p.Colour < 1 || p.Colour > PersonColours {
		out.Add("colour", "There is no person colour %d: they are numbered 1 to %d.", p.Colour, PersonColours)
	}
	if p.WeekMinutes < 0 || p.WeekMinutes > 168*60 {
		out.Add("hours", "%s hours a week is not possible: a week has 168.", FormatHours(p.WeekMinutes))
	}
	if _, err := RegionOf(p.Region); err != nil {
		out.Add("region", "%s", err.Error())
	}
	return out.Err()
}

// Initials returns two letters for tiles: of the first and last name, or the first two of a single one; a letter and a digit for
// somebody who shares them.
func (p Person) Initials() string { return cmp.Or(p.Letters, Initials(p.Name)) }

// First returns the name used in tight places: the first word of the name, with the next one's initial for somebody who shares it.
func (p Person) First() string { return cmp.Or(p.Called, p.Given()) }

// Given returns the first word of the name.
func (p Person) Given() string {
	if f := strings.Fields(p.Name); len(f) > 0 {
		return f[0]
	}
	return p.Name
}

// TellApart gives people who share initials or a first name others, so that no two look alike in tiles and lines: the first of a
// team keeps AS, the next gets A2; Ana Silva and Ana Kim are Ana S. and Ana K., or their whole names where that is the same too. Those who
// have left come last.
func TellApart(people []Person) {
	order := make([]*Person, 0, len(people))
	for _, gone := range []bool{false, true} {
		for i := range people {
			if p := &people[i]; !p.Left.IsZero() == gone {
				order = append(order, p)
			}
		}
	}
	letters, shared, close := map[string]bool{}, map[string]int{}, map[string]int{}
	for _, p := range order {
		p.Letters, p.Called = "", ""
		letters[p.Initials()] = true
		shared[p.First()]++
		close[p.abbreviated()]++
	}
	given := map[string]bool{}
	for _, p := range order {
		at := p.Initials()
		if given[at] {
			first, _ := utf8.DecodeRuneInString(at)
			for n := 2; letters[p.Initials()]; n++ {
				p.Letters = string(first) + strconv.Itoa(n)
			}
			letters[p.Letters] = true
		}
		given[at] = true
		if shared[p.First()] > 1 {
			short := p.abbreviated()
			if close[short] > 1 {
				short = p.Name
			}
			p.Called = short
		}
	}
}

// abbreviated returns the first name with the initial of the last: Ana S.
func (p Person) abbreviated() string {
	words := strings.Fields(p.Name)
	if len(words) < 2 {
		return p.Name
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return words[0] + " " + string(unicode.ToUpper(last)) + "."
}

// Initials returns one or two capital letters that stand for a name.
func Initials(name string) string {
	words := strings.Fields(name)
	switch len(words) {
	case 0:
		return "?"
	case 1:
		r := []rune(words[0])
		return strings.ToUpper(string(r[:min(2, len(r))]))
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return string([]rune{unicode.ToUpper(first), unicode.ToUpper(last)})
}

// NextColour returns the colour a new person gets: the first that the fewest people have.
func NextColour(people []Person) int {
	var used [PersonColours + 1]int
	for _, p := range people {
		if p.Colour >= 1 && p.Colour <= PersonColours {
			used[p.Colour]++
		}
	}
	best := 1
	for c := 2; c <= PersonColours; c++ {
		if used[c] < used[best] {
			best = c
		}
	}
	return best
}

// TimeOff is time in which a person does not work and cannot be on call.
type TimeOff struct {
	ID       ID
	PersonID ID
	Interval
	AllDay bool   // whole days in the person's zone
	Kind   string // holiday, sick, parental, training, other
	Note   string
}

// TimeOffKinds are the kinds a manager can choose from.
var TimeOffKinds = []string{"holiday", "sick", "parental", "training", "other"}

// Check reports broken rules.
func (t TimeOff) Check() error {
	var p Problems
	if t.PersonID == 0 {
		p.Add("person", "Time off needs a person.")
	}
	if utf8.RuneCountInString(t.Note) > 500 {
		p.Add("note", "The note is longer than 500 letters. Shorten it.")
	}
	if t.Empty() {
		p.Add("until", "The time off ends before it starts. Choose an end after %s.", t.Start.Format("2006-01-02 15:04"))
	} else if year := t.Start.Year(); year < 1970 || year > 2200 {
		p.Add("from", "Time off cannot begin in the year %d. Choose one between 1970 and 2200.", year)
	} else if t.Duration() > 3*366*24*time.Hour {
		p.Add("until", "The time off is longer than three years. Check the dates.")
	}
	return p.Err()
}

// WorkMinutes returns the minutes a person works in window: contracted time, a fifth of the week on each weekday, less leave. Days
// are those of loc, which should be the person's own zone: leave is entered there. A day off takes the whole day's work, hours off
// take as much of it as they last and never more than the day has; leave at the weekend takes nothing. A window that cuts a day
// counts the day's work by its share of the day. From the day a person has left on, nothing counts.
func WorkMinutes(p Person, off []TimeOff, window Interval, loc *time.Location) float64 {
	perDay := float64(p.WeekMinutes) / 5
	total := 0.0
	for d := DateOf(window.Start.In(loc)); d.Start(loc).Before(window.End); d = d.AddDays(1) {
		if !p.Left.IsZero() && !d.Before(p.Left) {
			break
		}
		day := d.Interval(loc)
		inside := day.Intersect(window)
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday || inside.Empty() {
			continue
		}
		var away []Interval
		for _, t := range off {
			away = append(away, t.Interval.Intersect(inside))
		}
		gone := TotalDuration(away)
		if gone < inside.Duration() {
			work := perDay * float64(inside.Duration()) / float64(day.Duration())
			total += max(0, work-gone.Minutes())
		}
	}
	return total
}

func checkName(p *Problems, field, what, name string) {
	switch {
	case strings.TrimSpace(name) == "":
		p.Add(field, "%s needs a name.", what)
	case utf8.RuneCountInString(name) > 120:
		p.Add(field, "The name is longer than 120 characters. Shorten it.")
	case !utf8.ValidString(name):
		p.Add(field, "The name is not written in UTF-8. Type it again.")
	case strings.ContainsFunc(name, unicode.IsControl), strings.ContainsFunc(name, turnsText):
		p.Add(field, "The name holds a line break or another control character. Remove it.")
	}
}

// turnsText reports the marks that turn the direction of the text after them: a name with one would scramble whatever line it
// stands in. Right-to-left names need none.
func turnsText(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

func checkZone(p *Problems, name string) {
	if _, err := Zone(name); err != nil {
		p.Add("zone", "%s", err.Error())
	}
}
