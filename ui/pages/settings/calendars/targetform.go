package calendars

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// targetForm is the dialogue of a place: left what it is, right what publishing there does and what a try found.
type targetForm struct {
	section *Section
	opened  model.Target
	stored  bool // its password is in the keyring

	form                        *widgets.Form
	name, address, user, secret *widgets.Entry
	headers                     []*widgets.Entry
	which                       *widgets.Select
	kind                        *widgets.Segments
	body, effect                *fyne.Container
	dialog                      *widgets.Dialog
}

// targetKinds are the kinds of places in the order of the form's segments.
var targetKinds = []model.TargetKind{model.ToFolder, model.ToWebDAV, model.ToPut}

// about says of each kind what publishing there does.
var about = map[model.TargetKind]string{
	model.ToFolder: "The calendar is written as one file, whole or not at all. A synced drive, a web server or Git Pages carries it on; whoever reaches the file there can subscribe to its address.",
	model.ToWebDAV: "The calendar goes to a file or a calendar on a server such as Nextcloud or Radicale. What others put into that calendar is never written over or taken away.",
	model.ToPut:    "The calendar is sent by HTTP PUT to any address that takes a file, such as a bucket or a small service of your own, with the headers it asks for.",
}

// editTarget opens the form of a place, a new one when the ID is zero.
func (s *Section) editTarget(t model.Target) {
	s.desk.Shell.Do(func(context.Context) (func(), error) {
		stored := t.ID != 0 && s.desk.WS.HasSecret(t) // asks the keyring, off the window's thread
		return func() { s.openTarget(t, stored) }, nil
	}, nil)
}

func (s *Section) openTarget(t model.Target, stored bool) {
	x := &targetForm{section: s, opened: t, stored: stored, body: widgets.Stack(), effect: widgets.Col(theme.Gap3)}
	title, action := "Change "+t.Name, "Save place"
	if t.ID == 0 {
		title, action = "Where is it published?", "Add place"
	}
	x.fields()
	x.layOut()
	x.dialog = &widgets.Dialog{
		ID: "target", Title: title, Width: feedDialog, Height: 520, Body: widgets.PadAll(theme.Gap4, x.body),
		Effect: widgets.Scroll(widgets.PadAll(theme.Gap4, x.effect)),
	}
	x.dialog.Helpers = []fyne.CanvasObject{widgets.NewButton("Try it now", x.try).WithIcon(theme.IconRefresh).WithHint("Asks the server or folder; nothing is written there").WithID("target.try")}
	x.dialog.Main = widgets.NewButton(action, x.submit).Primary().WithID("target.save")
	x.say(widgets.Neutral, "")
	s.desk.Shell.Open(x.dialog)
}

func (x *targetForm) fields() {
	t := x.opened
	text := func(placeholder, id, text string) *widgets.Entry {
		e := widgets.NewEntry(placeholder).WithID("target." + id)
		e.SetText(text)
		return e
	}
	x.name = text("team cloud", "name", t.Name)
	names, at := []string{}, 0
	for i, v := range x.section.data.calendars {
		names = append(names, v.feed.Name)
		if v.feed.ID == t.FeedID {
			at = i
		}
	}
	x.which = widgets.NewSelect(names, at, nil).WithID("target.feed")
	kind := 0
	for i, k := range targetKinds {
		if k == t.Kind {
			kind = i
		}
	}
	x.kind = widgets.NewSegments([]string{"A file", "WebDAV, CalDAV", "HTTP PUT"}, kind, func(int) { x.layOut(); x.say(widgets.Neutral, "") }).WithID("target.kind")
	x.address = text("", "url", t.Address)
	x.user = text("only where the server asks for one", "user", t.User)
	password := "only where the server asks for one"
	if x.stored {
		password = "stored; empty keeps it"
	}
	x.secret = text(password, "secret", "").Hidden()
	for i, line := range append(strings.Split(workspace.FormatHeaders(t.Headers), "\n"), "") {
		if line != "" || i == 0 || len(t.Headers) > 0 {
			x.headers = append(x.headers, text("X-Name: value", "header", line))
		}
	}
}

// layOut shows the fields that the kind of place has; what was written in the others stays.
func (x *targetForm) layOut() {
	file := x.chosenKind() == model.ToFolder
	x.form = widgets.NewForm().Add("name", "Name", x.name, "How this place is called here.").Add("feed", "Calendar", x.which, "").Add("kind", "To", x.kind, "")
	if file {
		browse := widgets.NewButton("Browse…", x.browse).Small().WithID("target.browse")
		x.form.Add("file", "File", x.address, "Its whole path, ending in .ics, such as /home/ana/Drive/oncall.ics.").Add("browse", "", browse, "")
	} else {
		x.form.Add("url", "Address", x.address, "https:// and the address of the calendar or file on the server.").Add("user", "User", x.user, "").
			Add("secret", "Password", x.secret, "Kept in this computer's keyring, or where there is none in a file only you can read; never in the team's file.")
		lines := widgets.Col(theme.Gap1)
		for _, h := range x.headers {
			lines.Add(widgets.Fixed(300, 0, h))
		}
		lines.Add(widgets.Row(0, widgets.NewPlainLink("Another header", x.anotherHeader).WithID("target.another"), widgets.Grow()))
		x.form.Add("header", "Headers", lines, "{secret} in a value stands for the password, as in “Authorization: Bearer {secret}”.")
	}
	x.body.Objects = []fyne.CanvasObject{x.form.Content()}
	x.body.Refresh()
	if x.dialog != nil {
		x.dialog.Body.Refresh()
	}
}

func (x *targetForm) chosenKind() model.TargetKind { return targetKinds[x.kind.Chosen()] }

func (x *targetForm) anotherHeader() {
	x.headers = append(x.headers, widgets.NewEntry("X-Name: value").WithID("target.header"))
	x.layOut()
	x.headers[len(x.headers)-1].Focus()
}

func (x *targetForm) browse() {
	name := "oncall"
	if i := x.which.Chosen(); i >= 0 {
		name = desk.Slug(x.section.data.calendars[i].feed.Name)
	}
	x.section.desk.Files.Save(name+".ics", x.address.SetText)
}

// say shows what publishing there does, and below it what a try found.
func (x *targetForm) say(tone widgets.Tone, found string) {
	x.effect.Objects = []fyne.CanvasObject{widgets.Bold("What publishing does"), widgets.CaptionPara(about[x.chosenKind()])}
	if found == "" {
		x.effect.Add(widgets.CaptionPara("“Try it now” asks whether the place can be reached and what stands there. It writes nothing.").In(theme.Text3))
	} else {
		x.effect.Add(widgets.Banner(tone, found))
	}
	x.effect.Add(widgets.HRule())
	x.effect.Add(widgets.Bold("Who sees it, and when"))
	for _, r := range workspace.PublishedReaders() {
		x.effect.Add(reader(r))
	}
	x.effect.Refresh()
	if x.dialog != nil {
		x.dialog.Effect.Refresh()
	}
}

// read is the place as the form says.
func (x *targetForm) read() (model.Target, error) {
	t := x.opened
	t.Name, t.Kind, t.Address = x.name.Text(), x.chosenKind(), strings.TrimSpace(x.address.Text())
	t.User, t.Headers = "", nil
	if i := x.which.Chosen(); i >= 0 {
		t.FeedID = x.section.data.calendars[i].feed.ID
	}
	if t.Kind == model.ToFolder {
		return t, nil
	}
	t.User = strings.TrimSpace(x.user.Text())
	var lines []string
	for _, h := range x.headers {
		if s := strings.TrimSpace(h.Text()); s != "" {
			lines = append(lines, s)
		}
	}
	var err error
	t.Headers, err = workspace.ParseHeaders(strings.Join(lines, "\n"))
	return t, err
}

// try asks the place what stands there, with what the form says now.
func (x *targetForm) try() {
	x.form.ClearErrors()
	x.dialog.ShowProblem("")
	t, err := x.read()
	if err != nil {
		x.section.desk.Blame(x.dialog, x.form, err)
		return
	}
	if t.Name == "" {
		t.Name = "This place"
	}
	secret := x.secret.Text()
	x.say(widgets.Info, "Asking…")
	x.section.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		found, err := x.section.desk.WS.TryTarget(ctx, t, secret)
		return func() { x.say(widgets.Good, sentence(found)) }, err
	}, func(err error) {
		x.section.desk.Shell.Log().Event("problem " + err.Error())
		x.say(widgets.Bad, err.Error())
	})
}

// submit stores the place and its password, and says where the password went when there is no keyring.
func (x *targetForm) submit() {
	s := x.section
	t, err := x.read()
	secret, notice := x.secret.Text(), ""
	x.form.ClearErrors()
	x.dialog.ShowProblem("")
	s.desk.Change(func(ctx context.Context) (done workspace.Done, _ error) {
		if err != nil {
			return done, err
		}
		done, notice, err = s.saveTarget(ctx, x.opened, t, secret)
		return done, err
	}, func(workspace.Done) {
		x.dialog.Close()
		if notice != "" {
			s.desk.Say(notice)
		}
	}, func(err error) { s.desk.Blame(x.dialog, x.form, err) })
}

func (s *Section) saveTarget(ctx context.Context, opened, t model.Target, secret string) (done workspace.Done, notice string, err error) {
	ws := s.desk.WS
	idOf := func(t model.Target) model.ID { return t.ID }
	all, err := ws.Targets(ctx)
	if err != nil {
		return done, "", err
	}
	if err := unchanged(opened.Name, opened, opened.ID, all, idOf); err != nil {
		return done, "", err
	}
	if done, err = ws.SaveTarget(ctx, t); err != nil || secret == "" {
		return done, "", err
	}
	if all, err = ws.Targets(ctx); err != nil {
		return done, "", err
	}
	if i := indexOf(all, max(t.ID, done.ID), idOf); i >= 0 {
		notice, err = ws.StoreSecret(all[i], secret)
	}
	return done, notice, err
}
