package swapdialog

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// ill is the dialogue “Illness now”: who, until when, and the covers proposed for each duty.
type ill struct {
	desk  *desk.Desk
	names Names
	plan  workspace.IllnessPlan
	ready bool // the plan is that of who and until
	asked int

	chosen []workspace.CoverChoice // by hand, for who and until

	dialog *widgets.Dialog
	form   *widgets.Form
	who    *widgets.Select
	until  *widgets.DateField
	enter  *widgets.Check
	list   *fyne.Container
	effect *fyne.Container
	left   *fyne.Container
}

// Illness asks who is ill until when, and proposes covers for all their duties; person may be zero.
func Illness(d *desk.Desk, person model.ID) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		n, err := ReadNames(ctx, d.WS)
		return func() {
			if len(n.order) == 0 {
				d.Say("Nobody is in the team yet.")
				return
			}
			x := &ill{desk: d, names: n}
			x.open(person)
		}, err
	}, func(err error) { d.Say(err.Error()) })
}

func (x *ill) open(person model.ID) {
	at, names := -1, make([]string, len(x.names.order))
	for i, p := range x.names.order {
		names[i] = p.Name
		if p.ID == person {
			at = i
		}
	}
	today := x.names.Now.In(desk.Zone(x.names.Team))
	x.form = widgets.NewForm()
	x.who = widgets.NewSelect(names, at, func(int) { x.workAnew() }).WithID("ill.person")
	x.until = widgets.NewDateField(endOfWeek(today), today).WithID("ill.until")
	x.until.OnChanged = func(time.Time) { x.workAnew() }
	x.enter = widgets.NewCheck("Enter it as time off (sick), from today", true, func(bool) { x.sayMain() }).WithID("ill.enter")
	x.form.Add("person", "Who is ill", x.who, "").Add("until", "Last day", widgets.Fixed(136, 0, x.until), "").Add("enter", "", x.enter, "")
	x.list, x.effect = widgets.Col(0), widgets.Stack()
	x.left = widgets.Scroll(widgets.Col(0, widgets.PadAll(theme.Gap4, x.form.Content()), widgets.HRule(), x.list))
	x.dialog = &widgets.Dialog{
		ID: "illness", Title: "Illness now: who covers?", Sub: "Every duty of every rotation from now on, with the least disturbance to the others. Nothing changes before you apply it.",
		Width: 940, Height: 590, Body: x.left, Effect: widgets.Scroll(widgets.PadAll(theme.Gap4, x.effect)),
		Main: widgets.NewButton("Cover", x.apply).WithIcon(theme.IconCheck).Primary().WithID("ill.apply"),
	}
	x.say("Choose who is ill. The covers that are proposed stand here.")
	x.sayMain()
	x.desk.Shell.Open(x.dialog)
	if at >= 0 {
		x.work()
	}
}

// endOfWeek is this Friday, or the day itself at the weekend.
func endOfWeek(today time.Time) time.Time {
	if ahead := int(time.Friday - today.Weekday()); ahead > 0 && today.Weekday() != time.Sunday {
		return today.AddDate(0, 0, ahead)
	}
	return today
}

// workAnew finds covers for somebody else or another time: what was chosen by hand is forgotten.
func (x *ill) workAnew() {
	x.chosen = nil
	x.work()
}

// work finds covers for what the form says now.
func (x *ill) work() {
	x.asked++
	mine := x.asked
	x.ready = false
	x.form.ClearErrors()
	x.dialog.ShowProblem("")
	if x.who.Chosen() < 0 {
		return
	}
	last, err := x.until.Value()
	if err != nil {
		x.blame(model.Invalidf("until", "%s", err.Error()))
		return
	}
	p := x.names.order[x.who.Chosen()]
	loc, err := model.Zone(p.Zone)
	if err != nil {
		loc = desk.Zone(x.names.Team)
	}
	until := model.DateOf(last).AddDays(1).Start(loc)
	chosen := x.chosen
	x.say("Looking for covers…")
	x.sayMain()
	x.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		plan, err := x.desk.WS.PlanIllness(ctx, p.ID, until, chosen...)
		return func() {
			if mine == x.asked {
				x.show(plan)
			}
		}, err
	}, func(err error) {
		if mine == x.asked {
			x.blame(err)
		}
	})
}

func (x *ill) blame(err error) {
	x.say("")
	x.desk.Blame(x.dialog, x.form, err)
	x.sayMain()
}

// say shows a line in place of covers.
func (x *ill) say(words string) {
	x.list.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap4, widgets.BodyPara(words).In(theme.Text2))}
	x.effect.Objects = []fyne.CanvasObject{widgets.CaptionPara("What the covers do to everybody's load stands here.")}
	x.refresh()
}

func (x *ill) refresh() {
	x.left.Refresh()
	x.dialog.Refresh()
}

func (x *ill) show(plan workspace.IllnessPlan) {
	x.plan, x.ready = plan, true
	x.list.Objects = nil
	for _, h := range plan.Open {
		x.list.Add(x.openRow(h))
		x.list.Add(widgets.HRule())
	}
	for i, c := range plan.Covers {
		x.list.Add(x.coverRow(i, c))
		x.list.Add(widgets.HRule())
	}
	if len(x.list.Objects) == 0 {
		words := fmt.Sprintf("%s has no duty in that time. There is nothing to cover.", plan.Person.First())
		x.list.Add(widgets.PadAll(theme.Gap4, widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconGood, 16, theme.Good), widgets.Grow(widgets.BodyPara(words)))))
	}
	x.effect.Objects = []fyne.CanvasObject{x.right()}
	x.refresh()
	x.sayMain()
	x.desk.Shell.Log().Event(fmt.Sprintf("planned %d covers", len(plan.Covers)))
}

// coverRow is one duty that changes hands, who takes it, and why they.
func (x *ill) coverRow(i int, c workspace.IllnessCover) fyne.CanvasObject {
	n := x.names
	words := fmt.Sprintf("%s takes %s, %s", n.First(c.To), n.Duty(c.Shift), n.When(c.Shift, c.Part))
	if c.Shift.PersonID != x.plan.Person.ID {
		words += ", from " + n.First(c.Shift.PersonID)
	}
	head := widgets.Row(theme.Gap2, n.Tile(c.Shift.PersonID), widgets.NewIcon(theme.IconArrowRight, 14, theme.Text2), n.Tile(c.To), widgets.Grow(widgets.Ellipsis(widgets.Bold(words))))
	switch c.By {
	case workspace.ByRepair:
		head.Add(widgets.Badge(widgets.Good, "fewest changes"))
	case workspace.ByChoice:
		head.Add(widgets.Badge(widgets.Info, "chosen"))
	}
	if len(c.Others) > 1 {
		head.Add(widgets.NewButton("Choose…", func() { x.choose(c) }).Small().WithHint("somebody else who can cover it").WithID(fmt.Sprintf("ill.choose.%d", i)))
	}
	lines := widgets.Col(2, head)
	if !c.Whole() {
		lines.Add(widgets.Bullet(theme.IconSplit, theme.Text2, fmt.Sprintf("a part: the shift is %s", n.Times(c.Shift, c.Shift.Interval))))
	}
	for _, r := range c.Reasons {
		icon, ink := theme.IconCheck, theme.Good
		if !r.Good {
			icon, ink = theme.IconWarn, theme.Warn
		}
		lines.Add(widgets.Bullet(icon, ink, r.Text))
	}
	return widgets.Pad(9, theme.Gap4, 9, theme.Gap4, lines)
}

// choose asks who covers a duty: everybody who can, best first, with what speaks for and against them.
func (x *ill) choose(c workspace.IllnessCover) {
	widgets.ShowFinder(x.desk.Shell.Canvas(), widgets.Finder{
		ID: "covers", Prompt: "Who covers " + x.names.Duty(c.Shift) + ", " + x.names.When(c.Shift, c.Part) + "?", Missing: "Nobody who can cover it has this name. Try fewer letters.",
		Find: func(text string) []widgets.MenuItem {
			var out []widgets.MenuItem
			for _, o := range c.Others {
				to := o.Handovers[0].To
				if !containsAll(strings.ToLower(x.names.People[to].Name), text) {
					continue
				}
				out = append(out, widgets.MenuItem{Text: Cut(x.names.First(to), 24), Note: Cut(reasonsIn(o), 80), Do: func() {
					x.chosen = append(x.chosen, c.Choose(to))
					x.work()
				}})
			}
			return out
		},
	})
	x.desk.Shell.Log().Event("choose a cover")
}

// reasonsIn puts what speaks for and against a way into one line; what bends a rule first.
func reasonsIn(s model.Suggestion) string {
	var words []string
	for _, good := range []bool{false, true} {
		for _, r := range s.Reasons {
			if r.Good == good {
				words = append(words, strings.TrimSuffix(r.Text, "."))
			}
		}
	}
	return strings.Join(words, "; ")
}

func (x *ill) openRow(h model.Handover) fyne.CanvasObject {
	words := fmt.Sprintf("Nobody can take %s, %s", x.names.Duty(h.Shift), x.names.When(h.Shift, h.Part))
	return widgets.Pad(9, theme.Gap4, 9, theme.Gap4, widgets.Col(2,
		widgets.Row(theme.Gap2, x.names.Tile(h.Shift.PersonID), widgets.Grow(widgets.Ellipsis(widgets.Bold(words))), widgets.Badge(widgets.Bad, "stays open")),
		widgets.Bullet(theme.IconWarn, theme.Warn, "it stays in their name; Today shows it until somebody covers")))
}

// right is the effect on loads, and the rules that are bent.
func (x *ill) right() fyne.CanvasObject {
	col := widgets.Col(theme.Gap3, widgets.Bold("Loads"))
	if len(x.plan.Loads) == 0 {
		col.Add(widgets.CaptionPara("Nobody's load changes."))
	} else {
		col.Add(x.names.Loads(workspace.SwapPreview{Loads: x.plan.Loads}))
	}
	for _, b := range x.plan.Bends {
		col.Add(widgets.Banner(widgets.Warn, b.Text))
	}
	if n := len(x.plan.Open); n > 0 {
		col.Add(widgets.Banner(widgets.Bad, model.Count(n, "duty stays", "duties stay")+" open. Cover a part by hand, or ask somebody outside of the team."))
	}
	return col
}

// sayMain names the main action after what it would do.
func (x *ill) sayMain() {
	covers := len(x.plan.Covers)
	switch {
	case !x.ready:
		x.dialog.Main.SetText("Cover")
		x.dialog.Main.DisableBecause("choose who is ill, and until when")
	case covers == 0 && !x.enter.On():
		x.dialog.Main.SetText("Cover")
		x.dialog.Main.DisableBecause("there is nothing to cover")
	case covers == 0:
		x.dialog.Main.SetText("Enter the time off")
		x.dialog.Main.Enable()
	default:
		words := "Cover " + model.Count(covers, "duty", "duties")
		if n := len(x.plan.Bends); n > 0 {
			words += ", bend " + model.Count(n, "rule", "rules")
		}
		x.dialog.Main.SetText(words)
		x.dialog.Main.Enable()
	}
	x.dialog.Refresh()
}

func (x *ill) apply() {
	if !x.ready {
		return
	}
	plan, enter := x.plan, x.enter.On()
	x.desk.Submit(x.dialog, x.form, func(ctx context.Context) (workspace.Done, error) { return x.desk.WS.ApplyIllness(ctx, plan, enter) })
}
