package editor

import (
	"context"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/ui/pages/desk"
)

// Create opens the wizard for a new rotation.
func Create(d *desk.Desk) { open(d, 0) }

// Change opens the editor of a rotation.
func Change(d *desk.Desk, rotation model.ID) { open(d, rotation) }

// background is what the dialogue knows of the team when it opens.
type background struct {
	now    time.Time
	team   model.Team
	people []model.Person // who have left, too
	byID   map[model.ID]model.Person
	stored model.Rotation // without an ID for a new one
	until  time.Time      // end of what is published of it; zero: nothing is
	next   time.Time      // its next handoff
}

func open(d *desk.Desk, rotation model.ID) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		b, err := read(ctx, d, rotation)
		return func() { newEditor(d, b).show() }, err
	}, nil)
}

func read(ctx context.Context, d *desk.Desk, rotation model.ID) (b background, err error) {
	b.now, b.byID = d.WS.Now(), map[model.ID]model.Person{}
	b.team, err = d.WS.Team(ctx)
	if model.CodeOf(err) == model.NotFound { // the first rotation makes the team
		return b, nil
	}
	if err != nil {
		return b, err
	}
	if b.people, err = d.WS.AllPeople(ctx); err != nil {
		return b, err
	}
	for _, x := range b.people {
		b.byID[x.ID] = x
	}
	if rotation == 0 {
		return b, nil
	}
	if b.stored, err = storedNow(ctx, d, rotation); err != nil {
		return b, err
	}
	if b.until, err = d.WS.PublishedUntil(ctx, b.stored); err != nil {
		return b, err
	}
	next, err := b.stored.DraftWindow(b.now.Add(time.Minute), 1)
	if err != nil { // a rule without a turn to come can be changed from now on
		next.Start = b.now
	}
	b.next = next.Start
	return b, nil
}

func storedNow(ctx context.Context, d *desk.Desk, rotation model.ID) (model.Rotation, error) {
	all, err := d.WS.Rotations(ctx)
	if err != nil {
		return model.Rotation{}, err
	}
	i := slices.IndexFunc(all, func(x model.Rotation) bool { return x.ID == rotation })
	if i < 0 {
		return model.Rotation{}, model.Errorf(model.NotFound, "rotation", "There is no such rotation any more. Look at the list again.")
	}
	return all[i], nil
}

// inTeam are the people who have not left.
func (b background) inTeam() []model.Person {
	return slices.DeleteFunc(slices.Clone(b.people), func(x model.Person) bool { return !x.Left.IsZero() })
}

// zoneOf is a rotation's location, the team's where its zone is not one.
func (b background) zoneOf(name string) *time.Location {
	loc, err := model.Zone(name)
	if err != nil {
		loc = desk.Zone(b.team)
	}
	return loc
}

// first is a person's short name; "nobody" for a place without one.
func (b background) first(id model.ID) string {
	if x, ok := b.byID[id]; ok {
		return x.First()
	}
	return "nobody"
}
