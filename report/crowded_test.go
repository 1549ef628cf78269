package report

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"watchbill/chart"
)

const longTeam = "International Platform Reliability and Payments Infrastructure Engineering (EMEA, LATAM and APAC)"

// crowded is a month of many rotations with long names, each with a turn a day.
func crowded(rotations int) OnCall {
	o := sampleOnCall()
	o.Team, o.Rows, o.People, o.Swaps = longTeam, nil, nil, nil
	for i := range rotations {
		group := fmt.Sprintf("Rotation of the payments settlement and reconciliation platform no. %d", i+1)
		for j, role := range []string{"primary", "incident commander of the region"} {
			row := chart.RotaRow{Name: group + " " + role, Group: group, First: j == 0}
			for at := o.From; at.Before(o.To); at = at.AddDate(0, 0, 1) {
				row.Turns = append(row.Turns, chart.Turn{Start: at, End: at.AddDate(0, 0, 1), Name: "Krishnamurthy-Venkata H.", Short: "K2", Person: i + 1})
			}
			o.Rows = append(o.Rows, row)
		}
	}
	return o
}

// Many rotations go on several pages, each under its name, and the first page is used.
func TestManyRotationsArePartedBetweenPages(t *testing.T) {
	p := Build(crowded(14).Doc())
	checkPages(t, p)
	if p.Count() < 2 {
		t.Fatalf("%d pages, want several", p.Count())
	}
	names := map[string]int{}
	for i := range p.pages {
		for _, w := range texts(p, i) {
			if strings.HasPrefix(w.text, "Rotation of the payments") {
				names[w.text] = i
			}
		}
	}
	if len(names) != 14 {
		t.Errorf("%d rotations are named, want 14", len(names))
	}
	if page, ok := names["Rotation of the payments settlement and reconciliation platform no. 1"]; !ok || page != 0 {
		t.Errorf("the first rotation stands on page %d, want the first", page+1)
	}
}

// What does not fit is shortened to what still tells apart.
func TestNarrowTurnsAreNamed(t *testing.T) {
	p := Build(crowded(2).Doc())
	short := 0
	for _, w := range texts(p, 0) {
		if w.text == "K2" {
			short++
		}
	}
	if want := 4 * 31; short != want {
		t.Errorf("%d turns are named, want %d", short, want)
	}
}

// A long name of a team leaves the foot what it has to say, and the title is whole.
func TestLongTeamNamesLeaveRoom(t *testing.T) {
	s := sampleTeam()
	s.Team = longTeam
	p := Build(s.Doc())
	checkPages(t, p)
	var all []string
	for _, w := range texts(p, 0) {
		all = append(all, w.text)
	}
	page := strings.Join(all, " ")
	for _, want := range []string{longTeam + ": where we stand", "made " + s.Made.Format("2 Jan 2006 15:04")} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
}

// A rotation's name is never the last line of a page.
func TestRotationsBeginWithTheirTurns(t *testing.T) {
	for n := 12; n < 60; n++ {
		p := Build(manyRows(n).Doc())
		for i, page := range p.pages {
			if page[len(page)-1].head {
				t.Errorf("%d rows: page %d ends with a name that has nothing below it", n, i+1)
			}
		}
	}
}

func TestTasksThatAreNotNamedAreNotCounted(t *testing.T) {
	q := sampleToil()
	q.Tasks = []chart.Task{{Name: "Restart", Hours: 30}, {Name: "Clean up", Hours: 12}, {Name: "13 more tasks", Hours: 58, Rest: true}}
	if n, share := q.twoThirds(); n != 2 || share != 42 {
		t.Errorf("%d tasks make up %.0f %%, want the two that are named with 42 %%", n, share)
	}
}

func TestSteadyToilHasNoSign(t *testing.T) {
	q := sampleToil()
	q.Slope, q.SlopeLow, q.SlopeHigh = 0.02, 0.01, 0.03
	if got := q.summary().lead; !strings.HasSuffix(got, ", and is steady.") {
		t.Errorf("summary %q, want that toil is steady", got)
	}
	for v, want := range map[float64]string{0.04: "0.0", -0.04: "0.0", 0.06: "+0.1", -0.3: "–0.3"} {
		if got := signed(v); got != want {
			t.Errorf("signed(%v) = %q, want %q", v, got, want)
		}
	}
}

// A resource that fills up without a lead time is not one that needs nothing.
func TestFillingWithoutALeadTime(t *testing.T) {
	c := sampleCapacity()
	c.Resources = c.Resources[:1]
	r := &c.Resources[0]
	r.Name, r.Plot.OrderBy, r.Plot.Lead = "disk", time.Time{}, 0
	r.Plot.FullP10, r.Plot.FullP50, r.Plot.FullP90 = day(2027, 1, 5), day(2027, 2, 2), day(2027, 3, 2)
	got := c.summary(c.sorted())
	if want := "disk could be full from 5 January 2027."; got.lead != want || !strings.Contains(got.rest, "Set its lead time") {
		t.Errorf("summary %q %q, want %q and what to do", got.lead, got.rest, want)
	}
	if cells := c.orderRow(*r).cells; cells[len(cells)-1].text != "no lead time" {
		t.Errorf("order by %q, want that there is no lead time", cells[len(cells)-1].text)
	}
}
