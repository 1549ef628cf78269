package calendars_test

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/pages/settings"
	"watchbill/ui/shell"
)

var ctx = context.Background()

// open is the section in a window over an empty file, with a file for passwords of its own.
func open(t *testing.T) *desktest.Bench {
	t.Helper()
	t.Setenv("WATCHBILL_SECRETS", filepath.Join(t.TempDir(), "secrets.json"))
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{"settings": func(d *desk.Desk) shell.Page { return settings.New(d) }})
	b.Window.Resize(fyne.NewSize(1280, 4000)) // what is scrolled out of sight cannot be tapped
	return b
}

// withRota has two people and a weekly rotation with two roles, published for four weeks from Monday on.
func withRota(t *testing.T) *desktest.Bench {
	t.Helper()
	b := open(t)
	var members []model.ID
	for _, name := range []string{"Ana Souza", "Ben Okafor"} {
		done, err := b.WS.SavePerson(ctx, model.Person{Name: name, Zone: "Europe/Berlin", WeekMinutes: 2400})
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, done.ID)
	}
	done, err := b.WS.SaveRotation(ctx, model.NewRotation("Payments", "Europe/Berlin", []string{"primary", "secondary"},
		model.Plain{First: model.NewLocalTime(2026, 11, 23, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: members}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.BuildDraft(ctx, done.ID, desktest.Now, 4); err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.Publish(ctx, done.ID); err != nil {
		t.Fatal(err)
	}
	return b
}

// feed stores a calendar.
func feed(t *testing.T, b *desktest.Bench, f model.Feed) model.Feed {
	t.Helper()
	done, err := b.WS.SaveFeed(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range feeds(t, b) {
		if f.ID == done.ID {
			return f
		}
	}
	t.Fatalf("there is no feed %d", done.ID)
	return f
}

func feeds(t *testing.T, b *desktest.Bench) []model.Feed {
	t.Helper()
	all, err := b.WS.Feeds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func targets(t *testing.T, b *desktest.Bench) []model.Target {
	t.Helper()
	all, err := b.WS.Targets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func shows(t *testing.T, b *desktest.Bench, all ...string) {
	t.Helper()
	for _, want := range all {
		if !b.Shows(want) {
			t.Errorf("it does not say %q:\n%s", want, b.Words())
		}
	}
}
