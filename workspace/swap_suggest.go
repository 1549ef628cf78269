package workspace

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
)

// Suggestions are the ways for a shift to change hands, with what is needed to show them.
type Suggestions struct {
	model.Suggestions
	Shift  model.Shift
	People map[model.ID]model.Person
	Took   time.Duration
}

// SuggestSwaps lists the ways in which a shift, or a part of it, can change hands, best first (docs/swaps.md has the order). It changes
// nothing. The shift may have nobody: then somebody is looked for who takes it.
func (w *Workspace) SuggestSwaps(ctx context.Context, m SwapMove, o model.SuggestOptions) (Suggestions, error) {
	began := time.Now()
	var out Suggestions
	s, err := w.Reader().Shift(ctx, m.Shift)
	if err != nil {
		return out, err
	}
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay, s)
	if err != nil {
		return out, err
	}
	part, err := model.PartOf(s, m.Part, t.now)
	if err != nil {
		return out, err
	}
	out.Shift, out.People = s, t.people
	out.Suggestions = t.Suggest(model.Handover{Shift: s, Part: part}, o)
	out.Took = time.Since(began)
	return out, nil
}

// AskFor returns the ask that makes a suggestion, for RequestSwap or ApplySwap. It is refused when the shifts have changed hands since.
func AskFor(s model.Suggestion) SwapAsk { return askOf(s.Handovers) }

func askOf(hs []model.Handover) SwapAsk {
	var ask SwapAsk
	for _, h := range hs {
		m := SwapMove{Shift: h.Shift.ID, From: h.Shift.PersonID, To: h.To}
		if !h.Whole() {
			m.Part = h.Part
		}
		ask.Moves = append(ask.Moves, m)
	}
	return ask
}

// SwapPreview is what an ask would do.
type SwapPreview struct {
	Handovers     []model.Handover
	Kind          model.SwapKind
	Window        model.Interval         // around what changes
	Before, After []model.Shift          // shifts of the rotations concerned in the window, in order of time
	Changed       []int                  // indexes in After that are somebody else's than before
	Gaps          []model.Gap            // in the window, which the swap does not touch
	Problems      []model.SwapProblem    // what speaks against it
	Reasons       []model.SwapReason     // and for it
	Loads         []model.SwapLoad       // of the people concerned
	Sums          []SumChange            // per rotation concerned
	Holidays      []HolidayChange        // who gets other public holidays
	Until         map[model.ID]time.Time // by rotation, to when loads count: the end of what is published
	People        map[model.ID]model.Person
}

// SumChange is Σ load²/share of a rotation before and after: the less, the fairer.
type SumChange struct {
	Rotation      model.Rotation
	Before, After float64
}

// HolidayChange is how many public holidays of those concerned a person is on call on.
type HolidayChange struct {
	PersonID      model.ID
	Before, After int
	Days          []model.Date // which change
}

// PreviewSwap says what an ask would do, and changes nothing. Problems do not make it fail.
func (w *Workspace) PreviewSwap(ctx context.Context, ask SwapAsk) (SwapPreview, error) {
	var out SwapPreview
	var drafts []model.Shift
	for _, m := range ask.Moves {
		s, err := w.Reader().Shift(ctx, m.Shift)
		if err != nil {
			return out, err
		}
		drafts = append(drafts, s)
	}
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay, drafts...)
	if err != nil {
		return out, err
	}
	hs, err := t.handovers(ask)
	if err != nil {
		return out, err
	}
	out.Handovers, out.Kind, out.People = hs, model.KindOf(hs), t.people
	out.Problems, out.Loads = t.Check(hs), t.LoadsOf(hs)
	out.Reasons = t.ReasonsFor(hs, model.Bends(out.Problems))
	after, err := t.With(hs)
	if err != nil {
		return out, err
	}
	t.fillWindow(&out, after)
	t.fillSums(&out, after)
	out.Holidays, err = w.holidayChanges(ctx, t, hs)
	return out, err
}

// previewAround is how much is shown on both sides of what changes, at least.
const previewAround = 7 * 24 * time.Hour

func (t swapTable) fillWindow(p *SwapPreview, after *model.SwapBoard) {
	var of []model.Shift
	for _, h := range p.Handovers {
		s := h.Shift
		s.Interval = h.Part
		of = append(of, s)
	}
	w := aroundAll(of)
	p.Window = model.Interval{Start: w.Start.Add(around - previewAround), End: w.End.Add(previewAround - around)}
	concerned := func(s model.Shift) bool {
		return s.Overlaps(p.Window) && slices.ContainsFunc(p.Handovers, func(h model.Handover) bool { return h.Shift.RotationID == s.RotationID })
	}
	for _, s := range t.Shifts {
		if concerned(s) {
			p.Before = append(p.Before, s)
		}
	}
	for _, s := range after.Shifts {
		if !concerned(s) {
			continue
		}
		if slices.ContainsFunc(p.Handovers, func(h model.Handover) bool {
			return h.Shift.RoleID == s.RoleID && h.Part.Overlaps(s.Interval) && h.To == s.PersonID
		}) {
			p.Changed = append(p.Changed, len(p.After))
		}
		p.After = append(p.After, s)
	}
	for _, r := range t.Rotations {
		if slices.ContainsFunc(p.Handovers, func(h model.Handover) bool { return h.Shift.RotationID == r.ID }) {
			p.Gaps = append(p.Gaps, model.NewCoverage(r, after.Shifts).Gaps(p.Window)...)
		}
	}
}

func (t swapTable) fillSums(p *SwapPreview, after *model.SwapBoard) {
	p.Until = map[model.ID]time.Time{}
	for _, r := range t.Rotations {
		if !slices.ContainsFunc(p.Handovers, func(h model.Handover) bool { return h.Shift.RotationID == r.ID }) {
			continue
		}
		p.Sums = append(p.Sums, SumChange{r, t.Unfairness(r.ID), after.Unfairness(r.ID)})
		for _, s := range t.Shifts {
			if s.RotationID == r.ID && s.End.After(p.Until[r.ID]) {
				p.Until[r.ID] = s.End
			}
		}
	}
}

func (w *Workspace) holidayChanges(ctx context.Context, t swapTable, hs []model.Handover) ([]HolidayChange, error) {
	calendar, err := w.Reader().Holidays(ctx, t.team.ID)
	if err != nil {
		return nil, err
	}
	var out []HolidayChange
	for _, id := range model.PeopleIn(hs) {
		p := t.people[id]
		c := HolidayChange{PersonID: id}
		for _, h := range hs {
			for _, day := range calendar.Of(p.Region, model.DateOf(h.Part.Start), model.DateOf(h.Part.End).AddDays(1)) {
				if !model.HoldsDay(h.Part, day.Day) {
					continue
				}
				switch id {
				case h.Shift.PersonID:
					c.Before++
				case h.To:
					c.After++
				default:
					continue
				}
				c.Days = append(c.Days, day.Day)
			}
		}
		if c.Before+c.After > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}
