package calendars_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
)

const leave = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" +
	"BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261212\r\nSUMMARY:Ana vacation\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:b\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20261208\r\nDTEND;VALUE=DATE:20261209\r\nSUMMARY:Team lunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func timeOff(b *desktest.Bench) ([]model.TimeOff, error) {
	return b.WS.Reader().TimeOff(ctx, 1, model.Interval{})
}

func TestTimeOffIsReadFromACalendar(t *testing.T) {
	b := withRota(t)
	file := filepath.Join(t.TempDir(), "leave.ics")
	if err := os.WriteFile(file, []byte(leave), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "calendars")
	b.Tap("sources.add")
	b.Tap("source.look")
	shows(t, b, "Say which calendar to read")
	b.Write("source.url", file)
	b.Tap("source.look")
	shows(t, b, "1 new", "Ana Souza, holiday", "7–11 Dec", "Team lunch: The title does not mean time off.")
	if off, err := timeOff(b); err != nil || len(off) != 0 {
		t.Errorf("looking inside stored %+v, %v", off, err)
	}
	b.Tap("source.save")
	shows(t, b, "needs a name")
	b.Write("source.name", "Team leave")
	b.Tap("source.save")
	if off, err := timeOff(b); err != nil || len(off) != 1 {
		t.Errorf("time off is %+v, %v; want Ana's week", off, err)
	}
	shows(t, b, "Team leave", "Time off of the team")

	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	b.Tap("source.0.read")
	shows(t, b, "Team leave could not be read", "What was read before stays")
	b.Tap("not-read.cancel")
	shows(t, b, "Team leave cannot be read")
	b.Tap("source.0.more")
	b.Tap("menu.2")
	if all, err := b.WS.Sources(ctx); err != nil || len(all) != 0 {
		t.Errorf("the calendars that are read are %+v, %v", all, err)
	}
	if off, err := timeOff(b); err != nil || len(off) != 1 {
		t.Errorf("with the calendar its time off went: %+v, %v", off, err)
	}
}

func TestHolidaysAreReadFromACalendar(t *testing.T) {
	b := withRota(t)
	file := filepath.Join(t.TempDir(), "holidays.ics")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(leave, "Ana vacation", "Foundation week")), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "calendars")
	b.Tap("sources.add")
	b.Tap("source.kind.1")
	b.Write("source.name", "Company days")
	b.Write("source.url", file)
	b.Write("source.titles", "foundation")
	b.Tap("source.look")
	shows(t, b, "2026-12-07", "Foundation week")
	b.Tap("source.save")
	days, err := b.WS.Holidays(ctx)
	if err != nil || len(days) == 0 || days[0].Day != (model.Date{Year: 2026, Month: 12, Day: 7}) {
		t.Errorf("the holidays are %+v, %v", days, err)
	}
}

func TestAZoneThatNobodyKnowsIsAsked(t *testing.T) {
	b := withRota(t)
	file := filepath.Join(t.TempDir(), "leave.ics")
	odd := strings.NewReplacer("DTSTART;VALUE=DATE:20261207", "DTSTART;TZID=Bureau:20261207T090000", "DTEND;VALUE=DATE:20261212", "DTEND;TZID=Bureau:20261207T120000").Replace(leave)
	if err := os.WriteFile(file, []byte(odd), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "calendars")
	b.Tap("sources.add")
	b.Write("source.url", file)
	b.Tap("source.look")
	shows(t, b, "“Bureau” means")
	b.Write("source.zone.0", "Mars/Olympus")
	b.Tap("source.answer.0")
	shows(t, b, "There is no time zone")
	b.Write("source.zone.0", "Asia/Seoul")
	b.Tap("source.answer.0")
	if b.Shows("“Bureau” means") {
		t.Errorf("it still asks:\n%s", b.Words())
	}
	shows(t, b, "7 Dec 01:00–04:00")
}
