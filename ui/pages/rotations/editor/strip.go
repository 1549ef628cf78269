package editor

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
)

// strip is the picture of the coming weeks under every step.
type strip struct {
	e       *editor
	content *fyne.Container
	title   *widgets.Text
	weeks   *widgets.Segments
	chosen  bool // the user chose the weeks
	picture *timeline.Strip
	holder  *fyne.Container
}

// spans are the weeks that the strip can show.
var spans = []int{1, 2, 8}

const mostRows = 4 // more roles scroll

func newStrip(e *editor) *strip {
	s := &strip{e: e, title: widgets.Bold("What it gives"), holder: widgets.Stack()}
	s.weeks = widgets.NewSegments([]string{"Week", "2 weeks", "8 weeks"}, 2, func(int) { s.chosen = true; s.show() }).WithID("rotation.weeks")
	s.picture = timeline.NewStrip(timeline.StripModel{Compact: true, From: e.back.now, To: e.back.now.AddDate(0, 0, 56), Rows: []timeline.Row{{}, {}}})
	s.holder.Objects = []fyne.CanvasObject{s.picture}
	head := widgets.Row(theme.Gap2, widgets.Grow(s.title.Cut()), s.weeks)
	s.content = widgets.Pad(theme.Gap2, theme.Gap4, theme.Gap3, theme.Gap4, widgets.Col(theme.Gap1, head, s.holder))
	return s
}

// show draws the preview; what was drawn last stays while the plan cannot be read.
func (s *strip) show() {
	e := s.e
	if len(e.wrong) > 0 || !e.ready {
		if len(e.wrong) > 0 {
			s.title.In(theme.Text3).SetText("What it gave before")
		}
		return
	}
	if !s.chosen {
		s.weeks.Choose(fitting(e.preview.Shifts))
	}
	n := spans[s.weeks.Chosen()]
	zone := e.back.zoneOf(e.plan.zone)
	from := model.DateOf(e.preview.Window.Start.In(zone)).Start(zone)
	to := from.AddDate(0, 0, 7*n)
	s.title.In(theme.Text).SetText(fmt.Sprintf("What it gives, %s on, times in %s", model.FormatDate(from, e.back.now), zone))
	rows := e.rows(model.Interval{Start: from, End: to})
	if n == 8 && fitting(e.preview.Shifts) < 2 {
		rows = e.turnRows()
	}
	s.picture.SetModel(timeline.StripModel{Compact: true, Zone: zone, From: from, To: to, WeekStart: (int(e.back.team.WeekStart) + 6) % 7, Rows: rows})
	s.holder.Objects = []fyne.CanvasObject{s.picture}
	if len(rows) > mostRows {
		s.holder.Objects[0] = widgets.Fixed(0, 18+33*mostRows, widgets.Scroll(s.picture))
	}
	s.holder.Refresh()
}

// fitting is how many weeks can be read: turns of hours need a week, turns of days two.
func fitting(shifts []model.Shift) int {
	var least time.Duration
	for _, s := range shifts {
		if d := s.Duration(); least == 0 || d < least {
			least = d
		}
	}
	switch {
	case least < 20*time.Hour && least > 0:
		return 0
	case least < 60*time.Hour && least > 0:
		return 1
	}
	return 2
}

// rows are the roles with who holds them. Times that the rule leaves open are shown where they look like a slip: where it covers most.
func (e *editor) rows(window model.Interval) []timeline.Row {
	var rows []timeline.Row
	for _, x := range e.preview.Rotation.Roles {
		row := timeline.Row{ID: x.Name, Label: x.Name}
		for _, s := range e.preview.Shifts {
			if s.RoleID == x.ID && s.Overlaps(window) {
				row.Blocks = append(row.Blocks, e.block(s))
			}
		}
		if e.hours(x.Name) > 126 {
			for _, g := range e.preview.Gaps {
				if g.Role == x.Name && g.Overlaps(window) {
					row.Blocks = append(row.Blocks, timeline.Block{Start: g.Start, End: g.End, Kind: timeline.Gap})
				}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (e *editor) block(s model.Shift) timeline.Block {
	x, known := e.back.byID[s.PersonID]
	if !known {
		return timeline.Block{Start: s.Start, End: s.End, Kind: timeline.Gap}
	}
	return timeline.Block{Start: s.Start, End: s.End, Kind: timeline.Published, Person: x.Colour, Initials: x.Initials(), Name: x.First()}
}

// hours is how much of a usual week a role is covered.
func (e *editor) hours(role string) float64 {
	for _, w := range e.preview.Week {
		if w.Role == role {
			return w.Hours
		}
	}
	return 0
}
