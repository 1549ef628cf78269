package capacity

import (
	"fmt"
	"math"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// figures are the five numbers of a resource, each with its period and range.
func (p *Page) figures(v workspace.CapacityView) []widgets.FigureCell {
	return fitted(p.headroom(v), p.growth(v), p.full(v), p.chance(v), p.order(v))
}

func (p *Page) headroom(v workspace.CapacityView) widgets.FigureCell {
	r := v.Resource
	units, share, ok := v.Headroom()
	if !ok {
		return widgets.FigureCell{Caption: "In use " + p.asOf(v), Value: number(v.Now), Unit: r.Unit, Note: widgets.Caption("no limit set").Cut()}
	}
	c := widgets.FigureCell{Caption: "Headroom " + p.asOf(v), Value: number(units), Unit: strings.TrimPrefix(r.Unit+", "+model.FormatPercent(share), ", ")}
	if units <= 0 {
		c.Value, c.Unit = "none", model.FormatPercent(1-share)+" in use"
	}
	c.Note = widgets.Caption(fmt.Sprintf("%s of %s in use", number(v.Now), number(r.Limit))).Cut()
	return c
}

// figureRoom is the width of a figure with its unit where five stand side by side.
const figureRoom = 140

// fitted cuts units that are too long beside their numbers; the rows above and below name them in full.
func fitted(cells ...widgets.FigureCell) []widgets.FigureCell {
	for i, c := range cells {
		room := figureRoom - theme.Measure(c.Value, theme.TextTitle, true).Width
		fits := func(s string) bool { return fyne.MeasureText(s, theme.TextBody, fyne.TextStyle{}).Width <= room }
		runes := []rune(c.Unit)
		for n := len(runes); n > 0 && !fits(cells[i].Unit); n-- {
			cells[i].Unit = string(runes[:n-1]) + "…"
		}
		if cells[i].Unit == "…" {
			cells[i].Unit = ""
		}
	}
	return cells
}

// asOf says of when the newest sample is.
func (p *Page) asOf(v workspace.CapacityView) string {
	if model.DateOf(v.Last) == model.DateOf(p.data.now) {
		return "now"
	}
	return "on " + p.day(v.Last)
}

func (p *Page) growth(v workspace.CapacityView) widgets.FigureCell {
	mid, low, high, ok := v.GrowthPerDay()
	if !ok {
		return widgets.FigureCell{Caption: "Growth", Value: "–", Note: widgets.Caption("no forecast yet").Cut()}
	}
	c := widgets.FigureCell{Caption: "Growth", Value: number(mid), Unit: strings.TrimSpace(growthUnit(v.Resource.Unit) + " a day")}
	if g := v.Result.Growth.Percent; math.Abs(g) >= 0.05 {
		c.Caption = fmt.Sprintf("Growth, %s %% %s", signed(g), reach(v))
	}
	c.Note = widgets.Caption(fmt.Sprintf("80 %%: %s to %s", number(low), number(high))).Cut()
	return c
}

// growthUnit is what growth is counted in: points of a percentage, which “%” could take for a share of what is in use.
func growthUnit(unit string) string {
	if strings.TrimSpace(unit) == "%" {
		return "points"
	}
	return unit
}

// signed writes a percentage with its sign, below ten with one decimal.
func signed(percent float64) string {
	if math.Abs(percent) < 10 {
		percent = math.Round(percent*10) / 10
	} else {
		percent = math.Round(percent)
	}
	if percent > 0 {
		return "+" + number(percent)
	}
	return number(percent)
}

func (p *Page) full(v workspace.CapacityView) widgets.FigureCell {
	c := widgets.FigureCell{Caption: "Full", Value: "–"}
	switch {
	case !v.Resource.HasLimit():
		c.Note = widgets.Caption("no limit set").Cut()
	case v.Old:
		c.Note = widgets.Caption("the samples are too old").Cut()
	case v.Result == nil:
		c.Note = widgets.Caption("no forecast yet").Cut()
	case v.Result.Full.Already:
		c.Value, c.Unit, c.Note = "now", "", widgets.Caption("since "+p.day(v.Last)+" or before").Cut()
	case v.Full.Known:
		c.Value, c.Unit = v.Full.Format("2 Jan"), v.Full.Format("2006")+", P50"
		c.Note = widgets.Caption("P10 " + sameYear(v.Earliest, v.Full) + " · P90 " + sameYear(v.Latest, v.Full)).Cut()
	case v.Earliest.Known:
		c.Value, c.Unit = "unlikely", reach(v)
		c.Note = widgets.Caption("P10 " + p.day(v.Earliest.Time)).Cut()
	default:
		c.Value, c.Unit = "not", reach(v)
		c.Note = widgets.Caption("in nine of ten futures").Cut()
	}
	return c
}

// reach says how far the forecast reaches.
func reach(v workspace.CapacityView) string {
	return fmt.Sprintf("in %.0f d", v.HorizonEnd().Sub(v.Result.History.TimeOfLead(0)).Hours()/24)
}

// sameYear writes a day beside another whose year is written already.
func sameYear(m, beside workspace.Moment) string {
	switch {
	case !m.Known:
		return "later"
	case m.Year() == beside.Year():
		return m.Format("2 Jan")
	default:
		return m.Format("2 Jan 2006")
	}
}

// chance is the probability of being full within three periods: shorter ones for what is measured by the hour.
func (p *Page) chance(v workspace.CapacityView) widgets.FigureCell {
	periods := [3]int{30, 60, 90}
	if v.Step == "hour" {
		periods = [3]int{3, 7, 13}
	}
	c := widgets.FigureCell{Caption: "Chance it is full within", Value: "–", Note: widgets.Caption(join(periods) + " days").Cut()}
	var shares []string
	for _, days := range periods {
		chance, ok := v.ChanceWithin(days, p.data.now)
		if !ok {
			c.Note = widgets.Caption(whyNoChance(v)).Cut()
			return c
		}
		shares = append(shares, percentOf(chance))
	}
	c.Value, c.Unit = strings.Join(shares, " · "), "%"
	if shares[0] == shares[1] && shares[1] == shares[2] {
		c.Value = shares[0]
	}
	return c
}

func whyNoChance(v workspace.CapacityView) string {
	switch {
	case !v.Resource.HasLimit():
		return "no limit set"
	case v.Result == nil:
		return "no forecast yet"
	default:
		return "the samples are too old"
	}
}

func join(n [3]int) string { return fmt.Sprintf("%d · %d · %d", n[0], n[1], n[2]) }

// percentOf writes a probability in whole percents without claiming what 1,000 paths cannot say.
func percentOf(p float64) string {
	switch {
	case p < 0.01:
		return "<1"
	case p > 0.99:
		return ">99"
	default:
		return fmt.Sprintf("%.0f", 100*p)
	}
}

func (p *Page) order(v workspace.CapacityView) widgets.FigureCell {
	r := v.Resource
	c := widgets.FigureCell{Caption: "Order by", Value: "–", Note: widgets.Caption("nothing to order yet").Cut()}
	lead := "lead time " + model.Count(r.LeadDays, "day", "days")
	switch s := v.Standing(p.data.now); {
	case r.LeadDays == 0:
		c.Note = widgets.Caption("no lead time set").Cut()
	case s == workspace.AtLimit:
		c.Value, c.Note = "now", widgets.Caption(lead).Cut()
	case v.Old:
		c.Note = widgets.Caption("the samples are too old").Cut()
	case !v.OrderBy.Known:
	case v.Overdue:
		c.Value, c.Unit, c.Note = "overdue", "", widgets.Caption("since "+p.day(v.OrderBy.Time)+", "+lead).Cut()
	default:
		c.Value, c.Unit = v.OrderBy.Format("2 Jan"), v.OrderBy.Format("2006")
		c.Note = widgets.Caption("P10 less " + lead).Cut()
	}
	return c
}
