package settings

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// calendars is what the section of feeds and publishing shows.
type calendars struct {
	feeds     []feedRow
	targets   []workspace.TargetView
	rotations []model.Rotation
	people    []model.Person
}

type feedRow struct {
	feed  model.Feed
	holds string
	next  string // title of the next event
	links int
}

// readCalendars reads the section's data.
func readCalendars(ctx context.Context, ws *workspace.Workspace) (calendars, error) {
	var c calendars
	feeds, err := ws.Feeds(ctx)
	if err != nil {
		return c, err
	}
	for _, f := range feeds {
		row := feedRow{feed: f}
		if row.holds, err = ws.DescribeFeed(ctx, f); err != nil {
			return c, err
		}
		events, err := ws.PreviewFeed(ctx, f, 1)
		if err != nil {
			return c, err
		}
		for _, e := range events {
			row.next = e.Summary
		}
		links, err := ws.FeedLinks(ctx, f.ID)
		if err != nil {
			return c, err
		}
		row.links = len(links)
		c.feeds = append(c.feeds, row)
	}
	if c.targets, err = ws.TargetViews(ctx); err != nil {
		return c, err
	}
	if c.rotations, err = ws.Rotations(ctx); err != nil {
		return c, err
	}
	c.people, err = ws.People(ctx)
	return c, err
}

// feedsPanel lists the calendars kept for others.
func (p *Page) feedsPanel() fyne.CanvasObject {
	add := widgets.NewButton("Add a calendar…", p.addFeed).WithIcon(theme.IconPlus).Small().WithID("settings.add-feed")
	head := widgets.Head{Title: "Calendars for others", Caption: model.Count(len(p.data.calendars.feeds), "calendar", "calendars"), Right: []fyne.CanvasObject{add}}
	if len(p.data.calendars.feeds) == 0 {
		head.Caption = "none yet"
		return widgets.Panel(head, widgets.PadAll(theme.Gap3, widgets.CaptionPara("People see their shifts in their own calendars. Add one for a rotation, a person or everybody, then say where it is published.")))
	}
	var rows []fyne.CanvasObject
	for i, r := range p.data.calendars.feeds {
		sub := fmt.Sprintf("%s · %s", r.holds, model.Count(r.links, "link", "links"))
		if r.next != "" {
			sub += " · next: " + r.next
		}
		rows = append(rows, p.entryRow(r.feed.Name, sub, theme.Text3,
			widgets.NewButton("New link", func() { p.newLink(r.feed) }).Small().WithID(fmt.Sprintf("settings.link.%d", i)),
			widgets.NewButton("Delete", func() { p.deleteFeed(r.feed) }).Small().WithID(fmt.Sprintf("settings.delete-feed.%d", i))))
	}
	return widgets.Panel(head, ruled(rows)...)
}

// targetsPanel lists where calendars are published, and how that went.
func (p *Page) targetsPanel() fyne.CanvasObject {
	c := p.data.calendars
	add := widgets.NewButton("Add a place…", p.addTarget).WithIcon(theme.IconPlus).Small().WithID("settings.add-target")
	head := widgets.Head{Title: "Published to", Caption: model.Count(len(c.targets), "place", "places")}
	if len(c.feeds) > 0 {
		head.Right = []fyne.CanvasObject{add}
	}
	if len(c.targets) == 0 {
		head.Caption = "nowhere yet"
		return widgets.Panel(head, widgets.PadAll(theme.Gap3, widgets.CaptionPara("A folder that is synced or served, a WebDAV or CalDAV server, or any address that takes a file. What others put there is never written over.")))
	}
	var rows []fyne.CanvasObject
	for i, v := range c.targets {
		ink := theme.Text3
		if v.State.Error != "" {
			ink = theme.Bad
		}
		rows = append(rows, p.entryRow(v.Target.Name+" · "+v.Feed.Name, v.Target.Address+" · "+v.Say(p.data.now), ink,
			widgets.NewButton("Publish now", func() { p.publish(v.Target) }).Small().WithID(fmt.Sprintf("settings.publish.%d", i)),
			widgets.NewButton("Remove", func() { p.deleteTarget(v.Target) }).Small().WithID(fmt.Sprintf("settings.delete-target.%d", i))))
	}
	return widgets.Panel(head, ruled(rows)...)
}

// reachPanel says who can read which calendar.
func reachPanel() fyne.CanvasObject {
	return widgets.Panel(widgets.Head{Title: "Who can reach what"}, widgets.PadAll(theme.Gap3, widgets.Col(0,
		fact("Published", widgets.BodyPara("Everybody who reaches the place. Google and Microsoft 365 fetch from the cloud and look every 3 to 24 hours, so for them publish to an address on the internet.")),
		fact("Links", widgets.BodyPara("Apple Calendar, Thunderbird, khal and vdirsyncer on a network that reaches this computer, about every hour, while “watchbill calendar serve” runs. Google and Microsoft 365 cannot.")),
		fact("When", widgets.BodyPara("After each change and every hour while this window is open; else by “watchbill calendar publish”, from a schedule.")))))
}

func (p *Page) entryRow(title, sub string, ink theme.Token, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	line := []fyne.CanvasObject{widgets.Grow(widgets.Col(0, widgets.BodyPara("**"+title+"**"), widgets.CaptionPara(sub).In(ink)))}
	return widgets.Pad(9, theme.Gap3, 9, theme.Gap3, widgets.RowTop(theme.Gap2, append(line, buttons...)...))
}

func ruled(rows []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, r := range rows {
		if i > 0 {
			out = append(out, widgets.HRule())
		}
		out = append(out, r)
	}
	return out
}

// addFeed asks for a new calendar.
func (p *Page) addFeed() {
	c := p.data.calendars
	rotations, people := []string{"All rotations"}, []string{"Everybody"}
	for _, r := range c.rotations {
		rotations = append(rotations, r.Name)
	}
	for _, x := range c.people {
		people = append(people, x.Name)
	}
	form := widgets.NewForm()
	name := form.Entry("name", "Name", "Payments on call", "What subscribers see.")
	rotation := widgets.NewSelect(rotations, 0, nil).WithID("feed.rotation")
	person := widgets.NewSelect(people, 0, nil).WithID("feed.person")
	form.Add("rotation", "Rotation", rotation, "").Add("person", "Person", person, "")
	title := form.Entry("title", "Titles", model.Feed{}.DefaultTitle(), "Words in braces: rotation, role, person, first, initials, team. Empty: as shown.")
	busy := widgets.NewCheck("Show the time as taken", false, nil).WithID("feed.busy")
	form.Add("busy", "", busy, "")
	d := &widgets.Dialog{ID: "feed", Title: "Which calendar?", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	d.Main = widgets.NewButton("Add calendar", func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			f := model.Feed{Name: name.Text(), Title: title.Text(), Busy: busy.On(), PastDays: 90}
			if i := rotation.Chosen(); i > 0 {
				f.RotationID = c.rotations[i-1].ID
			}
			if i := person.Chosen(); i > 0 {
				f.PersonID = c.people[i-1].ID
			}
			return p.desk.WS.SaveFeed(ctx, f)
		})
	}).Primary().WithID("feed.save")
	p.desk.Shell.Open(d)
}

func (p *Page) deleteFeed(f model.Feed) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteFeed(ctx, f) }, nil, nil)
}

// newLink makes a link and shows it, this once.
func (p *Page) newLink(f model.Feed) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		l, err := p.desk.WS.AddFeedLink(ctx, f, "")
		return func() { p.showLink(f, "http://"+workspace.DefaultListen+l.Path()) }, err
	}, nil)
}

func (p *Page) showLink(f model.Feed, link string) {
	words := widgets.Col(theme.Gap3, widgets.BodyPara(link),
		widgets.CaptionPara("Copy it now: it is not shown again, and only its fingerprint is kept. It works on this computer while “watchbill calendar serve” runs; for others on the network start that with --listen and --lan, and put this computer's address in its place."))
	d := &widgets.Dialog{ID: "link", Title: "A link to " + f.Name, Body: widgets.PadAll(theme.Gap4, words), Width: 560, CancelLabel: "Close"}
	d.Main = widgets.NewButton("Copy the link", func() {
		p.desk.Copy(link, "The link")
		d.Close()
	}).Primary().WithID("link.copy")
	p.desk.Shell.Open(d)
}

// targetKinds are the kinds of places in the order of the form's segments.
var targetKinds = []model.TargetKind{model.ToFolder, model.ToWebDAV, model.ToPut}

// addTarget asks where a calendar is to be published.
func (p *Page) addTarget() {
	c := p.data.calendars
	names := make([]string, len(c.feeds))
	for i, r := range c.feeds {
		names[i] = r.feed.Name
	}
	form := widgets.NewForm()
	name := form.Entry("name", "Name", "team cloud", "")
	which := widgets.NewSelect(names, 0, nil).WithID("target.feed")
	kind := widgets.NewSegments([]string{"A folder", "WebDAV, CalDAV", "HTTP PUT"}, 0, nil).WithID("target.kind")
	form.Add("feed", "Calendar", which, "").Add("kind", "To", kind, "")
	address := form.Entry("url", "Address", "/home/ana/Drive/oncall.ics", "A file ending in .ics, or https:// and the address on the server.")
	user := form.Entry("user", "User", "", "Only for a server that asks for one.")
	secret := form.Entry("secret", "Password", "", "Kept in this computer's keyring, never in the team's file.").Hidden()
	d := &widgets.Dialog{ID: "target", Title: "Where is it published?", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 520}
	d.Main = widgets.NewButton("Add place", func() {
		t := model.Target{Name: name.Text(), FeedID: c.feeds[which.Chosen()].feed.ID, Kind: targetKinds[kind.Chosen()], Address: address.Text(), User: user.Text()}
		p.submitTarget(d, form, t, secret.Text())
	}).Primary().WithID("target.save")
	p.desk.Shell.Open(d)
}

// submitTarget stores a target and its password, and says where the password went when there is no keyring.
func (p *Page) submitTarget(d *widgets.Dialog, form *widgets.Form, t model.Target, secret string) {
	form.ClearErrors()
	d.ShowProblem("")
	notice := ""
	p.desk.Change(func(ctx context.Context) (done workspace.Done, err error) {
		done, notice, err = p.saveTarget(ctx, t, secret)
		return done, err
	}, func(workspace.Done) {
		d.Close()
		if notice != "" {
			p.desk.Say(notice)
		}
	}, func(err error) { p.desk.Blame(d, form, err) })
}

func (p *Page) saveTarget(ctx context.Context, t model.Target, secret string) (done workspace.Done, notice string, err error) {
	if done, err = p.desk.WS.SaveTarget(ctx, t); err != nil || secret == "" {
		return done, "", err
	}
	targets, err := p.desk.WS.Targets(ctx)
	if err != nil {
		return done, "", err
	}
	for _, stored := range targets {
		if stored.ID == done.ID {
			notice, err = p.desk.WS.StoreSecret(stored, secret)
		}
	}
	return done, notice, err
}

func (p *Page) deleteTarget(t model.Target) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteTarget(ctx, t) }, nil, nil)
}

// publish puts a calendar to its place now.
func (p *Page) publish(t model.Target) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		done, err := p.desk.WS.PublishTarget(ctx, t.ID, workspace.PublishOptions{})
		return func() {
			p.desk.Say("Published: " + t.Name + ", " + model.Count(done.Result.Events, "shift", "shifts"))
			p.desk.Shell.Reload()
		}, err
	}, nil)
}
