package swaps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// look shows the details of a swap, and, once it is known, what it would change.
func (p *Page) look(v workspace.SwapView) {
	p.asked++
	mine := p.asked
	p.detail(v, nil)
	p.aside.Open(true)
	if !v.Live() || slices.ContainsFunc(v.Handovers, func(h model.Handover) bool { return h.To == 0 }) || len(v.Handovers) == 0 {
		return
	}
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		preview, err := p.desk.WS.PreviewSwap(ctx, workspace.AskFor(model.Suggestion{Handovers: v.Handovers}))
		return func() {
			if mine == p.asked {
				p.detail(v, p.data.names.Effect(preview, "After"))
			}
		}, err
	}, func(err error) { p.desk.Shell.Log().Event("problem " + err.Error()) }) // the swap's own problems are shown
}

// detail is the side of one swap: what changes hands, the next steps, what they would do, and what was done so far.
func (p *Page) detail(v workspace.SwapView, effect fyne.CanvasObject) {
	p.drawn = v
	col := widgets.Col(theme.Gap3, p.summary(v), p.handovers(v))
	if v.Live() || v.Can.Revert {
		col.Add(p.steps(v))
	}
	switch {
	case effect != nil:
		col.Add(widgets.HRule())
		col.Add(effect)
	default:
		for _, x := range v.Problems {
			col.Add(widgets.Banner(map[bool]widgets.Tone{true: widgets.Bad, false: widgets.Warn}[x.Hard], x.Text))
		}
	}
	col.Add(widgets.HRule())
	col.Add(p.life(v))
	closer := widgets.NewIconButton(theme.IconClose, "Close (Esc)", func() { p.Escape() }).Quiet().WithID("swaps.close")
	head := widgets.Fixed(0, 35, widgets.Pad(0, theme.Gap2, 0, theme.Gap3, widgets.Row(theme.Gap2, widgets.Bold(fmt.Sprintf("Swap %d", v.ID)), badgeOf(v), widgets.Grow(), closer)))
	p.side.Objects = []fyne.CanvasObject{widgets.Col(0, head, widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, col))))}
	p.side.Refresh()
}

func (p *Page) summary(v workspace.SwapView) fyne.CanvasObject {
	who := "you, the manager"
	if v.PersonID != 0 {
		who = p.data.names.First(v.PersonID)
	}
	words := kindOf(v) + ", asked by " + who
	if len(v.Parties) == 0 && !v.Live() { // nobody was asked
		words = kindOf(v) + ", made by " + who
	}
	col := widgets.Col(theme.Gap1, swapdialog.Title(v.Title, widgets.Heading), widgets.CaptionPara(words), widgets.CaptionPara(v.Waits))
	if v.Live() {
		col.Add(widgets.CaptionPara(p.clocks(v)))
	}
	if v.Note != "" {
		col.Add(widgets.BodyPara("“" + v.Note + "”").In(theme.Text2))
	}
	return col
}

// handovers says each part that changes hands, with its times on the clock of its rotation.
func (p *Page) handovers(v workspace.SwapView) fyne.CanvasObject {
	n := p.data.names
	col := widgets.Col(theme.Gap2)
	line := func(from, to model.ID, s model.Shift, part model.Interval) {
		words := widgets.Col(0, widgets.Ellipsis(widgets.Body(n.Duty(s))), widgets.CaptionPara(n.Times(s, part)))
		col.Add(widgets.Row(theme.Gap2, n.Tile(from), widgets.NewIcon(theme.IconArrowRight, 14, theme.Text2), n.Tile(to), widgets.Grow(words)))
	}
	for _, h := range v.Handovers {
		line(h.Shift.PersonID, h.To, h.Shift, h.Part)
	}
	if len(v.Handovers) == 0 {
		for _, l := range v.Legs {
			line(l.From, l.To, model.Shift{RotationID: l.RotationID, RoleID: l.RoleID, Interval: l.Interval}, l.Interval)
		}
	}
	return col
}

// halfWidth is how many letters a button of half the pane's width holds.
const halfWidth = 15

// steps are the next steps, with a note that goes with whichever is taken.
func (p *Page) steps(v workspace.SwapView) fyne.CanvasObject {
	kept := p.noteFor(v.ID)
	p.note, p.first = widgets.NewEntry("a note that goes with the step").WithID("swap.note"), nil
	p.note.SetText(kept)
	col, short, after := widgets.Col(theme.Gap2, p.note), widgets.Grid(2, theme.Gap2), widgets.Col(theme.Gap2)
	for i, a := range p.actionsOf(v) {
		b := widgets.NewButton(a.text, a.do).WithIcon(a.icon).WithID("swap." + a.id)
		long := len([]rune(a.text)) > halfWidth
		switch {
		case i == 0 && long:
			col.Add(b)
		case long:
			after.Add(b)
		default:
			short.Add(b)
		}
		if i == 0 {
			p.first = b
		}
		if i == 0 && v.Live() {
			b.Primary()
		}
	}
	short.Add(widgets.NewButton("Copy message", func() { p.copyMessage(v.ID) }).WithIcon(theme.IconCopy).WithID("swap.copy"))
	col.Add(short)
	if len(after.Objects) > 0 {
		col.Add(after)
	}
	return col
}

// life is what was done so far, the latest first.
func (p *Page) life(v workspace.SwapView) fyne.CanvasObject {
	col := widgets.Col(theme.Gap2, widgets.Bold("Steps"))
	for _, s := range slices.Backward(v.Steps) {
		if s.Kind == model.StepRequested && len(v.Parties) == 0 && !v.Live() && len(v.Steps) > 1 {
			continue // made at once
		}
		when := s.At.In(p.data.names.Now.Location())
		words := widgets.Col(0, widgets.BodyPara(p.stepWords(s)), widgets.CaptionPara(model.FormatTime(when, p.data.names.Now)+", entered by "+s.Who))
		if s.Note != "" {
			words.Add(widgets.CaptionPara("“" + s.Note + "”"))
		}
		if s.Words != "" {
			words.Add(widgets.CaptionPara(swapdialog.Plain(s.Words)))
		}
		icon, ink := stepIcon(s.Kind)
		col.Add(widgets.RowTop(theme.Gap2, widgets.Pad(2, 0, 0, 0, widgets.NewIcon(icon, 14, ink)), widgets.Grow(words)))
	}
	if !v.Live() && !v.Can.Revert {
		col.Add(widgets.Row(0, widgets.NewButton("Copy message", func() { p.copyMessage(v.ID) }).WithIcon(theme.IconCopy).WithID("swap.copy"), widgets.Grow()))
	}
	return col
}

// stepWords says a step: “Ben said yes”, “You approved”.
func (p *Page) stepWords(s model.SwapStep) string {
	who := "You"
	if s.PersonID != 0 {
		who = p.data.names.First(s.PersonID)
	}
	switch s.Kind {
	case model.StepRequested:
		return who + " asked"
	case model.StepAccepted:
		return who + " said yes"
	case model.StepDeclined:
		return who + " said no"
	case model.StepUntaken:
		return who + " took the yes back"
	case model.StepApproved:
		return who + " approved"
	case model.StepWithdrawn:
		return who + " withdrew it"
	}
	return map[model.StepKind]string{
		model.StepApplied: "The shifts changed hands", model.StepExpired: "It began before everybody had agreed",
		model.StepEnded: "It ended by itself", model.StepReverted: "They changed back",
	}[s.Kind]
}

func stepIcon(k model.StepKind) (theme.IconName, theme.Token) {
	switch k {
	case model.StepApplied, model.StepApproved, model.StepAccepted:
		return theme.IconCheck, theme.Good
	case model.StepDeclined, model.StepExpired, model.StepEnded:
		return theme.IconClose, theme.Text2
	case model.StepUntaken, model.StepWithdrawn, model.StepReverted:
		return theme.IconUndo, theme.Text2
	}
	return theme.IconSwap, theme.Accent
}

// emptyTab says that a tab has nothing, and what that means.
func (p *Page) emptyTab() fyne.CanvasObject {
	words := []string{
		"Nothing waits for you: no swap needs approval, and no open one begins within 3 days.",
		"Nothing is open: nobody is asked to take a shift.",
		"No swap was made, declined or withdrawn in the last year.",
	}[p.tab]
	return widgets.Card(widgets.PadAll(theme.Gap3, widgets.Row(theme.Gap2, widgets.NewIcon(theme.IconGood, 16, theme.Good), widgets.Grow(widgets.BodyPara(words)))))
}

// nothingYet is the page of a team without rotations.
func (p *Page) nothingYet() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading: "There is nothing to swap yet", Sentence: "This page shows who wants to be rid of a shift, who takes it, and what waits for you. It needs a rotation with a published rota.",
		Ways: []widgets.Way{{ID: "empty.rotations", Icon: theme.IconTimeline, Action: "To the rotations", Main: true, Do: p.toRotations}},
	})
}

// noSwaps is the page of a team that has never swapped.
func (p *Page) noSwaps() fyne.CanvasObject {
	return widgets.EmptyState(widgets.Empty{
		Heading: "Nobody has asked for a swap", Sentence: "This page will show what waits for you, what waits for others, and what was done. Drag one shift onto another on the timeline, or begin here.",
		Ways: []widgets.Way{
			{
				ID: "empty.find", Icon: theme.IconSwap, Title: "Find the best swap", Sentence: "For a shift that somebody must be rid of: who exchanges or covers, fairest first.",
				Points: []string{"time off, rest and seniority are kept", "see both loads before and after"}, Action: "Choose a shift…", Main: true, Do: p.find,
			},
			{
				ID: "empty.ask", Icon: theme.IconPlus, Title: "Ask people", Sentence: "One person, some, or everybody. It waits here until they answer.",
				Points: []string{"whole shifts or a part", "with a message to copy"}, Action: "Ask…", Do: p.ask,
			},
			{
				ID: "empty.ill", Icon: theme.IconCover, Title: "Illness now", Sentence: "Somebody is ill until a day: covers for all they have, in one step.",
				Points: []string{"every rotation", "one Ctrl+Z takes it back"}, Action: "Illness now…", Do: p.illness,
			},
		},
	})
}

// hours says a balance with its sign: “+48 h”, “–12 h”, “0 h”.
func signed(h float64) string {
	words := model.FormatQuantity(max(h, -h)) + " h"
	switch {
	case h > 0:
		return "+" + words
	case h < 0:
		return "–" + words
	}
	return strings.TrimSpace(words)
}
