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

// ways are the kinds to choose from, in the order of the segments; all kinds first.
var ways = []struct {
	word  string
	kinds []model.SwapKind
}{
	{"All ways", nil},
	{"Exchange", []model.SwapKind{model.SwapExchange}},
	{"Cover", []model.SwapKind{model.SwapCover}},
	{"Three-way", []model.SwapKind{model.SwapChain}},
}

// finder is the dialogue “Find the best swap”: ranked ways at the left, what the chosen one does at the right.
type finder struct {
	desk  *desk.Desk
	names Names
	shift model.Shift
	part  model.Interval // asked for; zero: all of it
	found workspace.Suggestions
	asked int // the newest question: answers to older ones are dropped

	dialog  *widgets.Dialog
	kind    *widgets.Segments
	bend    *widgets.Chip
	partly  *widgets.Chip
	tried   *widgets.Text
	list    *widgets.Options
	cannot  *fyne.Container
	left    *fyne.Container // scrolls list and cannot
	effect  *fyne.Container
	copy    *widgets.Button
	quote   *widgets.Text
	request *widgets.Button
}

// Find opens the ways in which a shift can change hands, best first: exchanges, covers and three-way rounds.
func Find(d *desk.Desk, shift model.ID) { find(d, shift, 0) }

// Cover opens the same with covers alone: somebody takes the shift, or a part of it, and gives nothing back.
func Cover(d *desk.Desk, shift model.ID) { find(d, shift, 2) }

func find(d *desk.Desk, shift model.ID, way int) {
	f := &finder{desk: d}
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		names, err := ReadNames(ctx, d.WS)
		if err != nil {
			return nil, err
		}
		f.names = names
		if f.shift, err = d.WS.Reader().Shift(ctx, shift); err != nil {
			return nil, err
		}
		if f.shift.Contains(names.Now) { // what has been served stays theirs
			f.part = model.RestFrom(f.shift, names.Now)
		}
		a, err := f.look(ctx, way, true, f.part)
		return func() { f.open(way, a) }, err
	}, func(err error) { d.Say(err.Error()) })
}

// answer is what was found: the ways, and what the first one does.
type answer struct {
	found workspace.Suggestions
	first effectOf
}

// effectOf is what one way does, and the message that asks for it.
type effectOf struct {
	preview workspace.SwapPreview
	message string
}

func (f *finder) look(ctx context.Context, way int, bend bool, part model.Interval) (answer, error) {
	move := workspace.SwapMove{Shift: f.shift.ID, Part: part, From: f.shift.PersonID}
	found, err := f.desk.WS.SuggestSwaps(ctx, move, model.SuggestOptions{Kinds: ways[way].kinds, MayBend: bend})
	a := answer{found: found}
	if err == nil && len(found.List) > 0 {
		a.first, err = f.weigh(ctx, found.List[0])
	}
	return a, err
}

func (f *finder) weigh(ctx context.Context, s model.Suggestion) (effectOf, error) {
	var e effectOf
	var err error
	if e.preview, err = f.desk.WS.PreviewSwap(ctx, workspace.AskFor(s)); err != nil {
		return e, err
	}
	e.message, err = f.message(ctx, s)
	return e, err
}

// others are the people of a way whom somebody who wants to be rid of a shift has to ask.
func others(s model.Suggestion, loser model.ID) []model.ID {
	var out []model.ID
	for _, id := range s.People {
		if id != loser && id != 0 {
			out = append(out, id)
		}
	}
	return out
}

func (f *finder) open(way int, a answer) {
	f.kind = widgets.NewSegments([]string{ways[0].word, ways[1].word, ways[2].word, ways[3].word}, way, func(int) { f.again() }).WithID("find.kind")
	f.bend = widgets.NewChip("may bend rules, if asked", true, func(bool) { f.again() }).WithID("find.bend")
	f.partly = widgets.NewChip("", false, func(bool) { f.choosePart() }).WithID("find.part")
	f.sayPart()
	f.tried = widgets.Caption("").In(theme.Text2).Right()
	f.list = widgets.NewOptions().WithID("find.list")
	f.list.RowID = func(i int) string { return fmt.Sprint("find.option.", i+1) }
	f.list.OnChosen = f.choose
	f.cannot, f.effect = widgets.Col(theme.Gap1), widgets.Stack()
	f.left = widgets.Scroll(widgets.Col(0, f.list, widgets.PadAll(theme.Gap3, f.cannot)))
	f.copy = widgets.NewButton("Copy message", f.copyMessage).WithIcon(theme.IconCopy).WithID("find.copy")
	f.quote = widgets.Caption("").In(theme.Text2)
	f.request = widgets.NewButton("Ask first", f.askFirst).WithHint("makes a request that waits for their answer").WithID("find.ask")

	f.dialog = &widgets.Dialog{
		ID: "find-swap", Title: f.title(), Sub: f.names.where(f.shift), Width: 940, Height: 590,
		Top:  widgets.Row(theme.Gap2, f.kind, f.bend, f.partly, widgets.Grow(widgets.Ellipsis(f.tried))),
		Body: f.left, Effect: widgets.Scroll(widgets.PadAll(theme.Gap4, f.effect)),
		Helpers: []fyne.CanvasObject{f.copy, widgets.Grow(widgets.Ellipsis(f.quote))},
		Main:    widgets.NewButton("Swap now", f.apply).WithIcon(theme.IconCheck).Primary().WithID("find.apply"), Alternative: f.request,
	}
	if p, ok := f.names.People[f.shift.PersonID]; ok {
		f.dialog.Lead = widgets.NewBigTile(p.Colour, p.Initials())
	}
	f.show(a)
	f.desk.Shell.Open(f.dialog)
}

const wholeWords = "only part of the shift…"

func (f *finder) title() string {
	when := f.names.When(f.shift, f.shift.Interval)
	if f.shift.PersonID == 0 {
		return "Who takes the open shift of " + when + "?"
	}
	return fmt.Sprintf("Find the best swap for %s, %s", f.names.First(f.shift.PersonID), when)
}

// again looks anew, after another kind or part was chosen.
func (f *finder) again() {
	f.asked++
	mine, way, bend, part := f.asked, f.kind.Chosen(), f.bend.On(), f.part
	f.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		a, err := f.look(ctx, way, bend, part)
		return func() {
			if mine == f.asked {
				f.show(a)
			}
		}, err
	}, f.blame)
}

func (f *finder) blame(err error) { f.desk.Blame(f.dialog, nil, err) }

// show puts what was found into the dialogue.
func (f *finder) show(a answer) {
	f.found = a.found
	f.dialog.ShowProblem("")
	f.tried.SetText(fmt.Sprintf("fairest first, then fewest people · %s tried, %s", model.Count(a.found.Tried, "way", "ways"), milliseconds(a.found.Took)))
	cards := make([]fyne.CanvasObject, len(a.found.List))
	for i, s := range a.found.List {
		cards[i] = f.card(i, s)
	}
	f.list.Set(cards, 0)
	f.cannot.Objects = f.whoCannot()
	f.left.Refresh()
	f.showEffect(a.first)
	f.desk.Shell.Log().Event(fmt.Sprintf("found %d ways", len(a.found.List)))
}

func milliseconds(d time.Duration) string {
	if d < time.Millisecond {
		return "under 1 ms"
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

// choose shows what another way does. The buttons mean it at once; what it does to the rota follows.
func (f *finder) choose(i int) {
	f.asked++
	mine, s := f.asked, f.found.List[i]
	f.sayButtons()
	f.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		e, err := f.weigh(ctx, s)
		return func() {
			if mine == f.asked {
				f.showEffect(e)
			}
		}, err
	}, f.blame)
}

// showEffect shows at the right what the chosen way does, and in the footer the question that it takes.
func (f *finder) showEffect(e effectOf) {
	f.effect.Objects = []fyne.CanvasObject{widgets.CaptionPara("What a way does to the rota and to everybody's load stands here.")}
	f.quote.SetText("")
	if _, ok := f.chosen(); ok {
		f.effect.Objects = []fyne.CanvasObject{f.names.Effect(e.preview, fmt.Sprint("After option ", f.list.Chosen()+1))}
		question, _, _ := strings.Cut(e.message, "\n")
		f.quote.SetText("“" + question + "”")
	}
	f.sayButtons()
	f.dialog.Effect.Refresh()
	f.dialog.Refresh()
}

// sayButtons says on the buttons what they do with the chosen way.
func (f *finder) sayButtons() {
	s, ok := f.chosen()
	if !ok {
		f.dialog.Main.DisableBecause("there is no way to choose")
		f.request.DisableBecause("there is nobody to ask")
		f.copy.DisableBecause("there is nobody to ask")
		return
	}
	who := others(s, f.shift.PersonID)
	f.dialog.Main.Enable()
	f.dialog.Main.SetText(applyWords(s))
	f.request.Enable()
	f.request.SetText("Ask " + shortly(f.names, who) + " first")
	f.copy.Enable()
	f.copy.SetText("Copy message for " + shortly(f.names, who[:1]))
}

func (f *finder) chosen() (model.Suggestion, bool) {
	i := f.list.Chosen()
	if i < 0 || i >= len(f.found.List) {
		return model.Suggestion{}, false
	}
	return f.found.List[i], true
}

// apply makes the chosen way at once.
func (f *finder) apply() {
	s, ok := f.chosen()
	if !ok {
		return
	}
	ask := workspace.AskFor(s)
	ask.Consent = len(s.Bends) > 0
	f.desk.Submit(f.dialog, nil, func(ctx context.Context) (workspace.Done, error) { return f.desk.WS.ApplySwap(ctx, ask) })
}

// askFirst makes a request: whoever wants to be rid of the shift asks, the others are asked. Who says yes to a way that bends rules,
// says yes to that.
func (f *finder) askFirst() {
	s, ok := f.chosen()
	if !ok {
		return
	}
	ask := workspace.AskFor(s)
	ask.Person, ask.Consent = f.shift.PersonID, len(s.Bends) > 0
	f.desk.Submit(f.dialog, nil, func(ctx context.Context) (workspace.Done, error) { return f.desk.WS.RequestSwap(ctx, ask) })
}

// copyMessage puts the question to the first who is asked on the clipboard, with everybody's times.
func (f *finder) copyMessage() {
	s, ok := f.chosen()
	if !ok {
		return
	}
	f.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		text, err := f.message(ctx, s)
		return func() { f.desk.Copy(text, "The message") }, err
	}, f.blame)
}

func (f *finder) message(ctx context.Context, s model.Suggestion) (string, error) {
	return f.desk.WS.AskMessage(ctx, workspace.AskFor(s), others(s, f.shift.PersonID)[0])
}
