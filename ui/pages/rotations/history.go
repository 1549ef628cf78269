package rotations

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// history is the part of the side that says how a shift came to be as it is: published, swapped, overridden, by whom. It is read when
// it is shown.
func (p *Page) history(shift model.ID) fyne.CanvasObject {
	col := widgets.Col(theme.Gap2)
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		lines, err := p.desk.WS.ShiftHistory(ctx, shift)
		return func() { p.fillHistory(col, lines) }, err
	}, nil)
	return col
}

func (p *Page) fillHistory(col *fyne.Container, lines []workspace.HistoryLine) {
	if len(lines) == 0 {
		return
	}
	col.Add(widgets.HRule())
	col.Add(widgets.Bold("History"))
	for _, l := range lines {
		col.Add(p.historyLine(l))
	}
	p.side.Refresh()
}

func (p *Page) historyLine(l workspace.HistoryLine) fyne.CanvasObject {
	when := model.FormatTime(l.At.In(p.data.zone), p.data.now)
	return widgets.Col(0, widgets.BodyPara(l.What), widgets.CaptionPara(fmt.Sprintf("%s, %s, %s", when, l.Who, l.Via)))
}

// whoWas asks who was, or will be, on call at a moment, and why.
func (p *Page) whoWas(at time.Time) {
	if at.IsZero() {
		at = p.data.now
	}
	body := widgets.Stack()
	d := &widgets.Dialog{ID: "who-was", Title: "Who was on call?", Sub: "At any moment, past or ahead, with what led to it", Width: 620, Height: 460, CancelLabel: "Close"}
	var moment *momentField
	asked := 0
	look := func() {
		asked++
		number := asked
		at, err := moment.value(p.data.zone, "at")
		if err != nil {
			body.Objects = []fyne.CanvasObject{widgets.BodyPara(err.Error()).In(theme.Bad)}
			body.Refresh()
			return
		}
		p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
			found, err := p.desk.WS.WhoWas(ctx, at)
			return func() {
				if number == asked {
					body.Objects = []fyne.CanvasObject{p.whoWasList(found)}
					body.Refresh()
				}
			}, err
		}, func(err error) { d.ShowProblem(err.Error()) })
	}
	moment = newMomentField("who-was.at", at.In(p.data.zone), p.data.now.In(p.data.zone), look)
	d.Body = widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, widgets.Row(theme.Gap2, moment.content, widgets.Caption("in "+p.zoneName()), widgets.Grow()), widgets.HRule(), body))
	p.desk.Shell.Open(d)
	look()
}

func (p *Page) whoWasList(found []workspace.WhoWas) fyne.CanvasObject {
	col := widgets.Col(theme.Gap3)
	for _, w := range found {
		name := w.Rotation + ", " + w.Role
		if w.Deleted {
			name += " (since deleted)"
		}
		part := widgets.Col(theme.Gap1, widgets.Caption(name))
		if len(w.Duties) == 0 {
			part.Add(widgets.Note(widgets.Bad, "nobody was on call"))
		}
		for _, duty := range w.Duties {
			part.Add(p.dutyWhy(duty))
		}
		col.Add(part)
	}
	if len(found) == 0 {
		col.Add(widgets.BodyPara("No rotation had begun then."))
	}
	return col
}

func (p *Page) dutyWhy(duty workspace.DutyWhy) fyne.CanvasObject {
	row := widgets.Row(theme.Gap2)
	if duty.Person.ID != 0 {
		row.Add(widgets.NewTile(duty.Person.Colour, duty.Person.Initials()))
		row.Add(widgets.Bold(duty.Person.Name))
	} else {
		row.Add(widgets.Bold("Nobody").In(theme.Bad))
	}
	row.Add(widgets.Grow(widgets.Ellipsis(widgets.Caption(model.FormatTime(duty.Shift.Start.In(p.data.zone), p.data.now) + " – " + model.FormatTime(duty.Shift.End.In(p.data.zone), p.data.now)))))
	col := widgets.Col(2, row)
	for _, l := range duty.Lines {
		col.Add(p.historyLine(l))
	}
	return widgets.Pad(0, 0, 0, theme.Gap2, col)
}
