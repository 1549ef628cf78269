// Package ui is the window. Run puts the shell and the pages together over a workspace and keeps them informed of changes. The
// package has no rules and no SQL; it must not import fyne's app, so that it builds and tests without cgo and a display.
package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/internal/demo"
	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Options say what the window shows.
type Options struct {
	Path     string // the file
	Team     string // the team's name; empty: the first
	Who      string // for the history; empty: the user of the operating system
	Now      func() time.Time
	EventLog io.Writer // what happens and where widgets are, for tests of the real window; nil: none
	Page     string    // the first page; empty: today
	Version  string    // of the program
	Mode     string    // "light" or "dark" overrides the setting; empty: the setting
	Runner   widgets.Runner
	Timer    widgets.Timer
}

// window is the running program behind the shell.
type window struct {
	ctx    context.Context
	opts   Options
	win    fyne.Window
	theme  *theme.Theme
	shell  *shell.Shell
	desk   *desk.Desk
	own    string         // the user's file, to come back to from the sample
	stop   func()         // ends listening to the open workspace
	zone   *time.Location // the team's
	sample bool           // the banner of the sample team is shown
	status string
}

// Show opens the file and builds the window's content, one after the other; see Open.
func Show(ctx context.Context, win fyne.Window, opts Options) (closeFile func() error) {
	return Open(ctx, opts).Show(win)
}

// build puts the shell and the first page into the window.
func (w *window) build(file opened) {
	// The colours are chosen before anything is drawn: a window that is not shown yet does not hear of a change.
	w.theme = theme.New(themeMode(file.mode))
	fyne.CurrentApp().Settings().SetTheme(w.theme)
	w.win.SetTitle("Watchbill")
	w.desk = &desk.Desk{Files: files{w.win, func(d *widgets.Dialog) { w.shell.Open(d) }}, OpenSample: w.openSample, Theme: w.choseTheme, Version: w.opts.Version}
	w.shell = shell.New(shell.Config{
		Window: w.win, Runner: w.opts.Runner, Timer: w.opts.Timer, Log: w.log(),
		Nav: navigation, Foot: settingsNav, Make: w.page, Base: w.commands, Team: w.teams,
	})
	w.desk.Shell = w.shell
	w.win.SetOnDropped(func(_ fyne.Position, uris []fyne.URI) { w.dropped(uris) })
	if file.err != nil {
		w.cannotOpen(w.opts.Path, file.err)
	} else {
		w.adopt(file.ws, w.opts.Page)
	}
	if w.opts.EventLog != nil {
		w.shell.LogPlaces()
	}
	w.tick()
}

// close ends listening and closes the file.
func (w *window) close() error {
	if w.stop != nil {
		w.stop()
	}
	if w.desk.WS == nil {
		return nil
	}
	return w.desk.WS.Close()
}

func (w *window) log() shell.Log {
	if w.opts.EventLog == nil {
		return shell.NoLog{}
	}
	return shell.NewLineLog(w.opts.EventLog)
}

func (w *window) openFile(path string) (*workspace.Workspace, error) {
	ws, err := workspace.Open(w.ctx, path, workspace.Config{Via: "window", Who: w.opts.Who, Now: w.opts.Now})
	if err != nil {
		return nil, err
	}
	if w.opts.Team != "" && path == w.opts.Path {
		if err := ws.UseTeam(w.ctx, w.opts.Team); err != nil {
			return nil, errors.Join(err, ws.Close())
		}
	}
	return ws, nil
}

// open opens a file and shows a page of it. The file open before stays when the new one cannot be opened.
func (w *window) open(path, page string) {
	ws, err := w.openFile(path)
	if err != nil {
		w.cannotOpen(path, err)
		return
	}
	w.adopt(ws, page)
	w.setTheme(w.mode(ws))
}

// adopt works with an open file from now on, and closes the one before.
func (w *window) adopt(ws *workspace.Workspace, page string) {
	if w.stop != nil {
		w.stop()
		w.shell.Forget()
		if err := w.desk.WS.Close(); err != nil {
			w.shell.Log().Event("problem " + err.Error())
		}
	}
	w.desk.WS, w.status = ws, ""
	ctx, cancel := context.WithCancel(w.ctx)
	unlisten := ws.OnChange(w.changed)
	go func() {
		if err := ws.Watch(ctx, time.Second); err != nil {
			w.shell.Log().Event("problem " + err.Error())
		}
	}()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		ws.KeepCalendars(ctx, func(err error) { w.shell.Log().Event("problem " + err.Error()) })
	}()
	w.stop = func() {
		cancel()
		unlisten()
		select { // so that the next file's calendar server finds its port free
		case <-ended:
		case <-time.After(time.Second):
		}
	}
	w.refreshFrame()
	if page == "" {
		page = "today"
	}
	w.shell.Go(shell.Route{Page: page})
}

func (w *window) cannotOpen(path string, err error) {
	fmt.Fprintln(os.Stderr, "watchbill:", err)
	if w.desk.WS != nil { // another file is open: say it there
		w.shell.Open(widgets.Confirm("cannot-open", "This file cannot be opened", err.Error(), "Understood", false, func() {}))
		return
	}
	w.win.SetContent(widgets.Centre(problemWidth, widgets.Problem("Watchbill cannot open "+filepath.Base(path), err.Error(),
		widgets.NewButton("Choose another file…", func() {
			w.desk.Files.Open([]string{".watchbill"}, func(p string) { w.restart(p) })
		}).WithID("problem.choose").Primary(),
		widgets.NewButton("Open the sample team", func() { w.restart("") }).WithID("problem.sample"))))
}

// problemWidth is how wide the words are that stand where no file could be opened.
const problemWidth = 640

// restart builds the shell anew after the window could not show any file.
func (w *window) restart(path string) {
	w.shell = shell.New(shell.Config{
		Window: w.win, Runner: w.opts.Runner, Timer: w.opts.Timer, Log: w.shell.Log(),
		Nav: navigation, Foot: settingsNav, Make: w.page, Base: w.commands, Team: w.teams,
	})
	w.desk.Shell = w.shell
	if path == "" {
		w.openSample()
		return
	}
	w.own = path
	w.open(path, "")
}

// changed hears of every commit, on the goroutine that made it.
func (w *window) changed(c workspace.Change) {
	w.shell.Changed(c)
	w.opts.Runner.Run(func() func() {
		return func() {
			w.refreshFrame()
			if c.Touches(workspace.Settings) { // chosen here, undone, or changed by another program
				w.followTheme()
			}
			switch {
			case c.External:
				w.setStatus("Changed by another Watchbill just now")
			case c.Entry.ID == 0: // how publishing went, which nobody can undo
			case c.Entry.Undoes != 0 && c.Entry.Depth%2 == 1:
				w.notify(c, "Redo", "Ctrl+Shift+Z", w.redo)
			case c.Entry.Automatic: // Ctrl+Z steps over it
				w.notify(c, "Take back", "", func() { w.takeBack(c.Entry.ID) })
			default:
				w.notify(c, "Undo", "Ctrl+Z", w.undo)
			}
		}
	})
}

func (w *window) notify(c workspace.Change, action, keys string, do func()) {
	w.setStatus("Last: " + swapdialog.Plain(c.Entry.Summary) + ", " + w.desk.WS.Now().In(w.zone).Format("15:04"))
	w.shell.Toast(widgets.Toast{Text: sentence(c.Entry.Summary), Action: action, Keys: keys, Do: do})
}

func sentence(s string) string {
	s = swapdialog.Plain(s)
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

func (w *window) setStatus(last string) {
	w.status = last
	w.shell.SetStatus("All changes saved", last)
}

// frame is what the window shows around the pages.
type frame struct {
	team   model.Team
	none   bool // no team yet
	people int
	needs  map[workspace.NeedKind]int
}

// refreshFrame reads the team's name and the sidebar's counts.
func (w *window) refreshFrame() {
	ws := w.desk.WS
	w.opts.Runner.Run(func() func() {
		f, err := readFrame(w.ctx, ws)
		return func() {
			if ws != w.desk.WS {
				return // another file was opened meanwhile
			}
			if err != nil {
				w.shell.Log().Event("problem " + err.Error())
				return
			}
			w.showFrame(f)
		}
	})
}

func readFrame(ctx context.Context, ws *workspace.Workspace) (frame, error) {
	f := frame{needs: map[workspace.NeedKind]int{}}
	var err error
	if f.team, err = ws.Team(ctx); model.CodeOf(err) == model.NotFound {
		f.none = true
		return f, nil
	} else if err != nil {
		return f, err
	}
	people, err := ws.People(ctx)
	if err != nil {
		return f, err
	}
	f.people = len(people)
	needs, err := ws.Needs(ctx)
	for _, n := range needs {
		f.needs[n.Kind]++
	}
	return f, err
}

func (w *window) showFrame(f frame) {
	if f.none {
		w.shell.SetTeam("No team yet", "Nothing is saved so far")
		w.shell.SetStatus("Nothing to save yet", "")
	} else {
		w.shell.SetTeam(f.team.Name, model.Count(f.people, "person", "people")+" · "+f.team.Zone)
		w.shell.SetStatus("All changes saved", w.status)
	}
	w.shell.SetCount("rotations", f.needs[workspace.NeedCover]+f.needs[workspace.NeedPerson]+f.needs[workspace.NeedPublish]+f.needs[workspace.NeedDouble]+f.needs[workspace.NeedRest])
	w.shell.SetCount("swaps", f.needs[workspace.NeedSwap])
	w.shell.SetCount("capacity", f.needs[workspace.NeedCapacity])
	w.shell.SetCount("toil", f.needs[workspace.NeedToil])
	w.zone = desk.Zone(f.team)
	w.showClock(w.zone, f.team.Zone)
	if f.team.Sample == w.sample {
		return
	}
	w.sample = f.team.Sample
	w.shell.SetBanner(nil)
	if w.sample {
		w.shell.SetBanner(widgets.Banner(widgets.Info, "This is the sample team, in a file of its own. Try anything; your own file is not touched.",
			widgets.NewButton("Close the sample", w.closeSample).Small().WithID("sample.close")))
	}
}

func (w *window) showClock(loc *time.Location, zone string) {
	if zone == "" {
		zone = loc.String()
	}
	w.shell.SetClock(w.desk.WS.Now().In(loc).Format("Mon 2 Jan 2006, 15:04 ") + zone)
}

// tick keeps clock, now-lines and who is on call fresh.
func (w *window) tick() {
	w.opts.Timer(time.Minute, func() {
		if w.desk.WS != nil {
			w.refreshFrame()
			w.shell.Changed(workspace.Change{Areas: []workspace.Area{workspace.Clock}})
		}
		w.tick()
	})
}

func (w *window) samplePath() string {
	return demo.Path(w.own)
}

// openSample opens the sample team, making its file where there is none.
func (w *window) openSample() {
	path := w.samplePath()
	if w.desk.WS != nil && w.desk.WS.Path() == path {
		w.shell.Go(shell.Route{Page: "today"})
		return
	}
	w.opts.Runner.Run(func() func() {
		err := demo.Ensure(w.ctx, path, w.opts.Now())
		return func() {
			if err != nil {
				w.cannotOpen(path, err)
				return
			}
			w.open(path, "")
		}
	})
}

func (w *window) closeSample() { w.open(w.own, "") }
