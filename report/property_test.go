package report

import (
	"bytes"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"watchbill/chart"
)

var anyName = rapid.OneOf(
	rapid.SampledFrom(team),
	rapid.StringMatching(`[A-ZŽŘ][a-zěščř]{1,12}( [A-Z][a-z]{1,20}){0,4}`),
	rapid.StringN(0, 40, 120),
)

// Whatever the data: nothing leaves the margins, nothing covers anything, and the PDF can be written.
func TestAnyOnCallKeepsToThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := sampleOnCall()
		o.Team, o.Rotation = anyName.Draw(t, "team"), anyName.Draw(t, "rotation")
		n := rapid.IntRange(1, 60).Draw(t, "people")
		o.People = nil
		for range n {
			o.People = append(o.People, Carried{
				anyName.Draw(t, "name"), rapid.Float64Range(0, 400).Draw(t, "load"), rapid.Float64Range(0, 5000).Draw(t, "hours"),
				rapid.IntRange(0, 60).Draw(t, "weekends"), rapid.IntRange(0, 365).Draw(t, "nights"), rapid.IntRange(0, 30).Draw(t, "holidays"),
			})
		}
		roles := rapid.IntRange(1, 8).Draw(t, "roles")
		o.Rows = nil
		for range roles {
			r := chart.RotaRow{Name: anyName.Draw(t, "role")}
			for at := o.From; at.Before(o.To); {
				end := at.Add(time.Duration(rapid.IntRange(6, 240).Draw(t, "hours")) * time.Hour)
				r.Turns = append(r.Turns, chart.Turn{Start: at, End: end, Name: anyName.Draw(t, "who"), Person: rapid.IntRange(0, 20).Draw(t, "colour"), Swap: rapid.IntRange(0, 12).Draw(t, "swap")})
				at = end
			}
			o.Rows = append(o.Rows, r)
		}
		checkBuilt(t, o.Doc())
	})
}

func TestAnyToilKeepsToThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := sampleToil()
		q.Hours, q.Worked = rapid.Float64Range(0, 1e6).Draw(t, "hours"), rapid.Float64Range(0, 1e6).Draw(t, "worked")
		q.Cap = rapid.SampledFrom([]float64{0, 25, 50}).Draw(t, "cap")
		q.Weeks, q.Tasks, q.People = nil, nil, nil
		for i := range rapid.IntRange(0, 60).Draw(t, "weeks") {
			v := rapid.Float64Range(0, 130).Draw(t, "share")
			if rapid.IntRange(0, 8).Draw(t, "missing") == 0 {
				v = math.NaN()
			}
			q.Weeks = append(q.Weeks, chart.Point{Time: day(2026, 1, 5+7*i), Value: v})
		}
		for range rapid.IntRange(0, 15).Draw(t, "tasks") {
			q.Tasks = append(q.Tasks, chart.Task{Name: anyName.Draw(t, "task"), Hours: rapid.Float64Range(0, 3000).Draw(t, "taskhours")})
		}
		for range rapid.IntRange(0, 80).Draw(t, "people") {
			q.People = append(q.People, chart.PersonShare{Name: anyName.Draw(t, "name"), Share: rapid.Float64Range(0, 150).Draw(t, "own")})
		}
		checkBuilt(t, q.Doc())
	})
}

func TestAnyCapacityKeepsToThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := sampleCapacity()
		base := c.Resources
		c.Resources = nil
		for range rapid.IntRange(0, 40).Draw(t, "resources") {
			r := base[rapid.IntRange(0, len(base)-1).Draw(t, "kind")]
			r.Name = anyName.Draw(t, "name")
			r.Plot.Unit = rapid.SampledFrom([]string{"GiB", "requests per second", "%"}).Draw(t, "unit")
			if rapid.IntRange(0, 5).Draw(t, "bare") == 0 {
				r.Plot.Limits, r.Plot.Forecast = nil, nil
				r.Plot.FullP10, r.Plot.FullP50, r.Plot.FullP90, r.Plot.OrderBy = time.Time{}, time.Time{}, time.Time{}, time.Time{}
			}
			r.Cost = rapid.SampledFrom([]float64{0, 1450, 14800, 9.99e6}).Draw(t, "cost")
			c.Resources = append(c.Resources, r)
		}
		checkBuilt(t, c.Doc())
		s := sampleTeam()
		s.Capacity = &c
		checkBuilt(t, s.Doc())
	})
}

func checkBuilt(t *rapid.T, d Doc) {
	p := Build(d)
	checkPages(t, p)
	for i, page := range p.pages {
		if len(page) == 0 {
			t.Errorf("page %d is empty", i+1)
		}
		for _, one := range page {
			if end := one.y + one.height; end > p.doc.paper().bottom+0.01 {
				t.Errorf("page %d: a piece ends at %.1f, below %.1f", i+1, end, p.doc.paper().bottom)
			}
		}
	}
	var b bytes.Buffer
	if err := p.WritePDF(&b); err != nil {
		t.Errorf("WritePDF: %v", err)
	}
}
