package capacity

import (
	"fmt"
	"math"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// problemsShown is how many rows that were not read are listed.
const problemsShown = 8

// report says what was read and what an import would do.
func (m *importing) report() fyne.CanvasObject {
	f := m.read.file
	col := widgets.Col(theme.Gap2, widgets.Bold("What was read"))
	if m.read.err != nil {
		col.Add(widgets.Banner(widgets.Bad, m.read.err.Error()))
		col.Add(problems(f))
		return col
	}
	low, high := extent(f.Samples)
	columns := f.TimeColumn + " and " + f.ValueColumn
	if f.ClockColumn != "" {
		columns = f.TimeColumn + ", " + f.ClockColumn + " and " + f.ValueColumn
	}
	facts := widgets.Col(0,
		widgets.KeyValue("Columns", widgets.BodyPara(columns)),
		widgets.KeyValue("First", widgets.Body(m.stamp(f.First))),
		widgets.KeyValue("Last", widgets.Body(m.stamp(f.Last))),
		widgets.KeyValue("Every", widgets.Body(every(f.Step))),
		widgets.KeyValue("Values", widgets.BodyPara(number(low)+" to "+quantity(high, f.Unit))),
		widgets.KeyValue("Rows", widgets.BodyPara(rows(f))))
	col.Add(widgets.Fixed(0, 56, widgets.NewSparkline(300, 56, thin(f.Samples, 300), math.NaN(), false)))
	col.Add(facts)
	col.Add(widgets.HRule())
	col.Add(m.plan())
	if f.Skipped() > 0 || len(f.Problems) > 0 {
		col.Add(problems(f))
	}
	return col
}

// plan says how many samples are new.
func (m *importing) plan() fyne.CanvasObject {
	plan := m.read.plan
	if m.into == 0 {
		return widgets.BodyPara(fmt.Sprintf("**%s** go into a new resource. One step, which can be undone.", model.Count(plan.Added, "sample", "samples")))
	}
	words := fmt.Sprintf("**%s new** for %s, %s known already.", model.Count(plan.Added, "sample", "samples"), m.page.resource(m.into).Name, model.Thousands(plan.Known))
	if plan.Differ > 0 {
		words += fmt.Sprintf(" %s of the known have another value in the file; what is stored stays.", model.Thousands(plan.Differ))
	}
	return widgets.BodyPara(words)
}

func (m *importing) stamp(t time.Time) string {
	zone := m.page.data.zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan 2006 15:04 MST")
}

func every(step time.Duration) string {
	if step == 0 {
		return "–"
	}
	if step < time.Minute {
		return fmt.Sprintf("%.3g s", step.Seconds())
	}
	return model.FormatSpan(step)
}

func rows(f sources.SampleFile) string {
	if f.Skipped() == 0 {
		return "all " + model.Thousands(f.Rows) + " read"
	}
	return fmt.Sprintf("%s read, %s not", model.Thousands(f.Kept), model.Thousands(f.Skipped()))
}

// problems lists the rows that were not read, and why.
func problems(f sources.SampleFile) fyne.CanvasObject {
	col := widgets.Col(theme.Gap1)
	if n := f.Skipped(); n > 0 {
		col.Add(widgets.Note(widgets.Warn, model.Count(n, "row", "rows")+" not read"))
	}
	for i, p := range f.Problems {
		if i == problemsShown {
			col.Add(widgets.CaptionPara(fmt.Sprintf("and %s", model.Count(len(f.Problems)-i, "more remark", "more remarks"))))
			break
		}
		col.Add(widgets.CaptionPara(p.String()))
	}
	return col
}

func extent(samples []model.Sample) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range samples {
		low, high = min(low, s.Value), max(high, s.Value)
	}
	return low, high
}

// thin leaves at most n values: the highest of each stretch.
func thin(samples []model.Sample, n int) []float64 {
	if len(samples) == 0 {
		return nil
	}
	out := make([]float64, min(n, len(samples)))
	for i := range out {
		out[i] = math.Inf(-1)
		for _, s := range samples[i*len(samples)/len(out) : (i+1)*len(samples)/len(out)] {
			out[i] = max(out[i], s.Value)
		}
	}
	return out
}
