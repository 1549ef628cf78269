package workspace

import (
	"context"
	"fmt"
	"strings"

	"watchbill/model"
)

// Comparison is a rotation's draft beside what is published: line by line, and what it means to each person.
type Comparison struct {
	Rotation model.Rotation
	Plan     model.PublishPlan
	Lines    []model.DraftLine   // in order of time
	Effects  []model.DraftEffect // the greatest change first
	After    []model.Shift       // what would be published in the draft's window and beside it
}

// Compare returns what publishing a rotation's draft would change. A rotation without a draft is an error of code not found.
func (w *Workspace) Compare(ctx context.Context, rotation model.ID) (Comparison, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return Comparison{}, err
	}
	reader := w.Reader()
	r, err := rotationIn(ctx, reader, team.ID, rotation)
	if err != nil {
		return Comparison{}, err
	}
	plan, err := w.planPublish(ctx, reader, rotation, w.Now())
	if model.CodeOf(err) == model.NotFound {
		return Comparison{}, model.Errorf(model.NotFound, "draft", "%s has no draft to compare with what is published. Build one first.", r.Name)
	}
	if err != nil {
		return Comparison{}, err
	}
	published, err := reader.RotationShifts(ctx, rotation, model.Published, plan.Window)
	if err != nil {
		return Comparison{}, err
	}
	return Comparison{r, plan, plan.Differences(published), plan.Effects(published), plan.Apply(published)}, nil
}

// WordDifference says a line of a comparison: "Ben instead of Ana and nobody", "Ben, new". Names are those that name returns.
func WordDifference(d model.DraftLine, name func(model.ID) string) string {
	from := make([]string, len(d.From))
	for i, id := range d.From {
		from[i] = name(id)
	}
	switch d.Kind {
	case "removed":
		return fmt.Sprintf("nobody instead of %s", And(from))
	case "shortened":
		return fmt.Sprintf("%s, shortened", name(d.Before.PersonID))
	case "new":
		return fmt.Sprintf("%s, new", name(d.To))
	}
	return fmt.Sprintf("%s instead of %s", name(d.To), And(from))
}

// And joins words: "Ana", "Ana and Ben", "Ana, Ben and Chidi".
func And(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
