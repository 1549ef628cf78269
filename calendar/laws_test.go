package calendar

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyText draws names, titles and notes as people and programs write them, and
// now and then bytes that are no text at all.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`[ -~äöüžğ漢字😀,;:\\"\r\n\t]{0,200}`),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 120), func(b []byte) string { return string(b) }),
	)
}

func anyTime() *rapid.Generator[time.Time] {
	return rapid.Map(rapid.Int64Range(utc("1990-01-01T00:00:00Z").UnixMilli(), utc("2090-01-01T00:00:00Z").UnixMilli()),
		func(ms int64) time.Time { return time.UnixMilli(ms).UTC() })
}

func anyEvent() *rapid.Generator[Event] {
	return rapid.Custom(func(t *rapid.T) Event {
		e := Event{
			Sequence:    rapid.IntRange(0, 1000).Draw(t, "sequence"),
			Created:     anyTime().Draw(t, "created"),
			Start:       anyTime().Draw(t, "start"),
			Summary:     anyText().Draw(t, "summary"),
			Description: anyText().Draw(t, "description"),
			Location:    anyText().Draw(t, "location"),
			Categories:  rapid.SliceOfN(anyText(), 0, 3).Draw(t, "categories"),
			Status:      rapid.SampledFrom([]Status{"", Confirmed, Tentative, Cancelled}).Draw(t, "status"),
			Busy:        rapid.Bool().Draw(t, "busy"),
			AllDay:      rapid.Bool().Draw(t, "all day"),
		}
		e.UID = slotUID(anyText().Draw(t, "rotation"), anyText().Draw(t, "role"), e.Start)
		if rapid.Bool().Draw(t, "modified") {
			e.LastModified = anyTime().Draw(t, "last modified")
		}
		e.End = e.Start.Add(time.Duration(rapid.Int64Range(0, int64(400*24*time.Hour)).Draw(t, "length")))
		if e.AllDay {
			e.End = e.Start.AddDate(0, 0, rapid.IntRange(1, 400).Draw(t, "days"))
		}
		for _, minutes := range rapid.SliceOfN(rapid.IntRange(-1000, 1000), 0, 3).Draw(t, "alarms") {
			e.Alarms = append(e.Alarms, time.Duration(minutes)*time.Minute)
		}
		return e
	})
}

func anyFeed() *rapid.Generator[Feed] {
	return rapid.Custom(func(t *rapid.T) Feed {
		return Feed{
			Name:         anyText().Draw(t, "name"),
			Description:  anyText().Draw(t, "about"),
			Colour:       rapid.SampledFrom([]string{"", "teal", "cyan", "#12AB9F", "#FFFFFF"}).Draw(t, "colour"),
			RefreshEvery: time.Duration(rapid.SampledFrom([]int{0, 1, 60, 3600, 90061}).Draw(t, "refresh")) * time.Second,
			Events:       rapid.SliceOfNDistinct(anyEvent(), 0, 6, func(e Event) string { return e.UID }).Draw(t, "events"),
		}
	})
}

// century takes in every event the generators draw.
func century(zone *time.Location) Window {
	return Window{Zone: zone, From: utc("1980-01-01T00:00:00Z"), To: utc("2100-01-01T00:00:00Z")}
}

func TestExportImportExportIsAFixedPoint(t *testing.T) {
	zones := []*time.Location{time.UTC, mustZone(t, "America/New_York"), mustZone(t, "Australia/Lord_Howe"), mustZone(t, "America/Sao_Paulo")}
	rapid.Check(t, func(t *rapid.T) {
		feed := anyFeed().Draw(t, "feed")
		first, err := Encode(feed)
		if err != nil {
			t.Fatalf("encode: %v", err)
		}
		cal, err := Read(bytes.NewReader(first), century(rapid.SampledFrom(zones).Draw(t, "zone")))
		if err != nil {
			t.Fatalf("read our own file: %v\n%s", err, first)
		}
		if len(cal.Warnings) > 0 || len(cal.Events) != len(feed.Events) {
			t.Fatalf("read %d of %d events, warnings %+v\n%s", len(cal.Events), len(feed.Events), cal.Warnings, first)
		}
		second, err := Encode(cal.Feed())
		if err != nil {
			t.Fatalf("encode again: %v", err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("the second export differs:\n%s\n---\n%s", first, second)
		}
	})
}

func TestInstantsSurviveExportAndImport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvent().Draw(t, "event")
		e.AllDay = false
		file, err := Encode(Feed{Events: []Event{e}})
		if err != nil {
			t.Fatalf("encode: %v", err)
		}
		cal, err := Read(bytes.NewReader(file), century(time.UTC))
		if err != nil || len(cal.Events) != 1 {
			t.Fatalf("read: %v, %d events", err, len(cal.Events))
		}
		got := cal.Events[0]
		if want := e.Start.Truncate(time.Second); !got.Start.Equal(want) {
			t.Errorf("start %s, want %s", got.Start, want)
		}
		if want := e.End.Truncate(time.Second); !got.End.Equal(want) {
			t.Errorf("end %s, want %s", got.End, want)
		}
	})
}

func TestOurFeedsAreCleanToTheLinter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file, err := Encode(anyFeed().Draw(t, "feed"))
		if err != nil {
			t.Fatalf("encode: %v", err)
		}
		if findings := Lint(file); len(findings) > 0 {
			t.Errorf("findings %+v in\n%s", findings, file)
		}
	})
}

func TestASwapChangesTwoEventsAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := utc("2026-01-05T08:00:00Z")
		var feed Feed
		n := rapid.IntRange(2, 20).Draw(t, "shifts")
		for i := range n {
			at := start.AddDate(0, 0, 7*i)
			feed.Events = append(feed.Events, Event{
				UID: slotUID("web", "primary", at), Created: start, Start: at, End: at.AddDate(0, 0, 7), Summary: fmt.Sprintf("Primary: person %d", i), Status: Confirmed,
			})
		}
		before, err := Encode(feed)
		if err != nil {
			t.Fatal(err)
		}
		a := rapid.IntRange(0, n-2).Draw(t, "one")
		b := rapid.IntRange(a+1, n-1).Draw(t, "other")
		feed.Events = slices.Clone(feed.Events)
		x, y := &feed.Events[a], &feed.Events[b]
		x.Summary, y.Summary = y.Summary, x.Summary
		for _, e := range []*Event{x, y} {
			e.Sequence++
			e.LastModified = start.Add(time.Hour)
		}
		after, err := Encode(feed)
		if err != nil {
			t.Fatal(err)
		}
		changed := 0
		left, right := strings.Split(string(before), "BEGIN:VEVENT"), strings.Split(string(after), "BEGIN:VEVENT")
		for i := range left {
			if left[i] != right[i] {
				changed++
			}
		}
		if changed != 2 {
			t.Errorf("%d events changed, want 2", changed)
		}
	})
}

// The rules that rrule-go walks from their start and those that are skipped ahead
// give the same dates.
func TestSkippingAheadKeepsTheDates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := "FREQ=" + rapid.SampledFrom([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}).Draw(t, "freq")
		rule += fmt.Sprintf(";INTERVAL=%d", rapid.IntRange(1, 7).Draw(t, "interval"))
		rule += rapid.SampledFrom([]string{"", ";BYDAY=MO,FR", ";BYMONTHDAY=31,-1", ";BYMONTH=2,7", ";BYDAY=SU;WKST=SU", ";BYHOUR=3,21", ";BYDAY=MO,WE,SA;BYSETPOS=2", ";BYDAY=TU;BYSETPOS=-1;WKST=WE"}).Draw(t, "by")
		start := time.Unix(rapid.Int64Range(0, utc("2020-01-01T00:00:00Z").Unix()).Draw(t, "start"), 0).UTC()
		near := wallRange{from: utc("2026-01-01T00:00:00Z"), to: utc("2028-01-01T00:00:00Z")}
		from := stamp{form: inUTC, wall: start}
		keep := func(s stamp) time.Time { return s.wall }
		endless, err := parseRule(rule, from, keep)
		if err != nil {
			t.Fatal(err)
		}
		counted, err := parseRule(rule+";COUNT=99999", from, keep)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := endless.between(near, maxOccurrences, newBudget())
		if err != nil {
			t.Fatal(err)
		}
		want, _, err := counted.between(near, maxOccurrences, newBudget())
		if err != nil {
			t.Fatal(err)
		}
		if !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Errorf("%s from %s:\n got %v\nwant %v", rule, start, got, want)
		}
	})
}
