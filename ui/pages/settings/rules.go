package settings

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// rules is the section of the team's rules: how much one person is on call, who decides about swaps, and what is paid.
type rules struct {
	desk     *desk.Desk
	duty     *dutyForm
	pay      *payForm
	approval *widgets.Segments
	content  fyne.CanvasObject
}

func newRules(d *desk.Desk) *rules {
	r := &rules{desk: d, duty: newDutyForm(d), pay: newPayForm(d)}
	r.approval = widgets.NewSegments([]string{"Among themselves", "You approve"}, 0, r.setApproval).WithID("rules.approval")
	swaps := widgets.Panel(widgets.Head{Title: "Swaps"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.Row(theme.Gap2, widgets.Fixed(112, 0, widgets.Body("People swap").In(theme.Text2)), r.approval, widgets.Grow()),
		widgets.CaptionPara("Among themselves: a swap is made as soon as everybody concerned has accepted. You approve: it then waits for you, and nothing changes before."))))
	r.content = column(
		r.duty.panel(widgets.Head{Title: "Time on call", Caption: "what bends these is shown as a warning, on Today and before a swap"}),
		swaps,
		r.pay.panel(widgets.Head{Title: "Pay", Caption: "for the pay sheet under Reports; " + "nights are counted by the same hours"}),
		widgets.Pad(0, theme.Gap3, theme.Gap3, theme.Gap3, widgets.CaptionPara(workspace.PayRule).In(theme.Text3)))
	return r
}

func (r *rules) Content() fyne.CanvasObject { return r.content }

// Load implements part.
func (r *rules) Load(ctx context.Context) (func(), error) {
	ws := r.desk.WS
	team, err := readTeam(ctx, ws)
	if err != nil {
		return nil, err
	}
	duty, err := ws.DutyRules(ctx)
	if err != nil {
		return nil, err
	}
	rates, err := ws.PayRates(ctx)
	if err != nil {
		return nil, err
	}
	approval, err := ws.SwapApproval(ctx)
	return func() {
		r.duty.show(team.ID != 0, duty)
		r.pay.show(team.ID != 0, rates)
		r.showApproval(team.ID != 0, approval)
	}, err
}

func (r *rules) showApproval(team, approval bool) {
	at := 0
	if approval {
		at = 1
	}
	r.approval.Choose(at)
	r.approval.Enable()
	if !team {
		r.approval.DisableBecause("Save the team first")
	}
}

func (r *rules) setApproval(i int) {
	r.desk.Change(func(ctx context.Context) (workspace.Done, error) { return r.desk.WS.SetSwapApproval(ctx, i == 1) }, nil, nil)
}

// dutyForm is how much one person is on call.
type dutyForm struct {
	*openForm
	team        bool // there is one
	opened      model.DutyRules
	rest, share *widgets.Entry
}

func newDutyForm(d *desk.Desk) *dutyForm {
	r := &dutyForm{}
	r.openForm = newOpenForm(d, "Save rules", "rules.save", r.submit)
	r.rest = r.entry("rest", "Rest, hours", "the rest", "11", "Between two duties of one person, in all rotations together. 0 asks for none. A swap that leaves less says so.", "rules.rest")
	r.share = r.entry("oncall_share", "On call, percent", "the share", "25", "Most of a person's time on call. Google's SRE book holds a quarter for the most that leaves time for other work.", "rules.share")
	r.edited = r.changed
	return r
}

func (r *dutyForm) show(team bool, rules model.DutyRules) {
	r.team = team
	if rules != r.opened || r.filled == nil {
		r.opened = rules
		r.follow([]string{model.FormatQuantity(rules.Rest.Hours()), model.FormatQuantity(100 * rules.MaxShare)})
	}
	r.changed()
}

func (r *dutyForm) changed() {
	rules, err := r.read()
	r.saveWhen(r.team, err != nil || rules != r.opened)
}

// read is the rules as the fields say.
func (r *dutyForm) read() (model.DutyRules, error) {
	rules := r.opened
	if r.written(0) {
		hours, err := number(r.rest.Text(), "h")
		if err != nil {
			return rules, model.Invalidf("rest", "“%s” is no number of hours. Write it as 11 or 8.5, or 0 for none.", r.rest.Text())
		}
		rules.Rest = time.Duration(hours * float64(time.Hour)).Round(time.Minute)
	}
	if r.written(1) {
		percent, err := number(r.share.Text(), "%")
		if err != nil {
			return rules, model.Invalidf("oncall_share", "“%s” is not a percentage. Write it as 25 or 37.5.", r.share.Text())
		}
		rules.MaxShare = percent / 100
	}
	return rules, nil
}

// submit stores what was changed; what somebody else changed meanwhile stays.
func (r *dutyForm) submit() {
	edited, err := r.read()
	opened, ws := r.opened, r.desk.WS
	r.openForm.submit(err, func(ctx context.Context) (workspace.Done, error) {
		now, err := ws.DutyRules(ctx)
		if err != nil {
			return workspace.Done{}, err
		}
		desk.Keep(&now.Rest, opened.Rest, edited.Rest)
		desk.Keep(&now.MaxShare, opened.MaxShare, edited.MaxShare)
		return ws.SetDutyRules(ctx, now)
	})
}
