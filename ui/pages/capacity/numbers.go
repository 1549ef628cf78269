package capacity

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// numbers is the forecast as a table: one row a step, P10, P50 and P90, and the chance that it is full by then.
type numbers struct {
	table  *widgets.Table
	view   workspace.CapacityView
	now    time.Time
	digits int // after the point, the same for all values
}

func newNumbers() *numbers {
	n := &numbers{}
	n.table = widgets.NewTable([]widgets.Column{
		{Title: "Date", Share: 3}, {Title: "P10", Share: 2, Right: true}, {Title: "P50", Share: 2, Right: true}, {Title: "P90", Share: 2, Right: true}, {Title: "Full by then", Share: 2, Right: true},
	}, theme.RowHeight, n.cell).WithID("capacity.numbers")
	return n
}

// show shows a resource's forecast, or its past where there is none.
func (n *numbers) show(v workspace.CapacityView, now time.Time) {
	same := n.view.Resource.ID == v.Resource.ID
	n.view, n.now, n.digits = v, now, digitsFor(v)
	n.table.SetTitles(n.titles())
	n.table.SetLength(n.rows())
	if !same && n.rows() > 0 {
		n.table.Select(0)
	}
}

// titles are the columns' names, the values with their unit.
func (n *numbers) titles() []string {
	unit := ""
	if u := n.view.Resource.Unit; u != "" {
		unit = ", " + u
	}
	if n.view.Result == nil {
		return []string{"Date", "", "Measured" + unit, "", ""}
	}
	return []string{"Date", "P10" + unit, "P50" + unit, "P90" + unit, "Full by then"}
}

func (n *numbers) rows() int {
	if n.view.Result == nil {
		return len(n.view.Series.Values)
	}
	return len(n.view.Result.Mean)
}

func (n *numbers) cell(row, column int) widgets.Cell {
	c := widgets.Cell{Text: n.words(row)[column]}
	if column == 2 {
		c.Bold = true
	}
	return c
}

// words are the cells of a row.
func (n *numbers) words(row int) [5]string {
	v := n.view
	if v.Result == nil {
		return [5]string{n.date(v.Series.Time(row)), "", n.value(v.Series.Values[row]), "", ""}
	}
	band, full := v.Result.Band(0.8), "–"
	if v.Result.Full.Asked {
		full = percentOf(v.Result.Full.Within(row+1)) + " %"
	}
	return [5]string{
		n.date(v.Result.History.TimeOfLead(row + 1)), n.value(band.Lower[row]), n.value(v.Result.Mean[row]), n.value(band.Upper[row]), full,
	}
}

// digitsFor is how many digits after the point tell a resource's values apart: three in all, as everywhere on the page.
func digitsFor(v workspace.CapacityView) int {
	most := 0.0
	for _, y := range v.Series.Values {
		most = max(most, math.Abs(y))
	}
	switch {
	case most >= 1000:
		return 0
	case most >= 100:
		return 1
	case most >= 1:
		return 2
	default:
		return 4
	}
}

// value writes a value with the digits of its column, so that the points stand below each other.
func (n *numbers) value(y float64) string {
	if n.digits == 0 || math.Abs(y) >= 1000 {
		return dashed(model.FormatQuantity(math.Round(y)))
	}
	return dashed(strconv.FormatFloat(y, 'f', n.digits, 64))
}

func (n *numbers) date(t time.Time) string {
	if n.view.Step == "hour" {
		return model.FormatTime(t, n.now)
	}
	return model.FormatDate(t, n.now)
}

// copyNumbers puts past and forecast on the clipboard as tab-separated lines with ISO dates, for a spreadsheet.
func (p *Page) copyNumbers() {
	v, ok := p.current()
	if !ok || v.Samples == 0 {
		return
	}
	p.desk.Copy(spreadsheet(v), "The numbers of "+v.Resource.Name)
}

func spreadsheet(v workspace.CapacityView) string {
	layout := "2006-01-02"
	if v.Step == "hour" {
		layout = "2006-01-02 15:04"
	}
	var b strings.Builder
	b.WriteString("date\tmeasured\tP10\tP50\tP90\tfull by then\n")
	for i, y := range v.Series.Values {
		fmt.Fprintf(&b, "%s\t%g\t\t\t\t\n", v.Series.Time(i).Format(layout), y)
	}
	if v.Result == nil {
		return b.String()
	}
	band := v.Result.Band(0.8)
	for i, mid := range v.Result.Mean {
		chance := ""
		if v.Result.Full.Asked {
			chance = fmt.Sprintf("%.3f", v.Result.Full.Within(i+1))
		}
		fmt.Fprintf(&b, "%s\t\t%g\t%g\t%g\t%s\n", v.Result.History.TimeOfLead(i+1).Format(layout), band.Lower[i], mid, band.Upper[i], chance)
	}
	return b.String()
}
