package report

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"watchbill/chart"
)

var small = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// number writes a count within a sentence: words to twelve, figures above.
func number(n int) string {
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return chart.Number(float64(n), 0)
}

// count is a number and its noun: "one swap", "five swaps".
func count(n int, one, many string) string {
	if n == 1 {
		return number(n) + " " + one
	}
	return number(n) + " " + many
}

// plural is the noun alone.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// capital makes the first letter of a sentence a capital.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// list joins words: "a", "a and b", "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// sentences joins what there is to say.
func sentences(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

// longDay is a date within a sentence: "28 November", with the year when it is not that of now.
func longDay(t, now time.Time) string {
	if t.Year() == now.Year() {
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// shortDate is a date in a table: "28 Nov 2026".
func shortDate(t time.Time) string { return t.Format("2 Jan 2006") }

// hours writes hours, with one decimal where they are not whole.
func hours(h float64) string {
	if math.Abs(h-math.Round(h)) < 0.05 {
		return chart.Number(h, 0) + " h"
	}
	return chart.Number(h, 1) + " h"
}

// span writes a duration as lead times are spoken of: "six weeks", "10 days".
func span(d time.Duration) string {
	days := int(math.Round(d.Hours() / 24))
	if days >= 14 && days%7 == 0 {
		return count(days/7, "week", "weeks")
	}
	return count(days, "day", "days")
}

// days writes a range of dates: "10–11 October", "31 October – 2 November", "3 October".
func days(from, to time.Time) string {
	switch {
	case from.YearDay() == to.YearDay() && from.Year() == to.Year():
		return from.Format("2 January")
	case from.Month() == to.Month() && from.Year() == to.Year():
		return fmt.Sprintf("%d–%s", from.Day(), to.Format("2 January"))
	}
	return from.Format("2 January") + " – " + to.Format("2 January")
}

// foot is what stands after the team at the bottom of each page.
func (s Scope) foot(name string) string {
	parts := []string{name}
	if s.Period != "" {
		parts[0] += ", " + s.Period
	}
	parts = append(parts, "made "+s.Made.Format("2 Jan 2006 15:04"))
	if !s.DataTo.IsZero() {
		parts = append(parts, "data to "+shortDate(s.DataTo))
	}
	return strings.Join(parts, " · ")
}

// line is the scope line under the title.
func (s Scope) line(more ...string) string {
	parts := []string{}
	for _, p := range append([]string{s.Team, s.Period}, more...) {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

func (s Scope) doc(name, title, scope string, sum summary, blocks []block) Doc {
	return Doc{name: name, title: title, scope: scope, summary: sum, blocks: blocks, foot: s.foot(name), team: s.Team, made: s.Made}
}
