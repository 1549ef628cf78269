package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"watchbill/feed"
	"watchbill/model"
)

// calendarsView is what a user could see of the calendars for others and of others.
type calendarsView struct {
	Feeds    []model.Feed
	Links    []model.FeedLink
	Targets  []model.Target
	Sources  []model.Source
	Holidays model.HolidayCalendar
	Server   ServerSettings
	Every    time.Duration
	Zones    map[string]string
}

func (h *hand) lookAtCalendars() calendarsView {
	var v calendarsView
	var errs [8]error
	v.Feeds, errs[0] = h.w.Feeds(h.ctx)
	v.Links, errs[1] = h.w.FeedLinks(h.ctx, 0)
	v.Targets, errs[2] = h.w.Targets(h.ctx)
	v.Sources, errs[3] = h.w.Sources(h.ctx)
	v.Holidays, errs[4] = h.w.Holidays(h.ctx)
	v.Server, errs[5] = h.w.ServerSettings(h.ctx)
	v.Every, errs[6] = h.w.PublishEvery(h.ctx)
	v.Zones, errs[7] = h.w.ZoneAnswers(h.ctx)
	h.must(errs[:]...)
	return v
}

func init() { changes = append(changes, calendarChanges...) }

// calendarChanges are what a manager can change about calendars for others and of others.
var calendarChanges = []change{
	{"save feed", func(h *hand) (Done, error) {
		f := one(h, "feed", h.view.Calendars.Feeds)
		f.Name, f.PersonID, f.Reminders = h.text("name", "All", "Ana's", " "), one(h, "person", h.view.People).ID, []int{h.pick("remind", 0, 30, -1)}
		return h.w.SaveFeed(h.ctx, f)
	}},
	{"delete feed", func(h *hand) (Done, error) { return h.w.DeleteFeed(h.ctx, one(h, "feed", h.view.Calendars.Feeds)) }},
	{"add link", func(h *hand) (Done, error) {
		l, err := h.w.AddFeedLink(h.ctx, one(h, "feed", h.view.Calendars.Feeds), "phone")
		return l.Done, err
	}},
	{"rotate link", func(h *hand) (Done, error) {
		l, err := h.w.RotateFeedLink(h.ctx, one(h, "link", h.view.Calendars.Links))
		return l.Done, err
	}},
	{"revoke link", func(h *hand) (Done, error) { return h.w.RevokeFeedLink(h.ctx, one(h, "link", h.view.Calendars.Links)) }},
	{"save target", func(h *hand) (Done, error) {
		t := one(h, "target", h.view.Calendars.Targets)
		t.Name, t.FeedID, t.Kind, t.Address = h.text("name", "site", "cloud"), one(h, "feed", h.view.Calendars.Feeds).ID, model.ToFolder, h.text("file", "/srv/a.ics", "/srv/b.ics", "x")
		return h.w.SaveTarget(h.ctx, t)
	}},
	{"delete target", func(h *hand) (Done, error) {
		return h.w.DeleteTarget(h.ctx, one(h, "target", h.view.Calendars.Targets))
	}},
	{"save source", func(h *hand) (Done, error) {
		s := one(h, "source", h.view.Calendars.Sources)
		s.Name, s.Kind, s.Titles = h.text("name", "Away", "Days", ""), model.SourceKind(h.text("kind", "off", "holidays")), []string{h.text("words", "*", "leave")}
		done, _, err := h.w.SaveSource(h.ctx, s, h.text("from", "", "/srv/team.ics", "https://calendar.example.org/team.ics", "http://"))
		return done, err
	}},
	{"delete source", func(h *hand) (Done, error) {
		return h.w.DeleteSource(h.ctx, one(h, "source", h.view.Calendars.Sources))
	}},
	{"import time off", func(h *hand) (Done, error) {
		_, done, err := h.w.ImportOff(h.ctx, OffQuestion{Source: "team.ics"}, h.awayFile())
		return done, err
	}},
	{"import holidays", func(h *hand) (Done, error) {
		_, done, err := h.w.ImportHolidays(h.ctx, HolidayQuestion{Source: "days.ics", Region: h.text("region", "", "DE-BE")}, h.awayFile())
		return done, err
	}},
	{"set up the server", func(h *hand) (Done, error) {
		return h.w.SetServer(h.ctx, ServerSettings{On: h.pick("on", 0, 1) == 1, Listen: h.text("listen", "", "127.0.0.1:9000", "nowhere")})
	}},
	{"set the interval", func(h *hand) (Done, error) {
		return h.w.SetPublishEvery(h.ctx, time.Duration(h.pick("minutes", 0, 15, 60))*time.Minute)
	}},
	{"say a zone", func(h *hand) (Done, error) {
		return h.w.AnswerZone(h.ctx, h.text("name", "Our time", "Theirs"), h.text("zone", "", "Europe/Berlin", "Atlantis"))
	}},
}

// awayFile is a calendar of two whole days.
func (h *hand) awayFile() []byte {
	day := func(name string) string {
		d := h.day(name)
		return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day)
	}
	return holidayFile(day("first")+"|1|Ana vacation|", day("second")+"|2|"+h.text("title", "Ben away", "Fair")+"|")
}

// ownSecrets keeps a test's passwords and links in a file of its own.
func ownSecrets(dir string, n int) *feed.Secrets {
	file := filepath.Join(dir, fmt.Sprintf("%d.secrets.json", n))
	_ = os.Remove(file)
	return &feed.Secrets{File: file, NoKeyring: true}
}

// readsByItself lets a calendar be read after a change without anybody asking. Undo and redo of the change step over that, or are
// refused because it changed the same rows; on purpose the reading is taken back from the history.
func (h *hand) readsByItself(c change, before, after view) {
	_, read, err := h.w.ImportOff(h.ctx, OffQuestion{Source: "team.ics", Automatic: true}, h.awayFile())
	if err != nil || read.Nothing() || !read.Entry.Automatic { // right after a calendar was added it belongs to that
		return
	}
	both := h.look()
	back := func(want view) {
		_, err := h.w.UndoEntry(h.ctx, read.Entry.ID)
		h.must(err)
		h.same("taking back what was read after "+c.name, want)
	}
	if _, err := h.w.Undo(h.ctx); err != nil {
		if model.CodeOf(err) != model.Conflict {
			h.Fatalf("undo of %s below a reading: %v", c.name, err)
		}
		h.same("refused undo of "+c.name, both)
		back(after)
		h.undo(c.name, before)
		h.redo(c.name, after)
		h.redo("the reading", both)
		return
	}
	without := h.look()
	h.redo(c.name+" over a reading", both)
	h.undo(c.name+" over a reading", without)
	if _, err := h.w.UndoEntry(h.ctx, read.Entry.ID); err != nil {
		if model.CodeOf(err) != model.Conflict { // whose time off was read went with the undone change
			h.Fatalf("taking back what was read after %s: %v", c.name, err)
		}
	} else {
		h.same("undo of both", before)
		h.redo("the reading", without)
	}
	h.redo(c.name+" over a reading", both)
}
