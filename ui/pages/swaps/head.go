package swaps

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Actions stand in the header.
func (p *Page) Actions() []fyne.CanvasObject {
	if len(p.data.names.Rotations) == 0 {
		return nil
	}
	find := widgets.NewButton("Find the best swap…", p.find).WithIcon(theme.IconSwap).WithID("swaps.find")
	if v, ok := p.view(p.chosen); !ok || !v.Live() { // else the next step of the swap that is shown is the main action
		find.Primary()
	}
	return []fyne.CanvasObject{
		widgets.NewButton("Illness now…", p.illness).WithIcon(theme.IconCover).WithHint("covers for everything somebody has until a day").WithID("swaps.ill"),
		widgets.NewButton("Clear the round…", p.round).WithIcon(theme.IconRefresh).WithHint("exchanges among the open requests that serve the most").WithID("swaps.round"),
		widgets.NewButton("Ask…", p.ask).WithIcon(theme.IconPlus).WithHint("ask people to take a shift").WithID("swaps.ask"),
		find,
	}
}

func (p *Page) illness() { swapdialog.Illness(p.desk, 0) }
func (p *Page) ask()     { swapdialog.AskAny(p.desk) }
func (p *Page) find()    { swapdialog.FindAny(p.desk) }

// New starts a request.
func (p *Page) New() { p.ask() }

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	tab := func(id, title, words string, to int) shell.Command {
		return shell.Command{ID: "swaps." + id, Title: title, Group: "Swaps", Words: words, Run: func() { p.showTab(to) }}
	}
	out := []shell.Command{
		{ID: "swaps.round", Title: "Clear the round of open requests…", Group: "Swaps", Words: "exchange cycles", Run: p.round},
		tab("needs-me", "Show what needs me", "approve waiting", needsMe), tab("open", "Show open requests", "waiting", open),
		tab("done", "Show swaps that are over", "applied declined history", done), tab("owed", "Show covers owed", "balance taken given year", owed),
	}
	v, ok := p.view(p.chosen)
	if !ok {
		return out
	}
	for _, a := range p.actionsOf(v) {
		out = append(out, shell.Command{ID: "swaps.selected." + a.id, Title: "Selected swap: " + strings.ToLower(a.text[:1]) + a.text[1:], Group: "Swaps", Run: a.do})
	}
	return out
}

// Toolbar stands under the header: which swaps are shown, and the team's rule.
func (p *Page) Toolbar() fyne.CanvasObject {
	if p.tabs == nil || len(p.data.names.Rotations) == 0 {
		return nil
	}
	row := widgets.Row(theme.Gap2, p.tabs, widgets.Grow())
	if p.tab == owed {
		row.Add(widgets.NewIconButton(theme.IconLeft, "The year before", func() { p.showYear(p.data.year - 1) }).WithID("swaps.year.before"))
		row.Add(widgets.Bold(fmt.Sprint(p.data.year)))
		row.Add(widgets.NewIconButton(theme.IconRight, "The year after", func() { p.showYear(p.data.year + 1) }).WithID("swaps.year.after"))
		return row
	}
	rule := widgets.NewChip("you approve each swap", p.data.approval, p.setApproval).WithID("swaps.approval")
	row.Add(rule)
	return row
}

func (p *Page) setApproval(need bool) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.SetSwapApproval(ctx, need) }, nil, nil)
}

func (p *Page) showYear(year int) {
	p.year.Store(int32(year))
	p.desk.Shell.Reload()
}

func (p *Page) menu(i int, at fyne.Position) {
	var items []widgets.MenuItem
	for _, a := range p.actionsOf(p.shown[i]) {
		items = append(items, widgets.MenuItem{Text: a.text, Icon: a.icon, Do: a.do})
	}
	v := p.shown[i]
	items = append(items, widgets.MenuItem{Text: "Copy message", Icon: theme.IconCopy, Do: func() { p.copyMessage(v.ID) }})
	widgets.ShowMenu(p.desk.Shell.Canvas(), at, items)
}
