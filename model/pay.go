package model

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// Money is an amount in ten-thousandths of a unit of its currency: rates may be finer than cents.
type Money int64

const (
	moneyUnit = 10_000
	cent      = moneyUnit / 100
)

// ParseMoney reads a plain amount such as "12", "3.75" or "0.0625".
func ParseMoney(s string) (Money, error) {
	whole, part, dot := strings.Cut(strings.TrimSpace(s), ".")
	fail := Invalidf("rate", "%q is no rate. Write a plain number from 0 up, such as 3.75.", s)
	if whole == "" || len(whole) > 9 || len(part) > 4 || dot && part == "" {
		return 0, fail
	}
	v := Money(0)
	for _, r := range whole + (part + "0000")[:4] {
		if r < '0' || r > '9' {
			return 0, fail
		}
		v = 10*v + Money(r-'0')
	}
	return v, nil
}

// String returns the amount with two decimals, or as many as it needs: "3.75", "0.0625".
func (m Money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	s := fmt.Sprintf("%s%d.%04d", sign, m/moneyUnit, m%moneyUnit)
	for range 2 {
		s = strings.TrimSuffix(s, "0")
	}
	return s
}

// times returns the amount times a share n/d of it, to the cent, halves up. All are 0 or more.
func (m Money) times(n, d int64) Money {
	x, y := int64(m)*n, d*cent
	return Money((2*x+y)/(2*y)) * cent
}

// PayRates are what a team pays for being on call: so much an hour by its kind, and so much a shift.
type PayRates struct {
	Currency string // text for sheets, such as "EUR"
	Hour     [HourKinds]Money
	Shift    Money // flat, for a whole shift
	Night    NightHours
}

// DefaultPayRates pay nothing yet; their night counts loads.
func DefaultPayRates() PayRates { return PayRates{Currency: "EUR", Night: DefaultNight} }

// Check reports broken rules.
func (r PayRates) Check() error {
	var p Problems
	if c := strings.TrimSpace(r.Currency); c == "" || len([]rune(c)) > 8 {
		p.Add("currency", "The currency is a short text of 1 to 8 characters, such as EUR.")
	} else {
		checkName(&p, "currency", "The currency", r.Currency)
	}
	for k, v := range r.Hour {
		if v < 0 || v > 1_000_000*moneyUnit {
			p.Add(HourKind(k).String(), "A rate of %s a %s hour is not possible: it is from 0 to 1000000.", v, HourKind(k))
		}
	}
	if r.Shift < 0 || r.Shift > 1_000_000*moneyUnit {
		p.Add("shift", "%s a shift is not possible: it is from 0 to 1000000.", r.Shift)
	}
	if err := r.Night.Check(); err != nil {
		p.Add("night_from", "%s", err.Error())
	}
	return p.Err()
}

// PaysNothing reports whether no rate was set.
func (r PayRates) PaysNothing() bool { return r.Shift == 0 && r.Hour == [HourKinds]Money{} }

// PayDuty is one duty of a pay sheet.
type PayDuty struct {
	Shift                  // cut to the month
	Minutes [HourKinds]int // those that no duty before it on the sheet has
	Part    float64        // the part of a whole shift that is paid flat; 0 where the shift began before the month
}

// PaySheet is what one person is paid for being on call in a month, in their own local time.
type PaySheet struct {
	Person  Person
	Minutes [HourKinds]int // each minute once
	Shifts  float64        // whole shifts paid flat
	Hour    [HourKinds]Money
	Flat    Money
	Duties  []PayDuty // in order of time
}

// AllMinutes returns the sum of the minutes of all kinds.
func (s PaySheet) AllMinutes() (n int) {
	for _, m := range s.Minutes {
		n += m
	}
	return n
}

// Total returns what is paid: the sum of the amounts shown, each rounded to the cent.
func (s PaySheet) Total() Money {
	t := s.Flat
	for _, m := range s.Hour {
		t += m
	}
	return t
}

// PayCounter makes pay sheets of one month.
type PayCounter struct {
	Month     Date // any day of it
	Rates     PayRates
	Holidays  HolidayCalendar
	Published []Shift // the shifts that duties are pieces of, for how long a whole one is
}

// Sheet returns a person's sheet over duties, which may be mixed with those of others; give those that reach into the month whole, and
// all pieces of the shifts that begin in it.
//
// Minutes are rounded to whole ones duty by duty and kind by kind, and everything else is a sum of what is shown, so that totals are kept.
// A minute on call in two duties is paid once. The flat pay of a shift belongs to the month in which the shift begins, and is shared by
// time among those who serve it.
func (c PayCounter) Sheet(p Person, duties []Shift) (PaySheet, error) {
	loc, err := Zone(p.Zone)
	if err != nil {
		return PaySheet{}, err
	}
	sheet := PaySheet{Person: p}
	month := c.Month.MonthInterval(loc)
	holidays := LoadCounter{Holidays: c.Holidays}.daysOff(p, DayRange{DateOf(month.Start), DateOf(month.End)})
	whole := c.wholes(duties)
	var counted []Interval
	for _, s := range duties {
		if s.PersonID != p.ID {
			continue
		}
		d := PayDuty{Shift: s}
		if w := whole[wholeOf(s)]; month.Contains(w.Start) {
			d.Part = float64(s.Duration()) / float64(w.length)
		}
		cut := s.Interval.Intersect(month)
		if cut.Empty() && d.Part == 0 {
			continue
		}
		if !cut.Empty() {
			d.Interval = cut
		}
		var kinds [HourKinds]time.Duration
		for _, free := range Uncovered(cut, counted) {
			eachStretch(free, loc, c.Rates.Night, func(x stretch) { kinds[x.kind(holidays)] += x.Duration() })
		}
		counted = append(counted, cut)
		for k, v := range kinds {
			d.Minutes[k] = int(math.Round(v.Minutes()))
			sheet.Minutes[k] += d.Minutes[k]
		}
		sheet.Shifts += d.Part
		sheet.Duties = append(sheet.Duties, d)
	}
	c.price(&sheet)
	return sheet, nil
}

// parts of a shift are counted and paid in ten-thousandths.
const shiftParts = 10_000

func (c PayCounter) price(s *PaySheet) {
	for k, m := range s.Minutes {
		s.Hour[k] = c.Rates.Hour[k].times(int64(m), 60)
	}
	parts := math.Round(s.Shifts * shiftParts)
	s.Shifts = parts / shiftParts
	s.Flat = c.Rates.Shift.times(int64(parts), shiftParts)
}

// wholeShift is when a shift begins and how long all of it is.
type wholeShift struct {
	Start  time.Time
	length time.Duration
}

func (c PayCounter) wholes(duties []Shift) map[Shift]wholeShift {
	out := map[Shift]wholeShift{}
	for _, s := range c.Published {
		out[wholeOf(s)] = wholeShift{s.Start, s.Duration()}
	}
	for _, s := range duties {
		if s.ID != 0 {
			continue
		}
		w := out[wholeOf(s)]
		if w.length == 0 || s.Start.Before(w.Start) {
			w.Start = s.Start
		}
		w.length += s.Duration()
		out[wholeOf(s)] = w
	}
	return out
}
