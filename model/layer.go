package model

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Version is a rotation's rule from a moment on: the layers that cover it.
type Version struct {
	ID     ID
	From   time.Time // the rule is in force from here on; zero: from the beginning
	Layers []Layer   // in order of precedence
}

// Layer is a part of a rule with a clock of its own: when it is on call (its windows), how its turns go round, and who takes them in
// each role. Follow-the-sun is one layer for each place.
type Layer struct {
	ID         ID
	Name       string
	Zone       string    // IANA; empty: the rotation's
	First      LocalTime // the first handoff
	Turns      Pattern
	ByCalendar bool     // turns are counted on all days; otherwise on those the windows leave
	Windows    []Window // when the layer is on call, in its zone; none: always
	Orders     []Order  // at most one for each role
}

// Order says who takes the turns of a role. With After it is derived: whoever comes next in the other role's order and can.
type Order struct {
	Role    string
	After   string   // the role this one follows; empty: the order is its own
	Members []Member // of an own order
}

// Member is a place in an order.
type Member struct {
	PersonID ID   // zero: nobody, a turn left unstaffed on purpose
	From     Date // takes turns that begin on this day or later; zero: always
	Until    Date // takes turns that end by the beginning of this day; zero: for ever
}

// MembersOf returns places for people without dates, in order.
func MembersOf(people ...ID) []Member {
	var out []Member
	for _, id := range people {
		out = append(out, Member{PersonID: id})
	}
	return out
}

// ZoneIn returns the layer's zone in a rotation of a zone.
func (l Layer) ZoneIn(rotation string) string {
	if l.Zone != "" {
		return l.Zone
	}
	return rotation
}

// Order returns the order of a role.
func (l Layer) Order(role string) (Order, bool) {
	i := slices.IndexFunc(l.Orders, func(o Order) bool { return o.Role == role })
	if i < 0 {
		return Order{}, false
	}
	return l.Orders[i], true
}

// lead returns the own order that a role's people come from, and how many places after its person the role stands: 0 for an own
// order. ok is false where there is none, or roles follow each other in a circle.
func (l Layer) lead(role string) (own Order, distance int, ok bool) {
	for range l.Orders {
		o, found := l.Order(role)
		if !found {
			return Order{}, 0, false
		}
		if o.After == "" {
			return o, distance, true
		}
		role, distance = o.After, distance+1
	}
	return Order{}, 0, false
}

// People returns the people of the layer's orders, each once, in order.
func (l Layer) People() []ID {
	var out []ID
	for _, o := range l.Orders {
		for _, m := range o.Members {
			if m.PersonID != 0 && !slices.Contains(out, m.PersonID) {
				out = append(out, m.PersonID)
			}
		}
	}
	return out
}

// People returns the people of the version's layers, each once, in order.
func (v Version) People() []ID {
	var out []ID
	for _, l := range v.Layers {
		for _, id := range l.People() {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// Hours is the least length of a turn, clock changes and windows aside.
func (v Version) Hours() int {
	least := 0
	for i, l := range v.Layers {
		if h := l.Turns.Hours(); i == 0 || h < least {
			least = h
		}
	}
	return least
}

// Layer returns the layer of a name.
func (v Version) Layer(name string) (Layer, bool) {
	i := slices.IndexFunc(v.Layers, func(l Layer) bool { return l.Name == name })
	if i < 0 {
		return Layer{}, false
	}
	return v.Layers[i], true
}

// Describe returns the layer's pattern in words: "weekly, hands over Mon 09:00 Europe/Berlin, Mon–Fri 09:00–17:00".
func (l Layer) Describe(zone string) string {
	at := l.First.Clock().String()
	if len(l.Turns) > 0 {
		switch l.Turns[0].Unit {
		case Weeks:
			at = l.First.Date().Weekday().String()[:3] + " " + at
		case Months:
			at = fmt.Sprintf("on day %d at %s", l.First.Date().Day, at)
		case Hours:
			at = "from " + at
		}
	}
	words := fmt.Sprintf("%s, hands over %s %s", l.Turns.Words(), at, l.ZoneIn(zone))
	if len(l.Windows) > 0 {
		words += ", " + WindowWords(l.Windows...)
		if l.ByCalendar {
			words += ", counted by the calendar"
		}
	}
	return words
}

func (l Layer) clone() Layer {
	l.Turns, l.Windows, l.Orders = slices.Clone(l.Turns), slices.Clone(l.Windows), slices.Clone(l.Orders)
	for i := range l.Orders {
		l.Orders[i].Members = slices.Clone(l.Orders[i].Members)
	}
	return l
}

// Clone returns a copy that shares nothing with v.
func (v Version) Clone() Version {
	v.Layers = slices.Clone(v.Layers)
	for i := range v.Layers {
		v.Layers[i] = v.Layers[i].clone()
	}
	return v
}

// check reports broken rules of a layer of a rotation.
func (l Layer) check(p *Problems, r Rotation) {
	if l.Name != "" {
		checkName(p, "layer", "A layer", l.Name)
	}
	if l.Zone != "" {
		checkZone(p, l.Zone)
	}
	if err := l.Turns.Check(); err != nil {
		p.Add("every", "%s", err.Error())
	}
	switch year := l.First.Date().Year; {
	case l.First.IsZero():
		p.Add("first", "The rotation needs its first handoff, such as 2026-11-23 09:00.")
	case year < 1970 || year > 2200:
		p.Add("first", "The first handoff cannot be in the year %d. Choose one between 1970 and 2200.", year)
	}
	checkWindows(p, l.Windows)
	l.checkOrders(p, r)
}

func (l Layer) checkOrders(p *Problems, r Rotation) {
	where := ""
	if l.Name != "" {
		where = " of the layer " + l.Name
	}
	for i, o := range l.Orders {
		if _, ok := r.RoleNamed(o.Role); !ok {
			p.Add("roles", "The order%s is for the role %q, which the rotation does not have. Its roles are %s.", where, o.Role, strings.Join(r.roleNames(), ", "))
		}
		if slices.ContainsFunc(l.Orders[:i], func(x Order) bool { return x.Role == o.Role }) {
			p.Add("roles", "The role %s has two orders%s. Keep one.", o.Role, where)
		}
		if _, _, ok := l.lead(o.Role); o.After != "" && !ok {
			p.Add("roles", "The role %s follows %s, which leads to no order of people%s. Let it follow a role that has one.", o.Role, o.After, where)
		}
		if o.After != "" && len(o.Members) > 0 {
			p.Add("people", "The role %s follows %s, so it has no people of its own. Take them out, or give it an own order.", o.Role, o.After)
		}
		for j, m := range o.Members {
			if m.PersonID != 0 && slices.ContainsFunc(o.Members[:j], func(x Member) bool { return x.PersonID == m.PersonID }) {
				p.Add("people", "Somebody stands in the order twice. Each person has one place in it.")
			}
			if !m.From.IsZero() && !m.Until.IsZero() && !m.From.Before(m.Until) {
				p.Add("people", "Somebody leaves the order on %s and joins it only on %s. Choose a later day for leaving.", m.Until, m.From)
			}
		}
	}
}
