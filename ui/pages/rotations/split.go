package rotations

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// split asks at which moment a shift is cut in two.
func (p *Page) split(s model.Shift) {
	if why := p.cannotSplit(s); why != "" {
		p.desk.Say(why)
		return
	}
	r, _ := p.place(s)
	loc, err := model.Zone(r.Zone)
	if err != nil {
		loc = p.data.zone
	}
	form := widgets.NewForm()
	result := widgets.BodyPara("")
	d := &widgets.Dialog{ID: "split", Title: "Split this shift when?", Sub: p.say(s), Width: 520}
	var moment *momentField
	asked := 0
	check := func() {
		asked++
		number := asked
		at, err := moment.value(loc, "at")
		if err != nil {
			p.splitSays(d, result, err.Error(), false)
			return
		}
		p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
			err := p.desk.WS.CheckSplit(ctx, s.ID, at)
			return func() {
				switch {
				case number != asked:
				case err != nil:
					p.splitSays(d, result, err.Error(), false)
				default:
					p.splitSays(d, result, p.halves(s, at), true)
				}
			}, nil
		}, nil)
	}
	moment = newMomentField("split.at", p.middle(s, loc), p.data.now.In(loc), check)
	form.Add("at", "At", moment.content, "On the clocks of "+r.Zone+". Both parts stay "+p.name(s.PersonID)+"’s; then give one away or swap it.")
	d.Body = widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, form.Content(), widgets.HRule(), result))
	d.Helpers = []fyne.CanvasObject{widgets.NewButton("On the timeline", func() {
		d.Close()
		p.splitByLine(s)
	}).WithIcon(theme.IconSplit).WithHint("move a line with the arrows or the mouse (X)").WithID("split.line")}
	d.Main = widgets.NewButton("Split", func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			at, err := moment.value(loc, "at")
			if err != nil {
				return workspace.Done{}, err
			}
			return p.desk.WS.SplitShift(ctx, s.ID, at)
		})
	}).WithIcon(theme.IconSplit).Primary().WithID("split.do")
	p.desk.Shell.Open(d)
	check()
}

// splitByLine shows the line that splits a shift on the timeline.
func (p *Page) splitByLine(s model.Shift) {
	p.desk.Shell.Canvas().Focus(p.line)
	p.line.BeginSplit(shiftBlock(s))
}

// swapByLine lets a shift's partner be chosen on the timeline, with the arrow keys.
func (p *Page) swapByLine(s model.Shift) {
	p.desk.Shell.Canvas().Focus(p.line)
	p.line.BeginSwap(shiftBlock(s))
}

func (p *Page) splitSays(d *widgets.Dialog, result *widgets.Para, words string, ok bool) {
	if ok {
		result.In(theme.Text).SetText(words)
		d.Main.Enable()
		return
	}
	result.In(theme.Bad).SetText(words)
	d.Main.DisableBecause("choose another moment")
}

// middle is the midnight or full hour near the middle of a shift, and after now.
func (p *Page) middle(s model.Shift, loc *time.Location) time.Time {
	start := s.Start
	if start.Before(p.data.now) {
		start = p.data.now
	}
	half := start.Add(s.End.Sub(start) / 2).In(loc)
	if s.Duration() < 48*time.Hour {
		return half.Truncate(time.Hour)
	}
	y, m, day := half.Date()
	first := s.Start.In(loc)
	return time.Date(y, m, day, first.Hour(), first.Minute(), 0, 0, loc)
}

// halves say what two parts a split makes, on the clocks of the rotation and of the person.
func (p *Page) halves(s model.Shift, at time.Time) string {
	r, _ := p.place(s)
	words := fmt.Sprintf("**%s and %s.** ", hours(at.Sub(s.Start)), hours(s.End.Sub(at))) + p.instant(at, r.Zone)
	if x, ok := p.data.byID[s.PersonID]; ok && x.Zone != r.Zone {
		words += ", " + p.instant(at, x.Zone)
	}
	return words + "."
}

// instant says a moment on the clocks of a zone.
func (p *Page) instant(at time.Time, zone string) string {
	loc, err := model.Zone(zone)
	if err != nil {
		loc = p.data.zone
	}
	return model.FormatTime(at.In(loc), p.data.now) + " " + workspace.City(zone)
}

// splitAt splits where the timeline's line stands.
func (p *Page) splitAt(block string, at time.Time) {
	s, ok := p.find(block)
	if !ok {
		return
	}
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.SplitShift(ctx, s.ID, at) }, nil, nil)
}

// canSplit answers while the line moves.
func (p *Page) canSplit(block string, at time.Time) (bool, string) {
	s, ok := p.find(block)
	if !ok {
		return false, "An override is not split. Make another one over a part of it."
	}
	return verdict(p.desk.WS.CheckSplit(context.Background(), s.ID, at))
}

// merge joins a shift with the part after it.
func (p *Page) merge(s model.Shift) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.MergeShift(ctx, s.ID) }, nil, nil)
}

// cannotMerge says why a shift cannot be joined with what follows.
func (p *Page) cannotMerge(s model.Shift) string {
	if err := p.desk.WS.CheckMerge(context.Background(), s.ID); err != nil {
		return err.Error()
	}
	return ""
}

// cannotSplit says why a shift cannot be cut in two.
func (p *Page) cannotSplit(s model.Shift) string {
	if s.State == model.Published && !s.End.After(p.data.now) {
		return "This shift is over. What happened is a fact and stays."
	}
	return ""
}
