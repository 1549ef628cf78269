//go:build peers

package workspace

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/calendar"
	"watchbill/model"
)

const peerPrograms = "../calendar/testdata/peers/"

// The calendar that leaves the file is read by other programs with the instants that the database holds, over clock changes: as a file,
// and by vdirsyncer from the calendar server.
func TestPeersReadTheInstantsOfTheDatabase(t *testing.T) {
	icaljs := os.Getenv("WATCHBILL_ICALJS")
	if icaljs == "" {
		t.Fatal("WATCHBILL_ICALJS is not set. Run scripts/icaljs.sh and give the folder it prints.")
	}
	libical := filepath.Join(t.TempDir(), "libical")
	if out, err := exec.Command("cc", "-o", libical, peerPrograms+"libical.c", "-lical").CombinedOutput(); err != nil {
		t.Fatalf("build the reader on libical: %v\n%s\nInstall gcc and libical-dev.", err, out)
	}
	for _, zone := range []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe"} {
		t.Run(zone, func(t *testing.T) {
			w, shifts, file := mustExport(t, zone)
			var want, times []string
			for _, s := range shifts {
				want = append(want, fmt.Sprintf("%s %d %d", s.UID, s.Start.Unix(), s.End.Unix()))
				times = append(times, fmt.Sprintf("%d %d", s.Start.Unix(), s.End.Unix()))
			}
			slices.Sort(want)
			slices.Sort(times)
			for name, cmd := range map[string]*exec.Cmd{
				"libical":           exec.Command(libical, file),
				"python3-icalendar": exec.Command("/usr/bin/python3", peerPrograms+"read_icalendar.py", file),
				"python3-vobject":   exec.Command("/usr/bin/python3", peerPrograms+"read_vobject.py", file),
				"ical.js":           exec.Command("node", peerPrograms+"icaljs.mjs", icaljs, file),
			} {
				if d := cmp.Diff(want, peerLines(t, cmd)); d != "" {
					t.Errorf("%s (-database +%[1]s):\n%s", name, d)
				}
			}
			if d := cmp.Diff(khalWants(t, shifts, zone), khalLines(t, file, zone, shifts)); d != "" {
				t.Errorf("khal (-database +khal):\n%s", d)
			}
			if d := cmp.Diff(times, subscribed(t, w)); d != "" {
				t.Errorf("vdirsyncer (-database +vdirsyncer):\n%s", d)
			}
		})
	}
}

// mustExport publishes a year of daily turns in a zone and writes the rotation's calendar.
func mustExport(t *testing.T, zone string) (*Workspace, []model.Shift, string) {
	t.Helper()
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana", "Žofie Dvořák", "Chidi")
	r := model.NewRotation("Über; night, shift", zone, []string{"primary"}, model.Plain{
		First: model.NewLocalTime(2026, 11, 18, 2, 30, 0), Turns: model.Pattern{{N: 1, Unit: model.Days}},
		People: []model.ID{people["Ana"].ID, people["Žofie Dvořák"].ID, people["Chidi"].ID},
	})
	done, err := w.SaveRotation(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.BuildDraft(ctx, done.ID, now, 53); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, done.ID); err != nil {
		t.Fatal(err)
	}
	r.ID = done.ID
	rotations, err := w.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = RotationNamed(rotations, r.Name); err != nil {
		t.Fatal(err)
	}
	feed, err := w.RotationFeed(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := calendar.Encode(feed)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "rota.ics")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return w, published(t, w, r), file
}

// subscribed returns the starts and ends of what vdirsyncer gets of all shifts from the calendar server. It gives events UIDs of its own.
func subscribed(t *testing.T, w *Workspace) []string {
	t.Helper()
	ctx := context.Background()
	done, err := w.SaveFeed(ctx, model.Feed{Name: "All"})
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.AddFeedLink(ctx, model.Feed{ID: done.ID, Name: "All"}, "test")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	events, config := filepath.Join(home, "events"), filepath.Join(home, "config")
	text := fmt.Sprintf("[general]\nstatus_path = %q\n[pair oncall]\na = \"feed\"\nb = \"here\"\ncollections = null\nconflict_resolution = \"a wins\"\n[storage feed]\ntype = \"http\"\nurl = %q\n"+
		"[storage here]\ntype = \"filesystem\"\npath = %q\nfileext = \".ics\"\n", filepath.Join(home, "status"), link.At(mustServeCalendars(t, w).base).URL, events)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"discover", "sync"} {
		cmd := exec.Command("vdirsyncer", "--config", config, step)
		cmd.Env, cmd.Stdin = append(os.Environ(), "HOME="+home, "LC_ALL=C.UTF-8"), strings.NewReader("y\ny\n")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("vdirsyncer %s: %v\n%s\nInstall vdirsyncer.", step, err, out)
		}
	}
	files, err := filepath.Glob(filepath.Join(events, "*.ics"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
		all.WriteByte('\n')
	}
	whole := filepath.Join(home, "all.ics")
	if err := os.WriteFile(whole, []byte(all.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := peerLines(t, exec.Command("/usr/bin/python3", peerPrograms+"read_vobject.py", whole))
	for i, line := range lines {
		_, lines[i], _ = strings.Cut(line, " ")
	}
	slices.Sort(lines)
	return lines
}

func peerLines(t *testing.T, cmd *exec.Cmd) []string {
	t.Helper()
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", strings.Join(cmd.Args, " "), err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	return lines
}

const khalTime = "2006-01-02 15:04"

// khalWants are the starts and ends as clocks in the zone show them.
func khalWants(t *testing.T, shifts []model.Shift, zone string) []string {
	t.Helper()
	loc, err := model.Zone(zone)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range shifts {
		out = append(out, s.Start.In(loc).Format(khalTime)+"|"+s.End.In(loc).Format(khalTime))
	}
	slices.Sort(out)
	return out
}

// khalLines imports the file into khal and lists what it shows.
func khalLines(t *testing.T, file, zone string, shifts []model.Shift) []string {
	t.Helper()
	home := t.TempDir()
	config := filepath.Join(home, "config")
	text := fmt.Sprintf("[calendars]\n[[all]]\npath = %s\n[sqlite]\npath = %s\n[locale]\nlocal_timezone = %s\ndefault_timezone = %[3]s\ntimeformat = %%H:%%M\n"+
		"dateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\n[default]\ndefault_calendar = all\n",
		filepath.Join(home, "all"), filepath.Join(home, "khal.db"), zone)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(home, "all"), 0o700); err != nil {
		t.Fatal(err)
	}
	khal := func(args ...string) *exec.Cmd {
		cmd := exec.Command("khal", append([]string{"-c", config}, args...)...)
		cmd.Env = append(os.Environ(), "HOME="+home, "LC_ALL=C.UTF-8", "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home)
		return cmd
	}
	if out, err := khal("import", "--batch", file).CombinedOutput(); err != nil {
		t.Fatalf("khal import: %v\n%s", err, out)
	}
	first := shifts[0].Start.AddDate(0, 0, -2).Format(time.DateOnly)
	lines := peerLines(t, khal("list", "--once", first, "400d", "--format", "{start-long}|{end-long}", "--day-format", ""))
	return slices.Compact(lines)
}
