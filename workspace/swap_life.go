package workspace

import (
	"context"
	"slices"
	"strings"

	"watchbill/model"
)

// SwapAnswer is somebody's step in the life of a swap.
type SwapAnswer struct {
	Swap    model.ID
	Person  model.ID   // for whom; zero: the manager
	Give    []SwapMove // what is given back where the swap asks for it
	Note    string
	Consent bool // rules may be bent
}

// AcceptSwap notes that somebody agrees. When nobody else has to, the swap is applied at once, or waits for the manager's approval where
// the team's setting asks for it. Everything is checked again.
func (w *Workspace) AcceptSwap(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapStep(ctx, a, func(d *swapDesk, s model.Swap) (model.ID, error) {
		var back []model.SwapLeg
		if len(a.Give) > 0 {
			hs, err := d.handovers(SwapAsk{Person: a.Person, Moves: a.Give})
			if err != nil {
				return 0, err
			}
			if other, clash := d.Clash(hs, d.others(s)); clash {
				return 0, model.Errorf(model.Conflict, "give", "There is a swap of the shift that is given back already (number %d), and it still waits.", other.ID)
			}
			back = model.LegsOf(hs)
		}
		if _, ok := d.people[a.Person]; !ok {
			return 0, model.Errorf(model.NotFound, "person", "Say who accepts.")
		}
		s, err := s.Accept(d.by(a.Person, a.Note), back)
		if err != nil {
			return 0, err
		}
		s.Consent = s.Consent || a.Consent
		settled, hs := d.Settle(s)
		if !settled.Live() {
			return 0, d.refuseEnded(settled)
		}
		s.Kind = model.KindOf(hs)
		problems := d.Check(hs)
		if err := model.RefusalOf(model.Hard(problems), false); err != nil {
			return 0, advise(err, "Somebody else has to take it.")
		}
		if s.State == model.SwapAccepted && !s.Approval {
			return d.apply(ctx, s, hs, d.by(a.Person, ""))
		}
		s.Steps[len(s.Steps)-1].Words = bendWords(problems)
		d.describe("Swap accepted by %s: %s", d.first(a.Person), d.tell(s, hs))
		return d.tx.PutSwap(ctx, s)
	})
}

// DeclineSwap notes that somebody says no; without a person it is the manager who does not approve.
func (w *Workspace) DeclineSwap(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapStep(ctx, a, func(d *swapDesk, s model.Swap) (model.ID, error) {
		s, err := s.Decline(d.by(a.Person, a.Note))
		if err != nil {
			return 0, err
		}
		who := "the manager"
		if a.Person != 0 {
			who = d.first(a.Person)
		}
		d.describe("Swap declined by %s: %s", who, d.title(s))
		return d.tx.PutSwap(ctx, s)
	})
}

// UntakeSwap takes somebody's acceptance back: the swap is open again.
func (w *Workspace) UntakeSwap(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapStep(ctx, a, func(d *swapDesk, s model.Swap) (model.ID, error) {
		before := d.title(s)
		s, err := s.Untake(d.by(a.Person, a.Note))
		if err != nil {
			return 0, err
		}
		d.describe("Swap open again, %s does not take it: %s", d.first(a.Person), before)
		return d.tx.PutSwap(ctx, s)
	})
}

// WithdrawSwap takes a request back.
func (w *Workspace) WithdrawSwap(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapStep(ctx, a, func(d *swapDesk, s model.Swap) (model.ID, error) {
		s, err := s.Withdraw(d.by(a.Person, a.Note))
		if err != nil {
			return 0, err
		}
		d.describe("Swap withdrawn: %s", d.title(s))
		return d.tx.PutSwap(ctx, s)
	})
}

// ApproveSwap is the manager's yes to a swap that everybody agreed to: it is checked once more and applied.
func (w *Workspace) ApproveSwap(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapStep(ctx, a, func(d *swapDesk, s model.Swap) (model.ID, error) {
		by := d.by(0, a.Note)
		s, err := s.Approve(by)
		if err != nil {
			return 0, err
		}
		s.Consent = s.Consent || a.Consent
		settled, hs := d.Settle(s)
		if !settled.Live() {
			return 0, d.refuseEnded(settled)
		}
		by.Note = ""
		return d.apply(ctx, s, hs, by)
	})
}

// ApplyRequest is the manager's decision to apply a request at once, without waiting for those who have not answered: the request itself is
// accepted and applied. It is checked once more.
func (w *Workspace) ApplyRequest(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapStep(ctx, a, func(d *swapDesk, s model.Swap) (model.ID, error) {
		waiting := s.Waiting()
		names := make([]string, len(waiting))
		for i, id := range waiting {
			names[i] = d.first(id)
		}
		by := d.by(0, a.Note)
		s, err := s.Decide(by, "Without waiting for "+strings.Join(names, ", ")+".")
		if err != nil {
			return 0, err
		}
		s.Consent = s.Consent || a.Consent
		settled, hs := d.Settle(s)
		if !settled.Live() {
			return 0, d.refuseEnded(settled)
		}
		s.Kind, by.Note = model.KindOf(hs), ""
		return d.apply(ctx, s, hs, by)
	})
}

// RevertSwap lets people change back after a swap was applied, also when other things were done since. It is a change like any other:
// checked, and refused where what was swapped has begun or has changed hands again.
func (w *Workspace) RevertSwap(ctx context.Context, a SwapAnswer) (Done, error) {
	return w.swapTransact(ctx, func(d *swapDesk) (model.ID, error) {
		s, err := d.tx.Swap(ctx, a.Swap)
		if err != nil {
			return 0, err
		}
		hs, err := d.back(s)
		if err != nil {
			return 0, err
		}
		problems := d.Check(hs)
		if err := model.RefusalOf(problems, a.Consent || s.Consent); err != nil {
			return 0, advise(err, "Swap with somebody else instead.")
		}
		if err := d.put(ctx, hs); err != nil {
			return 0, err
		}
		words := "Taken back: " + d.title(s)
		d.describe("%s", words)
		if bent := bendWords(problems); bent != "" {
			words += ". " + bent
		}
		if s, err = s.Revert(d.by(0, a.Note), words); err != nil {
			return 0, err
		}
		if _, err := d.tx.PutSwap(ctx, s); err != nil {
			return 0, err
		}
		return s.ID, d.endOthers(ctx, s.ID)
	})
}

// back turns an applied swap round: whoever took a part gives it to whoever had it.
func (d *swapDesk) back(s model.Swap) ([]model.Handover, error) {
	if s.State != model.SwapApplied {
		_, err := s.Revert(model.SwapBy{}, "")
		return nil, err
	}
	turned := s
	turned.State, turned.Legs = model.SwapOpen, slices.Clone(s.Legs)
	for i, l := range turned.Legs {
		if l.From == 0 || l.To == 0 {
			return nil, model.Errorf(model.Conflict, "swap", "One of the people is not in the team any more. Reassign the shift instead.")
		}
		turned.Legs[i].From, turned.Legs[i].To = l.To, l.From
	}
	settled, hs := d.Settle(turned)
	if !settled.Live() {
		return nil, d.refuseEnded(settled)
	}
	return hs, nil
}

// swapStep runs one step of a swap that waits.
func (w *Workspace) swapStep(ctx context.Context, a SwapAnswer, step func(*swapDesk, model.Swap) (model.ID, error)) (Done, error) {
	if len([]rune(a.Note)) > 500 {
		return Done{}, model.Invalidf("note", "The note is longer than 500 letters. Shorten it.")
	}
	return w.swapTransact(ctx, func(d *swapDesk) (model.ID, error) {
		s, err := d.tx.Swap(ctx, a.Swap)
		if err != nil {
			return 0, err
		}
		if s.TeamID != d.team.ID {
			return 0, model.Errorf(model.NotFound, "swap", "There is no such swap in this team. Look at the list again.")
		}
		return step(d, s)
	})
}

// others are the swaps that wait beside one.
func (d *swapDesk) others(s model.Swap) []model.Swap {
	return slices.DeleteFunc(slices.Clone(d.live), func(o model.Swap) bool { return o.ID == s.ID })
}

func (d *swapDesk) refuseEnded(s model.Swap) error {
	return model.Errorf(model.Conflict, "swap", "It cannot be done any more. %s", s.Reason)
}
