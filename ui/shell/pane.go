package shell

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// pane owns the content of the current page: banner, what went wrong, the page.
type pane struct {
	content *fyne.Container
	banner  *fyne.Container
	problem *fyne.Container
	page    *fyne.Container
	shown   *visit
}

func newPane() *pane {
	p := &pane{banner: widgets.Col(0), problem: widgets.Col(0), page: widgets.Stack()}
	p.content = widgets.Col(0, p.banner, p.problem, widgets.Grow(p.page))
	return p
}

// show puts a page into the pane and takes away what was said about the one before.
func (p *pane) show(v *visit) {
	p.shown = v
	p.problem.Objects = nil
	p.put(v.page.Content())
}

func (p *pane) put(content fyne.CanvasObject) {
	if len(p.page.Objects) != 1 || p.page.Objects[0] != content {
		p.page.Objects = nil
		if content != nil {
			p.page.Objects = []fyne.CanvasObject{content}
		}
	}
	p.content.Refresh()
}

// fail says that a page could not be loaded. What it showed before stays below; nothing loaded means nothing to show.
func (p *pane) fail(v *visit, todo string, again func()) {
	p.say(v, "This page could not be loaded", todo, widgets.NewButton("Try again", again).WithIcon(theme.IconRefresh).WithID("try-again"))
	if !v.loaded {
		p.put(nil)
	}
}

// say puts a problem above the page, with a way to take it away.
func (p *pane) say(v *visit, what, todo string, ways ...fyne.CanvasObject) {
	if v != p.shown {
		return
	}
	if len(ways) == 0 {
		ways = []fyne.CanvasObject{widgets.NewButton("Close", func() {
			p.problem.Objects = nil
			p.content.Refresh()
		}).WithID("problem.close")}
	}
	box := widgets.Problem(what, todo, ways...)
	p.problem.Objects = []fyne.CanvasObject{widgets.Pad(theme.Gap3, theme.Gap4, 0, theme.Gap4, box)}
	p.content.Refresh()
}

func (p *pane) setBanner(o fyne.CanvasObject) {
	p.banner.Objects = nil
	if o != nil {
		p.banner.Objects = []fyne.CanvasObject{o}
	}
	p.banner.Refresh() // what is new in it gets its width before its height is asked for
	p.content.Refresh()
}
