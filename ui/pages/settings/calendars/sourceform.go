package calendars

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// sourceForm is the dialogue of a calendar that is read: left where it is and what counts, right what reading it would do.
type sourceForm struct {
	section *Section
	opened  model.Source

	form                  *widgets.Form
	name, address, titles *widgets.Entry
	kind                  *widgets.Segments
	person, region        *widgets.Select
	regions               []string
	body, effect          *fyne.Container
	dialog                *widgets.Dialog
	asked                 int // counts previews; an older result is dropped
}

var sourceKinds = []model.SourceKind{model.SourceOff, model.SourceHolidays}

// editSource opens the form of a calendar to read, a new one when the ID is zero.
func (s *Section) editSource(source model.Source) {
	x := &sourceForm{section: s, opened: source, body: widgets.Stack(), effect: widgets.Col(theme.Gap2)}
	title, action := "Change "+source.Name, "Save, and read it"
	if source.ID == 0 {
		title, action = "Which calendar is read?", "Read it from now on"
	}
	x.fields()
	x.layOut()
	x.dialog = &widgets.Dialog{
		ID: "source", Title: title, Width: feedDialog, Height: 520, Body: widgets.PadAll(theme.Gap4, x.body), Effect: widgets.Scroll(widgets.PadAll(theme.Gap4, x.effect)),
	}
	x.dialog.Helpers = []fyne.CanvasObject{widgets.NewButton("Look inside", x.look).WithIcon(theme.IconSearch).WithHint("Reads the calendar and shows what it would do; nothing is stored").WithID("source.look")}
	x.dialog.Main = widgets.NewButton(action, x.submit).Primary().WithID("source.save")
	x.show(nil)
	s.desk.Shell.Open(x.dialog)
}

func (x *sourceForm) fields() {
	o, d := x.opened, x.section.data
	text := func(placeholder, id, text string) *widgets.Entry {
		e := widgets.NewEntry(placeholder).WithID("source." + id)
		e.SetText(text)
		return e
	}
	x.name = text("Team leave", "name", o.Name)
	where, file := "https://… or the path of a file", o.Place
	if o.Web {
		where, file = "stored, at "+o.Place+"; empty keeps it", ""
	}
	x.address = text(where, "url", file)
	x.titles = text(strings.Join(workspace.AwayTitles[:4], ", ")+" …", "titles", strings.Join(o.Titles, ", "))
	x.kind = widgets.NewSegments([]string{"Time off", "Public holidays"}, max(0, slices.Index(sourceKinds, o.Kind)), func(int) { x.layOut(); x.show(nil) }).WithID("source.kind")
	people, at := []string{"The team: titles or guests name who"}, 0
	for i, p := range d.people {
		people = append(people, p.Name+"'s own calendar")
		if p.ID == o.PersonID {
			at = i + 1
		}
	}
	x.person = widgets.NewSelect(people, at, nil).WithID("source.person")
	words, at := []string{"Everybody in the team"}, 0
	x.regions = []string{""}
	for _, r := range model.Regions() {
		if r.Code == o.Region {
			at = len(x.regions)
		}
		x.regions, words = append(x.regions, r.Code), append(words, r.Name+" ("+r.Code+")")
	}
	x.region = widgets.NewSelect(words, at, nil).WithID("source.region")
}

// layOut shows the fields that the kind of calendar has.
func (x *sourceForm) layOut() {
	browse := widgets.NewButton("Browse…", x.browse).Small().WithID("source.browse")
	x.form = widgets.NewForm().Add("name", "Name", x.name, "How it is called here.").Add("kind", "It holds", x.kind, "").
		Add("url", "From", x.address, "An address ending in .ics, or the secret address a calendar offers, or a file. Addresses are kept in this computer's keyring.").Add("browse", "", browse, "")
	if x.chosenKind() == model.SourceOff {
		x.form.Add("person", "Whose", x.person, "").
			Add("titles", "Titles", x.titles, "Words that mean time off, with commas between; * for every title. Empty: the usual ones in several languages. What is marked out of office always counts.")
	} else {
		x.form.Add("region", "For", x.region, "Its days come on top of what is known of the region.").
			Add("titles", "Titles", x.titles, "Words that a holiday's title has, with commas between. Empty: every whole day that is not marked as an observance.")
	}
	x.body.Objects = []fyne.CanvasObject{x.form.Content()}
	x.body.Refresh()
	if x.dialog != nil {
		x.dialog.Body.Refresh()
	}
}

func (x *sourceForm) chosenKind() model.SourceKind { return sourceKinds[x.kind.Chosen()] }

func (x *sourceForm) browse() {
	x.section.desk.Files.Open([]string{".ics", ".ics.gz", ".ifb"}, x.address.SetText)
}

// read is the calendar as the form says, and where it is read from: its file, its address, or empty for the one it has.
func (x *sourceForm) read() (o model.Source, from string) {
	o = x.opened
	o.Name, o.Kind = x.name.Text(), x.chosenKind()
	o.PersonID, o.Titles, o.Region = 0, nil, ""
	if i := x.person.Chosen(); o.Kind == model.SourceOff && i > 0 {
		o.PersonID = x.section.data.people[i-1].ID
	}
	if i := x.region.Chosen(); o.Kind == model.SourceHolidays && i > 0 {
		o.Region = x.regions[i]
	}
	for _, t := range strings.Split(x.titles.Text(), ",") {
		if t = strings.Join(strings.Fields(t), " "); t != "" {
			o.Titles = append(o.Titles, t)
		}
	}
	from = strings.TrimSpace(x.address.Text())
	if !o.Web && from == o.Place {
		from = "" // as it is
	}
	return o, from
}

// look reads the calendar and shows what it would do.
func (x *sourceForm) look() {
	x.form.ClearErrors()
	x.dialog.ShowProblem("")
	x.asked++
	asked := x.asked
	source, from := x.read()
	if source.Name == "" {
		source.Name = "This calendar"
	}
	if err := source.Check(); from == "" && err != nil { // there is nothing to read from yet
		x.section.desk.Blame(x.dialog, x.form, err)
		return
	}
	x.say(widgets.CaptionPara("Reading…"))
	x.section.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		read, err := x.section.desk.WS.PreviewSource(ctx, source, from)
		return func() {
			if asked == x.asked {
				x.show(&read)
			}
		}, err
	}, func(err error) {
		x.show(nil)
		x.section.desk.Blame(x.dialog, x.form, err)
	})
}

func (x *sourceForm) say(lines ...fyne.CanvasObject) {
	x.effect.Objects = append([]fyne.CanvasObject{widgets.Bold("What reading it would do")}, lines...)
	x.effect.Refresh()
	if x.dialog != nil {
		x.dialog.Effect.Refresh()
	}
}

// listed is how many lines of a kind the preview shows; more are counted.
const listed = 12

// show shows a preview, or how to get one.
func (x *sourceForm) show(p *workspace.SourceReading) {
	if p == nil {
		x.say(widgets.CaptionPara("“Look inside” reads the calendar and lists what would be added, changed and removed, and each event that is not read, with the reason. Nothing is stored."))
		return
	}
	lines := []fyne.CanvasObject{widgets.BodyPara("**" + p.Say() + "**")}
	var skipped []workspace.SkippedOff
	switch {
	case p.Off != nil:
		lines = append(lines, x.offLines("New", p.Off.Add)...)
		lines = append(lines, x.offLines("Changed", p.Off.Change)...)
		skipped = p.Off.Skipped
	case p.Holidays != nil:
		lines = append(lines, holidayLines("New", p.Holidays.Add)...)
		lines = append(lines, holidayLines("Changed", p.Holidays.Change)...)
		lines = append(lines, holidayLines("Gone", p.Holidays.Remove)...)
		skipped = p.Holidays.Skipped
	}
	if len(skipped) > 0 {
		lines = append(lines, widgets.HRule(), widgets.Bold("Not read"))
		for i, e := range skipped {
			if i == listed {
				lines = append(lines, more(len(skipped)))
				break
			}
			icon, ink := theme.IconInfo, theme.Text3
			if e.Wrong {
				icon, ink = theme.IconWarn, theme.Warn
			}
			lines = append(lines, widgets.Bullet(icon, ink, strings.TrimSpace(e.Title+": "+e.Reason)))
		}
	}
	x.say(lines...)
}

func more(n int) fyne.CanvasObject { return widgets.Caption(fmt.Sprintf("and %d more", n-listed)) }

func (x *sourceForm) offLines(title string, rows []workspace.OffRow) []fyne.CanvasObject {
	if len(rows) == 0 {
		return nil
	}
	d := x.section.data
	out := []fyne.CanvasObject{widgets.HRule(), widgets.Bold(title)}
	for i, r := range rows {
		if i == listed {
			return append(out, more(len(rows)))
		}
		at := indexOf(d.people, r.PersonID, func(p model.Person) model.ID { return p.ID })
		if at < 0 {
			continue
		}
		out = append(out, widgets.RowTop(theme.Gap2, desk.Tile(d.people[at]), widgets.Grow(widgets.Col(0, widgets.BodyPara(workspace.Days(r.Interval, d.people[at].Zone, d.now)),
			widgets.CaptionPara(d.people[at].Name+", "+r.Kind+", “"+r.Title+"”")))))
	}
	return out
}

func holidayLines(title string, days []model.HolidayChange) []fyne.CanvasObject {
	if len(days) == 0 {
		return nil
	}
	out := []fyne.CanvasObject{widgets.HRule(), widgets.Bold(title)}
	for i, h := range days {
		if i == listed {
			return append(out, more(len(days)))
		}
		out = append(out, widgets.Row(theme.Gap2, widgets.Fixed(80, 0, widgets.Body(h.Day.String()).In(theme.Text2)), widgets.Grow(widgets.Ellipsis(widgets.Body(h.Name)))))
	}
	return out
}

// submit stores the calendar and reads it.
func (x *sourceForm) submit() {
	s, notice := x.section, ""
	source, from := x.read()
	x.form.ClearErrors()
	x.dialog.ShowProblem("")
	s.desk.Change(func(ctx context.Context) (done workspace.Done, err error) {
		done, notice, err = s.saveSource(ctx, x.opened, source, from)
		return done, err
	}, func(done workspace.Done) {
		x.dialog.Close()
		if notice != "" {
			s.desk.Say(notice)
		}
		source.ID = max(source.ID, done.ID)
		s.reread(source, nil) // the notice of what was stored says it
	}, func(err error) { s.desk.Blame(x.dialog, x.form, err) })
}

func (s *Section) saveSource(ctx context.Context, opened, source model.Source, from string) (workspace.Done, string, error) {
	all, err := s.desk.WS.Sources(ctx)
	if err != nil {
		return workspace.Done{}, "", err
	}
	if err := unchanged(opened.Name, opened, opened.ID, all, func(s model.Source) model.ID { return s.ID }); err != nil {
		return workspace.Done{}, "", err
	}
	return s.desk.WS.SaveSource(ctx, source, from)
}
