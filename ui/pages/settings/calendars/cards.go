package calendars

import (
	"context"
	"fmt"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// card is one calendar with its places and links.
func (s *Section) card(i int, v calendarView) fyne.CanvasObject {
	id := func(name string) string { return fmt.Sprintf("calendar.%d.%s", i, name) }
	edit := widgets.NewButton("Change…", func() { s.editFeed(v.feed) }).Small().WithIcon(theme.IconEdit).WithID(id("edit"))
	var more *widgets.Button
	more = widgets.NewIconButton(theme.IconMore, "Export to a file, delete", func() { widgets.ShowMenuBelow(more, s.feedMenu(v)) }).Quiet().WithID(id("more"))
	head := widgets.Head{Title: v.feed.Name, Caption: v.holds + ", " + reach(v.feed), Right: []fyne.CanvasObject{edit, more}}
	rows := []fyne.CanvasObject{}
	for k, t := range v.targets {
		rows = append(rows, s.targetRow(fmt.Sprintf("target.%d.%d", i, k), t))
	}
	for k, l := range v.links {
		rows = append(rows, s.linkRow(fmt.Sprintf("link.%d.%d", i, k), v.feed, l))
	}
	if len(rows) == 0 {
		rows = append(rows, line(widgets.Warn, theme.IconWarn, "Nobody can read this calendar yet", "Publish it to a place, or make a link that this computer answers."))
	}
	foot := widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, widgets.Row(theme.Gap2,
		widgets.NewButton("Publish to a place…", func() { s.editTarget(model.Target{FeedID: v.feed.ID}) }).Small().WithIcon(theme.IconUpload).WithID(id("place")),
		widgets.NewButton("New link…", func() { s.newLink(v.feed) }).Small().WithIcon(theme.IconPlus).WithID(id("link")),
		widgets.Grow(cut(v.next))))
	return widgets.Panel(head, ruled(append(rows, foot))...)
}

// reach says how far a calendar reaches back and ahead.
func reach(f model.Feed) string {
	back, ahead := "all of the past", "all that is published"
	if f.PastDays > 0 {
		back = model.Count(f.PastDays, "day", "days") + " back"
	}
	if f.AheadDays > 0 {
		ahead = model.Count(f.AheadDays, "day", "days") + " ahead"
	}
	if f.PastDays == 0 && f.AheadDays == 0 {
		return "all there is"
	}
	return back + ", " + ahead
}

func (s *Section) feedMenu(v calendarView) []widgets.MenuItem {
	return []widgets.MenuItem{
		{Text: "Change…", Icon: theme.IconEdit, Do: func() { s.editFeed(v.feed) }},
		{Text: "Export to a file…", Icon: theme.IconDownload, Do: func() { s.export(v.feed) }},
		{Rule: true},
		{Text: "Delete…", Icon: theme.IconTrash, Danger: true, Do: func() { s.deleteFeed(v.feed) }},
	}
}

// kindWords name the kinds of places.
var kindWords = map[model.TargetKind]string{model.ToFolder: "file", model.ToWebDAV: "WebDAV or CalDAV", model.ToPut: "HTTP PUT"}

func (s *Section) targetRow(id string, v workspace.TargetView) fyne.CanvasObject {
	how := tone(v)
	words := kindWords[v.Target.Kind] + " · " + v.Target.Address + "\n" + sentence(v.Say(s.data.now))
	if how == widgets.Bad {
		words = kindWords[v.Target.Kind] + " · " + v.Target.Address + "\n" + sentence(since(v, s.data.now)) + "; what is wrong stands above"
	}
	var more *widgets.Button
	more = widgets.NewIconButton(theme.IconMore, "Change, who sees it, remove", func() {
		widgets.ShowMenuBelow(more, []widgets.MenuItem{
			{Text: "Change, or try it…", Icon: theme.IconEdit, Do: func() { s.editTarget(v.Target) }},
			{Text: "Copy the address", Icon: theme.IconCopy, Do: func() { s.desk.Copy(v.Target.Address, "The address") }},
			{Rule: true},
			{Text: "Remove", Icon: theme.IconTrash, Danger: true, Do: func() { s.deleteTarget(v.Target) }},
		})
	}).Quiet().WithID(id + ".more")
	return line(how, map[widgets.Tone]theme.IconName{widgets.Good: theme.IconGood, widgets.Warn: theme.IconWarn, widgets.Bad: theme.IconBad}[how], v.Target.Name, words,
		widgets.NewButton("Publish now", func() { s.publish(v.Target, workspace.PublishOptions{}) }).Small().WithID(id+".publish"), more)
}

func (s *Section) linkRow(id string, f model.Feed, l model.FeedLink) fyne.CanvasObject {
	zone := desk.Zone(s.data.team)
	words := "link, made " + model.FormatDate(l.Created.In(zone), s.data.now) + ", never used"
	if !l.Used.IsZero() {
		words = "link, last used " + model.FormatTime(l.Used.In(zone), s.data.now)
	}
	how := widgets.Good
	if !s.data.server.Running {
		how = widgets.Neutral
		words += "; the calendar server does not run"
	} else if l.Used.IsZero() {
		how = widgets.Neutral
	}
	name := l.Name
	if name == "" {
		name = "Link without a name"
	}
	var more *widgets.Button
	more = widgets.NewIconButton(theme.IconMore, "Replace, revoke", func() {
		widgets.ShowMenuBelow(more, []widgets.MenuItem{
			{Text: "Replace by a new link…", Icon: theme.IconRefresh, Do: func() { s.rotate(f, l) }},
			{Text: "Revoke", Icon: theme.IconTrash, Danger: true, Do: func() { s.revoke(l) }},
		})
	}).Quiet().WithID(id + ".more")
	return line(how, theme.IconCalendar, name, words, widgets.NewButton("Show…", func() { s.showAgain(f, l) }).Small().WithID(id+".show"), more)
}

// sentence begins a line with a capital letter.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// deleteFeed asks, with what goes along.
func (s *Section) deleteFeed(f model.Feed) {
	s.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		impact, err := s.desk.WS.DeleteFeedImpact(ctx, f)
		return func() {
			s.desk.Shell.Open(widgets.Confirm("delete-feed", "Delete "+f.Name+"?", impact, "Delete calendar", true, func() {
				s.change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.DeleteFeed(ctx, f) })
			}))
		}, err
	}, nil)
}

func (s *Section) deleteTarget(t model.Target) {
	s.change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.DeleteTarget(ctx, t) })
}

func (s *Section) revoke(l model.FeedLink) {
	s.change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.RevokeFeedLink(ctx, l) })
}
