package model

import (
	"slices"
	"strings"
	"time"
)

// Rotation is the rule by which turns go round: who, how long, when they hand over, and when somebody is on call at all. The rule
// has versions: each is in force from a moment on, so that a change never touches the past.
type Rotation struct {
	ID       ID
	TeamID   ID
	Name     string
	Zone     string    // IANA; the rotation is shown in it, and layers that name no zone of their own count in it
	Roles    []Role    // the most important first
	Versions []Version // by From
}

// Role is a duty that one person at a time holds in a rotation.
type Role struct {
	ID         ID
	RotationID ID
	Name       string
}

// Plain is the rule that most rotations have: one layer that is always on call, where the first role has an order of people and each
// further role is held by the one after the role before it.
type Plain struct {
	First  LocalTime
	Turns  Pattern
	People []ID
}

// NewRotation returns a rotation with a plain rule. A secondary is primary next, and nobody is both at once.
func NewRotation(name, zone string, roles []string, rule Plain) Rotation {
	r := Rotation{Name: name, Zone: zone}
	for _, role := range roles {
		r.Roles = append(r.Roles, Role{Name: role})
	}
	r.Versions = []Version{{Layers: []Layer{r.plainLayer(rule)}}}
	return r
}

// plainLayer makes a layer of a plain rule.
func (r Rotation) plainLayer(rule Plain) Layer {
	l := Layer{First: rule.First, Turns: rule.Turns}
	for i, role := range r.Roles {
		o := Order{Role: role.Name}
		if i == 0 {
			o.Members = MembersOf(rule.People...)
		} else {
			o.After = r.Roles[i-1].Name
		}
		l.Orders = append(l.Orders, o)
	}
	return l
}

// Plain returns the rule in force at an instant as a plain one; ok is false where it says more than a plain rule can.
func (r Rotation) Plain(at time.Time) (rule Plain, ok bool) {
	v := r.At(at)
	if len(v.Layers) != 1 {
		return Plain{}, false
	}
	l := v.Layers[0]
	if l.Name != "" || l.Zone != "" || l.ByCalendar || len(l.Windows) > 0 || len(l.Orders) != len(r.Roles) {
		return Plain{}, false
	}
	rule = Plain{First: l.First, Turns: l.Turns, People: l.People()}
	for i, role := range r.Roles {
		o, found := l.Order(role.Name)
		if !found || i > 0 && o.After != r.Roles[i-1].Name || i == 0 && o.After != "" {
			return Plain{}, false
		}
		for _, m := range o.Members {
			if m.PersonID == 0 || !m.From.IsZero() || !m.Until.IsZero() {
				return Plain{}, false
			}
		}
	}
	return rule, true
}

// SetPlain makes the rule in force at an instant a plain one, in place. The roles are the rotation's.
func (r *Rotation) SetPlain(at time.Time, rule Plain) {
	r.Versions = slices.Clone(r.Versions)
	if len(r.Versions) == 0 {
		r.Versions = []Version{{}}
	}
	v := &r.Versions[r.indexAt(at)]
	l := r.plainLayer(rule)
	if len(v.Layers) > 0 {
		l.ID = v.Layers[0].ID
	}
	v.Layers = []Layer{l}
}

// At returns the version in force at an instant: the first one before all of them.
func (r Rotation) At(t time.Time) Version {
	if len(r.Versions) == 0 {
		return Version{}
	}
	return r.Versions[r.indexAt(t)]
}

func (r Rotation) indexAt(t time.Time) int {
	at := 0
	for i, v := range r.Versions {
		if !v.From.After(t) {
			at = i
		}
	}
	return at
}

// People returns the people of all versions, each once: those of the newest first.
func (r Rotation) People() []ID {
	var out []ID
	for _, v := range slices.Backward(r.Versions) {
		for _, id := range v.People() {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// SetRoles gives the rotation other roles. A role with the ID of an earlier one is that one under its new name. Orders of roles that
// are gone go too; who followed one of them follows what it followed, or takes over its people. A new role follows the one before it.
func (r *Rotation) SetRoles(roles []Role) {
	renamed := map[string]string{}
	for _, old := range r.Roles {
		for _, role := range roles {
			if role.ID == old.ID && role.ID != 0 || role.ID == 0 && role.Name == old.Name {
				renamed[old.Name] = role.Name
			}
		}
	}
	before := r.Roles
	r.Roles = slices.Clone(roles)
	r.Versions = slices.Clone(r.Versions)
	for i := range r.Versions {
		r.Versions[i] = r.Versions[i].Clone()
		for j := range r.Versions[i].Layers {
			r.Versions[i].Layers[j].setRoles(before, roles, renamed)
		}
	}
}

func (l *Layer) setRoles(before, roles []Role, renamed map[string]string) {
	for _, old := range before {
		if _, kept := renamed[old.Name]; !kept {
			l.dropRole(old.Name)
		}
	}
	for i := range l.Orders {
		o := &l.Orders[i]
		if to, ok := renamed[o.Role]; ok {
			o.Role = to
		}
		if to, ok := renamed[o.After]; ok {
			o.After = to
		}
	}
	for i, role := range roles {
		_, has := l.Order(role.Name)
		known := slices.ContainsFunc(before, func(x Role) bool { return renamed[x.Name] == role.Name })
		if has || known {
			continue
		}
		if i == 0 { // a new first role leads, and the one that led follows it
			l.lead0(role.Name)
		} else if _, led := l.Order(roles[i-1].Name); led {
			l.Orders = append(l.Orders, Order{Role: role.Name, After: roles[i-1].Name})
		}
	}
}

// lead0 puts a new role before all others: it takes over the first own order, whose role follows it.
func (l *Layer) lead0(role string) {
	if len(l.Orders) == 0 {
		return
	}
	first := &l.Orders[0]
	leader := Order{Role: role, Members: first.Members}
	first.Members, first.After = nil, role
	l.Orders = slices.Insert(l.Orders, 0, leader)
}

// dropRole takes a role's order out; the first that followed it takes its place.
func (l *Layer) dropRole(role string) {
	gone, ok := l.Order(role)
	if !ok {
		return
	}
	heir := ""
	l.Orders = slices.DeleteFunc(l.Orders, func(o Order) bool { return o.Role == role })
	for i := range l.Orders {
		o := &l.Orders[i]
		if o.After != role {
			continue
		}
		if gone.After == "" && heir == "" {
			heir, o.After, o.Members = o.Role, "", gone.Members
			continue
		}
		o.After = gone.After
		if heir != "" {
			o.After = heir
		}
	}
}

// Check reports broken rules. A rotation may be saved before its people are chosen; Draft says what is missing then.
func (r Rotation) Check() error {
	var p Problems
	checkName(&p, "name", "The rotation", r.Name)
	checkZone(&p, r.Zone)
	if len(r.Roles) == 0 {
		p.Add("roles", "The rotation needs at least one role, such as primary.")
	}
	seen := map[string]bool{}
	for _, role := range r.Roles {
		checkName(&p, "roles", "A role", role.Name)
		if seen[role.Name] { // more would only repeat it
			return Invalidf("roles", "Two roles are called %q. Give each its own name.", role.Name)
		}
		seen[role.Name] = true
	}
	if len(r.Versions) == 0 {
		p.Add("first", "The rotation needs its first handoff, such as 2026-11-23 09:00.")
	}
	for i, v := range r.Versions {
		if i > 0 && !r.Versions[i-1].From.Before(v.From) {
			p.Add("from", "Two versions of the rule are in force from the same moment. Keep one of them.")
		}
		r.checkVersion(&p, v)
	}
	return p.Err()
}

func (r Rotation) checkVersion(p *Problems, v Version) {
	if len(v.Layers) == 0 {
		p.Add("layer", "The rotation needs at least one layer: its turns and who takes them.")
	}
	for i, l := range v.Layers {
		l.check(p, r)
		if len(v.Layers) > 1 && l.Name == "" {
			p.Add("layer", "A rotation with several layers needs a name for each of them.")
		}
		if slices.ContainsFunc(v.Layers[:i], func(o Layer) bool { return o.Name == l.Name }) {
			p.Add("layer", "Two layers are called %q. Give each its own name.", l.Name)
		}
	}
	r.checkLayers(p, v)
}

// Describe returns the rule in force at an instant in words: "weekly, hands over Mon 09:00 Europe/Berlin".
func (r Rotation) Describe(at time.Time) string {
	v := r.At(at)
	parts := make([]string, len(v.Layers))
	for i, l := range v.Layers {
		parts[i] = l.Describe(r.Zone)
		if l.Name != "" {
			parts[i] = l.Name + ": " + parts[i]
		}
	}
	return strings.Join(parts, "; ")
}

// Role returns the role with an ID.
func (r Rotation) Role(id ID) (Role, bool) {
	i := slices.IndexFunc(r.Roles, func(x Role) bool { return x.ID == id })
	if i < 0 {
		return Role{}, false
	}
	return r.Roles[i], true
}

// RoleNamed returns the role with a name.
func (r Rotation) RoleNamed(name string) (Role, bool) {
	i := slices.IndexFunc(r.Roles, func(x Role) bool { return x.Name == name })
	if i < 0 {
		return Role{}, false
	}
	return r.Roles[i], true
}

func (r Rotation) roleNames() []string {
	out := make([]string, len(r.Roles))
	for i, role := range r.Roles {
		out[i] = role.Name
	}
	return out
}

// Clone returns a copy that shares nothing with r.
func (r Rotation) Clone() Rotation {
	r.Roles, r.Versions = slices.Clone(r.Roles), slices.Clone(r.Versions)
	for i := range r.Versions {
		r.Versions[i] = r.Versions[i].Clone()
	}
	return r
}

// MoveLayer puts a layer before or after the others. Where two layers cover a role, which clock changes can bring about, the one that
// stands first is on call. A place outside is the nearest inside.
func (v *Version) MoveLayer(from, to int) {
	to = min(max(to, 0), len(v.Layers)-1)
	l := v.Layers[from]
	v.Layers = slices.Insert(slices.Delete(v.Layers, from, from+1), to, l)
}
