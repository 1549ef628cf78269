package workspace

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"watchbill/model"
	"watchbill/rostering"
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

// WayOut says a way out of an impossible rota in dates. To the engine, time off and duties elsewhere are the same; here they are told
// apart.
func (p BuildPlan) WayOut(w rostering.Relaxation) string {
	text := w.Text
	elsewhere := !slices.ContainsFunc(w.Slots, func(t int) bool { return slices.Contains(p.timeOff[w.Person], t) })
	if w.Kind == "time_off" && len(w.Slots) > 0 && elsewhere {
		text = strings.Replace(text, "gives up time off in", "is freed of duties elsewhere or before in", 1)
	}
	return p.Words(text)
}

// WhyNot says why there is no rota, in dates and without the ways out, or what the result says where that is not known.
func (p BuildPlan) WhyNot(r *rostering.Result) string {
	if r.Shortage != nil && r.Shortage.Text != "" {
		return p.Words(r.Shortage.Text)
	}
	return p.Words(r.Witness)
}

// LoadsOf returns everybody's load with a rota: what they carry over and the weights of their duties. who names the person of a turn
// in a role, zero for nobody.
func (p BuildPlan) LoadsOf(who func(turn, role int) model.ID) map[model.ID]int {
	out := map[model.ID]int{}
	for _, x := range p.People {
		out[x.ID] = p.Before[x.ID]
	}
	for t := range p.Turns {
		weight := 1
		if p.Instance.SlotWeight != nil {
			weight = p.Instance.SlotWeight[t]
		}
		for i := range p.Rotation.Roles {
			out[who(t, i)] += weight
		}
	}
	return out
}

// Counts returns how many duties of a criterion everybody has with a rota, with what they carry over, most and least of all. ok is false
// where the criterion says nothing in this period.
func (p BuildPlan) Counts(criterion string, rota [][]string) (most, least int, ok bool) {
	i := slices.IndexFunc(p.Instance.Categories, func(c rostering.Category) bool { return c.ID == criterion })
	if i < 0 || rota == nil {
		return 0, 0, false
	}
	c := p.Instance.Categories[i]
	counts := map[string]int{}
	for _, x := range p.Instance.People {
		counts[x.ID] = c.History[x.ID]
	}
	for _, t := range c.Slots {
		for _, who := range rota[t] {
			counts[who]++
		}
	}
	least = -1
	for _, n := range counts {
		most = max(most, n)
		if least < 0 || n < least {
			least = n
		}
	}
	return most, least, true
}
