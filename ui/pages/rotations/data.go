package rotations

import (
	"context"
	"time"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/timeline"
	"watchbill/workspace"
)

// data is what the page shows of a stretch of time.
type data struct {
	team      model.Team
	zone      *time.Location
	now       time.Time
	loaded    model.Interval
	people    []model.Person
	byID      map[model.ID]model.Person
	rotations []model.Rotation
	shifts    []model.Shift            // as they are stored: published, and drafts
	shiftByID map[model.ID]model.Shift // the same
	duties    []model.Shift            // who really serves: the published with the overrides over them
	overrides []workspace.OverrideView
	swaps     []workspace.SwapView // that wait for somebody
	off       []model.TimeOff
	holidays  model.HolidayCalendar
	away      []model.AwayShift // duties, and drafts, in which the person is away
	ahead     workspace.CoverageAhead
	plans     map[model.ID]model.PublishPlan    // of rotations with a draft
	broken    map[model.ID]string               // drafts that cannot be published, and why
	compared  map[model.ID]workspace.Comparison // of the same
	untilOf   map[model.ID]time.Time            // end of what is published
	freezes   []model.Freeze
	night     model.NightHours

	publishedAt time.Time // when calendars were last published, the oldest of them; zero: none is
}

// margin is how much is read beyond the window on both sides, in windows.
const margin = 1

// Load implements shell.Page.
func (p *Page) Load(ctx context.Context) (func(), error) {
	ws := p.desk.WS
	d := data{now: ws.Now(), byID: map[model.ID]model.Person{}, shiftByID: map[model.ID]model.Shift{}, zone: time.UTC}
	var err error
	d.team, err = ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return func() { p.show(d) }, nil
	}
	if err != nil {
		return nil, err
	}
	if d.zone = p.zone; d.zone == nil {
		d.zone = desk.Zone(d.team)
	}
	from, to := p.from, p.to
	if from.IsZero() {
		from, to = timeline.EightWeeks.Window(d.now, d.zone, weekStart(d.team))
	}
	length := to.Sub(from)
	d.loaded = model.Interval{Start: from.Add(-margin * length), End: to.Add(margin * length)}
	if err := d.read(ctx, ws); err != nil {
		return nil, err
	}
	return func() {
		if p.from.IsZero() {
			p.from, p.to = from, to
		}
		p.show(d)
	}, nil
}

func (d *data) read(ctx context.Context, ws *workspace.Workspace) (err error) {
	if d.people, err = ws.AllPeople(ctx); err != nil {
		return err
	}
	for _, x := range d.people {
		d.byID[x.ID] = x
	}
	if d.rotations, err = ws.Rotations(ctx); err != nil {
		return err
	}
	if d.shifts, err = ws.Reader().Shifts(ctx, d.team.ID, d.loaded); err != nil {
		return err
	}
	for _, s := range d.shifts {
		d.shiftByID[s.ID] = s
	}
	if d.duties, err = ws.Reader().Duties(ctx, d.team.ID, d.loaded); err != nil {
		return err
	}
	if d.overrides, err = ws.Overrides(ctx, d.loaded); err != nil {
		return err
	}
	swaps, err := ws.Swaps(ctx)
	if err != nil {
		return err
	}
	d.swaps = append(swaps.NeedsMe, swaps.Open...)
	if d.off, err = ws.Reader().TimeOff(ctx, d.team.ID, d.loaded); err != nil {
		return err
	}
	if d.holidays, err = ws.Reader().Holidays(ctx, d.team.ID); err != nil {
		return err
	}
	if d.freezes, err = ws.Freezes(ctx, d.loaded); err != nil {
		return err
	}
	rates, err := ws.PayRates(ctx)
	if err != nil {
		return err
	}
	d.night = rates.Night
	if err = d.readPublished(ctx, ws); err != nil {
		return err
	}
	for _, a := range model.Away(append(d.drafts(), d.duties...), d.off) {
		if a.Shift.End.After(d.now) {
			d.away = append(d.away, a)
		}
	}
	if d.ahead, err = ws.CoverageAhead(ctx); err != nil {
		return err
	}
	return d.readPlans(ctx, ws)
}

// drafts are the shifts that are proposed.
func (d *data) drafts() []model.Shift {
	var out []model.Shift
	for _, s := range d.shifts {
		if s.State == model.Draft {
			out = append(out, s)
		}
	}
	return out
}

// absence is when a shift's person is away in it.
func (d *data) absence(s model.Shift) (model.AwayShift, bool) {
	for _, a := range d.away {
		if a.Shift.ID == s.ID && a.Shift.Override == s.Override && a.PersonID == s.PersonID && a.Part.Overlaps(s.Interval) {
			return a, true
		}
	}
	return model.AwayShift{}, false
}

func (d *data) readPlans(ctx context.Context, ws *workspace.Workspace) error {
	d.plans, d.compared, d.broken, d.untilOf = map[model.ID]model.PublishPlan{}, map[model.ID]workspace.Comparison{}, map[model.ID]string{}, map[model.ID]time.Time{}
	for _, r := range d.rotations {
		until, err := ws.PublishedUntil(ctx, r)
		if err != nil {
			return err
		}
		d.untilOf[r.ID] = until
		switch c, err := ws.Compare(ctx, r.ID); model.CodeOf(err) {
		case "":
			d.plans[r.ID], d.compared[r.ID] = c.Plan, c
		case model.NotFound: // no draft
		case model.Conflict:
			d.broken[r.ID] = err.Error()
		default:
			return err
		}
	}
	return nil
}

// readPublished finds out how old the oldest of the published calendars is.
func (d *data) readPublished(ctx context.Context, ws *workspace.Workspace) error {
	views, err := ws.TargetViews(ctx)
	for _, v := range views {
		if good := v.State.Good; !good.IsZero() && (d.publishedAt.IsZero() || good.Before(d.publishedAt)) {
			d.publishedAt = good
		}
	}
	return err
}
