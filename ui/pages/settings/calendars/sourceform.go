package calendars

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
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
