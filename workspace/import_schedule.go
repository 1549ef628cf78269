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

// ScheduledDuty is one shift of a schedule made elsewhere.
type ScheduledDuty struct {
	Start, End time.Time
	Who        string // a name or an e-mail address, as written
	Email      string // may be empty
	Role       string // may be empty
	Level      int    // 1 for the first to be called; 0: not said
	Line       int    // of the file
}

// ScheduleImport is what an import of a schedule did, or would do.
type ScheduleImport struct {
	Rotation  model.Rotation // its ID is zero when the import would add it
	Added     []model.Shift  // in order of time
	Names     map[model.ID]string
	Known     int // shifts that are published just so already
	NewRoles  []string
	NewPeople []string
	Unknown   []UnknownPerson // nobody in the team; empty when people may be added
	Refused   []RefusedDuty   // shifts that do not fit
}

// UnknownPerson is somebody a schedule names who is not in the team.
type UnknownPerson struct {
	Name   string
	Shifts int
}

// RefusedDuty is a shift of a schedule that was left out, and why.
type RefusedDuty struct {
	Line   int
	Reason string
}

// PlanSchedule says what importing a schedule into a rotation would do. A rotation without ID is added; its pattern is guessed from
// the duties. addPeople lets the import add who is not in the team.
func (w *Workspace) PlanSchedule(ctx context.Context, r model.Rotation, duties []ScheduledDuty, addPeople bool) (ScheduleImport, error) {
	p, err := w.planSchedule(ctx, w.Reader(), r, duties, addPeople)
	return p.plan, err
}

// ImportSchedule publishes the shifts of a schedule made elsewhere, in one step that can be undone. Shifts that are published
// just so already stay; those that overlap other published shifts of their role are left out and say why. When somebody is not in
// the team and people may not be added, nothing is imported.
func (w *Workspace) ImportSchedule(ctx context.Context, source string, r model.Rotation, duties []ScheduledDuty, addPeople bool) (ScheduleImport, Done, error) {
	var p schedulePlanner
	done, err := w.transact(ctx, "import a schedule", func(tx *storage.Tx) (model.ID, error) {
		var err error
		if p, err = w.planSchedule(ctx, tx.Reader, r, duties, addPeople); err != nil {
			return 0, err
		}
		if len(p.plan.Unknown) > 0 {
			return 0, unknownError(p.plan.Unknown)
		}
		if len(p.plan.Added) == 0 {
			return p.plan.Rotation.ID, nil
		}
		tx.Describe("Imported: %s into %s from %s", model.Count(len(p.plan.Added), "shift", "shifts"), p.plan.Rotation.Name, source)
		return w.putSchedule(ctx, tx, &p)
	})
	return p.plan, done, err
}

func unknownError(unknown []UnknownPerson) error {
	names := make([]string, len(unknown))
	for i, u := range unknown {
		names[i] = fmt.Sprintf("%s (%s)", u.Name, model.Count(u.Shifts, "shift", "shifts"))
	}
	return model.Errorf(model.NotFound, "person", "Not in the team: %s. Nothing was imported; add them first.", strings.Join(names, ", "))
}

// schedulePlanner works a schedule out. People and roles that are not stored yet have negative ids, from -1 down.
type schedulePlanner struct {
	plan      ScheduleImport
	zone      string
	people    []model.Person
	fresh     []model.Person // to be added
	published []model.Shift
	unknown   map[string]int
}

func (w *Workspace) planSchedule(ctx context.Context, reader storage.Reader, r model.Rotation, duties []ScheduledDuty, addPeople bool) (schedulePlanner, error) {
	p := schedulePlanner{plan: ScheduleImport{Rotation: r, Names: map[model.ID]string{}}, unknown: map[string]int{}, zone: r.Zone}
	if len(duties) == 0 {
		return p, model.Invalidf("file", "The file holds no shift that could be read.")
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
		p.plan.Rotation.Members = p.order()
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
	p.plan.Rotation.Zone, p.plan.Rotation.Every = p.zone, best
	p.plan.Rotation.First = model.LocalOf(duties[0].Start, loc)
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
	for _, o := range append(p.published, p.plan.Added...) {
		if o.RoleID != role || !o.Overlaps(s.Interval) {
			continue
		}
		if o.Start.Equal(s.Start) && o.End.Equal(s.End) && o.PersonID == person {
			p.plan.Known++
			return
		}
		where := "is published already"
		if o.ID == 0 {
			where = "stands in the same file"
		}
		const layout = "2006-01-02 15:04"
		refuse("%s's shift %s to %s overlaps one of %s, %s to %s, that %s. Reassign that one, or leave this out.", p.plan.Names[person], d.Start.Format(layout), d.End.Format(layout),
			p.nameOf(o.PersonID), o.Start.In(loc).Format(layout), o.End.In(loc).Format(layout), where)
		return
	}
	p.plan.Added = append(p.plan.Added, s)
}

func (p *schedulePlanner) nameOf(id model.ID) string {
	if n, ok := p.plan.Names[id]; ok {
		return n
	}
	return "nobody"
}

// person finds whom a duty names: by e-mail, else by name, first name or initials.
func (p *schedulePlanner) person(d ScheduledDuty, add bool) (model.ID, bool) {
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

// putSchedule stores people, roles and shifts, the ones made up before their ids were known included.
func (w *Workspace) putSchedule(ctx context.Context, tx *storage.Tx, p *schedulePlanner) (model.ID, error) {
	team, err := w.ensureTeam(ctx, tx, p.zone)
	if err != nil {
		return 0, err
	}
	stored := map[model.ID]model.ID{}
	for _, x := range p.fresh {
		temporary := x.ID
		x.ID, x.TeamID = 0, team.ID
		if stored[temporary], err = tx.PutPerson(ctx, x); err != nil {
			return 0, err
		}
		p.plan.Names[stored[temporary]] = x.Name
	}
	storedID := func(id model.ID) model.ID {
		if id < 0 {
			return stored[id]
		}
		return id
	}
	r := p.plan.Rotation
	r.Roles = slices.Clone(r.Roles)
	r.Members = slices.Clone(r.Members)
	for i, m := range r.Members {
		r.Members[i] = storedID(m)
	}
	byName := map[model.ID]string{}
	for i, role := range r.Roles {
		if role.ID < 0 {
			byName[role.ID] = role.Name
			r.Roles[i].ID = 0
		}
	}
	if r.ID == 0 || len(byName) > 0 {
		r.TeamID = team.ID
		if err := r.Check(); err != nil {
			return 0, err
		}
		if r, err = tx.PutRotation(ctx, r); err != nil {
			return 0, err
		}
	}
	for i, s := range p.plan.Added {
		s.RotationID, s.PersonID = r.ID, storedID(s.PersonID)
		if name, made := byName[s.RoleID]; made {
			role, _ := r.RoleNamed(name)
			s.RoleID = role.ID
		}
		if s.ID, err = tx.PutShift(ctx, s); err != nil {
			return 0, err
		}
		p.plan.Added[i] = s
	}
	p.plan.Rotation = r
	return r.ID, nil
}
