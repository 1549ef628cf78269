package rostering_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"watchbill/rostering"
)

// TestSamplesAreCurrent keeps testdata/*.json equal to what samples makes; with
// -update it writes them.
func TestSamplesAreCurrent(t *testing.T) {
	for _, in := range samples() {
		data, err := json.MarshalIndent(in, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, '\n')
		path := filepath.Join("testdata", in.Name+".json")
		if *update {
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != string(data) {
			t.Errorf("%s is not what samples makes (%v); run the test with -update", path, err)
		}
	}
}

// samples are small instances, one for each thing the engine can do.
func samples() []*rostering.Instance {
	weeks := func(name, about string, slots, rest int, roles ...string) *rostering.Instance {
		in := &rostering.Instance{Format: rostering.Format1, Name: name, About: about, SlotHours: 168, Slots: slots, Rest: rest}
		for _, id := range roles {
			in.Roles = append(in.Roles, rostering.Role{ID: id, Weight: 1})
		}
		return in
	}
	add := func(in *rostering.Instance, id string, off ...int) *rostering.Person {
		in.People = append(in.People, rostering.Person{ID: id, Off: off})
		return &in.People[len(in.People)-1]
	}
	span := func(from, to int) (s []int) {
		for t := from; t <= to; t++ {
			s = append(s, t)
		}
		return s
	}

	bottleneck := weeks("bottleneck", "two of four are away for weeks 4 to 11", 12, 1, "primary")
	add(bottleneck, "ann")
	add(bottleneck, "ben")
	add(bottleneck, "cal", span(4, 11)...)
	add(bottleneck, "dee", span(4, 11)...)

	history := weeks("history", "loads carried over", 10, 1, "primary", "secondary")
	for k, id := range []string{"ann", "ben", "cal", "dee", "eve"} {
		add(history, id, k, k+1).History = 2 * k
	}

	seniors := weeks("seniors", "one senior a week, two seniors of five", 10, 1, "primary", "secondary")
	seniors.MinSenior = 1
	add(seniors, "ann").Senior = true
	add(seniors, "ben").Senior = true
	for _, id := range []string{"cal", "dee", "eve"} {
		add(seniors, id)
	}

	short := weeks("short", "weeks 3 to 5 lack one person", 8, 2, "primary", "secondary")
	for k, id := range []string{"ann", "ben", "cal", "dee", "eve", "fay"} {
		off := []int{}
		if k >= 4 {
			off = []int{3, 4, 5}[:k-2]
		}
		add(short, id, off...)
	}

	repair := weeks("repair", "ben falls ill from week 4 on; weeks before 3 are frozen", 8, 1, "primary")
	add(repair, "ann")
	add(repair, "ben", span(4, 7)...)
	add(repair, "cal")
	repair.FrozenBefore = 3
	for _, id := range []string{"ann", "ben", "cal", "ann", "ben", "cal", "ann", "ben"} {
		repair.Published = append(repair.Published, []string{id})
	}

	holidays := weeks("holidays", "holidays spread after the loads", 12, 1, "primary")
	for _, id := range []string{"ann", "ben", "cal", "dee"} {
		add(holidays, id)
	}
	holidays.Categories = []rostering.Category{{ID: "holidays", Slots: []int{0, 4, 8, 11}}}

	partTime := weeks("part-time", "half-time people, a pair kept apart, wishes", 12, 1, "primary", "secondary")
	partTime.Format = rostering.Format2
	for k, id := range []string{"ann", "ben", "cal", "dee", "eve"} {
		p := add(partTime, id)
		if k < 2 {
			p.Share = rostering.NewShare(1, 2)
		}
	}
	partTime.Apart = [][2]string{{"cal", "dee"}}
	partTime.Wishes = []rostering.Wish{
		{Person: "cal", Kind: rostering.WishAvoid, Slots: []int{0, 1}},
		{Person: "eve", Kind: rostering.WishPrefer, Slots: []int{5}, Role: "primary"},
	}

	days := weeks("days", "days with nights, at most three in a row", 14, 0, "day", "night")
	days.Format, days.SlotHours, days.MaxInRow = rostering.Format2, 24, 3
	days.Roles[1].Weight = 2
	for _, id := range []string{"ann", "ben", "cal", "dee"} {
		add(days, id)
	}
	days.People[0].Roles = []string{"day"}
	days.Fixed = []rostering.Fixed{{Slot: 6, Role: "night", Person: "dee"}}

	all := []*rostering.Instance{bottleneck, history, seniors, short, repair, holidays, partTime, days}
	slices.SortFunc(all, func(a, b *rostering.Instance) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return all
}
