package capacity

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

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
	p.save(v.Resource.Name+".png", func(context.Context) ([]byte, error) {
		var out bytes.Buffer
		titled := chart.Titled{Title: v.Resource.Name, About: v.Say(now), Chart: part}
		err := chart.WritePNG(&out, titled, pngWidth, pngHeight, pngScale, chart.Screen(false))
		return out.Bytes(), err
	})
}

func (p *Page) exportPDF() {
	if v, ok := p.current(); ok && v.Samples > 0 {
		p.exportReport(v.Resource.Name+".pdf", v.Resource)
	}
}

func (p *Page) exportAll() { p.exportReport("capacity.pdf") }

// exportReport writes the capacity report of the resources given, of all when none is.
func (p *Page) exportReport(name string, resources ...model.Resource) {
	look := workspace.Outlook{Days: p.data.ahead}
	p.save(name, func(ctx context.Context) ([]byte, error) {
		c, err := p.desk.WS.CapacityReport(ctx, look, resources...)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = report.Build(c.Doc()).WritePDF(&out)
		return out.Bytes(), err
	})
}

// save asks where to, makes the file off the window's thread, and says where it is.
func (p *Page) save(name string, make func(context.Context) ([]byte, error)) {
	p.desk.Files.Save(fileName(name), func(path string) {
		p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
			content, err := make(ctx)
			if err != nil {
				return nil, err
			}
			if err := writeWhole(path, content); err != nil {
				return nil, &model.Error{Code: model.Unavailable, Message: fmt.Sprintf("%s cannot be written: %v. Choose another folder.", path, err), Err: err}
			}
			return func() { p.desk.Say(fmt.Sprintf("Written: %s, in %s", filepath.Base(path), filepath.Dir(path))) }, nil
		}, nil)
	})
}

// writeWhole writes a file or leaves what was there: never half of it.
func writeWhole(path string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".watchbill-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(content)
	if err = errors.Join(err, temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// fileName replaces what some systems do not allow in names of files.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, name)
}
