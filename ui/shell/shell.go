package shell

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// Nav is a line of the sidebar.
type Nav struct {
	Page  string
	Title string
	Icon  theme.IconName
}

// Config is what a shell is made of.
type Config struct {
	Window fyne.Window
	Runner widgets.Runner // widgets.Background{}; tests: widgets.Inline{}
	Timer  widgets.Timer  // widgets.WallTimer
	Log    Log            // nil: none

	Nav  []Nav                     // in order; Ctrl+1, Ctrl+2, … go there
	Foot Nav                       // below "Find or do": the settings
	Make func(name string) Page    // makes the page of that name, nil if there is none
	Base func() []Command          // the window's commands: undo, redo, backup …; asked each time
	Team func() []widgets.MenuItem // the teams to switch to; nil or fewer than two: the name is no button
}

// Shell is the frame of the window. Its methods are called on the window's thread unless they say otherwise.
type Shell struct {
	window fyne.Window
	runner widgets.Runner
	timer  widgets.Timer
	log    Log
	config Config

	root    *widgets.Root
	sidebar *sidebar
	header  *header
	pane    *pane
	status  *widgets.StatusLine
	main    *fyne.Container // header, pane and status line
	right   string          // of the status line while the page names no keys

	at    Route
	back  []Route
	pages map[string]*visit
	keys  map[string]bool // shortcuts the window listens to
}

// visit is a page that was made, with the state of its loading.
type visit struct {
	name   string
	page   Page
	newest int // counts loads; older results are dropped
	cancel context.CancelFunc
	loaded bool
	drawn  Route // as of which it was loaded last
	stale  bool
	paint  *widgets.Paint
}

// New makes the frame and puts it into the window. Call Go for the first page.
func New(c Config) *Shell {
	if c.Log == nil {
		c.Log = NoLog{}
	}
	s := &Shell{window: c.Window, runner: c.Runner, timer: c.Timer, log: c.Log, config: c, pages: map[string]*visit{}, keys: map[string]bool{}}
	s.sidebar, s.header, s.pane, s.status = newSidebar(s), newHeader(s), newPane(), widgets.NewStatusLine()
	s.main = widgets.Col(0, s.header.content, widgets.Grow(s.pane.content), s.status)
	frame := widgets.RowFill(0, s.sidebar.content, widgets.Grow(s.main)) // on the ground that the window is cleared with
	s.root = widgets.NewRoot(frame, c.Timer, theme.SidebarWidth, theme.StatusHeight)
	s.root.OnKey, s.root.OnRune, s.root.OnShortcut = s.typedKey, s.typedRune, s.typedShortcut
	s.root.Toasts().OnShown = func(t widgets.Toast) { s.log.Event("toast " + t.Text) }
	s.root.Attach(c.Window, nil)
	s.listen()
	return s
}

// BeforeFrame calls f once before the window lays itself out for its next frame, with the toolkit's window made by then.
func (s *Shell) BeforeFrame(f func()) { s.root.BeforeFrame(f) }

// Layout lays the window's content out as it is now, so that its next frame finds that done.
func (s *Shell) Layout() { s.root.Layout() }

// At is the route of the page shown.
func (s *Shell) At() Route { return s.at }

// Go shows a page, remembering the one before for Back. Going where the window is loads anew.
func (s *Shell) Go(r Route) {
	if s.at != r && s.at != (Route{}) {
		s.back = append(s.back, s.at)
	}
	s.show(r)
}

// Back shows the page before, and reports whether there was one.
func (s *Shell) Back() bool {
	if len(s.back) == 0 {
		return false
	}
	r := s.back[len(s.back)-1]
	s.back = s.back[:len(s.back)-1]
	s.show(r)
	return true
}

func (s *Shell) show(r Route) {
	v := s.visit(r.Page)
	if v == nil {
		return
	}
	if old := s.current(); old != nil && old != v {
		if p, ok := old.page.(Leaver); ok {
			p.Leave()
		}
	}
	s.at = r
	s.log.Event(strings.TrimSpace("page " + r.Page + " " + r.Arg))
	if p, ok := v.page.(Opener); ok {
		p.Open(r.Arg)
	}
	s.sidebar.choose(r.Page)
	s.pane.show(v)
	s.dress()
	v.paint.Show(s.header.content, v.page.Content())
	s.load(v)
}

// visit is the page of a name, made on the first visit; nil if there is none.
func (s *Shell) visit(name string) *visit {
	if v, ok := s.pages[name]; ok {
		return v
	}
	paint, page := widgets.NewPaint(), s.config.Make(name)
	if page == nil {
		return nil
	}
	v := &visit{name: name, page: page, paint: paint}
	s.pages[name] = v
	return v
}

func (s *Shell) current() *visit { return s.pages[s.at.Page] }

// Page is the page shown, nil before the first.
func (s *Shell) Page() Page {
	if v := s.current(); v != nil {
		return v.page
	}
	return nil
}

// Changed marks the pages stale that a change concerns and loads the visible one. It may be called on any thread: it goes
// through the runner, as all news from the workspace does.
func (s *Shell) Changed(change Change) {
	s.runner.Run(func() func() {
		return func() {
			for _, v := range s.pages {
				v.stale = v.stale || v.page.Stale(change)
			}
			if v := s.current(); v != nil && v.stale {
				s.load(v)
			}
		}
	})
}

// Reload loads the page shown anew.
func (s *Shell) Reload() {
	if v := s.current(); v != nil {
		s.load(v)
	}
}

// Forget drops all pages but keeps the window, for another team or file; the next Go makes them anew.
func (s *Shell) Forget() {
	for _, v := range s.pages {
		if v.cancel != nil {
			v.cancel()
		}
		v.newest++
	}
	s.pages, s.back, s.at = map[string]*visit{}, nil, Route{}
}

// Dress shows the header, toolbar, commands and keys of the page anew, after the page changed them itself.
func (s *Shell) Dress() { s.dress() }

// dress puts what the page says of itself into the header, the toolbar and the status line.
func (s *Shell) dress() {
	v := s.current()
	if v == nil {
		return
	}
	height := s.header.content.MinSize().Height
	s.header.show(v.page, strings.Contains(s.at.Page, "/"))
	if s.header.content.MinSize().Height != height {
		s.main.Refresh() // a toolbar came or went
	}
	right := s.right
	if p, ok := v.page.(Keyed); ok && p.Keys() != "" {
		right = p.Keys()
	}
	s.status.SetRight(right)
	s.listen()
}

// SetTeam shows the team's name and a line about it at the top of the sidebar.
func (s *Shell) SetTeam(name, sub string) { s.sidebar.setTeam(name, sub) }

// SetCount shows a count beside a page in the sidebar; 0 shows none.
func (s *Shell) SetCount(page string, n int) { s.sidebar.setCount(page, n) }

// SetBanner shows a line above every page, such as that this is sample data; nil takes it away.
func (s *Shell) SetBanner(o fyne.CanvasObject) { s.pane.setBanner(o) }

// SetStatus says at the left of the status line whether all is saved and what changed last.
func (s *Shell) SetStatus(saved, last string) { s.status.SetLeft(saved, last) }

// SetClock shows the time and zone at the right of the status line while the page names no keys.
func (s *Shell) SetClock(words string) {
	s.right = words
	s.dress()
}

// Toast says what happened, with a way to undo it.
func (s *Shell) Toast(t widgets.Toast) { s.root.Toasts().Post(t) }

// Open shows a dialogue.
func (s *Shell) Open(d *widgets.Dialog) {
	closed := d.OnClosed
	d.OnClosed = func() {
		s.log.Event("closed " + d.ID)
		if closed != nil {
			closed()
		}
	}
	d.Show(s.window.Canvas(), s.timer)
	s.log.Event("dialog " + d.ID)
}

// Do calls work off the window's thread; then runs on it. An error is shown at the top of the page, or goes to onError if
// that is given, as dialogues do to show it beside their fields.
func (s *Shell) Do(work func(ctx context.Context) (then func(), err error), onError func(error)) {
	v := s.current()
	s.runner.Run(func() func() {
		then, err := work(context.Background())
		return func() {
			switch {
			case err == nil:
				if then != nil {
					then()
				}
			case onError != nil:
				onError(err)
			default:
				s.log.Event("problem " + err.Error())
				s.pane.say(v, "That did not work", err.Error())
			}
		}
	})
}

// Runner is the shell's runner, for charts.
func (s *Shell) Runner() widgets.Runner { return s.runner }

// Canvas is the window's canvas, for menus.
func (s *Shell) Canvas() fyne.Canvas { return s.window.Canvas() }

// Log is the window's event log.
func (s *Shell) Log() Log { return s.log }
