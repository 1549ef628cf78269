package workspace

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/storage"
)

// SwapMove is one shift, or a part of it, that should change hands.
type SwapMove struct {
	Shift model.ID
	Part  model.Interval // zero: all of it
	From  model.ID       // who had it when it was looked at; zero: whoever has it
	To    model.ID       // zero: whoever takes it
}

// SwapAsk is what somebody asks for, or a manager does at once. An exchange is two moves, a chain three or more, a cover one.
type SwapAsk struct {
	Person   model.ID // who asks; zero: the manager
	Moves    []SwapMove
	During   model.Interval // in place of Moves: every part of Of's shifts in it
	Of       model.ID       // whose shifts, with During; zero: Person's
	To       model.ID       // who takes them, with During
	Offer    []model.ID     // to whom what has no taker is offered; none: everybody
	InReturn bool           // whoever takes it gives a shift back
	Note     string
	Consent  bool // rules may be bent
}

// RequestSwap asks people to take shifts. Nothing changes hands before everybody has agreed, and, where the team's setting asks for it,
// the manager has approved. Its Done has the swap's ID.
func (w *Workspace) RequestSwap(ctx context.Context, ask SwapAsk) (Done, error) {
	return w.swapTransact(ctx, func(d *swapDesk) (model.ID, error) {
		hs, err := d.handovers(ask)
		if err != nil {
			return 0, err
		}
		for _, h := range hs {
			if h.Shift.State == model.Draft {
				return 0, model.Errorf(model.Conflict, "shift", "The shift from %s is a draft. Nobody is asked about drafts: change it directly.", h.Shift.Start.Format("Mon 2 Jan 15:04"))
			}
		}
		if other, clash := d.Clash(hs, d.live); clash {
			return 0, model.Errorf(model.Conflict, "shift", "There is a swap of this shift already (number %d), and it still waits. Withdraw it first, or answer it.", other.ID)
		}
		s, err := model.NewSwap(hs, ask.Offer, d.by(ask.Person, ask.Note))
		if err != nil {
			return 0, err
		}
		for _, p := range s.Parties {
			if _, ok := d.people[p.PersonID]; !ok {
				return 0, model.Errorf(model.NotFound, "person", "There is no such person any more. Look at the list again.")
			}
		}
		problems := d.Check(hs)
		if err := model.RefusalOf(model.Hard(problems), false); err != nil {
			return 0, advise(err, "Choose somebody else.")
		}
		s.TeamID, s.InReturn, s.Consent = d.team.ID, ask.InReturn, ask.Consent
		s.Steps[0].Words = bendWords(problems)
		if s.Approval, err = swapApproval(ctx, d.tx.Reader, d.team.ID); err != nil {
			return 0, err
		}
		if len(s.Parties) == 0 && !s.Legs[0].Open { // a manager takes somebody off: nobody is left to ask
			return 0, model.Invalidf("person", "Nobody has to be asked for this. Apply it at once instead.")
		}
		d.describe("Swap requested: %s", d.tell(s, hs))
		return d.tx.PutSwap(ctx, s)
	})
}

// ApplySwap makes a swap at once, as the manager's own doing. Requests for the same shifts end with the reason.
func (w *Workspace) ApplySwap(ctx context.Context, ask SwapAsk) (Done, error) {
	return w.swapTransactOn(ctx, ask, func(d *swapDesk) (model.ID, error) {
		hs, err := d.handovers(ask)
		if err != nil {
			return 0, err
		}
		for _, h := range hs {
			if h.Shift.State != hs[0].Shift.State {
				return 0, model.Errorf(model.Conflict, "shift", "One shift is published and the other is a draft. Swap two of the same kind.")
			}
			if h.To == 0 {
				return 0, model.Invalidf("to", "Say who takes the shift from %s.", h.Shift.Start.Format("Mon 2 Jan 15:04"))
			}
		}
		if hs[0].Shift.State == model.Draft {
			return 0, d.applyDraft(ctx, hs, ask)
		}
		return d.applyNow(ctx, hs, ask)
	})
}

// applyDraft makes handovers of a draft. Nobody was asked, and nobody owes anything: it is not noted as a swap.
func (d *swapDesk) applyDraft(ctx context.Context, hs []model.Handover, ask SwapAsk) error {
	if err := model.RefusalOf(d.Check(hs), ask.Consent); err != nil {
		return advise(err, "Choose somebody else.")
	}
	d.describe("Draft changed: %s", d.changed(hs))
	return d.put(ctx, hs)
}

// put stores the shifts as handovers leave them.
func (d *swapDesk) put(ctx context.Context, hs []model.Handover) error {
	pieces, err := model.SplitHandovers(hs)
	if err != nil {
		return err
	}
	for _, p := range pieces {
		if _, err := d.tx.PutShift(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// applyNow makes handovers facts and notes them as a swap that a manager made.
func (d *swapDesk) applyNow(ctx context.Context, hs []model.Handover, ask SwapAsk) (model.ID, error) {
	s, err := model.NewSwap(hs, nil, d.by(ask.Person, ask.Note))
	if err != nil {
		return 0, err
	}
	s.TeamID, s.Consent, s.Parties = d.team.ID, ask.Consent, nil
	return d.apply(ctx, s, hs, d.by(ask.Person, ""))
}

// swapDesk is one transaction that changes swaps: what they are decided on, and those that wait.
type swapDesk struct {
	swapTable
	w    *Workspace
	tx   *storage.Tx
	live []model.Swap
}

// swapTransact runs a change of swaps. Swaps whose shift has begun, or is gone, are noted as such in the same step.
func (w *Workspace) swapTransact(ctx context.Context, change func(*swapDesk) (model.ID, error)) (Done, error) {
	return w.swapTransactOn(ctx, SwapAsk{}, change)
}

// swapTransactOn is swapTransact for an ask whose shifts may be of a draft, which then counts instead of what is published.
func (w *Workspace) swapTransactOn(ctx context.Context, ask SwapAsk, change func(*swapDesk) (model.ID, error)) (Done, error) {
	return w.transact(ctx, "swap", func(tx *storage.Tx) (model.ID, error) {
		var of []model.Shift
		for _, m := range ask.Moves {
			s, err := tx.Shift(ctx, m.Shift)
			if err != nil {
				return 0, err
			}
			of = append(of, s)
		}
		d, err := w.swapDeskFor(ctx, tx, wholeWay, of...)
		if err != nil {
			return 0, err
		}
		if len(d.draftOf) > 0 { // requests are about what is published, which this desk does not show
			return change(d)
		}
		if err := d.settleAll(ctx); err != nil {
			return 0, err
		}
		return change(d)
	})
}

func (w *Workspace) swapDeskFor(ctx context.Context, tx *storage.Tx, reach swapReach, shifts ...model.Shift) (*swapDesk, error) {
	t, err := w.swapTableFor(ctx, tx.Reader, tx.Now(), reach, shifts...)
	if err != nil {
		return nil, err
	}
	d := &swapDesk{swapTable: t, w: w, tx: tx}
	d.live, err = tx.Swaps(ctx, t.team.ID, storage.SwapFilter{Live: true})
	return d, err
}

// settleAll stores the swaps that ended by themselves, and keeps the others.
func (d *swapDesk) settleAll(ctx context.Context) error {
	var live []model.Swap
	for _, s := range d.live {
		now, _ := d.Settle(s)
		if now.Live() {
			live = append(live, s)
			continue
		}
		if _, err := d.tx.PutSwap(ctx, now); err != nil {
			return err
		}
	}
	d.live = live
	return nil
}

func (d *swapDesk) by(person model.ID, note string) model.SwapBy {
	return model.SwapBy{At: d.now, Who: d.w.cfg.Who, PersonID: person, Note: strings.TrimSpace(note)}
}

func (d *swapDesk) describe(format string, args ...any) { d.tx.Describe(format, args...) }

// handovers finds what an ask is about. What is not as whoever asks saw it is refused.
func (d *swapDesk) handovers(ask SwapAsk) ([]model.Handover, error) {
	if len([]rune(ask.Note)) > 500 {
		return nil, model.Invalidf("note", "The note is longer than 500 letters. Shorten it.")
	}
	return d.swapTable.handovers(ask)
}

func (t swapTable) handovers(ask SwapAsk) ([]model.Handover, error) {
	if ask.Person != 0 {
		if _, ok := t.people[ask.Person]; !ok {
			return nil, model.Errorf(model.NotFound, "person", "There is no such person any more. Look at the list again.")
		}
	}
	if ask.During != (model.Interval{}) {
		return t.during(ask)
	}
	if len(ask.Moves) == 0 {
		return nil, model.Invalidf("shift", "Say which shift should change hands.")
	}
	var out []model.Handover
	for _, m := range ask.Moves {
		s, ok := t.shift(m.Shift)
		if !ok {
			return nil, model.Errorf(model.NotFound, "shift", "There is no such shift any more. It may have been deleted; look at the list again.")
		}
		if m.From != 0 && m.From != s.PersonID {
			return nil, model.Errorf(model.Conflict, "shift", "The shift from %s is %s’s by now: it was changed at the same time. Look at it again.", s.Start.Format("Mon 2 Jan 15:04"), t.first(s.PersonID))
		}
		part, err := model.PartOf(s, m.Part, t.now)
		if err != nil {
			return nil, err
		}
		if m.To == s.PersonID && m.To != 0 {
			return nil, model.Errorf(model.Conflict, "person", "%s has this shift already, and nobody swaps with themselves. Choose somebody else.", t.first(m.To))
		}
		out = append(out, model.Handover{Shift: s, Part: part, To: m.To})
	}
	return out, nil
}

func (t swapTable) during(ask SwapAsk) ([]model.Handover, error) {
	of := ask.Of
	if of == 0 {
		of = ask.Person
	}
	p, ok := t.people[of]
	if !ok {
		return nil, model.Invalidf("person", "Say whose shifts in that time should change hands.")
	}
	if ask.During.Empty() {
		return nil, model.Invalidf("part", "The time ends before it starts. Choose an end after %s.", ask.During.Start.Format("Mon 2 Jan 2006 15:04"))
	}
	hs, _ := t.PartsOf(of, ask.During)
	if len(hs) == 0 {
		return nil, model.Errorf(model.NotFound, "part", "%s has no shift from %s to %s that could change hands. Nothing was changed.", p.First(),
			model.FormatTime(ask.During.Start, t.now), model.FormatTime(ask.During.End, t.now))
	}
	for i := range hs {
		hs[i].To = ask.To
	}
	return hs, nil
}

// shift finds a shift on the board.
func (t swapTable) shift(id model.ID) (model.Shift, bool) {
	for _, s := range t.Shifts {
		if s.ID == id {
			return s, true
		}
	}
	return model.Shift{}, false
}

// apply checks handovers, makes them facts, and stores the swap as applied. Whatever waits for the same shifts ends.
func (d *swapDesk) apply(ctx context.Context, s model.Swap, hs []model.Handover, by model.SwapBy) (model.ID, error) {
	problems := d.Check(hs)
	if err := model.RefusalOf(problems, s.Consent); err != nil {
		return 0, advise(err, "Choose somebody else.")
	}
	if err := d.put(ctx, hs); err != nil {
		return 0, err
	}
	words := d.changed(hs)
	d.describe("%s", words)
	if bent := bendWords(problems); bent != "" {
		words += ". " + bent
	}
	s = s.Apply(by, words)
	id, err := d.tx.PutSwap(ctx, s)
	if err != nil {
		return 0, err
	}
	return id, d.endOthers(ctx, id)
}

// endOthers ends the swaps that waited for what has just changed hands.
func (d *swapDesk) endOthers(ctx context.Context, applied model.ID) error {
	if len(d.live) == 0 || len(d.live) == 1 && d.live[0].ID == applied {
		return nil
	}
	now, err := d.w.swapDeskFor(ctx, d.tx, wholeWay)
	if err != nil {
		return err
	}
	return now.settleAll(ctx)
}
