package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// schedulePlanner works a schedule out. People and roles that are not stored yet have negative ids, from -1 down.
type schedulePlanner struct {
	plan      ScheduleImport
	zone      string
	people    []model.Person
	fresh     []model.Person // to be added
	rule      model.Plain    // of a rotation that is to be added
	published []model.Shift
	unknown   map[string]int
	found     map[[2]string]model.ID   // people by name and e-mail as written
	last      map[model.ID]model.Shift // the last duty taken, by role
}

func (w *Workspace) planSchedule(ctx context.Context, reader storage.Reader, r model.Rotation, duties []ScheduledDuty, addPeople bool) (schedulePlanner, error) {
	p := schedulePlanner{plan: ScheduleImport{Rotation: r, Names: map[model.ID]string{}}, unknown: map[string]int{}, found: map[[2]string]model.ID{}, last: map[model.ID]model.Shift{}, zone: r.Zone}
	if len(duties) == 0 {
		return p, model.Invalidf("file", "The file holds no shift that could be read. Choose another file, or see what was not read and why.")
	}
	team, err := w.teamOf(ctx, reader)
	if err != nil && model.CodeOf(err) != model.NotFound {
		return p, err
	}
	if team.ID != 0 {
		p.zone = firstOf(r.Zone, team.Zone)
		if p.people, err = reader.People(ctx, team.ID); err != nil {
			return p, err
		}
	}
	if p.zone == "" {
		p.zone = "UTC"
	}
	for _, x := range p.people {
		p.plan.Names[x.ID] = x.Name
	}
	if r.ID != 0 {
		if p.published, err = reader.RotationShifts(ctx, r.ID, model.Published, model.Interval{}); err != nil {
			return p, err
		}
	}
	duties = slices.Clone(duties)
	slices.SortStableFunc(duties, func(a, b ScheduledDuty) int { return a.Start.Compare(b.Start) })
	if r.ID == 0 {
		if err := p.guessPattern(duties); err != nil {
			return p, err
		}
	}
	for _, d := range duties {
		p.take(d, addPeople)
	}
	if r.ID == 0 {
		p.rule.People = p.order()
		p.plan.Rotation.SetPlain(time.Time{}, p.rule)
	}
	return p, nil
}

// guessPattern gives a new rotation the handoff and turn length that most of the duties have.
func (p *schedulePlanner) guessPattern(duties []ScheduledDuty) error {
	loc, err := model.Zone(p.zone)
	if err != nil {
		return err
	}
	count := map[model.Every]int{}
	best := model.Every{N: 1, Unit: model.Weeks}
	for _, d := range duties {
		days := model.DateOf(d.Start.In(loc)).DaysUntil(model.DateOf(d.End.In(loc)))
		e := model.Every{N: max(days, 1), Unit: model.Days}
		switch hours := int(d.End.Sub(d.Start).Hours() + 0.5); {
		case days > 0 && days%7 == 0:
			e = model.Every{N: days / 7, Unit: model.Weeks}
		case hours >= 1 && hours < 23:
			e = model.Every{N: hours, Unit: model.Hours}
		}
		if e.Check() != nil {
			continue
		}
		if count[e]++; count[e] > count[best] {
			best = e
		}
	}
	p.plan.Rotation.Zone = p.zone
	p.rule = model.Plain{First: model.LocalOf(duties[0].Start, loc), Turns: model.Pattern{best}}
	return nil
}

// take decides on one duty.
func (p *schedulePlanner) take(d ScheduledDuty, addPeople bool) {
	refuse := func(format string, args ...any) {
		p.plan.Refused = append(p.plan.Refused, RefusedDuty{d.Line, fmt.Sprintf(format, args...)})
	}
	if !d.Start.Before(d.End) {
		refuse("The shift ends before it starts.")
		return
	}
	person, ok := p.person(d, addPeople)
	if !ok {
		return
	}
	role := p.role(d)
	loc, err := model.Zone(p.zone)
	if err != nil {
		loc = time.UTC
	}
	d.Start, d.End = d.Start.In(loc), d.End.In(loc)
	s := model.Shift{RotationID: p.plan.Rotation.ID, RoleID: role, PersonID: person, Slot: d.Start, Interval: model.Interval{Start: d.Start, End: d.End}, State: model.Published}
	o, where := p.overlapped(s)
	switch {
	case where == "":
		p.plan.Added = append(p.plan.Added, s)
		p.last[role] = s
	case o.Start.Equal(s.Start) && o.End.Equal(s.End) && o.PersonID == person:
		p.plan.Known++
	default:
		const layout = "2006-01-02 15:04"
		refuse("%s's shift %s to %s overlaps one of %s, %s to %s, that %s. Reassign that one, or leave this out.", p.plan.Names[person], d.Start.Format(layout), d.End.Format(layout),
			p.nameOf(o.PersonID), o.Start.In(loc).Format(layout), o.End.In(loc).Format(layout), where)
	}
}

// overlapped finds a shift of the same role that stands in the way of s, and says where it stands: "" when nothing does. Of the
// duties taken before, only the last can: they do not overlap each other, and come in order of their start.
func (p *schedulePlanner) overlapped(s model.Shift) (o model.Shift, where string) {
	for _, o := range p.published {
		if o.RoleID == s.RoleID && o.Overlaps(s.Interval) {
			return o, "is published already"
		}
	}
	if o, ok := p.last[s.RoleID]; ok && o.Overlaps(s.Interval) {
		return o, "stands in the same file"
	}
	return o, ""
}

func (p *schedulePlanner) nameOf(id model.ID) string {
	if n, ok := p.plan.Names[id]; ok {
		return n
	}
	return "nobody"
}

// person finds whom a duty names, and adds them where that is allowed.
func (p *schedulePlanner) person(d ScheduledDuty, add bool) (model.ID, bool) {
	written := [2]string{d.Who, d.Email}
	if id, ok := p.found[written]; ok {
		return id, true
	}
	id, ok := p.look(d, add)
	if ok {
		p.found[written] = id
	}
	return id, ok
}

// look finds a person by e-mail, else by name, first name or initials.
func (p *schedulePlanner) look(d ScheduledDuty, add bool) (model.ID, bool) {
	all := append(slices.Clone(p.people), p.fresh...)
	for _, email := range []string{d.Email, d.Who} {
		for _, x := range all {
			if email != "" && strings.EqualFold(x.Email, email) {
				return x.ID, true
			}
		}
	}
	if d.Who != "" {
		if x, err := PersonNamed(all, d.Who); err == nil {
			return x.ID, true
		}
	}
	name := newName(d)
	if !add {
		label := name
		if d.Email != "" && d.Email != name {
			label += " <" + d.Email + ">"
		}
		if _, seen := p.unknown[label]; !seen {
			p.unknown[label] = len(p.plan.Unknown)
			p.plan.Unknown = append(p.plan.Unknown, UnknownPerson{Name: label})
		}
		p.plan.Unknown[p.unknown[label]].Shifts++
		return 0, false
	}
	x := model.Person{ID: model.ID(-1 - len(p.fresh)), Name: name, Email: d.Email, Zone: p.zone, Colour: model.NextColour(all), WeekMinutes: 40 * 60}
	if strings.Contains(d.Who, "@") && x.Email == "" {
		x.Email = d.Who
	}
	if err := x.Check(); err != nil {
		p.plan.Refused = append(p.plan.Refused, RefusedDuty{d.Line, err.Error()})
		return 0, false
	}
	p.fresh = append(p.fresh, x)
	p.plan.Names[x.ID] = x.Name
	p.plan.NewPeople = append(p.plan.NewPeople, x.Name)
	return x.ID, true
}

// newName makes a name of what a schedule says: of ana.souza@example.org "Ana Souza".
func newName(d ScheduledDuty) string {
	name := firstOf(strings.Join(strings.Fields(d.Who), " "), d.Email)
	local, _, isAddress := strings.Cut(name, "@")
	if !isAddress {
		return name
	}
	words := strings.FieldsFunc(local, func(r rune) bool { return strings.ContainsRune("._-+", r) })
	for i, word := range words {
		r := []rune(word)
		words[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	if len(words) == 0 {
		return name
	}
	return strings.Join(words, " ")
}

// role finds the role a duty is in, letter case aside, and makes a new one where there is none of that name.
func (p *schedulePlanner) role(d ScheduledDuty) model.ID {
	roles := &p.plan.Rotation.Roles
	name := strings.TrimSpace(d.Role)
	if name == "" {
		if i := max(d.Level-1, 0); i < len(*roles) {
			return (*roles)[i].ID
		}
		name = []string{"primary", "secondary"}[min(max(d.Level-1, 0), 1)]
	}
	for _, r := range *roles {
		if strings.EqualFold(r.Name, name) {
			return r.ID
		}
	}
	id := model.ID(-1 - len(p.plan.NewRoles))
	*roles = append(*roles, model.Role{ID: id, Name: name})
	p.plan.NewRoles = append(p.plan.NewRoles, name)
	return id
}

// order is the people of the added shifts' first role by their first turn, then the others.
func (p *schedulePlanner) order() []model.ID {
	var out []model.ID
	for _, first := range []bool{true, false} {
		for _, s := range p.plan.Added {
			if (s.RoleID == p.plan.Added[0].RoleID) == first && !slices.Contains(out, s.PersonID) {
				out = append(out, s.PersonID)
			}
		}
	}
	return out
}
