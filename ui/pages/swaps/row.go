package swaps

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

const rowHeight = 72

func newRow() fyne.CanvasObject { return widgets.Stack() }

// fillRow shows a swap in a row: who, which shifts, what it waits for, and the next steps.
func (p *Page) fillRow(v workspace.SwapView, o fyne.CanvasObject) {
	n := p.data.names
	title := widgets.Row(theme.Gap2, widgets.Grow(swapdialog.Title(v.Title, widgets.Bold)))
	words := widgets.Col(1, title, widgets.Caption(v.Detail).In(theme.Text2).Cut(), widgets.Caption(p.timing(v)).Cut())
	row := widgets.Row(theme.Gap3, widgets.Fixed(tilesWidth, 0, widgets.Row(0, n.Tiles(peopleOf(v)), widgets.Grow())), widgets.Grow(words), badgeOf(v))
	for _, a := range shortOf(p.actionsOf(v)) {
		row.Add(widgets.NewButton(a.text, a.do).Small().WithID(fmt.Sprintf("swap.%d.%s", v.ID, a.id)))
	}
	box := o.(*fyne.Container)
	box.Objects = []fyne.CanvasObject{widgets.Pad(0, theme.Gap3, 0, theme.Gap3, row)}
	box.Refresh()
}

// tilesWidth has room for three tiles.
const tilesWidth = 3*24 + 2*4

// shortOf are the steps that have a button in the row; the rest is in the details and in the row's menu.
func shortOf(all []action) []action { return all[:min(len(all), 2)] }

// peopleOf are up to three of the people a swap concerns: those who give first.
func peopleOf(v workspace.SwapView) []model.ID {
	var out []model.ID
	add := func(id model.ID) {
		for _, x := range out {
			if x == id {
				return
			}
		}
		if id != 0 && len(out) < 3 {
			out = append(out, id)
		}
	}
	for _, l := range v.Legs {
		add(l.From)
		add(l.To)
	}
	return out
}

// badgeOf says where a swap stands.
func badgeOf(v workspace.SwapView) fyne.CanvasObject {
	switch {
	case v.Live() && len(model.Hard(v.Problems)) > 0:
		return widgets.Badge(widgets.Bad, "cannot be done")
	case v.State == model.SwapAccepted:
		return widgets.IconBadge(widgets.Info, theme.IconCheck, "agreed")
	case v.State == model.SwapOpen && len(v.Problems) > 0:
		return widgets.Badge(widgets.Warn, "bends "+model.Count(len(v.Problems), "rule", "rules"))
	case v.State == model.SwapOpen:
		return widgets.IconBadge(widgets.Neutral, theme.IconClock, "open")
	case v.State == model.SwapApplied:
		return widgets.IconBadge(widgets.Good, theme.IconCheck, "applied")
	}
	return widgets.Badge(widgets.Neutral, string(v.State))
}

// timing says what a swap waits for, how long already, and how long it can; of one that is over what became of it.
func (p *Page) timing(v workspace.SwapView) string {
	if !v.Live() {
		return v.Waits
	}
	return v.Waits + " · " + p.clocks(v)
}

// clocks says how long a swap has waited, and how long it can.
func (p *Page) clocks(v workspace.SwapView) string {
	now := p.data.names.Now
	words := []string{"asked just now"}
	if waited := now.Sub(v.Created); waited >= time.Minute {
		words[0] = "asked " + coarse(waited) + " ago"
	}
	if left := v.Starts.Sub(now); left > 0 {
		words = append(words, "begins in "+coarse(left))
	}
	return strings.Join(words, " · ")
}

// coarse is a length of time, in whole days where it is one or more.
func coarse(d time.Duration) string {
	const day = 24 * time.Hour
	if d >= day {
		d = d.Truncate(day)
	}
	return model.FormatSpan(d)
}

// kindOf names what kind of swap it is.
func kindOf(v workspace.SwapView) string {
	switch {
	case v.InReturn:
		return "Cover for a shift in return"
	case v.Kind == model.SwapExchange:
		return "Exchange"
	case v.Kind == model.SwapChain:
		return fmt.Sprintf("Round of %d", len(v.Legs))
	}
	return "Cover"
}
