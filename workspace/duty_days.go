package workspace

import (
	"time"

	"watchbill/model"
)

// DutyDays says when a duty is, in days on the clock of its rotation: "14–21 Dec" for one that hands over in the morning of the 21st.
func DutyDays(i model.Interval, zone string, now time.Time) string {
	return Days(wholeDays(i, zone), zone, now)
}
