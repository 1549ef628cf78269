package workspace

import (
	"context"
	"fmt"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// Wishes returns the wishes of the team's people, by first day.
func (w *Workspace) Wishes(ctx context.Context) ([]model.Wish, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	return w.Reader().Wishes(ctx, team.ID)
}

// SaveWish adds or changes a wish.
func (w *Workspace) SaveWish(ctx context.Context, wish model.Wish) (Done, error) {
	if err := wish.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save a wish", func(tx *storage.Tx) (model.ID, error) {
		p, err := w.person(ctx, tx.Reader, wish.PersonID)
		if err != nil {
			return 0, err
		}
		words, err := wishWords(wish, p, tx.Now())
		if err != nil {
			return 0, err
		}
		verb := "noted"
		if wish.ID != 0 {
			verb = "changed"
		}
		tx.Describe("Wish %s: %s", verb, words)
		return tx.PutWish(ctx, wish)
	})
}

// wishWords says what a person wishes: "Ana would rather not be on call 24–26 Dec".
func wishWords(wish model.Wish, p model.Person, now time.Time) (string, error) {
	verb := "would rather not be on call"
	if wish.Kind == model.Prefer {
		verb = "would like to be on call"
	}
	loc, err := model.Zone(p.Zone)
	if err != nil {
		return "", err
	}
	days := model.Interval{Start: wish.From.Start(loc), End: wish.Until.AddDays(1).Start(loc)}
	return fmt.Sprintf("%s %s %s", p.First(), verb, Days(days, p.Zone, now)), nil
}

// DeleteWish removes a wish.
func (w *Workspace) DeleteWish(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "delete a wish", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		all, err := tx.Wishes(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		tx.Describe("Wish deleted")
		for _, wish := range all {
			if wish.ID != id {
				continue
			}
			p, err := w.person(ctx, tx.Reader, wish.PersonID)
			if err != nil {
				return 0, err
			}
			words, err := wishWords(wish, p, tx.Now())
			if err != nil {
				return 0, err
			}
			tx.Describe("Wish deleted: %s", words)
		}
		return 0, tx.DeleteWish(ctx, id)
	})
}

// Aparts returns the pairs of the team's people who are never on call together.
func (w *Workspace) Aparts(ctx context.Context) ([]model.Apart, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	return w.Reader().Aparts(ctx, team.ID)
}

// KeepApart notes that two people are never on call in the same turn.
func (w *Workspace) KeepApart(ctx context.Context, a, b model.ID) (Done, error) {
	if a == b {
		return Done{}, model.Invalidf("person", "Choose two different people.")
	}
	return w.transact(ctx, "keep two people apart", func(tx *storage.Tx) (model.ID, error) {
		x, err := w.person(ctx, tx.Reader, a)
		if err != nil {
			return 0, err
		}
		y, err := w.person(ctx, tx.Reader, b)
		if err != nil {
			return 0, err
		}
		have, err := tx.Aparts(ctx, x.TeamID)
		if err != nil {
			return 0, err
		}
		for _, p := range have {
			if p.A == min(a, b) && p.B == max(a, b) {
				return 0, model.Errorf(model.Conflict, "person", "%s and %s are kept apart already. Nothing was changed.", x.Name, y.Name)
			}
		}
		tx.Describe("Never on call together: %s and %s", x.First(), y.First())
		return tx.PutApart(ctx, model.Apart{A: a, B: b})
	})
}

// DeleteApart lets two people be on call together again.
func (w *Workspace) DeleteApart(ctx context.Context, id model.ID) (Done, error) {
	return w.transact(ctx, "let two people serve together", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		pairs, err := tx.Aparts(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		tx.Describe("Two people may be on call together again")
		for _, pair := range pairs {
			if pair.ID != id {
				continue
			}
			x, err := w.person(ctx, tx.Reader, pair.A)
			if err != nil {
				return 0, err
			}
			y, err := w.person(ctx, tx.Reader, pair.B)
			if err != nil {
				return 0, err
			}
			tx.Describe("May be on call together again: %s and %s", x.First(), y.First())
		}
		return 0, tx.DeleteApart(ctx, id)
	})
}
