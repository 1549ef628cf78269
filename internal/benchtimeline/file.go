//go:build linux && cgo && !ci && !headless

package main

import (
	"context"
	"fmt"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// The file: what a large department has after ten years.
const (
	filePeople    = 60
	fileRotations = 200
	fileWeeks     = 520 // of each rotation, a shift a week
	draftWeeks    = 4   // the last of them are drafts
	offsEach      = 40  // time off of each person
)

// fileNow is the moment at which the file is looked at: four weeks before its end.
func fileNow() time.Time { return fileStart().AddDate(0, 0, 7*(fileWeeks-6)) }

func fileStart() time.Time { return time.Date(2017, 1, 2, 8, 0, 0, 0, time.UTC) } // Monday 09:00 in Berlin

// filler writes the file.
type filler struct {
	ctx       context.Context
	tx        *storage.Tx
	team      model.ID
	people    []model.ID
	rotations []model.Rotation
}

// makeFile writes 104,000 weekly shifts of 200 rotations among 60 people, with their time off, overrides and a freeze.
func makeFile(ctx context.Context, path string) error {
	db, err := storage.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	f := &filler{ctx: ctx}
	op := storage.Op{Name: "fill the benchmark's file", Who: "benchtimeline", Via: "command line", Now: fileNow()}
	for _, step := range []func() error{f.addTeam, f.addRotations, f.addShifts, f.addTimeOff, f.addOverrides} {
		if _, err := db.Update(ctx, op, func(tx *storage.Tx) error { f.tx = tx; return step() }); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) addTeam() (err error) {
	if f.team, err = f.tx.PutTeam(f.ctx, model.Team{Name: "Platform", Zone: "Europe/Berlin", ToilCap: 0.5, WeekStart: time.Monday}); err != nil {
		return err
	}
	zones := []string{"Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "America/New_York"}
	for i := range filePeople {
		p := model.Person{
			TeamID: f.team, Name: fmt.Sprintf("%s Person%02d", names[i%len(names)], i+1), Zone: zones[i%len(zones)],
			Colour: i%12 + 1, WeekMinutes: 2400, Senior: i%3 == 0,
		}
		id, err := f.tx.PutPerson(f.ctx, p)
		if err != nil {
			return err
		}
		f.people = append(f.people, id)
	}
	freeze := fileNow().AddDate(0, 0, 7)
	_, err = f.tx.PutFreeze(f.ctx, model.Freeze{TeamID: f.team, Interval: model.Interval{Start: freeze, End: freeze.AddDate(0, 0, 9)}, Name: "Year-end freeze"})
	return err
}

func (f *filler) addRotations() error {
	first := model.NewLocalTime(fileStart().Year(), fileStart().Month(), fileStart().Day(), 9, 0, 0)
	for i := range fileRotations {
		members := make([]model.ID, 8)
		for k := range members {
			members[k] = f.people[(i*7+k*3)%len(f.people)]
		}
		r := model.NewRotation(fmt.Sprintf("Service %03d", i+1), "Europe/Berlin", []string{"primary"},
			model.Plain{First: first, Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: members})
		r.TeamID = f.team
		r, err := f.tx.PutRotation(f.ctx, r)
		if err != nil {
			return err
		}
		f.rotations = append(f.rotations, r)
	}
	return nil
}

func (f *filler) addShifts() error {
	for i, r := range f.rotations {
		for w := range fileWeeks {
			start := fileStart().AddDate(0, 0, 7*w)
			s := model.Shift{
				RotationID: r.ID, RoleID: r.Roles[0].ID, PersonID: f.people[(i*7+w*3)%len(f.people)], Slot: start,
				Interval: model.Interval{Start: start, End: start.AddDate(0, 0, 7)}, State: model.Published,
			}
			if w >= fileWeeks-draftWeeks {
				s.State = model.Draft
			}
			if _, err := f.tx.PutShift(f.ctx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *filler) addTimeOff() error {
	for i, p := range f.people {
		for k := range offsEach {
			start := fileStart().AddDate(0, 0, 91*k+i).Truncate(24 * time.Hour)
			off := model.TimeOff{PersonID: p, Interval: model.Interval{Start: start, End: start.AddDate(0, 0, 3+k%9)}, AllDay: true, Kind: "holiday"}
			if _, err := f.tx.PutTimeOff(f.ctx, off); err != nil {
				return err
			}
		}
	}
	return nil
}

// addOverrides has somebody cover a day of every third rotation's shift of now.
func (f *filler) addOverrides() error {
	for i := 0; i < len(f.rotations); i += 3 {
		r, start := f.rotations[i], fileStart().AddDate(0, 0, 7*(fileWeeks-6)+2)
		o := model.Override{
			RotationID: r.ID, RoleID: r.Roles[0].ID, Kind: model.OverrideReplace, PersonID: f.people[(i+11)%len(f.people)],
			Interval: model.Interval{Start: start, End: start.AddDate(0, 0, 1)}, Note: "ill",
		}
		if _, err := f.tx.PutOverride(f.ctx, o); err != nil {
			return err
		}
	}
	return nil
}
