package workspace

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/storage"
)

// EditOverride changes when an override is, what it does, for whom, and its note. Where it is under way, somebody else for the rest is an
// override of its own; one undo takes all of it back.
func (w *Workspace) EditOverride(ctx context.Context, o model.Override) (Done, error) {
	return w.transact(ctx, "edit the override", func(tx *storage.Tx) (model.ID, error) {
		plan, d, err := w.planOverride(ctx, tx.Reader, o, tx.Now())
		if err != nil {
			return 0, advise(err, "Choose somebody else, or another time.")
		}
		if plan.same() {
			return o.ID, nil
		}
		last := plan.stored[len(plan.stored)-1]
		tx.Describe("Override changed: %s, %s; before: %s", d.nameOverride(last), plan.Words, d.overrideBefore(plan))
		var id model.ID
		for _, x := range plan.stored {
			if id, err = tx.PutOverride(ctx, x); err != nil {
				return 0, err
			}
		}
		return id, nil
	})
}

// same reports whether a change changes nothing.
func (p OverridePlan) same() bool {
	a, b := p.before, p.Override
	return a.Kind == b.Kind && a.PersonID == b.PersonID && a.OutID == b.OutID && a.Start.Equal(b.Start) && a.End.Equal(b.End) && a.Note == b.Note
}

// overrideBefore says in what an override was different before a change.
func (d desk) overrideBefore(p OverridePlan) string {
	var out []string
	a, b := p.before, p.Override
	if !a.Start.Equal(b.Start) || !a.End.Equal(b.End) {
		out = append(out, spanWords(a.Interval))
	}
	if a.Kind != b.Kind || a.PersonID != b.PersonID || a.OutID != b.OutID {
		out = append(out, a.Words(func(id model.ID) string { return d.people[id].Name }))
	}
	switch {
	case a.Note != b.Note && a.Note == "":
		out = append(out, "no note")
	case a.Note != b.Note:
		out = append(out, "note “"+a.Note+"”")
	}
	return strings.Join(out, ", ")
}
