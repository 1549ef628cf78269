package model

import (
	"fmt"
	"slices"
	"time"
)

// RuleFrom returns the version to change so that the rule is another one from an instant on: the one that begins then, or a copy of the
// one in force, which it adds. A zero instant means the version in force at now, to be changed in place; Amend makes a new version of
// it where it must. Later versions stay as they are.
func (r *Rotation) RuleFrom(from, now time.Time) *Version {
	*r = r.Clone()
	if len(r.Versions) == 0 {
		r.Versions = []Version{{}}
	}
	if from.IsZero() {
		return &r.Versions[r.indexAt(now)]
	}
	if i := slices.IndexFunc(r.Versions, func(v Version) bool { return v.From.Equal(from) }); i >= 0 {
		return &r.Versions[i]
	}
	v := r.At(from).fresh()
	v.From = from
	i := slices.IndexFunc(r.Versions, func(x Version) bool { return x.From.After(from) })
	if i < 0 {
		i = len(r.Versions)
	}
	r.Versions = slices.Insert(r.Versions, i, v)
	return &r.Versions[i]
}

// fresh is a copy that is not stored yet.
func (v Version) fresh() Version {
	v = v.Clone()
	v.ID = 0
	for i := range v.Layers {
		v.Layers[i].ID = 0
	}
	return v
}

// Amend returns what is to be stored when a rotation is saved as edited, where stored is what the file holds. What was in force before now
// stays as it was: a change of the version in force becomes a new version from now on, and an edit that reaches into the past is
// refused. Where nothing is published yet there is no past, and the rule becomes what was edited. Roles belong to all versions.
func Amend(stored, edited Rotation, now time.Time, published bool) (Rotation, error) {
	edited = edited.Clone()
	if !published || stored.ID == 0 {
		return edited, nil
	}
	base := stored.Clone()
	base.SetRoles(edited.Roles)
	if base.Zone != edited.Zone {
		base.keepZone()
		edited.keepZoneBefore(base.Zone, now, stored)
	}
	current := stored.indexAt(now)
	var out []Version
	for i, v := range base.Versions {
		if i > current {
			break
		}
		at := slices.IndexFunc(edited.Versions, func(x Version) bool { return x.ID == v.ID })
		switch {
		case at >= 0 && edited.Versions[at].same(v, edited.Zone):
			out = append(out, v)
		case i < current || at < 0 || !edited.Versions[at].From.Equal(v.From):
			return edited, Errorf(Conflict, "from", "The rule that was in force from %s stays as it was: what is past is not changed. Change the rule from now on.", fromText(v.From))
		case !v.From.Before(now): // the first version, which is still to come, or one of this moment
			out = append(out, edited.Versions[at])
		default:
			changed := edited.Versions[at].fresh()
			changed.From = now
			out = append(out, v, changed)
		}
	}
	for _, v := range edited.Versions {
		if slices.ContainsFunc(stored.Versions[:current+1], func(x Version) bool { return x.ID == v.ID && v.ID != 0 }) {
			continue
		}
		if v.From.Before(now) {
			return edited, Invalidf("from", "The rule cannot change from %s on: that is past, and what is past is not changed. Choose now or later.", fromText(v.From))
		}
		out = append(out, v)
	}
	edited.Versions = out
	slices.SortStableFunc(edited.Versions, func(a, b Version) int { return a.From.Compare(b.From) })
	return edited, nil
}

// ChangesAhead returns from when on the rule differs from the stored one, where that is still to come at now; ok is false where the rule
// in force differs already, or nothing does but that versions went.
func (r Rotation) ChangesAhead(stored Rotation, now time.Time) (from time.Time, ok bool) {
	base := stored.Clone()
	base.SetRoles(r.Roles)
	if stored.ID == 0 || !r.At(now).same(base.At(now), r.Zone) {
		return time.Time{}, false
	}
	for _, v := range r.Versions {
		i := slices.IndexFunc(base.Versions, func(x Version) bool { return x.ID == v.ID })
		if v.From.After(now) && (i < 0 || !v.same(base.Versions[i], r.Zone)) {
			return v.From, true
		}
	}
	return time.Time{}, false
}

func fromText(t time.Time) string {
	if t.IsZero() {
		return "the beginning"
	}
	return t.Format("2006-01-02 15:04")
}

// Without takes a person out of the rule in force at an instant and out of those to come, in place. It reports whether they were in it.
func (r *Rotation) Without(person ID, at time.Time) bool {
	*r = r.Clone()
	found := false
	for i := range r.Versions {
		if i < r.indexAt(at) {
			continue
		}
		for _, l := range r.Versions[i].Layers {
			for k := range l.Orders {
				o := &l.Orders[k]
				n := len(o.Members)
				o.Members = slices.DeleteFunc(o.Members, func(m Member) bool { return m.PersonID == person })
				found = found || len(o.Members) < n
			}
		}
	}
	return found
}

// keepZone writes the rotation's zone into the layers that counted in it, so that another zone of the rotation does not move them.
func (r *Rotation) keepZone() {
	for i := range r.Versions {
		for j := range r.Versions[i].Layers {
			l := &r.Versions[i].Layers[j]
			l.Zone = l.ZoneIn(r.Zone)
		}
	}
}

// keepZoneBefore does so for the versions of an edited rotation that lie in the past of the stored one.
func (r *Rotation) keepZoneBefore(zone string, now time.Time, stored Rotation) {
	current := stored.indexAt(now)
	for i := range r.Versions {
		v := &r.Versions[i]
		if !slices.ContainsFunc(stored.Versions[:current], func(x Version) bool { return x.ID == v.ID }) {
			continue
		}
		for j := range v.Layers {
			v.Layers[j].Zone = v.Layers[j].ZoneIn(zone)
		}
	}
}

// same reports whether two versions of a rotation of a zone say the same, whatever their ids are.
func (v Version) same(o Version, zone string) bool {
	return v.From.Equal(o.From) && v.text(zone) == o.text(zone)
}

func (v Version) text(zone string) string {
	out := ""
	for _, l := range v.Layers {
		out += fmt.Sprintf("%q %s %s %s %t %s %v\n", l.Name, l.ZoneIn(zone), l.First, l.Turns, l.ByCalendar, FormatWindows(l.Windows), l.Orders)
	}
	return out
}

// Same reports whether two rotations have the same name, zone, roles and rules, whatever the ids of their versions are.
func (r Rotation) Same(o Rotation) bool {
	return r.Name == o.Name && r.Zone == o.Zone && slices.Equal(r.Roles, o.Roles) && len(r.Versions) == len(o.Versions) &&
		!slices.ContainsFunc(r.Versions, func(v Version) bool {
			return !slices.ContainsFunc(o.Versions, func(x Version) bool { return v.same(x, r.Zone) })
		})
}
