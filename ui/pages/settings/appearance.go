package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// themeSetting is the setting that keeps the colours; modes are its values, in the order of the segments.
const themeSetting = "theme"

var (
	modes     = []string{"system", "light", "dark"}
	modeWords = []string{"as the system", "light", "dark"}
)

// appearance is the section of the colours.
type appearance struct {
	desk    *desk.Desk
	mode    string // as last shown or chosen; empty: not loaded yet
	colours *widgets.Segments
	content fyne.CanvasObject
}

func newAppearance(d *desk.Desk) *appearance {
	a := &appearance{desk: d}
	a.colours = widgets.NewSegments([]string{"As the system", "Light", "Dark"}, 0, a.choose).WithID("settings.colours")
	words := widgets.CaptionPara("Both have the same person colours, which stay apart for colour-blind eyes. The choice is kept in this file.")
	a.content = column(widgets.Panel(widgets.Head{Title: "Appearance"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.Row(theme.Gap3, widgets.Fixed(96, 0, widgets.Body("Colours").In(theme.Text2)), a.colours, widgets.Grow()), words))))
	return a
}

func (a *appearance) Content() fyne.CanvasObject { return a.content }

// Load implements part.
func (a *appearance) Load(ctx context.Context) (func(), error) {
	mode, err := a.desk.WS.Setting(ctx, themeSetting, "system")
	return func() {
		if a.mode != "" && mode != a.mode {
			a.desk.Theme(mode) // chosen elsewhere, or undone
		}
		a.mode = mode
		a.colours.Choose(max(0, slices.Index(modes, mode)))
	}, err
}

func (a *appearance) choose(i int) {
	a.mode = modes[i]
	a.desk.Theme(a.mode)
	a.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return a.desk.WS.SetSetting(ctx, themeSetting, modes[i], "colours: "+modeWords[i])
	}, nil, nil)
}
