package rotations

import (
	"context"
	"io"

	"watchbill/model"
	"watchbill/report"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

var papers = []report.Paper{report.A4, report.A3}

// print asks what of the rota goes to paper; it begins with what is in sight.
func (p *Page) print() {
	if len(p.data.rotations) == 0 {
		return
	}
	now := p.data.now.In(p.data.zone)
	form := widgets.NewForm()
	names := []string{"All rotations"}
	for _, r := range p.data.rotations {
		names = append(names, r.Name)
	}
	which := widgets.NewSelect(names, 0, nil).WithID("print.rotation")
	from := widgets.NewDateField(p.from.In(p.data.zone), now).WithID("print.from")
	until := widgets.NewDateField(p.to.In(p.data.zone).Add(-1), now).WithID("print.until")
	paper := widgets.NewSegments([]string{"A4", "A3"}, 0, nil).WithID("print.paper")
	draft := widgets.NewCheck("What the draft changes", p.shows(layerDraft) && p.changes() > 0, nil).WithID("print.draft")
	people := widgets.NewCheck("A row for each person, with time off", true, nil).WithID("print.people")
	form.Add("rotation", "Rotation", which, "")
	form.Add("from", "First day", from, "")
	form.Add("until", "Last day", until, "In times of "+p.zoneName()+". Long periods take several pages.")
	form.Add("paper", "Paper", paper, "")
	form.Add("draft", "Also", widgets.Col(theme.Gap1, draft, people), "")
	d := &widgets.Dialog{ID: "print", Title: "Print which part of the rota?", Sub: "A PDF in landscape, to print and hang up", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 480}
	d.Main = widgets.NewButton("Save PDF…", func() {
		form.ClearErrors()
		days, err := wholeDaysOf(from, until)
		if err != nil {
			p.desk.Blame(d, form, err)
			return
		}
		o := workspace.PrintOptions{
			From: days[0].Start(p.data.zone), Until: days[1].AddDays(1).Start(p.data.zone), Paper: papers[paper.Chosen()],
			Draft: draft.On(), People: people.On(), Zone: p.printZone(),
		}
		if i := which.Chosen(); i > 0 {
			o.Rotations = []model.Rotation{p.data.rotations[i-1]}
		}
		p.savePrint(d, form, o)
	}).WithIcon(theme.IconReport).Primary().WithID("print.do")
	p.desk.Shell.Open(d)
}

// printZone is the zone looked through, where it has a name; this computer's own has none.
func (p *Page) printZone() string {
	name := p.data.zone.String()
	if _, err := model.Zone(name); err != nil {
		return ""
	}
	return name
}

// savePrint lays the pages out, then asks where to write them.
func (p *Page) savePrint(d *widgets.Dialog, form *widgets.Form, o workspace.PrintOptions) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		rota, err := p.desk.WS.PrintRota(ctx, o)
		if err != nil {
			return nil, err
		}
		pages := report.Build(rota.Doc())
		return func() {
			d.Close()
			p.desk.Save("Rota "+rota.Period, ".pdf", func(_ context.Context, w io.Writer) error { return pages.WritePDF(w) })
		}, nil
	}, func(err error) { p.desk.Blame(d, form, err) })
}
