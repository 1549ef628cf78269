package rotations

import (
	"fmt"

	"watchbill/model"
	"watchbill/ui/timeline"
	"watchbill/workspace"
)

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
	if o, s, ok := p.overrideOf(id); ok {
		c := timeline.Card{Title: p.fullName(s.PersonID) + ", " + o.Rotation.Name + " " + o.Role.Name, Lines: []string{p.spanIn(s.Interval, o.Rotation.Zone)}}
		if x, ok := p.data.byID[s.PersonID]; ok && x.Zone != o.Rotation.Zone {
			c.Lines = append(c.Lines, p.spanIn(s.Interval, x.Zone))
		}
		return timeline.Card{Title: c.Title, Lines: append(append(c.Lines, hours(s.Duration())+", override: "+o.Words), notes(o.Note)...)}
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
