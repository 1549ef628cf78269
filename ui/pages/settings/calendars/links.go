package calendars

import (
	"context"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// newLink asks whom a link is for, makes it and shows it.
func (s *Section) newLink(f model.Feed) {
	form := widgets.NewForm()
	name := form.Entry("name", "For", "Ben's phone", "Whom it is for: links are revoked one by one. May stay empty.").WithID("link.name")
	d := &widgets.Dialog{ID: "new-link", Title: "Who gets a link to " + f.Name + "?", Sub: "Whoever has the link can read the calendar, without a password.", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	d.Main = widgets.NewButton("Make link", func() {
		text := name.Text()
		s.makeLink(d, f, func(ctx context.Context) (workspace.NewLink, error) { return s.desk.WS.AddFeedLink(ctx, f, text) })
	}).Primary().WithID("link.make")
	s.desk.Shell.Open(d)
}

// makeLink runs what makes a link and shows it in place of the dialogue that asked.
func (s *Section) makeLink(d *widgets.Dialog, f model.Feed, create func(ctx context.Context) (workspace.NewLink, error)) {
	s.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		l, err := create(ctx)
		return func() {
			d.Close()
			s.showLink(f, l)
		}, err
	}, func(err error) { s.desk.Blame(d, nil, err) })
}

// showAgain shows a link that the keyring keeps; where it does not, a new one can be made.
func (s *Section) showAgain(f model.Feed, l model.FeedLink) {
	s.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		shown, err := s.desk.WS.ShowFeedLink(ctx, l)
		return func() { s.showLink(f, shown) }, err
	}, func(err error) {
		if model.CodeOf(err) == model.NotFound {
			s.askNew(f, l, "This link cannot be shown again", err.Error()+" Whoever has the old one then needs the new one.")
			return
		}
		s.desk.Shell.Open(widgets.Confirm("no-link", "The link cannot be shown", err.Error(), "Try again", false, func() { s.showAgain(f, l) }))
	})
}

// rotate asks before the old link ends: it cannot be had back.
func (s *Section) rotate(f model.Feed, l model.FeedLink) {
	s.askNew(f, l, "Replace this link?", "The old one ends at once, so whoever has it needs the new one.")
}

func (s *Section) askNew(f model.Feed, l model.FeedLink, title, words string) {
	d := &widgets.Dialog{ID: "rotate-link", Title: title, Body: widgets.PadAll(theme.Gap4, widgets.BodyPara(words).In(theme.Text2)), Width: 480}
	d.Main = widgets.NewButton("Make a new link", func() {
		s.makeLink(d, f, func(ctx context.Context) (workspace.NewLink, error) { return s.desk.WS.RotateFeedLink(ctx, l) })
	}).Primary().WithID("rotate-link.do")
	s.desk.Shell.Open(d)
}

// showLink shows a link: in words and as a picture, and at the right who reaches it.
func (s *Section) showLink(f model.Feed, l workspace.NewLink) {
	server := s.data.server
	at := l.At(server.Base)
	body := widgets.Col(theme.Gap3)
	if !server.Running {
		body.Add(widgets.Banner(widgets.Warn, "The calendar server does not run in this window, so the link answers only once it is switched on, or while “watchbill calendar serve” runs."))
	}
	body.Add(s.address("For most programs", at.URL, "link.copy"))
	body.Add(s.address("Opens the calendar program", at.Webcal, "link.copy-webcal"))
	if code, err := workspace.QRCode(at.Webcal); err == nil {
		body.Add(widgets.Row(theme.Gap3, qrPicture(code), widgets.Grow(widgets.CaptionPara("For a phone's camera: it offers to subscribe. The phone must be on a network that reaches this computer."))))
	}
	kept := "It is kept on this computer, in the keyring or a file only you can read, and can be shown again here. The team's file has its fingerprint only."
	if !l.Kept {
		kept = "**Copy it now: it is not shown again.** Nothing on this computer could keep it, and the team's file has its fingerprint only."
	}
	body.Add(widgets.CaptionPara(kept))
	effect := widgets.Col(theme.Gap3, widgets.Bold("Who reaches it, and how late"))
	for _, r := range workspace.Readers(server.Base) {
		effect.Add(reader(r))
	}
	d := &widgets.Dialog{
		ID: "link", Title: "A link to " + f.Name, Body: widgets.PadAll(theme.Gap4, body), Effect: widgets.Scroll(widgets.PadAll(theme.Gap4, effect)), Width: feedDialog, CancelLabel: "Close",
		OnClosed: s.desk.Shell.Reload,
	}
	if !server.Running {
		d.Helpers = []fyne.CanvasObject{widgets.NewButton("Set up the server…", func() { d.Close(); s.setUpServer() }).WithID("link.server")}
	}
	s.desk.Shell.Open(d)
}

// address is one form of a link, with a button that copies it.
func (s *Section) address(what, text, id string) fyne.CanvasObject {
	shown := widgets.NewEntry("").WithID(id + "-text")
	shown.SetText(text)
	button := widgets.NewButton("Copy", func() { s.desk.Copy(text, "The link") }).WithIcon(theme.IconCopy).WithID(id)
	return widgets.Col(theme.Gap1, widgets.Caption(what), widgets.Row(theme.Gap2, widgets.Grow(shown), button))
}
