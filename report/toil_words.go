package report

import (
	"fmt"
	"math"

	"watchbill/chart"
)

func (t Toil) summary() summary {
	share := t.share()
	switch {
	case t.Hours <= 0:
		return summary{"No toil is recorded for this period.", "Log it where it happens, in one line with its minutes: this page then shows the share of time it takes and where it goes."}
	case math.IsNaN(share):
		return summary{fmt.Sprintf("%s of toil are recorded, but no hours worked.", hours(t.Hours)), "Give each person their contracted hours a week, and the share can be compared with the cap. " + t.topSentence()}
	}
	lead := fmt.Sprintf("Toil took %s of working time", percent(share))
	if t.Cap > 0 {
		lead += ", " + against(share, t.Cap)
	}
	if t.trend() {
		lead += slopeWords(t.Slope, t.SlopeLow, t.SlopeHigh)
	}
	return summary{lead + ".", sentences(t.weeksSentence(), t.topSentence(), t.shortSentence())}
}

func percent(v float64) string { return chart.Number(v, 0) + " %" }

// against compares a share with the cap, as rounded on the page.
func against(share, limit float64) string {
	cap := percent(limit) + " cap"
	switch d := math.Round(share) - math.Round(limit); {
	case d == 0:
		return "as much as the " + cap + " allows"
	case d > 0:
		return fmt.Sprintf("%s over the %s", points(d), cap)
	case d >= -3:
		return "just under the " + cap
	}
	return "under the " + cap
}

func points(d float64) string { return count(int(math.Round(d)), "point", "points") }

func slopeWords(slope, low, high float64) string {
	if low <= 0 && high >= 0 {
		return ", with no clear trend"
	}
	if math.Abs(slope) < 0.05 {
		return ", and is steady"
	}
	way := "rising"
	if slope < 0 {
		way = "falling"
	}
	size := math.Abs(slope)
	if size >= 0.75 && size < 1.25 {
		return fmt.Sprintf(", and is %s by about one point a week", way)
	}
	return fmt.Sprintf(", and is %s by %s points a week", way, chart.Number(size, 1))
}

func (t Toil) weeksSentence() string {
	above, n := t.above(), t.recorded()
	switch {
	case t.Cap <= 0 || n == 0:
		return ""
	case len(above) == 0 && n == 1:
		return "The one week recorded was not over the cap."
	case len(above) == 0:
		return fmt.Sprintf("None of the %s weeks was over the cap.", number(n))
	case len(above) == n && n > 1:
		return fmt.Sprintf("All %s weeks were over the cap.", number(n))
	}
	s := fmt.Sprintf("%s of %s %s over the cap", capital(number(len(above))), number(n), plural(len(above), "week was", "weeks were"))
	last := t.Weeks[len(t.Weeks)-1]
	if end := above[len(above)-1]; last.Time.Sub(end.Time).Hours() >= 14*24 {
		s += ", none since that of " + end.Time.Format("2 January")
	}
	return s + "."
}

func (t Toil) topSentence() string {
	total := 0.0
	named := 0
	for _, k := range t.Tasks {
		total += k.Hours
		if !k.Rest {
			named++
		}
	}
	if named == 0 || total <= 0 {
		return ""
	}
	s := fmt.Sprintf("%s took most, %s or %s of it", t.Tasks[0].Name, hours(t.Tasks[0].Hours), percent(100*t.Tasks[0].Hours/total))
	if n, share := t.twoThirds(); n > 1 && n < named {
		s += fmt.Sprintf("; %s tasks make up %s", number(n), percent(share))
	}
	return s + "."
}

// twoThirds is how many of the largest tasks make up two thirds, or all that are named where they do not, and their share in
// percent.
func (t Toil) twoThirds() (int, float64) {
	total, run := 0.0, 0.0
	for _, k := range t.Tasks {
		total += k.Hours
	}
	for i, k := range t.Tasks {
		if k.Rest {
			return i, 100 * run / total
		}
		if run += k.Hours; run >= total*2/3 {
			return i + 1, 100 * run / total
		}
	}
	return len(t.Tasks), 100
}

func (t Toil) shortSentence() string {
	if n := t.recorded(); n < trendWeeks {
		return fmt.Sprintf("%s recorded; a trend needs %s, so none is shown.", capital(count(n, "week is", "weeks are")), number(trendWeeks))
	}
	return ""
}
