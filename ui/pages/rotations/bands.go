package rotations

import (
	"fmt"

	"watchbill/model"
	"watchbill/ui/timeline"
)

// bands are what concerns everybody: change freezes, and the public holidays that most of the team have.
func (p *Page) bands() []timeline.Band {
	var out []timeline.Band
	for _, f := range p.data.freezes {
		out = append(out, timeline.Band{
			ID: fmt.Sprintf("freeze-%d", f.ID), Kind: timeline.FreezeBand, Start: f.Start, End: f.End, Name: f.Name,
			Lines: []string{"change freeze"},
		})
	}
	if p.data.loaded.Empty() {
		return out
	}
	window := model.Interval{Start: p.data.loaded.Start.In(p.data.zone), End: p.data.loaded.End}
	for _, h := range p.data.holidays.Bands(p.serving(), window) {
		if !h.Shared {
			continue
		}
		day := h.Day.Interval(p.data.zone)
		words := "public holiday of everybody"
		if len(h.People) < len(p.serving()) {
			words = fmt.Sprintf("public holiday of %d of %d people", len(h.People), len(p.serving()))
		}
		out = append(out, timeline.Band{ID: "holiday-" + h.Day.String() + "-" + h.Name, Kind: timeline.HolidayBand, Start: day.Start, End: day.End, Name: h.Name, Lines: []string{words}})
	}
	return out
}

// serving are those who have not left before what is loaded.
func (p *Page) serving() []model.Person {
	var out []model.Person
	for _, x := range p.data.people {
		if x.Left.IsZero() || x.Left.Start(p.data.zone).After(p.data.loaded.Start) {
			out = append(out, x)
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
