package report

import (
	"math"
	"slices"
	"strconv"
	"time"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// Rota is who is on call in a stretch of time, to print and hang up: days as columns, strips of weeks or months below each other, the
// roles first, then the people.
type Rota struct {
	Scope
	Name     string // of the rotation; empty: all of them
	Paper    Paper
	From, To time.Time // local midnights, To exclusive
	Now      time.Time // drawn as a line; zero: not drawn
	Groups   []RotaGroup
	People   []RotaPerson
	Holidays []chart.DayNote // shaded, and named
	Freezes  []RotaSpan
	Draft    bool // what a draft would change is shown below what is published
}

// RotaGroup is one rotation.
type RotaGroup struct {
	Name  string
	About string // "weekly, hands over Mon 09:00 Europe/Berlin"
	Roles []RotaRole
}

// RotaRole is one role of a rotation. Turns may overlap where two people are on call at once.
type RotaRole struct {
	Name  string
	Turns []chart.Turn // published; an empty name is a gap
	Draft []chart.Turn // where the draft differs
}

// RotaPerson is one person's row.
type RotaPerson struct {
	Name   string
	Person int // number of the colour, from 1
	Duties []RotaSpan
	Away   []RotaSpan
	Hours  float64 // on call in the period
}

// RotaSpan is a stretch [Start, End) with a name.
type RotaSpan struct {
	Start, End time.Time
	Name       string
}

// Doc makes the pages.
func (r Rota) Doc() Doc {
	name := r.Name
	if name == "" {
		name = r.Team
	}
	scope := Scope{} // the title says team and period
	if r.Name != "" {
		scope.Team = r.Team
	}
	blocks := []block{}
	if len(r.Groups) == 0 {
		blocks = append(blocks, prose("Nobody is on call in this time: there is no rotation yet. Add one and publish its shifts, and they stand here."))
	}
	for _, s := range r.strips() {
		blocks = append(blocks, s)
	}
	blocks = append(blocks, r.key())
	d := r.Scope.doc("Rota for the wall", name+" on call, "+r.Period, scope.line("Times in "+r.Zone, "as of "+r.Made.Format("Mon 2 Jan 2006 15:04")), summary{}, blocks)
	d.sheet = r.Paper.landscape()
	return d
}

const (
	stripLabels  = 114.0 // the column of names
	leastDay     = 17.0  // of a day's width
	stripHead    = 28.0
	stripSpace   = 14.0
	groupLine    = 15.0
	roleLine     = 21.0
	roleBox      = 18.5
	draftLine    = 15.0
	draftBox     = 12.5
	personLine   = 12.5
	noteRow      = 10.5
	freezeLine   = 10.5
	labelPadding = 6.0
)

// strip is a part of the period, drawn across the page.
type strip struct {
	rota     Rota
	name     string
	from, to time.Time
	days     int // columns, of all strips
}

// strips cuts the period into months where it begins with one and is longer than one, else into equal numbers of weeks that leave a day
// enough room.
func (r Rota) strips() []strip {
	days := daysBetween(r.From, r.To)
	if r.From.Day() == 1 && days >= 28 {
		return r.months()
	}
	most := int((r.Paper.landscape().text - stripLabels) / leastDay)
	per := days
	if days > most {
		n := (days + most - 1) / most
		per = min(most/7*7, ((days+n-1)/n+6)/7*7)
	}
	var out []strip
	for from := r.From; from.Before(r.To); {
		to := from.AddDate(0, 0, per)
		if to.After(r.To) {
			to = r.To
		}
		last := to.AddDate(0, 0, -1)
		out = append(out, strip{r, from.Format("2 Jan") + " – " + last.Format("2 Jan"), from, to, per})
		from = to
	}
	return out
}

func (r Rota) months() []strip {
	var out []strip
	for from := r.From; from.Before(r.To); {
		to := time.Date(from.Year(), from.Month()+1, 1, 0, 0, 0, 0, from.Location())
		if to.After(r.To) {
			to = r.To
		}
		name := from.Format("January")
		if from.Month() == time.January || from == r.From {
			name = from.Format("January 2006")
		}
		out = append(out, strip{r, name, from, to, 31})
		from = to
	}
	return out
}

func daysBetween(from, to time.Time) int { return int(math.Round(to.Sub(from).Hours() / 24)) }

// x is where an instant stands: days are columns of one width, whatever the clocks do in them.
func (s strip) x(t time.Time, width float64) float64 {
	switch {
	case t.Before(s.from):
		t = s.from
	case t.After(s.to):
		t = s.to
	}
	t = t.In(s.from.Location())
	y, m, d := t.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, t.Location())
	next := time.Date(y, m, d+1, 0, 0, 0, 0, t.Location())
	share := t.Sub(day).Seconds() / next.Sub(day).Seconds()
	return stripLabels + (float64(daysBetween(s.from, day))+share)*s.column(width)
}

func (s strip) column(width float64) float64 { return (width - stripLabels) / float64(s.days) }

// pieces are the rows of a strip, kept on one page where they fit; the row of dates is repeated where they do not.
func (s strip) pieces(width float64) []piece {
	head := s.head(width)
	list := []piece{head}
	for _, g := range s.rota.Groups {
		list = append(list, s.group(g, width))
		for i, role := range g.Roles {
			list = append(list, s.role(role, i == 0, width)...)
		}
	}
	list = append(list, s.notes(width)...)
	if len(s.rota.People) > 0 {
		list = append(list, s.group(RotaGroup{Name: "People", About: "bar: on call; striped: away"}, width))
		for _, x := range s.rota.People {
			list = append(list, s.person(x, width))
		}
	}
	for i := range list {
		list[i].keep = i < len(list)-1
		if i > 0 {
			list[i].again = &head
		}
	}
	list[0].before, list[0].title = stripSpace, s.name
	return list
}

// within are the turns that show in the strip.
func (s strip) within(all []chart.Turn) []chart.Turn {
	var out []chart.Turn
	for _, t := range all {
		if t.Start.Before(s.to) && t.End.After(s.from) {
			out = append(out, t)
		}
	}
	return out
}

// lanes puts turns that overlap below each other; there is at least one lane.
func lanes(turns []chart.Turn) [][]chart.Turn {
	turns = slices.Clone(turns)
	slices.SortStableFunc(turns, func(a, b chart.Turn) int { return a.Start.Compare(b.Start) })
	out := make([][]chart.Turn, 1)
	for _, t := range turns {
		k := slices.IndexFunc(out, func(lane []chart.Turn) bool { return len(lane) == 0 || !lane[len(lane)-1].End.After(t.Start) })
		if k < 0 {
			k = len(out)
			out = append(out, nil)
		}
		out[k] = append(out[k], t)
	}
	return out
}

// fitTurn sets a name as large as its box allows, down to 6.5, then shortens it, then leaves it out.
func fitTurn(name, short string, f pen.Font, width float64) (pen.Font, string) {
	for size := f.Size; size >= 6.5; size -= 0.5 {
		if f.Size = size; f.Width(name) <= width {
			return f, name
		}
	}
	if letters := []rune(name); short == "" {
		short = string(letters[:min(3, len(letters))])
	}
	if f.Width(short) <= width {
		return f, short
	}
	return f, ""
}

// key is what stands under the strips: the people with their colours and hours, and what the marks mean.
func (r Rota) key() block { return rotaKey(r) }

type rotaKey Rota

const (
	keyColumn = 96.0
	keyLine   = 26.0
	markLine  = 16.0
)

func (k rotaKey) pieces(width float64) []piece {
	per := max(1, int(width/keyColumn))
	var list []piece
	for i := 0; i < len(k.People); i += per {
		row := k.People[i:min(i+per, len(k.People))]
		first := i == 0
		list = append(list, piece{height: keyLine, keep: true, before: 6, draw: func(p *pen.Pen) {
			if first {
				p.Line(0, 0.5, width, 0.5, inkLine())
			}
			for j, x := range row {
				k.person(p.At(float64(j)*width/float64(per), 0), x, width/float64(per)-labelPadding)
			}
		}})
	}
	return append(list, piece{height: markLine, before: 4, draw: func(p *pen.Pen) { k.marks(p, width) }})
}

func (k rotaKey) person(p *pen.Pen, x RotaPerson, room float64) {
	p.Fill(pen.Rect{X0: 0, Y0: 7, X1: 9, Y1: 16}, personFill(x.Person))
	p.Text(14, 15, noteBold.FitMiddle(x.Name, room-14), noteBold, pal.Ink, pen.Left)
	p.Text(14, 24, chart.Number(x.Hours, 0)+" h on call", footFont, pal.Muted, pen.Left)
}

func (k rotaKey) marks(p *pen.Pen, width float64) {
	x := 0.0
	say := func(word string, draw func(box pen.Rect)) {
		draw(pen.Rect{X0: x, Y0: 4, X1: x + 18, Y1: 12})
		p.Text(x+22, 10.8, word, noteFont, pal.Muted, pen.Left)
		x += 22 + noteFont.Width(word) + 16
	}
	say("published", func(b pen.Rect) { p.Fill(b, personFill(6)) })
	if k.Draft {
		say("draft, where it differs", func(b pen.Rect) { p.Frame(b, draftEdge()) })
	}
	say("gap: nobody on call", func(b pen.Rect) { p.Frame(b, gapEdge()) })
	if len(k.People) > 0 {
		say("away", func(b pen.Rect) { hatch(p, b) })
	}
	say("weekend, public holiday", func(b pen.Rect) { p.Fill(b, pal.Track) })
	if len(k.Freezes) > 0 {
		say("change freeze", func(b pen.Rect) { spanLine(p, b.X0, b.X1, 8) })
	}
	words := strconv.Itoa(daysBetween(k.From, k.To)) + " days"
	p.Text(width, 10.8, words, noteFont, pal.Muted, pen.Right)
}
