package workspace

import (
	"context"
	"errors"
	"fmt"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// SourceReading is what reading a source did, or would do: one of the two, as the source's kind is.
type SourceReading struct {
	Off      *OffImport
	Holidays *HolidayImport
}

// Counts returns how many entries were added, changed, removed and left as they were, and how many events could not be read.
func (r SourceReading) Counts() (added, changed, removed, same, wrong int) {
	switch {
	case r.Off != nil:
		added, changed, removed, same = len(r.Off.Add), len(r.Off.Change), len(r.Off.Remove), r.Off.Same
	case r.Holidays != nil:
		added, changed, removed, same = len(r.Holidays.Add), len(r.Holidays.Change), len(r.Holidays.Remove), r.Holidays.Same
	}
	skipped, _ := r.Skipped()
	for _, s := range skipped {
		if s.Wrong {
			wrong++
		}
	}
	return added, changed, removed, same, wrong
}

// Skipped returns the events that were not read, and why, and the names of zones that nobody knows.
func (r SourceReading) Skipped() (events []SkippedOff, zones []string) {
	switch {
	case r.Off != nil:
		return r.Off.Skipped, r.Off.Zones
	case r.Holidays != nil:
		return r.Holidays.Skipped, r.Holidays.Zones
	}
	return nil, nil
}

// Say words what was done.
func (r SourceReading) Say() string {
	added, changed, removed, same, wrong := r.Counts()
	words := fmt.Sprintf("%d new, %d changed, %d removed, %d as before", added, changed, removed, same)
	if wrong > 0 {
		words += fmt.Sprintf("; %s could not be read", model.Count(wrong, "event", "events"))
	}
	return words
}

// PreviewSource reads a source, stored or not, and says what would change; nothing is stored. From is its file or address; empty is the
// stored one.
func (w *Workspace) PreviewSource(ctx context.Context, s model.Source, from string) (SourceReading, error) {
	if from == "" {
		var err error
		if from, err = w.whereOf(s); err != nil {
			return SourceReading{}, err
		}
	} else if _, _, err := placeOf(from); err != nil {
		return SourceReading{}, err
	}
	file, err := w.fetch(ctx, from)
	if err != nil {
		return SourceReading{}, err
	}
	return w.planSource(ctx, s, file)
}

func (w *Workspace) planSource(ctx context.Context, s model.Source, file []byte) (SourceReading, error) {
	if s.Kind == model.SourceHolidays {
		plan, err := w.PlanHolidays(ctx, holidayQuestion(s), file)
		return SourceReading{Holidays: &plan}, err
	}
	plan, err := w.PlanOff(ctx, offQuestion(s), file)
	return SourceReading{Off: &plan}, err
}

func offQuestion(s model.Source) OffQuestion {
	return OffQuestion{Source: s.Name, Key: s.Key, Person: s.PersonID, Titles: s.Titles}
}

func holidayQuestion(s model.Source) HolidayQuestion {
	return HolidayQuestion{Source: s.Name, Key: s.Key, Region: s.Region, Titles: s.Titles}
}

// RefreshSource reads a source now and notes how that went. Where it cannot be read, or shows nothing any more, what was read before
// stays.
func (w *Workspace) RefreshSource(ctx context.Context, id model.ID) (SourceReading, error) {
	s, err := w.sourceOf(ctx, id)
	if err != nil {
		return SourceReading{}, err
	}
	done, err := w.Refreshing(ctx, []model.Source{s}, false)
	if err != nil {
		return SourceReading{}, err
	}
	return done[0].Reading, done[0].Err
}

// Refreshed is how reading one source went.
type Refreshed struct {
	Source  model.Source
	Reading SourceReading
	Err     error
}

// Refreshing reads sources, one after another, and notes how it went. An error of one stops no other; the error returned is that of
// the file. What is read automatically, which nobody asked for, is marked so in the history.
func (w *Workspace) Refreshing(ctx context.Context, sources []model.Source, automatic bool) ([]Refreshed, error) {
	states, err := w.Reader().SourceStates(ctx)
	if err != nil {
		return nil, err
	}
	var out []Refreshed
	for _, s := range sources {
		reading, err := w.refresh(ctx, s, automatic)
		if errors.Is(err, context.Canceled) {
			return out, err
		}
		state := states[s.Key]
		state.Key, state.Tried, state.Error = s.Key, w.Now(), ""
		if err != nil {
			state.Error = err.Error()
		} else {
			added, changed, _, same, wrong := reading.Counts()
			state.Good, state.Entries, state.Skipped = state.Tried, added+changed+same, wrong
		}
		if err := w.db.NoteSource(ctx, state); err != nil {
			return out, err
		}
		out = append(out, Refreshed{s, reading, err})
	}
	if len(out) > 0 {
		w.tell(Change{Areas: []Area{Feeds}})
	}
	return out, nil
}

// refresh reads one source. A calendar that would take all away at once is more likely broken than meant.
func (w *Workspace) refresh(ctx context.Context, s model.Source, automatic bool) (SourceReading, error) {
	from, err := w.whereOf(s)
	if err != nil {
		return SourceReading{}, err
	}
	file, err := w.fetch(ctx, from)
	if err != nil {
		return SourceReading{}, err
	}
	plan, err := w.planSource(ctx, s, file)
	if err != nil {
		return plan, err
	}
	added, changed, removed, same, _ := plan.Counts()
	if removed > 1 && added+changed+same == 0 {
		return plan, model.Errorf(model.Conflict, "calendar", "%s shows none of the %d entries that were read from it before, so they were left as they are. Look at the calendar; if that is meant, import it once by hand.", s.Name, removed)
	}
	if added+changed+removed == 0 {
		return plan, nil
	}
	if s.Kind == model.SourceHolidays {
		q := holidayQuestion(s)
		q.Automatic = automatic
		done, _, err := w.ImportHolidays(ctx, q, file)
		return SourceReading{Holidays: &done}, err
	}
	q := offQuestion(s)
	q.Automatic = automatic
	done, _, err := w.ImportOff(ctx, q, file)
	return SourceReading{Off: &done}, err
}

// markAutomatic marks what is read as an entry that nobody asked for, unless it is read because somebody just saved a calendar: then it
// belongs to that, and undo takes it back first.
func markAutomatic(ctx context.Context, tx *storage.Tx) error {
	newest, err := tx.History(ctx, 0, 2) // this entry, and the one before it
	if err != nil {
		return err
	}
	if len(newest) < 2 || newest[1].Op != saveSourceOp {
		tx.Automatic()
	}
	return nil
}

// KeepRefreshed reads the team's sources when they are due, every four hours, until ctx ends.
func (w *Workspace) KeepRefreshed(ctx context.Context) error {
	look := time.NewTicker(time.Minute)
	defer look.Stop()
	added, forget := w.signals(func(c Change) bool { return c.Entry.ID != 0 && c.Touches(Feeds) })
	defer forget()
	for {
		due, err := w.dueSources(ctx)
		if err == nil && len(due) > 0 {
			_, err = w.Refreshing(ctx, due, true)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
		case <-added:
		}
	}
}

// dueSources are those that were not tried for a while.
func (w *Workspace) dueSources(ctx context.Context) ([]model.Source, error) {
	views, err := w.SourceViews(ctx)
	var out []model.Source
	for _, v := range views {
		if w.Now().Sub(v.State.Tried) >= refreshEvery {
			out = append(out, v.Source)
		}
	}
	return out, err
}

// readingNeeds are the calendars that could not be read for a while.
func (w *Workspace) readingNeeds(ctx context.Context) ([]Need, error) {
	views, err := w.SourceViews(ctx)
	now := w.Now()
	var out []Need
	for _, v := range views {
		if v.State.Error == "" || !v.State.Good.IsZero() && now.Sub(v.State.Good) < refreshGrace {
			continue
		}
		n := Need{Kind: NeedPublishing, When: v.State.Tried, Title: fmt.Sprintf("Calendar %s could not be read", v.Source.Name), Detail: v.State.Error}
		if !v.State.Good.IsZero() {
			n.Title = fmt.Sprintf("Calendar %s not read since %s", v.Source.Name, model.FormatTime(v.State.Good, now))
		}
		out = append(out, n)
	}
	return out, err
}
