package workspace

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/storage"
)

const (
	// saveSourceOp names the change in the history.
	saveSourceOp = "save the calendar to read"
	// refreshEvery is how often a running program reads calendars of others again.
	refreshEvery = 4 * time.Hour
	// refreshGrace is how long reading may fail before Today says so.
	refreshGrace = 24 * time.Hour
	// maxCalendarFile is one byte more than the reader takes, so that it can say that a file is too large.
	maxCalendarFile = 10<<20 + 1
)

// Sources returns the calendars that the team reads again and again, by name; none when there is no team yet.
func (w *Workspace) Sources(ctx context.Context) ([]model.Source, error) {
	t, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return w.Reader().Sources(ctx, t.ID)
}

// SourceNamed finds a source by name, as FeedNamed does.
func SourceNamed(sources []model.Source, name string) (model.Source, error) {
	return named(sources, "calendar", name, func(s model.Source) string { return s.Name }, "Add one with “watchbill calendar sources add”.")
}

// IsAddress reports whether a place to read a calendar from is an address and not a file.
func IsAddress(from string) bool {
	lower := strings.ToLower(from)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "webcal://")
}

// PlaceName names a calendar by its file, or by its server and a fingerprint of the address: the address itself may be a secret.
func PlaceName(from string) string {
	if !IsAddress(from) {
		return filepath.Base(from)
	}
	host := "an address"
	if u, err := url.Parse(from); err == nil && u.Host != "" {
		host = u.Host
	}
	sum := sha256.Sum256([]byte(from))
	return fmt.Sprintf("%s (%x)", host, sum[:4])
}

func sourceKey(s model.Source) string { return "source/" + s.Key }

// SaveSource adds or changes a calendar to read. From is its file or its address, which goes into the keyring; empty leaves the one it
// has. The notice says where the address went when there is no keyring.
func (w *Workspace) SaveSource(ctx context.Context, s model.Source, from string) (done Done, notice string, err error) {
	s.Name = strings.Join(strings.Fields(s.Name), " ")
	if from = strings.TrimSpace(from); from != "" {
		if s.Place, s.Web, err = placeOf(from); err != nil {
			return Done{}, "", err
		}
	}
	if err := s.Check(); err != nil {
		return Done{}, "", err
	}
	done, err = w.transact(ctx, saveSourceOp, func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		all, err := tx.Sources(ctx, team.ID)
		if err != nil {
			return 0, err
		}
		if i := slices.IndexFunc(all, func(o model.Source) bool { return o.ID != s.ID && strings.EqualFold(o.Name, s.Name) }); i >= 0 {
			return 0, model.Errorf(model.Conflict, "name", "There is a calendar %s already. Choose another name.", all[i].Name)
		}
		s.TeamID = team.ID
		verb := "changed"
		if s.ID == 0 {
			verb = "added"
		}
		tx.Describe("Calendar to read %s: %s", verb, s.Name)
		return tx.PutSource(ctx, s)
	})
	if err != nil || from == "" || !s.Web {
		return done, "", err
	}
	stored, err := w.sourceOf(ctx, done.ID)
	if err == nil {
		notice, err = w.cfg.Secrets.Set(sourceKey(stored), from)
	}
	return done, strings.Replace(notice, "the password", "the address", 1), err
}

// placeOf splits where a calendar is read from into what the file may know.
func placeOf(from string) (place string, web bool, err error) {
	if !IsAddress(from) {
		path, err := filepath.Abs(from)
		if err != nil {
			return "", false, model.Invalidf("url", "%s is no file that can be found: %v.", from, err)
		}
		return path, false, nil
	}
	if _, rest, found := strings.Cut(from, "webcal://"); found {
		from = "https://" + rest
	}
	if err := model.CheckURL(from); err != nil {
		return "", false, err
	}
	u, err := url.Parse(from)
	if err != nil {
		return "", false, err
	}
	return u.Host, true, nil
}

func (w *Workspace) sourceOf(ctx context.Context, id model.ID) (model.Source, error) {
	all, err := w.Sources(ctx)
	if err != nil {
		return model.Source{}, err
	}
	if i := slices.IndexFunc(all, func(s model.Source) bool { return s.ID == id }); i >= 0 {
		return all[i], nil
	}
	return model.Source{}, model.Errorf(model.NotFound, "calendar", "There is no such calendar any more. Look at the list again.")
}

// DeleteSource ends the reading of a calendar. What was read stays, and the address stays in the keyring, so that undo brings back a
// calendar that can be read.
func (w *Workspace) DeleteSource(ctx context.Context, s model.Source) (Done, error) {
	return w.transact(ctx, "delete the calendar to read", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Calendar to read deleted: %s", s.Name)
		return s.ID, tx.DeleteSource(ctx, s.ID)
	})
}

// SourceView is a calendar that is read, with how that stands. Times are in the team's zone.
type SourceView struct {
	Source model.Source
	State  model.SourceState
}

// What says what is read: "time off of Ana", "holidays of Germany, Berlin".
func (v SourceView) What(people map[model.ID]string) string {
	s := v.Source
	switch {
	case s.Kind == model.SourceOff && s.PersonID != 0:
		return "time off of " + people[s.PersonID]
	case s.Kind == model.SourceOff:
		return "time off of the team"
	case s.Region == "":
		return "holidays of everybody"
	}
	name := s.Region
	if r, err := model.RegionOf(s.Region); err == nil {
		name = r.Name
	}
	return "holidays of " + name
}

// Say words how the reading stands.
func (v SourceView) Say(now time.Time) string {
	switch s := v.State; {
	case s.Error != "" && s.Good.IsZero():
		return "never read: " + s.Error
	case s.Error != "":
		return fmt.Sprintf("not read since %s: %s", model.FormatTime(s.Good, now), s.Error)
	case s.Good.IsZero():
		return "not read yet"
	case s.Skipped > 0:
		return fmt.Sprintf("read %s, %s; %s could not be read", model.FormatTime(s.Good, now), model.Count(s.Entries, "entry", "entries"), model.Count(s.Skipped, "event", "events"))
	}
	return fmt.Sprintf("read %s, %s", model.FormatTime(v.State.Good, now), model.Count(v.State.Entries, "entry", "entries"))
}

// SourceViews returns the calendars that the team reads with how that stands, by name.
func (w *Workspace) SourceViews(ctx context.Context) ([]SourceView, error) {
	all, err := w.Sources(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	states, err := w.Reader().SourceStates(ctx)
	if err != nil {
		return nil, err
	}
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return nil, err
	}
	out := make([]SourceView, len(all))
	for i, s := range all {
		state := states[s.Key]
		for _, t := range []*time.Time{&state.Tried, &state.Good} {
			if !t.IsZero() {
				*t = t.In(loc)
			}
		}
		out[i] = SourceView{s, state}
	}
	return out, nil
}

// fetch reads a calendar's file or address.
func (w *Workspace) fetch(ctx context.Context, from string) ([]byte, error) {
	if IsAddress(from) {
		return feed.Fetch(ctx, w.cfg.Client, from)
	}
	file, err := os.Open(from)
	if err != nil {
		return nil, FileError(from, "read", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxCalendarFile))
	return data, FileError(from, "read", err)
}

// whereOf returns where a source is read from: its file, or its address from the keyring.
func (w *Workspace) whereOf(s model.Source) (string, error) {
	if !s.Web {
		return s.Place, nil
	}
	from, err := w.cfg.Secrets.Get(sourceKey(s))
	if err == nil && from == "" {
		err = model.Invalidf("url", "The address of %s is not known on this computer. Enter it again.", s.Name)
	}
	return from, err
}
