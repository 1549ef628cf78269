// Package settings is the page of what is set once and looked up rarely. It is a list of sections and the section that is chosen; only
// that one is loaded. Small sections are files here: the team, colours, the file, its backups, the history of every change (the audit,
// only ever read here) and what this program is. Large ones are packages beneath: rules, holidays, calendars. None has rules of the
// domain.
package settings

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/settings/calendars"
	"watchbill/ui/pages/settings/holidays"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// section is one part of the page and its line in the list.
type section struct {
	route, title, note string
	part               part
	paint              *widgets.Paint
}

// part is what a section shows. Load reads off the window's thread and answers how to show it, as a page's does.
type part interface {
	Load(ctx context.Context) (apply func(), err error)
	Content() fyne.CanvasObject
}

// What a part may have besides, as pages do.
type (
	keyed     interface{ Keys() string }
	filtered  interface{ FocusFilter() }
	escaper   interface{ Escape() bool }
	commander interface{ Commands() []shell.Command }
	actor     interface{ Actions() []fyne.CanvasObject }
)

const navWidth = 212

// Page is the page.
type Page struct {
	desk     *desk.Desk
	sections []section
	chosen   atomic.Int32 // loading runs off the window's thread
	nav      *widgets.List
	pane     *fyne.Container
	content  fyne.CanvasObject
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, pane: widgets.Stack()}
	p.sections = []section{
		{"team", "Team", "name, zone, toil cap, week", newTeamForm(d), widgets.NewPaint()},
		{"rules", "Rules", "rest, time on call, swaps, pay", newRules(d), widgets.NewPaint()},
		{"holidays", "Holidays and freezes", "public holidays, change freezes", holidays.New(d), widgets.NewPaint()},
		{"calendars", "Calendars", "for others, and where published", calendars.New(d), widgets.NewPaint()},
		{"file", "File", "its place, size and check", newFileFacts(d, func() { p.Show("file") }), widgets.NewPaint()},
		{"backups", "Backups", "checked copies of the file", newBackupList(d), widgets.NewPaint()},
		{"history", "History", "every change: when, who, what", newHistory(d), widgets.NewPaint()},
		{"appearance", "Appearance", "light, dark or as the system", newAppearance(d), widgets.NewPaint()},
		{"about", "About", "version, licence, help", newAbout(d), widgets.NewPaint()},
	}
	p.nav = widgets.NewList(theme.ListRowHeight, func() fyne.CanvasObject { return widgets.NewItemRow() }, func(i int, o fyne.CanvasObject) {
		o.(*widgets.ItemRow).Set(widgets.Item{Title: p.sections[i].title, Note: p.sections[i].note})
	}).Whole().WithID("settings.sections")
	p.nav.RowID = func(i int) string { return "settings." + p.sections[i].route }
	p.nav.OnSelected = p.choose
	p.nav.SetLength(len(p.sections))
	p.nav.Select(0)
	left := widgets.Scroll(widgets.Pad(theme.Gap3, 0, theme.Gap3, theme.Gap4, widgets.Col(0, widgets.Card(p.nav))))
	p.content = widgets.RowFill(theme.Gap3, widgets.Fixed(navWidth, 0, left), widgets.Grow(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, 0, p.pane)))
	return p
}

func (p *Page) Title() string { return "Settings" }

func (p *Page) Sub() string { return p.section().title }

func (p *Page) Content() fyne.CanvasObject { return p.content }

func (p *Page) section() section { return p.sections[p.chosen.Load()] }

// Stale: every change is a line of the history, and publishing has its state.
func (p *Page) Stale(c workspace.Change) bool {
	return c.External || c.Entry.ID != 0 || c.Touches(workspace.Feeds)
}

// Keys names what works here.
func (p *Page) Keys() string {
	if x, ok := p.section().part.(keyed); ok {
		return x.Keys()
	}
	return ""
}

// Open implements shell.Opener: the argument names a section.
func (p *Page) Open(arg string) {
	for i, s := range p.sections {
		if s.route == arg {
			p.chosen.Store(int32(i))
			p.nav.Select(i)
			p.showSection()
		}
	}
}

// FocusFilter gives a section's filter the keyboard.
func (p *Page) FocusFilter() {
	if x, ok := p.section().part.(filtered); ok {
		x.FocusFilter()
	}
}

// Escape clears a section's filter or closes what is open in it.
func (p *Page) Escape() bool {
	x, ok := p.section().part.(escaper)
	return ok && x.Escape()
}

// Actions stand in the page's header.
func (p *Page) Actions() []fyne.CanvasObject {
	if x, ok := p.section().part.(actor); ok {
		return x.Actions()
	}
	return nil
}

// Commands are what the palette offers here: the sections, and what can be done in each.
func (p *Page) Commands() []shell.Command {
	var all []shell.Command
	for _, s := range p.sections {
		all = append(all, shell.Command{ID: "settings." + s.route, Title: "Settings: " + s.title, Group: "Settings", Words: s.note, Run: func() { p.Show(s.route) }})
	}
	for _, s := range p.sections {
		if x, ok := s.part.(commander); ok {
			all = append(all, x.Commands()...)
		}
	}
	return all
}

// Show goes to a section of the page.
func (p *Page) Show(route string) { p.desk.Shell.Go(shell.Route{Page: "settings", Arg: route}) }

func (p *Page) choose(i int) {
	if i != int(p.chosen.Load()) {
		p.Show(p.sections[i].route)
	}
}

// Load implements shell.Page: it loads the section that is shown.
func (p *Page) Load(ctx context.Context) (func(), error) {
	apply, err := p.section().part.Load(ctx)
	if err != nil {
		return nil, err
	}
	return func() {
		apply()
		p.showSection()
	}, nil
}

func (p *Page) showSection() {
	content := p.section().part.Content()
	p.pane.Objects = []fyne.CanvasObject{content}
	p.pane.Refresh()
	p.section().paint.Show(content)
}

// readTeam is the team, and a zero one where there is none yet.
func readTeam(ctx context.Context, ws *workspace.Workspace) (model.Team, error) {
	team, err := ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return model.Team{}, nil
	}
	return team, err
}

// column keeps panels of short lines at their own height.
func column(panels ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Scroll(widgets.Pad(0, theme.Gap1, 0, 0, widgets.Col(theme.Gap3, panels...)))
}

// fact is a line with its name.
func fact(name string, value fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Pad(3, 0, 3, 0, widgets.RowTop(0, widgets.Fixed(108, 18, widgets.Body(name).In(theme.Text2)), widgets.Grow(value)))
}
