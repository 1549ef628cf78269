package report

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// OnCall shows who is on call in a month, whether every hour is covered, and who carries how much.
type OnCall struct {
	Scope
	Rotation string          // its name
	Handoff  string          // sentence: "Turns change on Monday at 09:00."
	From, To time.Time       // local midnights, To exclusive
	Rows     []chart.RotaRow // one a role, the first is the primary; turns with no name are gaps
	Notes    []chart.DayNote

	Swaps   []Swap // done, numbered as in the turns
	Waiting int    // swaps that wait for an answer

	People    []Carried
	Low, High float64 // the fairest possible loads; both 0: not known
	Proven    bool
	Slack     float64 // not proven: distance from the bound
	Points    string  // sentence: how a load is counted
	Quality   string  // sentence on what is missing; empty: nothing
}

// A Swap is an exchange that was made, in words: "Dana, Farid: primary, 3 and 10 Oct".
type Swap struct {
	Number int
	Text   string
}

// Carried is what one person is on call for in the period.
type Carried struct {
	Name     string
	Load     float64 // points
	Hours    float64 // on call, any role; two at once count once
	Weekends int     // weekends with any time on call
	Nights   int     // nights with any
	Holidays int     // public holidays with any
}

// A Gap is a stretch in which a role has nobody.
type Gap struct {
	Role       string
	Start, End time.Time
}

// gaps are the stretches of the period without anybody, by row and time: what no turn covers and turns without a name.
func (o OnCall) gaps() []Gap {
	var list []Gap
	for _, r := range o.Rows {
		list = append(list, o.gapsOf(r)...)
	}
	return list
}

func (o OnCall) gapsOf(r chart.RotaRow) []Gap {
	var list []Gap
	turns := make([]chart.Turn, 0, len(r.Turns))
	for _, t := range r.Turns {
		if t.Name != "" && t.End.After(o.From) && t.Start.Before(o.To) {
			turns = append(turns, t)
		}
	}
	sort.SliceStable(turns, func(i, j int) bool { return turns[i].Start.Before(turns[j].Start) })
	at := o.begin(r)
	for _, t := range turns {
		if t.Start.After(at) {
			list = append(list, Gap{r.Name, at, t.Start})
		}
		if t.End.After(at) {
			at = t.End
		}
	}
	if at.Before(o.To) {
		list = append(list, Gap{r.Name, at, o.To})
	}
	return list
}

// begin is from when in the period a row is looked after: its start, or the row's first turn ever where that is later.
func (o OnCall) begin(r chart.RotaRow) time.Time {
	switch {
	case r.Begins.After(o.To):
		return o.To
	case r.Begins.After(o.From):
		return r.Begins
	}
	return o.From
}

// asked is how many hours of the rows somebody should be on call.
func (o OnCall) asked() float64 {
	h := 0.0
	for _, r := range o.Rows {
		h += o.To.Sub(o.begin(r)).Hours()
	}
	return h
}

// begun are the rows that are looked after in any part of the period.
func (o OnCall) begun() []chart.RotaRow {
	var rows []chart.RotaRow
	for _, r := range o.Rows {
		if o.begin(r).Before(o.To) {
			rows = append(rows, r)
		}
	}
	return rows
}

// shown are the rows with each gap as a turn of nobody.
func (o OnCall) shown() []chart.RotaRow {
	rows := make([]chart.RotaRow, len(o.Rows))
	for i, r := range o.Rows {
		rows[i] = chart.RotaRow{Name: r.Name, Group: r.Group, First: r.First}
		for _, t := range r.Turns {
			if t.Name != "" {
				rows[i].Turns = append(rows[i].Turns, t)
			}
		}
		for _, g := range o.gapsOf(r) {
			rows[i].Turns = append(rows[i].Turns, chart.Turn{Start: g.Start, End: g.End})
		}
	}
	return rows
}

func (o OnCall) empty() bool {
	for _, r := range o.Rows {
		for _, t := range r.Turns {
			if t.Name != "" && t.End.After(o.From) && t.Start.Before(o.To) {
				return false
			}
		}
	}
	return true
}

// length of the period in hours, clock changes included.
func (o OnCall) length() float64 { return o.To.Sub(o.From).Hours() }

func gapHours(gaps []Gap) float64 {
	h := 0.0
	for _, g := range gaps {
		h += g.End.Sub(g.Start).Hours()
	}
	return h
}

// Doc makes the report.
func (o OnCall) Doc() Doc {
	var blocks []block
	if !o.empty() {
		blocks = append(blocks, o.figures(), o.rota())
		if gaps := o.gaps(); len(gaps) > 0 {
			blocks = append(blocks, o.gapTable(gaps))
		}
		if len(o.People) > 0 {
			blocks = append(blocks, o.load())
		}
	}
	blocks = append(blocks, notes{{"Method.", o.Points}, {"Data quality.", o.Quality}})
	more := ""
	if o.Zone != "" {
		more = "times in " + o.Zone
	}
	return o.Scope.doc("On-call", "On-call: "+o.Rotation, o.Scope.line(more), o.summary(), blocks)
}

func (o OnCall) figures() block {
	gaps := o.gaps()
	all := o.asked()
	covered := all - gapHours(gaps)
	cover := chart.Number(100*covered/all, 0)
	if len(gaps) > 0 { // never rounded up to all of it
		cover = chart.Number(math.Floor(1000*covered/all)/10, 1)
	}
	k := keyFigures{
		{cover, "%", "coverage", fmt.Sprintf("%s of %s", strings.TrimSuffix(hours(covered), " h"), hours(all))},
		{chart.Number(float64(len(gaps)), 0), "", plural(len(gaps), "gap", "gaps"), hours(gapHours(gaps)) + " without anybody"},
		{chart.Number(float64(len(o.Swaps)), 0), "", plural(len(o.Swaps), "swap made", "swaps made"), fmt.Sprintf("%d waiting", o.Waiting)},
	}
	if len(o.People) > 0 {
		low, high := o.People[0].Hours, o.People[0].Hours
		for _, p := range o.People {
			low, high = math.Min(low, p.Hours), math.Max(high, p.Hours)
		}
		k = append(k,
			keyFigure{chart.Number(float64(len(o.People)), 0), "", plural(len(o.People), "person on call", "people on call"), fmt.Sprintf("in %s", count(len(o.begun()), "role", "roles"))},
			keyFigure{chart.Number(low, 0) + "–" + chart.Number(high, 0), "h", "on call each", "least and most"})
		if low == high {
			k[len(k)-1] = keyFigure{chart.Number(low, 0), "h", "on call each", "everybody alike"}
		}
	}
	return k
}

func (o OnCall) rota() block {
	var months []block
	parts, names := parted(o.shown()), 0.0
	for _, p := range parts {
		names = math.Max(names, chart.Rota{Rows: p.rows}.NamesWidth(pal))
	}
	for from := o.From; from.Before(o.To); {
		to := o.To
		if o.length() > 35*24 { // longer periods a month at a time
			if next := time.Date(from.Year(), from.Month()+1, 1, 0, 0, 0, 0, from.Location()); next.Before(to) {
				to = next
			}
		}
		name := ""
		if !from.Equal(o.From) || !to.Equal(o.To) {
			name = from.Format("January 2006")
		}
		for _, part := range parts {
			c := chart.Rota{From: from, To: to, Rows: part.rows, Notes: notesWithin(o.Notes, from, to), Names: names}
			months = append(months, figure{name: strings.Trim(name+": "+part.name, ": "), chart: c, height: c.Height(), before: 4})
		}
		from = to
	}
	about := sentences(o.Handoff, "Shaded: weekends.")
	if len(o.Swaps) > 0 {
		about += " Double arrow: a swapped turn, numbered as in the list below."
	}
	s := section{title: o.verb("Who was on call", "Who is on call"), about: about, body: months}
	if len(o.Swaps) > 0 {
		s.body = append(s.body, swapList(o.Swaps))
	}
	return s
}

// A rowsPart is the rows of one rotation, or all of them.
type rowsPart struct {
	name string
	rows []chart.RotaRow
}

// rowsTogether is how many rows are read as one picture; more of them get one a rotation, which a page can part.
const rowsTogether = 10

func parted(rows []chart.RotaRow) []rowsPart {
	if len(rows) <= rowsTogether {
		return []rowsPart{{rows: rows}}
	}
	var parts []rowsPart
	for _, r := range rows {
		if last := len(parts) - 1; last < 0 || r.First || r.Group != parts[last].name || len(parts[last].rows) == 2*rowsTogether {
			parts = append(parts, rowsPart{name: r.Group})
		}
		if r.Group != "" {
			r.Name = strings.TrimPrefix(r.Name, r.Group+" ")
		}
		last := &parts[len(parts)-1]
		last.rows = append(last.rows, r)
	}
	return parts
}

func notesWithin(all []chart.DayNote, from, to time.Time) []chart.DayNote {
	var list []chart.DayNote
	for _, n := range all {
		if !n.Day.Before(from) && n.Day.Before(to) {
			list = append(list, n)
		}
	}
	return list
}

// swapList is a list of swaps in two columns.
type swapList []Swap

func (l swapList) pieces(width float64) []piece {
	const line, per = 11.0, 2
	one := (width - gutter) / per
	var out []piece
	for i := 0; i < len(l); i += per {
		row := l[i:min(i+per, len(l))]
		out = append(out, piece{height: line, draw: func(p *pen.Pen) {
			for j, s := range row {
				x := float64(j) * (one + gutter)
				p.Text(x+10, baseline(0, line, noteBold), fmt.Sprint(s.Number), noteBold, pal.Ink, pen.Right)
				p.Text(x+15, baseline(0, line, noteFont), noteFont.Fit(s.Text, one-15), noteFont, pal.Ink, pen.Left)
			}
		}})
	}
	return out
}

func (o OnCall) gapTable(gaps []Gap) block {
	t := table{columns: []column{{head: "Role", flex: true}, {head: "From", width: 130}, {head: "Until", width: 130}, {head: "Hours", align: pen.Right, width: 60}}}
	for _, g := range gaps {
		role := bold(g.Role)
		role.alarm = true
		t.rows = append(t.rows, row{cells: []cell{role, text(g.Start.Format("Mon 2 Jan 2006 15:04")), text(g.End.Format("Mon 2 Jan 2006 15:04")), bold(strings.TrimSuffix(hours(g.End.Sub(g.Start).Hours()), " h"))}})
	}
	if len(gaps) > 1 {
		t.total = []cell{bold("Hours without anybody"), {}, {}, bold(strings.TrimSuffix(hours(gapHours(gaps)), " h"))}
	}
	return section{title: "Gaps", about: "Stretches in which a role has nobody, by role and time.", body: []block{t}}
}
