package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// Team returns the team that is worked on. The error is NotFound when the file has no team yet.
func (w *Workspace) Team(ctx context.Context) (model.Team, error) {
	return w.teamOf(ctx, w.Reader())
}

// ofTeam reads a list that belongs to the team; it is empty when there is no team yet.
func ofTeam[T any](ctx context.Context, w *Workspace, read func(storage.Reader, context.Context, model.ID) ([]T, error)) ([]T, error) {
	t, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return read(w.Reader(), ctx, t.ID)
}

func (w *Workspace) teamOf(ctx context.Context, r storage.Reader) (model.Team, error) {
	teams, err := r.Teams(ctx)
	if err != nil {
		return model.Team{}, err
	}
	w.mu.Lock()
	want := w.team
	w.mu.Unlock()
	for _, t := range teams {
		if t.ID == want || want == 0 {
			return t, nil
		}
	}
	if len(teams) > 0 {
		return teams[0], nil
	}
	return model.Team{}, model.Errorf(model.NotFound, "team", "There is no team yet. Add a person first, or open the sample team with “watchbill demo”.")
}

// UseTeam chooses the team to work on by name.
func (w *Workspace) UseTeam(ctx context.Context, name string) error {
	teams, err := w.Reader().Teams(ctx)
	if err != nil {
		return err
	}
	var names []string
	for _, t := range teams {
		if strings.EqualFold(t.Name, name) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.team = t.ID
			return nil
		}
		names = append(names, t.Name)
	}
	return model.Errorf(model.NotFound, "team", "There is no team %q in this file. It has: %s.", name, orNone(names))
}

// SaveTeam adds or changes a team.
func (w *Workspace) SaveTeam(ctx context.Context, t model.Team) (Done, error) {
	if err := t.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the team", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Team saved: %s, %s, toil cap %s", t.Name, t.Zone, model.FormatPercent(t.ToilCap))
		return tx.PutTeam(ctx, t)
	})
}

// ensureTeam returns the team worked on inside a transaction, and makes the first one where there is none, so that a new file
// needs no ceremony before its first person.
func (w *Workspace) ensureTeam(ctx context.Context, tx *storage.Tx, zone string) (model.Team, error) {
	t, err := w.teamOf(ctx, tx.Reader)
	if model.CodeOf(err) != model.NotFound {
		return t, err
	}
	if zone == "" {
		zone = "UTC"
	}
	t = model.Team{Name: "My team", Zone: zone, ToilCap: 0.5, WeekStart: time.Monday}
	t.ID, err = tx.PutTeam(ctx, t)
	return t, err
}

// listed is how many names a message lists; more are counted.
const listed = 10

func orNone(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	if more := len(names) - listed; more > 1 {
		return strings.Join(names[:listed], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(names, ", ")
}
