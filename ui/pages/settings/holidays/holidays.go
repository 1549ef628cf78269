// Package holidays is the section of the settings for days that are not like others: a region's public holidays year by year, with what
// the team adds and takes out, and the periods in which nothing may be changed. It has no rules of its own.
package holidays

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
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

	region  string // whose year is shown; empty: everybody's
	chosen  bool   // somebody chose the region
	past    bool   // freezes that are over are listed too
	year    int
	next    func() // to do once the section is loaded
	list    *fyne.Container
	content *fyne.Container
}

// data is what the section shows, read at one moment.
type data struct {
	team     model.Team
	now      time.Time
	today    model.Date
	calendar model.HolidayCalendar
	freezes  []model.Freeze
	regions  []region
}

// region is a region to choose, with how many people of the team live by it.
type region struct {
	code, name string
	people     int
}

// New is the section.
func New(d *desk.Desk) *Section {
	s := &Section{desk: d, list: widgets.Col(theme.Gap3)}
	s.content = widgets.Scroll(widgets.Pad(0, theme.Gap1, theme.Gap3, 0, s.list))
	return s
}

func (s *Section) Content() fyne.CanvasObject { return s.content }

// Load reads the team's regions and its changes.
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
	d.today = model.DateOf(d.now.In(desk.Zone(d.team)))
	if d.calendar, err = ws.Holidays(ctx); err != nil {
		return d, err
	}
	if d.freezes, err = ws.Freezes(ctx, model.Interval{}); err != nil {
		return d, err
	}
	people, err := ws.People(ctx)
	d.regions = regionsOf(people, d.calendar)
	return d, err
}

// regionsOf are the regions of the people and of the changes, those with the most people first, and everybody last.
func regionsOf(people []model.Person, changes model.HolidayCalendar) []region {
	count := map[string]int{}
	for _, p := range people {
		count[p.Region]++
	}
	for _, c := range changes {
		count[c.Region] += 0
	}
	delete(count, "")
	var out []region
	for code, n := range count {
		if r, err := model.RegionOf(code); err == nil {
			out = append(out, region{code, r.Name, n})
		}
	}
	slices.SortFunc(out, func(a, b region) int { return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.code, b.code)) })
	return append(out, region{"", "Everybody in the team", len(people)})
}

func (s *Section) show(d data) {
	s.data = d
	if s.year == 0 {
		s.year = d.today.Year
	}
	if !s.chosen || !slices.ContainsFunc(d.regions, func(r region) bool { return r.code == s.region }) {
		s.region = d.regions[0].code
	}
	s.draw()
	if next := s.next; next != nil {
		s.next = nil
		next()
	}
}

// draw shows the data in the same scroller, so that the place that was looked at stays.
func (s *Section) draw() {
	s.list.Objects = []fyne.CanvasObject{s.freezesPanel(), s.yearPanel()}
	s.list.Refresh()
	s.content.Refresh()
}

// yearPanel lists the days of the region's year.
func (s *Section) yearPanel() fyne.CanvasObject {
	names, at := make([]string, len(s.data.regions)), 0
	for i, r := range s.data.regions {
		names[i] = r.name
		if r.code != "" {
			names[i] += ", " + model.Count(r.people, "person", "people")
		}
		if r.code == s.region {
			at = i
		}
	}
	which := widgets.NewSelect(names, at, func(i int) { s.chooseRegion(s.data.regions[i].code) }).WithID("holidays.region")
	back := widgets.NewIconButton(theme.IconLeft, "The year before", func() { s.turn(-1) }).WithID("holidays.back")
	forward := widgets.NewIconButton(theme.IconRight, "The year after", func() { s.turn(1) }).WithID("holidays.forward")
	add := widgets.NewButton("Add a day…", s.add).WithIcon(theme.IconPlus).WithID("holidays.add")
	tools := widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, widgets.Row(theme.Gap2, which, back, widgets.Bold(strconv.Itoa(s.year)), forward, widgets.Grow(), add))
	days := workspace.HolidayDays(s.data.calendar, s.region, s.year)
	rows := []fyne.CanvasObject{tools, widgets.HRule()}
	for i, d := range days {
		if i > 0 {
			rows = append(rows, widgets.HRule())
		}
		rows = append(rows, s.row(d))
	}
	if len(days) == 0 {
		rows = append(rows, widgets.PadAll(theme.Gap3, widgets.CaptionPara(s.nothing())))
	}
	rows = append(rows, widgets.HRule(), widgets.PadAll(theme.Gap3, widgets.CaptionPara("A fair rota spreads turns that hold a public holiday; a day counts for the team when at least half of the people have it. "+
		"Which region a person lives by is set on the page People.")))
	return widgets.Panel(widgets.Head{Title: "Public holidays", Caption: counted(days)}, rows...)
}

func (s *Section) nothing() string {
	if s.region == "" {
		return fmt.Sprintf("No day of %d holds for everybody. Add the team's own days here; public holidays come with the regions of the people, which are set on the page People.", s.year)
	}
	return fmt.Sprintf("No holiday of %d is known here.", s.year)
}

// counted says how many days count and how many of them the team changed.
func counted(days []workspace.HolidayDay) string {
	count, own, out := 0, 0, 0
	for _, d := range days {
		switch {
		case !d.Counts():
			out++
		case d.Change.ID != 0:
			own++
			count++
		default:
			count++
		}
	}
	words := model.Count(count, "day", "days")
	if own > 0 {
		words += fmt.Sprintf(", %d of the team's own", own)
	}
	if out > 0 {
		words += fmt.Sprintf("; %d taken out", out)
	}
	return words
}

// row is a day with what can be done about it.
func (s *Section) row(d workspace.HolidayDay) fyne.CanvasObject {
	key := d.Day.String()
	ink, note := theme.Text, ""
	var action *widgets.Button
	switch {
	case d.Change.ID == 0:
		action = widgets.NewButton("Take out", func() { s.takeOut(d) }).WithID("holidays.out." + key)
	case d.Change.Removed:
		ink, note = theme.Text3, "taken out, "+scope(d.Change)
		action = widgets.NewButton("Put back", func() { s.revoke(d) }).WithID("holidays.back." + key)
	default:
		note = "own day, " + scope(d.Change)
		action = widgets.NewButton("Delete", func() { s.revoke(d) }).WithID("holidays.delete." + key)
	}
	when := fmt.Sprintf("%s %d %s", d.Day.Weekday().String()[:3], d.Day.Day, d.Day.Month.String()[:3])
	words := d.Name
	if words == "" {
		words = "no holiday"
	}
	return widgets.Fixed(0, theme.RowHeight+4, widgets.Pad(0, theme.Gap3, 0, theme.Gap3, widgets.Row(theme.Gap3, widgets.Fixed(80, 0, widgets.Body(when).In(theme.Text2)),
		widgets.Grow(widgets.Ellipsis(widgets.Body(words).In(ink))), widgets.Caption(note), action.Small())))
}

// scope says for whom a change holds.
func scope(c model.HolidayChange) string {
	if c.Region == "" {
		return "for everybody"
	}
	return "for " + c.Region
}

func (s *Section) chooseRegion(code string) {
	s.region, s.chosen = code, true
	s.draw()
}

func (s *Section) turn(by int) {
	s.year = min(max(s.year+by, 1900), 2199)
	s.draw()
}

func (s *Section) takeOut(d workspace.HolidayDay) {
	change := model.HolidayChange{Region: s.region, Day: d.Day, Removed: true}
	s.desk.Change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.SaveHoliday(ctx, change) }, nil, nil)
}

// revoke takes a change of the team back: an own day goes, one that was taken out is back.
func (s *Section) revoke(d workspace.HolidayDay) {
	s.desk.Change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.DeleteHoliday(ctx, d.Change.ID) }, nil, nil)
}

// add asks for a day of the team's own.
func (s *Section) add() {
	codes, words, at := []string{""}, []string{"Everybody in the team"}, 0
	for _, r := range model.Regions() {
		if r.Code == s.region {
			at = len(codes)
		}
		codes, words = append(codes, r.Code), append(words, r.Name+" ("+r.Code+")")
	}
	today := s.data.today.Start(desk.Zone(s.data.team))
	start := today
	if s.year != s.data.today.Year {
		start = (model.Date{Year: s.year, Month: 1, Day: 1}).Start(desk.Zone(s.data.team))
	}
	form := widgets.NewForm()
	day := widgets.NewDateField(start, today).WithID("holiday.day")
	form.Add("day", "Day", day, "")
	name := form.Entry("name", "Name", "Company day", "").WithID("holiday.name")
	whose := widgets.NewSelect(words, at, nil).WithID("holiday.region")
	form.Add("region", "For", whose, "")
	d := &widgets.Dialog{ID: "holiday", Title: "Which day is a holiday?", Sub: "A day that is a public holiday already gets this name.", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	d.Main = widgets.NewButton("Add day", func() {
		text, title, code := day.Text(), name.Text(), codes[whose.Chosen()]
		s.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			when, err := model.ParseDate(text)
			if err != nil {
				return workspace.Done{}, model.Invalidf("day", "%s", err.Error())
			}
			return s.desk.WS.SaveHoliday(ctx, model.HolidayChange{Region: code, Day: when, Name: title})
		})
	}).Primary().WithID("holiday.save")
	s.desk.Shell.Open(d)
}

// Commands are what the palette offers.
func (s *Section) Commands() []shell.Command {
	there := func(do func()) func() {
		return func() {
			s.next = do
			s.desk.Shell.Go(shell.Route{Page: "settings", Arg: "holidays"})
		}
	}
	return []shell.Command{
		{ID: "settings.add-holiday", Title: "Add a holiday of the team's own…", Group: "Settings", Run: there(s.add)},
		{ID: "settings.add-freeze", Title: "Add a change freeze…", Group: "Settings", Run: there(func() { s.editFreeze(model.Freeze{}) })},
	}
}
