package rotations

import (
	"context"
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

func (p *Page) importFile() { p.desk.Files.Open([]string{".ics", ".csv"}, p.previewImport) }

// arrival is a schedule that was read and waits for a decision.
type arrival struct {
	path      string
	file      workspace.ScheduleFile
	rotation  model.Rotation // where it goes; no ID: a new one
	addPeople bool
	plan      workspace.ScheduleImport
}

// previewImport reads the file of a schedule and shows what importing it would do.
func (p *Page) previewImport(path string) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		data, err := readFile(path)
		if err != nil {
			return nil, err
		}
		file, err := workspace.ReadSchedule(data, workspace.ScheduleOptions{Zone: p.data.zone, Now: p.data.now})
		if err != nil {
			return nil, err
		}
		in := arrival{path: path, file: file, rotation: p.rotationFor(file, path), addPeople: true}
		in.plan, err = p.desk.WS.PlanSchedule(ctx, in.rotation, file.Duties, in.addPeople)
		return func() { p.showImport(in) }, err
	}, nil)
}

func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, model.Errorf(model.Unavailable, "file", "There is no file %s. Check the name and the folder.", path)
	}
	if info.Size() > sources.MaxBytes {
		return nil, model.Errorf(model.Invalid, "file", "%s is larger than 64 MiB and was not read. Export a shorter time.", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, model.Errorf(model.Unavailable, "file", "%s cannot be read. Check its permissions.", path)
	}
	return data, nil
}

// rotationFor is the rotation a schedule belongs to by its name, else a new one of that name.
func (p *Page) rotationFor(file workspace.ScheduleFile, path string) model.Rotation {
	name := file.Name
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	}
	for _, r := range p.data.rotations {
		if strings.EqualFold(r.Name, name) {
			return r
		}
	}
	return model.Rotation{Name: name, Zone: p.data.zone.String()}
}

// showImport is the preview: where it goes, which shifts are new, who is not in the team, and what was not read.
func (p *Page) showImport(in arrival) {
	names, at := []string{"a new rotation: " + in.file.Name}, 0
	if in.file.Name == "" {
		names[0] = "a new rotation: " + strings.TrimSuffix(filepath.Base(in.path), filepath.Ext(in.path))
	}
	for i, r := range p.data.rotations {
		names = append(names, r.Name)
		if r.ID == in.rotation.ID && r.ID != 0 {
			at = i + 1
		}
	}
	d := &widgets.Dialog{
		ID: "import-schedule", Title: fmt.Sprintf("Import %s from %s?", model.Count(len(in.plan.Added), "shift", "shifts"), filepath.Base(in.path)),
		Sub: p.importSub(in), Width: 820, Height: 580,
	}
	again := func(next arrival) {
		d.Close()
		p.replan(next)
	}
	which := widgets.NewSelect(names, at, func(i int) {
		next := in
		next.rotation = model.Rotation{Name: strings.TrimPrefix(names[0], "a new rotation: "), Zone: p.data.zone.String()}
		if i > 0 {
			next.rotation = p.data.rotations[i-1]
		}
		again(next)
	}).WithID("import.rotation")
	add := widgets.NewCheck("Add people who are not in the team", in.addPeople, func(on bool) {
		next := in
		next.addPeople = on
		again(next)
	}).WithID("import.add-people")
	options := widgets.Pad(theme.Gap3, theme.Gap4, theme.Gap3, theme.Gap4, widgets.Row(theme.Gap3, widgets.Body("Into"), which, add, widgets.Grow()))
	body := widgets.Col(0, options, widgets.HRule(), widgets.Grow(p.importTable(in)))
	if notes := importNotes(in); notes != nil {
		body.Add(widgets.HRule())
		body.Add(widgets.Fixed(0, 120, widgets.Scroll(widgets.PadAll(theme.Gap3, notes))))
	}
	d.Body = body
	d.Main = widgets.NewButton("Import "+model.Count(len(in.plan.Added), "shift", "shifts"), func() {
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) {
			_, done, err := p.desk.WS.ImportSchedule(ctx, filepath.Base(in.path), in.rotation, in.file.Duties, in.addPeople)
			return done, err
		})
	}).Primary().WithID("import.do")
	if len(in.plan.Added) == 0 {
		d.Main.DisableBecause("nothing in the file is new")
	}
	p.desk.Shell.Open(d)
}

func (p *Page) replan(in arrival) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		var err error
		in.plan, err = p.desk.WS.PlanSchedule(ctx, in.rotation, in.file.Duties, in.addPeople)
		return func() { p.showImport(in) }, err
	}, nil)
}

func (p *Page) importSub(in arrival) string {
	said := []string{"published as they are, in one step that can be undone"}
	if in.plan.Known > 0 {
		said = append(said, model.Count(in.plan.Known, "is there already", "are there already"))
	}
	if n := len(in.plan.Refused) + len(in.file.Problems); n > 0 {
		said = append(said, model.Count(n, "line was not taken", "lines were not taken"))
	}
	return strings.Join(said, ", ")
}

func (p *Page) importTable(in arrival) fyne.CanvasObject {
	table := widgets.NewTable([]widgets.Column{{Title: "From", Share: 2}, {Title: "Until", Share: 2}, {Title: "Role", Share: 2}, {Title: "Person", Share: 3}},
		theme.RowHeight, func(row, column int) widgets.Cell {
			s := in.plan.Added[row]
			switch column {
			case 0:
				return widgets.Cell{Text: model.FormatTime(s.Start.In(p.data.zone), p.data.now)}
			case 1:
				return widgets.Cell{Text: model.FormatTime(s.End.In(p.data.zone), p.data.now)}
			case 2:
				role, _ := in.plan.Rotation.Role(s.RoleID)
				return widgets.Cell{Text: role.Name}
			}
			if x, ok := p.data.byID[s.PersonID]; ok {
				return widgets.Cell{Text: x.Name, Person: x.Colour, Initials: x.Initials()}
			}
			return widgets.Cell{Text: in.plan.Names[s.PersonID] + ", new in the team", Ink: theme.Accent}
		})
	table.SetLength(len(in.plan.Added))
	return table
}

// importNotes says what was not taken and who is not known; nil when there is nothing to say.
func importNotes(in arrival) fyne.CanvasObject {
	col := widgets.Col(2)
	for _, u := range in.plan.Unknown {
		col.Add(widgets.CaptionPara(fmt.Sprintf("%s is not in the team (%s). Add people, or tick the box above.", u.Name, model.Count(u.Shifts, "shift", "shifts"))).In(theme.Bad))
	}
	for _, r := range in.plan.Refused {
		col.Add(widgets.CaptionPara(fmt.Sprintf("Line %d: %s", r.Line, r.Reason)))
	}
	for _, x := range in.file.Problems {
		col.Add(widgets.CaptionPara(x.String()))
	}
	if len(col.Objects) == 0 {
		return nil
	}
	return col
}
