package swapdialog

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Names says people, duties and times of a team.
type Names struct {
	Team      model.Team
	Now       time.Time
	People    map[model.ID]model.Person
	Rotations map[model.ID]model.Rotation
	order     []model.Person
}

// ReadNames reads what is needed to say them; they are empty where there is no team yet.
func ReadNames(ctx context.Context, ws *workspace.Workspace) (Names, error) {
	n := Names{Now: ws.Now(), People: map[model.ID]model.Person{}, Rotations: map[model.ID]model.Rotation{}}
	var err error
	if n.Team, err = ws.Team(ctx); model.CodeOf(err) == model.NotFound {
		return n, nil
	} else if err != nil {
		return n, err
	}
	all, err := ws.AllPeople(ctx)
	if err != nil {
		return n, err
	}
	for _, p := range all {
		n.People[p.ID] = p
	}
	if n.order, err = ws.People(ctx); err != nil {
		return n, err
	}
	rotations, err := ws.Rotations(ctx)
	for _, r := range rotations {
		n.Rotations[r.ID] = r
	}
	return n, err
}

// First is a person's first name, "nobody" for none.
func (n Names) First(id model.ID) string {
	if p, ok := n.People[id]; ok {
		return p.First()
	}
	return "nobody"
}

// Tile is a person's tile, or a dashed place for nobody.
func (n Names) Tile(id model.ID) fyne.CanvasObject {
	if p, ok := n.People[id]; ok {
		return desk.Tile(p)
	}
	return widgets.Stack(widgets.NewBox(theme.Surface, theme.Line2, theme.RadiusControl), widgets.Fixed(24, 20, widgets.NewIcon(theme.IconPerson, 12, theme.Text3)))
}

// Tiles are the tiles of several people, side by side.
func (n Names) Tiles(ids []model.ID) *fyne.Container {
	row := widgets.Row(theme.Gap1)
	for _, id := range ids {
		row.Add(n.Tile(id))
	}
	return row
}

// Firsts are first names in a sentence: "Ana, Ben and Chidi".
func (n Names) Firsts(ids []model.ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = n.First(id)
	}
	return workspace.And(words)
}

// Duty names where a duty is: "Payments primary".
func (n Names) Duty(s model.Shift) string {
	r := n.Rotations[s.RotationID]
	role, _ := r.Role(s.RoleID)
	return strings.TrimSpace(r.Name + " " + role.Name)
}

// When says a duty, or a part of one, in days of its rotation; what is a part of a day has its times.
func (n Names) When(s model.Shift, part model.Interval) string {
	zone := n.Rotations[s.RotationID].Zone
	if part == s.Interval {
		return workspace.DutyDays(part, zone, n.Now)
	}
	return n.Times(s, part)
}

// Times says an interval with its times on the clock of a shift's rotation: "Thu 17 Dec 13:00 – 18:00".
func (n Names) Times(s model.Shift, part model.Interval) string {
	return spanIn(part, n.Rotations[s.RotationID].Zone, n.Now)
}

// where says a shift with its times, also on the clock of whoever has it.
func (n Names) where(s model.Shift) string {
	zone := n.Rotations[s.RotationID].Zone
	words := n.Duty(s) + " · " + spanIn(s.Interval, zone, n.Now) + " " + workspace.City(zone)
	p, ok := n.People[s.PersonID]
	loc, err := model.Zone(p.Zone)
	if !ok || err != nil {
		return words
	}
	if there := s.Start.In(loc).Format("15:04"); there != s.Start.Format("15:04") {
		words += ", " + there + " in " + workspace.City(p.Zone)
	}
	return words
}

func spanIn(i model.Interval, zone string, now time.Time) string {
	loc, err := model.Zone(zone)
	if err != nil {
		loc = i.Start.Location()
	}
	start, end := i.Start.In(loc), i.End.In(loc)
	if model.DateOf(start) == model.DateOf(end) {
		return model.FormatTime(start, now) + " – " + end.Format("15:04")
	}
	return model.FormatTime(start, now) + " – " + model.FormatTime(end, now)
}

// Title is a swap's title with an icon where people change places, which the font has no sign for.
func Title(title string, text func(string) *widgets.Text) fyne.CanvasObject {
	left, right, ok := strings.Cut(title, " ⇄ ")
	if !ok {
		return widgets.Ellipsis(text(title))
	}
	return widgets.Row(6, text(left), widgets.NewIcon(theme.IconSwap, 14, theme.Text2), text(right), widgets.Grow())
}

// Plain is a text without the sign that the font lacks.
func Plain(text string) string { return strings.ReplaceAll(text, " ⇄ ", " and ") }
