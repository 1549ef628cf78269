package rotations

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/ui/timeline"
	"watchbill/workspace"
)

// draw builds the timeline's picture from the data and from what the chips show.
func (p *Page) draw() {
	m := timeline.Model{Zone: p.data.zone, Now: p.data.now, WeekStart: weekStart(p.data.team)}
	m.NightFrom, m.NightTo = int(p.data.night.From)/60, int(p.data.night.Until)/60
	if p.rows.Chosen() == 0 {
		for _, r := range p.data.rotations {
			m.Groups = append(m.Groups, p.rotationGroup(r))
		}
	}
	m.Groups = append(m.Groups, p.peopleGroup(p.rows.Chosen() == 1))
	if p.shows(layerOff) {
		m.Bands = p.bands()
	}
	p.laned = p.lanes()
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
		caption += " · draft " + p.daysOf(wholeDays(plan.Window, p.data.zone))
	}
	g := timeline.Group{Title: r.Name, Caption: caption}
	for _, role := range r.Roles {
		g.Rows = append(g.Rows, timeline.Row{ID: fmt.Sprintf("role-%d", role.ID), Label: role.Name, Blocks: p.foldDrafts(p.roleBlocks(r, role))})
	}
	return g
}

// wholeDays widens an interval to whole days of a zone.
func wholeDays(i model.Interval, loc *time.Location) model.Interval {
	first, last := model.DateOf(i.Start.In(loc)), model.DateOf(i.End.In(loc).Add(-time.Second))
	return model.Interval{Start: first.Start(loc), End: last.AddDays(1).Start(loc)}
}

// roleBlocks are a role's shifts: published, the draft where it differs, and gaps.
func (p *Page) roleBlocks(r model.Rotation, role model.Role) []timeline.Block {
	var out []timeline.Block
	if p.shows(layerPublished) {
		for _, s := range p.data.duties {
			if s.RoleID == role.ID {
				out = append(out, p.block(s, timeline.Published, ""))
			}
		}
	}
	if p.shows(layerDraft) {
		out = append(out, p.draftBlocks(r, role)...)
	}
	for _, g := range p.data.ahead.Gaps {
		if g.RoleID == role.ID && !g.Unstaffed && p.shows(layerPublished) {
			out = append(out, timeline.Block{ID: gapID(g), Start: g.Start, End: g.End, Kind: timeline.Gap, Name: "Gap"})
		}
	}
	return out
}

// draftBlocks are what a rotation's draft changes in a role, with who is on call there now; a draft that cannot be published shows all
// of its shifts.
func (p *Page) draftBlocks(r model.Rotation, role model.Role) []timeline.Block {
	var out []timeline.Block
	was := map[model.ID]model.DraftLine{}
	for _, d := range p.data.compared[r.ID].Lines {
		switch {
		case d.Shift.RoleID != role.ID:
		case d.Kind == "removed":
			out = append(out, timeline.Block{ID: goneBlock(d.Shift), Start: d.Shift.Start, End: d.Shift.End, Kind: timeline.Draft, Name: "Nobody", Note: "was " + p.name(d.Before.PersonID)})
		default:
			was[d.Shift.ID] = d
		}
	}
	for _, s := range p.changedDrafts() {
		if s.RoleID != role.ID {
			continue
		}
		if d, ok := was[s.ID]; ok {
			out = append(out, p.block(s, timeline.Draft, p.wasWords(d)))
		} else {
			out = append(out, p.block(s, timeline.Draft, ""))
		}
	}
	return out
}

// foldDrafts takes the drafts out of a row while none of them is in sight: their lane would be empty.
func (p *Page) foldDrafts(blocks []timeline.Block) []timeline.Block {
	isDraft := func(b timeline.Block) bool { return b.Kind == timeline.Draft }
	if slices.ContainsFunc(blocks, func(b timeline.Block) bool { return isDraft(b) && b.Start.Before(p.to) && b.End.After(p.from) }) {
		return blocks
	}
	return slices.DeleteFunc(blocks, isDraft)
}

// lanes names the roles and people that have drafts in sight, who get a lane for them.
func (p *Page) lanes() string {
	window, seen := model.Interval{Start: p.from, End: p.to}, map[string]bool{}
	for _, s := range p.changedDrafts() {
		if s.Overlaps(window) {
			seen[fmt.Sprintf("%d %d", s.RoleID, s.PersonID)] = true
		}
	}
	for _, c := range p.data.compared {
		for _, d := range c.Lines {
			if d.Shift.Overlaps(window) { // also what a draft takes away
				seen[fmt.Sprintf("%d %d", d.Shift.RoleID, d.Shift.PersonID)] = true
			}
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), ";")
}

// changedDrafts are the drafts that differ from what is published, and all of those that cannot be published.
func (p *Page) changedDrafts() []model.Shift {
	changed := map[model.ID]bool{}
	for _, c := range p.data.compared {
		for _, d := range c.Lines {
			changed[d.Shift.ID] = true
		}
	}
	return slices.DeleteFunc(p.data.drafts(), func(s model.Shift) bool {
		_, broken := p.data.broken[s.RotationID]
		return !broken && !changed[s.ID]
	})
}

// wasWords say who is on call now where a draft puts somebody: "was Žofie and a gap".
func (p *Page) wasWords(d model.DraftLine) string {
	if d.Kind == "new" {
		return "new"
	}
	words := make([]string, len(d.From))
	for i, id := range d.From {
		if words[i] = p.name(id); id == 0 && len(d.From) > 1 {
			words[i] = "a gap"
		}
	}
	return "was " + workspace.And(words)
}

func shiftBlock(s model.Shift) string { return fmt.Sprint(s.ID) }

// goneBlock names what a draft takes away.
func goneBlock(s model.Shift) string { return fmt.Sprintf("gone-%d", s.ID) }

func gapID(g model.Gap) string { return fmt.Sprintf("gap-%d-%d", g.RoleID, g.Start.Unix()) }

func (p *Page) name(person model.ID) string {
	if x, ok := p.data.byID[person]; ok {
		return x.First()
	}
	return "nobody"
}

func (p *Page) block(s model.Shift, kind timeline.Kind, note string) timeline.Block {
	b := timeline.Block{ID: pieceBlock(s), Start: s.Start, End: s.End, Kind: kind, Note: note}
	person, ok := p.data.byID[s.PersonID]
	if !ok {
		b.Name = "Nobody"
		if kind == timeline.Published {
			b.Kind, b.Name = timeline.Gap, "Unstaffed"
		}
		return b
	}
	b.Person, b.Initials, b.Name = person.Colour, person.Initials(), person.First()
	if a, ok := p.data.absence(s); ok {
		b.Marks = append(b.Marks, timeline.Mark{Kind: timeline.Away, Start: a.Part.Start, End: a.Part.End, Text: "away"})
	}
	for _, o := range p.data.overrides {
		if s.Override != 0 && o.ID == s.Override {
			b.Marks = append(b.Marks, timeline.Mark{Kind: timeline.Overridden, Text: p.whose(o.Override)})
		}
	}
	b.Marks = append(b.Marks, p.swapMarks(s)...)
	return b
}

func rowOf(person model.ID) string { return fmt.Sprintf("person-%d", person) }

// peopleGroup has a row a person: thin bars below the roles, or whole blocks when rows are people.
func (p *Page) peopleGroup(alone bool) timeline.Group {
	g := timeline.Group{Title: "People", Caption: "bar: on call · striped: time off · grey: public holiday · number: shifts "}
	if alone {
		g.Caption = "on call in which rotation and role · striped: time off · grey: public holiday · number: shifts "
	}
	window := model.Interval{Start: p.from, End: p.to}
	g.Caption += p.daysOf(wholeDays(window, p.data.zone))
	drafts := p.changedDrafts()
	for _, x := range p.data.people {
		if !x.Left.IsZero() && x.Left.Start(p.data.zone).Before(p.from) {
			continue
		}
		row := timeline.Row{ID: rowOf(x.ID), Label: x.First(), Person: x.Colour, Initials: x.Initials()}
		n := 0
		for _, s := range p.data.duties {
			if s.PersonID == x.ID && s.Overlaps(window) {
				n++
			}
		}
		for _, s := range slices.Concat(p.data.duties, drafts) {
			if s.PersonID != x.ID {
				continue
			}
			if b, ok := p.personBlock(s, alone); ok {
				row.Blocks = append(row.Blocks, b)
			}
		}
		row.Blocks = p.foldDrafts(row.Blocks)
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
