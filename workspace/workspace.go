package workspace

import (
	"context"
	"net/http"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/adrg/xdg"
	"golang.org/x/sync/singleflight"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/storage"
)

// Config is what a workspace needs beside its file.
type Config struct {
	Via string           // "window" or "command line", for the history
	Who string           // empty: the user of the operating system
	Now func() time.Time // nil: the real clock

	Secrets *feed.Secrets // passwords of publishing; nil: the keyring, or a file in the user's settings
	Client  *http.Client  // for publishing; nil: feed.NewClient()
}

// Workspace is one open file and the team that is worked on. It is safe for use by several goroutines.
type Workspace struct {
	db  *storage.DB
	cfg Config

	forecasts forecasts
	server    serving
	asking    singleflight.Group // questions that are being answered
	changes   atomic.Int64       // how many changes were told

	mu        sync.Mutex
	team      model.ID // zero: the only or first one
	listeners map[int]func(Change)
	next      int
}

// Open opens the file at path, making it where there is none.
func Open(ctx context.Context, path string, cfg Config) (*Workspace, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Who == "" {
		cfg.Who = "unknown"
		if u, err := user.Current(); err == nil {
			cfg.Who = u.Username
		}
	}
	if file := os.Getenv("WATCHBILL_SECRETS"); cfg.Secrets == nil && file != "" {
		cfg.Secrets = &feed.Secrets{File: file, NoKeyring: true}
	}
	if cfg.Secrets == nil {
		cfg.Secrets = &feed.Secrets{File: filepath.Join(xdg.ConfigHome, "watchbill", "secrets.json")}
	}
	db, err := storage.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return &Workspace{db: db, cfg: cfg, listeners: map[int]func(Change){}}, nil
}

// Close closes the file.
func (w *Workspace) Close() error { return w.db.Close() }

// Path returns the file's path.
func (w *Workspace) Path() string { return w.db.Path() }

// Now returns the workspace's clock, to the second.
func (w *Workspace) Now() time.Time { return w.cfg.Now().Truncate(time.Second) }

// Reader returns the file's reader.
func (w *Workspace) Reader() storage.Reader { return w.db.Reader() }

// Area is a part of the data that pages depend on.
type Area string

const (
	Teams     Area = "team"
	People    Area = "people"
	Rotations Area = "rotations"
	Shifts    Area = "shifts"
	Toil      Area = "toil"
	Capacity  Area = "capacity"
	Settings  Area = "settings"
	Feeds     Area = "feeds" // calendars for others, their links, and where they are published
	Swaps     Area = "swaps" // requests that shifts change hands, and those that have
	Clock     Area = "clock" // a minute passed; nothing was changed
)

var areaOf = map[string]Area{
	"swap": Swaps, "swap_leg": Swaps, "swap_party": Swaps, "swap_step": Swaps,
	"team": Teams, "person": People, "time_off": People, "rotation": Rotations, "role": Rotations, "member": Rotations,
	"rotation_version": Rotations, "layer": Rotations, "turn_order": Rotations,
	"build_rules": Rotations, "pin": Rotations, "apart": People, "wish": People, "holiday": People, "freeze": Rotations,
	"shift": Shifts, "override": Shifts, "toil": Toil, "resource": Capacity, "sample_batch": Capacity, "setting": Settings,
	"feed": Feeds, "feed_link": Feeds, "target": Feeds, "source": Feeds,
}

// Change says what a committed transaction changed. External changes come from another process and may be of any area.
type Change struct {
	Entry    storage.Entry
	Areas    []Area
	External bool
}

// Touches reports whether the change concerns one of the areas.
func (c Change) Touches(areas ...Area) bool {
	return c.External || slices.ContainsFunc(c.Areas, func(a Area) bool { return slices.Contains(areas, a) })
}

// OnChange calls f after each commit, on the goroutine that committed, until cancel is called.
func (w *Workspace) OnChange(f func(Change)) (cancel func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	id := w.next
	w.next++
	w.listeners[id] = f
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.listeners, id)
	}
}

// Watch tells listeners about changes made by other processes until ctx ends.
func (w *Workspace) Watch(ctx context.Context, every time.Duration) error {
	return w.db.Watch(ctx, every, func() { w.tell(Change{External: true}) })
}

func (w *Workspace) tell(c Change) {
	w.changes.Add(1)
	w.mu.Lock()
	fs := make([]func(Change), 0, len(w.listeners))
	for id := range w.next {
		if f, ok := w.listeners[id]; ok {
			fs = append(fs, f)
		}
	}
	w.mu.Unlock()
	for _, f := range fs {
		f(c)
	}
}

// Done is a change that was made: its journal entry, with the summary for the undo notice, and the ID of what was added, if
// something was. An entry without ID means that there was nothing to change.
type Done struct {
	Entry storage.Entry
	ID    model.ID
}

// Nothing reports whether the change found nothing to do.
func (d Done) Nothing() bool { return d.Entry.ID == 0 }

func (w *Workspace) op(name string) storage.Op {
	return storage.Op{Name: name, Summary: name, Who: w.cfg.Who, Via: w.cfg.Via, Now: w.Now()}
}

// transact runs one journaled change and tells the listeners after the commit. The change describes itself through tx.Describe.
func (w *Workspace) transact(ctx context.Context, name string, change func(*storage.Tx) (model.ID, error)) (Done, error) {
	var id model.ID
	entry, err := w.db.Update(ctx, w.op(name), func(tx *storage.Tx) error {
		var err error
		id, err = change(tx)
		return err
	})
	return w.done(entry, id, err)
}

func (w *Workspace) done(entry storage.Entry, id model.ID, err error) (Done, error) {
	if err != nil {
		return Done{}, err
	}
	if entry.ID != 0 {
		c := Change{Entry: entry}
		for _, t := range entry.Tables {
			if a := areaOf[t]; !slices.Contains(c.Areas, a) {
				c.Areas = append(c.Areas, a)
			}
		}
		w.tell(c)
	}
	return Done{Entry: entry, ID: id}, nil
}

// Undo takes the latest change that somebody made and that stands back. What came by itself, such as a calendar that was read again, is
// stepped over.
func (w *Workspace) Undo(ctx context.Context) (Done, error) {
	entry, err := w.db.Undo(ctx, w.op("undo"))
	return w.done(entry, 0, err)
}

// UndoEntry takes an automatic entry of the history back.
func (w *Workspace) UndoEntry(ctx context.Context, id int64) (Done, error) {
	entry, err := w.db.UndoEntry(ctx, w.op("undo"), id)
	return w.done(entry, 0, err)
}

// Redo takes the latest undo back.
func (w *Workspace) Redo(ctx context.Context) (Done, error) {
	entry, err := w.db.Redo(ctx, w.op("redo"))
	return w.done(entry, 0, err)
}

// Setting returns a setting, or fallback where it was never set.
func (w *Workspace) Setting(ctx context.Context, name, fallback string) (string, error) {
	return w.Reader().Setting(ctx, name, fallback)
}

// SetSetting stores a setting; words says what it means for the history ("appearance: dark").
func (w *Workspace) SetSetting(ctx context.Context, name, value, words string) (Done, error) {
	return w.transact(ctx, "change a setting", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Setting changed: %s", words)
		return 0, tx.PutSetting(ctx, name, value)
	})
}
