package capacity

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// resourceForm are the fields of a resource, in its own dialogue and in that of an import.
type resourceForm struct {
	form              *widgets.Form
	name, unit, limit *widgets.Entry
	lead              *widgets.Entry
	daily, owner      *widgets.Select
	people            []model.Person
}

var dailyChoices = []string{"highest value", "95th percentile", "mean", "last value"} // in the order of model.Dailies

func newResourceForm(form *widgets.Form, r model.Resource, people []model.Person, id string) *resourceForm {
	f := &resourceForm{form: form, people: people}
	f.name = form.Entry("name", "Name", "db-payments disk", "").WithID(id + ".name")
	f.unit = form.Entry("unit", "Unit", "GiB, %, connections; may stay empty", "").WithID(id + ".unit")
	f.limit = form.Entry("limit", "Limit", "2000", "At how much it is full, in its unit. Without one there is no date.").WithID(id + ".limit")
	f.lead = form.Entry("lead_days", "Lead time", "56", "Days from order to use. Order by = P10 less the lead time.").WithID(id + ".lead")
	f.daily = widgets.NewSelect(dailyChoices, max(0, slices.Index(model.Dailies, r.Daily)), nil).WithID(id + ".daily")
	form.Add("daily", "A day counts", f.daily, "The highest is what hits a limit first; take the last value for disks.")
	names, at := []string{"nobody"}, 0
	for i, p := range people {
		names = append(names, p.Name)
		if p.ID == r.Owner {
			at = i + 1
		}
	}
	f.owner = widgets.NewSelect(names, at, nil).WithID(id + ".owner")
	if len(people) > 0 {
		form.Add("owner", "Owner", f.owner, "")
	}
	f.name.SetText(r.Name)
	f.unit.SetText(r.Unit)
	if r.HasLimit() {
		f.limit.SetText(strconv.FormatFloat(r.Limit, 'f', -1, 64))
	}
	if r.LeadDays > 0 {
		f.lead.SetText(strconv.Itoa(r.LeadDays))
	}
	return f
}

// fields are what was written, taken on the window's thread.
type fields struct {
	name, unit, limit, lead string
	daily                   model.Daily
	owner                   model.ID
}

func (f *resourceForm) fields() fields {
	x := fields{name: f.name.Text(), unit: f.unit.Text(), limit: f.limit.Text(), lead: f.lead.Text(), daily: model.Dailies[f.daily.Chosen()]}
	if i := f.owner.Chosen(); i > 0 {
		x.owner = f.people[i-1].ID
	}
	return x
}

// apply puts what was written into a resource.
func (x fields) apply(r model.Resource) (model.Resource, error) {
	r.Name, r.Unit, r.Daily, r.Owner = x.name, strings.TrimSpace(x.unit), x.daily, x.owner
	r.Limit, r.LeadDays = math.NaN(), 0
	if s := plainNumber(x.limit); s != "" {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return r, model.Invalidf("limit", "%q is no number. Write it as 2000 or 99.5, or leave it empty.", x.limit)
		}
		r.Limit = v
	}
	if s := plainNumber(x.lead); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			return r, model.Invalidf("lead_days", "%q is no number of days. Write it as 56, or leave it empty.", x.lead)
		}
		r.LeadDays = n
	}
	return r, r.Check()
}

// grouped are numbers with thousands separators; "99,5" is not one, and is asked about.
var grouped = regexp.MustCompile(`^[-+]?\d{1,3}([, \x{a0}\x{202f}]\d{3})+(\.\d+)?$`)

// plainNumber drops the thousands separators people write.
func plainNumber(s string) string {
	s = strings.TrimSpace(s)
	if grouped.MatchString(s) {
		s = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "").Replace(s)
	}
	return s
}

// edit opens the form of a resource, a new one when the ID is zero. A named field gets the keyboard.
func (p *Page) edit(r model.Resource, field ...string) {
	title, action := "Change "+r.Name, "Save"
	if r.ID == 0 {
		title, action = "What can run full?", "Add resource"
	}
	f := newResourceForm(widgets.NewForm(), r, p.data.people, "resource")
	d := &widgets.Dialog{ID: "resource", Title: title, Body: widgets.PadAll(theme.Gap4, f.form.Content()), Width: 500}
	if r.ID == 0 {
		d.Sub = "Samples come afterwards. Importing a CSV asks for the same."
	}
	d.Main = widgets.NewButton(action, func() { p.submit(d, f, r) }).Primary().WithID("resource.save")
	p.desk.Shell.Open(d)
	if slices.Contains(field, "limit") {
		f.limit.Focus()
	}
}

func (p *Page) submit(d *widgets.Dialog, f *resourceForm, r model.Resource) {
	x := f.fields()
	f.form.ClearErrors()
	d.ShowProblem("")
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return p.save(ctx, r, x)
	}, func(done workspace.Done) {
		d.Close()
		p.pick(max(r.ID, done.ID))
	}, func(err error) { p.desk.Blame(d, f.form, err) })
}

// save stores what was changed of a resource since its form was opened. What somebody else changed meanwhile stays.
func (p *Page) save(ctx context.Context, opened model.Resource, x fields) (workspace.Done, error) {
	edited, err := x.apply(opened)
	if err != nil {
		return workspace.Done{}, err
	}
	all, err := p.desk.WS.Resources(ctx)
	if err != nil {
		return workspace.Done{}, err
	}
	at := slices.IndexFunc(all, func(r model.Resource) bool { return r.ID == opened.ID })
	switch {
	case opened.ID == 0:
		return p.desk.WS.SaveResource(ctx, edited)
	case at < 0:
		return workspace.Done{}, model.Errorf(model.Conflict, "", "%s was deleted while this form was open. Close it; undo brings it back.", opened.Name)
	}
	return p.desk.WS.SaveResource(ctx, rebased(opened, edited, all[at]))
}

// rebased puts the fields that differ between opened and edited onto now.
func rebased(opened, edited, now model.Resource) model.Resource {
	desk.Keep(&now.Name, opened.Name, edited.Name)
	desk.Keep(&now.Unit, opened.Unit, edited.Unit)
	if edited.Limit != opened.Limit && (edited.HasLimit() || opened.HasLimit()) { // no limit is not a number, which equals nothing
		now.Limit = edited.Limit
	}
	desk.Keep(&now.LeadDays, opened.LeadDays, edited.LeadDays)
	desk.Keep(&now.Daily, opened.Daily, edited.Daily)
	desk.Keep(&now.Owner, opened.Owner, edited.Owner)
	return now
}

// pick chooses a resource that was just added or changed, as soon as its view is there.
func (p *Page) pick(id model.ID) {
	p.wanted = id
	p.narrow()
}

// delete asks with what goes along.
func (p *Page) delete(r model.Resource) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		samples, err := p.desk.WS.Reader().Samples(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		impact := fmt.Sprintf("%s goes with %s. It can be undone.", r.Name, model.Count(len(samples), "sample", "samples"))
		return func() {
			p.desk.Shell.Open(widgets.Confirm("delete-resource", "Delete "+r.Name+"?", impact, "Delete resource", true, func() {
				p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteResource(ctx, r) }, nil, nil)
			}))
		}, nil
	}, nil)
}
