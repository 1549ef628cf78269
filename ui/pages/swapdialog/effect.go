package swapdialog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Effect shows what handovers would do: the rota now and after, the loads of those concerned, and what to mind. After titles the
// second picture, such as "After option 1".
func (n Names) Effect(p workspace.SwapPreview, after string) fyne.CanvasObject {
	changed := model.Count(len(p.Changed), "shift changes, marked", "shifts change, marked")
	col := widgets.Col(theme.Gap3,
		widgets.Col(0, widgets.Caption("Now, published").In(theme.Text2), n.strip(p, p.Before, nil)),
		widgets.Col(0, widgets.Row(theme.Gap1, widgets.NewText(after, theme.TextCaption, true, theme.Text), widgets.Caption(changed).In(theme.Text2)), n.strip(p, p.After, p.Changed)),
		n.Loads(p))
	for _, w := range n.warnings(p) {
		col.Add(w)
	}
	return col
}

// strip is a small still timeline of the rotations concerned.
func (n Names) strip(p workspace.SwapPreview, shifts []model.Shift, changed []int) fyne.CanvasObject {
	m := timeline.StripModel{From: p.Window.Start, To: p.Window.End, WeekStart: (int(n.Team.WeekStart) + 6) % 7, Compact: true, Zone: desk.Zone(n.Team)}
	var rotations []model.ID
	for _, h := range p.Handovers {
		if !slices.Contains(rotations, h.Shift.RotationID) {
			rotations = append(rotations, h.Shift.RotationID)
		}
	}
	for _, id := range rotations {
		r := n.Rotations[id]
		for _, role := range r.Roles {
			row := timeline.Row{ID: fmt.Sprint(role.ID), Label: role.Name}
			if len(rotations) > 1 {
				row.Label = r.Name + " " + role.Name
			}
			for i, s := range shifts {
				if s.RotationID == id && s.RoleID == role.ID {
					row.Blocks = append(row.Blocks, n.block(i, s, slices.Contains(changed, i)))
				}
			}
			for _, g := range gapsOf(p) {
				if g.RotationID == id && g.RoleID == role.ID && !g.Unstaffed {
					row.Blocks = append(row.Blocks, timeline.Block{ID: fmt.Sprint("gap-", g.Start.Unix()), Start: g.Start, End: g.End, Kind: timeline.Gap, Name: "Gap"})
				}
			}
			m.Rows = append(m.Rows, row)
		}
	}
	return timeline.NewStrip(m)
}

func (n Names) block(i int, s model.Shift, changed bool) timeline.Block {
	b := timeline.Block{ID: fmt.Sprint(i), Start: s.Start, End: s.End, Changed: changed, Kind: timeline.Gap, Name: "Unstaffed"}
	if p, ok := n.People[s.PersonID]; ok {
		b.Kind, b.Person, b.Initials, b.Name = timeline.Published, p.Colour, p.Initials(), p.First()
	}
	return b
}

// Loads is a table of the loads of those concerned, now and after, with how fair it is and whose public holidays change.
func (n Names) Loads(p workspace.SwapPreview) fyne.CanvasObject {
	head := "all published"
	if len(p.Sums) == 1 {
		head = "to " + p.Until[p.Sums[0].Rotation.ID].In(desk.Zone(n.Team)).Format("2 Jan 2006")
	}
	table := widgets.Col(0, loadRow(widgets.Caption(head), widgets.Caption("now"), widgets.Caption("after"), ""))
	for _, l := range p.Loads {
		who := widgets.Row(theme.Gap2, n.Tile(l.PersonID), widgets.Grow(widgets.Ellipsis(widgets.Body(n.First(l.PersonID)))))
		words := "duties"
		if several(p.Loads) {
			words += " of " + n.Rotations[l.RotationID].Name
		}
		if l.Share < 1 {
			words += ", works " + model.FormatPercent(l.Share)
		}
		table.Add(widgets.HRule())
		table.Add(loadRow(who, widgets.Body(model.FormatLoad(l.Before)), widgets.Bold(model.FormatLoad(l.After)), words))
	}
	for _, s := range p.Sums {
		words := fairWords(s)
		if len(p.Sums) > 1 {
			words = s.Rotation.Name + ", " + words
		}
		table.Add(widgets.HRule())
		table.Add(loadRow(widgets.Body("Σ load²"), widgets.Body(sumWords(s.Before)), widgets.Bold(sumWords(s.After)), words))
	}
	if len(p.Holidays) > 0 {
		before, after, words := n.holidays(p.Holidays)
		table.Add(widgets.HRule())
		table.Add(loadRow(widgets.Body("Holidays"), widgets.Body(before), widgets.Bold(after), words))
	}
	return table
}

// several reports whether loads are of more than one rotation.
func several(loads []model.SwapLoad) bool {
	return slices.ContainsFunc(loads, func(l model.SwapLoad) bool { return l.RotationID != loads[0].RotationID })
}

// loadRow is one line: who or what, now, after, and in words.
func loadRow(what fyne.CanvasObject, now, after *widgets.Text, words string) fyne.CanvasObject {
	return widgets.Fixed(0, theme.RowHeight, widgets.Row(theme.Gap2, widgets.Fixed(100, 0, what), widgets.Fixed(36, 0, now.Right()), widgets.Fixed(40, 0, after.Right()),
		widgets.Grow(widgets.Pad(0, 0, 0, theme.Gap2, widgets.Ellipsis(widgets.Caption(words))))))
}

// sumWords shows a decimal where it tells something.
func sumWords(sum float64) string {
	if sum < 1000 {
		return model.FormatLoad(sum)
	}
	return model.Thousands(int(math.Round(sum)))
}

func fairWords(s workspace.SumChange) string {
	const least = 1e-6 // what is equal to millionths is equal
	switch d := s.After - s.Before; {
	case d < -least:
		return "fairer than before"
	case d > least:
		return "less fair than before"
	}
	return "as fair as before"
}

// holidays says how many public holidays each of those concerned has, before and after, and which.
func (n Names) holidays(all []workspace.HolidayChange) (before, after, words string) {
	var b, a, who []string
	var days []model.Date
	for _, c := range all {
		b, a, who = append(b, fmt.Sprint(c.Before)), append(a, fmt.Sprint(c.After)), append(who, n.First(c.PersonID))
		for _, d := range c.Days {
			if !slices.Contains(days, d) {
				days = append(days, d)
			}
		}
	}
	slices.SortFunc(days, func(x, y model.Date) int { return y.DaysUntil(x) })
	var when []string
	for _, d := range days {
		when = append(when, d.Start(desk.Zone(n.Team)).Format("2 Jan"))
	}
	return strings.Join(b, " : "), strings.Join(a, " : "), strings.Join(who, " : ") + ", " + workspace.And(when)
}

// warnings are what to mind: rules that are bent, and gaps that stay.
func (n Names) warnings(p workspace.SwapPreview) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, x := range p.Problems {
		tone := widgets.Warn
		if x.Hard {
			tone = widgets.Bad
		}
		out = append(out, widgets.Banner(tone, x.Text))
	}
	for _, g := range gapsOf(p) {
		r := n.Rotations[g.RotationID]
		role, _ := r.Role(g.RoleID)
		words := fmt.Sprintf("The gap %s (%s) stays open: this swap does not touch it.", workspace.DutyDays(g.Interval, r.Zone, n.Now), role.Name)
		out = append(out, widgets.Banner(widgets.Bad, words))
	}
	return out
}

// gapsOf are the gaps in what is shown; what is not published yet is none.
func gapsOf(p workspace.SwapPreview) []model.Gap {
	return slices.DeleteFunc(slices.Clone(p.Gaps), func(g model.Gap) bool { return !g.Start.Before(p.Until[g.RotationID]) })
}
