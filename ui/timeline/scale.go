package timeline

import "time"

// Least and greatest span a timeline shows.
const (
	minSpan = 12 * time.Hour
	maxSpan = 3 * 366 * 24 * time.Hour
)

// scale maps instants to x, linear in elapsed time: a day of 23 hours is narrower than one of 25.
type scale struct {
	from, to time.Time
	left     float32 // x of from, in Fyne units
	width    float32 // from left to the x of to
}

func (s scale) span() time.Duration { return s.to.Sub(s.from) }

// x is an instant's place; instants outside the window lie outside [left, left+width].
func (s scale) x(t time.Time) float32 { return s.xUnix(t.Unix()) }

func (s scale) xUnix(sec int64) float32 {
	return s.left + float32(float64(sec-s.from.Unix())*s.perSecond())
}

// at is the instant at an x.
func (s scale) at(x float32) time.Time {
	return s.from.Add(time.Duration(float64(x-s.left) / float64(s.width) * float64(s.span())))
}

func (s scale) perSecond() float64 { return float64(s.width) / s.span().Seconds() }

// perDay is the width of a day of 24 hours.
func (s scale) perDay() float32 { return float32(s.perSecond() * 86400) }

// moved is the scale with its window dx units further right, so that the picture moves left.
func (s scale) moved(dx float32) scale {
	d := time.Duration(float64(dx) / s.perSecond() * float64(time.Second))
	s.from, s.to = s.from.Add(d), s.to.Add(d)
	return s
}

// zoomed is the scale with its span multiplied by factor, within the limits, the instant at x staying where it is.
func (s scale) zoomed(factor float64, x float32) scale {
	anchor := s.at(x)
	span := min(maxSpan, max(minSpan, time.Duration(float64(s.span())*factor)))
	before := time.Duration(float64(x-s.left) / float64(s.width) * float64(span))
	s.from = anchor.Add(-before)
	s.to = s.from.Add(span)
	return s
}

// saneWindow puts a window's ends in order and its span within the limits.
func saneWindow(from, to time.Time) (time.Time, time.Time) {
	if to.Before(from) {
		from, to = to, from
	}
	switch span := to.Sub(from); {
	case span < minSpan:
		to = from.Add(minSpan)
	case span > maxSpan:
		to = from.Add(maxSpan)
	}
	return from, to
}
