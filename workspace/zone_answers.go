package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/storage"
)

// zoneSetting keeps which zones are meant by names in calendars that nobody knows.
const zoneSetting = "calendar_zones"

// ZoneAnswers returns which zones are meant by the names in calendars that neither the calendar itself nor anybody else explains.
func (w *Workspace) ZoneAnswers(ctx context.Context) (map[string]string, error) {
	text, err := w.Setting(ctx, zoneSetting, "{}")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		return nil, model.Errorf(model.Invalid, "zone", "What zone names in calendars mean cannot be read: %v. Say it again.", err)
	}
	return out, nil
}

// AnswerZone says which zone is meant by a name in calendars; an empty zone forgets it. Calendars read from now on follow it.
func (w *Workspace) AnswerZone(ctx context.Context, name, zone string) (Done, error) {
	if name = strings.TrimSpace(name); name == "" {
		return Done{}, model.Invalidf("name", "Say which name is meant, as the calendar writes it.")
	}
	answers, err := w.ZoneAnswers(ctx)
	if err != nil {
		return Done{}, err
	}
	answers[name] = zone
	words := fmt.Sprintf("in calendars “%s” means %s", name, zone)
	if zone == "" {
		delete(answers, name)
		words = fmt.Sprintf("in calendars “%s” means nothing", name)
	} else if _, err := model.Zone(zone); err != nil {
		return Done{}, err
	}
	text, err := json.Marshal(answers)
	if err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "say which zone is meant", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Time zone: %s", words)
		return 0, tx.PutSetting(ctx, zoneSetting, string(text))
	})
}

// AnsweredZones returns the answers as the reader of calendars takes them.
func (w *Workspace) AnsweredZones(ctx context.Context) (map[string]*time.Location, error) {
	answers, err := w.ZoneAnswers(ctx)
	out := make(map[string]*time.Location, len(answers))
	for name, zone := range answers {
		if loc, err := model.Zone(zone); err == nil {
			out[name] = loc
		}
	}
	return out, err
}

// askedZones returns the names of zones that a calendar uses and nobody knows, each once.
func askedZones(warnings []calendar.Warning) []string {
	names := map[string]bool{}
	for _, x := range warnings {
		if x.Zone != "" {
			names[x.Zone] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}
