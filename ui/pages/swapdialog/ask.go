package swapdialog

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// What a request can want, in the order of the segments.
const (
	wantCover = iota
	wantReturn
	wantExchange
)

// request is the form of a request: which part of a shift, in what return, and who is asked.
type request struct {
	desk     *desk.Desk
	names    Names
	shift    model.Shift
	free     []workspace.Candidate
	partners []workspace.Partner
	approval bool

	dialog *widgets.Dialog
	form   *widgets.Form
	asker  *widgets.Segments // the holder, or the manager; nil for an open shift
	whole  *widgets.Segments
	part   *span
	want   *widgets.Segments
	toAll  *widgets.Segments
	people []*widgets.Check // one for each of free
	back   *widgets.Select  // the shift to exchange for
	bend   *widgets.Check
	note   *widgets.Entry

	partFields, offerFields, nameFields, backFields *fyne.Container // each shown with the choice it belongs to
	body                                            *fyne.Container
}

// Ask opens the form of a request about one shift.
func Ask(d *desk.Desk, shift model.ID) {
	r := &request{desk: d}
	d.Shell.Do(func(ctx context.Context) (func(), error) { return r.open, r.read(ctx, shift) }, func(err error) { d.Say(err.Error()) })
}

func (r *request) read(ctx context.Context, shift model.ID) (err error) {
	ws := r.desk.WS
	if r.names, err = ReadNames(ctx, ws); err != nil {
		return err
	}
	if r.shift, err = ws.Reader().Shift(ctx, shift); err != nil {
		return err
	}
	if !r.shift.End.After(r.names.Now) {
		return model.Errorf(model.Conflict, "shift", "This shift is over. What happened is a fact and stays.")
	}
	all, err := ws.Candidates(ctx, shift)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Person.ID != r.shift.PersonID {
			r.free = append(r.free, c)
		}
	}
	partners, err := ws.Partners(ctx, shift)
	if err != nil {
		return err
	}
	for _, p := range partners {
		if p.Reason == "" {
			r.partners = append(r.partners, p)
		}
	}
	r.approval, err = ws.SwapApproval(ctx)
	return err
}

// indented stands under the fields of a form.
func indented(o fyne.CanvasObject) *fyne.Container { return widgets.Pad(0, 0, 0, formIndent, o) }

// formIndent is the room of a form's labels.
const formIndent = 120

func (r *request) open() {
	holder := r.names.First(r.shift.PersonID)
	changed := func(int) { r.showChoices() }
	r.form = widgets.NewForm()
	if r.shift.PersonID != 0 {
		r.asker = widgets.NewSegments([]string{holder, "you, the manager"}, 0, nil).WithID("ask.by")
		r.form.Add("person", "Who asks", r.asker, "Whoever asks has agreed by asking. When you ask, "+holder+" is asked too.")
	}
	r.whole = widgets.NewSegments([]string{"all of it", "from – to"}, 0, changed).WithID("ask.part")
	r.form.Add("part", "Which part", r.whole, "")
	if r.shift.Contains(r.names.Now) { // only its rest can change hands
		r.whole.Choose(1)
		r.whole.DisableBecause("the shift is under way: only its rest can change hands")
	}
	r.part = r.names.newSpan("ask", r.shift, model.Interval{})
	r.want = widgets.NewSegments([]string{"nothing", "one of theirs", "a named shift"}, wantCover, changed).WithID("ask.want")
	r.toAll = widgets.NewSegments([]string{"everybody", "named people"}, 0, changed).WithID("ask.offer")
	r.bend = widgets.NewCheck("Rules on rest, share and wishes may be bent", false, nil).WithID("ask.bend")

	second, third := widgets.NewForm(), widgets.NewForm()
	second.Add("want", "In return", r.want, "")
	third.Add("offer", "Ask", r.toAll, "The first who says yes takes it.")
	r.nameFields = indented(r.checks())
	r.offerFields = widgets.Col(theme.Gap2, third.Content(), r.nameFields)
	words := make([]string, len(r.partners))
	for i, p := range r.partners {
		words[i] = fmt.Sprintf("%s, %s, %s", p.Person.First(), r.names.Duty(p.Shift), r.names.When(p.Shift, p.Shift.Interval))
	}
	r.back = widgets.NewSelect(words, -1, nil).WithID("ask.back")
	r.partFields = widgets.Stack(r.part.form.Content())
	r.backFields = widgets.Stack(widgets.NewForm().Add("give", "Which one", r.back, "").Content())
	last := widgets.NewForm().Add("bend", "", r.bend, "")
	r.note = last.Entry("note", "Note", "may stay empty", r.whatThen())
	r.note.WithID("ask.note")
	r.body = widgets.Col(theme.Gap3, r.form.Content(), r.partFields, second.Content(), r.offerFields, r.backFields, last.Content())
	r.dialog = &widgets.Dialog{
		ID: "ask", Title: r.title(), Sub: r.names.where(r.shift), Width: 620, Height: 520,
		Body: widgets.Scroll(widgets.PadAll(theme.Gap4, r.body)),
		Main: widgets.NewButton("Ask", r.send).Primary().WithID("ask.send"),
		Alternative: widgets.NewButton("Find the best way…", func() {
			r.dialog.Close()
			Find(r.desk, r.shift.ID)
		}).WithID("ask.find"),
	}
	if p, ok := r.names.People[r.shift.PersonID]; ok {
		r.dialog.Lead = widgets.NewBigTile(p.Colour, p.Initials())
	}
	if len(r.partners) == 0 {
		r.back.DisableBecause("no shift of anybody else can be exchanged for it")
	}
	r.showChoices()
	r.desk.Shell.Open(r.dialog)
}

func (r *request) title() string {
	when := r.names.When(r.shift, r.shift.Interval)
	if r.shift.PersonID == 0 {
		return "Ask who takes the open shift of " + when
	}
	return fmt.Sprintf("Ask who takes %s’s shift, %s", r.names.First(r.shift.PersonID), when)
}

// whatThen says what happens with the answers.
func (r *request) whatThen() string {
	if r.approval {
		return "Nothing changes hands before everybody who is asked has agreed and you have approved."
	}
	return "Nothing changes hands before everybody who is asked has agreed; then it does at once."
}

// checks are the people to name, those who are free first.
func (r *request) checks() fyne.CanvasObject {
	col := widgets.Col(theme.Gap1)
	for _, c := range r.free {
		box := widgets.NewCheck(c.Person.Name, false, nil).WithID("ask.person." + c.Person.Name)
		line := widgets.Row(theme.Gap2, box, widgets.Grow())
		if c.Reason != "" {
			line = widgets.Row(theme.Gap2, box, widgets.Grow(widgets.Ellipsis(widgets.Caption(c.Reason))))
		}
		r.people = append(r.people, box)
		col.Add(line)
	}
	return col
}

// showChoices shows what belongs to the choices made, and hides the rest.
func (r *request) showChoices() {
	exchange := r.want.Chosen() == wantExchange
	for c, on := range map[*fyne.Container]bool{
		r.partFields: r.whole.Chosen() == 1, r.nameFields: r.toAll.Chosen() == 1, r.offerFields: !exchange, r.backFields: exchange,
	} {
		if on {
			c.Show()
		} else {
			c.Hide()
		}
	}
	r.body.Refresh()
	if r.dialog != nil && r.dialog.IsOpen() {
		r.dialog.Body.Refresh()
		r.dialog.Refresh()
	}
}

// ask is the request as the form has it.
func (r *request) ask() (workspace.SwapAsk, error) {
	ask := workspace.SwapAsk{Note: strings.TrimSpace(r.note.Text()), Consent: r.bend.On()}
	if r.asker != nil && r.asker.Chosen() == 0 {
		ask.Person = r.shift.PersonID
	}
	give := workspace.SwapMove{Shift: r.shift.ID, From: r.shift.PersonID}
	if r.whole.Chosen() == 1 {
		var err error
		if give.Part, err = r.part.read(r.shift, r.names.Now); err != nil {
			return ask, err
		}
	}
	if r.want.Chosen() == wantExchange {
		i := r.back.Chosen()
		if i < 0 {
			return ask, model.Invalidf("give", "Choose the shift to exchange for, or ask for cover.")
		}
		p := r.partners[i]
		give.To = p.Person.ID
		ask.Moves = []workspace.SwapMove{give, {Shift: p.Shift.ID, From: p.Person.ID, To: r.shift.PersonID}}
		return ask, nil
	}
	ask.InReturn = r.want.Chosen() == wantReturn
	if r.toAll.Chosen() == 1 {
		for i, box := range r.people {
			if box.On() {
				ask.Offer = append(ask.Offer, r.free[i].Person.ID)
			}
		}
		if len(ask.Offer) == 0 {
			return ask, model.Invalidf("offer", "Tick at least one person to ask, or ask everybody.")
		}
	}
	if len(ask.Offer) == 1 && !ask.InReturn { // one person is asked by name
		give.To, ask.Offer = ask.Offer[0], nil
	}
	ask.Moves = []workspace.SwapMove{give}
	return ask, nil
}

func (r *request) send() {
	r.part.form.ClearErrors()
	ask, err := r.ask()
	if err != nil {
		r.blame(err)
		return
	}
	r.desk.Submit(r.dialog, r.form, func(ctx context.Context) (workspace.Done, error) { return r.desk.WS.RequestSwap(ctx, ask) })
}

// blame shows an error under the part's fields where it is theirs, else above the footer.
func (r *request) blame(err error) {
	if r.whole.Chosen() == 1 && r.part.form.ShowError(model.FieldOf(err), err.Error()) {
		return
	}
	r.desk.Blame(r.dialog, r.form, err)
}
