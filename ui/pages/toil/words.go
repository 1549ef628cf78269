package toil

import (
	"fmt"
	"time"

	"watchbill/model"
)

// compact writes minutes as the quick line reads them: 20m, 2h, 1h30.
func compact(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%dm", m)
	case m == 0:
		return fmt.Sprintf("%dh", h)
	default:
		return fmt.Sprintf("%dh%02d", h, m)
	}
}

// midnight is a day as a time, for formatting.
func midnight(d model.Date) time.Time { return d.Start(time.UTC) }

// dayWords is "today", "yesterday" or "Tue 17 Nov", with the year when it is another than today's.
func dayWords(d, today model.Date) string {
	switch d {
	case today:
		return "today"
	case today.AddDays(-1):
		return "yesterday"
	}
	return model.FormatDate(midnight(d), midnight(today))
}

// span is the days from from to the day before until: "21 Oct – 17 Nov", with years where they are not today's.
func span(from, until, today model.Date) string {
	last := until.AddDays(-1)
	layout := "2 Jan"
	if from.Year != today.Year || last.Year != today.Year {
		layout = "2 Jan 2006"
	}
	return midnight(from).Format(layout) + " – " + midnight(last).Format(layout)
}

// hours writes minutes as hours with at most one decimal: 38.5 h.
func hours(minutes float64) string {
	return model.FormatQuantity(float64(int(minutes/6+0.5))/10) + " h"
}
