package editor

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestParseTurns(t *testing.T) {
	for text, want := range map[string]string{
		"1 week": "1w", "weekly": "1w", "every 2 weeks": "2w", "12 hours": "12h", "12h": "12h", "daily": "1d", "Day": "1d", "1mo": "1mo", "3 months": "3mo",
		"1 day, then 3 days": "1d,3d", "1 day then 3 days": "1d,3d", "1d,3d": "1d,3d", " 4 Days , 3 days ": "4d,3d",
	} {
		got, err := parseTurns(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"": "is missing", "soon": "“", "0 days": "not possible", "-1 week": "not how long", "1.5 days": "not how long", "3 fortnights": "not how long", "day 3": "not how long",
	} {
		if _, err := parseTurns(text); err == nil || want != "“" && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", text, err, want)
		}
	}
}

func TestTurnsTextIsReadAgain(t *testing.T) {
	for _, short := range []string{"1w", "2w", "12h", "1d,3d", "1mo", "1h,2d,3w,4mo"} {
		p, err := model.ParsePattern(short)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseTurns(turnsText(p))
		if err != nil || again.String() != short {
			t.Errorf("%s is written %q and read as %s, %v", short, turnsText(p), again, err)
		}
	}
}

// What is shown of a rule and read again is the same rule, with dates, nobody, roles that only some layers have, and calendar counting.
func TestPlanKeepsTheRule(t *testing.T) {
	people := []model.Person{{ID: 1, Zone: "Europe/Berlin"}, {ID: 2, Zone: "Asia/Tokyo"}, {ID: 3, Zone: "Europe/Berlin"}, {ID: 4, Zone: "America/New_York"}}
	now := time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC)
	for kind := model.WeeklyRule; kind <= model.OwnRule; kind++ {
		r := model.StartRotation(kind, model.Team{Zone: "Europe/Berlin"}, people, now)
		r.Roles = append(r.Roles, model.Role{Name: "manager"})
		layers := r.Versions[0].Layers
		layers[0].ByCalendar = true
		layers[0].Orders = append(layers[0].Orders, model.Order{Role: "manager", Members: []model.Member{
			{PersonID: 4, From: model.Date{Year: 2026, Month: 12, Day: 1}}, {}, {PersonID: 1, Until: model.Date{Year: 2027, Month: 2, Day: 28}},
		}})
		got, wrong := planOf(r, r.Versions[0]).modelLayers()
		if diff := cmp.Diff(layers, got, cmp.Comparer(func(a, b model.LocalTime) bool { return a == b })); diff != "" || len(wrong) > 0 {
			t.Errorf("kind %d: %v (want, got)\n%s", kind, wrong, diff)
		}
	}
}

func TestDroppedRoleLeavesItsPeopleToWhoFollowedIt(t *testing.T) {
	r := model.NewRotation("Payments", "UTC", []string{"primary", "secondary", "shadow"},
		model.Plain{First: model.NewLocalTime(2026, 11, 23, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: []model.ID{1, 2, 3}})
	p := planOf(r, r.Versions[0])
	if !p.leads(p.roles[2], p.roles[0]) || p.leads(p.roles[0], p.roles[2]) {
		t.Error("shadow follows primary, and primary does not follow shadow")
	}
	p.drop(p.roles[0])
	l := p.layers[0]
	if h := l.holds[p.roles[0]]; h.after != nil || len(h.members) != 3 || l.holds[p.roles[1]].after != p.roles[0] {
		t.Errorf("secondary has %+v, shadow follows %+v: want three people, and secondary", h, l.holds[p.roles[1]].after)
	}
}

func TestNewLayerHasRolesAndNoPeople(t *testing.T) {
	r := model.StartRotation(model.WeeklyRule, model.Team{Zone: "UTC"}, []model.Person{{ID: 1}, {ID: 2}}, time.Unix(0, 0))
	p := planOf(r, r.Versions[0])
	p.layers[0].windows = "Mon-Fri 09:00-17:00"
	p.addLayer()
	got := p.layers[1]
	if got.windows != "" || len(got.holds[p.roles[0]].members) != 0 || got.holds[p.roles[1]].after != p.roles[0] || len(p.layers[0].holds[p.roles[0]].members) != 2 {
		t.Errorf("the new layer is %+v", got)
	}
}
