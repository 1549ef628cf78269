package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/storage"
)

// Feeds returns the team's feeds by name; none when there is no team yet.
func (w *Workspace) Feeds(ctx context.Context) ([]model.Feed, error) {
	t, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return w.Reader().Feeds(ctx, t.ID)
}

// FeedNamed finds a feed by name, letter case aside; an unambiguous beginning is enough, and an empty name means the only feed.
func FeedNamed(feeds []model.Feed, name string) (model.Feed, error) {
	return named(feeds, "feed", name, func(f model.Feed) string { return f.Name }, "Add one with “watchbill calendar feeds add”.")
}

// named finds one of a list by its name or the beginning of it.
func named[T any](all []T, what, name string, nameOf func(T) string, first string) (T, error) {
	var zero T
	names := make([]string, len(all))
	var found []T
	for i, x := range all {
		names[i] = nameOf(x)
		if strings.EqualFold(names[i], name) {
			return x, nil
		}
		if strings.HasPrefix(strings.ToLower(names[i]), strings.ToLower(name)) {
			found = append(found, x)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(all) == 0:
		return zero, model.Errorf(model.NotFound, what, "There is no %s yet. %s", what, first)
	case len(found) > 1:
		return zero, model.Invalidf(what, "Say which %s: %s.", what, orNone(names))
	}
	are := "There are"
	if len(names) == 1 {
		are = "There is only"
	}
	return zero, model.Errorf(model.NotFound, what, "There is no %s %q. %s: %s.", what, name, are, orNone(names))
}

// SaveFeed adds or changes a feed.
func (w *Workspace) SaveFeed(ctx context.Context, f model.Feed) (Done, error) {
	f.Name = strings.Join(strings.Fields(f.Name), " ")
	if err := f.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the feed", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		feeds, err := tx.Feeds(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		if i := slices.IndexFunc(feeds, func(o model.Feed) bool { return o.ID != f.ID && strings.EqualFold(o.Name, f.Name) }); i >= 0 {
			return 0, model.Errorf(model.Conflict, "name", "There is a feed %s already. Choose another name.", feeds[i].Name)
		}
		f.TeamID = team.ID
		verb := "changed"
		if f.ID == 0 {
			verb = "added"
		}
		tx.Describe("Feed %s: %s", verb, f.Name)
		return tx.PutFeed(ctx, f)
	})
}

// DeleteFeedImpact says in words what deleting a feed would take along.
func (w *Workspace) DeleteFeedImpact(ctx context.Context, f model.Feed) (string, error) {
	links, err := w.FeedLinks(ctx, f.ID)
	if err != nil {
		return "", err
	}
	targets, err := w.Targets(ctx)
	n := 0
	for _, t := range targets {
		if t.FeedID == f.ID {
			n++
		}
	}
	return fmt.Sprintf("%s goes with %s and %s. What was published stays where it is and grows old. It can be undone.", f.Name,
		model.Count(len(links), "link", "links"), model.Count(n, "target", "targets")), err
}

// DeleteFeed removes a feed with its links and targets.
func (w *Workspace) DeleteFeed(ctx context.Context, f model.Feed) (Done, error) {
	return w.transact(ctx, "delete the feed", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Feed deleted: %s", f.Name)
		return f.ID, tx.DeleteFeed(ctx, f.ID)
	})
}

// DescribeFeed says whose shifts a feed holds: "Payments primary", "Ana Souza in Payments" or "all rotations".
func (w *Workspace) DescribeFeed(ctx context.Context, f model.Feed) (string, error) {
	d, err := w.feedDesk(ctx, f)
	switch {
	case err != nil:
		return "", err
	case f.PersonID != 0 && f.RotationID != 0:
		role, _ := d.rotations[0].Role(f.RoleID)
		return strings.TrimSpace(fmt.Sprintf("%s in %s %s", d.holds, d.rotations[0].Name, role.Name)), nil
	case f.PersonID == 0 && f.RotationID == 0:
		return "all rotations", nil
	}
	return d.holds, nil
}

// PreviewFeed returns the first n events that are not over, as the feed's settings would show them.
func (w *Workspace) PreviewFeed(ctx context.Context, f model.Feed, n int) ([]calendar.Event, error) {
	feed, err := w.FeedCalendar(ctx, f)
	var out []calendar.Event
	for _, e := range feed.Events {
		if e.End.After(w.Now()) && e.Status != calendar.Cancelled {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b calendar.Event) int { return a.Start.Compare(b.Start) })
	return out[:min(n, len(out))], err
}

func (w *Workspace) feedOf(ctx context.Context, id model.ID) (model.Feed, error) {
	feeds, err := w.Feeds(ctx)
	if err != nil {
		return model.Feed{}, err
	}
	if i := slices.IndexFunc(feeds, func(f model.Feed) bool { return f.ID == id }); i >= 0 {
		return feeds[i], nil
	}
	return model.Feed{}, model.Errorf(model.NotFound, "feed", "There is no such feed any more. Look at the list again.")
}
