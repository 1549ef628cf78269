package toil

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// entriesLeast is the least height of the list with its head, in units.
const entriesLeast = 230

// entries is the panel with every entry of the period: to filter, change and delete.
type entries struct {
	page    *Page
	filter  *widgets.Entry
	table   *widgets.Table
	edit    *widgets.Button
	remove  *widgets.Button
	content *fyne.Container
	shown   []model.ToilEntry
	chosen  model.ID
	at      int // where the chosen entry stood
}

func newEntries(p *Page) *entries {
	l := &entries{page: p, content: widgets.Stack()}
	l.filter = widgets.NewEntry("task, person or tag").WithIcon(theme.IconSearch).WithID("toil.filter")
	l.filter.OnChanged = func(string) { l.narrow() }
	l.edit = widgets.NewButton("Edit…", func() { l.withChosen(l.open) }).Small().WithID("toil.edit")
	l.remove = widgets.NewButton("Delete", func() { l.withChosen(l.delete) }).Small().WithID("toil.delete")
	l.table = widgets.NewTable([]widgets.Column{
		{Title: "Day", Width: 96}, {Title: "Task", Share: 5}, {Title: "Who", Share: 3}, {Title: "Time", Width: 88, Right: true}, {Title: "Tag", Share: 2},
	}, theme.RowHeight, l.cell).WithID("toil.table").OnSelected(l.choose).OnOpened(func(i int) { l.open(l.shown[i]) }).OnMenu(l.menu).
		RowID(func(i int) string { return "toil.row." + strconv.Itoa(i) })
	return l
}

// show takes what the page has loaded.
func (l *entries) show() {
	d := l.page.data
	words := model.Count(len(d.entries), "entry", "entries") + ", " + span(d.view.Period.From, d.today.AddDays(1), d.today)
	if len(d.entries) > 0 && !d.entries[0].Day.Before(d.today) {
		words += "; today’s count from tomorrow on"
	}
	head := widgets.Head{Title: "Entries", Caption: words, Right: []fyne.CanvasObject{widgets.Fixed(190, 0, l.filter), l.edit, l.remove}}
	l.content.Objects = []fyne.CanvasObject{widgets.Panel(head, widgets.Grow(widgets.Pad(0, 0, theme.Gap1, 0, l.table)))}
	l.narrow()
	l.content.Refresh()
}

// narrow shows the entries the filter fits and keeps the selection, or its place when the entry is gone.
func (l *entries) narrow() {
	d := l.page.data
	words := strings.Fields(strings.ToLower(l.filter.Text()))
	l.shown = nil
	found := -1
	for _, e := range d.entries {
		text := strings.ToLower(e.What + " #" + e.Tag + " @" + d.view.Names[e.PersonID].Name + " " + dayWords(e.Day, d.today) + " " + e.Day.String())
		if !containsAll(text, words) {
			continue
		}
		if e.ID == l.chosen {
			found = len(l.shown)
		}
		l.shown = append(l.shown, e)
	}
	l.table.SetLength(len(l.shown))
	switch {
	case l.chosen == 0 || len(l.shown) == 0:
		l.chosen = 0
		l.table.Select(-1)
	case found < 0:
		found = min(l.at, len(l.shown)-1)
		fallthrough
	default:
		l.table.Select(found)
		l.choose(found)
	}
	l.showButtons()
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (l *entries) choose(i int) {
	l.chosen, l.at = l.shown[i].ID, i
	l.showButtons()
}

func (l *entries) showButtons() {
	reason := ""
	if l.chosen == 0 {
		reason = "Choose an entry first"
	}
	l.edit.EnableIf(reason)
	l.remove.EnableIf(reason)
}

// clear empties the filter and reports whether there was something in it.
func (l *entries) clear() bool {
	if l.filter.Text() == "" {
		return false
	}
	l.filter.SetText("")
	return true
}

func (l *entries) withChosen(do func(model.ToilEntry)) {
	for _, e := range l.shown {
		if e.ID == l.chosen {
			do(e)
			return
		}
	}
}

// typedKey deletes the selected entry on Del, while the list has the keyboard.
func (l *entries) typedKey(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyDelete || l.page.desk.Shell.Canvas().Focused() != fyne.Focusable(l.table.List()) {
		return false
	}
	l.withChosen(l.delete)
	return true
}

func (l *entries) commands() []shell.Command {
	chosen := func() (bool, string) { return l.chosen != 0, "choose an entry first" }
	return []shell.Command{
		{ID: "toil.edit", Title: "Edit the chosen toil entry…", Group: "Toil", Enabled: chosen, Run: func() { l.withChosen(l.open) }},
		{ID: "toil.delete", Title: "Delete the chosen toil entry", Group: "Toil", Words: "remove", Enabled: chosen, Run: func() { l.withChosen(l.delete) }},
	}
}

func (l *entries) menu(i int, at fyne.Position) {
	e := l.shown[i]
	widgets.ShowMenu(l.page.desk.Shell.Canvas(), at, []widgets.MenuItem{
		{Text: "Edit…", Keys: "Enter", Icon: theme.IconEdit, Do: func() { l.open(e) }},
		{Text: "Log again", Icon: theme.IconPlus, Do: func() { l.again(e) }},
		{Rule: true},
		{Text: "Delete", Keys: "Del", Icon: theme.IconTrash, Danger: true, Do: func() { l.delete(e) }},
	})
}

func (l *entries) again(e model.ToilEntry) {
	l.page.log.again(often{what: e.What, tag: e.Tag, minutes: e.Minutes}, e.PersonID)
}

func (l *entries) cell(i, column int) widgets.Cell {
	e, d := l.shown[i], l.page.data
	switch column {
	case 0:
		return widgets.Cell{Text: dayWords(e.Day, d.today), Ink: theme.Text2}
	case 1:
		return widgets.Cell{Text: e.What}
	case 2:
		p := d.view.Names[e.PersonID]
		return widgets.Cell{Text: p.Name, Person: p.Colour, Initials: p.Initials()}
	case 3:
		return widgets.Cell{Text: model.FormatMinutes(e.Minutes)}
	}
	return widgets.Cell{Text: e.Tag, Ink: theme.Text2}
}

func (l *entries) delete(e model.ToilEntry) {
	ws := l.page.desk.WS
	l.page.desk.Change(func(ctx context.Context) (workspace.Done, error) { return ws.DeleteToil(ctx, e) }, nil, nil)
}

// open shows the form of an entry.
func (l *entries) open(e model.ToilEntry) {
	people, at := l.peopleFor(e)
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	form := widgets.NewForm()
	what := form.Entry("what", "Task", "restart payout workers", "")
	what.SetText(e.What)
	length := form.Entry("minutes", "Time", "20m", "Such as 20m, 1h30 or 0:45.")
	length.SetText(compact(e.Minutes))
	who := widgets.NewSelect(names, at, nil).WithID("entry.person")
	day := widgets.NewDateField(midnight(e.Day), midnight(l.page.data.today)).WithID("entry.day")
	form.Add("person", "Who", who, "").Add("day", "Day", day, "")
	tag := form.Entry("tag", "Tag", "may stay empty", "")
	tag.SetText(e.Tag)
	dialog := &widgets.Dialog{ID: "entry", Title: "What was this toil?", Sub: "Logged for " + names[at] + ", " + dayWords(e.Day, l.page.data.today), Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 460}
	save := func() {
		l.page.desk.Submit(dialog, form, func(ctx context.Context) (workspace.Done, error) {
			return store(ctx, l.page.desk, e, fields{what.Text(), length.Text(), tag.Text(), people[who.Chosen()].ID, day})
		})
	}
	dialog.Main = widgets.NewButton("Save", save).Primary().WithID("entry.save")
	dialog.Helpers = []fyne.CanvasObject{widgets.NewButton("Delete", func() {
		dialog.Close()
		l.delete(e)
	}).Danger().WithID("entry.delete")}
	l.page.desk.Shell.Open(dialog)
}

// peopleFor are those who may have done it: the people of the team, and whoever did it if they have left since.
func (l *entries) peopleFor(e model.ToilEntry) (people []model.Person, at int) {
	d := l.page.data
	people = append(people, d.people...)
	for i, p := range people {
		if p.ID == e.PersonID {
			return people, i
		}
	}
	return append(people, d.view.Names[e.PersonID]), len(people)
}

type fields struct {
	what, length, tag string
	person            model.ID
	day               *widgets.DateField
}

// store saves a changed entry. Errors name the form's field.
func store(ctx context.Context, d *desk.Desk, e model.ToilEntry, f fields) (workspace.Done, error) {
	minutes, ok := model.ParseMinutes(f.length)
	if !ok {
		return workspace.Done{}, model.Invalidf("minutes", "“%s” is not a length of time. Write it as 20m, 1h30 or 0:45.", f.length)
	}
	day, err := f.day.Value()
	if err != nil {
		return workspace.Done{}, model.Invalidf("day", "%s", err.Error())
	}
	e.What, e.Minutes, e.PersonID, e.Day, e.Tag = f.what, minutes, f.person, model.DateOf(day), strings.TrimPrefix(strings.TrimSpace(f.tag), "#")
	return d.WS.LogToil(ctx, e)
}
