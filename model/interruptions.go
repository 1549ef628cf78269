package model

import "time"

// Interruptions are the pages of one shift by the hours they came in, in the local time of whoever was paged: business is 08:00 to 18:00
// from Monday to Friday; sleep is 22:00 to 08:00 every day, at weekends too; off is the rest.
type Interruptions struct {
	Business, Off, Sleep int
	Nights               int     // nights in which somebody was woken
	Per12h               float64 // pages per 12 hours on call; the SRE book, chapter 11, allows 2 incidents
	Worst12h             int     // most pages in one of the shift's blocks of 12 hours, counted from its start
}

// sleepHours are when a page wakes somebody.
var sleepHours = NightHours{22 * 60, 8 * 60}

// CountInterruptions sorts the pages of a shift by the hours they came in. Pages outside of the shift are left out.
func CountInterruptions(shift Interval, pages []time.Time, loc *time.Location) Interruptions {
	var out Interruptions
	const block = 12 * time.Hour
	nights, blocks := map[Date]bool{}, map[time.Duration]int{}
	total := 0
	for _, at := range pages {
		if !shift.Contains(at) {
			continue
		}
		total++
		n := at.Sub(shift.Start) / block
		blocks[n]++
		out.Worst12h = max(out.Worst12h, blocks[n])
		local := LocalOf(at, loc)
		day, clock := local.Date(), local.Clock()
		switch w := day.Weekday(); {
		case sleepHours.Contains(clock):
			out.Sleep++
			if clock < sleepHours.Until {
				day = day.AddDays(-1)
			}
			nights[day] = true
		case w != time.Saturday && w != time.Sunday && clock < 18*60:
			out.Business++
		default:
			out.Off++
		}
	}
	out.Nights = len(nights)
	if d := shift.Duration(); d > 0 {
		out.Per12h = float64(total) / (float64(d) / float64(block))
	}
	return out
}
