package rostering

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Relaxation is one way out of an infeasible instance that was tried and works:
// the engine found a rota with it.
type Relaxation struct {
	Text   string `json:"text"`             // "give up one week of rest (rest 1 instead of 2)"
	Kind   string `json:"kind"`             // "rest", "time_off", "seniors", "senior", "in_row", "apart", "fixed", "person"
	Person string `json:"person,omitempty"` // whom it asks something of
	Slots  []int  `json:"slots,omitempty"`  // of which time off
}

// Sizes of the search for ways out.
const (
	relaxMoves   = 150_000
	relaxFixed   = 20         // moves that setting up an option counts for, per duty
	relaxTotal   = 12_000_000 // moves for all options together
	relaxSingles = 60         // time off in one slot, tried one by one
	relaxPairs   = 40
)

// option is a relaxation that has not been tried yet.
type option struct {
	Relaxation
	instance *Instance
}

// waysOut tries the smallest relaxations of an infeasible instance and returns
// those under which a rota exists: less rest, one slot of one person's time off,
// fewer seniors, one more senior, and so on; where no single one helps, pairs of
// slots of time off, and one or two more people. around is the witness's slots.
// It also reports whether everything was tried that it wanted to try.
func waysOut(ctx context.Context, in *Instance, around Witness) (found []Relaxation, complete bool) {
	moves := int64(relaxTotal)
	for _, list := range [][]option{in.singleRules(), in.singleAbsences(around)} {
		found = append(found, tryAll(ctx, list, &moves)...)
	}
	if len(found) == 0 {
		found = append(found, tryAll(ctx, in.longerAbsences(around), &moves)...)
	}
	for n := 1; n <= 2 && len(found) == 0; n++ {
		text := map[int]string{1: "one more person who is never away", 2: "two more people who are never away"}[n]
		found = tryAll(ctx, []option{{Relaxation{Text: text, Kind: "person"}, in.WithMorePeople(n, in.MinSenior > 0)}}, &moves)
	}
	return found, moves > 0 && ctx.Err() == nil
}

// tryAll keeps the options under which a rota is really found, as far as the
// moves reach.
func tryAll(ctx context.Context, list []option, moves *int64) []Relaxation {
	var found []Relaxation
	for _, o := range list {
		if *moves > 0 && ctx.Err() == nil && possible(ctx, o.instance, moves) {
			found = append(found, o.Relaxation)
		}
	}
	return found
}

// possible reports whether a short search finds a rota.
func possible(ctx context.Context, in *Instance, moves *int64) bool {
	if in.Validate() != nil {
		return false
	}
	p := compile(in)
	if uncovered(ctx, p) != nil {
		return false
	}
	s := newSearch(p, 1, nil)
	s.square = make([]float64, p.N) // only the rules matter
	s.goal = &score{changes: 1 << 60, squares: 1 << 60, spread: make([]int64, len(p.cats)), wishes: 1 << 60}
	s.run(ctx, relaxMoves+300*int64(p.D))
	*moves -= s.moves + relaxFixed*int64(p.D)
	return s.best.broken == 0
}

// singleRules relaxes one rule by one.
func (in *Instance) singleRules() []option {
	var list []option
	add := func(kind, text string, change func(*Instance)) {
		out := in.Clone()
		change(out)
		list = append(list, option{Relaxation{Text: text, Kind: kind}, out})
	}
	one := in.slotWord()
	if in.Rest > 0 {
		add("rest", fmt.Sprintf("give up one %s of rest (rest %d instead of %d)", one, in.Rest-1, in.Rest), func(o *Instance) { o.Rest-- })
	}
	if in.MinSenior > 0 {
		add("seniors", fmt.Sprintf("ask for %d instead of %d senior%s a %s", in.MinSenior-1, in.MinSenior, plural(in.MinSenior, "", "s"), one), func(o *Instance) { o.MinSenior-- })
		for i := range in.People {
			if !in.People[i].Senior {
				add("senior", fmt.Sprintf("count %s as a senior", in.People[i].ID), func(o *Instance) { o.People[i].Senior = true })
				list[len(list)-1].Person = in.People[i].ID
			}
		}
	}
	if in.MaxInRow > 0 {
		add("in_row", fmt.Sprintf("allow %d instead of %d %ss in a row", in.MaxInRow+1, in.MaxInRow, one), func(o *Instance) { o.MaxInRow++ })
	}
	for k, pair := range in.Apart {
		add("apart", fmt.Sprintf("let %s and %s be on duty together", pair[0], pair[1]), func(o *Instance) { o.Apart = slices.Delete(o.Apart, k, k+1) })
	}
	for k, f := range in.Fixed {
		add("fixed", fmt.Sprintf("do not fix %s as %s in slot %d", f.Person, f.Role, f.Slot), func(o *Instance) { o.Fixed = slices.Delete(o.Fixed, k, k+1) })
		list[len(list)-1].Person = f.Person
	}
	return list
}

// singleAbsences gives up one slot of one person's time off near the trouble.
func (in *Instance) singleAbsences(around Witness) []option {
	var list []option
	for i := range in.People {
		for _, t := range in.awayWithin(i, around) {
			if len(list) < relaxSingles {
				list = append(list, in.present(i, t))
			}
		}
	}
	return list
}

// longerAbsences gives up one person's time off in all of those slots, or one
// slot each of two people.
func (in *Instance) longerAbsences(around Witness) []option {
	var whole, pairs []option
	for i := range in.People {
		off := in.awayWithin(i, around)
		if len(off) > 1 {
			whole = append(whole, in.present(i, off...))
		}
		for j := i + 1; j < len(in.People); j++ {
			a, b := off, in.awayWithin(j, around)
			if len(a) == 0 || len(b) == 0 || len(pairs) >= relaxPairs {
				continue
			}
			first := in.present(i, a[len(a)/2])
			both := first.instance.present(j, b[len(b)/2])
			both.Text = first.Text + ", and " + both.Text
			both.Slots = append(first.Slots, both.Slots...)
			both.Person = in.People[i].ID + ", " + in.People[j].ID
			pairs = append(pairs, both)
		}
	}
	return append(whole, pairs...)
}

// awayWithin is a person's time off in the witness's slots, ascending.
func (in *Instance) awayWithin(i int, around Witness) []int {
	var off []int
	for _, t := range in.People[i].Off {
		if t >= around.First && t <= around.Last && !slices.Contains(off, t) {
			off = append(off, t)
		}
	}
	slices.Sort(off)
	return off
}

// present is the option that the person works in these slots after all.
func (in *Instance) present(i int, slots ...int) option {
	id := in.People[i].ID
	p := &problem{in: in}
	return option{
		Relaxation{Text: fmt.Sprintf("%s gives up time off in %s", id, p.spans(slots)), Kind: "time_off", Person: id, Slots: slots},
		in.WithPresent(id, slots...),
	}
}

// slotWord is what a slot is called.
func (in *Instance) slotWord() string {
	switch in.SlotHours {
	case 168:
		return "week"
	case 24:
		return "day"
	}
	return "slot"
}

// waysOutWords joins the relaxations into one sentence. Time off of one person
// is told together: "one week of p03's time off (weeks 5–7)".
func (in *Instance) waysOutWords(ways []Relaxation, complete bool) string {
	if len(ways) == 0 && !complete {
		return " There was no time to try what would help."
	}
	if len(ways) == 0 {
		return " No single step that was tried is enough: there is more than one such place."
	}
	p := &problem{in: in}
	var texts, people []string
	slots := map[string][]int{}
	for _, w := range ways {
		if w.Kind != "time_off" || len(w.Slots) != 1 {
			texts = append(texts, w.Text)
			continue
		}
		if slots[w.Person] == nil {
			people = append(people, w.Person)
		}
		slots[w.Person] = append(slots[w.Person], w.Slots...)
	}
	const most = 4
	if len(texts) > most {
		texts = append(texts[:most-1], fmt.Sprintf("%d more like these", len(texts)-most+1))
	}
	var gives []string
	for _, id := range people {
		gives = append(gives, fmt.Sprintf("%s (%s)", id, p.spans(slots[id])))
	}
	if len(gives) > 0 {
		text := fmt.Sprintf("one %s of the time off of %s", in.slotWord(), gives[0])
		if len(gives) > 1 {
			text = fmt.Sprintf("one %s of somebody's time off: %s", in.slotWord(), listing(gives, 6))
		}
		texts = append(texts, text)
	}
	if len(texts) == 1 {
		return " One thing that was tried helps: " + texts[0] + "."
	}
	return " Any one of these helps, each was tried: " + strings.Join(texts, "; or ") + "."
}
