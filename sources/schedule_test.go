package sources

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func readSchedule(t *testing.T, text string, opt ScheduleOptions) (ScheduleFile, []string) {
	t.Helper()
	out, err := ScheduleCSV(strings.NewReader(text), opt)
	if err != nil {
		t.Fatalf("ScheduleCSV: %v", err)
	}
	checkTable(t, out.Table, len(out.Duties))
	var got []string
	for _, d := range out.Duties {
		got = append(got, strings.Join([]string{d.Start.Format("2006-01-02T15:04"), d.End.Format("2006-01-02T15:04"), d.Who, d.Email, d.Role, d.Schedule}, "|"))
	}
	return out, got
}

func TestScheduleLayouts(t *testing.T) {
	berlin := ScheduleOptions{Zone: zoneNamed(t, "Europe/Berlin")}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{
			"plain, across the clock change", "start,end,person\n2026-03-23 09:00,2026-03-30 09:00,Ana\n2026-03-30 09:00,2026-04-06 09:00,Bo\n",
			[]string{"2026-03-23T08:00|2026-03-30T07:00|Ana|||", "2026-03-30T07:00|2026-04-06T07:00|Bo|||"},
		},
		{
			"PagerDuty", "schedule,user,user_email,start,end,escalation_level\nWeb,Ana Silva,ana@example.org,2026-01-05T09:00:00-08:00,2026-01-12T09:00:00-08:00,1\nWeb,Bo,bo@example.org,2026-01-05T09:00:00-08:00,2026-01-12T09:00:00-08:00,2\n",
			[]string{"2026-01-05T17:00|2026-01-12T17:00|Ana Silva|ana@example.org|primary|Web", "2026-01-05T17:00|2026-01-12T17:00|Bo|bo@example.org|secondary|Web"},
		},
		{
			"date and time apart", "Start Date,Start Time,End Date,End Time,Name,Role\n05.01.2026,09:00,12.01.2026,09:00,Ana,primary\n",
			[]string{"2026-01-05T08:00|2026-01-12T08:00|Ana||primary|"},
		},
		{"start_time and end_time alone", "start_time,end_time,username\n1767603600,1768208400,Ana\n", []string{"2026-01-05T09:00|2026-01-12T09:00|Ana|||"}},
		{"times in UTC by the header", "Start (UTC);End (UTC);Engineer\n2026-01-05 09:00;2026-01-12 09:00;Ana\n", []string{"2026-01-05T09:00|2026-01-12T09:00|Ana|||"}},
		{
			"no header", "2026-01-05 09:00,2026-01-12 09:00,Ana,primary\n2026-01-05 09:00,2026-01-12 09:00,bo@example.org,secondary\n",
			[]string{"2026-01-05T08:00|2026-01-12T08:00|Ana||primary|", "2026-01-05T08:00|2026-01-12T08:00||bo@example.org|secondary|"},
		},
		{
			"end dates are the last day", "from,to,who\n2026-01-05,2026-01-11,Ana\n2026-01-12,2026-01-18,Bo\n",
			[]string{"2026-01-04T23:00|2026-01-11T23:00|Ana|||", "2026-01-11T23:00|2026-01-18T23:00|Bo|||"},
		},
		{
			"end dates are the handoff", "from,to,who\n2026-01-05,2026-01-12,Ana\n2026-01-12,2026-01-19,Bo\n",
			[]string{"2026-01-04T23:00|2026-01-11T23:00|Ana|||", "2026-01-11T23:00|2026-01-18T23:00|Bo|||"},
		},
		{"one day", "from,to,who\n2026-01-05,2026-01-05,Ana\n", []string{"2026-01-04T23:00|2026-01-05T23:00|Ana|||"}},
		{
			"day first by one of the dates", "start,end,who\n05/01/2026 09:00,12/01/2026 09:00,Ana\n12/01/2026 09:00,19/01/2026 09:00,Bo\n",
			[]string{"2026-01-05T08:00|2026-01-12T08:00|Ana|||", "2026-01-12T08:00|2026-01-19T08:00|Bo|||"},
		},
		{
			"an address with a name", "start,end,on-call\n2026-01-05 09:00,2026-01-12 09:00,Ana Silva <ana@example.org>\n",
			[]string{"2026-01-05T08:00|2026-01-12T08:00|Ana Silva|ana@example.org||"},
		},
		{
			"sorted by start", "start,end,who\n2026-01-12 09:00,2026-01-19 09:00,Bo\n2026-01-05 09:00,2026-01-12 09:00,Ana\n",
			[]string{"2026-01-05T08:00|2026-01-12T08:00|Ana|||", "2026-01-12T08:00|2026-01-19T08:00|Bo|||"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, got := readSchedule(t, c.text, berlin)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s\n%v", diff, problemTexts(out.Problems))
			}
		})
	}
}

func TestScheduleProblems(t *testing.T) {
	out, got := readSchedule(t, strings.Join([]string{
		"start,end,person,role",
		"2026-01-05 09:00,2026-01-12 09:00,Ana,primary",
		"2026-01-12 09:00,2026-01-05 09:00,Bo,primary",
		"2026-01-12 09:00,soon,Bo,primary",
		",2026-01-19 09:00,Bo,primary",
		"2026-01-12 09:00,2026-01-19 09:00,,primary",
		"2026-01-11 09:00,2026-01-19 09:00,Bo,primary",
		"2026-01-11 09:00,2026-01-19 09:00,Cleo,secondary",
		"2026-01-05 09:00,2026-01-12 09:00,Ana,primary",
	}, "\n"), ScheduleOptions{})
	want := []string{
		"2026-01-05T09:00|2026-01-12T09:00|Ana||primary|", "2026-01-11T09:00|2026-01-19T09:00|Bo||primary|", "2026-01-11T09:00|2026-01-19T09:00|Cleo||secondary|",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("duties: -want +got\n%s", diff)
	}
	wantProblems := []string{
		`line 3, end "2026-01-12 09:00 – 2026-01-05 09:00": The shift does not end after it starts. Correct one of the two.`,
		`line 4, end "soon": ` + string(notTime),
		`line 5, start: ` + string(noTime),
		`line 6, person "2026-01-12 09:00,2026-01-19 09:00,,primary": There is nobody. Fill in a name or an e-mail address, or remove the row.`,
		`line 7, start "Bo": The shift overlaps that of Ana on line 2, which lasts until 2026-01-12 09:00. It was read; if it is another role, add a column “role”.`,
		`line 9, "Ana 2026-01-05 09:00": The row says the same as line 2. Remove one of the two.`,
	}
	if diff := cmp.Diff(wantProblems, problemTexts(out.Problems)); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Ana", "Bo", "Cleo"}, out.People); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"primary", "secondary"}, out.Roles); diff != "" {
		t.Error(diff)
	}
	if want := time.Date(2026, 1, 19, 9, 0, 0, 0, time.UTC); !out.Last.Equal(want) {
		t.Errorf("last %v, want %v", out.Last, want)
	}
}

func TestScheduleRefuse(t *testing.T) {
	for name, c := range map[string]struct{ data, field, message string }{
		"no end":           {"start,person\n2026-01-05,Ana\n", "end", "Call one “end”"},
		"no start":         {"person,end\nAna,2026-01-05\n", "start", "Call one “start”"},
		"no people":        {"start,end\n2026-01-05,2026-01-06\n", "person", "Call one “person”"},
		"a column a role":  {"start,end,primary,secondary\n2026-01-05,2026-01-06,Ana,Bo\n", "person", "Call one “person”"},
		"open order":       {"start,end,who\n05/01/2026,06/01/2026,Ana\n", "dates", "5 January 2026 or 1 May 2026"},
		"a calendar":       {"BEGIN:VCALENDAR\r\n", "file", ".ics"},
		"all rows invalid": {"start,end,who\nx,y,Ana\n", "file", "None of the 1 row"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ScheduleCSV(strings.NewReader(c.data), ScheduleOptions{})
			if err == nil || model.FieldOf(err) != c.field || !strings.Contains(err.Error(), c.message) {
				t.Errorf("got field %q, %v; want field %q, …%s…", model.FieldOf(err), err, c.field, c.message)
			}
		})
	}
}
