package people

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// choice is which loads are asked for, by value: loading reads it off the window's thread.
type choice struct {
	period   int      // of periods
	rotation model.ID // zero: all
}

// periods are the days that loads are shown for. Those that end today end with yesterday: whole days only.
var periods = []struct {
	name string
	days func(today model.Date) model.DayRange
}{
	{"Last 12 weeks", func(today model.Date) model.DayRange { return model.LastWeeks(today, 12) }},
	{"Next 12 weeks", func(today model.Date) model.DayRange {
		return model.DayRange{From: today, Until: today.AddDays(12 * 7)}
	}},
	{"This year", func(today model.Date) model.DayRange { return yearOf(today.Year) }},
	{"Last year", func(today model.Date) model.DayRange { return yearOf(today.Year - 1) }},
}

func yearOf(year int) model.DayRange {
	return model.DayRange{From: model.Date{Year: year, Month: time.January, Day: 1}, Until: model.Date{Year: year + 1, Month: time.January, Day: 1}}
}

func periodNames() []string {
	names := make([]string, len(periods))
	for i, p := range periods {
		names[i] = p.name
	}
	return names
}

// loadTable is the loads of the whole team, to be sorted by any column.
type loadTable struct {
	page      *Page
	table     *widgets.Table
	period    *widgets.Select
	rotation  *widgets.Select
	rotations []model.ID // as offered, after "all"
	by        int        // the column that rows are sorted by
	up        bool       // smallest first
	shown     []workspace.PersonLoad
	formula   *widgets.Para
	total     *widgets.Text
}

func newLoadTable(p *Page) *loadTable {
	l := &loadTable{page: p, by: 1, formula: widgets.NewPara("", theme.TextCaption, theme.Text2), total: widgets.Caption("").Cut()}
	l.period = widgets.NewSelect(periodNames(), 0, p.setPeriod).WithID("people.period")
	l.rotation = widgets.NewSelect([]string{"All rotations"}, 0, l.setRotation).WithID("people.rotation")
	l.table = widgets.NewTable([]widgets.Column{
		{Title: "Person", Share: 3},
		{Title: "Hours on call", Share: 4, New: func() fyne.CanvasObject { return widgets.NewMeter(52) }, Fill: l.meter},
		{Title: "Of the time", Width: 68, Right: true},
		{Title: "Weekends", Width: 62, Right: true},
		{Title: "Nights", Width: 52, Right: true},
		{Title: "Holidays", Width: 54, Right: true},
		{Title: "Shifts", Width: 44, Right: true},
	}, theme.RowHeight2, l.cell).WithID("people.loads").OnSelected(l.choose).OnOpened(l.choose).RowID(func(i int) string { return "people.load." + l.shown[i].Person.Name })
	l.table.Sortable(l.sortBy)
	return l
}

func (l *loadTable) content() fyne.CanvasObject {
	return widgets.Col(theme.Gap3, widgets.Grow(widgets.Card(l.table)), l.total, l.formula)
}

// show takes the loads that were read.
func (l *loadTable) show(d data) {
	l.period.Choose(d.choice.period)
	names, at := []string{"All rotations"}, 0
	l.rotations = nil
	for _, r := range d.rotations {
		l.rotations, names = append(l.rotations, r.ID), append(names, r.Name)
		if r.ID == d.choice.rotation {
			at = len(names) - 1
		}
	}
	l.rotation.SetOptions(names, at)
	l.formula.SetText(workspace.LoadFormula(d.table.Night))
	t := d.table.Total
	l.total.SetText(fmt.Sprintf("%s, %s: nobody was on call, as far as it is published.", periods[d.choice.period].name, daysWords(d.table.Days, d.now)))
	if t.Time > 0 {
		l.total.SetText(fmt.Sprintf("%s, %s: %s in all, %s on weekends, %s in nights, %s on holidays. Bars share one scale.", periods[d.choice.period].name,
			daysWords(d.table.Days, d.now), hours(t.Time), hours(t.Weekend), hours(t.Night), hours(t.Holiday)))
	}
	l.narrow()
}

func daysWords(days model.DayRange, now time.Time) string {
	return workspace.Days(days.Interval(time.UTC), "UTC", now)
}

// narrow shows the people that the filter fits, sorted, and keeps the selection.
func (l *loadTable) narrow() {
	l.shown = nil
	want := strings.ToLower(strings.TrimSpace(l.page.filter.Text()))
	for _, p := range l.page.data.table.People {
		if strings.Contains(strings.ToLower(p.Person.Name+" "+p.Person.Zone+" "+p.Person.Email), want) {
			l.shown = append(l.shown, p)
		}
	}
	slices.SortStableFunc(l.shown, l.compare)
	l.table.ShowSort(l.by, !l.up)
	l.table.SetLength(len(l.shown))
	l.table.Select(slices.IndexFunc(l.shown, func(p workspace.PersonLoad) bool { return p.Person.ID == l.page.chosen }))
}

func (l *loadTable) compare(a, b workspace.PersonLoad) int {
	var c int
	switch l.by {
	case 0:
		c = strings.Compare(strings.ToLower(a.Person.Name), strings.ToLower(b.Person.Name))
	case 1:
		c = cmp.Compare(a.Time, b.Time)
	case 2:
		c = cmp.Compare(a.Share, b.Share)
	case 3:
		c = cmp.Or(cmp.Compare(a.Weekends, b.Weekends), cmp.Compare(a.Weekend, b.Weekend))
	case 4:
		c = cmp.Or(cmp.Compare(a.Nights, b.Nights), cmp.Compare(a.Night, b.Night))
	case 5:
		c = cmp.Or(cmp.Compare(a.Holidays, b.Holidays), cmp.Compare(a.Holiday, b.Holiday))
	case 6:
		c = cmp.Compare(a.Shifts, b.Shifts)
	}
	if l.up {
		return c
	}
	return -c
}

// sortBy sorts by a column: names from A, figures from the largest, and the other way round when it is pressed again.
func (l *loadTable) sortBy(column int) {
	if column == l.by {
		l.up = !l.up
	} else {
		l.by, l.up = column, column == 0
	}
	l.narrow()
}

func (l *loadTable) choose(i int) {
	l.page.chosen = l.shown[i].Person.ID
	l.page.showChosen()
	l.page.aside.Open(true)
}

func (l *loadTable) setRotation(i int) {
	l.page.choice.rotation = 0
	if i > 0 {
		l.page.choice.rotation = l.rotations[i-1]
	}
	l.page.ask()
}

func (l *loadTable) most() (d time.Duration) {
	for _, p := range l.page.data.table.People {
		d = max(d, p.Time)
	}
	return max(d, 1)
}

func (l *loadTable) meter(i int, o fyne.CanvasObject) {
	p := l.shown[i]
	o.(*widgets.Meter).Set(p.Person.Colour, hours(p.Time), float64(p.Time)/float64(l.most()), 0)
}

func (l *loadTable) cell(i, column int) widgets.Cell {
	p := l.shown[i]
	switch column {
	case 0:
		return widgets.Cell{Text: p.Person.Name, Sub: p.Person.Zone, Person: p.Person.Colour, Initials: p.Person.Initials()}
	case 2:
		c := widgets.Cell{Text: model.FormatPercent(p.Share)}
		if l.page.data.rules.MaxShare < p.Share {
			c.Ink, c.Sub, c.SubInk = theme.Warn, "above "+model.FormatPercent(l.page.data.rules.MaxShare), theme.Warn
		}
		return c
	case 3:
		return counted(p.Weekends, p.Weekend)
	case 4:
		return counted(p.Nights, p.Night)
	case 5:
		return counted(p.Holidays, p.Holiday)
	}
	return widgets.Cell{Text: fmt.Sprint(p.Shifts)}
}

// counted is how many, and how many hours that is.
func counted(n int, d time.Duration) widgets.Cell {
	if n == 0 {
		return widgets.Cell{Text: "–", Ink: theme.Text3}
	}
	return widgets.Cell{Text: fmt.Sprint(n), Sub: hours(d)}
}

// loadDetail is the part of a person's details that says how much they are on call, by kind.
func (p *Page) loadDetail(person model.Person) fyne.CanvasObject {
	period := widgets.NewSelect(periodNames(), p.choice.period, p.setPeriod).WithID("people.load-period")
	head := widgets.Row(theme.Gap2, widgets.Grow(widgets.Bold("On call")), period)
	i := slices.IndexFunc(p.data.loads.People, func(l workspace.PersonLoad) bool { return l.Person.ID == person.ID })
	if i < 0 || p.data.loads.People[i].Time == 0 {
		return widgets.Col(theme.Gap2, head, widgets.CaptionPara("Not on call in these days, as far as it is published."))
	}
	l := p.data.loads.People[i]
	all := l.Time.Hours()
	bars := make([]widgets.Bar, model.HourKinds)
	for k, d := range l.Kinds {
		name := model.HourKind(k).String()
		bars[k] = widgets.Bar{Name: strings.ToUpper(name[:1]) + name[1:], Person: person.Colour, Value: d.Hours(), Text: hours(d)}
	}
	facts := widgets.Col(0,
		widgets.KeyValue("Hours", widgets.BodyPara(fmt.Sprintf("%s, %s of the time", hours(l.Time), model.FormatPercent(l.Share)))),
		widgets.KeyValue("Shifts", widgets.BodyPara(fmt.Sprint(l.Shifts))),
		widgets.KeyValue("Weekends", widgets.BodyPara(countedWords(l.Weekends, l.Weekend))),
		widgets.KeyValue("Nights", widgets.BodyPara(countedWords(l.Nights, l.Night))),
		widgets.KeyValue("Holidays", widgets.BodyPara(countedWords(l.Holidays, l.Holiday))))
	note := fmt.Sprintf("Each hour once: a holiday before a weekend, a weekend before a night (%s), in local time. Two duties at once count once.", p.data.loads.Night)
	return widgets.Col(theme.Gap2, head, facts, widgets.NewBars(bars, all, 0, ""), widgets.CaptionPara(note))
}

func countedWords(n int, d time.Duration) string {
	if n == 0 {
		return "none"
	}
	return fmt.Sprintf("%d, %s", n, hours(d))
}
