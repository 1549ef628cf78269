package calendar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// duty prints what Schedule read of an event.
func printed(duties []Duty) []string {
	var out []string
	for _, d := range duties {
		out = append(out, fmt.Sprintf("%s <%s> role=%s level=%d schedule=%s source=%s", d.Who, d.Email, d.Role, d.Level, d.Schedule, d.Source))
	}
	return out
}

// oncall makes a calendar of a head and of one day-long event for each body.
func oncall(head string, bodies ...string) string {
	var full []string
	for i, body := range bodies {
		full = append(full, fmt.Sprintf("UID:%d\nDTSTART;VALUE=DATE-TIME:202601%02dT000000Z\nDTEND;VALUE=DATE-TIME:202601%02dT000000Z\n%s", i, i+1, i+2, body))
	}
	return strings.Replace(events(full...), "PRODID:-//x//y//EN", head, 1)
}

func TestSchedule(t *testing.T) {
	cases := []struct {
		name, file string
		want       []string
		warnings   []string
	}{
		{
			name: "PagerDuty, a schedule",
			file: oncall("PRODID:-//PagerDuty//On-Call Schedule//EN\nX-WR-CALNAME:On Call Schedule for Web - Primary",
				"ATTENDEE:jane@example.com\nSUMMARY:On Call - Jane Doe - Web - Primary", "ATTENDEE:bo@example.com\nSUMMARY:On Call - Bo Ek - Web - Primary"),
			want: []string{
				"Jane Doe <jane@example.com> role=primary level=1 schedule=Web - Primary source=PagerDuty",
				"Bo Ek <bo@example.com> role=primary level=1 schedule=Web - Primary source=PagerDuty",
			},
		},
		{
			name: "PagerDuty, one person",
			file: oncall("PRODID:-//PagerDuty//On-Call Schedule//EN\nX-WR-CALNAME:On Call Schedule for Jane Doe",
				"ATTENDEE:jane@example.com\nSUMMARY:On Call - Web - nights", "ATTENDEE:jane@example.com\nSUMMARY:On Call - Data"),
			want: []string{
				"Jane Doe <jane@example.com> role= level=0 schedule=Web - nights source=PagerDuty",
				"Jane Doe <jane@example.com> role= level=0 schedule=Data source=PagerDuty",
			},
		},
		{
			name: "PagerDuty by its titles alone",
			file: oncall("PRODID:-//com.denhaven2/NONSGML ri_cal gem//EN", "ATTENDEE:kitty@example.com\nSUMMARY:On Call - Hello Kitty - Alpha", "ATTENDEE:kitty@example.com\nSUMMARY:On Call - Hello Kitty"),
			want: []string{
				"Hello Kitty <kitty@example.com> role= level=0 schedule=Alpha source=PagerDuty",
				"Hello Kitty <kitty@example.com> role= level=0 schedule= source=PagerDuty",
			},
		},
		{
			name: "Opsgenie",
			file: oncall("PRODID:OPSGENIE-ICAL-2.0", "SUMMARY:Zoë Müller (user) is on call for schedule: web_secondary", "SUMMARY:Platform (team) is on call for schedule: web", "SUMMARY:jo@example.com (user) is on call for schedule: web"),
			want: []string{
				"Zoë Müller <> role=secondary level=2 schedule=web_secondary source=Opsgenie",
				"jo@example.com <jo@example.com> role= level=0 schedule=web source=Opsgenie",
			},
			warnings: []string{"On call is the team Platform, not a person. Choose who that was."},
		},
		{
			name: "Grafana OnCall",
			file: oncall("PRODID://Grafana Labs//Grafana On-Call//", "PRIORITY:0\nSUMMARY:jane", "SUMMARY:[L2] bo@example.com", "SUMMARY:Web L1: jane", "STATUS:CANCELLED\nSUMMARY:gone"),
			want: []string{
				"jane <> role= level=0 schedule= source=Grafana OnCall",
				"bo@example.com <bo@example.com> role= level=2 schedule= source=Grafana OnCall",
				"jane <> role= level=1 schedule=Web L1 source=Grafana OnCall",
			},
		},
		{
			name: "GoAlert",
			file: oncall("PRODID:-//Our Pager//dev//EN", "SUMMARY:Jane Doe On-Call (Our Pager: Web (EU))", "SUMMARY:On-Call (Our Pager: Web)", "SUMMARY:Bo Ek On-Call (Our Pager: Web) Begins*"),
			want: []string{
				"Jane Doe <> role= level=0 schedule=Web (EU) source=GoAlert",
				"Bo Ek <> role= level=0 schedule=Web source=GoAlert",
			},
			warnings: []string{"This is the feed of one person and does not say whose. Choose the person.", "The end of this duty is not known to GoAlert. Check it."},
		},
		{
			name: "our own",
			file: oncall("PRODID:-//Watchbill//Watchbill//EN\nNAME:Payments on call", "SUMMARY:Payments Primary: Ana", "SUMMARY:Payments Secondary: Bo Ek", "SUMMARY:Payments Primary: unstaffed"),
			want: []string{
				"Ana <> role=primary level=1 schedule=Payments Primary source=Watchbill",
				"Bo Ek <> role=secondary level=2 schedule=Payments Secondary source=Watchbill",
			},
			warnings: []string{`Nobody is on call then: the title says "unstaffed".`},
		},
		{
			name: "our own, of one person",
			file: oncall("PRODID:-//Watchbill//Watchbill//EN\nNAME:Ana Lima on call", "SUMMARY:On call: Payments Primary"),
			want: []string{"Ana Lima <> role=primary level=1 schedule=Payments Primary source=Watchbill"},
		},
		{
			name: "any calendar, a role within the schedule's name",
			file: oncall("PRODID:-//x//y", "SUMMARY:Web primary: Alice", "SUMMARY:Bo (web secondary)", "ATTENDEE;CN=Cy:mailto:cy@example.com\nSUMMARY:Web | Cy"),
			want: []string{
				"Alice <> role=primary level=1 schedule=Web primary source=", "Bo <> role=secondary level=2 schedule=web secondary source=",
				"Cy <cy@example.com> role= level=0 schedule=Web source=",
			},
		},
		{
			name: "any calendar, the title decorated in many ways",
			file: oncall("PRODID:-//x//y", "SUMMARY:Jane Doe", "SUMMARY:On call: Jean-Luc Roux", "SUMMARY:Oncall - Žofie", "SUMMARY:Bo Ek (on-call)", "SUMMARY:📟 Alice", "SUMMARY:Alice is on call",
				"SUMMARY:[Secondary] Alice", "SUMMARY:Primary: alice@example.com", "SUMMARY:Primary on-call: Alice", "SUMMARY:L2 - Alice", "SUMMARY:Doe\\, Jane", "SUMMARY:Alice & Bo"),
			want: []string{
				"Jane Doe <> role= level=0 schedule= source=", "Jean-Luc Roux <> role= level=0 schedule= source=", "Žofie <> role= level=0 schedule= source=",
				"Bo Ek <> role= level=0 schedule= source=", "Alice <> role= level=0 schedule= source=", "Alice <> role= level=0 schedule= source=",
				"Alice <> role=secondary level=2 schedule= source=", "alice@example.com <alice@example.com> role=primary level=1 schedule= source=",
				"Alice <> role=primary level=1 schedule= source=", "Alice <> role= level=2 schedule= source=", "Doe, Jane <> role= level=0 schedule= source=",
				"Alice <> role= level=0 schedule= source=", "Bo <> role= level=0 schedule= source=",
			},
		},
		{
			name: "what stands in every title is the schedule",
			file: oncall("PRODID:-//x//y", "SUMMARY:Payments primary: Alice", "SUMMARY:Payments primary: Bo"),
			want: []string{
				"Alice <> role=primary level=1 schedule=Payments primary source=",
				"Bo <> role=primary level=1 schedule=Payments primary source=",
			},
		},
		{
			name: "the one invited is the person of a title without a name",
			file: oncall("PRODID:-//x//y", "ATTENDEE;CN=Jane Doe:mailto:jane@example.com\nSUMMARY:On call", "ATTENDEE:mailto:bo@example.com\nSUMMARY:Primary on-call"),
			want: []string{
				"Jane Doe <jane@example.com> role= level=0 schedule= source=",
				"bo@example.com <bo@example.com> role=primary level=1 schedule= source=",
			},
		},
		{
			name: "one person all year",
			file: oncall("PRODID:-//x//y", "SUMMARY:On call: Alice", "SUMMARY:On call: Alice"),
			want: []string{"Alice <> role= level=0 schedule= source=", "Alice <> role= level=0 schedule= source="},
		},
		{
			name:     "nobody",
			file:     oncall("PRODID:-//x//y", "SUMMARY:On call", "SUMMARY:Unassigned", "LOCATION:x", "SUMMARY:Alice"),
			want:     []string{"Alice <> role= level=0 schedule= source="},
			warnings: []string{"The title does not say who is on call. Choose the person.", `Nobody is on call then: the title says "Unassigned".`, "The title does not say who is on call. Choose the person."},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			duties, warnings := Schedule(mustRead(t, c.file, year2026()))
			if diff := cmp.Diff(c.want, printed(duties)); diff != "" {
				t.Errorf("duties differ (-want +got):\n%s", diff)
			}
			var reasons []string
			for _, w := range warnings {
				reasons = append(reasons, w.Reason)
				if w.Event == "" || w.Line == 0 {
					t.Errorf("warning %+v does not say which event", w)
				}
			}
			if diff := cmp.Diff(c.warnings, reasons); diff != "" {
				t.Errorf("warnings differ (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("the feed of one person that does not say whose", func(t *testing.T) {
		cal := mustRead(t, oncall("PRODID:-//GoAlert//v0.33.0//EN", "SUMMARY:On-Call (GoAlert: Web L2)", "SUMMARY:Bo Ek On-Call (GoAlert: Web)"), year2026())
		duties, warnings := ScheduleOf(cal, "jane@example.com")
		want := []string{
			"jane@example.com <jane@example.com> role= level=2 schedule=Web L2 source=GoAlert",
			"Bo Ek <> role= level=0 schedule=Web source=GoAlert",
		}
		if diff := cmp.Diff(want, printed(duties)); diff != "" || len(warnings) != 0 {
			t.Errorf("duties differ (-want +got):\n%s\nwarnings %+v", diff, warnings)
		}
		team := mustRead(t, oncall("PRODID:OPSGENIE-ICAL-2.0", "SUMMARY:Platform (team) is on call for schedule: web", "SUMMARY:nobody (user) is on call for schedule: web"), year2026())
		if duties, warnings := ScheduleOf(team, "Jane"); len(duties) != 0 || len(warnings) != 2 {
			t.Errorf("a team and nobody: got %v, %v; want neither to be Jane's", duties, warnings)
		}
	})
	t.Run("an event without length is no duty", func(t *testing.T) {
		duties, warnings := Schedule(mustRead(t, events("UID:a\nDTSTART:20260101T000000Z\nSUMMARY:Alice"), year2026()))
		if len(duties) != 0 || len(warnings) != 1 {
			t.Errorf("got %v and %v", duties, warnings)
		}
	})
}
