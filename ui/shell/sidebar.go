package shell

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// sidebar is the team, the pages with their counts, "Find or do" and the settings.
type sidebar struct {
	content fyne.CanvasObject
	rows    map[string]*widgets.NavRow
	team    *widgets.TeamLabel
}

func newSidebar(s *Shell) *sidebar {
	b := &sidebar{rows: map[string]*widgets.NavRow{}}
	b.team = widgets.NewTeamLabel(func() { b.switchTeam(s) })
	pages := widgets.Col(2)
	for _, n := range s.config.Nav {
		pages.Add(b.row(s, n))
	}
	find := widgets.NewNavRow(theme.IconSearch, "Find or do", s.OpenPalette).WithKeys("Ctrl K").WithID("nav.find")
	column := widgets.Col(0, widgets.Pad(0, 8, 12, 8, b.team), pages, widgets.Grow(), widgets.Col(2, find, b.row(s, s.config.Foot)))
	b.content = widgets.Fixed(theme.SidebarWidth, 0, widgets.On(theme.Sunken,
		widgets.RowFill(0, widgets.Grow(widgets.Pad(12, 8, 13, 8, column)), widgets.VRule())))
	return b
}

func (b *sidebar) row(s *Shell, n Nav) *widgets.NavRow {
	row := widgets.NewNavRow(n.Icon, n.Title, func() { s.Go(Route{Page: n.Page}) }).WithID("nav." + n.Page)
	b.rows[n.Page] = row
	return row
}

// choose marks the row of a page, or of the page it lies under.
func (b *sidebar) choose(page string) {
	for name, row := range b.rows {
		row.SetCurrent(page == name || strings.HasPrefix(page, name+"/"))
	}
}

func (b *sidebar) setTeam(name, sub string) { b.team.Set(name, sub) }

func (b *sidebar) setCount(page string, n int) {
	row, ok := b.rows[page]
	if !ok {
		return
	}
	if n == 0 {
		row.SetCount("")
		return
	}
	row.SetCount(strconv.Itoa(n))
}

func (b *sidebar) switchTeam(s *Shell) {
	if s.config.Team == nil {
		return
	}
	if teams := s.config.Team(); len(teams) > 1 {
		widgets.ShowMenuBelow(b.team, teams)
	}
}

func parentOf(page string) (string, bool) {
	i := strings.LastIndex(page, "/")
	if i < 0 {
		return "", false
	}
	return page[:i], true
}
