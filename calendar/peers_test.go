//go:build peers

package calendar

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// These tests read our files with the libraries and programs people's calendars
// are built on. They need the Debian packages khal, python3-icalendar,
// python3-vobject, libical-dev and a C compiler, and ical.js in the node_modules
// of the folder WATCHBILL_ICALJS; whatever is missing fails them.

// python is Debian's own, the one its packages belong to.
const python = "/usr/bin/python3"

var peerZones = []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe"}

// clockChanges2026 are the instants at which the clocks of peerZones change.
var clockChanges2026 = []string{
	"2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z",
	"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z",
	"2026-10-03T15:30:00Z", "2026-04-04T15:00:00Z",
}

// peerFeed has shifts of half an hour around each clock change, and one of each
// thing that clients stumble over.
func peerFeed() Feed {
	feed := Feed{Name: "Payments, on call; \"EU\"", Description: "Who carries the pager\nand until when", Colour: "#4682B5", RefreshEvery: time.Hour}
	add := func(e Event) {
		e.Created, e.LastModified, e.Status = utc("2026-01-01T00:00:00Z"), utc("2026-01-02T00:00:00Z"), cmp.Or(e.Status, Confirmed)
		feed.Events = append(feed.Events, e)
	}
	for i, change := range clockChanges2026 {
		for step := -6; step < 6; step++ {
			at := utc(change).Add(time.Duration(step) * 30 * time.Minute)
			add(Event{UID: slotUID(fmt.Sprintf("change-%d", i), "primary", at), Start: at, End: at.Add(30 * time.Minute), Summary: fmt.Sprintf("Change %d step %d", i, step)})
		}
		week := utc(change).AddDate(0, 0, -3)
		add(Event{UID: slotUID(fmt.Sprintf("week-%d", i), "secondary", week), Start: week, End: week.AddDate(0, 0, 7), Summary: "A week over the change", Busy: true, Alarms: []time.Duration{30 * time.Minute, 0}})
	}
	day := utc("2026-06-01T00:00:00Z")
	add(Event{UID: "texts@watchbill", Start: day, End: day.Add(time.Hour), Summary: `Žofie Dvořák, 漢字 😀; "quoted" \ and ` + strings.Repeat("long ", 60), Description: "one\ntwo \\ three, four; five: six\t" + strings.Repeat("日本語", 80), Location: "Room 1, Berlin", Categories: []string{"a,b", "c;d"}})
	add(Event{UID: "gone@watchbill", Start: day, End: day.Add(time.Hour), Summary: "Given away", Status: Cancelled, Sequence: 4})
	add(Event{UID: "days@watchbill", AllDay: true, Start: day, End: day.AddDate(0, 0, 2), Summary: "Two days"})
	return feed
}

// peerLines is what every peer should print of a feed.
func peerLines(f Feed) []string {
	var lines []string
	for _, e := range f.Events {
		line := fmt.Sprintf("%s %d %d", e.UID, e.Start.Unix(), e.End.Unix())
		if e.AllDay {
			line = fmt.Sprintf("%s %s %s", e.UID, e.Start.Format(dateOnly), e.End.Format(dateOnly))
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

func writeFile(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "feed.ics")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs a peer and returns the lines it prints, sorted.
func run(t *testing.T, cmd *exec.Cmd) []string {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s\nInstall it as docs/calendars.md says.", strings.Join(cmd.Args, " "), err, stderr.String())
	}
	text := strings.TrimSpace(string(out))
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	slices.Sort(lines)
	return lines
}

func icaljsFolder(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("WATCHBILL_ICALJS")
	if folder == "" {
		t.Fatal("WATCHBILL_ICALJS is not set. Run npm install ical.js@2.2.1 in a folder and give that folder.")
	}
	return folder
}

func buildLibical(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "libical")
	run(t, exec.Command("cc", "-o", program, "testdata/peers/libical.c", "-lical"))
	return program
}

// peer makes the command that reads a file with one of the libraries.
type peer struct {
	name    string
	command func(file string, args ...string) *exec.Cmd
}

func peers(t *testing.T) []peer {
	t.Helper()
	libical, icaljs := buildLibical(t), icaljsFolder(t)
	return []peer{
		{"libical", func(file string, args ...string) *exec.Cmd {
			return exec.Command(libical, append([]string{file}, args...)...)
		}},
		{"python3-icalendar", func(file string, args ...string) *exec.Cmd {
			return exec.Command(python, append([]string{"testdata/peers/read_icalendar.py", file}, args...)...)
		}},
		{"python3-vobject", func(file string, _ ...string) *exec.Cmd {
			return exec.Command(python, "testdata/peers/read_vobject.py", file)
		}},
		{"ical.js", func(file string, args ...string) *exec.Cmd {
			return exec.Command("node", append([]string{"testdata/peers/icaljs.mjs", icaljs, file}, args...)...)
		}},
	}
}

func TestLibrariesReadOurInstants(t *testing.T) {
	feed := peerFeed()
	file := writeFile(t, []byte(mustEncode(t, feed)))
	for _, p := range peers(t) {
		t.Run(p.name, func(t *testing.T) {
			if diff := gocmp.Diff(peerLines(feed), run(t, p.command(file))); diff != "" {
				t.Errorf("instants differ (-ours +theirs):\n%s", diff)
			}
		})
	}
}

func TestLibrariesReadAFeedWithoutEvents(t *testing.T) {
	file := writeFile(t, []byte(mustEncode(t, Feed{Name: "Empty"})))
	for _, p := range peers(t) {
		t.Run(p.name, func(t *testing.T) {
			if got := run(t, p.command(file)); len(got) != 0 {
				t.Errorf("got %q, want nothing", got)
			}
		})
	}
}

func TestLibrariesReadOurTexts(t *testing.T) {
	feed := peerFeed()
	file := writeFile(t, []byte(mustEncode(t, feed)))
	var want []string
	for _, e := range feed.Events {
		var line bytes.Buffer
		enc := json.NewEncoder(&line)
		enc.SetEscapeHTML(false)
		if err := enc.Encode([]string{e.UID, strings.TrimSpace(e.Summary), e.Description, e.Location}); err != nil {
			t.Fatal(err)
		}
		want = append(want, strings.TrimSpace(line.String()))
	}
	slices.Sort(want)
	for _, p := range peers(t) {
		if p.name != "python3-icalendar" && p.name != "ical.js" {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			if diff := gocmp.Diff(want, run(t, p.command(file, "texts"))); diff != "" {
				t.Errorf("texts differ (-ours +theirs):\n%s", diff)
			}
		})
	}
}

// khal shows local times, as a subscriber sees them.
func TestKhalShowsOurInstants(t *testing.T) {
	feed := peerFeed()
	file := writeFile(t, []byte(mustEncode(t, feed)))
	for _, zone := range peerZones {
		t.Run(zone, func(t *testing.T) {
			loc := mustZone(t, zone)
			home := t.TempDir()
			config := fmt.Sprintf("[calendars]\n[[all]]\npath = %s\n[sqlite]\npath = %s\n[locale]\nlocal_timezone = %s\ndefault_timezone = %s\ntimeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\n[default]\ndefault_calendar = all\n",
				filepath.Join(home, "events"), filepath.Join(home, "cache.db"), zone, zone)
			if err := os.Mkdir(filepath.Join(home, "events"), 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(home, "config")
			if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
				t.Fatal(err)
			}
			khal := func(args ...string) []string {
				cmd := exec.Command("khal", append([]string{"-c", path}, args...)...)
				cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home, "LC_ALL=C.UTF-8")
				return run(t, cmd)
			}
			khal("import", "--batch", file)
			got := khal("list", "--once", "2026-01-01", "365d", "--format", "{uid}|{start-long}|{end-long}", "--day-format", "")
			var want []string
			for _, e := range feed.Events {
				start, end := e.Start.In(loc).Format(dayAndTime), e.End.In(loc).Format(dayAndTime)
				if e.AllDay {
					start, end = e.Start.Format(time.DateOnly), e.End.AddDate(0, 0, -1).Format(time.DateOnly)
				}
				want = append(want, e.UID+"|"+start+"|"+end)
			}
			slices.Sort(want)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("local times differ (-ours +khal):\n%s", diff)
			}
		})
	}
}

// The starts of repeating events, in the zones a file defines, are those that
// libical and ical.js work out.
func TestRepeatsAreThoseOfThePeers(t *testing.T) {
	rules := []string{
		"FREQ=DAILY;COUNT=400", "FREQ=DAILY;INTERVAL=3;UNTIL=20261101T050000Z", "FREQ=WEEKLY;BYDAY=MO,WE,SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO",
		"FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=MONTHLY;INTERVAL=5",
	}
	var bodies []string
	for i, rule := range rules {
		// A start each rule hits, at an hour no clock change skips or repeats.
		start := map[int]string{0: "20251201", 1: "20260101", 2: "20251201", 3: "20251207", 4: "20251231", 5: "20251226", 6: "20251231", 7: "20251026", 8: "20210131"}[i]
		bodies = append(bodies, fmt.Sprintf("UID:%d\nDTSTAMP:20260101T000000Z\nDTSTART;TZID=Here:%sT093000\nDTEND;TZID=Here:%sT103000\nRRULE:%s\nEXDATE;TZID=Here:20260302T093000", i, start, start, rule))
	}
	zone := cleanFile[strings.Index(cleanFile, "BEGIN:VTIMEZONE"):strings.Index(cleanFile, "BEGIN:VEVENT")]
	text := strings.ReplaceAll(strings.Replace(events(bodies...), "BEGIN:VEVENT", zone+"BEGIN:VEVENT", 1), "\n", "\r\n")
	cal := mustRead(t, text, year2026())
	var want []string
	for _, o := range cal.Events {
		want = append(want, fmt.Sprintf("%s %d", o.UID, o.Start.Unix()))
	}
	slices.Sort(want)
	if len(cal.Warnings) > 0 || len(want) < 300 {
		t.Fatalf("read %d events, warnings %+v", len(want), cal.Warnings)
	}
	file := writeFile(t, []byte(text))
	for _, p := range peers(t) {
		if p.name != "libical" && p.name != "ical.js" {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			if diff := gocmp.Diff(want, run(t, p.command(file, "repeats"))); diff != "" {
				t.Errorf("starts differ (-ours +theirs):\n%s", diff)
			}
		})
	}
}
