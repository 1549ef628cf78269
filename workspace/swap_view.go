package workspace

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// SwapView is a swap as it stands now, in words.
type SwapView struct {
	model.Swap                     // with State and Reason as of now
	Title      string              // "Ben ⇄ Dana"
	Detail     string              // "Payments primary, 14–20 Dec; Payments primary, 21–27 Dec"
	Waits      string              // "waits for Ben", "waits for your approval"; else what became of it
	Starts     time.Time           // the first duty concerned; until then it can be decided
	Handovers  []model.Handover    // what would change hands as the shifts stand now; none for those that are over
	Problems   []model.SwapProblem // what speaks against it now
	Can        SwapActions
	NeedsMe    bool
}

// SwapActions are the steps that a swap can take.
type SwapActions struct {
	Accept, Decline, Untake, Approve, Withdraw, Revert bool
}

// SwapList is all swaps of a team, sorted by what they wait for; the most urgent first, and of those that are over the newest.
type SwapList struct {
	NeedsMe []SwapView // the manager has to do something
	Open    []SwapView // others have to
	Done    []SwapView // closed in the last year
}

// swapSoon is how near the shift of an open request may come before the manager has to look at it.
const swapSoon = 3 * 24 * time.Hour

// Swaps returns the team's swaps; none where there is no team yet.
func (w *Workspace) Swaps(ctx context.Context) (SwapList, error) {
	var out SwapList
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay)
	if model.CodeOf(err) == model.NotFound {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	all, err := w.Reader().Swaps(ctx, t.team.ID, storage.SwapFilter{Since: t.now.AddDate(-1, 0, 0)})
	if err != nil {
		return out, err
	}
	for _, s := range all {
		switch v := t.view(s); {
		case !v.Live():
			out.Done = append(out.Done, v)
		case v.NeedsMe:
			out.NeedsMe = append(out.NeedsMe, v)
		default:
			out.Open = append(out.Open, v)
		}
	}
	soonest := func(a, b SwapView) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.ID, b.ID)) }
	slices.SortFunc(out.NeedsMe, soonest)
	slices.SortFunc(out.Open, soonest)
	slices.SortStableFunc(out.Done, func(a, b SwapView) int { return b.Closed.Compare(a.Closed) })
	return out, nil
}

// SwapByID returns one swap.
func (w *Workspace) SwapByID(ctx context.Context, id model.ID) (SwapView, error) {
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay)
	if err != nil {
		return SwapView{}, err
	}
	s, err := w.Reader().Swap(ctx, id)
	if err != nil {
		return SwapView{}, err
	}
	return t.view(s), nil
}

// SwapsWaiting returns how many swaps need the manager.
func (w *Workspace) SwapsWaiting(ctx context.Context) (int, error) {
	waiting, err := w.waitingSwaps(ctx)
	return len(waiting), err
}

// waitingSwaps are the swaps that need the manager.
func (w *Workspace) waitingSwaps(ctx context.Context) ([]SwapView, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	live, err := w.Reader().Swaps(ctx, team.ID, storage.SwapFilter{Live: true})
	if err != nil || len(live) == 0 { // as on most days: nothing more has to be read
		return nil, err
	}
	list, err := w.Swaps(ctx)
	return list.NeedsMe, err
}

func (t swapTable) view(stored model.Swap) SwapView {
	s, hs := t.Settle(stored)
	v := SwapView{Swap: s, Title: t.title(s), Handovers: hs}
	if s.Live() {
		v.Starts, v.Detail, v.Problems = notBefore(hs), t.partsOf(hs), t.Check(hs)
	} else {
		v.Detail, v.Starts = t.legsOf(s), s.Legs[0].Start
	}
	v.Can = SwapActions{
		Accept: s.State == model.SwapOpen, Decline: s.Live(), Withdraw: s.Live(), Approve: s.State == model.SwapAccepted,
		Untake: s.Live() && slices.ContainsFunc(s.Parties, func(p model.SwapParty) bool { return p.Answer == model.Accepted }),
		Revert: s.State == model.SwapApplied && s.Legs[0].Start.After(t.now),
	}
	v.NeedsMe = s.State == model.SwapAccepted || s.State == model.SwapOpen && (v.Starts.Before(t.now.Add(swapSoon)) || len(model.Hard(v.Problems)) > 0)
	v.Waits = t.waits(s)
	return v
}

// legsOf says what a swap that is over was about.
func (t swapTable) legsOf(s model.Swap) string {
	parts := make([]string, len(s.Legs))
	for i, l := range s.Legs {
		shift := model.Shift{RotationID: l.RotationID, RoleID: l.RoleID, Interval: l.Interval}
		h := model.Handover{Shift: shift, Part: l.Interval}
		if !l.Whole {
			h.Shift.Start = l.Start.Add(-time.Second)
		}
		parts[i] = strings.TrimSpace(t.part(h))
	}
	return strings.Join(parts, "; ")
}

func (t swapTable) waits(s model.Swap) string {
	switch s.State {
	case model.SwapAccepted:
		return "waits for your approval"
	case model.SwapOpen:
		if waiting := s.Waiting(); len(waiting) > 0 {
			return "waits for " + t.names(waiting, "and")
		}
		return "waits for somebody who takes it"
	}
	words := string(s.State)
	if !s.Closed.IsZero() {
		words += " " + model.FormatDate(s.Closed.In(t.now.Location()), t.now)
	}
	if s.Reason != "" {
		words += ". " + s.Reason
	}
	return words
}

// names lists first names: "Ana", "Ana and Ben", "Ana, Ben and Chidi".
func (t swapTable) names(ids []model.ID, and string) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = t.first(id)
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + and + " " + names[last]
}

// title names a swap by its people.
func (t swapTable) title(s model.Swap) string {
	if len(s.Legs) == 0 {
		return "A swap"
	}
	from, to := s.Legs[0].From, s.Legs[0].To
	switch {
	case s.InReturn && to == 0:
		return fmt.Sprintf("Who swaps with %s?", t.first(from))
	case to == 0:
		return fmt.Sprintf("Who covers %s?", t.first(from))
	case s.Kind == model.SwapExchange:
		return fmt.Sprintf("%s ⇄ %s", t.first(from), t.first(to))
	case s.Kind == model.SwapChain:
		return t.names(t.round(s), "and") + " change round"
	}
	takers, givers := []model.ID{}, []model.ID{}
	for _, l := range s.Legs {
		if !slices.Contains(takers, l.To) {
			takers = append(takers, l.To)
		}
		if !slices.Contains(givers, l.From) {
			givers = append(givers, l.From)
		}
	}
	if len(givers) == 1 && givers[0] == 0 {
		return t.names(takers, "and") + " takes an open shift"
	}
	return t.names(takers, "and") + " for " + t.names(givers, "and")
}

// round is the people of a chain in the order in which they take over.
func (t swapTable) round(s model.Swap) []model.ID {
	var out []model.ID
	for _, l := range s.Legs {
		if !slices.Contains(out, l.From) {
			out = append(out, l.From)
		}
	}
	return out
}
