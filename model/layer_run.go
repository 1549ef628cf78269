package model

import (
	"slices"
	"time"
)

// layerRun works out a layer of a version while it is in force.
type layerRun struct {
	res    *resolver
	layer  Layer
	span   Interval // in force
	walk   *turnWalk
	ahead  Turn // the next turn
	roles  []roleRun
	above  []precedence // layers that come before this one
	begun  bool         // a turn was taken
	before bool         // another version was in force
	took   bool         // this layer goes on from one of the version before
	turn   *Turn        // the last turn taken
	turnAt int          // its place among the resolver's turns, -1 where it lies before the window
	held   []roleHold   // who holds what, where further layers need to know
}

// roleRun is where a role's order stands.
type roleRun struct {
	role    Role
	after   int // the role it follows, −1 for an own order
	members []place
	at      int // the place that served last, −1 at the beginning
	person  ID  // who serves
	served  bool
	last    Shift
	lastAt  int // its place among the resolver's shifts, −1 where it is none of them
}

// place is a member with the instants of joining and leaving; zero: open.
type place struct {
	person      ID
	from, until time.Time
}

// roleHold is a time in which a person holds a role.
type roleHold struct {
	Interval
	person ID
}

// precedence is a layer above this one: when it is open, for which roles, and how far its holdings were looked through.
type precedence struct {
	run   *layerRun
	first time.Time
	open  *spanWalk // nil: always
	seen  int
}

func newLayerRun(res *resolver, l Layer, loc *time.Location, span Interval) *layerRun {
	run := &layerRun{res: res, layer: l, span: span, walk: newTurnWalk(l, loc)}
	for _, role := range res.r.Roles {
		own, _, ok := l.lead(role.Name)
		if !ok {
			continue
		}
		r := roleRun{role: role, after: -1, at: -1, lastAt: -1}
		for _, m := range own.Members {
			p := place{person: m.PersonID}
			if !m.From.IsZero() {
				p.from = m.From.Start(loc)
			}
			if !m.Until.IsZero() {
				p.until = m.Until.Start(loc)
			}
			if gone, left := res.who.Left[m.PersonID]; left && (p.until.IsZero() || gone.Before(p.until)) {
				p.until = gone
			}
			r.members = append(r.members, p)
		}
		run.roles = append(run.roles, r)
	}
	run.chain()
	for _, above := range res.runs {
		p := precedence{run: above, first: Resolve(above.layer.First, above.walk.clock.loc)}
		if !alwaysOpen(above.layer.Windows) {
			p.open = newSpanWalk(above.layer.Windows, LocalOf(span.Start, p.first.Location()), p.first.Location())
		}
		run.above = append(run.above, p)
	}
	run.ahead = run.walk.next()
	return run
}

// chain puts own orders before derived ones, each after the role it follows, and notes which that is.
func (run *layerRun) chain() {
	distance := func(name string) int { _, d, _ := run.layer.lead(name); return d }
	slices.SortStableFunc(run.roles, func(a, b roleRun) int { return distance(a.role.Name) - distance(b.role.Name) })
	for i := range run.roles {
		o, _ := run.layer.Order(run.roles[i].role.Name)
		run.roles[i].after = slices.IndexFunc(run.roles, func(x roleRun) bool { return o.After != "" && x.role.Name == o.After })
	}
}

// takeOver goes on from the layer of the same name in the version before. Where there was only one, the first layer goes on from it.
func (run *layerRun) takeOver(before []*layerRun, first bool) {
	run.before = len(before) > 0
	i := slices.IndexFunc(before, func(b *layerRun) bool { return b.layer.Name == run.layer.Name || first && len(before) == 1 })
	if i < 0 {
		return
	}
	b := before[i]
	run.took, run.turn, run.turnAt = b.begun || b.took, b.turn, b.turnAt
	for k := range run.roles {
		r := &run.roles[k]
		j := slices.IndexFunc(b.roles, func(x roleRun) bool { return x.role.Name == r.role.Name })
		if j < 0 {
			continue
		}
		old := b.roles[j]
		r.person, r.served, r.last, r.lastAt = old.person, old.served, old.last, old.lastAt
		r.at = r.after0(old)
	}
}

// after0 returns the place in the new order after which the next one comes.
func (r *roleRun) after0(old roleRun) int {
	if old.at < 0 || len(old.members) == 0 {
		return -1
	}
	for k := range old.members {
		m := old.members[(old.at+k)%len(old.members)]
		at := slices.IndexFunc(r.members, func(x place) bool { return x.person == m.person })
		if m.person == 0 || at < 0 {
			continue
		}
		return (at - min(k, 1) + len(r.members)) % len(r.members)
	}
	return -1
}

// until takes the turns that begin before an instant.
func (run *layerRun) until(t time.Time) {
	if run.span.End.Before(t) {
		t = run.span.End
	}
	for run.ahead.Start.Before(t) {
		turn := run.ahead
		run.ahead = run.walk.next()
		run.takeTurn(turn)
	}
}

// takeTurn says who has a turn in each role, and adds its shifts.
func (run *layerRun) takeTurn(turn Turn) {
	pieces := run.pieces(turn)
	if len(pieces) == 0 && (turn.Start.Before(run.span.Start) || len(turn.Active()) > 0) {
		return // it lies before the version, or after it
	}
	for i := range run.above {
		run.above[i].run.until(turn.End)
	}
	goesOn := !run.begun && run.took && turn.Start.Before(run.span.Start)
	run.begun = true
	for i := range run.roles {
		if !goesOn || !run.keeps(i, turn) {
			run.pick(i, turn)
		}
	}
	if len(pieces) == 0 {
		return
	}
	served := pieces
	if len(run.above) > 0 {
		served = nil
	}
	for n, piece := range pieces {
		left := run.add(piece, goesOn && n == 0)
		if len(run.above) > 0 {
			served = append(served, left...)
		}
	}
	run.note(turn, served, goesOn)
}

// pieces returns the active times of a turn while the version is in force.
func (run *layerRun) pieces(turn Turn) []Interval {
	if !turn.Start.Before(run.span.Start) && !turn.End.After(run.span.End) {
		return turn.Active()
	}
	var out []Interval
	for _, p := range turn.Active() {
		if cut := p.Intersect(run.span); !cut.Empty() {
			out = append(out, cut)
		}
	}
	return out
}

// keeps reports whether whoever is on call when the version begins stays so until the next handoff.
func (run *layerRun) keeps(i int, turn Turn) bool {
	r := &run.roles[i]
	return r.served && !run.taken(i, r.person) && !run.busyAbove(r.person, turn)
}

// pick gives a turn to the next who can take it, in a role.
func (run *layerRun) pick(i int, turn Turn) {
	r := &run.roles[i]
	r.served = true
	from := r.at
	if r.after >= 0 {
		from = run.roles[r.after].at
	}
	free, second := -1, -1
	for k := 1; k <= len(r.members); k++ {
		at := (from + k) % len(r.members)
		m := r.members[at]
		if !m.serves(turn) || m.person == 0 && r.after >= 0 || run.taken(i, m.person) || run.busyAbove(m.person, turn) {
			continue
		}
		if r.after >= 0 && run.res.who.Away != nil && run.res.who.Away(m.person, turn) {
			if second < 0 {
				second = at
			}
			continue
		}
		free = at
		break
	}
	if free < 0 {
		free = second // away for a part is better than nobody: the shift is flagged
	}
	if free < 0 {
		r.person = 0
		if r.after >= 0 {
			r.at = from
		}
		return
	}
	r.at, r.person = free, r.members[free].person
}

// serves reports whether a place takes a turn: joined by its beginning, and not left before its end.
func (p place) serves(turn Turn) bool {
	return (p.from.IsZero() || !turn.Start.Before(p.from)) && (p.until.IsZero() || !turn.End.After(p.until))
}

// taken reports whether a person has another role of the layer already.
func (run *layerRun) taken(i int, person ID) bool {
	return person != 0 && slices.ContainsFunc(run.roles[:i], func(r roleRun) bool { return r.person == person })
}

// busyAbove reports whether a person holds a role of a layer above within a turn.
func (run *layerRun) busyAbove(person ID, turn Turn) bool {
	if person == 0 {
		return false
	}
	for i := range run.above {
		p := &run.above[i]
		held := p.run.held
		for p.seen < len(held) && !held[p.seen].End.After(turn.Start) {
			p.seen++
		}
		for _, h := range held[p.seen:] {
			if !h.Start.Before(turn.End) {
				break
			}
			if h.person == person && turn.Touches(h.Interval) {
				return true
			}
		}
	}
	return false
}

// note keeps the turn with the times of it that the layer serves, joined to the one it goes on from. A turn that layers above cover
// altogether is none.
func (run *layerRun) note(turn Turn, pieces []Interval, goesOn bool) {
	if len(pieces) == 0 {
		if !goesOn {
			run.turn, run.turnAt = nil, -1
		}
		return
	}
	turn.Interval = Interval{pieces[0].Start, pieces[len(pieces)-1].End}
	if goesOn && run.turn != nil {
		pieces = joined(slices.Clone(run.turn.Active()), pieces)
		turn.Start = run.turn.Start
	}
	turn.Pieces = nil
	if len(pieces) > 1 {
		turn.Pieces = pieces
	}
	res := run.res
	turn.Start, turn.End = turn.Start.In(res.shown), turn.End.In(res.shown)
	switch {
	case goesOn && run.turn != nil && run.turnAt >= 0:
		res.turns[run.turnAt] = turn
	case turn.End.After(res.window.Start):
		res.turns = append(res.turns, turn)
		run.turnAt = len(res.turns) - 1
	default:
		run.turnAt = -1
	}
	run.turn = &turn
}

// add adds the shifts of an active time, less what layers above cover, and returns when any role is left to the layer, where there are
// layers above.
func (run *layerRun) add(piece Interval, goesOn bool) []Interval {
	covered := run.covered(piece)
	var left []Interval
	for i := range run.roles {
		r := &run.roles[i]
		parts := []Interval{piece}
		if above := covered[r.role.Name]; len(above) > 0 {
			parts = Uncovered(piece, above)
		}
		if len(run.above) > 0 {
			left = append(left, parts...)
		}
		for _, part := range parts {
			s := Shift{RotationID: run.res.r.ID, RoleID: r.role.ID, Slot: part.Start, Interval: part, PersonID: r.person, State: Draft}
			if goesOn && r.last.PersonID == s.PersonID && r.last.End.Equal(s.Start) {
				s.Slot, s.Start = r.last.Slot, r.last.Start
			} else {
				r.lastAt = -1
			}
			run.put(r, s)
		}
		if r.person != 0 && len(run.res.runs) > 1 {
			run.hold(roleHold{piece, r.person})
		}
	}
	return Union(left)
}

// put keeps a shift, in the place of the one it lengthens.
func (run *layerRun) put(r *roleRun, s Shift) {
	res := run.res
	s.Slot, s.Start, s.End = s.Slot.In(res.shown), s.Start.In(res.shown), s.End.In(res.shown)
	switch {
	case r.lastAt >= 0:
		res.shifts[r.lastAt] = s
	case s.End.After(res.window.Start):
		res.shifts = append(res.shifts, s)
		r.lastAt = len(res.shifts) - 1
	}
	r.last = s
}

// hold notes that a person holds a role, for layers below. It keeps the list in order of time.
func (run *layerRun) hold(h roleHold) {
	run.held = append(run.held, h)
	for i := len(run.held) - 1; i > 0 && run.held[i].Start.Before(run.held[i-1].Start); i-- {
		run.held[i], run.held[i-1] = run.held[i-1], run.held[i]
	}
}

// covered returns what layers above cover of an active time, by role.
func (run *layerRun) covered(piece Interval) map[string][]Interval {
	var out map[string][]Interval
	for i := range run.above {
		p := &run.above[i]
		begun := piece.Intersect(Interval{p.first, forever})
		if begun.Empty() {
			continue
		}
		open := []Interval{begun}
		if p.open != nil {
			open = p.open.within(begun)
		}
		for _, r := range p.run.roles {
			if out == nil {
				out = map[string][]Interval{}
			}
			out[r.role.Name] = append(out[r.role.Name], open...)
		}
	}
	return out
}
