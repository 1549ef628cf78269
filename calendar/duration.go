package calendar

import (
	"strconv"
	"strings"
	"time"
)

// formatDuration writes whole seconds as a DURATION (RFC 5545, 3.3.6) in hours,
// minutes and seconds, never in days, whose length some clients take from the
// clock change.
func formatDuration(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	seconds := int64(d / time.Second)
	var b strings.Builder
	b.WriteString(sign + "PT")
	for _, unit := range []struct {
		seconds int64
		letter  string
	}{{3600, "H"}, {60, "M"}, {1, "S"}} {
		if n := seconds / unit.seconds; n > 0 {
			b.WriteString(strconv.FormatInt(n, 10) + unit.letter)
			seconds %= unit.seconds
		}
	}
	if b.Len() == len(sign)+len("PT") {
		return "PT0S"
	}
	return b.String()
}
