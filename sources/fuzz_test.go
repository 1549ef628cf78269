package sources

import (
	"bytes"
	"errors"
	"math"
	"testing"
	"time"

	"watchbill/model"
)

// checkTable asserts what every result promises: rows kept and rows the problems count are all rows.
func checkTable(t *testing.T, table Table, kept int) {
	t.Helper()
	if table.Kept != kept {
		t.Errorf("kept %d rows, the result has %d", table.Kept, kept)
	}
	lost := 0
	for _, p := range table.Problems {
		lost += p.Rows
		if p.Reason == "" {
			t.Errorf("problem on line %d has no reason", p.Line)
		}
	}
	if lost != table.Skipped() {
		t.Errorf("%d rows, %d kept: the problems count %d rows, want %d\n%v", table.Rows, table.Kept, lost, table.Skipped(), table.Problems)
	}
}

// checkError asserts that an error is for people.
func checkError(t *testing.T, err error) {
	t.Helper()
	var e *model.Error
	if !errors.As(err, &e) || e.Message == "" || e.Code == model.Internal {
		t.Fatalf("error %#v is not for people", err)
	}
}

func addSeeds(f *testing.F) {
	for _, s := range []string{
		"timestamp,value\n2026-01-01 00:00:00,1\n2026-01-01 01:00:00,2.5\n",
		"time;used (GiB)\r\n01.02.2026 10:00;1.234,5\r\n02.02.2026 10:00;\"12,5\"\r\n",
		"1/13/2026 3:04 PM,12%\n1/2/2026,NaN\n", "03/04/2026,1\n", "\xef\xbb\xbfts\tvalue\n1700000000\t1e400\n",
		"\xff\xfet\x00,\x00v\x00\n\x001\x00", "date,time,value\n2026-01-01,10:00,1 MiB\n2026-01-01,11:00,2 GiB\n",
		"a,\"b\n\"c\n\"\n", "\"x,\n1\n2\n", "sep=;\n", "#\n\n,\n", "2026-10-25 02:30,1\n2026-10-25 02:15,2\n", "\x00\x00", "\x1f\x8b\x08",
		"name,email,zone,hours\nAna,ana@example.org,Berlin,40\nBob,bob@,Nowhere/Land,999\n,x@y.z,,\n",
		"first name,last name,time_zone\nŽofie,Dvořák,Pacific Time (US & Canada)\n", "Ana <ana@example.org>\nBo\nbo\n", "M\xfcller,x\n",
		"schedule,user,start,end\nweb,Ana,2026-01-05T09:00:00Z,2026-01-12T09:00:00Z\nweb,Bo,2026-01-11T09:00:00Z,2026-01-12T09:00:00Z\n",
		"start,end,person,level\n2026-01-05,2026-01-11,Ana,1\n2026-01-12,2026-01-18,ana@example.org,2\n13/01/2026,01/13/2026,x,3\n",
	} {
		f.Add([]byte(s))
	}
}

func FuzzSamples(f *testing.F) {
	addSeeds(f)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := Samples(bytes.NewReader(data), SampleOptions{Zone: berlin})
		if err != nil {
			checkError(t, err)
			return
		}
		checkTable(t, out.Table, len(out.Samples))
		for i, s := range out.Samples {
			if math.IsNaN(s.Value) || math.IsInf(s.Value, 0) {
				t.Errorf("sample %d is %v", i, s.Value)
			}
			if i > 0 && !s.At.After(out.Samples[i-1].At) {
				t.Errorf("sample %d at %v is not after the one before", i, s.At)
			}
			if y := s.At.Year(); y < firstYear-1 || y > lastYear+1 {
				t.Errorf("sample %d is of the year %d", i, y)
			}
		}
	})
}

func FuzzPeople(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := People(bytes.NewReader(data))
		if err != nil {
			checkError(t, err)
			return
		}
		checkTable(t, out.Table, len(out.People))
		for _, p := range out.People {
			person := model.Person{Name: p.Name, Email: p.Email, Zone: p.Zone, Colour: 1, WeekMinutes: p.WeekMinutes}
			if person.Zone == "" {
				person.Zone = "UTC"
			}
			if err := person.Check(); err != nil {
				t.Errorf("%+v breaks the model's rules: %v", p, err)
			}
		}
	})
}

func FuzzSchedule(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := ScheduleCSV(bytes.NewReader(data), ScheduleOptions{})
		if err != nil {
			checkError(t, err)
			return
		}
		checkTable(t, out.Table, len(out.Duties))
		for _, d := range out.Duties {
			if !d.End.After(d.Start) || (d.Who == "" && d.Email == "") {
				t.Errorf("%+v is no duty", d)
			}
		}
	})
}
