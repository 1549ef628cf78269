package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// storedDutyRules is how a team's duty rules stand in its setting.
type storedDutyRules struct {
	RestMinutes int     `json:"rest_minutes"`
	MaxShare    float64 `json:"max_share"`
}

// ofTeamSetting names a setting that each team has for itself.
func ofTeamSetting(name string, team model.ID) string { return fmt.Sprintf("team.%d.%s", team, name) }

// DutyRules returns the team's limits on how much one person is on call; the default ones where none were set, or there is no team yet.
func (w *Workspace) DutyRules(ctx context.Context) (model.DutyRules, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return model.DefaultDutyRules(), nil
	}
	if err != nil {
		return model.DutyRules{}, err
	}
	return dutyRules(ctx, w.Reader(), team.ID)
}

func dutyRules(ctx context.Context, r storage.Reader, team model.ID) (model.DutyRules, error) {
	rules := model.DefaultDutyRules()
	text, err := r.Setting(ctx, ofTeamSetting("duty_rules", team), "")
	if err != nil || text == "" {
		return rules, err
	}
	var stored storedDutyRules
	if err := json.Unmarshal([]byte(text), &stored); err != nil {
		return rules, fmt.Errorf("read the duty rules: %w", err)
	}
	return model.DutyRules{Rest: time.Duration(stored.RestMinutes) * time.Minute, MaxShare: stored.MaxShare}, nil
}

// SetDutyRules stores the team's limits on how much one person is on call.
func (w *Workspace) SetDutyRules(ctx context.Context, rules model.DutyRules) (Done, error) {
	if err := rules.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the duty rules", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		tx.Describe("Rules of duty: %s", DutyRuleWords(rules))
		return 0, putDutyRules(ctx, tx, team.ID, rules)
	})
}

// SaveTeamAndRules adds or changes a team together with its limits on how much one person is on call.
func (w *Workspace) SaveTeamAndRules(ctx context.Context, t model.Team, rules model.DutyRules) (Done, error) {
	if err := t.Check(); err != nil {
		return Done{}, err
	}
	if err := rules.Check(); err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the team", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Team saved: %s, %s, toil cap %s, %s", t.Name, t.Zone, model.FormatPercent(t.ToilCap), DutyRuleWords(rules))
		id, err := tx.PutTeam(ctx, t)
		if err != nil {
			return 0, err
		}
		return id, putDutyRules(ctx, tx, id, rules)
	})
}

func putDutyRules(ctx context.Context, tx *storage.Tx, team model.ID, rules model.DutyRules) error {
	text, err := json.Marshal(storedDutyRules{int(rules.Rest.Minutes()), rules.MaxShare})
	if err != nil {
		return err
	}
	return tx.PutSetting(ctx, ofTeamSetting("duty_rules", team), string(text))
}

// DutyRuleWords says in words what the rules ask for.
func DutyRuleWords(r model.DutyRules) string {
	rest := "no rest between duties"
	if r.Rest > 0 {
		rest = model.FormatMinutes(int(r.Rest.Minutes())) + " of rest between duties"
	}
	return fmt.Sprintf("%s, at most %s of a person’s time on call", rest, model.FormatPercent(r.MaxShare))
}

// duties returns who is on call when, in all rotations of the team, over window. Everything that counts or checks duties reads them here.
func duties(ctx context.Context, r storage.Reader, team model.ID, window model.Interval) ([]model.Shift, error) {
	return r.Duties(ctx, team, window)
}

// publishedIn returns the published shifts of the team's rotations that overlap window, as they were published.
func publishedIn(ctx context.Context, r storage.Reader, team model.ID, window model.Interval) ([]model.Shift, error) {
	all, err := r.Shifts(ctx, team, window)
	return slices.DeleteFunc(all, func(s model.Shift) bool { return s.State != model.Published }), err
}
