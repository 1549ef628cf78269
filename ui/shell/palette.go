package shell

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// OpenPalette opens "Find or do": what is written filters the commands, Up and Down choose, Enter runs. What cannot
// be done now stands last, with its reason.
func (s *Shell) OpenPalette() {
	s.log.Event("palette")
	all := s.Commands()
	item := func(c Command) widgets.MenuItem {
		return widgets.MenuItem{Text: c.Title, Note: c.Group, Keys: c.Shortcut, Reason: c.reason(), Do: func() { s.run(c) }}
	}
	widgets.ShowFinder(s.window.Canvas(), widgets.Finder{
		ID: "palette", Prompt: "Find or do", Missing: "No command has these words. Try fewer.",
		Find: func(text string) []widgets.MenuItem {
			var now, later []widgets.MenuItem
			for _, c := range Filter(all, text) {
				if i := item(c); i.Reason == "" {
					now = append(now, i)
				} else {
					later = append(later, i)
				}
			}
			return append(now, later...)
		},
	})
}

// OpenHelp lists all commands by group, with their keys.
func (s *Shell) OpenHelp() {
	groups, order := map[string][]Command{}, []string{}
	for _, c := range s.Commands() {
		if groups[c.Group] == nil {
			order = append(order, c.Group)
		}
		groups[c.Group] = append(groups[c.Group], c)
	}
	left, right := widgets.Col(theme.Gap4), widgets.Col(theme.Gap4)
	lines := map[*fyne.Container]int{}
	for _, name := range order {
		side := left
		if lines[right] < lines[left] {
			side = right
		}
		side.Add(helpGroup(name, groups[name]))
		lines[side] += len(groups[name]) + 2
	}
	d := &widgets.Dialog{
		ID: "help", Title: "Keys and commands", Sub: "Every command can also be found by its words with Ctrl+K", CancelLabel: "Close", Width: 760,
		Body: widgets.PadAll(theme.Gap4, widgets.Grid(2, 32, left, right)),
	}
	s.Open(d)
}

func helpGroup(name string, commands []Command) fyne.CanvasObject {
	c := widgets.Col(theme.Gap1, widgets.Bold(name))
	for _, command := range commands {
		row := widgets.Row(theme.Gap2, widgets.Grow(widgets.Ellipsis(widgets.Body(command.Title).In(theme.Text2))))
		if command.Shortcut != "" {
			row.Add(widgets.KeyCap(command.Shortcut, theme.Surface))
		}
		c.Add(row)
	}
	return c
}
