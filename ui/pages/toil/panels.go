package toil

import (
	"fmt"
	"math"

	"fyne.io/fyne/v2"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

const (
	barRow     = 17
	capHeight  = 232 // of the bars at most; more people scroll
	plotHeight = 172
	shownTasks = 5 // by name; the rest are one bar
)

// showCap shows team and people in percent of worked hours against the cap.
func (p *Page) showCap() {
	v := p.data.view
	cap := v.Team.ToilCap
	full := cap
	all := []widgets.Bar{shareBar("Team", v.Total, cap)}
	all[0].Strong = true
	for _, x := range v.People {
		bar := shareBar(x.Person.First(), x.Share, cap)
		bar.Person = x.Person.Colour
		if n := p.data.over[x.Person.ID]; bar.Note != "" && n > 1 {
			bar.Note = fmt.Sprintf("for %d weeks", n)
		}
		all = append(all, bar)
		if s, ok := x.Share.Share(); ok {
			full = max(full, s)
		}
	}
	p.bars.Set(all, 100*full*1.08, 100*cap, "cap "+model.FormatPercent(cap))
	head := widgets.Head{Title: "Against the cap", Caption: span(v.Period.From, v.Period.Until, p.data.today) + ", toil divided by worked hours"}
	bars := widgets.Col(theme.Gap2, p.bars)
	if !p.data.since.IsZero() {
		bars.Add(widgets.Bullet(theme.IconWarn, theme.Warn, "Logged only since "+midnight(p.data.since).Format("2 Jan")+": the days before count as worked without toil."))
	}
	var body fyne.CanvasObject = widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap1, theme.Gap3, bars)
	if body.MinSize().Height > capHeight {
		body = widgets.Fixed(0, capHeight, widgets.Scroll(body))
	}
	p.cap.Objects = []fyne.CanvasObject{widgets.Panel(head, widgets.Grow(body))}
	p.cap.Refresh()
}

// shareBar is toil in percent of worked hours, or the words for there being none.
func shareBar(name string, s model.ToilShare, cap float64) widgets.Bar {
	share, ok := s.Share()
	b := widgets.Bar{Name: name, Value: 100 * share, Text: model.FormatPercent(share)}
	switch {
	case !ok && s.ToilMinutes > 0:
		b.Text = model.FormatMinutes(int(s.ToilMinutes)) + ", no hours worked"
	case !ok:
		b.Text = "no hours worked"
	case share > cap:
		b.Tone, b.Note = widgets.Warn, "above cap"
	}
	return b
}

// showTrend shows the team's share by week with its trend line.
func (p *Page) showTrend() {
	t := p.data.trend
	c := chart.Trend{Name: "team", Weeks: t.Weeks, Cap: t.Cap, Fit: t.Fit}
	head := widgets.Head{Title: "Trend", Caption: "team, % of worked hours by week"}
	if len(t.Weeks) > 0 {
		head.Caption = "team, by week since " + t.Weeks[0].Time.Format("2 Jan 2006")
	}
	if len(t.Fit) > 0 {
		c.Slope = "trend"
		head.Right = []fyne.CanvasObject{widgets.Caption(slopeWords(t.Slope, t.SlopeLow, t.SlopeHigh))}
	}
	var body fyne.CanvasObject = p.trendPic.content
	if len(t.Weeks) < 2 {
		body = widgets.PadAll(theme.Gap1, widgets.CaptionPara("The trend begins with two whole weeks that have toil. Weeks end yesterday."))
	} else {
		p.trendPic.set(c, p.weekCard)
	}
	p.trend.Objects = []fyne.CanvasObject{widgets.Panel(head, widgets.Grow(widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap1, theme.Gap3, body)))}
	p.trend.Refresh()
}

// slopeWords turns a slope in points a week, with its 80 % range, into points a month.
func slopeWords(slope, low, high float64) string {
	if math.IsNaN(slope) {
		return ""
	}
	if low <= 0 && high >= 0 {
		return "no clear trend"
	}
	sign := "+"
	if slope < 0 {
		sign = ""
	}
	return sign + chart.Number(slope*52/12, 1) + " points a month"
}

func (p *Page) weekCard(d chart.Datum) fyne.CanvasObject {
	last := d.Time.AddDate(0, 0, 6)
	return widgets.Col(0, widgets.Bold(chart.Number(d.Value, 1)+" % of worked hours"),
		widgets.Caption(d.Time.Format("Mon 2 Jan")+" – "+last.Format("Mon 2 Jan 2006")+", team"))
}

// showWhere shows which tasks take the hours.
func (p *Page) showWhere() {
	v := p.data.view
	weeks := float64(v.Period.From.DaysUntil(v.Period.Until)) / 7
	c, total := pareto(v, weeks)
	head := widgets.Head{Title: "Where it goes", Caption: fmt.Sprintf("%s h a week, mean of %s", chart.Number(total, 1), model.Count(int(weeks), "week", "weeks"))}
	var body fyne.CanvasObject = p.wherePic.content
	if len(c.Tasks) == 0 {
		head.Caption = ""
		body = widgets.PadAll(theme.Gap1, widgets.CaptionPara("No toil is logged from "+span(v.Period.From, v.Period.Until, p.data.today)+". Choose a longer period above."))
	} else {
		p.wherePic.set(c, func(d chart.Datum) fyne.CanvasObject { return taskCard(v, c, d, weeks) })
	}
	p.where.Objects = []fyne.CanvasObject{widgets.Panel(head, widgets.Grow(widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap1, theme.Gap3, body)))}
	p.where.Refresh()
}

// pareto is the tasks as bars of hours a week, the smaller ones summed up in the last bar, and their total.
func pareto(v workspace.ToilView, weeks float64) (c chart.Pareto, total float64) {
	c.Unit = "h"
	shown := shownTasks
	if len(v.Tasks) == shownTasks+1 {
		shown++ // one more by name takes no more room than "1 more task"
	}
	rest := 0.0
	for i, t := range v.Tasks {
		h := float64(t.Minutes) / 60 / weeks
		total += h
		if i < shown {
			c.Tasks = append(c.Tasks, chart.Task{Name: t.What, Hours: h})
		} else {
			rest += h
		}
	}
	if n := len(v.Tasks) - shown; n > 0 {
		c.Tasks = append(c.Tasks, chart.Task{Name: model.Count(n, "more task", "more tasks"), Hours: rest, Rest: true})
	}
	return c, total
}

func taskCard(v workspace.ToilView, c chart.Pareto, d chart.Datum, weeks float64) fyne.CanvasObject {
	words := widgets.Col(0, widgets.Bold(d.Label))
	if d.Index < len(v.Tasks) && !c.Tasks[d.Index].Rest {
		t := v.Tasks[d.Index]
		words.Add(widgets.Caption(fmt.Sprintf("%s in %s, %s a week", hours(float64(t.Minutes)), model.Count(t.Entries, "entry", "entries"), hours(float64(t.Minutes)/weeks))))
		return words
	}
	words.Add(widgets.Caption(chart.Number(d.Value, 1) + " h a week together; the list below has each entry"))
	return words
}
