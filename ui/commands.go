package ui

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// commands are what can be done from every page.
func (w *window) commands() []shell.Command {
	if w.desk.WS == nil {
		return nil
	}
	isSample := w.desk.WS.Path() != w.own
	return []shell.Command{
		{ID: "edit.undo", Title: "Undo the last change", Group: "Edit", Shortcut: "Ctrl+Z", Run: w.undo},
		{ID: "edit.redo", Title: "Redo", Group: "Edit", Shortcut: "Ctrl+Shift+Z", Run: w.redo},
		{ID: "file.backup", Title: "Back up now", Group: "File", Words: "save copy", Run: w.backup},
		{ID: "file.open", Title: "Open another file…", Group: "File", Words: "database team", Run: w.openOther},
		{
			ID: "file.sample", Title: "Open the sample team", Group: "File", Words: "demo example", Run: w.openSample,
			Enabled: func() (bool, string) { return !isSample, "it is open" },
		},
		{
			ID: "file.close-sample", Title: "Close the sample team", Group: "File", Words: "demo own", Run: w.closeSample,
			Enabled: func() (bool, string) { return isSample, "your own file is open" },
		},
		{ID: "toil.quick", Title: "Log toil", Group: "Toil", Words: "quick entry", Shortcut: "Ctrl+T", Run: w.logToil},
		{ID: "swap.find", Title: "Find the best swap…", Group: "Swaps", Words: "exchange cover rid of shift", Run: func() { swapdialog.FindAny(w.desk) }},
		{ID: "swap.ask", Title: "Ask people to take a shift…", Group: "Swaps", Words: "request swap offer", Run: func() { swapdialog.AskAny(w.desk) }},
		{ID: "swap.ill", Title: "Illness now…", Group: "Swaps", Words: "sick cover repair", Run: func() { swapdialog.Illness(w.desk, 0) }},
		{ID: "view.light", Title: "Light colours", Group: "Appearance", Words: "theme", Run: func() { w.chooseTheme("light") }},
		{ID: "view.dark", Title: "Dark colours", Group: "Appearance", Words: "theme night", Run: func() { w.chooseTheme("dark") }},
		{ID: "view.system", Title: "Colours as the system", Group: "Appearance", Words: "theme auto", Run: func() { w.chooseTheme("system") }},
		{ID: "app.quit", Title: "Quit", Group: "File", Words: "exit close", Shortcut: "Ctrl+Q", Run: func() { w.win.Close() }},
	}
}

func (w *window) undo() { w.desk.Change(w.desk.WS.Undo, nil, w.sayWhyNot) }
func (w *window) redo() { w.desk.Change(w.desk.WS.Redo, nil, w.sayWhyNot) }

// takeBack takes an automatic entry of the history back.
func (w *window) takeBack(entry int64) {
	w.desk.Change(func(ctx context.Context) (workspace.Done, error) { return w.desk.WS.UndoEntry(ctx, entry) }, nil, w.sayWhyNot)
}

// sayWhyNot answers an undo that found nothing or was refused: it is a plain notice, not a failure of the page.
func (w *window) sayWhyNot(err error) { w.desk.Say(err.Error()) }

func (w *window) backup() {
	w.shell.Do(func(ctx context.Context) (func(), error) {
		b, err := w.desk.WS.Backup(ctx, "")
		return func() {
			w.desk.Say("Backed up and checked: " + filepath.Base(b.Path))
			w.shell.Reload()
			w.refreshFrame()
		}, err
	}, nil)
}

func (w *window) logToil() { w.shell.Go(shell.Route{Page: "toil", Arg: "log"}) }

func (w *window) openOther() {
	w.desk.Files.Open([]string{".watchbill"}, func(path string) {
		w.own = path
		w.open(path, "")
	})
}

const themeSetting = "theme"

// chooseTheme stores the choice; setTheme only shows it.
func (w *window) chooseTheme(mode string) {
	w.choseTheme(mode)
	w.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return w.desk.WS.SetSetting(ctx, themeSetting, mode, "colours: "+mode)
	}, nil, nil)
}

// choseTheme shows what was chosen by hand. From then on it holds, and not what this run was started with.
func (w *window) choseTheme(mode string) {
	w.opts.Mode = ""
	w.setTheme(mode)
}

func (w *window) setTheme(mode string) { w.theme.Use(themeMode(mode)) }

func themeMode(mode string) theme.Mode {
	return map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark}[mode]
}

// mode is what the user chose: for this run, or in the file.
func (w *window) mode(ws *workspace.Workspace) string {
	if w.opts.Mode != "" || ws == nil {
		return w.opts.Mode
	}
	mode, err := ws.Setting(w.ctx, themeSetting, "system")
	if err != nil {
		return "system"
	}
	return mode
}

// followTheme shows the colours that are set, unless this run has its own.
func (w *window) followTheme() {
	if mode := themeMode(w.mode(w.desk.WS)); mode != w.theme.Mode() {
		w.theme.Use(mode)
	}
}

// teams are the teams to switch to.
func (w *window) teams() []widgets.MenuItem {
	if w.desk.WS == nil {
		return nil
	}
	all, err := w.desk.WS.Reader().Teams(w.ctx)
	if err != nil {
		w.shell.Log().Event("problem " + err.Error())
		return nil
	}
	items := make([]widgets.MenuItem, len(all))
	for i, t := range all {
		items[i] = widgets.MenuItem{Text: t.Name, Do: func() { w.useTeam(t.Name) }}
	}
	return items
}

func (w *window) useTeam(name string) {
	if err := w.desk.WS.UseTeam(w.ctx, name); err != nil {
		w.sayWhyNot(err)
		return
	}
	w.shell.Forget()
	w.refreshFrame()
	w.shell.Go(shell.Route{Page: "today"})
}

// dropped brings a file that was dropped on the window to the import it fits.
func (w *window) dropped(uris []fyne.URI) {
	if len(uris) == 0 || w.desk.WS == nil {
		return
	}
	path := uris[0].Path()
	switch strings.ToLower(filepath.Ext(path)) {
	case ".watchbill":
		w.own = path
		w.open(path, "")
	case ".ics":
		w.shell.Go(shell.Route{Page: "rotations", Arg: "import:" + path})
	default:
		w.shell.Go(shell.Route{Page: "capacity", Arg: "import:" + path})
	}
}
