package workspace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
)

// illnessLimit is the longest that the engine thinks about one rotation when somebody is ill: the manager is waiting.
const illnessLimit = 3 * time.Second

// IllnessPlan says who covers for somebody who is ill.
type IllnessPlan struct {
	Person model.Person
	Off    model.TimeOff // the time off that is entered with it, when wanted
	Covers []IllnessCover
	Open   []model.Handover // parts that nobody can take
	Loads  []model.SwapLoad
	Bends  []model.SwapProblem // rules that some covers bend
	People map[model.ID]model.Person
}

// IllnessCover is one duty that changes hands: one of the ill person's, or one that somebody gives up to take it.
type IllnessCover struct {
	model.Handover
	Reasons []model.SwapReason
	By      CoverBy
}

// CoverBy says how a cover was found.
type CoverBy string

const (
	ByRepair  CoverBy = "repair"  // the engine's fewest changes
	ByRanking CoverBy = "ranking" // the best of the list
)

// Handovers are all that changes hands.
func (p IllnessPlan) Handovers() []model.Handover {
	out := make([]model.Handover, len(p.Covers))
	for i, c := range p.Covers {
		out[i] = c.Handover
	}
	return out
}

// PlanIllness finds covers for every duty of every rotation that somebody has from now until a moment, with the least disturbance: what
// the illness does not touch stays theirs, and a shift under way or one that reaches over its end is covered in part. For whole shifts of
// a rotation whose rota was built by rules, the engine looks for the fewest changes that keep all of them; where it finds none, or more
// than are needed one by one, the ranking of suggestions decides. Rules are bent only where nothing else is left, and then it is said. It
// changes nothing.
func (w *Workspace) PlanIllness(ctx context.Context, person model.ID, until time.Time) (IllnessPlan, error) {
	var out IllnessPlan
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay)
	if err != nil {
		return out, err
	}
	p, ok := t.people[person]
	if !ok {
		return out, model.Errorf(model.NotFound, "person", "There is no such person any more. Look at the list again.")
	}
	if !until.After(t.now) {
		return out, model.Invalidf("until", "%s is over already. Say until when %s is ill, such as this Friday.", model.FormatTime(until, t.now), p.First())
	}
	if until.After(t.now.AddDate(1, 0, 0)) {
		return out, model.Invalidf("until", "An illness of more than a year is planned otherwise. Choose an earlier end.")
	}
	loc, err := model.Zone(p.Zone)
	if err != nil {
		return out, err
	}
	today := model.DateOf(t.now.In(loc)).Start(loc)
	out.Person, out.People = p, t.people
	out.Off = model.TimeOff{PersonID: person, Interval: model.Interval{Start: today, End: until.In(loc)}, Kind: "sick"}
	out.Off.AllDay = model.DateOf(out.Off.End).Start(loc).Equal(out.Off.End)
	sick := t.SwapFacts
	sick.TimeOff = append(slices.Clone(sick.TimeOff), out.Off)
	b := model.NewSwapBoard(sick)
	parts, byOverride := b.PartsOf(person, model.Interval{Start: t.now, End: until})
	one, missing, err := coverEach(b, parts)
	if err != nil {
		return out, err
	}
	for _, r := range b.Rotations {
		repaired, ok, err := w.repairIll(ctx, b, r, parts, one, missing, out.Off)
		if err != nil {
			return out, err
		}
		if ok {
			one, missing = repaired.covers, repaired.open
		}
	}
	for _, s := range byOverride { // another override has to bring somebody in
		missing = append(missing, model.Handover{Shift: s, Part: s.Interval})
	}
	out.Covers, out.Open = one, missing
	hs := out.Handovers()
	if len(hs) > 0 {
		out.Loads, out.Bends = b.LoadsOf(hs), model.Bends(b.Check(hs))
	}
	return out, nil
}

// coverEach finds the best cover for each part, one after the other: one that keeps all rules before one that bends some.
func coverEach(b *model.SwapBoard, parts []model.Handover) (covers []IllnessCover, open []model.Handover, err error) {
	for _, part := range parts {
		i := slices.IndexFunc(b.Shifts, func(s model.Shift) bool { return s.ID == part.Shift.ID })
		if i < 0 || b.Shifts[i].PersonID != part.Shift.PersonID {
			continue // given away with an earlier one
		}
		best := b.Suggest(part, model.SuggestOptions{Kinds: []model.SwapKind{model.SwapCover}, MayBend: true, Most: 1})
		if len(best.List) == 0 || len(best.List[0].Bends) > 0 {
			if all := b.Suggest(part, model.SuggestOptions{Most: 1}); len(all.List) > 0 {
				best = all
			}
		}
		if len(best.List) == 0 {
			open = append(open, part)
			continue
		}
		s := best.List[0]
		for k, h := range s.Handovers {
			c := IllnessCover{Handover: h, By: ByRanking}
			if k == 0 {
				c.Reasons = s.Reasons
			}
			covers = append(covers, c)
		}
		if b, err = b.With(s.Handovers); err != nil {
			return nil, nil, err
		}
	}
	return covers, open, nil
}

// illRepair is a plan with one rotation's whole shifts as the engine would have them.
type illRepair struct {
	covers []IllnessCover
	open   []model.Handover
}

// repairIll asks the engine about the whole shifts of one rotation. Its answer is taken when everything it changes is needed: at most as
// many shifts as the ranking changes, or where the ranking leaves some open or bends rules.
func (w *Workspace) repairIll(ctx context.Context, b *model.SwapBoard, r model.Rotation, parts []model.Handover, covers []IllnessCover, open []model.Handover, ill model.TimeOff) (illRepair, bool, error) {
	var off []model.TimeOff
	ours := func(h model.Handover) bool { return h.Shift.RotationID == r.ID && h.Whole() }
	whole := slices.DeleteFunc(slices.Clone(parts), func(h model.Handover) bool { return !ours(h) })
	if _, built, err := w.Reader().BuildRules(ctx, r.ID); err != nil || !built || len(whole) == 0 {
		return illRepair{}, false, err
	}
	for _, h := range whole {
		off = append(off, model.TimeOff{PersonID: ill.PersonID, Interval: h.Part, Kind: ill.Kind})
	}
	repair, err := w.planRepair(ctx, r.ID, off, illnessLimit)
	switch code := model.CodeOf(err); {
	case code == model.Invalid || code == model.NotFound || code == model.Conflict:
		return illRepair{}, false, nil // such as fewer people than roles: the ranking has said it
	case err != nil || !repair.Possible():
		return illRepair{}, false, err
	}
	var hs []model.Handover
	for _, c := range repair.Change.Changes {
		if c.Kind() != "reassigned" || c.After.PersonID == 0 {
			return illRepair{}, false, nil
		}
		hs = append(hs, model.Handover{Shift: c.Before, Part: c.Before.Interval, To: c.After.PersonID})
	}
	out := illRepair{open: slices.DeleteFunc(slices.Clone(open), ours)}
	needed, bends := 0, false
	var rest []model.Handover
	for _, c := range covers {
		if c.Shift.RotationID == r.ID && c.Whole() {
			needed++
			bends = bends || len(b.Check([]model.Handover{c.Handover})) > 0
			continue
		}
		out.covers = append(out.covers, c)
		rest = append(rest, c.Handover)
	}
	worse := len(hs) > needed && !bends && len(out.open) == len(open)
	if len(hs) == 0 || worse || len(model.Hard(b.Check(append(rest, hs...)))) > 0 {
		return illRepair{}, false, nil
	}
	for k, h := range hs {
		c := IllnessCover{Handover: h, By: ByRepair}
		if k == 0 {
			c.Reasons = b.ReasonsFor(hs, model.Bends(b.Check(hs)))
		}
		out.covers = append(out.covers, c)
	}
	slices.SortStableFunc(out.covers, func(a, b IllnessCover) int { return a.Part.Start.Compare(b.Part.Start) })
	return out, true, nil
}

// ApplyIllness makes the covers facts in one step that can be undone, and enters the time off when wanted. Rules that the plan says are
// bent are bent. It is refused when shifts have changed hands since it was planned.
func (w *Workspace) ApplyIllness(ctx context.Context, p IllnessPlan, enter bool) (Done, error) {
	if len(p.Covers) == 0 && !enter {
		return Done{}, model.Errorf(model.Conflict, "person", "There is nothing to cover. Enter the time off alone, if that is meant.")
	}
	return w.swapTransact(ctx, func(d *swapDesk) (model.ID, error) {
		var id model.ID
		if enter {
			off := p.Off
			off.PersonID = p.Person.ID
			if err := off.Check(); err != nil {
				return 0, err
			}
			if _, err := d.tx.PutTimeOff(ctx, off); err != nil {
				return 0, err
			}
		}
		if len(p.Covers) > 0 {
			ask := askOf(p.Handovers())
			ask.Note, ask.Consent = fmt.Sprintf("%s is ill until %s", p.Person.First(), model.FormatTime(p.Off.End, d.now)), true
			fresh, err := d.afresh(ask, p)
			if err != nil {
				return 0, err
			}
			if id, err = d.applyNow(ctx, fresh, ask); err != nil {
				return 0, err
			}
		}
		words := fmt.Sprintf("%s is ill until %s: %s", p.Person.First(), model.FormatTime(p.Off.End, d.now), model.Count(len(p.Covers), "duty is covered", "duties are covered"))
		if n := len(p.Open); n > 0 {
			words += fmt.Sprintf(", %d still open", n)
		}
		d.describe("%s", words)
		return id, nil
	})
}

// afresh looks at a plan again: somebody else may have changed shifts since, or a shift may have begun meanwhile.
func (d *swapDesk) afresh(ask SwapAsk, p IllnessPlan) ([]model.Handover, error) {
	for i, m := range ask.Moves {
		s, ok := d.shift(m.Shift)
		if ok && m.Part != (model.Interval{}) && m.Part.Start.Before(d.now) && m.From == p.Person.ID {
			ask.Moves[i].Part.Start = model.RestFrom(s, d.now).Start // planned minutes ago
		}
	}
	hs, err := d.handovers(ask)
	if err != nil {
		return nil, err
	}
	if len(model.Bends(d.Check(hs))) > len(p.Bends) {
		return nil, model.Errorf(model.Conflict, "person", "Things have changed since the covers were worked out. Work them out again.")
	}
	return hs, nil
}
