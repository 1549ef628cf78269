package chart

import (
	"math"
	"slices"
	"time"

	"watchbill/chart/pen"
)

// A Point is one value of a series. NaN is a value that is missing.
type Point struct {
	Time  time.Time
	Value float64
}

// typicalStep is the median distance of neighbouring points, judged from at most a thousand of them.
func typicalStep(pts []Point) time.Duration {
	var steps []time.Duration
	for i, stride := 1, max(len(pts)/1000, 1); i < len(pts); i += stride {
		steps = append(steps, pts[i].Time.Sub(pts[i-1].Time))
	}
	if len(steps) == 0 {
		return 0
	}
	slices.Sort(steps)
	return steps[len(steps)/2]
}

// decimate turns a series into lines of at most four places per column of the given width: the first, least,
// greatest and last of the column, which looks the same as all of them. A line ends where a value is missing or
// where two points are further apart than gap (0: never).
func decimate(pts []Point, gap time.Duration, column float64, at func(Point) pen.Pt) [][]pen.Pt {
	var lines [][]pen.Pt
	var line []pen.Pt
	var in bucket
	flush := func() {
		line = in.appendTo(line)
		in = bucket{}
		if len(line) > 0 {
			lines = append(lines, line)
		}
		line = nil
	}
	var last time.Time
	for _, q := range pts {
		if math.IsNaN(q.Value) || math.IsInf(q.Value, 0) {
			flush()
			continue
		}
		if gap > 0 && !last.IsZero() && q.Time.Sub(last) > gap {
			flush()
		}
		last = q.Time
		place := at(q)
		if c := math.Floor(place.X / column); in.n == 0 || c != in.column {
			line = in.appendTo(line)
			in = bucket{column: c}
		}
		in.add(place)
	}
	flush()
	return lines
}

// A bucket collects the places of one column.
type bucket struct {
	column                   float64
	n                        int
	first, lowest, high, end pen.Pt
	lowestAt, highAt         int
}

func (b *bucket) add(p pen.Pt) {
	if b.n == 0 {
		b.first, b.lowest, b.high = p, p, p
	}
	if p.Y < b.lowest.Y {
		b.lowest, b.lowestAt = p, b.n
	}
	if p.Y > b.high.Y {
		b.high, b.highAt = p, b.n
	}
	b.end = p
	b.n++
}

func (b *bucket) appendTo(line []pen.Pt) []pen.Pt {
	if b.n == 0 {
		return line
	}
	one, two := b.lowest, b.high
	if b.highAt < b.lowestAt {
		one, two = two, one
	}
	for _, p := range [4]pen.Pt{b.first, one, two, b.end} {
		if len(line) == 0 || line[len(line)-1] != p {
			line = append(line, p)
		}
	}
	return line
}
