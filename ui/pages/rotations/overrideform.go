package rotations

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// overrideForm asks for an override: where, what, from when to when, and who. Whatever changes is checked at once, and what would come
// of it stands below.
type overrideForm struct {
	p      *Page
	start  model.Override // what it begins with; with an ID: the override that is edited
	dialog *widgets.Dialog
	form   *widgets.Form
	places []rolePlace
	where  *widgets.Select
	kind   *widgets.Segments
	from   *momentField
	until  *momentField
	out    *widgets.Select
	people []model.Person // of out, after "whoever stands there"
	note   *widgets.Entry
	result *widgets.Para
	table  *widgets.Table
	head   *widgets.Text // over the table

	candidates []workspace.Candidate
	person     model.ID // who comes in
	asked      int      // counts checks; an older answer is dropped
}

// rolePlace is a role with its rotation.
type rolePlace struct {
	rotation model.Rotation
	role     model.Role
}

func (p *Page) rolePlaces() []rolePlace {
	var out []rolePlace
	for _, r := range p.data.rotations {
		for _, role := range r.Roles {
			out = append(out, rolePlace{r, role})
		}
	}
	return out
}

var kindWords = map[model.OverrideKind]string{model.OverrideReplace: "Replace", model.OverrideAdd: "Add", model.OverrideRemove: "Remove"}

// override asks for an override, beginning with what is known of it.
func (p *Page) override(o model.Override, title string) {
	f := &overrideForm{p: p, start: o, places: p.rolePlaces(), form: widgets.NewForm(), people: p.serving(), person: o.PersonID}
	if len(f.places) == 0 {
		return
	}
	at := 0
	names := make([]string, len(f.places))
	for i, x := range f.places {
		if names[i] = x.rotation.Name + ", " + x.role.Name; x.role.ID == o.RoleID {
			at = i
		}
	}
	f.where = widgets.NewSelect(names, at, func(int) { f.check() }).WithID("override.where")
	words := make([]string, len(model.OverrideKinds))
	chosen := 0
	for i, k := range model.OverrideKinds {
		if words[i] = kindWords[k]; k == o.Kind {
			chosen = i
		}
	}
	f.kind = widgets.NewSegments(words, chosen, func(int) { f.check() }).WithID("override.kind")
	loc := f.zone()
	f.from = newMomentField("override.from", o.Start.In(loc), p.data.now.In(loc), f.check)
	f.until = newMomentField("override.until", o.End.In(loc), p.data.now.In(loc), f.check)
	f.out = widgets.NewSelect(f.outNames(), f.outIndex(o.OutID), func(int) { f.check() }).WithID("override.out")
	f.form.Add("role", "Where", f.where, "")
	f.form.Add("kind", "What", f.kind, "Replace: instead of who stands there; who was added beside stays. Add: beside them, or where nobody is. Remove: nobody comes in.")
	f.form.Add("from", "From", f.from.content, "")
	f.form.Add("until", "Until", f.until.content, "On the clocks of the rotation.")
	f.form.Add("out", "Instead of", f.out, "")
	f.note = f.form.Entry("note", "Note", "such as: at the doctor", "")
	f.note.WithID("override.note")
	f.note.SetText(o.Note)
	f.result, f.head = widgets.BodyPara(""), widgets.Bold("")
	f.table = f.newTable()

	f.dialog = &widgets.Dialog{ID: "override", Title: title, Sub: "Published shifts stay as they are; the override lies over them, and calendars follow.", Width: 860, Height: 520}
	f.dialog.Body = widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, f.form.Content(), widgets.HRule(), f.result))
	f.dialog.Effect = widgets.Col(0, widgets.PadAll(theme.Gap3, f.head), widgets.HRule(), widgets.Grow(f.table))
	f.dialog.Main = widgets.NewButton("Override", f.submit).Primary().WithID("override.do")
	if f.edits() {
		f.dialog.Main.SetText("Save override")
		f.keepPlace()
	}
	p.desk.Shell.Open(f.dialog)
	f.check()
}

// edits reports whether the form changes an override that is there.
func (f *overrideForm) edits() bool { return f.start.ID != 0 }

// keepPlace greys out what does not change of an override that is there: its role, and its begin once that has passed.
func (f *overrideForm) keepPlace() {
	f.where.DisableBecause("an override stays in its role; take it back and make another one there")
	if f.start.Start.Before(f.p.data.now) {
		f.dialog.Sub = "It is under way, and what was served is a fact: its end and its note can change, and who serves from now on."
		f.from.disable("it has begun")
	}
}

func (f *overrideForm) outNames() []string {
	names := []string{"whoever stands there"}
	for _, x := range f.people {
		names = append(names, x.Name)
	}
	return names
}

func (f *overrideForm) outIndex(id model.ID) int {
	for i, x := range f.people {
		if x.ID == id {
			return i + 1
		}
	}
	return 0
}

func (f *overrideForm) newTable() *widgets.Table {
	table := widgets.NewTable([]widgets.Column{{Title: "Person", Share: 2}, {Title: "Free?", Share: 3}}, theme.RowHeight, func(row, column int) widgets.Cell {
		if column == 1 {
			column = 2
		}
		return candidateCell(f.candidates[row], column)
	}).WithID("override.table").RowID(func(i int) string { return "override.row." + f.candidates[i].Person.First() })
	return table.OnSelected(func(row int) {
		f.person = f.candidates[row].Person.ID
		f.check()
	})
}

// zone is the clock of the rotation chosen.
func (f *overrideForm) zone() *time.Location {
	loc, err := model.Zone(f.places[f.where.Chosen()].rotation.Zone)
	if err != nil {
		return f.p.data.zone
	}
	return loc
}

// value reads the fields.
func (f *overrideForm) value() (o model.Override, err error) {
	place := f.places[f.where.Chosen()]
	o = model.Override{ID: f.start.ID, Sequence: f.start.Sequence, RotationID: place.rotation.ID, RoleID: place.role.ID, Kind: model.OverrideKinds[f.kind.Chosen()], Note: strings.TrimSpace(f.note.Text())}
	if o.Start, err = f.from.value(f.zone(), "from"); err != nil {
		return o, err
	}
	if o.End, err = f.until.value(f.zone(), "until"); err != nil {
		return o, err
	}
	if f.edits() { // the fields have no seconds
		o.Start, o.End = keepMinute(o.Start, f.start.Start), keepMinute(o.End, f.start.End)
	}
	if i := f.out.Chosen(); i > 0 && o.Kind != model.OverrideAdd {
		o.OutID = f.people[i-1].ID
	}
	if o.Kind != model.OverrideRemove {
		o.PersonID = f.person
	}
	return o, nil
}

// check asks, off the window's thread, who can come in and what would come of it.
func (f *overrideForm) check() {
	f.asked++
	asked := f.asked
	f.form.ClearErrors()
	f.head.SetText(f.title())
	o, err := f.value()
	if err == nil && o.Empty() {
		err = model.Invalidf("until", "It ends before it begins. Choose a later end.")
	}
	if err != nil {
		f.say(o, workspace.OverridePlan{}, err)
		return
	}
	f.p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		var all []workspace.Candidate
		var err error
		if o.Kind != model.OverrideRemove {
			if all, err = f.p.desk.WS.OverrideCandidates(ctx, o); err != nil {
				return func() { f.answer(asked, o, nil, workspace.OverridePlan{}, err) }, nil
			}
		}
		plan, err := f.p.desk.WS.CheckOverride(ctx, o)
		return func() { f.answer(asked, o, all, plan, err) }, nil
	}, nil)
}

// answer shows what a check found, unless the fields have changed since.
func (f *overrideForm) answer(asked int, o model.Override, all []workspace.Candidate, plan workspace.OverridePlan, err error) {
	if asked != f.asked {
		return
	}
	f.candidates = all
	f.table.SetLength(len(all))
	if f.person == 0 && !f.edits() && len(all) > 0 && all[0].Reason == "" { // a suggestion: whoever carries least
		f.person = all[0].Person.ID
		f.check()
		return
	}
	row := -1
	for i, c := range all {
		if c.Person.ID == f.person {
			row = i
		}
	}
	f.table.Select(row)
	f.say(o, plan, err)
}

// title says what the table beside the fields is.
func (f *overrideForm) title() string {
	if model.OverrideKinds[f.kind.Chosen()] == model.OverrideRemove {
		return "Nobody comes in"
	}
	return "Who comes in"
}

// say puts the result into words, or the reason why there is none.
func (f *overrideForm) say(o model.Override, plan workspace.OverridePlan, err error) {
	switch {
	case err == nil:
		f.result.In(theme.Text).SetText(f.words(o, plan))
		f.dialog.Main.Enable()
		f.p.desk.Shell.Log().Event(fmt.Sprintf("can override until %s by %d", o.End.Format("2006-01-02T15:04"), o.PersonID))
	case o.Kind != model.OverrideRemove && o.PersonID == 0 && len(f.candidates) > 0:
		f.result.In(theme.Text2).SetText("Choose who comes in.")
		f.dialog.Main.DisableBecause("choose who comes in")
	default:
		f.result.In(theme.Bad).SetText(err.Error())
		f.dialog.Main.DisableBecause("see what is wrong below the fields")
	}
}

// words are the result: what is said of the override, its times on the clocks concerned, and the hours that change hands.
func (f *overrideForm) words(o model.Override, plan workspace.OverridePlan) string {
	lines := []string{"**" + plan.Words + ".** " + f.p.spanIn(o.Interval, f.places[f.where.Chosen()].rotation.Zone)}
	if x, ok := f.p.data.byID[o.PersonID]; ok && x.Zone != f.places[f.where.Chosen()].rotation.Zone {
		lines = append(lines, f.p.spanIn(o.Interval, x.Zone)+", "+x.First())
	}
	if f.edits() && len(plan.Made)+len(plan.Taken) == 0 {
		lines = append(lines, "Who serves stays as it is")
	}
	for _, s := range plan.Made {
		lines = append(lines, fmt.Sprintf("%s comes on call for %s", f.p.name(s.PersonID), hours(s.Duration())))
	}
	for _, s := range plan.Taken {
		lines = append(lines, fmt.Sprintf("%s is off for %s", f.p.name(s.PersonID), hours(s.Duration())))
	}
	return strings.Join(lines, ". ") + "."
}

func (f *overrideForm) submit() {
	f.p.desk.Submit(f.dialog, f.form, func(ctx context.Context) (workspace.Done, error) {
		o, err := f.value()
		if err != nil {
			return workspace.Done{}, err
		}
		if f.edits() {
			return f.p.desk.WS.EditOverride(ctx, o)
		}
		return f.p.desk.WS.AddOverride(ctx, o)
	})
}
