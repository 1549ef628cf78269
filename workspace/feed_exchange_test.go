package workspace

import (
	"context"
	"slices"
	"strings"
	"testing"

	"watchbill/calendar"
	"watchbill/model"
)

// written returns the events of a feed as they stand in its file, by UID.
func written(t *testing.T, w *Workspace, f model.Feed) map[string]string {
	t.Helper()
	feed, err := w.FeedCalendar(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := calendar.Encode(feed)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for part := range strings.SplitSeq(string(data), "BEGIN:VEVENT\r\n") {
		for line := range strings.SplitSeq(part, "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				out[line] = strings.TrimSuffix(part, "END:VCALENDAR\r\n")
			}
		}
	}
	return out
}

// An exchange changes two events of the rotation's feed and nothing else of its file; in a person's feed the shift given away becomes a
// cancelled event and the one taken is new.
func TestSwapChangesTwoEventsOfTheFile(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana")
	shifts := mustPublish(t, w, r, 8)
	first, second := shifts[0], shifts[4] // two weeks apart, in one role
	team, ana := model.Feed{RotationID: r.ID}, model.Feed{PersonID: first.PersonID}
	before, mine := written(t, w, team), written(t, w, ana)
	if _, err := w.Swap(ctx, first.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	after, mineNow := written(t, w, team), written(t, w, ana)
	changed := differing(before, after)
	if want := sorted("UID:"+first.UID, "UID:"+second.UID); !slices.Equal(changed, want) || len(after) != len(before) {
		t.Errorf("the rotation's feed: %v changed of %d, now %d; want %v", changed, len(before), len(after), want)
	}
	if changed := differing(mine, mineNow); !slices.Equal(changed, sorted("UID:"+first.UID, "UID:"+second.UID)) {
		t.Errorf("Ana's feed: %v changed", changed)
	}
	if !strings.Contains(mineNow["UID:"+first.UID], "STATUS:CANCELLED") || !strings.Contains(mineNow["UID:"+second.UID], "STATUS:CONFIRMED") || mine["UID:"+second.UID] != "" {
		t.Errorf("Ana's feed has\n%s\nand\n%s", mineNow["UID:"+first.UID], mineNow["UID:"+second.UID])
	}
}

// differing returns the keys whose values are not the same, sorted.
func differing(a, b map[string]string) []string {
	var out []string
	for key, value := range a {
		if b[key] != value {
			out = append(out, key)
		}
	}
	for key := range b {
		if _, there := a[key]; !there {
			out = append(out, key)
		}
	}
	return sorted(out...)
}

func sorted(words ...string) []string {
	slices.Sort(words)
	return words
}
