package workspace

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/storage"
)

// BuildQuestion is what a fair rota is asked for: a rotation, a time, and rules that may differ from the stored ones.
type BuildQuestion struct {
	Rotation model.ID
	From     time.Time // zero: where the published rota ends, or now
	Weeks    int
	Rules    model.BuildRules

	until time.Time       // no turn begins later; zero: the weeks' end
	off   []model.TimeOff // beside what is entered
}

// BuildPlan is the question in the engine's terms, with what is needed to show and to keep the answer.
type BuildPlan struct {
	Rotation  model.Rotation
	Rules     model.BuildRules
	Window    model.Interval
	Turns     []model.Turn
	People    []model.Person          // of the rotation, who can take part
	Absent    []model.Person          // of the rotation, who are away or on call elsewhere in every turn
	Away      []int                   // people away, per turn
	Published map[model.ID][]model.ID // per role, the person of each turn that is published; zero: nobody
	Before    map[model.ID]int        // load carried over, by person: what was served since Since, and a newcomer's credit
	Credit    map[model.ID]int        // the part of Before that a newcomer gets for the time before they joined
	Since     time.Time               // from when duties count
	Wishes    []model.Wish            // those that fall into the window
	Holidays  []model.Holiday         // those that weigh, in the window
	Pins      []model.Pin             // those that fall into the window
	Instance  *rostering.Instance

	moreOff []model.TimeOff          // beside what is entered
	step    time.Duration            // from the start of a turn to the next
	rest    int                      // slots between two of one person
	earlier []model.Turn             // before the window, as far back as rest reaches
	goesOn  []model.Shift            // published, of turns that began before the window; they stay
	keys    map[string]model.ID      // the engine's names of people
	timeOff map[string][]int         // turns with time off, by the engine's names of people
	settled map[[2]int][]model.Shift // turns (number, role) that several people share as published, and keep
}

// Rules returns the rules a rotation's rota is built by.
func (w *Workspace) Rules(ctx context.Context, r model.Rotation) (model.BuildRules, error) {
	rules, ok, err := w.Reader().BuildRules(ctx, r.ID)
	if err == nil && !ok {
		rules = model.DefaultRules(r)
	}
	return rules, err
}

// SaveRules stores a rotation's rules.
func (w *Workspace) SaveRules(ctx context.Context, r model.Rotation, rules model.BuildRules) (Done, error) {
	if err := rules.Check(); err != nil {
		return Done{}, err
	}
	rules.RotationID = r.ID
	return w.transact(ctx, "save the rules", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Rules of %s: %s of rest, %s a turn, history of %s", r.Name, model.Count(rules.RestTurns, "turn", "turns"),
			model.Count(rules.MinSenior, "senior", "seniors"), model.Count(rules.HistoryWeeks, "week", "weeks"))
		return 0, tx.PutBuildRules(ctx, rules)
	})
}

// PlanBuild puts the team's data into the engine's terms: turns become slots; time off, duties of other rotations, rest from before
// and leaving become slots a person cannot take; what was served lately becomes load carried over; contracted hours become shares;
// public holidays become weights and a criterion; pins become fixed duties.
func (w *Workspace) PlanBuild(ctx context.Context, q BuildQuestion) (BuildPlan, error) {
	if err := q.Rules.Check(); err != nil {
		return BuildPlan{}, err
	}
	r := w.Reader()
	team, err := w.teamOf(ctx, r)
	if err != nil {
		return BuildPlan{}, err
	}
	p := BuildPlan{
		Rules: q.Rules, moreOff: q.off, Published: map[model.ID][]model.ID{}, Before: map[model.ID]int{}, Credit: map[model.ID]int{},
		keys: map[string]model.ID{}, timeOff: map[string][]int{}, settled: map[[2]int][]model.Shift{},
	}
	if p.Rotation, err = rotationIn(ctx, r, team.ID, q.Rotation); err != nil {
		return p, err
	}
	if err := p.setWindow(ctx, r, q, w.Now()); err != nil {
		return p, err
	}
	if err := p.setPeople(ctx, r, team.ID); err != nil {
		return p, err
	}
	return p, p.setInstance(ctx, r, team.ID)
}

func (p *BuildPlan) setWindow(ctx context.Context, r storage.Reader, q BuildQuestion, now time.Time) (err error) {
	from := q.From
	if from.IsZero() {
		if from, err = r.PublishedUntil(ctx, p.Rotation); err != nil {
			return err
		}
	}
	if from.Before(now) {
		from = now
	}
	if p.Window, err = p.Rotation.DraftWindow(from, q.Weeks); err != nil {
		return err
	}
	if err := p.setTurns(q.until); err != nil {
		return err
	}
	if len(p.Turns) == 0 {
		return model.Invalidf("weeks", "In %s no turn of %s begins. Choose a longer time.", model.Count(q.Weeks, "week", "weeks"), p.Rotation.Name)
	}
	p.Since = p.Window.Start.AddDate(0, 0, -7*p.Rules.HistoryWeeks)
	return nil
}

// people are those in the orders of the rules that are in force in the window.
func (p *BuildPlan) people() []model.ID {
	var out []model.ID
	for _, turn := range p.Turns {
		for _, id := range p.Rotation.At(turn.Start).People() {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func (p *BuildPlan) setPeople(ctx context.Context, r storage.Reader, team model.ID) error {
	all, err := r.People(ctx, team)
	if err != nil {
		return err
	}
	for _, id := range p.people() {
		i := slices.IndexFunc(all, func(x model.Person) bool { return x.ID == id })
		if i < 0 {
			continue
		}
		if left := all[i].Left; !left.IsZero() && !left.Start(p.Window.Start.Location()).After(p.Turns[0].Start) {
			continue
		}
		p.People = append(p.People, all[i])
		p.keys[all[i].Name] = all[i].ID
	}
	return nil
}

// Solve asks the engine. The error is one for people when the question makes no sense; an impossible rota is an answer.
func (p BuildPlan) Solve(ctx context.Context, limit time.Duration, progress func(rostering.Progress)) (*rostering.Result, error) {
	result, err := rostering.Solve(ctx, p.Instance, rostering.Options{Limit: limit, Seed: 1, Progress: progress})
	return result, p.explain(err)
}

func (p BuildPlan) explain(err error) error {
	var input *rostering.InputError
	if !errors.As(err, &input) {
		return err
	}
	e := model.Invalidf(input.Field, "%s", sentence(input.Field+" "+input.Message))
	e.Err = err
	return e
}

// Person returns the person the engine's rota names.
func (p BuildPlan) Person(key string) model.ID { return p.keys[key] }

// Shifts returns the engine's rota as draft shifts.
func (p BuildPlan) Shifts(rota [][]string) []model.Shift {
	out := slices.Clone(p.goesOn)
	for t, turn := range p.Turns {
		for i, role := range p.Rotation.Roles {
			if pieces, ok := p.settled[[2]int{t, i}]; ok {
				for _, s := range pieces {
					out = append(out, asDraft(s))
				}
				continue
			}
			out = append(out, p.turnShifts(turn, role.ID, p.keys[rota[t][i]])...)
		}
	}
	return out
}

// inSentence makes a sentence a part of another: without capital and full stop.
func inSentence(s string) string {
	if s = strings.TrimSuffix(s, "."); s != "" {
		s = strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// AcceptBuild keeps a rota as the rotation's draft, in place of an earlier one.
func (w *Workspace) AcceptBuild(ctx context.Context, p BuildPlan, result *rostering.Result) (Done, error) {
	if result == nil || result.Rota == nil {
		return Done{}, model.Errorf(model.Conflict, "draft", "There is no rota to accept: no one keeps these rules.")
	}
	return w.transact(ctx, "accept a rota", func(tx *storage.Tx) (model.ID, error) {
		if _, err := tx.DeleteDraft(ctx, p.Rotation.ID); err != nil {
			return 0, err
		}
		for _, s := range p.Shifts(result.Rota) {
			if _, err := tx.PutShift(ctx, s); err != nil {
				return 0, err
			}
		}
		tx.Describe("Draft built: %s, %s, %s", p.Rotation.Name, Days(wholeDays(p.Window, p.Rotation.Zone), p.Rotation.Zone, tx.Now()), inSentence(result.Headline()))
		return 0, nil
	})
}
