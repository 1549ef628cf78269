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
	lead := fmt.Sprintf("Every hour of %s %s covered %s; there %s no gaps.", o.when(), o.verb("was", "is"), o.roles(), o.verb("were", "are"))
	where := ""
	if len(gaps) > 0 {
		lead, where = o.gapSentence(gaps), o.gapDays(gaps)
	}
	return summary{lead, sentences(where, o.beginSentence(), o.fairSentence(), o.swapSentence())}
}

// namedRoles is how many roles a sentence names; more are counted.
const namedRoles = 4

// roles says by whom all is covered: "by a primary and a secondary". Names of more than one word are names, and stay as they are.
func (o OnCall) roles() string {
	rows := o.begun()
	if len(rows) > namedRoles {
		return fmt.Sprintf("in all %d roles", len(rows))
	}
	var words []string
	for _, r := range rows {
		if strings.Contains(r.Name, " ") {
			return "in " + list(roleNames(rows))
		}
		words = append(words, "a "+strings.ToLower(r.Name))
	}
	return "by " + list(words)
}

func roleNames(rows []chart.RotaRow) []string {
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
	}
	return names
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
		name := "no " + strings.ToLower(r.Name)
		if strings.Contains(r.Name, " ") {
			name = "no " + r.Name
		}
		if h := gapHours(own); h > 0 {
			parts = append(parts, fmt.Sprintf("%s %s %s", hourWords(h), o.verb("had", have(h)), name))
		}
	}
	if len(parts) > namedRoles {
		h := gapHours(gaps)
		return fmt.Sprintf("%s of %s %s nobody, in %d of %d roles.", hourWords(h), o.when(), o.verb("had", have(h)), len(parts), len(o.begun()))
	}
	first, rest, _ := strings.Cut(parts[0], " ")
	unit, rest, _ := strings.Cut(rest, " ")
	parts[0] = fmt.Sprintf("%s %s of %s %s", first, unit, o.when(), rest)
	return list(parts) + "."
}

// beginSentence names the roles that begin within the period, and those that have not begun in it.
func (o OnCall) beginSentence() string {
	var begin, not []string
	var last time.Time
	for _, r := range o.Rows {
		switch at := o.begin(r); {
		case !at.Before(o.To):
			not = append(not, r.Name)
		case at.After(o.From):
			begin = append(begin, r.Name)
			if at.After(last) {
				last = at
			}
		}
	}
	var out []string
	if n := len(begin); n > 0 {
		who := list(begin)
		if n > 2 {
			who = count(n, "role", "roles")
		}
		out = append(out, fmt.Sprintf("%s %s in this time, all by %s.", capital(who), o.verb("began", plural(n, "begins", "begin")), days(last, last)))
		if n == 1 {
			out[0] = fmt.Sprintf("%s %s on %s.", capital(who), o.verb("began", "begins"), days(last, last))
		}
	}
	if n := len(not); n > 0 {
		who := list(not)
		if n > 2 {
			who = count(n, "role", "roles")
		}
		out = append(out, fmt.Sprintf("%s %s no shift published so far.", capital(who), plural(n, "has", "have")))
	}
	return sentences(out...)
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
