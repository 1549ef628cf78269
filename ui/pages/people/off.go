package people

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// offRow is one time off in the details, with what needs cover in it.
func (p *Page) offRow(t model.TimeOff, touched []workspace.AwayDuty, person model.Person) fyne.CanvasObject {
	words := t.Kind
	if t.Note != "" {
		words += ", " + t.Note
	}
	row := widgets.Fixed(0, theme.RowHeight2, widgets.Row(theme.Gap2,
		widgets.Grow(widgets.Col(0, widgets.Ellipsis(widgets.Body(workspace.Days(t.Interval, person.Zone, p.data.now))), widgets.Ellipsis(widgets.Caption(words)))),
		widgets.NewIconButton(theme.IconEdit, "Change this time off", func() { p.editTimeOff(t) }).Quiet().WithID(fmt.Sprintf("off.%d.edit", t.ID)),
		widgets.NewIconButton(theme.IconTrash, "Delete this time off", func() {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteTimeOff(ctx, t.ID) }, nil, nil)
		}).Quiet().WithID(fmt.Sprintf("off.%d.delete", t.ID))))
	if len(touched) == 0 {
		return row
	}
	cover := widgets.NewButton("Find cover", func() { swapdialog.Cover(p.desk, touched[0].ID) }).Small().WithID("people.cover")
	return widgets.Col(0, row, widgets.Pad(0, 0, theme.Gap2, 0, widgets.RowTop(theme.Gap2, widgets.NewIcon(theme.IconBad, 14, theme.Bad),
		widgets.Grow(widgets.CaptionPara(onCallIn(touched)).In(theme.Bad)), cover)))
}

// addOver offers the time off of the last year, which may have to be put right, too.
func (p *Page) addOver(col *fyne.Container, r row) {
	if len(r.over) == 0 {
		return
	}
	words := fmt.Sprintf("Show %d of the last year", len(r.over))
	if p.over {
		words = "Hide what is over"
	}
	link := widgets.NewPlainLink(words, p.toggleOver).WithID("people.over")
	col.Add(widgets.Pad(theme.Gap1, 0, theme.Gap1, 0, widgets.Row(0, link, widgets.Grow())))
	if p.over {
		for _, t := range r.over {
			col.Add(p.offRow(t, nil, r.person))
		}
	}
}

func (p *Page) toggleOver() {
	p.over = !p.over
	restore := widgets.Keep(p.desk.Shell.Canvas(), p.details)
	p.showChosen()
	restore()
}

// onCallIn says which shifts are in a time off.
func onCallIn(touched []workspace.AwayDuty) string {
	const most = 3
	var names []string
	for i, d := range touched {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(touched)-most))
			break
		}
		names = append(names, d.Words)
	}
	return model.Count(len(touched), "shift needs cover: ", "shifts need cover: ") + strings.Join(names, "; ") + "."
}

// offForm is the form of time off in whole days. Hours of a day, which calendars and the command line bring, stay as they are while its
// days and its person stay. While it is filled in it says which shifts would need cover.
type offForm struct {
	page        *Page
	off         model.TimeOff
	first, last model.Date // of what was opened
	who, kind   *widgets.Select
	from, until *widgets.DateField
	note        *widgets.Entry
	form        *widgets.Form
	effect      *fyne.Container
	asked       int // the newest question about shifts
}

// editTimeOff opens the form of time off, a new one when the ID is zero.
func (p *Page) editTimeOff(t model.TimeOff) {
	if len(p.data.rows) == 0 {
		p.New()
		return
	}
	f := p.newOffForm(t)
	d := &widgets.Dialog{ID: "off", Title: "Who is away, and when?", Body: widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, f.form.Content(), widgets.Fixed(0, 56, f.effect))), Width: 460}
	d.Main = widgets.NewButton("Save time off", func() { f.save(d) }).Primary().WithID("off.save")
	p.desk.Shell.Open(d)
	f.look()
}

func (p *Page) newOffForm(t model.TimeOff) *offForm {
	var names []string
	at := 0
	for i, r := range p.data.rows {
		names = append(names, r.person.Name)
		if r.person.ID == t.PersonID {
			at = i
		}
	}
	loc, err := model.Zone(p.data.rows[at].person.Zone)
	if err != nil {
		loc = desk.Zone(p.data.team)
	}
	today := p.data.now.In(loc)
	first, last := today, today
	if t.ID != 0 {
		first, last = t.Start.In(loc), t.End.In(loc).Add(-time.Second)
	}
	f := &offForm{page: p, off: t, first: model.DateOf(first), last: model.DateOf(last), form: widgets.NewForm(), effect: widgets.Col(0)}
	f.who = widgets.NewSelect(names, at, func(int) { f.look() }).WithID("off.person")
	f.from, f.until = widgets.NewDateField(first, today).WithID("off.from"), widgets.NewDateField(last, today).WithID("off.until")
	f.from.OnChanged, f.until.OnChanged = func(time.Time) { f.look() }, func(time.Time) { f.look() }
	kindAt := 0
	for i, k := range model.TimeOffKinds {
		if k == t.Kind {
			kindAt = i
		}
	}
	f.kind = widgets.NewSelect(model.TimeOffKinds, kindAt, nil).WithID("off.kind")
	f.form.Add("person", "Who", f.who, "").Add("from", "First day", f.from, "").Add("until", "Last day", f.until, partOfDay(t, loc)).Add("kind", "Kind", f.kind, "")
	f.note = f.form.Entry("note", "Note", "may stay empty", "")
	f.note.SetText(t.Note)
	return f
}

// partOfDay says of time off that is not of whole days which hours it is; empty for whole days.
func partOfDay(t model.TimeOff, loc *time.Location) string {
	if t.ID == 0 || t.AllDay {
		return ""
	}
	return fmt.Sprintf("From %s to %s. On other days it becomes whole days.", t.Start.In(loc).Format("15:04"), t.End.In(loc).Format("15:04"))
}

// read returns the time off as the form has it.
func (f *offForm) read() (model.TimeOff, error) {
	first, err := f.from.Value()
	if err != nil {
		return f.off, model.Invalidf("from", "%s", err.Error())
	}
	last, err := f.until.Value()
	if err != nil {
		return f.off, model.Invalidf("until", "%s", err.Error())
	}
	person := f.page.data.rows[f.who.Chosen()].person
	loc, err := model.Zone(person.Zone)
	if err != nil {
		return f.off, err
	}
	if last.Before(first) {
		return f.off, model.Invalidf("until", "The last day is before the first. Choose %s or later.", first.Format("2006-01-02"))
	}
	t := f.off
	t.Kind, t.Note = model.TimeOffKinds[f.kind.Chosen()], strings.TrimSpace(f.note.Text())
	if t.ID != 0 && !t.AllDay && t.PersonID == person.ID && f.first == model.DateOf(first) && f.last == model.DateOf(last) {
		return t, nil
	}
	t.PersonID, t.AllDay = person.ID, true
	t.Interval = model.Interval{Start: model.DateOf(first).Start(loc), End: model.DateOf(last).AddDays(1).Start(loc)}
	return t, nil
}

// look says which shifts the time off touches, as far as it can be read.
func (f *offForm) look() {
	f.asked++
	mine := f.asked
	off, err := f.read()
	if err != nil {
		f.show(nil)
		return
	}
	f.page.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		touched, err := f.page.desk.WS.DutiesAway(ctx, off)
		return func() {
			if mine == f.asked {
				f.show(touched[0])
			}
		}, err
	}, nil)
}

func (f *offForm) show(touched []workspace.AwayDuty) {
	f.effect.Objects = nil
	if len(touched) > 0 {
		f.effect.Objects = []fyne.CanvasObject{widgets.RowTop(theme.Gap2, widgets.NewIcon(theme.IconWarn, 16, theme.Warn),
			widgets.Grow(widgets.BodyPara("**On call then.** "+onCallIn(touched)+" The name stays there until somebody covers; Today says so, too.").In(theme.Text)))}
	}
	f.effect.Refresh()
}

func (f *offForm) save(d *widgets.Dialog) {
	f.form.ClearErrors()
	off, err := f.read()
	if err != nil {
		f.page.desk.Blame(d, f.form, err)
		return
	}
	f.page.desk.Submit(d, f.form, func(ctx context.Context) (workspace.Done, error) { return f.page.desk.WS.SaveTimeOff(ctx, off) })
}
