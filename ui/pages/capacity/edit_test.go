package capacity

import (
	"context"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/model"
)

// resource is the resource of an ID as it is stored.
func (f *fixture) resource(id model.ID) model.Resource {
	f.t.Helper()
	all, err := f.ws.Resources(context.Background())
	if err != nil {
		f.t.Fatal(err)
	}
	for _, r := range all {
		if r.ID == id {
			return r
		}
	}
	f.t.Fatalf("there is no resource %d among %d", id, len(all))
	return model.Resource{}
}

// What another program changed while the form was open is not put back by saving something else.
func TestSavingAResourceKeepsOthersChanges(t *testing.T) {
	f := open(t, fyne.NewSize(1280, 800))
	id := f.add(model.Resource{Name: "db disk", Unit: "GiB", Limit: math.NaN(), LeadDays: 14}, now)
	opened := f.resource(id)
	f.at("")
	f.edit(opened)
	other := opened
	other.Limit, other.Unit, other.LeadDays = 2000, "TiB", 56
	if _, err := f.ws.SaveResource(context.Background(), other); err != nil {
		t.Fatal(err)
	}
	f.bench.Write("resource.name", "Payments disk")
	f.bench.Write("resource.lead", "30")
	f.bench.Tap("resource.save")
	got := f.resource(id)
	if got.Name != "Payments disk" || got.LeadDays != 30 || got.Limit != 2000 || got.Unit != "TiB" {
		t.Errorf("got %+v, want the name and lead time of the form with the limit and unit of the other", got)
	}
}

func TestALimitIsTakenAway(t *testing.T) {
	f := open(t, fyne.NewSize(1280, 800))
	id := f.add(model.Resource{Name: "db disk", Limit: 2000}, now)
	f.at("")
	f.edit(f.resource(id))
	f.bench.Write("resource.limit", " ")
	f.bench.Tap("resource.save")
	if got := f.resource(id); got.HasLimit() {
		t.Errorf("the limit is still %g", got.Limit)
	}
}

func TestAResourceDeletedMeanwhileIsNotMadeAgain(t *testing.T) {
	f := open(t, fyne.NewSize(1280, 800))
	opened := f.resource(f.add(model.Resource{Name: "db disk", Limit: 2000}, now))
	f.at("")
	f.edit(opened)
	if _, err := f.ws.DeleteResource(context.Background(), opened); err != nil {
		t.Fatal(err)
	}
	f.bench.Write("resource.name", "Payments disk")
	f.bench.Tap("resource.save")
	if words := f.bench.Words(); !strings.Contains(words, "deleted while this form was open") || f.names() != "" {
		t.Errorf("there is %q now, and the dialogue shows:\n%s", f.names(), words)
	}
}
