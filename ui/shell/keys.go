package shell

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// Commands are all commands there are now: the window's, the ways to the pages, and the page's own.
func (s *Shell) Commands() []Command {
	var all []Command
	if p, ok := s.Page().(Commander); ok {
		all = append(all, p.Commands()...)
	}
	if s.config.Base != nil {
		all = append(all, s.config.Base()...)
	}
	all = append(all, s.pageCommands()...)
	return append(all, s.windowCommands()...)
}

func (s *Shell) pageCommands() []Command {
	var all []Command
	for i, n := range append(append([]Nav{}, s.config.Nav...), s.config.Foot) {
		if n.Page == "" {
			continue
		}
		c := Command{ID: "go." + n.Page, Title: "Go to " + n.Title, Group: "Pages", Run: func() { s.Go(Route{Page: n.Page}) }}
		if i < 9 {
			c.Shortcut = "Ctrl+" + strconv.Itoa(i+1)
		}
		all = append(all, c)
	}
	return all
}

func (s *Shell) windowCommands() []Command {
	has := func(ok bool, why string) func() (bool, string) {
		return func() (bool, string) { return ok, why }
	}
	_, filters := s.Page().(Filtered)
	_, creates := s.Page().(Creator)
	return []Command{
		{ID: "window.new", Title: "New on this page", Group: "Window", Shortcut: "Ctrl+N", Enabled: has(creates, "nothing can be added on this page"), Run: s.create},
		{ID: "window.filter", Title: "Filter this page", Group: "Window", Shortcut: "/", Enabled: has(filters, "this page has no filter"), Run: s.filter},
		{ID: "window.back", Title: "Back", Group: "Window", Shortcut: "Alt+Left", Enabled: has(len(s.back) > 0, "this is the first page"), Run: func() { s.Back() }},
		{ID: "window.find", Title: "Find or do", Group: "Window", Shortcut: "Ctrl+K", Run: s.OpenPalette},
		{ID: "window.help", Title: "Keys and commands", Group: "Window", Words: "help shortcuts", Shortcut: "?", Run: s.OpenHelp},
		{ID: "window.reload", Title: "Load this page anew", Group: "Window", Words: "refresh", Shortcut: "Ctrl+R", Run: s.Reload},
	}
}

func (s *Shell) create() {
	if p, ok := s.Page().(Creator); ok {
		p.New()
	}
}

func (s *Shell) filter() {
	if p, ok := s.Page().(Filtered); ok {
		p.FocusFilter()
	}
}

// listen has the window send the shortcuts of all commands to the shell; a shortcut stays known once a page brought it.
func (s *Shell) listen() {
	for _, c := range s.Commands() {
		key, ok := shortcut(c.Shortcut)
		if ok && !s.keys[key.ShortcutName()] {
			s.keys[key.ShortcutName()] = true
			s.window.Canvas().AddShortcut(key, s.root.TypedShortcut)
		}
	}
}

// run runs a command if it can be done now.
func (s *Shell) run(c Command) {
	if c.reason() != "" || c.Run == nil {
		return
	}
	s.log.Event("command " + c.ID)
	c.Run()
}

func (s *Shell) typedShortcut(pressed fyne.Shortcut) {
	for _, c := range s.Commands() {
		if key, ok := shortcut(c.Shortcut); ok && key.ShortcutName() == pressed.ShortcutName() {
			s.run(c)
			return
		}
	}
}

func (s *Shell) typedRune(r rune) {
	for _, c := range s.Commands() {
		if strings.EqualFold(c.Shortcut, string(r)) {
			s.run(c)
			return
		}
	}
}

func (s *Shell) typedKey(k *fyne.KeyEvent) {
	if p, ok := s.Page().(KeyTyper); ok && p.TypedKey(k) {
		return
	}
	if k.Name != fyne.KeyEscape {
		return
	}
	if p, ok := s.Page().(Escaper); ok && p.Escape() {
		return
	}
	if c := s.window.Canvas(); c.Focused() != nil {
		c.Unfocus()
		return
	}
	s.root.Toasts().Dismiss()
}
