package workspace

import (
	"regexp"
	"strconv"
	"strings"
)

// The engine counts slots from 0 and names them by their length: "weeks 3–5 and 9".
var (
	slotWords  = regexp.MustCompile(`(?i)\b(weeks?|days?|slots?|turns?|shifts?|half-days?) (\d+(?:–\d+)?(?:(?:, | and |, and )\d+(?:–\d+)?)*)`)
	slotNumber = regexp.MustCompile(`(\d+)(?:–(\d+))?`)
)

// Words says what the engine said with dates in place of its numbers of slots: "weeks of 4–18 Mar and 15 Apr".
func (p BuildPlan) Words(text string) string {
	return slotWords.ReplaceAllStringFunc(text, func(found string) string {
		word, numbers, _ := strings.Cut(found, " ")
		ok := true
		dates := slotNumber.ReplaceAllStringFunc(numbers, func(n string) string {
			first, last, isRange := strings.Cut(n, "–")
			from, fits := p.slotDate(first)
			ok = ok && fits
			if !isRange {
				return from
			}
			until, fits := p.slotDate(last)
			ok = ok && fits
			if day, month, _ := strings.Cut(from, " "); strings.HasSuffix(until, " "+month) {
				from = day
			}
			return from + "–" + until
		})
		if !ok { // not a number of a slot after all
			return found
		}
		return word + " of " + dates
	})
}

func (p BuildPlan) slotDate(n string) (string, bool) {
	i, err := strconv.Atoi(n)
	if err != nil || i < 0 || i >= len(p.Turns) {
		return n, false
	}
	return p.Turns[i].Start.Format("2 Jan"), true
}
