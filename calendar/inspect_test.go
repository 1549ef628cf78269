package calendar

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInspect(t *testing.T) {
	t.Run("has the form the command prints", func(t *testing.T) {
		cal := mustRead(t, events(
			"UID:a\nDTSTART;TZID=Europe/Berlin:20260105T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=1\nSUMMARY:A \"b\"",
			"UID:a\nRECURRENCE-ID;TZID=Europe/Berlin:20260105T090000\nDTSTART:20260105T120000Z\nDURATION:PT1H\nSTATUS:CANCELLED",
			"UID:b\nDTSTART;VALUE=DATE:20260301\nSTATUS:CONFIRMED",
			"SUMMARY:Bad\nDTSTART:x",
		), year2026())
		got, err := json.MarshalIndent(Inspect(cal), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		want := `{
 "events": [
  {
   "uid": "a",
   "start": "2026-01-05T12:00:00Z",
   "end": "2026-01-05T13:00:00Z",
   "all_day": false,
   "summary": "",
   "status": "CANCELLED",
   "recurrence_id": "2026-01-05T08:00:00Z"
  },
  {
   "uid": "b",
   "start": "2026-03-01T00:00:00Z",
   "end": "2026-03-02T00:00:00Z",
   "all_day": true,
   "summary": "",
   "status": "CONFIRMED",
   "recurrence_id": ""
  }
 ],
 "warnings": [
  {
   "line": 23,
   "event": "Bad",
   "reason": "The event was not read: its start \"x\" is not a date."
  }
 ]
}`
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("JSON differs (-want +got):\n%s", diff)
		}
	})
	t.Run("has empty lists, not null", func(t *testing.T) {
		got, err := json.Marshal(Inspect(mustRead(t, events(), year2026())))
		if err != nil {
			t.Fatal(err)
		}
		if want := `{"events":[],"warnings":[]}`; string(got) != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
	t.Run("whole days are midnights of the reader's zone", func(t *testing.T) {
		w := year2026()
		w.Zone = mustZone(t, "Europe/Berlin")
		in := Inspect(mustRead(t, events("UID:b\nDTSTART;VALUE=DATE:20260329"), w))
		if got := in.Events[0]; got.Start != "2026-03-28T23:00:00Z" || got.End != "2026-03-29T22:00:00Z" {
			t.Errorf("got %s to %s, want the 23 hours of 29 March in Berlin", got.Start, got.End)
		}
	})
}

func TestDefaultWindow(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	got := DefaultWindow(utc("2026-06-30T22:30:00Z"), berlin)
	if want := utc("2025-06-30T22:00:00Z"); !got.From.Equal(want) {
		t.Errorf("from %s, want %s", got.From, want)
	}
	if want := utc("2028-06-30T22:00:00Z"); !got.To.Equal(want) {
		t.Errorf("to %s, want %s", got.To, want)
	}
}
