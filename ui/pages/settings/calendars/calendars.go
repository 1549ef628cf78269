// Package calendars is the section of the settings for the calendars a team gives to others and reads from them: which there are, where
// they go, when each was last published well, what is wrong and what to do about it. Rules, secrets and networks are the workspace's;
// the section only shows and asks.
package calendars

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Section is the section.
type Section struct {
	desk *desk.Desk
	data data

	next    func() // to do once the section is loaded
	list    *fyne.Container
	content *fyne.Container
}

// data is what the section shows, read at one moment.
type data struct {
	now       time.Time
	team      model.Team
	calendars []calendarView
	server    workspace.ServerStatus
	every     time.Duration // publishing by itself; 0: never
	sources   []workspace.SourceView
	rotations []model.Rotation
	people    []model.Person
}

// calendarView is a calendar with the ways by which it reaches its readers.
type calendarView struct {
	feed    model.Feed
	holds   string // whose shifts
	next    string // the event that runs, or the next one
	targets []workspace.TargetView
	links   []model.FeedLink
}

// New is the section.
func New(d *desk.Desk) *Section {
	s := &Section{desk: d, list: widgets.Col(theme.Gap3)}
	s.content = widgets.Scroll(widgets.Pad(0, theme.Gap1, theme.Gap3, 0, s.list))
	return s
}

func (s *Section) Content() fyne.CanvasObject { return s.content }

// Load reads the calendars, their ways and how they stand.
func (s *Section) Load(ctx context.Context) (func(), error) {
	d, err := read(ctx, s.desk.WS)
	return func() { s.show(d) }, err
}

func read(ctx context.Context, ws *workspace.Workspace) (data, error) {
	d := data{now: ws.Now()}
	var err error
	if d.team, err = ws.Team(ctx); err != nil && model.CodeOf(err) != model.NotFound {
		return d, err
	}
	if d.calendars, err = readViews(ctx, ws, d.now, desk.Zone(d.team)); err != nil {
		return d, err
	}
	if d.server, err = ws.ServerStatus(ctx); err != nil {
		return d, err
	}
	if d.every, err = ws.PublishEvery(ctx); err != nil {
		return d, err
	}
	if d.sources, err = ws.SourceViews(ctx); err != nil {
		return d, err
	}
	if d.rotations, err = ws.Rotations(ctx); err != nil {
		return d, err
	}
	d.people, err = ws.People(ctx)
	return d, err
}

func readViews(ctx context.Context, ws *workspace.Workspace, now time.Time, zone *time.Location) ([]calendarView, error) {
	feeds, err := ws.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	targets, err := ws.TargetViews(ctx)
	if err != nil {
		return nil, err
	}
	links, err := ws.FeedLinks(ctx, 0)
	if err != nil {
		return nil, err
	}
	var out []calendarView
	for _, f := range feeds {
		v := calendarView{feed: f}
		v.describe(ctx, ws, now, zone)
		for _, t := range targets {
			if t.Target.FeedID == f.ID {
				v.targets = append(v.targets, t)
			}
		}
		for _, l := range links {
			if l.FeedID == f.ID {
				v.links = append(v.links, l)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// nextDays is how far ahead the next shift of a calendar is looked for.
const nextDays = 60

// describe says whose shifts a calendar holds and what comes next in it. A calendar whose person or rotation is gone says so in its
// place, and the others are still shown.
func (v *calendarView) describe(ctx context.Context, ws *workspace.Workspace, now time.Time, zone *time.Location) {
	var err error
	if v.holds, err = ws.DescribeFeed(ctx, v.feed); err != nil {
		v.holds = err.Error()
		return
	}
	soon := v.feed
	soon.PastDays = 1 // reading all of ten years for one line would take long
	if soon.AheadDays == 0 || soon.AheadDays > nextDays {
		soon.AheadDays = nextDays
	}
	events, err := ws.PreviewFeed(ctx, soon, 1)
	switch {
	case err != nil:
		v.next = err.Error()
	case len(events) == 0:
		v.next = fmt.Sprintf("no shift is published for the next %d days", soon.AheadDays)
	case !events[0].Start.After(now):
		v.next = "now: " + events[0].Summary + ", until " + model.FormatTime(events[0].End.In(zone), now)
	default:
		v.next = "next: " + events[0].Summary + ", " + model.FormatTime(events[0].Start.In(zone), now)
	}
}

func (s *Section) show(d data) {
	s.data = d
	s.draw()
	if next := s.next; next != nil {
		s.next = nil
		next()
	}
}

// draw shows the data in the same scroller, so that the place that was looked at stays.
func (s *Section) draw() {
	s.list.Objects = nil
	if len(s.data.calendars) == 0 && len(s.data.sources) == 0 {
		s.list.Add(s.empty())
	} else {
		s.list.Add(s.figures())
	}
	if o := s.problems(); o != nil {
		s.list.Add(o)
	}
	for i, v := range s.data.calendars {
		s.list.Add(s.card(i, v))
	}
	s.list.Add(s.byItself())
	s.list.Add(s.sourcesPanel())
	s.list.Add(s.readersPanel())
	s.list.Refresh()
	s.content.Refresh()
}

// empty is what stands first before there is a calendar.
func (s *Section) empty() fyne.CanvasObject {
	return widgets.Panel(widgets.Head{Title: "No calendar goes out yet"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.BodyPara("People see their shifts in the calendar they use anyway. Make a calendar for a rotation, a role, a person or the whole team, then say where it goes: "+
			"to a server or folder it is published to, or to a link that this computer answers.").In(theme.Text2),
		widgets.Row(theme.Gap2, widgets.NewButton("Add a calendar…", s.addFeed).Primary().WithIcon(theme.IconPlus).WithID("calendars.first"), widgets.Grow()))))
}

// Actions are the page's.
func (s *Section) Actions() []fyne.CanvasObject {
	all := widgets.NewButton("Publish all now", s.publishAll).WithIcon(theme.IconUpload).WithID("calendars.publish-all")
	if s.places() == 0 {
		all.DisableBecause("No calendar has a place yet")
	}
	return []fyne.CanvasObject{all, widgets.NewButton("Add a calendar…", s.addFeed).Primary().WithIcon(theme.IconPlus).WithID("calendars.add")}
}

func (s *Section) places() (n int) {
	for _, v := range s.data.calendars {
		n += len(v.targets)
	}
	return n
}

// Commands are what the palette offers.
func (s *Section) Commands() []shell.Command {
	there := func(do func()) func() {
		return func() {
			s.next = do
			s.desk.Shell.Go(shell.Route{Page: "settings", Arg: "calendars"})
		}
	}
	return []shell.Command{
		{ID: "settings.add-feed", Title: "Add a calendar for others…", Group: "Settings", Words: "feed ics subscribe", Run: there(s.addFeed)},
		{ID: "settings.publish-all", Title: "Publish all calendars now", Group: "Settings", Run: there(s.publishAll)},
		{ID: "settings.server", Title: "Set up the calendar server…", Group: "Settings", Words: "link subscribe network port", Run: there(s.setUpServer)},
		{ID: "settings.add-source", Title: "Read time off or holidays from a calendar…", Group: "Settings", Words: "import ics", Run: there(func() { s.editSource(model.Source{}) })},
	}
}

// change runs a change whose only answer is the window's notice.
func (s *Section) change(do func(ctx context.Context) (workspace.Done, error)) {
	s.desk.Change(do, nil, nil)
}

// ruled puts rules between rows.
func ruled(rows []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, r := range rows {
		if i > 0 {
			out = append(out, widgets.HRule())
		}
		out = append(out, r)
	}
	return out
}

// line is a row of a panel: icon, name, what it is and on a second line how it stands, and what can be done at the right.
func line(tone widgets.Tone, icon theme.IconName, title, words string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	ink, inkState := theme.Text3, theme.Text2
	switch tone {
	case widgets.Good:
		ink = theme.Good
	case widgets.Warn:
		ink, inkState = theme.Warn, theme.Warn
	case widgets.Bad:
		ink, inkState = theme.Bad, theme.Bad
	}
	said := widgets.Col(0, widgets.BodyPara("**"+title+"**"))
	what, state, two := strings.Cut(words, "\n")
	if two {
		said.Add(widgets.CaptionPara(what))
	} else {
		state = what
	}
	said.Add(widgets.CaptionPara(state).In(inkState))
	parts := []fyne.CanvasObject{widgets.Pad(1, 0, 0, 0, widgets.NewIcon(icon, 16, ink)), widgets.Grow(said)}
	return widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, widgets.RowTop(theme.Gap2, append(parts, buttons...)...))
}
