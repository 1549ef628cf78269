package chart

import "watchbill/chart/pen"

// drawGrid draws the base line, and a line and a figure at each tick of the value axis.
func drawGrid(p *pen.Pen, pal Palette, area pen.Rect, v valueScale) {
	p.Line(area.X0, area.Y1, area.X1, area.Y1, pal.base())
	for _, t := range v.ticks {
		y := v.y(t)
		if y < area.Y1-0.5 {
			p.Line(area.X0, y, area.X1, y, pal.grid())
		}
		p.Text(area.X0-5, y+pal.axis().CapHeight()/2, v.text(t), pal.axis(), pal.Faint, pen.Right)
	}
}

// drawDates names the dates under the base line. A screen gets vertical lines too, paper small ticks.
func drawDates(p *pen.Pen, pal Palette, area pen.Rect, t timeScale, ticks []dateTick) {
	f := pal.axis()
	for _, tick := range ticks {
		x := t.x(tick.at)
		top := area.Y0
		if pal.Print {
			top = area.Y1
		}
		p.Line(x, top, x, area.Y1+2.5, pal.grid())
		p.Text(t.within(tick, f), area.Y1+pal.Axis*1.45, tick.text, f, pal.Faint, pen.Centre)
	}
}
