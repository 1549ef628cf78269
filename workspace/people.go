package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// People returns the team's people who are in it today, by the clocks of their own zones, in the order they were added; none when
// there is no team yet.
func (w *Workspace) People(ctx context.Context) ([]model.Person, error) {
	all, err := w.AllPeople(ctx)
	var out []model.Person
	for _, p := range all {
		if gone, left := leaving(p); !left || w.Now().Before(gone) {
			out = append(out, p)
		}
	}
	return out, err
}

// AllPeople returns the team's people, those who have left included.
func (w *Workspace) AllPeople(ctx context.Context) ([]model.Person, error) {
	return ofTeam(ctx, w, storage.Reader.People)
}

// PersonNamed finds a person by name, first name, e-mail or initials, letter case aside. A name that fits nobody or several is
// explained.
func PersonNamed(people []model.Person, name string) (model.Person, error) {
	if len(people) == 0 {
		return model.Person{}, model.Errorf(model.NotFound, "person", "There is nobody in the team yet, so nobody called %q. Add people first.", name)
	}
	name = strings.TrimSpace(name)
	exact := func(p model.Person) bool { return strings.EqualFold(p.Name, name) || strings.EqualFold(p.Email, name) }
	loose := func(p model.Person) bool {
		return strings.EqualFold(p.First(), name) || strings.EqualFold(p.Given(), name) || strings.EqualFold(p.Initials(), name) ||
			strings.EqualFold(plain(p.Given()), plain(name)) || strings.EqualFold(plain(p.Name), plain(name))
	}
	for _, fits := range []func(model.Person) bool{exact, loose} {
		var found []model.Person
		for _, p := range people {
			if name != "" && fits(p) {
				found = append(found, p)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return model.Person{}, model.Invalidf("person", "%q fits %s. Write the whole name or the e-mail.", name, namesOf(found))
		}
	}
	return model.Person{}, model.Errorf(model.NotFound, "person", "There is nobody called %q in the team. It has: %s.", name, namesOf(people))
}

func namesOf(people []model.Person) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	return orNone(names)
}

// plain takes the commonest accents off, so that "zofie" finds Žofie.
func plain(s string) string {
	return strings.NewReplacer("á", "a", "à", "a", "ä", "a", "â", "a", "ã", "a", "å", "a", "č", "c", "ç", "c", "ć", "c", "ď", "d", "é", "e", "è", "e",
		"ê", "e", "ë", "e", "ě", "e", "í", "i", "ï", "i", "î", "i", "ł", "l", "ň", "n", "ñ", "n", "ń", "n", "ó", "o", "ö", "o", "ô", "o", "õ", "o", "ø", "o",
		"ř", "r", "š", "s", "ś", "s", "ť", "t", "ú", "u", "ů", "u", "ü", "u", "ý", "y", "ž", "z", "ż", "z").Replace(strings.ToLower(s))
}

// SavePerson adds or changes a person. A new one without colour gets the next free one, and goes to the team worked on.
func (w *Workspace) SavePerson(ctx context.Context, p model.Person) (Done, error) {
	p.Name, p.Region = strings.Join(strings.Fields(p.Name), " "), strings.ToUpper(strings.TrimSpace(p.Region))
	return w.transact(ctx, "save the person", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.ensureTeam(ctx, tx, p.Zone)
		if err != nil {
			return 0, err
		}
		people, err := tx.People(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		added := p.ID == 0
		p.TeamID = team.ID
		if p.Colour == 0 {
			p.Colour = model.NextColour(people)
		}
		if err := p.Check(); err != nil {
			return 0, err
		}
		for _, o := range people {
			if o.ID != p.ID && strings.EqualFold(o.Name, p.Name) {
				return 0, model.Errorf(model.Conflict, "name", "There is somebody called %s in the team already. Add something to tell the two apart.", o.Name)
			}
		}
		if added {
			tx.Describe("Person added: %s", p.Name)
		} else {
			tx.Describe("Person changed: %s", p.Name)
		}
		if gone, left := leaving(p); left {
			effect, err := uncovered(ctx, tx, p, model.Interval{Start: gone, End: endOfTime})
			if err != nil {
				return 0, err
			}
			tx.Describe("Person changed: %s leaves on %s. %s", p.Name, p.Left, effect)
		}
		return tx.PutPerson(ctx, p)
	})
}

// endOfTime is after everything that is planned.
var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// leaving returns the moment from which a person is no longer in the team, if there is one.
func leaving(p model.Person) (gone time.Time, ok bool) {
	loc, err := model.Zone(p.Zone)
	if err != nil {
		loc = time.UTC
	}
	return p.Left.Start(loc), !p.Left.IsZero()
}

// uncovered says in a sentence how many of a person's published shifts that are not over lie in a time they cannot serve.
func uncovered(ctx context.Context, tx *storage.Tx, p model.Person, away model.Interval) (string, error) {
	shifts, err := duties(ctx, tx.Reader, p.TeamID, away)
	n := 0
	for _, s := range shifts {
		if s.PersonID == p.ID && s.End.After(tx.Now()) {
			n++
		}
	}
	if n == 0 {
		return "No shift is touched.", err
	}
	return model.Count(n, "published shift needs cover.", "published shifts need cover."), err
}

// DeletePersonImpact says in words what deleting a person would take along, or why it cannot be done.
func (w *Workspace) DeletePersonImpact(ctx context.Context, id model.ID) (string, error) {
	p, err := w.person(ctx, w.Reader(), id)
	if err != nil {
		return "", err
	}
	return w.deletePersonImpact(ctx, w.Reader(), p)
}

func (w *Workspace) deletePersonImpact(ctx context.Context, r storage.Reader, p model.Person) (string, error) {
	h, err := r.Holdings(ctx, p.ID)
	if err != nil {
		return "", err
	}
	if h.Published > 0 {
		return "", model.Errorf(model.Conflict, "person", "%s has %s, and what is published is a fact. Set the day %s leaves instead, and give the shifts after it to others.",
			p.Name, model.Count(h.Published, "published shift", "published shifts"), p.First())
	}
	if h.Overrides > 0 {
		return "", model.Errorf(model.Conflict, "person", "%s stands in %s, and who served is a fact. Take back those that are ahead, or set the day %s leaves instead.",
			p.Name, model.Count(h.Overrides, "override", "overrides"), p.First())
	}
	return fmt.Sprintf("%s goes with %s and %s of time off; %s left without a person. It can be undone.", p.Name,
		model.Count(h.Toil, "toil entry", "toil entries"), model.Count(h.TimeOff, "entry", "entries"), draftsLeft(h.Drafts)), nil
}

func draftsLeft(n int) string {
	if n == 1 {
		return "1 draft shift is"
	}
	return model.Count(n, "", "draft shifts are")
}

// DeletePerson removes a person who has never been on call, with their time off and toil.
func (w *Workspace) DeletePerson(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "delete the person", func(tx *storage.Tx) (model.ID, error) {
		p, err := w.person(ctx, tx.Reader, id)
		if err != nil {
			return 0, err
		}
		if _, err := w.deletePersonImpact(ctx, tx.Reader, p); err != nil {
			return 0, err
		}
		tx.Describe("Person deleted: %s", p.Name)
		if err := leaveRotations(ctx, tx, p); err != nil {
			return 0, err
		}
		if err := tx.ReleaseDrafts(ctx, id); err != nil {
			return 0, err
		}
		return 0, tx.DeletePerson(ctx, id)
	})
}

// leaveRotations takes a person out of the rules that are in force or to come.
func leaveRotations(ctx context.Context, tx *storage.Tx, p model.Person) error {
	rotations, err := tx.Rotations(ctx, p.TeamID)
	if err != nil {
		return err
	}
	for _, r := range rotations {
		if !r.Without(p.ID, tx.Now()) {
			continue
		}
		_, saved, err := amended(ctx, tx.Reader, r, tx.Now())
		if err != nil {
			return err
		}
		if _, err := tx.PutRotation(ctx, saved); err != nil {
			return err
		}
	}
	return nil
}

func (w *Workspace) person(ctx context.Context, r storage.Reader, id model.ID) (model.Person, error) {
	team, err := w.teamOf(ctx, r)
	if err != nil {
		return model.Person{}, err
	}
	people, err := r.People(ctx, team.ID)
	if err != nil {
		return model.Person{}, err
	}
	for _, p := range people {
		if p.ID == id {
			return p, nil
		}
	}
	return model.Person{}, model.Errorf(model.NotFound, "person", "There is no such person any more. Look at the list again.")
}

// SaveTimeOff adds or changes time off. The entry's summary says how many published shifts it touches.
func (w *Workspace) SaveTimeOff(ctx context.Context, t model.TimeOff) (Done, error) {
	if t.Kind == "" {
		t.Kind = "holiday"
	}
	if err := t.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save time off", func(tx *storage.Tx) (model.ID, error) {
		p, err := w.person(ctx, tx.Reader, t.PersonID)
		if err != nil {
			return 0, err
		}
		effect, err := uncovered(ctx, tx, p, t.Interval)
		if err != nil {
			return 0, err
		}
		tx.Describe("Time off entered: %s, %s. %s", p.First(), Days(t.Interval, p.Zone, tx.Now()), effect)
		return tx.PutTimeOff(ctx, t)
	})
}

// DeleteTimeOff removes time off.
func (w *Workspace) DeleteTimeOff(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "delete time off", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		off, err := tx.TimeOff(ctx, team.ID, model.Interval{})
		if err != nil {
			return 0, err
		}
		for _, t := range off {
			if t.ID == id {
				p, err := w.person(ctx, tx.Reader, t.PersonID)
				if err != nil {
					return 0, err
				}
				tx.Describe("Time off deleted: %s, %s", p.First(), Days(t.Interval, p.Zone, tx.Now()))
			}
		}
		return 0, tx.DeleteTimeOff(ctx, id)
	})
}

// Days returns an interval as days in a zone: "4–8 Dec", "30 Nov – 2 Dec", "4 Dec"; with the year when it is not that of now, and
// with the time of day where it does not start and end at midnight.
func Days(i model.Interval, zone string, now time.Time) string {
	loc, err := model.Zone(zone)
	if err != nil {
		loc = i.Start.Location()
	}
	start, end := i.Start.In(loc), i.End.In(loc)
	if first, last := model.DateOf(start), model.DateOf(end); !first.Start(loc).Equal(start) || !last.Start(loc).Equal(end) {
		if model.DateOf(start) == model.DateOf(end) {
			return model.FormatTime(start, now) + "–" + end.Format("15:04")
		}
		return model.FormatTime(start, now) + " – " + model.FormatTime(end, now)
	}
	last := end.Add(-1)
	year := ""
	if last.Year() != now.In(loc).Year() {
		year = last.Format(" 2006")
	}
	switch {
	case model.DateOf(start) == model.DateOf(last):
		return start.Format("2 Jan") + year
	case start.Year() == last.Year() && start.Month() == last.Month():
		return start.Format("2") + "–" + last.Format("2 Jan") + year
	case start.Year() != last.Year():
		return start.Format("2 Jan 2006") + " – " + last.Format("2 Jan 2006")
	default:
		return start.Format("2 Jan") + " – " + last.Format("2 Jan") + year
	}
}
