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

	chosen []CoverChoice
}

// IllnessCover is one duty that changes hands: one of the ill person's, or one that somebody gives up to take it. A duty that an override
// gives (ByOverride) is covered by another override.
type IllnessCover struct {
	model.Handover
	Reasons []model.SwapReason
	By      CoverBy
	Others  []model.Suggestion // who else could cover it, best first, whoever does among them
}

// CoverBy says how a cover was found.
type CoverBy string

const (
	ByRepair  CoverBy = "repair"  // the engine's fewest changes
	ByRanking CoverBy = "ranking" // the best of the list
	ByChoice  CoverBy = "choice"  // the manager's
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
// changes nothing. Whom the manager chose covers what they were chosen for; the rest is worked out around that.
func (w *Workspace) PlanIllness(ctx context.Context, person model.ID, until time.Time, chosen ...CoverChoice) (IllnessPlan, error) {
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
	out.chosen = chosen
	if err := w.coverIllness(ctx, model.NewSwapBoard(sick), &out, model.Interval{Start: t.now, End: until}); err != nil {
		return out, err
	}
	return out, out.unmet()
}

// coverIllness finds the covers: of shifts first, then of duties that only an override gives, where a further override brings somebody in.
// The shifts that somebody else takes can leave such duties: an override may have the ill person serve whoever has the shift.
func (w *Workspace) coverIllness(ctx context.Context, b *model.SwapBoard, out *IllnessPlan, during model.Interval) error {
	parts, _ := b.PartsOf(out.Person.ID, during)
	covers, open, _, err := coverEach(b, parts, out.chosen)
	if err != nil {
		return err
	}
	for _, r := range b.Rotations {
		if out.chose(r.ID, covers) {
			continue // the engine would choose otherwise
		}
		repaired, ok, err := w.repairIll(ctx, b, r, parts, covers, open, out.Off)
		if err != nil {
			return err
		}
		if ok {
			covers, open = repaired.covers, repaired.open
		}
	}
	out.Covers = covers
	handed := out.Handovers()
	after, err := b.With(handed)
	if err != nil {
		return err
	}
	if len(handed) > 0 {
		out.Bends = model.Bends(b.Check(handed))
	}
	_, left := after.PartsOf(out.Person.ID, during)
	var duties []model.Handover
	for _, s := range left {
		duties = append(duties, model.Handover{Shift: s, Part: s.Interval})
	}
	more, stay, last, err := coverEach(after, duties, out.chosen)
	if err != nil {
		return err
	}
	for _, c := range more {
		out.Bends = append(out.Bends, model.Bends(after.Check([]model.Handover{c.Handover}))...)
	}
	out.Covers, out.Open = append(covers, more...), append(open, stay...)
	if hs := out.Handovers(); len(hs) > 0 {
		out.Loads = b.LoadsBetween(last, hs)
	}
	if len(out.chosen) > 0 { // what was chosen was looked at first
		slices.SortStableFunc(out.Covers, func(a, b IllnessCover) int { return a.Part.Start.Compare(b.Part.Start) })
	}
	return nil
}

// coverEach finds the best cover for each part, one after the other: one that keeps all rules before one that bends some. It returns the
// board as it is after them.
func coverEach(b *model.SwapBoard, parts []model.Handover, chosen []CoverChoice) (covers []IllnessCover, open []model.Handover, after *model.SwapBoard, err error) {
	for _, part := range chosenFirst(parts, chosen) {
		i := slices.IndexFunc(b.Shifts, func(s model.Shift) bool { return s.ID == part.Shift.ID })
		if !part.ByOverride() && (i < 0 || b.Shifts[i].PersonID != part.Shift.PersonID) {
			continue // given away with an earlier one
		}
		best := b.Suggest(part, model.SuggestOptions{Kinds: []model.SwapKind{model.SwapCover}, MayBend: true})
		others, by := best.List, ByRanking
		switch to := choiceFor(chosen, part); {
		case to != 0:
			if best.List, err = takenBy(b, best, to); err != nil {
				return nil, nil, nil, err
			}
			by = ByChoice
		case len(best.List) == 0 || len(best.List[0].Bends) > 0:
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
			c := IllnessCover{Handover: h, By: by}
			if k == 0 {
				c.Reasons, c.Others = s.Reasons, others
			}
			covers = append(covers, c)
		}
		if b, err = b.With(s.Handovers); err != nil {
			return nil, nil, nil, err
		}
	}
	return covers, open, b, nil
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
		if i := slices.IndexFunc(covers, func(o IllnessCover) bool { return o.Shift.ID == h.Shift.ID }); i >= 0 {
			c.Others = covers[i].Others
		}
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
		id, err := d.coverIll(ctx, p)
		if err != nil {
			return 0, err
		}
		words := fmt.Sprintf("%s is ill until %s: %s", p.Person.First(), model.FormatTime(p.Off.End, d.now), model.Count(len(p.Covers), "duty is covered", "duties are covered"))
		if n := len(p.Open); n > 0 {
			words += fmt.Sprintf(", %d still open", n)
		}
		d.describe("%s", words)
		return id, nil
	})
}

// coverIll makes the covers of a plan facts, and returns the swap that notes those of shifts. Duties that an override gives are covered by
// another one.
func (d *swapDesk) coverIll(ctx context.Context, p IllnessPlan) (id model.ID, err error) {
	all := p.Handovers()
	ask := askOf(slices.DeleteFunc(slices.Clone(all), model.Handover.ByOverride))
	ask.Note, ask.Consent = fmt.Sprintf("%s is ill until %s", p.Person.First(), model.FormatTime(p.Off.End, d.now)), true
	shifts, overrides, err := d.afresh(ask, all, p)
	if err != nil {
		return 0, err
	}
	if len(shifts) > 0 {
		if id, err = d.applyNow(ctx, shifts, ask); err != nil {
			return 0, err
		}
	}
	for _, o := range overrides {
		o.Note = ask.Note
		if _, err := d.tx.PutOverride(ctx, o); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// afresh looks at a plan again: somebody else may have changed shifts since, or a shift may have begun meanwhile. It returns what changes
// hands, and the overrides for the duties that are none's shift.
func (d *swapDesk) afresh(ask SwapAsk, all []model.Handover, p IllnessPlan) (shifts []model.Handover, overrides []model.Override, err error) {
	for i, m := range ask.Moves {
		s, ok := d.shift(m.Shift)
		if ok && m.Part != (model.Interval{}) && m.Part.Start.Before(d.now) && m.From == p.Person.ID {
			ask.Moves[i].Part.Start = model.RestFrom(s, d.now).Start // planned minutes ago
		}
	}
	var problems []model.SwapProblem
	if len(ask.Moves) > 0 {
		if shifts, err = d.handovers(ask); err != nil {
			return nil, nil, err
		}
		problems = d.Check(shifts)
	}
	changed := model.Errorf(model.Conflict, "person", "Things have changed since the covers were worked out. Work them out again.")
	after, err := d.With(shifts)
	if err != nil {
		return nil, nil, err
	}
	for _, h := range all {
		if !h.ByOverride() {
			continue
		}
		_, standing := after.PartsOf(h.Shift.PersonID, h.Part)
		i := slices.IndexFunc(standing, func(s model.Shift) bool { return s.RoleID == h.Shift.RoleID && s.End.Equal(h.Part.End) })
		if i < 0 || standing[i].Start.After(h.Part.Start) && h.Part.Start.After(d.now) {
			return nil, nil, changed
		}
		h.Shift, h.Part = standing[i], standing[i].Interval
		now := after.Check([]model.Handover{h})
		if err := model.RefusalOf(model.Hard(now), false); err != nil {
			return nil, nil, advise(err, "Work the covers out again.")
		}
		problems, overrides = append(problems, now...), append(overrides, h.Override())
		if after, err = after.With([]model.Handover{h}); err != nil {
			return nil, nil, err
		}
	}
	if len(model.Bends(problems)) > len(p.Bends) {
		return nil, nil, changed
	}
	return shifts, overrides, nil
}
