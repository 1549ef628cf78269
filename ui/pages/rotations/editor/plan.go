package editor

import (
	"fmt"
	"slices"
	"strings"

	"watchbill/model"
)

// plan is a rotation's rule as it stands in the dialogue: what was typed, right or wrong, and choices. It becomes layers of the model
// when all of it can be read.
type plan struct {
	name, zone string
	roles      []*role
	layers     []*layer
}

// role is known by its address, so that its name may be anything while it is typed.
type role struct {
	id   model.ID
	name string
}

// layer is a layer as it was typed.
type layer struct {
	id         model.ID
	name, zone string // an empty zone is the rotation's
	day, clock string // of the first handoff
	turns      string // "1 week", "1 day, then 3 days"
	windows    string // "Mon-Fri 09:00-17:00"; empty: always
	byCalendar bool
	holds      map[*role]*hold
}

// hold says who holds a role in a layer: nobody of the layer, whoever can after another role, or members of its own in order.
type hold struct {
	none    bool
	after   *role
	members []*member
}

// member is a place in an order with its dates as they were typed; empty is without an end.
type member struct {
	person      model.ID // zero: nobody, a turn left unstaffed on purpose
	from, until string
}

// trouble is what is wrong with a plan, and where.
type trouble struct {
	step  step
	layer int // the layer's place, or -1
	field string
	words string
}

// planOf shows a version of a rotation as it can be typed.
func planOf(r model.Rotation, v model.Version) *plan {
	p := &plan{name: r.Name, zone: r.Zone}
	byName := map[string]*role{}
	for _, x := range r.Roles {
		p.roles = append(p.roles, &role{x.ID, x.Name})
		byName[x.Name] = p.roles[len(p.roles)-1]
	}
	for _, l := range v.Layers {
		shown := &layer{
			id: l.ID, name: l.Name, zone: l.Zone, day: l.First.Date().String(), clock: l.First.Clock().String(),
			turns: turnsText(l.Turns), windows: model.FormatWindows(l.Windows), byCalendar: l.ByCalendar, holds: map[*role]*hold{},
		}
		for _, x := range p.roles {
			o, has := l.Order(x.name)
			shown.holds[x] = &hold{none: !has, after: byName[o.After], members: membersOf(o.Members)}
		}
		p.layers = append(p.layers, shown)
	}
	return p
}

func membersOf(members []model.Member) []*member {
	var out []*member
	for _, m := range members {
		out = append(out, &member{m.PersonID, dateText(m.From), dateText(m.Until)})
	}
	return out
}

func dateText(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// modelRoles are the roles as the model has them.
func (p *plan) modelRoles() []model.Role {
	out := make([]model.Role, len(p.roles))
	for i, x := range p.roles {
		out[i] = model.Role{ID: x.id, Name: tidy(x.name)}
	}
	return out
}

// modelLayers are the layers as the model has them, and what could not be read.
func (p *plan) modelLayers() ([]model.Layer, []trouble) {
	var out []model.Layer
	var wrong []trouble
	for i, l := range p.layers {
		got, bad := l.read(p)
		for _, b := range bad {
			b.layer = i
			wrong = append(wrong, b)
		}
		out = append(out, got)
	}
	return out, wrong
}

func (l *layer) read(p *plan) (out model.Layer, wrong []trouble) {
	note := func(at step, field string, err error) {
		if err != nil {
			wrong = append(wrong, trouble{step: at, field: field, words: err.Error()})
		}
	}
	out = model.Layer{ID: l.id, Name: tidy(l.name), Zone: strings.TrimSpace(l.zone), ByCalendar: l.byCalendar}
	day, err := model.ParseDate(l.day)
	note(stepTimes, "first", err)
	clock, err := model.ParseClock(l.clock)
	note(stepTimes, "clock", err)
	out.First = day.At(clock)
	out.Turns, err = parseTurns(l.turns)
	note(stepTimes, "turns", err)
	out.Windows, err = model.ParseWindows(l.windows)
	note(stepTimes, "windows", err)
	for _, x := range p.roles {
		o, has, err := l.holds[x].read(tidy(x.name))
		note(stepPeople, "people", err)
		if has {
			out.Orders = append(out.Orders, o)
		}
	}
	return out, wrong
}

func (h *hold) read(name string) (o model.Order, has bool, err error) {
	if h == nil || h.none {
		return o, false, nil
	}
	o.Role = name
	if h.after != nil {
		o.After = tidy(h.after.name)
		return o, true, nil
	}
	for _, m := range h.members {
		got := model.Member{PersonID: m.person}
		if got.From, err = dateOf(m.from); err != nil {
			return o, true, err
		}
		if got.Until, err = dateOf(m.until); err != nil {
			return o, true, err
		}
		o.Members = append(o.Members, got)
	}
	return o, true, nil
}

func dateOf(text string) (model.Date, error) {
	if strings.TrimSpace(text) == "" {
		return model.Date{}, nil
	}
	return model.ParseDate(text)
}

// tidy leaves single spaces between words.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// add puts a role at the end. It follows the last one, or has an order of its own.
func (p *plan) add(name string, own bool) {
	x := &role{name: name}
	for _, l := range p.layers {
		h := &hold{}
		if n := len(p.roles); n > 0 && !own {
			h.after = p.roles[n-1]
		}
		l.holds[x] = h
	}
	p.roles = append(p.roles, x)
}

// drop takes a role away. Who followed it follows what it followed, or takes over its people.
func (p *plan) drop(gone *role) {
	p.roles = slices.DeleteFunc(p.roles, func(x *role) bool { return x == gone })
	for _, l := range p.layers {
		was := l.holds[gone]
		var heir *role
		for _, x := range p.roles {
			h := l.holds[x]
			switch {
			case h.after != gone:
			case was.after == nil && heir == nil:
				heir, h.after, h.members, h.none = x, nil, was.members, was.none
			case was.after == nil:
				h.after = heir
			default:
				h.after = was.after
			}
		}
		delete(l.holds, gone)
	}
}

// follow lets a role follow another in all layers that have both, or gives it an order of its own with after nil.
func (p *plan) follow(x, after *role) {
	for _, l := range p.layers {
		if h := l.holds[x]; !h.none {
			h.after = after
		}
	}
}

// followed is the role that a role follows in all layers; same is false where layers differ.
func (p *plan) followed(x *role) (after *role, same bool) {
	first := true
	for _, l := range p.layers {
		h := l.holds[x]
		if h.none {
			continue
		}
		if !first && h.after != after {
			return nil, false
		}
		after, first = h.after, false
	}
	return after, true
}

// leads reports whether following x would lead from after back to x.
func (p *plan) leads(after, x *role) bool {
	for range p.roles {
		if after == nil {
			return false
		}
		if after == x {
			return true
		}
		after, _ = p.followed(after)
	}
	return true
}

// addLayer puts a copy of the last layer at the end, without its people and its windows.
func (p *plan) addLayer() {
	last := p.layers[len(p.layers)-1]
	l := *last
	l.id, l.name, l.windows, l.holds = 0, "", "", map[*role]*hold{}
	for x, h := range last.holds {
		l.holds[x] = &hold{none: h.none, after: h.after}
	}
	p.layers = append(p.layers, &l)
}

// text is all that stands in the plan, to tell whether somebody changed it.
func (p *plan) text() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%q %q\n", tidy(p.name), tidy(p.zone))
	for _, x := range p.roles {
		fmt.Fprintf(&out, "role %d %q\n", x.id, x.name)
	}
	for _, l := range p.layers {
		fmt.Fprintf(&out, "layer %d %q %q %s %q %q %q %t\n", l.id, l.name, l.zone, sameDay(l.day), l.clock, l.turns, l.windows, l.byCalendar)
		for _, x := range p.roles {
			h := l.holds[x]
			fmt.Fprintf(&out, " %t %d", h.none, slices.Index(p.roles, h.after))
			for _, m := range h.members {
				fmt.Fprintf(&out, " %d %s %s", m.person, sameDay(m.from), sameDay(m.until))
			}
		}
	}
	return out.String()
}

// sameDay is a day however it is written, and else what was typed.
func sameDay(text string) string {
	if d, err := dateOf(text); err == nil {
		return d.String()
	}
	return fmt.Sprintf("%q", text)
}
