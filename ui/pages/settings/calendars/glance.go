package calendars

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// figures say in one row how everything stands.
func (s *Section) figures() fyne.CanvasObject {
	d := s.data
	places, well, links := 0, 0, 0
	var last time.Time
	for _, v := range d.calendars {
		links += len(v.links)
		for _, t := range v.targets {
			places++
			if tone(t) == widgets.Good {
				well++
			}
			if t.State.Good.After(last) {
				last = t.State.Good
			}
		}
	}
	published := widgets.FigureCell{Caption: "Places up to date", Value: fmt.Sprintf("%d of %d", well, places), Note: widgets.Note(widgets.Neutral, "nowhere published yet")}
	switch {
	case places == 0:
		published.Value = "0"
	case last.IsZero():
	default:
		published.Note = cut("last " + model.FormatTime(last.In(desk.Zone(d.team)), d.now))
	}
	server := "server off"
	if d.server.Running {
		server = "server running"
	} else if d.server.Settings.On {
		server = "server not running"
	}
	wrong := len(s.troubles())
	needs := widgets.FigureCell{Caption: "Needs you", Value: strconv.Itoa(wrong), Note: widgets.Note(widgets.Good, "all is well")}
	switch {
	case wrong > 0:
		needs.Note = widgets.Note(widgets.Bad, "see below")
	case well < places:
		needs.Note = widgets.Note(widgets.Warn, "changes wait")
	}
	return widgets.FigureRow(
		widgets.FigureCell{Caption: "Calendars for others", Value: strconv.Itoa(len(d.calendars)), Note: cut(model.Count(len(d.sources), "calendar read", "calendars read"))},
		published,
		widgets.FigureCell{Caption: "Links", Value: strconv.Itoa(links), Note: cut(server)},
		needs)
}

func cut(words string) fyne.CanvasObject { return widgets.Ellipsis(widgets.Caption(words)) }

// tone is how publishing to a place stands.
func tone(v workspace.TargetView) widgets.Tone {
	switch {
	case v.State.Error != "":
		return widgets.Bad
	case v.State.Good.IsZero() || !v.Behind.IsZero():
		return widgets.Warn
	}
	return widgets.Good
}

// trouble is something wrong, with what helps.
type trouble struct {
	title, words string
	ways         []fyne.CanvasObject
}

// troubles are what is wrong now, the worst first.
func (s *Section) troubles() []trouble {
	d := s.data
	var out []trouble
	links := 0
	n := 0
	for _, v := range d.calendars {
		links += len(v.links)
		for _, t := range v.targets {
			if t.State.Error != "" {
				out = append(out, trouble{t.Target.Name + ", " + v.feed.Name + ": " + since(t, d.now), t.State.Error, []fyne.CanvasObject{
					widgets.NewButton("Change…", func() { s.editTarget(t.Target) }).Small().WithID(fmt.Sprintf("trouble.edit.%d", n)),
					widgets.NewButton("Try again", func() { s.publish(t.Target, workspace.PublishOptions{}) }).Small().WithIcon(theme.IconRefresh).WithID(fmt.Sprintf("trouble.publish.%d", n)),
				}})
				n++
			}
		}
	}
	server := widgets.NewButton("Set up…", s.setUpServer).Small().WithID("trouble.server")
	switch {
	case d.server.Error != "" && d.server.Settings.On:
		out = append(out, trouble{"The calendar server does not run", d.server.Error, []fyne.CanvasObject{server}})
	case links > 0 && !d.server.Settings.On:
		out = append(out, trouble{
			model.Count(links, "link leads", "links lead") + " nowhere from this window", "The calendar server is switched off. Unless “watchbill calendar serve” runs elsewhere, whoever subscribed keeps seeing what was fetched last.",
			[]fyne.CanvasObject{widgets.NewButton("Switch on", func() { s.switchServer(true) }).Small().WithID("trouble.switch-on")},
		})
	}
	for i, v := range d.sources {
		if v.State.Error != "" {
			out = append(out, trouble{v.Source.Name + " cannot be read", v.State.Error, []fyne.CanvasObject{
				widgets.NewButton("Change…", func() { s.editSource(v.Source) }).Small().WithID(fmt.Sprintf("trouble.source.%d", i)),
				widgets.NewButton("Read again", func() { s.refresh(v.Source) }).Small().WithIcon(theme.IconRefresh).WithID(fmt.Sprintf("trouble.read.%d", i)),
			}})
		}
	}
	return out
}

func since(t workspace.TargetView, now time.Time) string {
	if t.State.Good.IsZero() {
		return "never published"
	}
	return "not published since " + model.FormatTime(t.State.Good, now)
}

// problems is the panel of what is wrong, nil where nothing is.
func (s *Section) problems() fyne.CanvasObject {
	all := s.troubles()
	if len(all) == 0 {
		return nil
	}
	var rows []fyne.CanvasObject
	for _, t := range all {
		rows = append(rows, line(widgets.Bad, theme.IconBad, t.title, t.words, t.ways...))
	}
	return widgets.Panel(widgets.Head{Title: "What is wrong, and what helps", Caption: "subscribers go on seeing the calendar that was published last"}, ruled(rows)...)
}
