//go:build linux && cgo && !ci && !headless

package main

import (
	"context"
	"fmt"
	"time"

	"watchbill/model"
	"watchbill/storage"
	"watchbill/ui/timeline"
)

// month is what a page needs of the file to show a month.
type month struct {
	people    []model.Person
	rotations []model.Rotation
	duties    []model.Shift
	drafts    []model.Shift
	off       []model.TimeOff
	freezes   []model.Freeze
}

// readMonth reads the month that holds now.
func readMonth(ctx context.Context, r storage.Reader, team model.ID) (m month, err error) {
	from, to := timeline.Month.Window(fileNow(), berlin(), 0)
	window := model.Interval{Start: from, End: to}
	if m.people, err = r.People(ctx, team); err != nil {
		return m, err
	}
	if m.rotations, err = r.Rotations(ctx, team); err != nil {
		return m, err
	}
	if m.duties, err = r.Duties(ctx, team, window); err != nil {
		return m, err
	}
	if m.drafts, err = r.Drafts(ctx, team, window); err != nil {
		return m, err
	}
	if m.off, err = r.TimeOff(ctx, team, window); err != nil {
		return m, err
	}
	m.freezes, err = r.Freezes(ctx, team, window)
	return m, err
}

func berlin() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return zone
}

// picture makes the timeline's model: a row a rotation, and a row a person.
func (m month) picture() timeline.Model {
	byID := map[model.ID]model.Person{}
	for _, p := range m.people {
		byID[p.ID] = p
	}
	byRole, byPerson := map[model.ID][]timeline.Block{}, map[model.ID][]timeline.Block{}
	add := func(s model.Shift, kind timeline.Kind) {
		p := byID[s.PersonID]
		b := timeline.Block{ID: fmt.Sprint(s.Piece()), Start: s.Start, End: s.End, Kind: kind, Person: p.Colour, Initials: p.Initials(), Name: p.First()}
		if s.Override != 0 {
			b.Marks = []timeline.Mark{{Kind: timeline.Overridden, Text: "cover"}}
		}
		byRole[s.RoleID] = append(byRole[s.RoleID], b)
		if kind == timeline.Published {
			b.Kind = timeline.PersonBar
			byPerson[s.PersonID] = append(byPerson[s.PersonID], b)
		}
	}
	for _, s := range m.duties {
		add(s, timeline.Published)
	}
	for _, s := range m.drafts {
		add(s, timeline.Draft)
	}
	for _, t := range m.off {
		byPerson[t.PersonID] = append(byPerson[t.PersonID], timeline.Block{ID: fmt.Sprint("off-", t.ID), Start: t.Start, End: t.End, Kind: timeline.TimeOff, Name: t.Kind})
	}
	out := timeline.Model{Zone: berlin(), Now: fileNow(), Groups: []timeline.Group{{Title: "People"}, {Title: "Rotations"}}}
	for _, p := range m.people {
		row := timeline.Row{ID: fmt.Sprint("p", p.ID), Label: p.First(), Person: p.Colour, Initials: p.Initials(), Blocks: byPerson[p.ID]}
		row.Count = fmt.Sprint(len(row.Blocks))
		out.Groups[0].Rows = append(out.Groups[0].Rows, row)
	}
	for _, r := range m.rotations {
		out.Groups[1].Rows = append(out.Groups[1].Rows, timeline.Row{ID: fmt.Sprint("r", r.ID), Label: r.Name, Blocks: byRole[r.Roles[0].ID]})
	}
	for _, f := range m.freezes {
		out.Bands = append(out.Bands, timeline.Band{ID: fmt.Sprint(f.ID), Kind: timeline.FreezeBand, Start: f.Start, End: f.End, Name: f.Name})
	}
	return out
}

// loading is what reading a month costs.
type loading struct {
	blocks    int
	cpu, wall time.Duration // of the quickest run but one, which a busy machine disturbs least
}

// measureLoading opens the file as a page does and reads the month several times.
func measureLoading(ctx context.Context, path string) (l loading, picture timeline.Model, err error) {
	db, err := storage.Open(ctx, path)
	if err != nil {
		return l, picture, err
	}
	defer db.Close()
	teams, err := db.Reader().Teams(ctx)
	if err != nil {
		return l, picture, err
	}
	const runs = 9
	var cpus, walls []time.Duration
	for range runs {
		before, began := processorTime(), time.Now()
		m, err := readMonth(ctx, db.Reader(), teams[0].ID)
		if err != nil {
			return l, picture, err
		}
		picture = m.picture()
		cpus, walls = append(cpus, processorTime()-before), append(walls, time.Since(began))
		l.blocks = len(m.duties) + len(m.drafts) + len(m.off)
	}
	l.cpu, l.wall = second(cpus), second(walls)
	return l, picture, nil
}
