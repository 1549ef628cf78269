package settings

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// rulesForm is the section of the team's rules: how much one person is on call, and who decides about swaps.
type rulesForm struct {
	desk   *desk.Desk
	opened model.DutyRules
	none   bool // there is no team yet
	open   openForm

	form        *widgets.Form
	rest, share *widgets.Entry
	save        *widgets.Button
	approval    *widgets.Segments
	notice      *fyne.Container
	content     fyne.CanvasObject
}

func newRulesForm(d *desk.Desk) *rulesForm {
	r := &rulesForm{desk: d, form: widgets.NewForm(), notice: widgets.Col(0)}
	r.rest = r.form.Entry("rest", "Rest, hours", "11", "Between two duties of one person, in all rotations together. 0 asks for none. A swap that leaves less says so.").WithID("rules.rest")
	r.share = r.form.Entry("oncall_share", "On call, percent", "25", "Most of a person's time on call. Google's SRE book holds a quarter for the most that leaves time for other work.").WithID("rules.share")
	r.save = widgets.NewButton("Save rules", r.submit).Primary().WithID("rules.save")
	for _, e := range []*widgets.Entry{r.rest, r.share} {
		e.OnChanged = func(string) { r.edited() }
		e.OnSubmitted = func(string) { r.save.Press() }
	}
	r.open.fields = []openField{{"the rest", r.rest.Text, r.rest.SetText}, {"the share", r.share.Text, r.share.SetText}}
	r.approval = widgets.NewSegments([]string{"Among themselves", "You approve"}, 0, r.setApproval).WithID("rules.approval")
	duty := widgets.Panel(widgets.Head{Title: "Time on call", Caption: "what bends these is shown as a warning, on Today and before a swap"},
		widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3, r.form.Content(), r.notice, widgets.Row(theme.Gap2, r.save, widgets.Grow()))))
	swaps := widgets.Panel(widgets.Head{Title: "Swaps"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.Row(theme.Gap2, widgets.Fixed(112, 0, widgets.Body("People swap").In(theme.Text2)), r.approval, widgets.Grow()),
		widgets.CaptionPara("Among themselves: a swap is made as soon as everybody concerned has accepted. You approve: it then waits for you on Today, and nothing changes before."))))
	r.content = column(duty, swaps)
	return r
}

func (r *rulesForm) Content() fyne.CanvasObject { return r.content }

// Load implements part.
func (r *rulesForm) Load(ctx context.Context) (func(), error) {
	team, err := readTeam(ctx, r.desk.WS)
	if err != nil {
		return nil, err
	}
	rules, err := r.desk.WS.DutyRules(ctx)
	if err != nil {
		return nil, err
	}
	approval, err := r.desk.WS.SwapApproval(ctx)
	return func() { r.show(team.ID == 0, rules, approval) }, err
}

func (r *rulesForm) show(none bool, rules model.DutyRules, approval bool) {
	r.none = none
	if rules != r.opened {
		r.form.ClearErrors()
		r.say(widgets.Warn, r.open.follow(ruleTexts(rules)))
		r.opened = rules
	}
	at := 0
	if approval {
		at = 1
	}
	r.approval.Choose(at)
	r.approval.Enable()
	if none {
		r.approval.DisableBecause("Save the team first")
	}
	r.edited()
}

// ruleTexts are the rules as the fields show them.
func ruleTexts(r model.DutyRules) []string {
	return []string{model.FormatQuantity(r.Rest.Hours()), model.FormatQuantity(100 * r.MaxShare)}
}

func (r *rulesForm) edited() {
	rules, err := r.read()
	reason := ""
	switch {
	case r.none:
		reason = "Save the team first"
	case err == nil && rules == r.opened:
		reason = "Nothing is changed"
	}
	r.save.EnableIf(reason)
}

// read is the rules as the fields say; a field that still shows what is stored keeps all of its digits.
func (r *rulesForm) read() (model.DutyRules, error) {
	rules, shown := r.opened, ruleTexts(r.opened)
	if r.rest.Text() != shown[0] {
		hours, err := number(r.rest.Text(), "h")
		if err != nil {
			return rules, model.Invalidf("rest", "“%s” is no number of hours. Write it as 11 or 8.5, or 0 for none.", r.rest.Text())
		}
		rules.Rest = time.Duration(hours * float64(time.Hour)).Round(time.Minute)
	}
	if r.share.Text() != shown[1] {
		percent, err := number(r.share.Text(), "%")
		if err != nil {
			return rules, model.Invalidf("oncall_share", "“%s” is not a percentage. Write it as 25 or 37.5.", r.share.Text())
		}
		rules.MaxShare = percent / 100
	}
	return rules, nil
}

// number reads what people write: "37,5 %" is 37.5.
func number(text, unit string) (float64, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), unit))
	return strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
}

func (r *rulesForm) submit() {
	r.form.ClearErrors()
	r.say(widgets.Info, "")
	edited, err := r.read()
	if err != nil {
		r.blame(err)
		return
	}
	opened, ws := r.opened, r.desk.WS
	r.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		now, err := ws.DutyRules(ctx)
		if err != nil {
			return workspace.Done{}, err
		}
		desk.Keep(&now.Rest, opened.Rest, edited.Rest)
		desk.Keep(&now.MaxShare, opened.MaxShare, edited.MaxShare)
		return ws.SetDutyRules(ctx, now)
	}, nil, r.blame)
}

func (r *rulesForm) setApproval(i int) {
	r.desk.Change(func(ctx context.Context) (workspace.Done, error) { return r.desk.WS.SetSwapApproval(ctx, i == 1) }, nil, nil)
}

// blame shows what is wrong beside its field, or above the button.
func (r *rulesForm) blame(err error) {
	r.desk.Shell.Log().Event("problem " + err.Error())
	if !r.form.ShowError(model.FieldOf(err), err.Error()) {
		r.say(widgets.Bad, err.Error())
	}
}

func (r *rulesForm) say(tone widgets.Tone, words string) {
	r.notice.Objects = nil
	if words != "" {
		r.notice.Objects = []fyne.CanvasObject{widgets.Banner(tone, words)}
	}
	r.notice.Refresh()
}
