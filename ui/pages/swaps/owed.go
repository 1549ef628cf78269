package swaps

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// newOwed is the table of who covered for whom.
func (p *Page) newOwed() *widgets.Table {
	return widgets.NewTable([]widgets.Column{
		{Title: "Person", Share: 3},
		{Title: "Took over", Width: 88, Right: true},
		{Title: "Others took", Width: 88, Right: true},
		{Title: "Exchanges", Width: 80, Right: true},
		{Title: "Balance", Width: 88, Right: true},
		{Title: "With whom", Share: 4},
	}, theme.RowHeight2, func(row, column int) widgets.Cell { return p.owedCell(p.data.owed[row], column) }).WithID("swaps.owed").
		RowID(func(i int) string { return "owed." + p.data.owed[i].Person.Name })
}

func (p *Page) owedCell(o workspace.Owed, column int) widgets.Cell {
	switch column {
	case 0:
		return widgets.Cell{Text: o.Person.Name, Person: o.Person.Colour, Initials: o.Person.Initials()}
	case 1:
		return covered(o.Taken, o.TakenHours)
	case 2:
		return covered(o.Given, o.GivenHours)
	case 3:
		return widgets.Cell{Text: model.Thousands(o.Exchanged)}
	case 4:
		c := widgets.Cell{Text: signed(o.Balance), Bold: o.Balance != 0}
		switch {
		case o.Balance > 0:
			c.Sub = "is owed"
		case o.Balance < 0:
			c.Sub = "owes"
		}
		return c
	}
	return widgets.Cell{Text: p.withWhom(o), Ink: theme.Text2}
}

func covered(n int, hours float64) widgets.Cell {
	if n == 0 {
		return widgets.Cell{Text: "–", Ink: theme.Text3}
	}
	return widgets.Cell{Text: model.FormatQuantity(hours) + " h", Sub: model.Count(n, "cover", "covers")}
}

// withWhom says the balances with single people: “Ben owes 48 h, owes Dana 12 h”.
func (p *Page) withWhom(o workspace.Owed) string {
	var words []string
	for _, x := range o.With {
		switch name := p.data.names.First(x.PersonID); {
		case x.Hours > 0:
			words = append(words, fmt.Sprintf("%s owes %s h", name, model.FormatQuantity(x.Hours)))
		case x.Hours < 0:
			words = append(words, fmt.Sprintf("owes %s %s h", name, model.FormatQuantity(-x.Hours)))
		}
	}
	return strings.Join(words, ", ")
}

func (p *Page) owedPanel() fyne.CanvasObject {
	head := widgets.Head{Title: fmt.Sprintf("Covers owed, %d", p.data.year), Caption: "covers that stand, by the day of the duty; in an exchange both have paid"}
	return widgets.Panel(head, widgets.Grow(widgets.Pad(0, 1, 4, 1, p.owed)))
}

func (p *Page) toRotations() { p.desk.Shell.Go(shell.Route{Page: "rotations"}) }
