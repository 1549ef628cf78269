package build

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"watchbill/model"
	"watchbill/ui/widgets"
)

// A wish can be changed where it was noted: it stays one wish, with the new kind and the same days.
func TestAWishCanBeChanged(t *testing.T) {
	p, ws, frame := mustPage(t)
	ctx := context.Background()
	day := model.DateOf(p.from).AddDays(8)
	who := p.members()[2]
	done, err := ws.SaveWish(ctx, model.Wish{PersonID: who.ID, Kind: model.Avoid, From: day, Until: day.AddDays(1)})
	if err != nil {
		t.Fatal(err)
	}
	press(t, p.left, fmt.Sprintf("wish.%d.edit", done.ID))
	dialog := frame.Canvas().Overlays().Top()
	find(dialog, "wish.kind").(*widgets.Select).Choose(1)
	press(t, dialog, "wish.save")
	want := model.Wish{ID: done.ID, PersonID: who.ID, Kind: model.Prefer, From: day, Until: day.AddDays(1)}
	if all := p.plan.Wishes; !slices.Contains(all, want) {
		t.Errorf("the wishes are %+v, want %+v among them", all, want)
	}
}
