package capacity

import (
	"context"
	"io"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/report"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Size of an exported chart in logical pixels; the file has twice as many.
const (
	pngWidth  = 960
	pngHeight = 540
	pngScale  = 2
)

func (p *Page) reportItems() []widgets.MenuItem {
	v, ok := p.current()
	why := ""
	if !ok || v.Samples == 0 {
		why = "nothing to draw yet"
	}
	return []widgets.MenuItem{
		{Text: "This resource as PDF…", Icon: theme.IconReport, Reason: why, Do: p.exportPDF},
		{Text: "All resources as PDF…", Icon: theme.IconReport, Do: p.exportAll},
		{Text: "This chart as PNG…", Icon: theme.IconCapacity, Reason: why, Do: p.exportPNG},
	}
}

// exportPNG writes the selected resource's picture, as far as the page looks, on white.
func (p *Page) exportPNG() {
	v, ok := p.current()
	if !ok || v.Samples == 0 {
		return
	}
	now := p.data.now
	part := crop(p.picture.full, p.picture.from, p.picture.to)
	if p.picture.view.Resource.ID != v.Resource.ID {
		part = workspace.CapacityChart(v, now, true)
	}
	p.desk.Save(v.Resource.Name, ".png", func(_ context.Context, w io.Writer) error {
		titled := chart.Titled{Title: v.Resource.Name, About: v.Say(now), Chart: part}
		return chart.WritePNG(w, titled, pngWidth, pngHeight, pngScale, chart.Screen(false))
	})
}

func (p *Page) exportPDF() {
	if v, ok := p.current(); ok && v.Samples > 0 {
		p.exportReport(v.Resource.Name, v.Resource)
	}
}

func (p *Page) exportAll() { p.exportReport("capacity") }

// exportReport writes the capacity report of the resources given, of all when none is.
func (p *Page) exportReport(title string, resources ...model.Resource) {
	look := workspace.Outlook{Days: p.data.ahead}
	p.desk.Save(title, ".pdf", func(ctx context.Context, w io.Writer) error {
		c, err := p.desk.WS.CapacityReport(ctx, look, resources...)
		if err != nil {
			return err
		}
		return report.Build(c.Doc()).WritePDF(w)
	})
}
