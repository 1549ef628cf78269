package calendars

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// sourcesPanel lists the calendars that are read: time off and public holidays.
func (s *Section) sourcesPanel() fyne.CanvasObject {
	add := widgets.NewButton("Read a calendar…", func() { s.editSource(model.Source{}) }).WithIcon(theme.IconPlus).Small().WithID("sources.add")
	head := widgets.Head{Title: "Calendars that are read", Caption: "time off and public holidays", Right: []fyne.CanvasObject{add}}
	if len(s.data.sources) == 0 {
		return widgets.Panel(head, widgets.PadAll(theme.Gap3, widgets.CaptionPara("People's time off often stands in a calendar already, and so do a country's holidays. Watchbill reads them from a file or an address, again and again: "+
			"what is added, moved or deleted there follows here; what was entered by hand stays.")))
	}
	var rows []fyne.CanvasObject
	for i, v := range s.data.sources {
		rows = append(rows, s.sourceRow(fmt.Sprintf("source.%d", i), v))
	}
	return widgets.Panel(head, ruled(rows)...)
}

func (s *Section) sourceRow(id string, v workspace.SourceView) fyne.CanvasObject {
	how, icon := widgets.Good, theme.IconGood
	switch {
	case v.State.Error != "":
		how, icon = widgets.Bad, theme.IconBad
	case v.State.Good.IsZero():
		how, icon = widgets.Warn, theme.IconWarn
	}
	names := map[model.ID]string{}
	for _, p := range s.data.people {
		names[p.ID] = p.Name
	}
	var more *widgets.Button
	more = widgets.NewIconButton(theme.IconMore, "Change, remove", func() {
		widgets.ShowMenuBelow(more, []widgets.MenuItem{
			{Text: "Change, or look inside…", Icon: theme.IconEdit, Do: func() { s.editSource(v.Source) }},
			{Rule: true},
			{Text: "Remove", Icon: theme.IconTrash, Danger: true, Do: func() {
				s.change(func(ctx context.Context) (workspace.Done, error) { return s.desk.WS.DeleteSource(ctx, v.Source) })
			}},
		})
	}).Quiet().WithID(id + ".more")
	return line(how, icon, v.Source.Name, sentence(v.What(names))+" · "+v.Source.Place+"\n"+sentence(v.Say(s.data.now)),
		widgets.NewButton("Read now", func() { s.refresh(v.Source) }).Small().WithID(id+".read"), more)
}

// refresh reads a calendar again now, and says what came of it.
func (s *Section) refresh(source model.Source) {
	s.reread(source, func(r workspace.SourceReading) { s.desk.Say(source.Name + ": " + r.Say()) })
}

// reread reads a calendar now; said may be nil.
func (s *Section) reread(source model.Source, said func(workspace.SourceReading)) {
	s.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		read, err := s.desk.WS.RefreshSource(ctx, source.ID)
		return func() {
			if said != nil {
				said(read)
			}
			s.desk.Shell.Reload()
		}, err
	}, func(err error) {
		s.desk.Shell.Log().Event("problem " + err.Error())
		s.desk.Shell.Reload()
		s.desk.Shell.Open(widgets.Confirm("not-read", source.Name+" could not be read", err.Error()+" What was read before stays.", "Try again", false, func() { s.refresh(source) }))
	})
}
