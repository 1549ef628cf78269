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
	Hours    float64 // on call, any role
	Weekends int     // weekend days touched
	Nights   int     // nights as primary
	Holidays int     // public holidays
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
		turns := make([]chart.Turn, 0, len(r.Turns))
		for _, t := range r.Turns {
			if t.Name != "" && t.End.After(o.From) && t.Start.Before(o.To) {
				turns = append(turns, t)
			}
		}
		sort.SliceStable(turns, func(i, j int) bool { return turns[i].Start.Before(turns[j].Start) })
		at := o.From
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
	}
	return list
}

// shown are the rows with each gap as a turn of nobody.
func (o OnCall) shown() []chart.RotaRow {
	rows := make([]chart.RotaRow, len(o.Rows))
	for i, r := range o.Rows {
		rows[i] = chart.RotaRow{Name: r.Name}
		for _, t := range r.Turns {
			if t.Name != "" {
				rows[i].Turns = append(rows[i].Turns, t)
			}
		}
	}
	for _, g := range o.gaps() {
		for i := range rows {
			if rows[i].Name == g.Role {
				rows[i].Turns = append(rows[i].Turns, chart.Turn{Start: g.Start, End: g.End})
			}
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

func (o OnCall) verb(past, present string) string {
	if o.Made.Before(o.To) {
		return present
	}
	return past
}

func (o OnCall) summary() summary {
	if len(o.Rows) == 0 || o.empty() {
		return summary{fmt.Sprintf("Nobody is on call in %s: no shift is published.", o.Period), "Generate a draft of the rotation, look at it and publish it; this page then shows who is on call when."}
	}
	gaps := o.gaps()
	lead := fmt.Sprintf("Every hour of %s %s covered by %s; there %s no gaps.", o.Period, o.verb("was", "is"), o.roles(), o.verb("were", "are"))
	where := ""
	if len(gaps) > 0 {
		lead, where = o.gapSentence(gaps), o.gapDays(gaps)
	}
	return summary{lead, sentences(where, o.fairSentence(), o.swapSentence())}
}

func (o OnCall) roles() string {
	var words []string
	for _, r := range o.Rows {
		words = append(words, "a "+strings.ToLower(r.Name))
	}
	return list(words)
}

func (o OnCall) gapSentence(gaps []Gap) string {
	var parts []string
	for _, r := range o.Rows {
		var own []Gap
		for _, g := range gaps {
			if g.Role == r.Name {
				own = append(own, g)
			}
		}
		if h := gapHours(own); h > 0 {
			parts = append(parts, fmt.Sprintf("%s %s no %s", hourWords(h), o.verb("had", "have"), strings.ToLower(r.Name)))
		}
	}
	first, rest, _ := strings.Cut(parts[0], " ")
	unit, rest, _ := strings.Cut(rest, " ")
	parts[0] = fmt.Sprintf("%s %s of %s %s", first, unit, o.Period, rest)
	if h := gapHours(gaps); h == 1 && !o.Made.Before(o.To) {
		return parts[0] + "."
	}
	return list(parts) + "."
}

func hourWords(h float64) string {
	if h == 1 {
		return "1 hour"
	}
	return strings.TrimSuffix(hours(h), " h") + " hours"
}

func (o OnCall) gapDays(gaps []Gap) string {
	sorted := append([]Gap{}, gaps...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start.Before(sorted[j].Start) })
	var when []string
	for _, g := range sorted {
		d := days(g.Start, g.End.Add(-time.Second))
		if len(when) == 0 || when[len(when)-1] != d {
			when = append(when, d)
		}
	}
	fall := o.verb("fell", "fall")
	if len(when) > 3 {
		return fmt.Sprintf("The first %s on %s, the last on %s.", fall, when[0], when[len(when)-1])
	}
	if len(gaps) == 1 {
		return fmt.Sprintf("All %s on %s.", o.verb("fell", "fall"), when[0])
	}
	return fmt.Sprintf("They %s on %s.", fall, list(when))
}

func (o OnCall) fairSentence() string {
	if len(o.People) < 2 {
		return ""
	}
	low, high := o.People[0].Load, o.People[0].Load
	for _, p := range o.People {
		low, high = math.Min(low, p.Load), math.Max(high, p.Load)
	}
	spread := fmt.Sprintf("%s to %s load points each", chart.Amount(low), chart.Amount(high))
	if low == high {
		spread = fmt.Sprintf("%s load points each", chart.Amount(high))
	}
	people := count(len(o.People), "person", "people")
	switch {
	case o.Proven && high <= o.High:
		return fmt.Sprintf("The rota is the fairest possible, with %s for %s.", spread, people)
	case o.High > 0:
		return fmt.Sprintf("%s carry %s; the bound is %s.", capital(people), spread, chart.Amount(o.High))
	}
	return fmt.Sprintf("%s carry %s.", capital(people), spread)
}

func (o OnCall) swapSentence() string {
	var parts []string
	if n := len(o.Swaps); n > 0 {
		parts = append(parts, fmt.Sprintf("%s %s made", capital(count(n, "swap", "swaps")), plural(n, "was", "were")))
	}
	if o.Waiting > 0 {
		s := fmt.Sprintf("%s %s for an answer", count(o.Waiting, "swap", "swaps"), plural(o.Waiting, "waits", "wait"))
		if len(parts) == 0 {
			s = capital(s)
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 {
		return ""
	}
	return list(parts) + "."
}

func (o OnCall) figures() block {
	gaps := o.gaps()
	all := o.length() * float64(len(o.Rows))
	covered := all - gapHours(gaps)
	cover := chart.Number(100*covered/all, 0)
	if len(gaps) > 0 { // never rounded up to all of it
		cover = chart.Number(math.Floor(1000*covered/all)/10, 1)
	}
	k := keyFigures{
		{cover, "%", "coverage", fmt.Sprintf("%s of %s", chart.Number(covered, 0), hours(all))},
		{chart.Number(float64(len(gaps)), 0), "", plural(len(gaps), "gap", "gaps"), hours(gapHours(gaps)) + " without anybody"},
		{chart.Number(float64(len(o.Swaps)), 0), "", plural(len(o.Swaps), "swap made", "swaps made"), fmt.Sprintf("%d waiting", o.Waiting)},
	}
	if len(o.People) > 0 {
		low, high := o.People[0].Hours, o.People[0].Hours
		for _, p := range o.People {
			low, high = math.Min(low, p.Hours), math.Max(high, p.Hours)
		}
		k = append(k,
			keyFigure{chart.Number(float64(len(o.People)), 0), "", plural(len(o.People), "person on call", "people on call"), fmt.Sprintf("in %s", count(len(o.Rows), "role", "roles"))},
			keyFigure{chart.Number(low, 0) + "–" + chart.Number(high, 0), "h", "on call each", "least and most"})
		if low == high {
			k[len(k)-1] = keyFigure{chart.Number(low, 0), "h", "on call each", "everybody alike"}
		}
	}
	return k
}

func (o OnCall) rota() block {
	c := chart.Rota{From: o.From, To: o.To, Rows: o.shown(), Notes: o.Notes}
	about := sentences(o.Handoff, "Shaded: weekends.")
	if len(o.Swaps) > 0 {
		about += " Double arrow: a swapped turn, numbered as in the list below."
	}
	s := section{title: o.verb("Who was on call", "Who is on call"), about: about, body: []block{figure{chart: c, height: c.Height(), before: 4}}}
	if len(o.Swaps) > 0 {
		s.body = append(s.body, swapList(o.Swaps))
	}
	return s
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

func (o OnCall) load() block {
	title, about := "Load by person", fmt.Sprintf("%s points over %s.", chart.Amount(o.points()), count(len(o.People), "person", "people"))
	switch {
	case o.High > 0 && o.Proven:
		title = "Provably fairest: " + chart.Amount(o.High)
		if o.Low != o.High {
			title += "–" + chart.Amount(o.Low)
		}
		about += " No rota can spread the load more evenly than between the two lines."
	case o.High > 0:
		about += " The two lines are a bound; it is not proven that a rota can reach it."
	}
	return section{title: title, about: about, body: []block{loadTable{o}}}
}

func (o OnCall) points() float64 {
	sum := 0.0
	for _, p := range o.People {
		sum += p.Load
	}
	return sum
}

// loadTable is bars of load with a table beside them, row by row; cut into pages where there are many people.
type loadTable struct{ OnCall }

const loadRowsPerPiece = 30

func (l loadTable) pieces(width float64) []piece {
	most := 0.0
	for _, p := range l.People {
		most = math.Max(most, p.Load)
	}
	var list []piece
	for i := 0; i < len(l.People); i += loadRowsPerPiece {
		people := l.People[i:min(i+loadRowsPerPiece, len(l.People))]
		list = append(list, l.piece(people, most, width, i+len(people) == len(l.People)))
	}
	return list
}

func (l loadTable) piece(people []Carried, most, width float64, last bool) piece {
	const bars = 292.0
	c := chart.Load{Low: l.Low, High: l.High, Proven: l.Proven, Slack: l.Slack, Most: most, Unit: "load points, " + l.Period}
	for _, p := range people {
		c.Rows = append(c.Rows, chart.LoadRow{Name: p.Name, Value: p.Load})
	}
	height := c.Height(pal)
	return piece{height: height, before: 4, draw: func(p *pen.Pen) {
		c.Draw(p, bars, height, pal)
		l.beside(p.At(bars+8, 0), people, width-bars-8, c, last)
	}}
}

// beside draws what a load is made of, in line with the bars.
func (l loadTable) beside(p *pen.Pen, people []Carried, width float64, c chart.Load, last bool) {
	ends := []float64{width - 153, width - 97, width - 42, width}
	for i, s := range []string{"hours", "weekend days", "primary nights", "holidays"} {
		p.Text(ends[i], c.Head(pal)-6, s, footFont, pal.Muted, pen.Right)
	}
	high := c.RowHeight(pal)
	line := func(i int, f pen.Font, name string, cells []string) {
		y := c.Head(pal) + float64(i)*high
		if name != "" {
			p.Text(0, baseline(y, high, footFont), name, footFont, pal.Muted, pen.Left)
		}
		for j, s := range cells {
			p.Text(ends[j], baseline(y, high, f), s, f, pal.Ink, pen.Right)
		}
	}
	for i, q := range people {
		line(i, cellFont, "", []string{chart.Number(q.Hours, 0), counted(q.Weekends), counted(q.Nights), counted(q.Holidays)})
		y := c.Head(pal) + float64(i+1)*high
		rule := hairline()
		if last && i == len(people)-1 {
			rule = inkLine()
		}
		p.Line(0, y, width, y, rule)
	}
	if last {
		var sum Carried
		for _, q := range l.People {
			sum.Hours += q.Hours
			sum.Weekends += q.Weekends
			sum.Nights += q.Nights
			sum.Holidays += q.Holidays
		}
		line(len(people), cellBold, "team", []string{chart.Number(sum.Hours, 0), counted(sum.Weekends), counted(sum.Nights), counted(sum.Holidays)})
	}
}

// counted is a count in a table, a dash for none.
func counted(n int) string {
	if n == 0 {
		return "–"
	}
	return chart.Number(float64(n), 0)
}
