package people

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Open implements shell.Opener: "new" opens the form of a person, "import" asks for a file, "loads" shows the loads, and an ID chooses a
// person.
func (p *Page) Open(arg string) {
	switch arg {
	case "new":
		p.pending = p.New
	case "import":
		p.pending = p.importFile
	case "loads":
		p.pending = func() { p.open(loadsTab) }
	default:
		var id int64
		if _, err := fmt.Sscan(arg, &id); err == nil {
			p.chosen = model.ID(id)
		}
	}
}

func (p *Page) importFile() { p.desk.Files.Open([]string{".csv"}, p.preview) }

// preview reads a list of people and shows what importing it would do, before anything is saved.
func (p *Page) preview(path string) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		list, err := readPeople(path)
		if err != nil {
			return nil, err
		}
		plan, err := p.desk.WS.PlanPeople(ctx, list.People, "")
		return func() { p.showPreview(path, list, plan) }, err
	}, nil)
}

func readPeople(path string) (list sources.PeopleFile, err error) {
	f, err := os.Open(path)
	if err != nil {
		return list, model.Errorf(model.Unavailable, "file", "%s cannot be read. Check the name and its permissions.", path)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return sources.People(f)
}

func (p *Page) showPreview(path string, list sources.PeopleFile, plan workspace.PeopleImport) {
	added, changed := plan.Count("added"), plan.Count("changed")
	d := &widgets.Dialog{
		ID: "import-people", Title: fmt.Sprintf("Import %s from %s?", model.Count(added+changed, "person", "people"), filepath.Base(path)), Width: 820, Height: 540,
		Sub: counts(plan),
	}
	table := widgets.NewTable([]widgets.Column{{Title: "Line", Width: 44, Right: true}, {Title: "Name", Share: 3}, {Title: "E-mail", Share: 3}, {Title: "Zone", Share: 2}, {Title: "What happens", Share: 4}},
		theme.RowHeight, func(row, column int) widgets.Cell { return previewCell(plan[row], column) })
	table.SetLength(len(plan))
	d.Body = widgets.Col(0, widgets.Grow(table))
	if len(list.Problems) > 0 {
		d.Body = widgets.Col(0, widgets.Grow(table), widgets.HRule(), widgets.Fixed(0, 110, widgets.Scroll(widgets.PadAll(theme.Gap3, problems(list.Problems)))))
	}
	d.Main = widgets.NewButton("Import "+model.Count(added+changed, "person", "people"), func() {
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) {
			_, done, err := p.desk.WS.ImportPeople(ctx, filepath.Base(path), list.People, "")
			return done, err
		})
	}).Primary().WithID("import.do")
	if added+changed == 0 {
		d.Main.DisableBecause("nothing in the file is new")
	}
	p.desk.Shell.Open(d)
}

// counts says how many people of a list are new, changed, as they are and refused, of what there is any.
func counts(plan workspace.PeopleImport) string {
	var parts []string
	for _, k := range [][2]string{{"added", "new"}, {"changed", "changed"}, {"unchanged", "as they are"}, {"refused", "refused"}} {
		if n := plan.Count(k[0]); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, k[1]))
		}
	}
	if len(parts) == 0 {
		return "nobody could be read"
	}
	return strings.Join(parts, ", ")
}

func previewCell(c workspace.PersonChange, column int) widgets.Cell {
	switch column {
	case 0:
		return widgets.Cell{Text: fmt.Sprint(c.Line)}
	case 1:
		return widgets.Cell{Text: c.After.Name, Bold: c.Kind() == "added"}
	case 2:
		return widgets.Cell{Text: c.After.Email}
	case 3:
		return widgets.Cell{Text: c.After.Zone}
	}
	switch c.Kind() {
	case "refused":
		return widgets.Cell{Text: c.Reason, Ink: theme.Bad, Icon: theme.IconBad}
	case "added":
		return widgets.Cell{Text: "new", Ink: theme.Good, Icon: theme.IconPlus}
	case "changed":
		return widgets.Cell{Text: strings.Join(c.Fields, ", "), Icon: theme.IconEdit}
	}
	return widgets.Cell{Text: "as it is", Ink: theme.Text3}
}

// problems lists what could not be read.
func problems(all []sources.Problem) fyne.CanvasObject {
	col := widgets.Col(2, widgets.Bold("Not read"))
	for _, x := range all {
		col.Add(widgets.CaptionPara(x.String()))
	}
	return col
}
