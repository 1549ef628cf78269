package timeline

import (
	"fmt"
	"strings"
	"time"
)

// card is what the page says about a block, or, where it says nothing, what the block itself knows.
func (t *Timeline) card(b *Block) Card {
	if t.OnHover != nil {
		if c := t.OnHover(b.ID); c.Title != "" || len(c.Lines) > 0 {
			return c
		}
	}
	return t.model.card(b)
}

// card says who, where, from when until when on both clocks, how long, in which state and why it is flagged.
func (m Model) card(b *Block) Card {
	c := Card{Title: b.Full}
	switch {
	case c.Title != "":
	case b.Kind == Gap:
		c.Title = "Nobody is on call"
	case b.Name != "":
		c.Title = b.Name
	default:
		return Card{}
	}
	if b.Where != "" {
		c.Lines = append(c.Lines, b.Where)
	}
	c.Lines = append(c.Lines, m.between(b.Start, b.End, m.zone()))
	if b.Zone != nil && b.Zone.String() != m.zone().String() {
		c.Lines = append(c.Lines, m.between(b.Start, b.End, b.Zone))
	}
	c.Lines = append(c.Lines, strings.Join(append([]string{length(b.End.Sub(b.Start))}, b.states()...), ", "))
	c.Lines = append(c.Lines, b.Flags...)
	return c
}

// between says a stretch of time on the clocks of a zone, with its city.
func (m Model) between(from, to time.Time, zone *time.Location) string {
	return m.moment(from.In(zone)) + " – " + m.moment(to.In(zone)) + " " + city(zone)
}

// moment is a local time with its day, and with the year where it is not now's.
func (m Model) moment(t time.Time) string {
	if !m.Now.IsZero() && t.Year() == m.Now.In(m.zone()).Year() {
		return t.Format("Mon 2 Jan 15:04")
	}
	return t.Format("Mon 2 Jan 2006 15:04")
}

// city is the last part of a zone's name.
func city(zone *time.Location) string {
	name := zone.String()
	return strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
}

// length is a duration in hours, to the minute.
func length(d time.Duration) string {
	d = d.Round(time.Minute)
	if m := int(d.Minutes()) % 60; m != 0 {
		return fmt.Sprintf("%d h %02d min", int(d.Hours()), m)
	}
	return fmt.Sprintf("%d h", int(d.Hours()))
}

// states are the words for what a block is and what is going on with it.
func (b *Block) states() []string {
	var list []string
	switch b.Kind {
	case Published, PersonBar:
		list = append(list, "published")
	case Draft:
		list = append(list, strings.TrimSuffix("draft, "+b.Note, ", "))
	case TimeOff:
		list = append(list, "time off")
	case Holiday:
		list = append(list, "holiday")
	}
	for _, m := range b.Marks {
		switch m.Kind {
		case SwapWaiting:
			list = append(list, "swap with "+m.Text+" waiting")
		case Away:
			list = append(list, "away during it")
		case Overridden:
			list = append(list, "override "+m.Text)
		}
	}
	return list
}

// bandCard says a band's name, its days in the model's zone and what the page adds.
func (m Model) bandCard(b *Band) Card {
	zone := m.zone()
	from, to := b.Start.In(zone), b.End.In(zone)
	last := to.Add(-time.Second)
	whole := from.Equal(startOf(days, from, 0)) && to.Equal(startOf(days, to, 0))
	var when string
	switch {
	case !whole:
		when = m.between(b.Start, b.End, zone)
	case from.YearDay() == last.YearDay() && from.Year() == last.Year():
		when = from.Format("Mon 2 Jan 2006")
	default:
		when = from.Format("Mon 2 Jan") + " – " + last.Format("Mon 2 Jan 2006")
	}
	kind := "Public holiday"
	if b.Kind == FreezeBand {
		kind = "Change freeze"
	}
	return Card{Title: b.Name, Lines: append([]string{kind + ", " + when}, b.Lines...)}
}
