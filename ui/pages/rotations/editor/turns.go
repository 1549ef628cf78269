package editor

import (
	"fmt"
	"strings"

	"watchbill/model"
)

var unitWords = map[model.Unit]string{model.Hours: "hour", model.Days: "day", model.Weeks: "week", model.Months: "month"}

// turnsText is a pattern as people write it: "1 week", "1 day, then 3 days".
func turnsText(p model.Pattern) string {
	parts := make([]string, len(p))
	for i, e := range p {
		parts[i] = model.Count(e.N, unitWords[e.Unit], unitWords[e.Unit]+"s")
	}
	return strings.Join(parts, ", then ")
}

// parseTurns reads what people write: "1 week", "daily", "every 12 hours", "1 day, then 3 days", "1d,3d".
func parseTurns(text string) (model.Pattern, error) {
	var short []string
	for part := range strings.SplitSeq(strings.ReplaceAll(strings.ToLower(text), "then", ","), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		e, ok := shortTurn(strings.TrimSpace(strings.TrimPrefix(part, "every ")))
		if !ok {
			return nil, model.Invalidf("turns", "%q is not how long a turn lasts. Write it as 1 week, 12 hours, or a cycle such as 1 day, then 3 days.", part)
		}
		short = append(short, e)
	}
	if len(short) == 0 {
		return nil, model.Invalidf("turns", "How long a turn lasts is missing. Write it as 1 week, or as a cycle such as 1 day, then 3 days.")
	}
	return model.ParsePattern(strings.Join(short, ","))
}

// shortTurn brings "2 weeks", "weekly" and "2w" into the short form "2w".
func shortTurn(part string) (string, bool) {
	for unit, word := range unitWords {
		adverb := word + "ly"
		if unit == model.Days {
			adverb = "daily"
		}
		if part == word || part == adverb {
			return "1" + string(unit), true
		}
	}
	digits := strings.TrimRight(part, "abcdefghijklmnopqrstuvwxyz ")
	word := strings.TrimSpace(part[len(digits):])
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	for unit, full := range unitWords {
		if word == string(unit) || word == full || word == full+"s" {
			return fmt.Sprintf("%s%s", digits, unit), true
		}
	}
	return "", false
}
