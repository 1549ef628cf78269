package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func readPeople(t *testing.T, text string) (PeopleFile, []string) {
	t.Helper()
	out, err := People(strings.NewReader(text))
	if err != nil {
		t.Fatalf("People: %v", err)
	}
	checkTable(t, out.Table, len(out.People))
	var got []string
	for _, p := range out.People {
		got = append(got, strings.Join([]string{p.Name, p.Email, p.Zone, model.FormatHours(p.WeekMinutes)}, "|"))
	}
	return out, got
}

func problemTexts(problems []Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, p.String())
	}
	return out
}

func TestPeopleLayouts(t *testing.T) {
	both := []string{"Ana Silva|ana@example.org|Europe/Lisbon|40", "Žofie Dvořák|zofie@example.org|Europe/Prague|38.5"}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"our own", "name,email,zone,hours\nAna Silva,ana@example.org,Europe/Lisbon,40\nŽofie Dvořák,zofie@example.org,Europe/Prague,38.5\n", both},
		{"any order and other words", "Time Zone;Weekly hours;E-mail address;Full name\nEurope/Lisbon;40 h;ana@example.org;Ana Silva\neurope/prague;38,5;zofie@example.org;Žofie Dvořák\n", both},
		{"first and last name", "First Name,Last Name,E-Mail,TZ,Hours per week\nAna,Silva,ana@example.org,Europe/Lisbon,40:00\nŽofie,Dvořák,zofie@example.org,Europe/Prague,38:30\n", both},
		{"no header", "Ana Silva,ana@example.org,Europe/Lisbon,40\nŽofie Dvořák,zofie@example.org,Europe/Prague,38.5\n", both},
		{
			"PagerDuty", "name,email,role,job_title,time_zone\nAna Silva,ana@example.org,admin,SRE,Pacific Time (US & Canada)\nBo,bo@example.org,user,,(GMT+01:00) W. Europe Standard Time\n",
			[]string{"Ana Silva|ana@example.org|America/Los_Angeles|0", "Bo|bo@example.org|Europe/Berlin|0"},
		},
		{"Opsgenie", "fullName,username,role,timeZone,locale\nAna Silva,ana@example.org,Admin,Europe/Lisbon,en_US\n", []string{"Ana Silva|ana@example.org|Europe/Lisbon|0"}},
		{"Grafana", "login,name,email,role\nana,Ana Silva,ana@example.org,Viewer\n", []string{"Ana Silva|ana@example.org||0"}},
		{"logins are not addresses", "name,login\nAna Silva,ana\n", []string{"Ana Silva|||0"}},
		{"only names", "Ana Silva\nBo\n", []string{"Ana Silva|||0", "Bo|||0"}},
		{"a column of names", "Name\nAna Silva\nBo\n", []string{"Ana Silva|||0", "Bo|||0"}},
		{"addresses as mail programs write them", "Ana Silva <ana@example.org>\n\"\"\"Bo\"\" <bo@example.org>\"\n", []string{"Ana Silva|ana@example.org||0", "Bo|bo@example.org||0"}},
		{"Windows-1252", "name,email\nJ\xf6rg M\xfcller,joerg@example.org\n", []string{"Jörg Müller|joerg@example.org||0"}},
		{"a cell over two lines", "name,note,email\nAna Silva,\"on leave\nuntil May\",ana@example.org\nBo,,bo@example.org\n", []string{"Ana Silva|ana@example.org||0", "Bo|bo@example.org||0"}},
		{"cells made safe", "name,email\n'=Ana,ana@example.org\n", []string{"=Ana|ana@example.org||0"}},
		{"two people of one name", "name,email\nAna,ana.a@example.org\nAna,ana.b@example.org\n", []string{"Ana|ana.a@example.org||0", "Ana|ana.b@example.org||0"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, got := readPeople(t, c.text)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestPeopleProblems(t *testing.T) {
	out, got := readPeople(t, strings.Join([]string{
		"name,email,zone,hours",
		"Ana,ana@example.org,Berlin,40",
		",bo@example.org,UTC,40",
		"Cleo,cleo(at)example.org,Europe/Berlni,40",
		"Dov,dov@example.org,EST,200",
		"Eve,EVE@example.org,Middle Earth,80 %",
		"Eva,eve@example.org,UTC,40",
		"ana,,UTC,40",
		"Fay,fay@example.org,\"Berlin, Germany\",0",
	}, "\n"))
	want := []string{"Ana|ana@example.org|Europe/Berlin|40", "Cleo|||40", "Dov|dov@example.org||0", "Eve|EVE@example.org||0", "Fay|fay@example.org||0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("people: -want +got\n%s", diff)
	}
	wantProblems := []string{
		`line 2, zone "Berlin": A city stands for its time zone; it was read as Europe/Berlin.`,
		`line 3, name ",bo@example.org,UTC,40": There is no name. Fill it in.`,
		`line 4, email "cleo(at)example.org": This is no e-mail address; it was left out. Write it as ana@example.org.`,
		`line 4, zone "Europe/Berlni": There is no such time zone; it was left out. Did you mean Europe/Berlin?`,
		`line 5, zone "EST": There is no such time zone; it was left out. Did you mean America/New_York?`,
		`line 5, hours "200": Hours a week are above 0 and up to 168, such as 40 or 38.5; this was left out.`,
		`line 6, zone "Middle Earth": There is no such time zone; it was left out. Use an IANA name such as Europe/Berlin.`,
		`line 6, hours "80 %": Hours a week are above 0 and up to 168, such as 40 or 38.5; this was left out.`,
		`line 7, email "eve@example.org": The address is on line 6 already. Remove one of the two.`,
		`line 8, name "ana": The name is on line 2 already. Remove one of the two, or give both an e-mail address if they are two people.`,
		`line 9, zone "Berlin, Germany": There is no such time zone; it was left out. Did you mean Europe/Berlin?`,
		`line 9, hours "0": Hours a week are above 0 and up to 168, such as 40 or 38.5; this was left out.`,
	}
	if diff := cmp.Diff(wantProblems, problemTexts(out.Problems)); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
	if out.Rows != 8 || out.Skipped() != 3 {
		t.Errorf("%d rows, %d skipped, want 8 and 3", out.Rows, out.Skipped())
	}
}

func TestPeopleColumns(t *testing.T) {
	out, _ := readPeople(t, "Full name,Job title,E-mail,\nAna,SRE,ana@example.org,\n")
	if diff := cmp.Diff(map[string]string{"name": "Full name", "email": "E-mail"}, out.Columns); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Job title"}, out.Unread); diff != "" {
		t.Error(diff)
	}
}

func TestPeopleRefuse(t *testing.T) {
	for name, c := range map[string]struct{ data, field, message string }{
		"no names":               {"email,zone\nana@example.org,UTC\n", "name", "Its columns are email, zone"},
		"samples without a name": {"timestamp,value\n2026-08-20,1014\n2026-08-21,1022\n", "name", "no column of names; its first row is “timestamp, value”"},
		"only a header":          {"name,email\n", "file", "no rows of data"},
		"nobody":                 {"name,email\n,a@example.org\n", "file", "None of the 1 row"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := People(strings.NewReader(c.data))
			if err == nil || model.FieldOf(err) != c.field || !strings.Contains(err.Error(), c.message) {
				t.Errorf("got field %q, %v; want field %q, …%s…", model.FieldOf(err), err, c.field, c.message)
			}
		})
	}
}

func TestFindZone(t *testing.T) {
	for text, want := range map[string]string{
		"Europe/Berlin":                          "Europe/Berlin",
		"europe/berlin":                          "Europe/Berlin",
		"America/New York":                       "America/New_York",
		"US/Pacific":                             "US/Pacific",
		"utc":                                    "UTC",
		"Z":                                      "UTC",
		"CET":                                    "CET",
		"Berlin":                                 "Europe/Berlin",
		"new york":                               "America/New_York",
		"St. John's":                             "America/St_Johns",
		"Eastern Time (US & Canada)":             "America/New_York",
		"(GMT-08:00) Pacific Time (US & Canada)": "America/Los_Angeles",
		"(UTC+01:00) Amsterdam":                  "Europe/Amsterdam",
		"W. Europe Standard Time":                "Europe/Berlin",
		"Kyiv":                                   "Europe/Kyiv",
		"Mumbai":                                 "Asia/Kolkata",
	} {
		if got, ok := FindZone(text); got != want || !ok {
			t.Errorf("%q: got %q, %v; want %q", text, got, ok, want)
		}
	}
	for text, want := range map[string]string{
		"Europe/Belrin":    "Europe/Berlin",
		"Amerika/New_York": "America/New_York",
		"Los Angles":       "America/Los_Angeles",
		"PST":              "America/Los_Angeles",
		"CEST":             "Europe/Berlin",
		"Nowhere":          "",
		"../../etc/passwd": "",
		"Local":            "",
		"":                 "",
	} {
		if got, ok := FindZone(text); got != want || ok {
			t.Errorf("%q: got %q, %v; want the suggestion %q", text, got, ok, want)
		}
	}
}

func TestZonesLoad(t *testing.T) {
	for _, name := range zones().names {
		if _, err := model.Zone(name); err != nil {
			t.Error(err)
		}
	}
	for _, table := range []map[string]string{zoneAliases, abbreviations} {
		for alias, name := range table {
			if _, err := model.Zone(name); err != nil {
				t.Errorf("%s: %v", alias, err)
			}
		}
	}
	for alias, want := range zoneAliases {
		if got, ok := FindZone(alias); got != want || !ok {
			t.Errorf("%s: got %q, want %q", alias, got, want)
		}
	}
}
