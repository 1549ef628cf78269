package report

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"watchbill/chart"
)

func (o OnCall) verb(past, present string) string {
	if o.Made.Before(o.To) {
		return present
	}
	return past
}

func (o OnCall) summary() summary {
	if len(o.Rows) == 0 || o.empty() {
		return summary{fmt.Sprintf("Nobody is on call in %s: no shift is published.", o.when()), "Generate a draft of the rotation, look at it and publish it; this page then shows who is on call when."}
	}
	gaps := o.gaps()
	lead := fmt.Sprintf("Every hour of %s %s covered by %s; there %s no gaps.", o.when(), o.verb("was", "is"), o.roles(), o.verb("were", "are"))
	where := ""
	if len(gaps) > 0 {
		lead, where = o.gapSentence(gaps), o.gapDays(gaps)
	}
	return summary{lead, sentences(where, o.fairSentence(), o.swapSentence())}
}

func (o OnCall) roles() string {
	var words []string
	for _, r := range o.Rows {
		words = append(words, "a "+strings.ToLower(r.Name))
	}
	return list(words)
}

func (o OnCall) gapSentence(gaps []Gap) string {
	var parts []string
	for _, r := range o.Rows {
		var own []Gap
		for _, g := range gaps {
			if g.Role == r.Name {
				own = append(own, g)
			}
		}
		if h := gapHours(own); h > 0 {
			parts = append(parts, fmt.Sprintf("%s %s no %s", hourWords(h), o.verb("had", have(h)), strings.ToLower(r.Name)))
		}
	}
	first, rest, _ := strings.Cut(parts[0], " ")
	unit, rest, _ := strings.Cut(rest, " ")
	parts[0] = fmt.Sprintf("%s %s of %s %s", first, unit, o.when(), rest)
	return list(parts) + "."
}

func hourWords(h float64) string {
	if h == 1 {
		return "1 hour"
	}
	return strings.TrimSuffix(hours(h), " h") + " hours"
}

func (o OnCall) gapDays(gaps []Gap) string {
	sorted := append([]Gap{}, gaps...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start.Before(sorted[j].Start) })
	var when []string
	for _, g := range sorted {
		d := days(g.Start, g.End.Add(-time.Second))
		if len(when) == 0 || when[len(when)-1] != d {
			when = append(when, d)
		}
	}
	fall := o.verb("fell", "fall")
	if len(when) > 3 {
		return fmt.Sprintf("The first %s on %s, the last on %s.", fall, when[0], when[len(when)-1])
	}
	if gapHours(gaps) == 1 {
		return fmt.Sprintf("It %s on %s.", o.verb("fell", "falls"), when[0])
	}
	return fmt.Sprintf("They %s on %s.", fall, list(when))
}

func (o OnCall) fairSentence() string {
	if len(o.People) < 2 {
		return ""
	}
	low, high := o.People[0].Load, o.People[0].Load
	for _, p := range o.People {
		low, high = math.Min(low, p.Load), math.Max(high, p.Load)
	}
	spread := fmt.Sprintf("%s to %s load points each", chart.Amount(low), chart.Amount(high))
	if low == high {
		spread = fmt.Sprintf("%s load points each", chart.Amount(high))
	}
	people := count(len(o.People), "person", "people")
	switch {
	case o.Proven && high <= o.High:
		return fmt.Sprintf("The rota is the fairest possible, with %s for %s.", spread, people)
	case o.High > 0:
		return fmt.Sprintf("%s carry %s; the bound is %s.", capital(people), spread, chart.Amount(o.High))
	}
	return fmt.Sprintf("%s carry %s.", capital(people), spread)
}

func (o OnCall) swapSentence() string {
	var parts []string
	if n := len(o.Swaps); n > 0 {
		parts = append(parts, fmt.Sprintf("%s %s made", capital(count(n, "swap", "swaps")), plural(n, "was", "were")))
	}
	if o.Waiting > 0 {
		s := fmt.Sprintf("%s %s for an answer", count(o.Waiting, "swap", "swaps"), plural(o.Waiting, "waits", "wait"))
		if len(parts) == 0 {
			s = capital(s)
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 {
		return ""
	}
	return list(parts) + "."
}

func have(h float64) string {
	if h == 1 {
		return "has"
	}
	return "have"
}

// when is the period within a sentence: "October 2026", "the fourth quarter 2026".
func (o OnCall) when() string {
	if o.Period != "" && o.Period[0] >= 'a' && o.Period[0] <= 'z' {
		return "the " + o.Period
	}
	return o.Period
}
