package editor

import (
	"slices"
	"time"

	"watchbill/model"
	"watchbill/ui/timeline"
)

// night is the longest pause within a turn that is drawn as one: it goes on the next day.
const night = 30 * time.Hour

// turnRows are whole turns, for eight weeks of short shifts: a row for each layer and role, in which what somebody serves day after day is
// one block.
func (e *editor) turnRows() []timeline.Row {
	var rows []timeline.Row
	v := e.preview.Rotation.At(e.preview.Window.Start)
	for _, l := range v.Layers {
		for _, x := range e.preview.Rotation.Roles {
			if _, has := l.Order(x.Name); !has {
				continue
			}
			row := timeline.Row{ID: l.Name + " " + x.Name, Label: x.Name}
			switch {
			case len(v.Layers) > 1 && len(e.preview.Rotation.Roles) > 1:
				row.Label = l.Name + " " + x.Name
			case len(v.Layers) > 1:
				row.Label = l.Name
			}
			for _, s := range joined(e.servedIn(l, x)) {
				row.Blocks = append(row.Blocks, e.block(s))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// servedIn are the shifts of a role that begin while a layer is on call.
func (e *editor) servedIn(l model.Layer, x model.Role) []model.Shift {
	alone := e.preview.Rotation.Clone()
	alone.Versions = []model.Version{{Layers: []model.Layer{l}}}
	open, err := alone.Covers(x.ID, e.preview.Window)
	if err != nil {
		return nil
	}
	var out []model.Shift
	for _, s := range e.preview.Shifts {
		if s.RoleID == x.ID && slices.ContainsFunc(open, func(i model.Interval) bool { return i.Contains(s.Start) }) {
			out = append(out, s)
		}
	}
	return out
}

// joined makes one of the shifts that somebody serves with no more than a night between.
func joined(shifts []model.Shift) []model.Shift {
	var out []model.Shift
	for _, s := range shifts {
		if n := len(out); n > 0 && out[n-1].PersonID == s.PersonID && s.Start.Sub(out[n-1].End) < night {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}
