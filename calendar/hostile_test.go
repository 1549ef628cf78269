package calendar

import (
	"strings"
	"testing"

	"watchbill/internal/icalfiles"
)

func TestHostileFilesAreReadOrRefused(t *testing.T) {
	for name, file := range icalfiles.Hostile() {
		t.Run(name, func(t *testing.T) {
			if len(file) > maxFile {
				t.Fatalf("the test's file has %d octets and would be refused for that", len(file))
			}
			cal, err := Read(strings.NewReader(file), year2026())
			if err == nil && len(cal.Events) == 0 && len(cal.Warnings) == 0 && !strings.HasPrefix(name, "deep nesting") {
				t.Error("nothing was read and nothing reported")
			}
			Lint([]byte(file))
		})
	}
}

// A zone of many daily rules is not worked out: its name is tried instead, and what has it is reported.
func TestZoneOfTooManyRulesIsNotUsed(t *testing.T) {
	part := "BEGIN:DAYLIGHT\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=DAILY\r\nEND:DAYLIGHT\r\n"
	file := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTIMEZONE\r\nTZID:Ours\r\n" + strings.Repeat(part, 2*maxFileOnsets/maxOnsets) + "END:VTIMEZONE\r\n" +
		"BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Ours:20260301T090000\r\nDTEND;TZID=Ours:20260301T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	cal := mustRead(t, file, year2026())
	if len(cal.Events) != 0 || len(cal.Warnings) != 1 || !strings.Contains(cal.Warnings[0].Reason, "Ours") {
		t.Errorf("got %d events and %v", len(cal.Events), cal.Warnings)
	}
}
