package swaps

import (
	"context"
	"slices"
	"strings"

	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// action is one step that a swap can take now.
type action struct {
	id, text string
	icon     theme.IconName
	do       func()
}

// actionsOf are the steps a swap can take, the most likely first.
func (p *Page) actionsOf(v workspace.SwapView) []action {
	var out []action
	add := func(id, text string, icon theme.IconName, do func()) {
		out = append(out, action{id, text, icon, do})
	}
	ws := p.desk.WS
	simple := func(change func(context.Context, workspace.SwapAnswer) (workspace.Done, error), person model.ID) func() {
		return func() { p.step(change, workspace.SwapAnswer{Swap: v.ID, Person: person, Note: p.noteFor(v.ID)}) }
	}
	waiting, offered := v.Waiting(), isOffered(v)
	if v.Can.Approve {
		add("approve", "Approve", theme.IconCheck, simple(ws.ApproveSwap, 0))
	}
	switch {
	case v.Can.Accept && offered:
		add("accept", "Accept for…", theme.IconCheck, func() { p.chooseTaker(v) })
		add("find", "Find the best…", theme.IconSwap, func() { swapdialog.Find(p.desk, v.Handovers[0].Shift.ID) })
	case v.Can.Accept && len(waiting) == 1:
		add("accept", "Accept for "+p.short(waiting[0]), theme.IconCheck, simple(ws.AcceptSwap, waiting[0]))
	case v.Can.Accept && len(waiting) > 1:
		add("accept", "Accept for…", theme.IconCheck, func() { p.chooseFor(v, "Who accepts?", waiting, ws.AcceptSwap) })
	}
	if v.State == model.SwapOpen && !offered && len(v.Handovers) > 0 {
		add("apply", "Apply now", theme.IconSwap, simple(ws.ApplyRequest, 0))
	}
	switch {
	case v.Can.Approve:
		add("decline", "Decline", theme.IconClose, simple(ws.DeclineSwap, 0))
	case v.Can.Decline && len(waiting) == 1:
		add("decline", "Decline for "+p.short(waiting[0]), theme.IconClose, simple(ws.DeclineSwap, waiting[0]))
	case v.Can.Decline && len(waiting) > 1:
		add("decline", "Decline for…", theme.IconClose, func() { p.chooseFor(v, "Who declines?", waiting, ws.DeclineSwap) })
	}
	if yes := agreed(v); v.Can.Untake && len(yes) == 1 {
		add("untake", "Take back "+p.short(yes[0])+"’s yes", theme.IconUndo, simple(ws.UntakeSwap, yes[0]))
	} else if v.Can.Untake && len(yes) > 1 {
		add("untake", "Take back a yes…", theme.IconUndo, func() { p.chooseFor(v, "Whose yes is taken back?", yes, ws.UntakeSwap) })
	}
	if v.Can.Withdraw {
		add("withdraw", "Withdraw", theme.IconTrash, simple(ws.WithdrawSwap, 0))
	}
	if v.Can.Revert {
		add("revert", "Change back", theme.IconUndo, simple(ws.RevertSwap, 0))
	}
	return out
}

// short is a first name that leaves room in a button.
func (p *Page) short(id model.ID) string {
	return swapdialog.Cut(p.data.names.First(id), 16)
}

// isOffered reports whether a swap is for whoever takes it and nobody has.
func isOffered(v workspace.SwapView) bool {
	return v.State == model.SwapOpen && v.Took() == 0 && slices.ContainsFunc(v.Legs, func(l model.SwapLeg) bool { return l.Open })
}

// agreed are the people whose yes can be taken back.
func agreed(v workspace.SwapView) []model.ID {
	var out []model.ID
	for _, x := range v.Parties {
		if x.Answer == model.Accepted {
			out = append(out, x.PersonID)
		}
	}
	return out
}

// noteFor is what was written to go with the next step of a swap.
func (p *Page) noteFor(swap model.ID) string {
	if p.note == nil || swap != p.chosen {
		return ""
	}
	return strings.TrimSpace(p.note.Text())
}

// step takes a step. Where it bends a rule, it asks whether that is meant.
func (p *Page) step(change func(context.Context, workspace.SwapAnswer) (workspace.Done, error), a workspace.SwapAnswer) {
	p.consented(func(ctx context.Context, consent bool) (workspace.Done, error) {
		a.Consent = consent
		return change(ctx, a)
	})
}

// consented runs a change that may bend rules: first without, and, when it is refused for that, again with the manager's consent.
func (p *Page) consented(change func(ctx context.Context, consent bool) (workspace.Done, error)) {
	with := func(consent bool) func(context.Context) (workspace.Done, error) {
		return func(ctx context.Context) (workspace.Done, error) { return change(ctx, consent) }
	}
	p.desk.Change(with(false), nil, func(err error) {
		if model.FieldOf(err) != "consent" {
			p.desk.Shell.Do(func(context.Context) (func(), error) { return nil, err }, nil)
			return
		}
		p.desk.Shell.Open(widgets.Confirm("bend", "Bend the rule?", err.Error()+" Your consent is kept with the swap.", "Bend it", false, func() { p.desk.Change(with(true), nil, nil) }))
	})
}

// chooseFor asks for whom a step is taken.
func (p *Page) chooseFor(v workspace.SwapView, question string, among []model.ID, change func(context.Context, workspace.SwapAnswer) (workspace.Done, error)) {
	note := p.noteFor(v.ID)
	p.data.names.ChoosePerson(p.desk, question, among, nil, func(who model.ID) {
		p.step(change, workspace.SwapAnswer{Swap: v.ID, Person: who, Note: note})
	})
}

// chooseTaker asks who takes a shift that is offered, and, where one is wanted in return, which.
func (p *Page) chooseTaker(v workspace.SwapView) {
	h := v.Handovers[0]
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		reasons := map[model.ID]string{h.Shift.PersonID: "has it already"}
		kinds := []model.SwapKind{model.SwapCover}
		if v.InReturn {
			kinds = []model.SwapKind{model.SwapExchange}
		}
		found, err := p.desk.WS.SuggestSwaps(ctx, workspace.SwapMove{Shift: h.Shift.ID, Part: h.Part}, model.SuggestOptions{Kinds: kinds, MayBend: true})
		for _, c := range found.Cannot {
			for _, id := range c.People {
				reasons[id] = c.Reason
			}
		}
		for _, x := range v.Parties {
			if x.Answer == model.Declined {
				reasons[x.PersonID] = "said no"
			}
		}
		var among []model.ID // of everybody, unless some are asked
		for _, x := range v.Parties {
			among = append(among, x.PersonID)
		}
		return func() {
			p.data.names.ChoosePerson(p.desk, "Who takes it?", among, reasons, func(who model.ID) { p.accept(v, who) })
		}, err
	}, nil)
}

func (p *Page) accept(v workspace.SwapView, who model.ID) {
	a := workspace.SwapAnswer{Swap: v.ID, Person: who, Note: p.noteFor(v.ID)}
	if !v.InReturn {
		p.step(p.desk.WS.AcceptSwap, a)
		return
	}
	p.data.names.ChooseShiftOf(p.desk, who, func(s model.Shift) {
		a.Give = []workspace.SwapMove{{Shift: s.ID, From: who, To: v.Handovers[0].Shift.PersonID}}
		p.step(p.desk.WS.AcceptSwap, a)
	})
}

// copyMessage puts a text about a swap on the clipboard, for chat or mail.
func (p *Page) copyMessage(id model.ID) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		text, err := p.desk.WS.SwapMessage(ctx, id)
		return func() { p.desk.Copy(text, "The message") }, err
	}, nil)
}
