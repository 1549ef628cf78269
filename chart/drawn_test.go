package chart

import (
	"fmt"

	"gonum.org/v1/plot/vg/recorder"

	"watchbill/chart/pen"
)

// A written is a text as it was drawn, with its box, y downwards from the top.
type written struct {
	text string
	box  pen.Rect
}

// textsOf records what c writes in a room of w × h.
func textsOf(c Chart, w, h float64, pal Palette) []written {
	var rec recorder.Canvas
	c.Draw(pen.New(&rec, h, 0), w, h, pal)
	var list []written
	for _, a := range rec.Actions {
		if s, ok := a.(*recorder.FillString); ok {
			f := pen.Font{Size: float64(s.Size), Bold: s.Font.Weight > 0}
			list = append(list, written{s.String, pen.Box(float64(s.Point.X), h-float64(s.Point.Y), s.String, f, pen.Left)})
		}
	}
	return list
}

func texts(list []written) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		m[w.text] = true
	}
	return m
}

// check fails when a text leaves the room or covers another.
func check(t interface {
	Helper()
	Errorf(string, ...any)
}, list []written, w, h float64,
) {
	t.Helper()
	room := pen.Rect{X0: -0.5, Y0: -2, X1: w + 0.5, Y1: h + 2}
	for i, a := range list {
		if a.box.X0 < room.X0 || a.box.X1 > room.X1 || a.box.Y0 < room.Y0 || a.box.Y1 > room.Y1 {
			t.Errorf("%q at %s leaves the room of %.0f × %.0f", a.text, show(a.box), w, h)
		}
		for _, b := range list[i+1:] {
			if a.box.Grow(-0.6).Overlaps(b.box.Grow(-0.6)) {
				t.Errorf("%q at %s covers %q at %s", b.text, show(b.box), a.text, show(a.box))
			}
		}
	}
}

func show(r pen.Rect) string {
	return fmt.Sprintf("(%.1f, %.1f)–(%.1f, %.1f)", r.X0, r.Y0, r.X1, r.Y1)
}

func palettes() map[string]Palette {
	return map[string]Palette{"light": Screen(false), "dark": Screen(true), "print": Print()}
}
