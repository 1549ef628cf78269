package editor

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// quarter of the hours of 52 weeks: more than that on call wears people out (Site Reliability Engineering, chapter 11).
const quarter = 0.25 * 364 * 24

// checkStep shows what comes of the rule: what is wrong, what to look at, and what it asks of everybody.
func (e *editor) checkStep() fyne.CanvasObject {
	col := widgets.Col(theme.Gap3)
	if len(e.wrong) > 0 {
		for _, t := range e.wrong {
			col.Add(e.troubleLine(t))
		}
		return widgets.Scroll(widgets.PadAll(theme.Gap4, col))
	}
	col.Add(widgets.Bold("Coverage"))
	for _, o := range e.coverage() {
		col.Add(o)
	}
	before := len(col.Objects)
	e.addWarnings(col)
	if len(col.Objects) == before {
		col.Add(widgets.Note(widgets.Good, "no gap and no overlap where clocks change, for half a year"))
	}
	col.Add(widgets.HRule())
	col.Add(widgets.Bold("Load of a year by this rule"))
	col.Add(widgets.NewBars(e.loads(), 0, quarter, "25 % of all hours"))
	col.Add(widgets.CaptionPara("Hours on call in 52 weeks from the first shift on, all roles together, with time off as it is entered. Above a quarter of their time people wear out."))
	return widgets.Scroll(widgets.PadAll(theme.Gap4, col))
}

func (e *editor) loads() []widgets.Bar {
	var out []widgets.Bar
	for _, y := range e.preview.Year {
		x, known := e.back.byID[y.PersonID]
		b := widgets.Bar{Name: x.First(), Person: x.Colour, Value: y.Hours, Text: fmt.Sprintf("%s h", model.FormatQuantity(math.Round(y.Hours))), Note: model.Count(y.Shifts, "shift", "shifts")}
		if !known {
			b.Name, b.Muted = "Nobody", true
		}
		out = append(out, b)
	}
	return out
}
