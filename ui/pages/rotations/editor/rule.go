package editor

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
)

// effect says from when on a change counts.
type effect struct {
	mode       int      // of effects
	day, clock string   // for atMoment
	version    model.ID // the version to come that is changed; zero: the rule in force
	taken      map[model.ID]bool
}

// The modes of an effect, in the order of its choice.
const (
	atHandoff = iota
	atOnce
	atMoment
)

// moment is from when on the change counts, zero for at once.
func (e *editor) moment() (time.Time, *trouble) {
	switch e.effect.mode {
	case atHandoff:
		return e.back.next, nil
	case atOnce:
		return time.Time{}, nil
	}
	day, err := model.ParseDate(e.effect.day)
	clock, bad := model.ParseClock(e.effect.clock)
	if err = errors.Join(err, bad); err != nil {
		return time.Time{}, &trouble{layer: -1, field: "from", words: err.Error()}
	}
	at := model.Resolve(day.At(clock), e.back.zoneOf(e.plan.zone))
	if at.Before(e.back.now) {
		return at, &trouble{layer: -1, field: "from", words: "That is past, and what is past is not changed. Choose now or later."}
	}
	return at, nil
}

// dated reports whether a change of the rule has a date: while nothing is published there is nothing to keep.
func (e *editor) dated() bool { return !e.back.until.IsZero() || e.effect.version != 0 }

// rotation is what is to be stored, from when on it differs, and what cannot be read.
func (e *editor) rotation() (model.Rotation, time.Time, []trouble) {
	e.keepTexts()
	layers, wrong := e.plan.modelLayers()
	var from time.Time
	if e.dated() {
		at, bad := e.moment()
		if from = at; bad != nil {
			wrong = append(wrong, *bad)
		}
	}
	if len(wrong) > 0 {
		return model.Rotation{}, from, wrong
	}
	r := e.back.stored.Clone()
	r.TeamID, r.Name, r.Zone = e.back.team.ID, tidy(e.plan.name), strings.TrimSpace(e.plan.zone)
	r.SetRoles(e.plan.modelRoles())
	r.Versions = slices.DeleteFunc(r.Versions, func(v model.Version) bool { return e.effect.taken[v.ID] })
	e.place(&r, from, layers)
	if r.Name == "" {
		r.Name = "New rotation" // to show what it does; saving asks for a name
	}
	return r, from, e.check(r, layers)
}

// place puts the layers into the version that they are for.
func (e *editor) place(r *model.Rotation, from time.Time, layers []model.Layer) {
	if at := slices.IndexFunc(r.Versions, func(v model.Version) bool { return v.ID == e.effect.version && v.ID != 0 }); at >= 0 {
		r.Versions[at].From, r.Versions[at].Layers = from, layers
		slices.SortStableFunc(r.Versions, func(a, b model.Version) int { return a.From.Compare(b.From) })
		return
	}
	base := r.At(e.back.now)
	if len(r.Versions) > 0 && text(*r, base.Layers) == text(*r, layers) {
		return // only the name, the zone or other versions changed
	}
	v := r.RuleFrom(from, e.back.now)
	for i := range layers {
		if !slices.ContainsFunc(v.Layers, func(l model.Layer) bool { return l.ID == layers[i].ID }) {
			layers[i].ID = 0
		}
	}
	v.Layers = layers
}

// text is what layers say, whatever their ids are.
func text(r model.Rotation, layers []model.Layer) string {
	var out strings.Builder
	for _, l := range layers {
		fmt.Fprintf(&out, "%q %q %s %s %t %s", l.Name, l.Zone, l.First, l.Turns, l.ByCalendar, model.FormatWindows(l.Windows))
		for _, x := range r.Roles {
			o, has := l.Order(x.Name)
			fmt.Fprintf(&out, " %t %q %v", has, o.After, o.Members)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// check finds what is wrong with a rotation, layer by layer, so that each problem is shown where it is.
func (e *editor) check(r model.Rotation, layers []model.Layer) []trouble {
	var out []trouble
	known := map[string]bool{}
	add := func(layer int, err error) {
		for _, p := range problems(err) {
			if !known[p.Error()] {
				known[p.Error()] = true
				out = append(out, e.troubleOf(p, layer))
			}
		}
	}
	alone := r.Clone()
	for i, l := range layers {
		alone.Versions = []model.Version{{Layers: []model.Layer{l}}}
		add(i, alone.Check())
	}
	add(-1, r.Check())
	return out
}

// problems takes an error of several apart.
func problems(err error) []error {
	var e *model.Error
	if errors.As(err, &e) {
		if several, ok := e.Err.(interface{ Unwrap() []error }); ok {
			return several.Unwrap()
		}
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

// troubleOf finds the step that an error of the model is about.
func (e *editor) troubleOf(err error, layer int) trouble {
	t := trouble{step: stepTimes, layer: layer, field: model.FieldOf(err), words: err.Error()}
	switch t.field {
	case "name":
		t.step = e.steps[0]
	case "every":
		t.field = "turns"
	case "window":
		t.field = "windows"
	case "roles":
		t.step = stepRoles
	case "people":
		t.step = stepPeople
	}
	return t
}
