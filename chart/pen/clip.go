package pen

// ClipPath cuts a line at the edges of r and returns the parts inside (Liang and Barsky, 1984).
func ClipPath(pts []Pt, r Rect) [][]Pt {
	var parts [][]Pt
	var part []Pt
	flush := func() {
		if len(part) > 1 {
			parts = append(parts, part)
		}
		part = nil
	}
	for i := 1; i < len(pts); i++ {
		a, b, ok := clipSegment(pts[i-1], pts[i], r)
		if !ok {
			flush()
			continue
		}
		if len(part) == 0 || part[len(part)-1] != a {
			flush()
			part = append(part, a)
		}
		part = append(part, b)
	}
	flush()
	return parts
}

func clipSegment(a, b Pt, r Rect) (Pt, Pt, bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, e := range [4][2]float64{{-dx, a.X - r.X0}, {dx, r.X1 - a.X}, {-dy, a.Y - r.Y0}, {dy, r.Y1 - a.Y}} {
		p, q := e[0], e[1]
		switch {
		case p == 0:
			if q < 0 {
				return a, b, false
			}
		case p < 0:
			t0 = max(t0, q/p)
		default:
			t1 = min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	from, to := a, b
	if t0 > 0 {
		from = Pt{a.X + t0*dx, a.Y + t0*dy}
	}
	if t1 < 1 {
		to = Pt{a.X + t1*dx, a.Y + t1*dy}
	}
	return from, to, true
}

// ClipArea cuts a polygon at the edges of r (Sutherland and Hodgman, 1974).
func ClipArea(pts []Pt, r Rect) []Pt {
	for _, e := range []struct {
		inside func(Pt) bool
		cross  func(a, b Pt) Pt
	}{
		{func(p Pt) bool { return p.X >= r.X0 }, atX(r.X0)},
		{func(p Pt) bool { return p.X <= r.X1 }, atX(r.X1)},
		{func(p Pt) bool { return p.Y >= r.Y0 }, atY(r.Y0)},
		{func(p Pt) bool { return p.Y <= r.Y1 }, atY(r.Y1)},
	} {
		var out []Pt
		for i, b := range pts {
			a := pts[(i+len(pts)-1)%len(pts)]
			if e.inside(a) != e.inside(b) {
				out = append(out, e.cross(a, b))
			}
			if e.inside(b) {
				out = append(out, b)
			}
		}
		pts = out
	}
	return pts
}

func atX(x float64) func(a, b Pt) Pt {
	return func(a, b Pt) Pt { return Pt{x, a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)} }
}

func atY(y float64) func(a, b Pt) Pt {
	return func(a, b Pt) Pt { return Pt{a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), y} }
}
