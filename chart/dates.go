package chart

import (
	"strconv"
	"time"

	"watchbill/chart/pen"
)

// Day writes a date as "9 Dec", with the year when it is not the year of now.
func Day(t, now time.Time) string {
	if t.Year() == now.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// day writes a date on a chart, whose axis names the year: with the year only when it is ten months off or more.
func day(t, now time.Time) string {
	if d := t.Sub(now); d > 300*24*time.Hour || d < -300*24*time.Hour {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan")
}

// A timeScale maps instants to x.
type timeScale struct {
	from, to    time.Time
	left, right float64
}

func (s timeScale) x(t time.Time) float64 {
	span := s.to.Sub(s.from).Seconds()
	return s.left + t.Sub(s.from).Seconds()/span*(s.right-s.left)
}

func (s timeScale) time(x float64) time.Time {
	share := (x - s.left) / (s.right - s.left)
	return s.from.Add(time.Duration(share * float64(s.to.Sub(s.from))))
}

type dateTick struct {
	at   time.Time
	text string
}

// A stride is a way to step through a calendar: hours, days or months at a time.
type stride struct{ hours, days, months int }

var strides = []stride{
	{hours: 1},
	{hours: 2},
	{hours: 3},
	{hours: 6},
	{hours: 12},
	{days: 1},
	{days: 2},
	{days: 7},
	{days: 14},
	{months: 1},
	{months: 2},
	{months: 3},
	{months: 6},
	{months: 12},
	{months: 24},
	{months: 60},
	{months: 120},
}

// ticks are dates at round places of the calendar, as many as have room beside each other in font f, ten at most.
func (s timeScale) ticks(f pen.Font) []dateTick {
	for _, st := range strides {
		if s.to.Sub(s.from).Hours() > st.hoursAbout()*10 {
			continue
		}
		if list := s.with(st); s.roomFor(list, f) {
			return list
		}
	}
	return nil
}

func (st stride) hoursAbout() float64 {
	return float64(st.hours) + float64(st.days)*24 + float64(st.months)*730
}

func (s timeScale) roomFor(list []dateTick, f pen.Font) bool {
	end := s.left - f.Size
	for _, t := range list {
		half := f.Width(t.text) / 2
		x := s.within(t, f)
		if x-half < end {
			return false
		}
		end = x + half + 0.8*f.Size
	}
	return true
}

// within is the middle of a tick's text, moved so that it stays in the picture.
func (s timeScale) within(t dateTick, f pen.Font) float64 {
	half := f.Width(t.text) / 2
	return min(max(s.x(t.at), s.left-4+half), s.right+4-half)
}

func (s timeScale) with(st stride) []dateTick {
	var list []dateTick
	var last time.Time
	for t := st.floor(s.from); !t.After(s.to); t = st.next(t) {
		if t.Before(s.from) {
			continue
		}
		list = append(list, dateTick{t, st.text(t, last)})
		last = t
	}
	return list
}

// floor is the last tick place at or before t, in t's zone.
func (st stride) floor(t time.Time) time.Time {
	y, m, d := t.Date()
	switch {
	case st.months >= 12:
		years := st.months / 12
		return time.Date(y-y%years, 1, 1, 0, 0, 0, 0, t.Location())
	case st.months > 0:
		return time.Date(y, m-time.Month((int(m)-1)%st.months), 1, 0, 0, 0, 0, t.Location())
	case st.days >= 7:
		return time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, t.Location())
	}
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func (st stride) next(t time.Time) time.Time {
	y, m, d := t.Date()
	if st.hours > 0 { // by the wall clock, so that ticks stay on round hours over a clock change
		n := time.Date(y, m, d, t.Hour()-t.Hour()%st.hours+st.hours, 0, 0, 0, t.Location())
		if !n.After(t) {
			n = t.Add(time.Duration(st.hours) * time.Hour)
		}
		return n
	}
	return time.Date(y, m+time.Month(st.months), d+st.days, 0, 0, 0, 0, t.Location())
}

// text names a tick: the year is written on the first tick and at each turn of the year.
func (st stride) text(t, last time.Time) string {
	newYear := last.IsZero() || t.Year() != last.Year()
	switch {
	case st.months >= 12:
		return strconv.Itoa(t.Year())
	case st.months > 0 && newYear:
		return t.Format("Jan 2006")
	case st.months > 0:
		return t.Format("Jan")
	case st.hours > 0 && t.Hour() != 0:
		return t.Format("15:04")
	case newYear:
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan")
}
