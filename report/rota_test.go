package report

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"watchbill/chart"
)

// sampleRota is the team's rota from a day on: weekly turns, time off, a gap, a draft, Christmas and a freeze.
func sampleRota(paper Paper, from time.Time, days int) Rota {
	r := Rota{Scope: payments("8 weeks from 16 November 2026"), Paper: paper, From: from, To: from.AddDate(0, 0, days), Draft: true}
	r.Now = time.Date(2026, 11, 18, 10, 42, 0, 0, from.Location())
	primary, secondary := RotaRole{Name: "primary"}, RotaRole{Name: "secondary"}
	duties := make([][]RotaSpan, len(team))
	for i := range days/7 + 1 {
		start := from.AddDate(0, 0, 7*i).Add(9 * time.Hour)
		end := start.AddDate(0, 0, 7)
		a, b := i%len(team), (i+3)%len(team)
		first := chart.Turn{Start: start, End: end, Name: team[a], Person: a + 1}
		if i == 5 {
			first.End = start.AddDate(0, 0, 3)
			primary.Turns = append(primary.Turns, chart.Turn{Start: first.End, End: end})
			primary.Draft = append(primary.Draft, chart.Turn{Start: start, End: end, Name: team[1], Person: 2})
		}
		primary.Turns = append(primary.Turns, first)
		secondary.Turns = append(secondary.Turns, chart.Turn{Start: start, End: end, Name: team[b], Person: b + 1})
		duties[a], duties[b] = append(duties[a], RotaSpan{Start: start, End: end}), append(duties[b], RotaSpan{Start: start, End: end})
	}
	r.Groups = []RotaGroup{
		{"Payments primary", "weekly, hands over Mon 09:00 Europe/Berlin", []RotaRole{primary, secondary}},
		{"Ledger batch", "weekly, hands over Mon 09:00 Europe/Berlin", []RotaRole{{Name: "primary", Turns: secondary.Turns}, {Name: "backup", Turns: primary.Turns}}},
	}
	for i, name := range team {
		r.People = append(r.People, RotaPerson{name, i + 1, duties[i], []RotaSpan{{Start: from.AddDate(0, 0, 4*i), End: from.AddDate(0, 0, 4*i+3)}}, 168 * float64(len(duties[i]))})
	}
	for _, d := range []time.Time{day(2026, 12, 25), day(2026, 12, 26), day(2027, 1, 1)} {
		r.Holidays = append(r.Holidays, chart.DayNote{Day: d, Text: map[int]string{25: "Christmas Day", 26: "St Stephen’s Day", 1: "New Year"}[d.Day()]})
	}
	r.Freezes = []RotaSpan{{day(2026, 12, 18), day(2027, 1, 4), "Year end: no changes"}, {day(2026, 12, 22), day(2026, 12, 23), "Audit"}}
	return r
}

// manyRows has so many people and roles that a strip is longer than a page.
func manyRows(n int) Rota {
	r := sampleRota(A4, day(2026, 11, 16), 28)
	one := r.Groups[0].Roles
	for i := range n / 6 {
		r.Groups = append(r.Groups, RotaGroup{fmt.Sprintf("Rotation %d", i+1), "daily", one})
	}
	for i := range n {
		x := r.People[i%len(team)]
		x.Name = fmt.Sprintf("%s %d", x.Name, i+1)
		r.People = append(r.People, x)
	}
	return r
}

func TestStripsCoverThePeriod(t *testing.T) {
	for _, tt := range []struct {
		name  string
		paper Paper
		from  time.Time
		days  int
		want  []string
	}{
		{"a week", A4, day(2026, 11, 16), 7, []string{"16 Nov – 22 Nov"}},
		{"eight weeks on A4", A4, day(2026, 11, 16), 56, []string{"16 Nov – 13 Dec", "14 Dec – 10 Jan"}},
		{"eight weeks on A3", A3, day(2026, 11, 16), 56, []string{"16 Nov – 10 Jan"}},
		{"a month", A4, day(2026, 11, 1), 30, []string{"November 2026"}},
		{"a quarter", A4, day(2026, 11, 1), 92, []string{"November 2026", "December", "January 2027"}},
		{"weeks that do not come out even", A4, day(2026, 11, 16), 70, []string{"16 Nov – 20 Dec", "21 Dec – 24 Jan"}},
	} {
		var got []string
		at := tt.from
		for _, s := range sampleRota(tt.paper, tt.from, tt.days).strips() {
			if !s.from.Equal(at) {
				t.Errorf("%s: %s begins at %s, want %s", tt.name, s.name, s.from, at)
			}
			got, at = append(got, s.name), s.to
		}
		if fmt.Sprint(got) != fmt.Sprint(tt.want) || !at.Equal(tt.from.AddDate(0, 0, tt.days)) {
			t.Errorf("%s: got %v to %s, want %v", tt.name, got, at, tt.want)
		}
	}
}

// The night of a clock change is a column like the others: a turn from 09:00 begins at three eighths of every day.
func TestStripColumnsAreDays(t *testing.T) {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 10, 19, 0, 0, 0, 0, loc)
	s := strip{from: from, to: from.AddDate(0, 0, 14), days: 14}
	const width = stripLabels + 14*20
	for d := range 14 {
		at := time.Date(2026, 10, 19+d, 12, 0, 0, 0, loc)
		want := stripLabels + 20*(float64(d)+0.5)
		if d == 6 { // 25 hours: noon is 13 hours after midnight
			want = stripLabels + 20*(6+13.0/25)
		}
		if got := s.x(at, width); got < want-0.01 || got > want+0.01 {
			t.Errorf("%s: got %.2f, want %.2f", at, got, want)
		}
	}
}

func TestAnyRotaKeepsToThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paper := rapid.SampledFrom([]Paper{A4, A3, ""}).Draw(t, "paper")
		r := sampleRota(paper, day(2026, 1, 1).AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "from")), rapid.IntRange(1, 120).Draw(t, "days"))
		r.Team, r.Name = anyName.Draw(t, "team"), anyName.Draw(t, "rotation")
		role := RotaRole{Name: anyName.Draw(t, "role")}
		for range rapid.IntRange(0, 12).Draw(t, "turns") {
			start := r.From.Add(time.Duration(rapid.IntRange(-100, 24*140).Draw(t, "start")) * time.Hour)
			turn := chart.Turn{Start: start, End: start.Add(time.Duration(rapid.IntRange(1, 500).Draw(t, "hours")) * time.Hour), Name: anyName.Draw(t, "who"), Person: rapid.IntRange(0, 20).Draw(t, "colour")}
			role.Turns, role.Draft = append(role.Turns, turn), append(role.Draft, turn)
			r.Holidays = append(r.Holidays, chart.DayNote{Day: r.From.AddDate(0, 0, rapid.IntRange(-5, 140).Draw(t, "holiday")), Text: anyName.Draw(t, "name")})
			r.Freezes = append(r.Freezes, RotaSpan{turn.Start, turn.End, anyName.Draw(t, "freeze")})
		}
		r.Groups = append(r.Groups, RotaGroup{anyName.Draw(t, "group"), anyName.Draw(t, "about"), []RotaRole{role}})
		r.People = r.People[:rapid.IntRange(0, len(r.People)).Draw(t, "people")]
		for i := range r.People {
			r.People[i].Name = anyName.Draw(t, "person")
		}
		checkBuilt(t, r.Doc())
	})
}
