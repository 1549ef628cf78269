package swaps

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// lengths are how many people an exchange of the round may have, in the order of the segments; 0 is any number.
var lengths = []int{2, 3, 0}

// round is the dialogue “Clear the round”: the exchanges among open requests that serve the most.
type round struct {
	page   *Page
	dialog *widgets.Dialog
	length *widgets.Segments
	bend   *widgets.Chip
	body   *fyne.Container
	list   *fyne.Container
	boxes  []*widgets.Check
	found  workspace.ClearedSwaps
	asked  int
}

// round looks at all open requests at once.
func (p *Page) round() {
	r := &round{page: p, list: widgets.Col(0)}
	r.length = widgets.NewSegments([]string{"two people", "up to three", "any number"}, 1, func(int) { r.work() }).WithID("round.length")
	r.bend = widgets.NewChip("may bend rules", false, func(bool) { r.work() }).WithID("round.bend")
	r.body = widgets.Scroll(r.list)
	r.dialog = &widgets.Dialog{
		ID: "round", Title: "Clear the round", Sub: "Among the open requests that nobody took yet: who can take whose shift, so that the most are served.", Width: 680, Height: 460,
		Top: widgets.Row(theme.Gap2, r.length, r.bend, widgets.Grow()), Body: r.body,
		Main: widgets.NewButton("Make the exchanges", r.apply).WithIcon(theme.IconCheck).Primary().WithID("round.apply"),
	}
	p.desk.Shell.Open(r.dialog)
	r.work()
}

func (r *round) work() {
	r.asked++
	mine, longest, bend := r.asked, lengths[r.length.Chosen()], r.bend.On()
	ws := r.page.desk.WS
	r.page.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		found, err := ws.ClearSwaps(ctx, longest, bend)
		return func() {
			if mine == r.asked {
				r.show(found)
			}
		}, err
	}, func(err error) { r.page.desk.Blame(r.dialog, nil, err) })
}

func (r *round) show(found workspace.ClearedSwaps) {
	r.found, r.boxes = found, nil
	r.list.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap4, widgets.BodyPara(r.words()).In(theme.Text2))}
	for i, c := range found.Cycles {
		r.list.Add(widgets.HRule())
		r.list.Add(r.cycle(i, c))
	}
	r.body.Refresh()
	r.sayMain()
	r.page.desk.Shell.Log().Event(fmt.Sprintf("cleared %d of %d", found.Served, found.Requests))
}

// words say how many requests are served, and whether more could be.
func (r *round) words() string {
	switch f := r.found; {
	case f.Requests < 2:
		return "An exchange takes two open requests of people who want to be rid of a shift and have no taker yet. There are fewer."
	case f.Served == 0:
		words := "Allow longer exchanges, or let rules be bent."
		if r.bend.On() && r.length.Chosen() > 0 {
			words = "Find the best way for each of them instead."
		}
		return fmt.Sprintf("None of the %d open requests fit together. %s", f.Requests, words)
	case f.Most:
		return fmt.Sprintf("**%d of %d requests are served.** No other exchanges of this length serve more.", f.Served, f.Requests)
	default:
		return fmt.Sprintf("**%d of %d requests are served.** Others may serve more.", f.Served, f.Requests)
	}
}

func (r *round) cycle(i int, c workspace.ClearedCycle) fyne.CanvasObject {
	box := widgets.NewCheck(c.Title, true, func(bool) { r.sayMain() }).WithID(fmt.Sprint("round.cycle.", i+1))
	r.boxes = append(r.boxes, box)
	badge := widgets.Badge(widgets.Neutral, "all rules kept")
	if n := len(c.Bends); n > 0 {
		badge = widgets.Badge(widgets.Warn, "bends "+model.Count(n, "rule", "rules"))
	}
	lines := widgets.Col(theme.Gap1, widgets.Row(theme.Gap2, box, widgets.Grow(), badge))
	for _, words := range strings.Split(strings.TrimSuffix(strings.TrimSpace(c.Words), "."), ". ") {
		lines.Add(widgets.Pad(0, 0, 0, 22, widgets.Bullet(theme.IconArrowRight, theme.Text2, words)))
	}
	for _, b := range c.Bends {
		lines.Add(widgets.Pad(0, 0, 0, 22, widgets.Bullet(theme.IconWarn, theme.Warn, b.Text)))
	}
	return widgets.PadAll(theme.Gap4, lines)
}

// chosen are the exchanges that are ticked.
func (r *round) chosen() []workspace.ClearedCycle {
	var out []workspace.ClearedCycle
	for i, box := range r.boxes {
		if box.On() {
			out = append(out, r.found.Cycles[i])
		}
	}
	return out
}

func (r *round) sayMain() {
	n := len(r.chosen())
	if n == 0 {
		r.dialog.Main.SetText("Make the exchanges")
		r.dialog.Main.DisableBecause("there is no exchange to make")
	} else {
		r.dialog.Main.SetText("Make " + model.Count(n, "exchange", "exchanges"))
		r.dialog.Main.Enable()
	}
	r.dialog.Refresh()
}

func (r *round) apply() {
	cycles := r.chosen()
	r.page.desk.Submit(r.dialog, nil, func(ctx context.Context) (workspace.Done, error) { return r.page.desk.WS.ApplyCleared(ctx, cycles) })
}
