package rotations

import (
	"fmt"
	"time"

	"watchbill/model"
	"watchbill/ui/timeline"
	"watchbill/workspace"
)

// draw builds the timeline's picture from the data and from what the chips show.
func (p *Page) draw() {
	m := timeline.Model{Zone: p.data.zone, Now: p.data.now, WeekStart: weekStart(p.data.team)}
	if p.rows.Chosen() == 0 {
		for _, r := range p.data.rotations {
			m.Groups = append(m.Groups, p.rotationGroup(r))
		}
	}
	m.Groups = append(m.Groups, p.peopleGroup(p.rows.Chosen() == 1))
	p.line.SetModel(m)
}

func (p *Page) shows(layer int) bool { return p.chips[layer].On() }

const (
	layerPublished = iota
	layerDraft
	layerOff
)

func (p *Page) rotationGroup(r model.Rotation) timeline.Group {
	caption := r.Describe(p.data.now)
	if until := p.data.untilOf[r.ID]; !until.IsZero() {
		caption += " · published to " + model.FormatDate(until.In(p.data.zone), p.data.now)
	} else {
		caption += " · nothing published"
	}
	if plan, ok := p.data.plans[r.ID]; ok {
		caption += " · draft " + workspace.Days(model.Interval{Start: startOfDay(plan.Window.Start), End: startOfDay(plan.Window.End)}, r.Zone, p.data.now)
	}
	g := timeline.Group{Title: r.Name, Caption: caption}
	for _, role := range r.Roles {
		g.Rows = append(g.Rows, timeline.Row{ID: fmt.Sprintf("role-%d", role.ID), Label: role.Name, Blocks: p.roleBlocks(r, role)})
	}
	return g
}

func startOfDay(t time.Time) time.Time { return model.DateOf(t).Start(t.Location()) }

// roleBlocks are a role's shifts: published, the draft where it differs, and gaps.
func (p *Page) roleBlocks(r model.Rotation, role model.Role) []timeline.Block {
	var out []timeline.Block
	stands := map[int64]model.Shift{}
	for _, s := range p.data.shifts {
		if s.RoleID == role.ID && s.State == model.Published {
			stands[s.Start.UnixMilli()] = s
			if p.shows(layerPublished) {
				out = append(out, p.block(s, timeline.Published, ""))
			}
		}
	}
	for _, s := range p.data.shifts {
		if s.RoleID != role.ID || s.State != model.Draft || !p.shows(layerDraft) {
			continue
		}
		was, ok := stands[s.Start.UnixMilli()]
		switch {
		case ok && was.End.Equal(s.End) && was.PersonID == s.PersonID:
			continue // the draft keeps it
		case ok:
			out = append(out, p.block(s, timeline.Draft, "was "+p.name(was.PersonID)))
		default:
			out = append(out, p.block(s, timeline.Draft, "new"))
		}
	}
	for _, g := range p.data.ahead.Gaps {
		if g.RoleID == role.ID && !g.Unstaffed && p.shows(layerPublished) {
			out = append(out, timeline.Block{ID: gapID(g), Start: g.Start, End: g.End, Kind: timeline.Gap, Name: "Gap"})
		}
	}
	return out
}

func gapID(g model.Gap) string { return fmt.Sprintf("gap-%d-%d", g.RoleID, g.Start.Unix()) }

func (p *Page) name(person model.ID) string {
	if x, ok := p.data.byID[person]; ok {
		return x.First()
	}
	return "nobody"
}

func (p *Page) block(s model.Shift, kind timeline.Kind, note string) timeline.Block {
	b := timeline.Block{ID: fmt.Sprint(s.ID), Start: s.Start, End: s.End, Kind: kind, Note: note}
	person, ok := p.data.byID[s.PersonID]
	if !ok {
		b.Name = "Nobody"
		if kind == timeline.Published {
			b.Kind, b.Name = timeline.Gap, "Unstaffed"
		}
		return b
	}
	b.Person, b.Initials, b.Name = person.Colour, person.Initials(), person.First()
	if a, ok := p.data.away[s.ID]; ok {
		b.Marks = append(b.Marks, timeline.Mark{Kind: timeline.Away, Start: a.Part.Start, End: a.Part.End, Text: "away"})
	}
	return b
}

func rowOf(person model.ID) string { return fmt.Sprintf("person-%d", person) }

// peopleGroup has a row a person: thin bars below the roles, or whole blocks when rows are people.
func (p *Page) peopleGroup(alone bool) timeline.Group {
	g := timeline.Group{Title: "People", Caption: "bar: on call · striped: time off · grey: public holiday · number: shifts in sight"}
	if alone {
		g.Caption = "on call in which rotation and role · striped: time off · grey: public holiday · number: shifts in sight"
	}
	window := model.Interval{Start: p.from, End: p.to}
	for _, x := range p.data.people {
		if !x.Left.IsZero() && x.Left.Start(p.data.zone).Before(p.from) {
			continue
		}
		row := timeline.Row{ID: rowOf(x.ID), Label: x.First(), Person: x.Colour, Initials: x.Initials()}
		n := 0
		for _, s := range p.data.shifts {
			if s.PersonID != x.ID {
				continue
			}
			if s.State == model.Published && s.Overlaps(window) {
				n++
			}
			if b, ok := p.personBlock(s, alone); ok {
				row.Blocks = append(row.Blocks, b)
			}
		}
		row.Count = fmt.Sprint(n)
		if p.shows(layerOff) {
			row.Blocks = append(row.Blocks, p.holidayBlocks(x)...)
			row.Blocks = append(row.Blocks, p.offBlocks(x.ID)...)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (p *Page) personBlock(s model.Shift, whole bool) (timeline.Block, bool) {
	if s.State == model.Published && !p.shows(layerPublished) || s.State == model.Draft && (!whole || !p.shows(layerDraft)) {
		return timeline.Block{}, false
	}
	kind := timeline.PersonBar
	if whole {
		kind = timeline.Published
		if s.State == model.Draft {
			kind = timeline.Draft
		}
	}
	b := p.block(s, kind, "")
	b.Marks = nil
	if whole {
		r, role := p.place(s)
		b.Name = r.Name + " " + role.Name
	}
	return b, true
}

func (p *Page) offBlocks(person model.ID) []timeline.Block {
	var out []timeline.Block
	for _, t := range p.data.off {
		if t.PersonID == person {
			out = append(out, timeline.Block{ID: fmt.Sprintf("off-%d", t.ID), Start: t.Start, End: t.End, Kind: timeline.TimeOff, Name: t.Kind})
		}
	}
	return out
}

// holidaysOf are a person's public holidays in the time that is loaded.
func (p *Page) holidaysOf(x model.Person) []model.Holiday {
	if p.data.loaded.Empty() {
		return nil
	}
	loc := p.data.zone
	return p.data.holidays.Of(x.Region, model.DateOf(p.data.loaded.Start.In(loc)), model.DateOf(p.data.loaded.End.In(loc)).AddDays(1))
}

func holidayID(x model.Person, h model.Holiday) string {
	return fmt.Sprintf("holiday-%d-%s", x.ID, h.Day)
}

// holidayBlocks are bands over a person's public holidays, which are days of their own zone.
func (p *Page) holidayBlocks(x model.Person) []timeline.Block {
	loc, err := model.Zone(x.Zone)
	if err != nil {
		return nil
	}
	var out []timeline.Block
	for _, h := range p.holidaysOf(x) {
		day := h.Day.Interval(loc)
		out = append(out, timeline.Block{ID: holidayID(x, h), Start: day.Start, End: day.End, Kind: timeline.Holiday, Name: h.Name})
	}
	return out
}

// holidayCard is what hovering over a holiday shows.
func (p *Page) holidayCard(id string) (timeline.Card, bool) {
	for _, x := range p.data.people {
		for _, h := range p.holidaysOf(x) {
			if holidayID(x, h) != id {
				continue
			}
			loc, err := model.Zone(x.Zone)
			if err != nil {
				loc = p.data.zone
			}
			where := "the team's own day"
			if r, err := model.RegionOf(x.Region); err == nil && r.Name != "" {
				where = r.Name
			}
			return timeline.Card{Title: h.Name, Lines: []string{model.FormatDate(h.Day.Start(loc), p.data.now) + ", holiday of " + x.First(), where}}, true
		}
	}
	return timeline.Card{}, false
}

// place returns a shift's rotation and role.
func (p *Page) place(s model.Shift) (model.Rotation, model.Role) {
	for _, r := range p.data.rotations {
		if r.ID == s.RotationID {
			role, _ := r.Role(s.RoleID)
			return r, role
		}
	}
	return model.Rotation{}, model.Role{}
}

// card is what hovering shows: times in the rotation's zone and the person's.
func (p *Page) card(id string) timeline.Card {
	if s, ok := p.find(id); ok {
		r, role := p.place(s)
		c := timeline.Card{Title: p.fullName(s.PersonID) + ", " + r.Name + " " + role.Name}
		c.Lines = append(c.Lines, p.spanIn(s.Interval, r.Zone))
		if x, ok := p.data.byID[s.PersonID]; ok && x.Zone != r.Zone {
			c.Lines = append(c.Lines, p.spanIn(s.Interval, x.Zone))
		}
		c.Lines = append(c.Lines, fmt.Sprintf("%s, %s", hours(s.Duration()), s.State))
		return c
	}
	for _, g := range p.data.ahead.Gaps {
		if gapID(g) == id {
			return timeline.Card{Title: "Nobody is on call", Lines: []string{p.spanIn(g.Interval, p.data.team.Zone), hours(g.Duration())}}
		}
	}
	for _, t := range p.data.off {
		if fmt.Sprintf("off-%d", t.ID) == id {
			x := p.data.byID[t.PersonID]
			return timeline.Card{Title: x.Name + ": " + t.Kind, Lines: append([]string{workspace.Days(t.Interval, x.Zone, p.data.now)}, notes(t.Note)...)}
		}
	}
	c, _ := p.holidayCard(id)
	return c
}

func notes(note string) []string {
	if note == "" {
		return nil
	}
	return []string{note}
}

func (p *Page) fullName(person model.ID) string {
	if x, ok := p.data.byID[person]; ok {
		return x.Name
	}
	return "Nobody"
}

// spanIn says an interval on the clocks of a zone, with its city.
func (p *Page) spanIn(i model.Interval, zone string) string {
	loc, err := model.Zone(zone)
	if err != nil {
		return zone
	}
	return fmt.Sprintf("%s – %s %s", model.FormatTime(i.Start.In(loc), p.data.now), model.FormatTime(i.End.In(loc), p.data.now), workspace.City(zone))
}

func hours(d time.Duration) string {
	return model.FormatHours(int(d.Minutes()+0.5)) + " h"
}
