package model

import (
	"slices"
	"time"
)

// SwapFacts are what swaps are decided on: the duties of all rotations from some time back to the end of what is published, and
// whatever speaks for or against somebody's taking one.
type SwapFacts struct {
	Now       time.Time
	People    []Person
	Rotations []Rotation
	Shifts    []Shift    // published; a rotation's draft in their place when a draft is edited
	Overrides []Override // over what is published: who really serves counts, but what changes hands are shifts
	TimeOff   []TimeOff
	Wishes    []Wish
	Aparts    []Apart
	Duty      DutyRules
	Build     map[ID]BuildRules       // by rotation; one that is missing has DefaultRules
	Heavy     map[ID][]Date           // by rotation, the public holidays that make a turn weigh HolidayFactor
	First     map[ID]map[ID]time.Time // by rotation and person, when their first duty ever began; a newcomer gets credit by it
	Asked     map[ID]int              // by person, how often they were asked to help out lately
}

// SwapBoard is SwapFacts made ready to answer questions. It holds no state of its own and is safe for use by several goroutines.
type SwapBoard struct {
	SwapFacts
	person   map[ID]Person
	rotation map[ID]Rotation
	index    map[ID]int     // of a person in People
	duties   []Shift        // who really serves, in order of time
	own      map[ID][]Shift // a person's duties in order of time
	off      map[ID][]TimeOff
	gone     map[ID]time.Time         // from when on somebody is no longer in the team
	wishes   map[ID]map[ID][]wishSpan // by rotation, whose days they are told in, and person
	apart    map[ID][]ID
	members  map[ID][]ID               // who takes turns in a rotation by the rule of now
	turns    map[ID]map[ID]bool        // the same, to look up
	longest  time.Duration             // of all duties, so that those at a time can be searched for
	turn     map[turnKey]time.Duration // how long a slot is: what its parts add up to
	over     map[ID][]Override         // by role, in the order in which they lie
	fair     fairness
}

// wishSpan is a wish with its days as a span of time.
type wishSpan struct {
	Wish
	Interval
}

// turnKey names a turn of one role, whatever parts it was cut into.
type turnKey struct {
	role ID
	slot int64
}

func keyOf(s Shift) turnKey { return turnKey{s.RoleID, s.Slot.UnixMilli()} }

// NewSwapBoard makes facts ready.
func NewSwapBoard(f SwapFacts) *SwapBoard {
	f.Shifts = slices.Clone(f.Shifts)
	SortShifts(f.Shifts)
	b := &SwapBoard{
		SwapFacts: f, person: map[ID]Person{}, rotation: map[ID]Rotation{}, index: map[ID]int{}, own: map[ID][]Shift{}, off: map[ID][]TimeOff{},
		gone: map[ID]time.Time{}, wishes: map[ID]map[ID][]wishSpan{}, apart: map[ID][]ID{}, members: map[ID][]ID{}, turns: map[ID]map[ID]bool{}, turn: map[turnKey]time.Duration{},
		over: map[ID][]Override{},
	}
	build := map[ID]BuildRules{}
	for i, p := range f.People {
		b.person[p.ID], b.index[p.ID] = p, i
		if loc, err := Zone(p.Zone); err == nil && !p.Left.IsZero() {
			b.gone[p.ID] = p.Left.Start(loc)
		}
	}
	for _, r := range f.Rotations {
		b.rotation[r.ID], b.members[r.ID], b.turns[r.ID] = r, r.At(f.Now).People(), map[ID]bool{}
		for _, id := range b.members[r.ID] {
			b.turns[r.ID][id] = true
		}
		rules, ok := f.Build[r.ID]
		if !ok {
			rules = DefaultRules(r)
		}
		build[r.ID] = rules
	}
	b.Build = build
	for _, s := range b.Shifts {
		b.turn[keyOf(s)] += s.Duration()
	}
	f.Overrides = slices.Clone(f.Overrides)
	SortOverrides(f.Overrides)
	for _, o := range f.Overrides {
		b.over[o.RoleID] = append(b.over[o.RoleID], o)
	}
	b.duties = b.serving()
	for _, s := range b.duties {
		if s.PersonID != 0 {
			b.own[s.PersonID] = append(b.own[s.PersonID], s)
		}
		b.longest = max(b.longest, s.Duration())
	}
	for _, t := range f.TimeOff {
		b.off[t.PersonID] = append(b.off[t.PersonID], t)
	}
	for _, r := range f.Rotations {
		b.wishes[r.ID] = map[ID][]wishSpan{}
		loc, err := Zone(r.Zone)
		if err != nil {
			loc = time.UTC
		}
		for _, w := range f.Wishes {
			span := wishSpan{w, Interval{w.From.Start(loc), w.Until.AddDays(1).Start(loc)}}
			b.wishes[r.ID][w.PersonID] = append(b.wishes[r.ID][w.PersonID], span)
		}
	}
	for _, a := range f.Aparts {
		b.apart[a.A] = append(b.apart[a.A], a.B)
		b.apart[a.B] = append(b.apart[a.B], a.A)
	}
	b.fair = b.spread()
	return b
}

// serving lays the overrides over what is published.
func (b *SwapBoard) serving() []Shift {
	if len(b.Overrides) == 0 {
		return b.Shifts
	}
	out := Duties(b.Shifts, b.Overrides)
	for _, s := range b.Shifts {
		if s.State == Draft {
			out = append(out, s)
		}
	}
	SortShifts(out)
	return out
}

// PartsOf returns the parts of a person's shifts that fall into an interval and have not begun, in order of time: of a shift under way
// its rest, and nothing of what an override gave to somebody else. Duties that only an override gives them are returned apart: they end
// with the override.
func (b *SwapBoard) PartsOf(person ID, during Interval) (parts []Handover, overrides []Shift) {
	for _, s := range b.own[person] {
		part := during.Intersect(RestFrom(s, b.Now))
		if part.Empty() || s.State != Published {
			continue
		}
		loc := s.Start.Location()
		part = Interval{part.Start.In(loc), part.End.In(loc)}
		i := slices.IndexFunc(b.Shifts, func(x Shift) bool { return x.ID == s.ID })
		if s.Override != 0 || i < 0 {
			s.Interval = part
			overrides = append(overrides, s)
			continue
		}
		parts = append(parts, Handover{Shift: b.Shifts[i], Part: part})
	}
	return parts, overrides
}

// Name returns a person's first name, for sentences.
func (b *SwapBoard) Name(id ID) string {
	if p, ok := b.person[id]; ok {
		return p.First()
	}
	return "nobody"
}

// takesTurns reports whether a person is in the order of a rotation. A rotation without people has no strangers.
func (b *SwapBoard) takesTurns(rotation, person ID) bool {
	turns := b.turns[rotation]
	return len(turns) == 0 || turns[person]
}

// Find returns the shift with a calendar UID.
func (b *SwapBoard) Find(uid string) (Shift, bool) {
	if uid == "" {
		return Shift{}, false
	}
	i := slices.IndexFunc(b.Shifts, func(s Shift) bool { return s.UID == uid })
	if i < 0 {
		return Shift{}, false
	}
	return b.Shifts[i], true
}

// With returns the board as it is after some handovers were made.
func (b *SwapBoard) With(hs []Handover) (*SwapBoard, error) {
	f := b.SwapFacts
	for _, h := range hs {
		if h.ByOverride() {
			o := h.Override()
			o.ID = -ID(len(f.Overrides) + 1) // not a row yet, but told from the others
			f.Overrides = append(slices.Clone(f.Overrides), o)
		}
	}
	hs = slices.DeleteFunc(slices.Clone(hs), Handover.ByOverride)
	pieces, err := SplitHandovers(hs)
	if err != nil {
		return nil, err
	}
	f.Shifts = slices.DeleteFunc(slices.Clone(f.Shifts), func(s Shift) bool {
		return slices.ContainsFunc(hs, func(h Handover) bool { return h.Shift.ID == s.ID })
	})
	for i := range pieces {
		if pieces[i].ID == 0 {
			pieces[i].ID = -ID(len(f.Shifts) + i + 1) // not a row yet, but told from the others
		}
	}
	f.Shifts = append(f.Shifts, pieces...)
	return NewSwapBoard(f), nil
}
