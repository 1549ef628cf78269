package workspace

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"watchbill/feed"
	"watchbill/model"
)

// web serves one calendar, which can be changed; nil is a server that fails.
type web struct{ page atomic.Pointer[[]byte] }

func (s *web) show(data []byte) { s.page.Store(&data) }

func (s *web) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	page := s.page.Load()
	if page == nil || r.URL.Path != "/private-abc/team.ics" {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	_, _ = w.Write(*page)
}

func startWeb(t *testing.T) (*web, string) {
	t.Helper()
	s := &web{}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL + "/private-abc/team.ics"
}

// A calendar on a server is read again and again: it follows changes, and what cannot be read or shows nothing takes nothing away.
func TestRefreshSources(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	at := now
	w.cfg.Now = func() time.Time { return at }
	w.cfg.Secrets = &feed.Secrets{File: filepath.Join(t.TempDir(), "secrets.json"), NoKeyring: true}
	people, _ := mustTeam(t, w, "Ana", "Ben", "Chidi")
	site, address := startWeb(t)
	site.show(holidayFile("20261201|2|Ana vacation|", "20261210|1|Ben PTO|", "20261211|1|Planning|"))

	s := model.Source{Name: "Team away", Kind: model.SourceOff}
	if plan, err := w.PreviewSource(ctx, s, address); err != nil || len(plan.Off.Add) != 2 || len(plan.Off.Skipped) != 1 {
		t.Fatalf("preview: got %+v, %v", plan, err)
	}
	done, _, err := w.SaveSource(ctx, s, address)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(w.Path())
	if err != nil || strings.Contains(string(file), "private-abc") {
		t.Errorf("the address is in the team's file (%v)", err)
	}
	away := func() int {
		t.Helper()
		team, err := w.Team(ctx)
		if err != nil {
			t.Fatal(err)
		}
		all, err := w.Reader().TimeOff(ctx, team.ID, model.Interval{})
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	view := func() SourceView {
		t.Helper()
		views, err := w.SourceViews(ctx)
		if err != nil || len(views) != 1 {
			t.Fatalf("views: got %+v, %v", views, err)
		}
		return views[0]
	}
	if v := view(); v.Say(at) != "not read yet" || !strings.HasPrefix(v.Source.Place, "127.0.0.1:") {
		t.Errorf("before: got %q, %+v", v.Say(at), v.Source)
	}
	if r, err := w.RefreshSource(ctx, done.ID); err != nil || r.Say() != "2 new, 0 changed, 0 removed, 0 as before" {
		t.Fatalf("first: got %q, %v", r.Say(), err)
	}
	if n := away(); n != 2 {
		t.Errorf("time off: got %d, want 2", n)
	}
	if v := view(); v.Say(at) != "read today 10:42, 2 entries" && !strings.HasPrefix(v.Say(at), "read ") {
		t.Errorf("after: got %q", v.Say(at))
	}
	before, err := w.latestEntry(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := w.RefreshSource(ctx, done.ID); err != nil || r.Say() != "0 new, 0 changed, 0 removed, 2 as before" {
		t.Errorf("again: got %q, %v", r.Say(), err)
	}
	if after, err := w.latestEntry(ctx); err != nil || after != before {
		t.Errorf("reading the same again made an entry of the history (%v)", err)
	}

	site.show(holidayFile("20261202|2|Ana vacation|"))
	if r, err := w.RefreshSource(ctx, done.ID); err != nil || r.Say() != "1 new, 0 changed, 2 removed, 0 as before" {
		t.Errorf("changed: got %q, %v", r.Say(), err)
	}
	site.show(holidayFile("20261202|2|Ana vacation|", "20261210|1|Ben PTO|"))
	if _, err := w.RefreshSource(ctx, done.ID); err != nil {
		t.Fatal(err)
	}
	site.show(holidayFile())
	if _, err := w.RefreshSource(ctx, done.ID); model.CodeOf(err) != model.Conflict {
		t.Errorf("nothing left: got %v, want it left alone", err)
	}
	site.page.Store(nil)
	if _, err := w.RefreshSource(ctx, done.ID); model.CodeOf(err) != model.Unavailable || strings.Contains(err.Error(), "private-abc") {
		t.Errorf("a server that fails: got %v, want a word about it and none of the address", err)
	}
	if n := away(); n != 2 {
		t.Errorf("time off after failures: got %d, want the 2 from before", n)
	}
	at = at.Add(30 * time.Hour)
	needs, err := w.readingNeeds(ctx)
	if err != nil || len(needs) != 1 || !strings.Contains(needs[0].Title, "Team away not read since") {
		t.Errorf("Today: got %+v, %v", needs, err)
	}
	if due, err := w.dueSources(ctx); err != nil || len(due) != 1 {
		t.Errorf("due: got %v, %v", due, err)
	}

	// Edited without its address, deleted and brought back, it can still be read.
	s = view().Source
	s.PersonID, s.Titles = people["Ana"].ID, []string{"*"}
	if _, _, err := w.SaveSource(ctx, s, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.DeleteSource(ctx, s); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	site.show(holidayFile("20261220|1|Elsewhere|"))
	if r, err := w.RefreshSource(ctx, s.ID); err != nil || len(r.Off.Add) != 1 || r.Off.Add[0].PersonID != people["Ana"].ID {
		t.Errorf("brought back: got %+v, %v", r, err)
	}
	w.cfg.Secrets = &feed.Secrets{File: filepath.Join(t.TempDir(), "other.json"), NoKeyring: true}
	if _, err := w.RefreshSource(ctx, s.ID); model.FieldOf(err) != "url" {
		t.Errorf("on another computer: got %v, want to be asked for the address", err)
	}
}

func TestRefreshHolidaysFromAFile(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	mustTeam(t, w, "Ana", "Ben", "Chidi")
	path := filepath.Join(t.TempDir(), "holidays.ics")
	write := func(data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(holidayFile("20261201|1|Team day|"))
	done, _, err := w.SaveSource(ctx, model.Source{Name: "Days", Kind: model.SourceHolidays, Region: "DE-BE"}, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.RefreshSource(ctx, done.ID); err != nil {
		t.Fatal(err)
	}
	write(holidayFile("20261201|1|Other day|", "20261202|1|Team day|"))
	if r, err := w.RefreshSource(ctx, done.ID); err != nil || r.Say() != "1 new, 1 changed, 0 removed, 0 as before" {
		t.Errorf("got %q, %v", r.Say(), err)
	}
	for name, s := range map[string]model.Source{
		"no name":           {Kind: model.SourceOff},
		"the same name":     {Name: "days", Kind: model.SourceOff},
		"no kind":           {Name: "x"},
		"no such region":    {Name: "x", Kind: model.SourceHolidays, Region: "XX"},
		"a person's region": {Name: "x", Kind: model.SourceOff, Region: "BR"},
		"an empty word":     {Name: "x", Kind: model.SourceOff, Titles: []string{" "}},
	} {
		if _, _, err := w.SaveSource(ctx, s, path); err == nil {
			t.Errorf("%s was stored", name)
		}
	}
	if _, _, err := w.SaveSource(ctx, model.Source{Name: "x", Kind: model.SourceOff}, "https://ana:pw@example.org/x.ics"); model.FieldOf(err) != "url" {
		t.Errorf("an address with a password: got %v", err)
	}
}

// A program that stays open publishes, serves and reads without being asked.
func TestKeepCalendars(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w := mustOpen(t)
	w.cfg.Secrets = &feed.Secrets{File: filepath.Join(t.TempDir(), "secrets.json"), NoKeyring: true}
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 2)
	site, address := startWeb(t)
	site.show(holidayFile("20261201|2|Ana vacation|"))
	source, _, err := w.SaveSource(ctx, model.Source{Name: "Team away", Kind: model.SourceOff}, address)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := w.SaveFeed(ctx, model.Feed{Name: "Payments", RotationID: r.ID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveTarget(ctx, model.Target{Name: "site", FeedID: kept.ID, Kind: model.ToFolder, Address: filepath.Join(t.TempDir(), "oncall.ics")}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SetServer(ctx, ServerSettings{On: true, Listen: freePort(t)}); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.KeepCalendars(ctx, func(err error) { t.Errorf("problem: %v", err) })
	}()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		status, err := w.ServerStatus(ctx)
		if err != nil {
			t.Fatal(err)
		}
		targets, err := w.TargetViews(ctx)
		if err != nil {
			t.Fatal(err)
		}
		sources, err := w.SourceViews(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if status.Running && !targets[0].State.Good.IsZero() && !sources[0].State.Good.IsZero() {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("after 20 seconds: %+v, %+v, %+v", status, targets[0].State, sources[0].State)
		}
	}
	if _, err := w.DeleteSource(ctx, model.Source{ID: source.ID, Name: "Team away"}); err != nil {
		t.Error(err)
	}
	cancel()
	<-ended
}
