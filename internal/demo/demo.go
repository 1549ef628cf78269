// Package demo makes the sample team: eight people, two rotations with a past and a future, toil and eight resources, so that
// every page and command has something to show. The same moment gives the same team.
//
// It works through workspace alone, as a manager would; nothing imports it but the command line and the window.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/workspace"
)

// TeamZone is the zone of the sample team.
const TeamZone = "Europe/Berlin"

// Path returns where the sample team of a file is kept unless another place is named: beside it.
func Path(db string) string { return filepath.Join(filepath.Dir(db), "sample.watchbill") }

// Ensure makes the sample team where there is no file, and leaves one that is there as it is.
func Ensure(ctx context.Context, path string, now time.Time) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return Make(ctx, path, now, false)
}

// Make makes the sample team in a file of its own, seen from now. A file that exists is refused, but for a sample with fresh, which
// is made anew. The file appears whole or not at all.
func Make(ctx context.Context, path string, now time.Time, fresh bool) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return model.Errorf(model.Unavailable, "db", "Cannot make %s: %v.", path, err)
	}
	if err := mayReplace(ctx, path, fresh); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return model.Errorf(model.Unavailable, "db", "There is no folder %s to make the sample in. Check the path, or make the folder first.", filepath.Dir(path))
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".watchbill-sample-*")
	if err != nil {
		return model.Errorf(model.Unavailable, "db", "There is no permission to write %s. Choose another place with --db FILE.", path)
	}
	defer os.RemoveAll(dir)
	temp := filepath.Join(dir, filepath.Base(path))
	if err := fill(ctx, temp, now); err != nil {
		var explained *model.Error
		if errors.As(err, &explained) { // in the name that people know
			return &model.Error{Code: explained.Code, Field: explained.Field, Message: strings.ReplaceAll(explained.Error(), temp, path), Err: err}
		}
		return err
	}
	for _, companion := range []string{"-wal", "-shm"} { // of a sample that was not closed properly
		if err := os.Remove(path + companion); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return model.Errorf(model.Unavailable, "db", "%s cannot be replaced: %v.", path, err)
		}
	}
	if err := os.Rename(temp, path); err != nil {
		return model.Errorf(model.Unavailable, "db", "%s cannot be written: %v.", path, err)
	}
	return nil
}

// mayReplace reports why a file must not be written over.
func mayReplace(ctx context.Context, path string, fresh bool) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	w, err := workspace.Open(ctx, path, workspace.Config{})
	if err != nil {
		return err
	}
	defer w.Close()
	teams, err := w.Reader().Teams(ctx)
	if err != nil {
		return err
	}
	for _, t := range teams {
		if !t.Sample {
			return model.Errorf(model.Conflict, "db", "%s holds the team %s, which is no sample, and is left as it is. Name another file with --db FILE.", path, t.Name)
		}
	}
	if !fresh {
		return model.Errorf(model.Conflict, "db", "The sample team is in %s already. Use it with --db, or make it anew with --fresh.", path)
	}
	return nil
}

// sample is the sample team under way. Its clock is set to when each thing would have been done.
type sample struct {
	*workspace.Workspace
	now    time.Time
	clock  time.Time
	loc    *time.Location
	monday model.Date // of this week
	people map[string]model.Person
	order  []model.ID // as in roster
	off    []model.TimeOff
}

func fill(ctx context.Context, path string, now time.Time) error {
	loc, err := model.Zone(TeamZone)
	if err != nil {
		return err
	}
	s := &sample{now: now.In(loc).Truncate(time.Second), loc: loc, people: map[string]model.Person{}}
	s.monday = model.DateOf(s.now)
	for s.monday.Weekday() != time.Monday {
		s.monday = s.monday.AddDays(-1)
	}
	w, err := workspace.Open(ctx, path, workspace.Config{Via: "sample", Who: "you", Now: func() time.Time { return s.clock }})
	if err != nil {
		return err
	}
	s.Workspace = w
	for _, part := range []func(context.Context) error{s.addTeam, s.addRotations, s.addTimeOff, s.addResources, s.addToil, s.addSwaps, s.addDraft} {
		if err := part(ctx); err != nil {
			return errors.Join(fmt.Errorf("make the sample team: %w", err), w.Close())
		}
	}
	return w.Close()
}

// roster is the team, in the order of its colours.
var roster = []sources.PersonRow{
	{Name: "Ana Souza", Email: "ana@example.org", Zone: "America/Sao_Paulo", WeekMinutes: 40 * 60},
	{Name: "Ben Okafor", Email: "ben@example.org", Zone: "Africa/Lagos", WeekMinutes: 40 * 60},
	{Name: "Chidi Eze", Email: "chidi@example.org", Zone: "Europe/London", WeekMinutes: 40 * 60},
	{Name: "Dana Kowalska", Email: "dana@example.org", Zone: "Europe/Warsaw", WeekMinutes: 32 * 60},
	{Name: "Eun-ji Park", Email: "eunji@example.org", Zone: "Asia/Seoul", WeekMinutes: 40 * 60},
	{Name: "Farid Haddad", Email: "farid@example.org", Zone: "Europe/Paris", WeekMinutes: 40 * 60},
	{Name: "Grace Lin", Email: "grace@example.org", Zone: "Europe/Stockholm", WeekMinutes: 40 * 60},
	{Name: "Žofie Dvořák", Email: "zofie@example.org", Zone: "Europe/Prague", WeekMinutes: 32 * 60},
}

// regions say whose public holidays count for whom, and seniors who counts where a turn needs one.
var (
	regions = map[string]string{"Ana": "BR", "Chidi": "GB", "Dana": "PL", "Farid": "FR", "Grace": "SE", "Žofie": "CZ"}
	seniors = map[string]bool{"Ana": true, "Ben": true, "Dana": true, "Grace": true}
)

func (s *sample) addTeam(ctx context.Context) error {
	s.clock = s.monday.AddDays(-7*historyWeeks - 14).Interval(s.loc).Start.Add(10 * time.Hour)
	if _, err := s.SaveTeam(ctx, model.Team{Name: "Payments SRE", Zone: TeamZone, ToilCap: 0.5, WeekStart: time.Monday, Sample: true}); err != nil {
		return err
	}
	if _, _, err := s.ImportPeople(ctx, "people.csv", roster, TeamZone); err != nil {
		return err
	}
	people, err := s.People(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		p.Region, p.Senior = regions[p.First()], seniors[p.First()]
		if _, err := s.SavePerson(ctx, p); err != nil {
			return err
		}
		s.people[p.First()] = p
		s.order = append(s.order, p.ID)
	}
	return nil
}
