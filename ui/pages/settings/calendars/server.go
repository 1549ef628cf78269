package calendars

import (
	"context"
	"net"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// serverDialog is how high the dialogue of the server is: as high as with the warning, so that it does not jump.
const serverDialog = 372

// byItself is the panel of what runs while the window is open: publishing, and the server that answers links.
func (s *Section) byItself() fyne.CanvasObject {
	d := s.data
	words := make([]string, len(workspace.PublishIntervals))
	for i, every := range workspace.PublishIntervals {
		words[i] = sentence(workspace.IntervalWords(every))
	}
	every := widgets.NewSelect(words, slices.Index(workspace.PublishIntervals, d.every), func(i int) { s.setEvery(workspace.PublishIntervals[i]) }).WithID("calendars.every")
	publish := widgets.Pad(theme.Gap3, theme.Gap3, theme.Gap3, theme.Gap3, widgets.RowTop(theme.Gap3, widgets.Fixed(96, theme.ControlHeight, widgets.Body("Publishing").In(theme.Text2)),
		widgets.Grow(widgets.Col(theme.Gap1, widgets.Row(0, every, widgets.Grow()), widgets.CaptionPara("Besides, a few seconds after each change: a rota published, a swap, an override. “Never” means only when you say so.")))))
	chosen := 0
	if d.server.Settings.On {
		chosen = 1
	}
	power := widgets.NewSegments([]string{"Off", "On"}, chosen, func(i int) { s.switchServer(i == 1) }).WithID("calendars.server")
	setUp := widgets.NewButton("Set up…", s.setUpServer).WithID("calendars.set-up")
	said, ink := d.server.Say(), theme.Text2
	if !d.server.Settings.On {
		said = "Off: this window answers no links."
	}
	if d.server.Error != "" {
		ink = theme.Bad
	}
	how := widgets.Col(theme.Gap1, widgets.Row(theme.Gap2, power, setUp, widgets.Grow()), widgets.CaptionPara(sentence(said)).In(ink))
	if d.server.Open {
		how.Add(widgets.Banner(widgets.Warn, workspace.OpenWarning))
	}
	server := widgets.Pad(theme.Gap3, theme.Gap3, theme.Gap3, theme.Gap3, widgets.RowTop(theme.Gap3, widgets.Fixed(96, theme.ControlHeight, widgets.Body("Links answered").In(theme.Text2)), widgets.Grow(how)))
	foot := widgets.PadAll(theme.Gap3, widgets.CaptionPara("Without a window the same is done by “watchbill calendar publish --every 15m” and “watchbill calendar serve”, from a schedule or as a service.").In(theme.Text3))
	return widgets.Panel(widgets.Head{Title: "While this window is open"}, publish, widgets.HRule(), server, widgets.HRule(), foot)
}

func (s *Section) setEvery(every time.Duration) {
	s.change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.SetPublishEvery(ctx, every) })
}

// switchServer switches the server on or off at the address it has.
func (s *Section) switchServer(on bool) {
	to := s.data.server.Settings
	to.On = on
	s.desk.Change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.SetServer(ctx, to) }, nil, func(err error) {
		s.desk.Shell.Log().Event("problem " + err.Error())
		s.draw() // the switch shows what is in force
		s.openSetUp(err)
	})
}

func (s *Section) setUpServer() { s.openSetUp(nil) }

// openSetUp asks who may reach the server and where it listens. A problem is shown at once.
func (s *Section) openSetUp(problem error) {
	settings := s.data.server.Settings
	listen := settings.Listen
	if listen == "" {
		listen = workspace.DefaultListen
	}
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		host, port = "127.0.0.1", "8099"
	}
	addresses := workspace.ServerAddresses(port)
	at, hosts, labels := 0, []string{}, []string{}
	for i, a := range addresses {
		h, _, _ := net.SplitHostPort(a.Listen) // the workspace's own
		hosts, labels = append(hosts, h), append(labels, a.Label)
		if h == host {
			at = i
		}
	}
	form, warning := widgets.NewForm(), widgets.Col(0)
	warn := func(i int) {
		warning.Objects = nil
		if addresses[i].Open {
			warning.Objects = []fyne.CanvasObject{widgets.Banner(widgets.Warn, workspace.OpenWarning)}
		}
		warning.Refresh()
	}
	who := widgets.NewSelect(labels, at, warn).WithID("server.who")
	form.Add("listen", "Who reaches it", who, "")
	number := form.Entry("port", "Port", "8099", "Any from 1024 to 65535 that no other program has.").WithID("server.port")
	number.SetText(port)
	base := form.Entry("base", "Address in links", "as above", "Only when a proxy stands before it, such as https://cal.example.org.").WithID("server.base")
	base.SetText(settings.Base)
	warn(at)
	d := &widgets.Dialog{ID: "server", Title: "Who may reach the calendar server?", Sub: "It answers only those who know the secret in a link.", Body: widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, form.Content(), warning)), Width: 560, Height: serverDialog}
	save := func(on bool) {
		to := workspace.ServerSettings{On: on, Listen: net.JoinHostPort(hosts[max(0, who.Chosen())], strings.TrimSpace(number.Text())), Base: strings.TrimSpace(base.Text())}
		s.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			now, err := s.desk.WS.ServerSettings(ctx)
			if err != nil {
				return workspace.Done{}, err
			}
			if now != settings {
				return workspace.Done{}, model.Errorf(model.Conflict, "", "The server's settings were changed while this form was open. Close it, look at the change, and make yours again.")
			}
			return s.desk.WS.SetServer(ctx, to)
		})
	}
	d.Main = widgets.NewButton("Switch on", func() { save(true) }).Primary().WithID("server.on")
	if settings.On {
		d.Main.SetText("Save, and leave it on")
	} else {
		d.Alternative = widgets.NewButton("Save, and leave it off", func() { save(false) }).WithID("server.save")
	}
	s.desk.Shell.Open(d)
	if problem != nil {
		s.desk.Blame(d, form, problem)
	}
}
