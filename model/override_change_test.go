package model

import (
	"strings"
	"testing"
)

func TestPlanOverrideChange(t *testing.T) {
	people := map[ID]Person{ana: {ID: ana, Name: "Ana"}, ben: {ID: ben, Name: "Ben"}, chidi: {ID: chidi, Name: "Chidi"}, dana: {ID: dana, Name: "Dana"}}
	a, b := shiftOf(1, ana, "08:00", "12:00"), shiftOf(2, ben, "12:00", "16:00")
	elsewhere := shiftOf(3, dana, "08:00", "09:30")
	elsewhere.RotationID, elsewhere.RoleID = 6, 9
	was := over(1, OverrideReplace, chidi, ana, "09:00", "10:00")
	was.Note = "dentist"
	noted := was
	noted.Note = "at the dentist"
	later := over(2, OverrideRemove, 0, 0, "09:30", "11:00")
	for _, tt := range []struct {
		name        string
		now         string
		is          Override
		others      []Override
		want        string // in the reason; empty: allowed
		stored      string // pieces of the role after it
		made, taken string
	}{
		{name: "longer", is: over(1, OverrideReplace, chidi, ana, "09:00", "11:00"), stored: "1 08:00-09:00, 3 09:00-11:00/1, 1 11:00-12:00, 2 12:00-16:00", made: "3 10:00-11:00/1", taken: "1 10:00-11:00"},
		{name: "moved", is: over(1, OverrideReplace, chidi, ana, "08:30", "09:30"), stored: "1 08:00-08:30, 3 08:30-09:30/1, 1 09:30-12:00, 2 12:00-16:00", made: "3 08:30-09:00/1, 1 09:30-10:00", taken: "1 08:30-09:00, 3 09:30-10:00/1"},
		{name: "somebody else", is: over(1, OverrideReplace, ben, ana, "09:00", "10:00"), stored: "1 08:00-09:00, 2 09:00-10:00/1, 1 10:00-12:00, 2 12:00-16:00", made: "2 09:00-10:00/1", taken: "3 09:00-10:00/1"},
		{name: "removed instead", is: over(1, OverrideRemove, 0, ana, "09:00", "10:00"), stored: "1 08:00-09:00, 1 10:00-12:00, 2 12:00-16:00", taken: "3 09:00-10:00/1"},
		{name: "the note", is: noted, stored: "1 08:00-09:00, 3 09:00-10:00/1, 1 10:00-12:00, 2 12:00-16:00"},
		{name: "its place under a later one stays", is: over(1, OverrideReplace, chidi, 0, "09:00", "11:30"), others: []Override{later}, stored: "1 08:00-09:00, 3 09:00-09:30/1, 3 11:00-11:30/1, 1 11:30-12:00, 2 12:00-16:00", made: "3 11:00-11:30/1", taken: "1 11:00-11:30"},
		{name: "into the past", is: over(1, OverrideReplace, chidi, ana, "06:00", "10:00"), want: "cannot begin in the past"},
		{name: "to where nobody is", is: over(1, OverrideReplace, chidi, ana, "16:00", "17:00"), want: "Ana is not on call there"},
		{name: "to somebody on call elsewhere", is: over(1, OverrideReplace, dana, ana, "09:00", "10:00"), want: "Dana is on call already"},
		{name: "to who is named by another", is: over(1, OverrideReplace, chidi, ana, "09:00", "11:30"), others: []Override{over(3, OverrideReplace, chidi, 0, "11:00", "12:00")}, want: "Another override names Chidi"},
		{name: "backwards", is: over(1, OverrideReplace, chidi, ana, "10:00", "09:00"), want: "ends before it begins"},

		{name: "under way, longer", now: "09:30", is: over(1, OverrideReplace, chidi, ana, "09:00", "11:00"), stored: "1 08:00-09:00, 3 09:00-11:00/1, 1 11:00-12:00, 2 12:00-16:00", made: "3 10:00-11:00/1", taken: "1 10:00-11:00"},
		{name: "under way, until now", now: "09:30", is: over(1, OverrideReplace, chidi, ana, "09:00", "09:30"), stored: "1 08:00-09:00, 3 09:00-09:30/1, 1 09:30-12:00, 2 12:00-16:00", made: "1 09:30-10:00", taken: "3 09:30-10:00/1"},
		{name: "under way, somebody else for the rest", now: "09:30", is: over(1, OverrideReplace, dana, ana, "09:00", "11:00"), stored: "1 08:00-09:00, 3 09:00-09:30/1, 4 09:30-11:00/-1, 1 11:00-12:00, 2 12:00-16:00", made: "4 09:30-11:00/-1", taken: "3 09:30-10:00/1, 1 10:00-11:00"},
		{name: "under way, another begin", now: "09:30", is: over(1, OverrideReplace, chidi, ana, "09:15", "11:00"), want: "began at Mon 7 Dec 2026 09:00"},
		{name: "under way, over by now", now: "09:30", is: over(1, OverrideReplace, chidi, ana, "09:00", "09:15"), want: "has lasted until now"},
		{name: "under way, somebody else for nothing", now: "09:30", is: over(1, OverrideReplace, dana, ana, "09:00", "09:30"), want: "Nothing would be left"},
		{name: "over", now: "10:00", is: noted, want: "was over at"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := clock("07:00")
			if tt.now != "" {
				now = clock(tt.now)
			}
			shifts, overrides := []Shift{a, b}, append([]Override{was}, tt.others...)
			s := Situation{Published: shifts, Overrides: overrides, People: people, Staffing: Staffing{Shifts: append(Duties(shifts, overrides), elsewhere)}}
			c, err := PlanOverrideChange(was, tt.is, s, now)
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got %v, want a reason with %q", err, tt.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			after := append([]Override{}, tt.others...)
			for _, o := range c.Stored {
				if o.ID == 0 {
					o = above(o, after)
				}
				after = append(after, o)
			}
			if got := told(Duties(shifts, after)); got != tt.stored {
				t.Errorf("then serve %s, want %s", got, tt.stored)
			}
			if told(c.Made) != tt.made || told(c.Taken) != tt.taken {
				t.Errorf("made %q, taken %q; want %q, %q", told(c.Made), told(c.Taken), tt.made, tt.taken)
			}
			if last := c.Stored[len(c.Stored)-1]; last.Note != tt.is.Note {
				t.Errorf("note: got %q, want %q", last.Note, tt.is.Note)
			}
		})
	}
}
