package report

import (
	"fmt"
	"math"

	"watchbill/chart"
	"watchbill/chart/pen"
)

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
	for i, s := range []string{"hours", "weekends", "nights", "holidays"} {
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
