package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// impactWeeks is how far a change of a rule is looked at, where no more is published.
const impactWeeks = 26

// RuleImpact is what saving a rotation would mean: how the rule's shifts differ from those of the rule that stands now, over what is
// published or the next 26 weeks. Published shifts themselves stay until a draft is published over them.
type RuleImpact struct {
	Rotation model.Rotation // as it would be stored
	Window   model.Interval
	Changes  []model.RuleChange   // in order of time; none for a new rotation
	People   []model.PersonChange // whom the changes touch, the most first
	Warnings []string             // sentences: gaps, overlaps that clock changes make, who leaves while on call
	Names    map[model.ID]string
}

// Say returns the impact in a sentence: "12 shifts of 3 people change until 24 May 2027: Ana −168 h, Ben +168 h."
func (i RuleImpact) Say() string {
	if len(i.Changes) == 0 {
		return "No shift changes."
	}
	var each []string
	for k, p := range i.People {
		if k == 4 {
			each = append(each, fmt.Sprintf("and %s more", model.Count(len(i.People)-k, "person", "people")))
			break
		}
		hours := (p.After - p.Before).Hours()
		sign := "+"
		if hours < 0 {
			sign, hours = "−", -hours
		}
		each = append(each, fmt.Sprintf("%s %s%s h", i.Names[p.PersonID], sign, model.FormatQuantity(hours)))
	}
	words := fmt.Sprintf("%s of %s until %s", model.Count(len(i.Changes), "shift", "shifts"), model.Count(len(i.People), "person", "people"), i.Window.End.Format("2 Jan 2006"))
	if len(i.Changes) == 1 {
		words = strings.Replace(words, " until", " changes until", 1)
	} else {
		words = strings.Replace(words, " until", " change until", 1)
	}
	if len(each) > 0 {
		words += ": " + strings.Join(each, ", ")
	}
	return words + "."
}

// PlanSaveRotation says what SaveRotation would do, and stores nothing. A rule that breaks is an error, as when it is saved.
func (w *Workspace) PlanSaveRotation(ctx context.Context, r model.Rotation) (RuleImpact, error) {
	reader, now := w.Reader(), w.Now()
	team, err := w.teamOf(ctx, reader)
	if err != nil && model.CodeOf(err) != model.NotFound {
		return RuleImpact{}, err
	}
	r.TeamID = team.ID
	stored, edited, err := amended(ctx, reader, r, now)
	if err != nil {
		return RuleImpact{}, err
	}
	out := RuleImpact{Rotation: edited, Names: map[model.ID]string{0: "nobody"}}
	people, err := reader.People(ctx, team.ID)
	if err != nil {
		return out, err
	}
	for _, p := range people {
		out.Names[p.ID] = p.First()
	}
	if err := out.compare(ctx, reader, stored, now); err != nil {
		return out, err
	}
	return out, out.warn(ctx, reader, stored, now)
}

func (i *RuleImpact) compare(ctx context.Context, reader storage.Reader, stored model.Rotation, now time.Time) error {
	i.Window = model.Interval{Start: now, End: now.AddDate(0, 0, 7*impactWeeks)}
	if stored.ID == 0 {
		return nil
	}
	until, err := reader.PublishedUntil(ctx, stored)
	if err != nil {
		return err
	}
	if until.After(i.Window.End) {
		i.Window.End = until
	}
	who, err := availability(ctx, reader, stored.TeamID, i.Window)
	if err != nil {
		return err
	}
	was, err := stored.Shifts(i.Window, who)
	if err != nil {
		return err
	}
	after := numbered(i.Rotation)
	will, err := after.Shifts(i.Window, who)
	if err != nil {
		return err
	}
	i.Changes, i.People = model.CompareRules(stored, after, was, will)
	return nil
}

// numbered gives roles that are not stored yet numbers of their own, so that their shifts can be told apart.
func numbered(r model.Rotation) model.Rotation {
	r.Roles = slices.Clone(r.Roles)
	for i := range r.Roles {
		if r.Roles[i].ID == 0 {
			r.Roles[i].ID = model.ID(-1 - i)
		}
	}
	return r
}

func (i *RuleImpact) warn(ctx context.Context, reader storage.Reader, stored model.Rotation, now time.Time) error {
	r := numbered(i.Rotation)
	loc, err := model.Zone(r.Zone)
	if err != nil {
		return err
	}
	if err := i.warnGaps(r, loc); err != nil {
		return err
	}
	overlaps, err := r.LayerOverlaps(i.Window)
	if err != nil {
		return err
	}
	if len(overlaps) > 0 {
		o := overlaps[0]
		i.Warnings = append(i.Warnings, fmt.Sprintf("Clock changes lay %s over %s %s until %s, the first time on %s for %s. %s is on call then.", o.Above, o.Below,
			model.Count(len(overlaps), "time", "times"), i.Window.End.In(loc).Format("2 Jan 2006"), o.Start.In(loc).Format("Mon 2 Jan 2006 15:04"), model.FormatSpan(o.Duration()), o.Above))
	}
	if stored.ID == 0 {
		return nil
	}
	return i.warnLeaving(ctx, reader, stored, now, loc)
}

// warnGaps says what the rule leaves open: how much of a week where each week has a gap, or the first one where only some do.
func (i *RuleImpact) warnGaps(r model.Rotation, loc *time.Location) error {
	gaps, err := r.Uncovered(i.Window)
	if err != nil {
		return err
	}
	for _, role := range r.Roles {
		var of []model.RuleGap
		var open time.Duration
		weeks := map[int]bool{}
		for _, g := range gaps {
			if g.Role == role.Name {
				of, open = append(of, g), open+g.Duration()
				weeks[int(g.Start.Sub(i.Window.Start).Hours()/168)] = true
			}
		}
		all := i.Window.Duration().Hours() / 168
		switch {
		case len(of) == 0:
		case float64(len(weeks)) >= all-2 || len(of) == 1 && open > 30*24*time.Hour:
			i.Warnings = append(i.Warnings, fmt.Sprintf("Nobody is %s in %s of each week's 168 h: no layer covers them.", role.Name, model.FormatSpan(time.Duration(float64(open)/all).Round(time.Hour))))
		default:
			i.Warnings = append(i.Warnings, fmt.Sprintf("Nobody is %s %s until %s, the first time from %s for %s. Lengthen a window where that should not be.", role.Name,
				model.Count(len(of), "time", "times"), i.Window.End.In(loc).Format("2 Jan 2006"), of[0].Start.In(loc).Format("Mon 2 Jan 2006 15:04"), model.FormatSpan(of[0].Duration())))
		}
	}
	return nil
}

// warnLeaving says who keeps published shifts though the new rule no longer has them then.
func (i *RuleImpact) warnLeaving(ctx context.Context, reader storage.Reader, stored model.Rotation, now time.Time, loc *time.Location) error {
	published, err := reader.RotationShifts(ctx, stored.ID, model.Published, model.Interval{Start: now, End: endOfTime})
	if err != nil {
		return err
	}
	later := map[model.ID]int{}
	var order []model.ID
	for _, s := range published {
		if s.PersonID == 0 || i.inRule(s, loc) || !slices.Contains(stored.People(), s.PersonID) {
			continue
		}
		if !s.Start.After(now) {
			i.Warnings = append(i.Warnings, fmt.Sprintf("%s leaves while on call: the shift until %s stays theirs. Give it away first, or let them leave after it.",
				i.Names[s.PersonID], s.End.In(loc).Format("Mon 2 Jan 2006 15:04")))
			continue
		}
		if later[s.PersonID] == 0 {
			order = append(order, s.PersonID)
		}
		later[s.PersonID]++
	}
	for _, id := range order {
		i.Warnings = append(i.Warnings, fmt.Sprintf("%s of %s that begin after leaving stay theirs until another rota is published.",
			model.Count(later[id], "published shift", "published shifts"), i.Names[id]))
	}
	return nil
}

// inRule reports whether a shift's person is in the order of the rule that is in force at its end.
func (i *RuleImpact) inRule(s model.Shift, loc *time.Location) bool {
	for _, l := range i.Rotation.At(s.End.Add(-1)).Layers {
		for _, o := range l.Orders {
			for _, m := range o.Members {
				if m.PersonID == s.PersonID && (m.Until.IsZero() || !s.End.After(m.Until.Start(loc))) {
					return true
				}
			}
		}
	}
	return false
}
