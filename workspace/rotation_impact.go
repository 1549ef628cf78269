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
	Rotation       model.Rotation // as it would be stored
	Window         model.Interval
	model.RuleDiff          // nothing for a new rotation
	Warnings       []string // sentences: new gaps, overlaps that clock changes make, who leaves while on call
	Names          map[model.ID]string
	Ahead          bool // something is published from now on, which stays until another rota is published
}

// Say returns the impact in a sentence: "12 shifts of 3 people change until 24 May 2027: Ana −168 h, Ben +168 h."
func (i RuleImpact) Say() string {
	if i.Shifts == 0 {
		return "No shift changes."
	}
	var each []string
	for k, p := range i.People {
		if k == 4 {
			each = append(each, "and "+model.Count(len(i.People)-k, "more person", "more people"))
			break
		}
		hours, sign := (p.After - p.Before).Hours(), "+"
		if hours < 0 {
			sign, hours = "−", -hours
		}
		if hours == 0 {
			sign = "±"
		}
		each = append(each, fmt.Sprintf("%s %s%s h", i.Names[p.PersonID], sign, model.FormatQuantity(hours)))
	}
	verb := "change"
	if i.Shifts == 1 {
		verb = "changes"
	}
	words := fmt.Sprintf("%s of %s %s until %s", model.Count(i.Shifts, "shift", "shifts"), model.Count(len(i.People), "person", "people"), verb, i.Window.End.Format("2 Jan 2006"))
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
	if err := r.Check(); err != nil {
		return RuleImpact{}, err
	}
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
	i.Ahead = until.After(now)
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
	i.RuleDiff = model.CompareRules(stored, after, was, will)
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
	loc, err := model.Zone(i.Rotation.Zone)
	if err != nil {
		return err
	}
	if err := i.warnGaps(stored, loc); err != nil {
		return err
	}
	if err := i.warnOverlaps(stored, loc); err != nil {
		return err
	}
	if stored.ID == 0 {
		return nil
	}
	return i.warnLeaving(ctx, reader, stored, now, loc)
}

// warnGaps says what the rule leaves open, where that is not so already: how much of a week where each week has a gap, or the first one
// where only some do.
func (i *RuleImpact) warnGaps(stored model.Rotation, loc *time.Location) error {
	gaps, err := gapsByRole(numbered(i.Rotation), i.Window)
	if err != nil {
		return err
	}
	before, err := gapsByRole(stored, i.Window)
	if err != nil {
		return err
	}
	said := map[string][]string{} // roles by what is said of them
	var order []string
	for _, role := range i.Rotation.Roles {
		of := gaps[role.Name]
		if len(of) == 0 || model.TotalDuration(of) == model.TotalDuration(before[role.Name]) {
			continue
		}
		words := i.sayGaps(of, loc)
		if said[words] == nil {
			order = append(order, words)
		}
		said[words] = append(said[words], role.Name)
	}
	for _, words := range order {
		i.Warnings = append(i.Warnings, fmt.Sprintf("Nobody is %s %s", strings.Join(said[words], " or "), words))
	}
	return nil
}

func gapsByRole(r model.Rotation, window model.Interval) (map[string][]model.Interval, error) {
	gaps, err := r.Uncovered(window)
	out := map[string][]model.Interval{}
	for _, g := range gaps {
		out[g.Role] = append(out[g.Role], g.Interval)
	}
	return out, err
}

func (i *RuleImpact) sayGaps(gaps []model.Interval, loc *time.Location) string {
	weeks := map[int]bool{}
	for _, g := range gaps {
		weeks[int(g.Start.Sub(i.Window.Start).Hours()/168)] = true
	}
	all := int(i.Window.Duration().Hours() / 168)
	if 4*len(weeks) >= 3*all {
		last := model.Interval{Start: i.Window.End.AddDate(0, 0, -7), End: i.Window.End}
		var open time.Duration
		for _, g := range gaps {
			if cut := g.Intersect(last); !cut.Empty() {
				open += cut.Duration()
			}
		}
		return fmt.Sprintf("in %s of a week: no layer covers that.", model.FormatSpan(open.Round(time.Hour)))
	}
	return fmt.Sprintf("%s until %s, the first time from %s for %s. Lengthen a window where that should not be.", model.Count(len(gaps), "time", "times"),
		i.Window.End.In(loc).Format("2 Jan 2006"), gaps[0].Start.In(loc).Format("Mon 2 Jan 2006 15:04"), model.FormatSpan(gaps[0].Duration()))
}

// warnOverlaps says where clock changes lay layers over each other, where they did not already.
func (i *RuleImpact) warnOverlaps(stored model.Rotation, loc *time.Location) error {
	overlaps, err := i.Rotation.LayerOverlaps(i.Window)
	if err != nil {
		return err
	}
	before, err := stored.LayerOverlaps(i.Window)
	if err != nil || len(overlaps) == 0 || len(overlaps) == len(before) {
		return err
	}
	var times []model.Interval
	for _, o := range overlaps {
		times = append(times, o.Interval)
	}
	times = model.Union(times) // several roles are one time
	o := overlaps[0]
	i.Warnings = append(i.Warnings, fmt.Sprintf("Clock changes lay %s over %s %s until %s, the first time on %s for %s. %s is on call then.", o.Above, o.Below,
		model.Count(len(times), "time", "times"), i.Window.End.In(loc).Format("2 Jan 2006"), o.Start.In(loc).Format("Mon 2 Jan 2006 15:04"), model.FormatSpan(o.Duration()), o.Above))
	return nil
}

// warnLeaving says who keeps published shifts though the changed rule no longer has them then.
func (i *RuleImpact) warnLeaving(ctx context.Context, reader storage.Reader, stored model.Rotation, now time.Time, loc *time.Location) error {
	published, err := reader.RotationShifts(ctx, stored.ID, model.Published, model.Interval{Start: now, End: endOfTime})
	if err != nil {
		return err
	}
	later := map[model.ID]int{}
	var order []model.ID
	for _, s := range published {
		if s.PersonID == 0 || inRule(i.Rotation, s, loc) || !inRule(stored, s, loc) {
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
		words := "%s of %s that begin after leaving stay theirs until another rota is published."
		if later[id] == 1 {
			words = "%s of %s that begins after leaving stays theirs until another rota is published."
		}
		i.Warnings = append(i.Warnings, fmt.Sprintf(words, model.Count(later[id], "published shift", "published shifts"), i.Names[id]))
	}
	return nil
}

// inRule reports whether a shift's person is in the order of the rule that is in force at its end.
func inRule(r model.Rotation, s model.Shift, loc *time.Location) bool {
	for _, l := range r.At(s.End.Add(-1)).Layers {
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

// PreviewRule returns the shifts that a rule gives within window, with who leaves and who is away then, and stores nothing. The rotation
// need not be stored; roles that are not have the ids −1, −2, … by their places.
func (w *Workspace) PreviewRule(ctx context.Context, r model.Rotation, window model.Interval) ([]model.Shift, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	team, err := w.teamOf(ctx, w.Reader())
	if err != nil {
		return nil, err
	}
	who, err := availability(ctx, w.Reader(), team.ID, window)
	if err != nil {
		return nil, err
	}
	return numbered(r).Shifts(window, who)
}
