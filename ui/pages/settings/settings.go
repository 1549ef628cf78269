// Package settings is the page of what is set once and looked up rarely: the team, colours, the file and its backups, calendars
// for others, the history of every change, and what this program is. Each has a section; the history is the audit and is only ever read here. The package
// has no rules of its own.
package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/storage"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// section is one part of the page.
type section struct{ route, title, note string }

var sections = []section{
	{"team", "Team", "name, zone, toil cap, week"},
	{"appearance", "Appearance", "light, dark or as the system"},
	{"file", "File", "its place, size and check"},
	{"backups", "Backups", "checked copies of the file"},
	{"calendars", "Calendars", "for others, and where published"},
	{"history", "History", "every change: when, who, what"},
	{"about", "About", "version, licence, help"},
}

const navWidth = 220

// Page is the page.
type Page struct {
	desk *desk.Desk
	data data

	chosen  int
	nav     *widgets.List
	team    *teamForm
	history *history
	backups *backupList
	colours *widgets.Segments
	checked string // what the last check of the file said
	damaged bool
	loaded  bool
	pane    *fyne.Container
	content fyne.CanvasObject
}

// data is what the page shows, read at one moment.
type data struct {
	team    model.Team // zero: none yet
	now     time.Time
	colours string
	size    int64
	backups []workspace.BackupFile

	calendars calendars

	entries []storage.Entry
	more    bool // there are older entries
}

// New is the page.
func New(d *desk.Desk) *Page {
	p := &Page{desk: d, pane: widgets.Stack()}
	p.nav = widgets.NewList(theme.ListRowHeight, func() fyne.CanvasObject { return widgets.NewItemRow() }, func(i int, o fyne.CanvasObject) {
		o.(*widgets.ItemRow).Set(widgets.Item{Title: sections[i].title, Note: sections[i].note})
	}).Whole().WithID("settings.sections")
	p.nav.RowID = func(i int) string { return "settings." + sections[i].route }
	p.nav.OnSelected = p.choose
	p.nav.SetLength(len(sections))
	p.nav.Select(0)
	p.team, p.history, p.backups = newTeamForm(p), newHistory(p), newBackupList(p)
	p.colours = widgets.NewSegments([]string{"As the system", "Light", "Dark"}, 0, p.setColours).WithID("settings.colours")
	left := widgets.Scroll(widgets.Pad(theme.Gap3, 0, theme.Gap3, theme.Gap4, widgets.Col(0, widgets.Card(p.nav))))
	p.content = widgets.RowFill(theme.Gap3, widgets.Fixed(navWidth, 0, left), widgets.Grow(widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, 0, p.pane)))
	return p
}

func (p *Page) Title() string { return "Settings" }

func (p *Page) Sub() string { return sections[p.chosen].title }

func (p *Page) Content() fyne.CanvasObject { return p.content }

// Stale: every change is a line of the history, and publishing has its state.
func (p *Page) Stale(c workspace.Change) bool {
	return c.External || c.Entry.ID != 0 || c.Touches(workspace.Feeds)
}

// Keys names what works here.
func (p *Page) Keys() string {
	if p.is("history") {
		return "Up, Down choose · / filter · Ctrl+Z undo · Ctrl+Shift+Z redo"
	}
	return ""
}

func (p *Page) is(route string) bool { return sections[p.chosen].route == route }

// Open implements shell.Opener: the argument names a section.
func (p *Page) Open(arg string) {
	for i, s := range sections {
		if s.route == arg {
			p.chosen = i
			p.nav.Select(i)
			if p.loaded {
				p.showSection()
			}
		}
	}
}

func (p *Page) FocusFilter() {
	if p.is("history") {
		p.history.filter.Focus()
	}
}

// Escape clears the history's filter.
func (p *Page) Escape() bool { return p.is("history") && p.history.clear() }

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	var all []shell.Command
	for i, s := range sections {
		all = append(all, shell.Command{ID: "settings." + s.route, Title: "Settings: " + s.title, Group: "Settings", Words: s.note, Run: func() { p.nav.Select(i); p.choose(i) }})
	}
	return append(all, shell.Command{ID: "settings.check", Title: "Check the file for damage", Group: "Settings", Run: p.check})
}

func (p *Page) choose(i int) {
	p.chosen = i
	p.showSection()
	p.desk.Shell.Dress()
}

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	d := data{now: ws.Now()}
	var err error
	if d.team, err = ws.Team(ctx); err != nil && model.CodeOf(err) != model.NotFound {
		return nil, err
	}
	if d.colours, err = ws.Setting(ctx, themeSetting, "system"); err != nil {
		return nil, err
	}
	if d.size, err = ws.FileSize(); err != nil {
		return nil, err
	}
	if d.backups, err = ws.Backups(); err != nil {
		return nil, err
	}
	if d.calendars, err = readCalendars(ctx, ws); err != nil {
		return nil, err
	}
	limit := int(p.history.limit.Load())
	if d.entries, err = ws.Reader().History(ctx, 0, limit+1); err != nil {
		return nil, err
	}
	if d.more = len(d.entries) > limit; d.more {
		d.entries = d.entries[:limit]
	}
	return func() { p.show(d) }, nil
}

func (p *Page) show(d data) {
	if p.loaded && d.colours != p.data.colours {
		p.desk.Theme(d.colours) // chosen elsewhere, or undone
	}
	p.data, p.loaded = d, true
	p.team.show(d)
	p.history.show(d)
	p.backups.show(d)
	p.colours.Choose(max(0, indexOf(modes, d.colours)))
	p.showSection()
}

func (p *Page) showSection() {
	var o fyne.CanvasObject
	switch sections[p.chosen].route {
	case "team":
		o = column(p.team.panel(p.data))
	case "appearance":
		o = column(p.appearance())
	case "file":
		o = column(p.file())
	case "backups":
		o = p.backups.panel(p.data)
	case "calendars":
		o = column(p.feedsPanel(), p.targetsPanel(), reachPanel())
	case "history":
		o = p.history.panel(p.data)
	case "about":
		o = column(p.about())
	}
	p.pane.Objects = []fyne.CanvasObject{o}
	p.pane.Refresh()
}

// column keeps panels of short lines at their own height.
func column(panels ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Scroll(widgets.Col(theme.Gap3, panels...))
}

func indexOf(all []string, s string) int {
	for i, x := range all {
		if x == s {
			return i
		}
	}
	return -1
}

// zone is where the page's times are shown.
func (d data) zone() *time.Location { return desk.Zone(d.team) }
