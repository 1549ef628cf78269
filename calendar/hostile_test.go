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
