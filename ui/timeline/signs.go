package timeline

import "image/color"

// The signs are drawn on a grid of 24 × 24, like the icons of the theme, `size` units wide.

// badSign draws the circle with the exclamation mark of a gap, size units wide.
func (s *scene) badSign(a area, x, y, size float32, c color.NRGBA) {
	u := size / 24
	w := max(1.2, 2*u)
	s.add(shape{op: opRing, area: a, box: rect{x + 2*u, y + 2*u, 20 * u, 20 * u}, width: w, fill: c})
	s.line(a, x+12*u, y+7.2*u, x+12*u, y+12.8*u, w, c)
	s.line(a, x+12*u, y+16.3*u, x+12*u, y+16.6*u, w, c)
}

// swapSign draws two arrows, one each way.
func (s *scene) swapSign(a area, x, y, size float32, c color.NRGBA) {
	u := size / 24
	w := max(1.2, 2*u)
	for _, l := range [][4]float32{
		{4, 8, 19.5, 8},
		{15.5, 3.8, 19.7, 8},
		{19.7, 8, 15.5, 12.2},
		{20, 16.5, 4.5, 16.5},
		{8.5, 12.5, 4.3, 16.5},
		{4.3, 16.5, 8.5, 20.5},
	} {
		s.line(a, x+l[0]*u, y+l[1]*u, x+l[2]*u, y+l[3]*u, w, c)
	}
}

// awaySign draws a triangle with an exclamation mark.
func (s *scene) awaySign(a area, x, y, size float32, c color.NRGBA) {
	u := size / 24
	w := max(1.2, 2*u)
	for _, l := range [][4]float32{{12, 4, 2.6, 20}, {2.6, 20, 21.4, 20}, {21.4, 20, 12, 4}, {12, 10, 12, 14.6}, {12, 17.2, 12, 17.5}} {
		s.line(a, x+l[0]*u, y+l[1]*u, x+l[2]*u, y+l[3]*u, w, c)
	}
}

// lockSign draws a padlock.
func (s *scene) lockSign(a area, x, y, size float32, c color.NRGBA) {
	u := size / 24
	w := max(1.2, 2*u)
	s.stroke(a, rect{x + 4*u, y + 10*u, 16 * u, 12 * u}, 1.6*u, w, c)
	for _, l := range [][4]float32{{8, 10, 8, 7}, {8, 7, 9.5, 4.6}, {9.5, 4.6, 14.5, 4.6}, {14.5, 4.6, 16, 7}, {16, 7, 16, 10}} {
		s.line(a, x+l[0]*u, y+l[1]*u, x+l[2]*u, y+l[3]*u, w, c)
	}
}

// shieldSign draws a shield, the sign of somebody who covers.
func (s *scene) shieldSign(a area, x, y, size float32, c color.NRGBA) {
	u := size / 24
	w := max(1.2, 2*u)
	for _, l := range [][4]float32{
		{12, 3, 19.5, 5.8},
		{19.5, 5.8, 19.5, 12},
		{19.5, 12, 17.4, 17.3},
		{17.4, 17.3, 12, 21},
		{12, 21, 6.6, 17.3},
		{6.6, 17.3, 4.5, 12},
		{4.5, 12, 4.5, 5.8},
		{4.5, 5.8, 12, 3},
	} {
		s.line(a, x+l[0]*u, y+l[1]*u, x+l[2]*u, y+l[3]*u, w, c)
	}
}
