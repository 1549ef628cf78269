package capacity

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

var sampleFiles = []string{".csv", ".tsv", ".txt", ".gz"}

func (p *Page) importFile() {
	p.desk.Files.Open(sampleFiles, func(path string) { p.importFrom(path, p.namesake(path)) })
}

func (p *Page) importInto(id model.ID) {
	p.desk.Files.Open(sampleFiles, func(path string) { p.importFrom(path, id) })
}

// reading is what came of reading a file: samples, or why there are none, and what importing them would do.
type reading struct {
	file sources.SampleFile
	plan workspace.SamplesImport
	err  error
}

// importing is the dialogue that shows a file before it is imported: left where it goes, right what was read.
type importing struct {
	page    *Page
	path    string
	options sources.SampleOptions
	into    model.ID // zero: a new resource
	columns []string // that can be the value, as first found
	read    reading
	unit    string // as the file last suggested it
	asked   int    // counts readings; an older result is dropped

	dialog *widgets.Dialog
	fresh  *resourceForm // of a new resource
	body   *fyne.Container
	effect *fyne.Container
}

// importFrom reads a file and shows what is in it; into is the resource offered first, zero for a new one.
func (p *Page) importFrom(path string, into model.ID) {
	m := &importing{page: p, path: path, into: into, options: sources.SampleOptions{Zone: p.data.zone}, body: widgets.Col(theme.Gap3), effect: widgets.Stack()}
	r := p.resource(into)
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		read := m.readFile(ctx, m.options, r)
		return func() { m.open(read) }, nil
	}, nil)
}

// resource is the resource of an id, a new one for zero.
func (p *Page) resource(id model.ID) model.Resource {
	for _, v := range p.data.views {
		if v.Resource.ID == id {
			return v.Resource
		}
	}
	return model.Resource{Limit: math.NaN()}
}

// readFile reads the file and plans the import; what is wrong is part of the reading.
func (m *importing) readFile(ctx context.Context, options sources.SampleOptions, into model.Resource) (r reading) {
	in, err := os.Open(m.path)
	if err != nil {
		r.err = &model.Error{Code: model.Unavailable, Message: "The file cannot be opened. Check that it is there and may be read.", Err: err}
		return r
	}
	defer in.Close()
	if r.file, r.err = sources.Samples(in, options); r.err == nil {
		r.plan, r.err = m.page.desk.WS.PlanSamples(ctx, into, r.file.Samples)
	}
	return r
}

func (m *importing) open(r reading) {
	p := m.page
	m.columns = append([]string{r.file.ValueColumn}, r.file.Others...)
	m.fresh = newResourceForm(widgets.NewForm(), model.Resource{Name: nameOf(m.path), Limit: math.NaN()}, p.data.people, "import")
	m.dialog = &widgets.Dialog{
		ID: "import-samples", Title: "Import these samples?", Sub: m.path, Width: 860, Height: 600,
		Body: widgets.PadAll(theme.Gap4, m.body), Effect: widgets.Scroll(m.effect),
	}
	m.dialog.Main = widgets.NewButton("Import", m.submit).Primary().WithID("import.do")
	m.dialog.Helpers = []fyne.CanvasObject{widgets.NewButton("Another file…", m.another).WithID("import.another")}
	m.show(r)
	p.desk.Shell.Open(m.dialog)
}

func (m *importing) another() {
	m.dialog.Close()
	m.page.importInto(m.into)
}

// again reads the file anew after a choice; a result that is not the newest is dropped.
func (m *importing) again() {
	m.asked++
	asked, options, into := m.asked, m.options, m.page.resource(m.into)
	m.page.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		r := m.readFile(ctx, options, into)
		return func() {
			if asked == m.asked {
				m.show(r)
			}
		}, nil
	}, nil)
}

// show shows a reading and what can be chosen about it.
func (m *importing) show(r reading) {
	m.read = r
	if m.fresh.unit.Text() == m.unit { // the user wrote no other
		m.unit = r.file.Unit
		m.fresh.unit.SetText(m.unit)
	}
	m.body.Objects = m.left()
	m.body.Refresh()
	m.effect.Objects = []fyne.CanvasObject{widgets.PadAll(theme.Gap4, m.report())}
	m.effect.Refresh()
	switch {
	case r.err != nil:
		m.dialog.Main.SetText("Import")
		m.dialog.Main.DisableBecause("The file cannot be imported as it is read now.")
	case r.plan.Added == 0:
		m.dialog.Main.SetText("Nothing to import")
		m.dialog.Main.DisableBecause("All its samples are there already.")
	default:
		m.dialog.Main.SetText("Import " + model.Count(r.plan.Added, "sample", "samples"))
		m.dialog.Main.EnableIf("")
	}
}

// left are the choices, and the fields of a new resource; nothing but a sentence where the file holds no series.
func (m *importing) left() []fyne.CanvasObject {
	field := model.FieldOf(m.read.err)
	if m.read.err != nil && field != "dates" && field != "value" {
		return []fyne.CanvasObject{
			widgets.Bold("Nothing can be imported from this file"),
			widgets.BodyPara("It needs a column of times and a column of numbers, as CSV, TSV or a like table. Choose another file, or export it anew from where it comes from.").In(theme.Text2),
		}
	}
	choices, asks := m.choices()
	var all []fyne.CanvasObject
	if asks {
		all = append(all, choices.Content())
	}
	if m.into == 0 && asks {
		all = append(all, widgets.HRule())
	}
	if m.into == 0 {
		all = append(all, m.fresh.form.Content())
	}
	return all
}

// choices are where the samples go, and what the file leaves open; asks is false when nothing is.
func (m *importing) choices() (form *widgets.Form, asks bool) {
	form = widgets.NewForm()
	names, ids, at := []string{"a new resource"}, []model.ID{0}, 0
	for _, v := range m.page.data.views {
		if v.Resource.ID == m.into {
			at = len(names)
		}
		names, ids = append(names, v.Resource.Name), append(ids, v.Resource.ID)
	}
	if len(names) > 1 {
		asks = true
		form.Add("resource", "Into", widgets.NewSelect(names, at, func(i int) { m.into = ids[i]; m.again() }).WithID("import.into"), "")
	}
	if len(m.columns) > 1 {
		asks = true
		chosen := max(0, slices.Index(m.columns, m.read.file.ValueColumn))
		form.Add("value", "Value column", widgets.NewSelect(m.columns, chosen, m.useColumn).WithID("import.column"), "The file has other columns of numbers. Each is a series of its own.")
	}
	asks = m.addZone(form) || asks
	if model.FieldOf(m.read.err) == "dates" || m.options.Dates != sources.AutoDates {
		asks = true
		orders := []sources.DateOrder{sources.DayFirst, sources.MonthFirst}
		form.Add("dates", "Dates are", widgets.NewSelect([]string{"day first, 31/01/2026", "month first, 01/31/2026"}, slices.Index(orders, m.options.Dates), func(i int) {
			m.options.Dates = orders[i]
			m.again()
		}).WithID("import.dates"), "")
	}
	return form, asks
}

// addZone asks for the zone of times that do not say theirs, and reports whether it does.
func (m *importing) addZone(form *widgets.Form) bool {
	zones := []*time.Location{time.UTC, m.page.data.zone}
	if m.read.file.Local == 0 || zones[1] == nil || zones[1].String() == "UTC" {
		return false
	}
	at := 0
	if m.options.Zone == zones[1] {
		at = 1
	}
	form.Add("zone", "Times are in", widgets.NewSelect([]string{"UTC", zones[1].String()}, at, func(i int) {
		m.options.Zone = zones[i]
		m.again()
	}).WithID("import.zone"), "The file's times do not say their zone.")
	return true
}

// useColumn reads another column. Columns without a header are known by their number.
func (m *importing) useColumn(i int) {
	m.options.ValueColumn = m.columns[i]
	if !m.read.file.Header {
		m.options.ValueColumn = strings.TrimPrefix(m.columns[i], "column ")
	}
	m.again()
}

func (m *importing) submit() {
	p, samples, source := m.page, m.read.file.Samples, filepath.Base(m.path)
	into, x, isNew := p.resource(m.into), m.fresh.fields(), m.into == 0
	m.fresh.form.ClearErrors()
	m.dialog.ShowProblem("")
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		r := into
		if isNew {
			var err error
			if r, err = x.apply(r); err != nil {
				return workspace.Done{}, err
			}
		}
		_, done, err := p.desk.WS.ImportSamples(ctx, r, source, samples)
		return done, err
	}, func(done workspace.Done) {
		m.dialog.Close()
		p.pick(done.ID)
	}, func(err error) { p.desk.Blame(m.dialog, m.fresh.form, err) })
}
