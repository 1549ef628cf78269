package calendars

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// feedForm is the dialogue of a calendar: left whose shifts and how they look, right the next events as subscribers would see them.
type feedForm struct {
	section *Section
	opened  model.Feed

	form                                         *widgets.Form
	name, past, ahead, title, reminders, categry *widgets.Entry
	rotation, role, person                       *widgets.Select
	busy                                         *widgets.Check
	preview                                      *fyne.Container
	dialog                                       *widgets.Dialog
	asked                                        int // counts previews; an older result is dropped
}

const (
	usualPast  = 90 // days; a new calendar reaches back so far
	previewed  = 4  // events
	feedDialog = 900
)

func (s *Section) addFeed() { s.editFeed(model.Feed{PastDays: usualPast}) }

// editFeed opens the form of a calendar, a new one when the ID is zero.
func (s *Section) editFeed(f model.Feed) {
	x := &feedForm{section: s, opened: f, form: widgets.NewForm(), preview: widgets.Col(theme.Gap2)}
	title, action := "Change "+f.Name, "Save calendar"
	if f.ID == 0 {
		title, action = "Which shifts go into the calendar?", "Add calendar"
	}
	x.fields()
	x.dialog = &widgets.Dialog{
		ID: "feed", Title: title, Width: feedDialog, Body: widgets.PadAll(theme.Gap4, x.form.Content()),
		Effect: widgets.Scroll(widgets.PadAll(theme.Gap4, x.preview)),
	}
	x.dialog.Main = widgets.NewButton(action, x.submit).Primary().WithID("feed.save")
	s.desk.Shell.Open(x.dialog)
	x.look()
}

func (x *feedForm) fields() {
	f, d := x.opened, x.section.data
	entry := func(name, label, placeholder, hint, text string) *widgets.Entry {
		e := x.form.Entry(name, label, placeholder, hint).WithID("feed." + name)
		e.SetText(text)
		e.OnChanged = func(string) { x.look() }
		return e
	}
	x.name = entry("name", "Name", "Payments on call", "What subscribers see.", f.Name)
	rotations, at := []string{"All rotations"}, 0
	for i, r := range d.rotations {
		rotations = append(rotations, r.Name)
		if r.ID == f.RotationID {
			at = i + 1
		}
	}
	x.rotation = widgets.NewSelect(rotations, at, func(int) { x.rotationChosen() }).WithID("feed.rotation")
	x.role = widgets.NewSelect(nil, 0, func(int) { x.look() }).WithID("feed.role")
	people, at := []string{"Everybody"}, 0
	for i, p := range d.people {
		people = append(people, p.Name)
		if p.ID == f.PersonID {
			at = i + 1
		}
	}
	x.person = widgets.NewSelect(people, at, func(int) { x.look() }).WithID("feed.person")
	x.form.Add("rotation", "Rotation", x.rotation, "").Add("role", "Role", x.role, "").Add("person", "Person", x.person, "")
	x.past = entry("past", "Days back", "all", "Empty for all of the past.", days(f.PastDays))
	x.ahead = entry("ahead", "Days ahead", "all", "Empty for all that is published.", days(f.AheadDays))
	x.title = entry("title", "Titles", f.DefaultTitle(), "Words in braces: "+strings.Join(model.TitleWords, ", ")+". Empty: as shown.", f.Title)
	x.reminders = entry("alarm", "Reminders", "none", "Before a shift, such as “1 day, 30 min”. Many programs ask before they use them.", workspace.FormatReminders(f.Reminders))
	x.categry = entry("category", "Category", "On call", "By which some programs colour.", f.Category)
	x.busy = widgets.NewCheck("The time shows as taken", f.Busy, func(bool) { x.look() }).WithID("feed.busy")
	x.form.Add("busy", "Busy", x.busy, "Usually not: being on call does not block meetings.")
	x.fillRoles()
}

func days(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// fillRoles offers the roles of the chosen rotation.
func (x *feedForm) fillRoles() {
	words, at := []string{"All roles"}, 0
	if r := x.chosenRotation(); r != nil {
		for i, role := range r.Roles {
			words = append(words, role.Name)
			if role.ID == x.opened.RoleID {
				at = i + 1
			}
		}
	}
	x.role.SetOptions(words, at)
	if len(words) == 1 {
		x.role.DisableBecause("Choose a rotation first")
	} else {
		x.role.Enable()
	}
}

func (x *feedForm) chosenRotation() *model.Rotation {
	if i := x.rotation.Chosen(); i > 0 {
		return &x.section.data.rotations[i-1]
	}
	return nil
}

func (x *feedForm) rotationChosen() {
	x.fillRoles()
	x.look()
}

// read is the calendar as the form says.
func (x *feedForm) read() (model.Feed, error) {
	f := x.opened
	f.Name, f.Title, f.Category, f.Busy = x.name.Text(), strings.TrimSpace(x.title.Text()), strings.TrimSpace(x.categry.Text()), x.busy.On()
	f.RotationID, f.RoleID, f.PersonID = 0, 0, 0
	if r := x.chosenRotation(); r != nil {
		f.RotationID = r.ID
		if i := x.role.Chosen(); i > 0 {
			f.RoleID = r.Roles[i-1].ID
		}
	}
	if i := x.person.Chosen(); i > 0 {
		f.PersonID = x.section.data.people[i-1].ID
	}
	var err error
	if f.PastDays, err = readDays("past", x.past.Text()); err != nil {
		return f, err
	}
	if f.AheadDays, err = readDays("ahead", x.ahead.Text()); err != nil {
		return f, err
	}
	f.Reminders, err = workspace.ParseReminders(x.reminders.Text())
	return f, err
}

func readDays(field, text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, model.Invalidf(field, "“%s” is no number of days. Write it as 90, or leave it empty for all.", text)
	}
	return n, nil
}

// look shows the next events as the form has them now.
func (x *feedForm) look() {
	if x.dialog == nil {
		return // the fields are still being filled
	}
	x.asked++
	asked := x.asked
	f, err := x.read()
	if err != nil {
		x.show(nil, err)
		return
	}
	x.section.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		events, err := x.section.desk.WS.PreviewFeed(ctx, f, previewed)
		return func() {
			if asked == x.asked {
				x.show(events, err)
			}
		}, nil
	}, nil)
}

func (x *feedForm) show(events []calendar.Event, err error) {
	x.preview.Objects = []fyne.CanvasObject{widgets.Bold("What subscribers see")}
	switch {
	case err != nil:
		x.preview.Add(widgets.CaptionPara(err.Error()).In(theme.Bad))
	case len(events) == 0:
		x.preview.Add(widgets.CaptionPara("No published shift ahead belongs to this calendar. It is a valid calendar without events until one is."))
	}
	zone := desk.Zone(x.section.data.team)
	for _, e := range events {
		when := model.FormatTime(e.Start.In(zone), x.section.data.now) + " – " + model.FormatTime(e.End.In(zone), x.section.data.now)
		more := strings.Join(e.Categories, ", ")
		if e.Busy {
			more += " · busy"
		} else {
			more += " · free"
		}
		for i, a := range e.Alarms {
			if i == 0 {
				more += " · reminder "
			} else {
				more += ", "
			}
			more += model.FormatSpan(a) + " before"
		}
		x.preview.Add(widgets.HRule())
		x.preview.Add(widgets.Col(0, widgets.BodyPara("**"+e.Summary+"**"), widgets.CaptionPara(when), widgets.CaptionPara(more).In(theme.Text3)))
	}
	x.preview.Refresh()
	x.dialog.Effect.Refresh()
}

func (x *feedForm) submit() {
	s := x.section
	edited, err := x.read()
	s.desk.Submit(x.dialog, x.form, func(ctx context.Context) (workspace.Done, error) {
		if err != nil {
			return workspace.Done{}, err
		}
		all, err := s.desk.WS.Feeds(ctx)
		if err != nil {
			return workspace.Done{}, err
		}
		if err := unchanged(x.opened.Name, x.opened, x.opened.ID, all, func(f model.Feed) model.ID { return f.ID }); err != nil {
			return workspace.Done{}, err
		}
		return s.desk.WS.SaveFeed(ctx, edited)
	})
}

// export writes a calendar to a file, once.
func (s *Section) export(f model.Feed) {
	s.desk.Save(f.Name, ".ics", func(ctx context.Context, w io.Writer) error {
		out, err := s.desk.WS.FeedCalendar(ctx, f)
		if err != nil {
			return err
		}
		data, err := calendar.Encode(out)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
}

// indexOf is where the thing of an ID is in a list.
func indexOf[T any](all []T, id model.ID, idOf func(T) model.ID) int {
	return slices.IndexFunc(all, func(x T) bool { return idOf(x) == id })
}
