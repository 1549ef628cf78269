package model

import (
	"math"
	"slices"
	"time"
)

// swapFinder looks for ways with everything in tables by numbers: a team of a hundred with a year's duties has a quarter of a million
// three-way exchanges to look at.
type swapFinder struct {
	b     *SwapBoard
	h     Handover
	o     SuggestOptions
	loser int32 // −1: nobody has the shift
	tried int
	best  []way // sorted, at most o.Most
	takes []bool

	n, d     int     // people; duties, the asked part first
	duties   []Shift // later parts are whole shifts that have not begun
	holder   []int32
	weight   []float64
	rotation []int32
	length   []int64 // within the share's window
	own      [][]busy
	load     [][]float64 // by rotation and person
	share    [][]float64
	fits     []fit // by person and duty
	clashes  []clash
	lost     []int8 // wishes of a duty's holder that losing it meets less those it breaks
	senior   []bool // a duty whose taker has to be a senior
	onCall   []int64
	most     int64 // of onCall that the rules allow
}

// busy is one of a person's duties.
type busy struct {
	start, end int64 // unix milliseconds
	duty       int32 // its number; −1 when it cannot be given away
	shift      Shift
}

// fit is how a duty would suit a person, whatever they give away.
type fit struct {
	out    bool // away, or left
	apart  bool // somebody they are kept apart from is on call there: look closely
	bends  int8
	wishes int8 // met less broken
	first  int32
	count  int32 // of clashes
	near   [2]neighbour
}

// neighbour is one of a person's own duties, and the time between it and a further one in milliseconds.
type neighbour struct {
	away int64
	duty int32
}

// clash is one of a person's own duties that a further duty would overlap, or leave too little rest to.
type clash struct {
	duty int32
	hard bool
}

func newSwapFinder(b *SwapBoard, h Handover, o SuggestOptions) *swapFinder {
	f := &swapFinder{b: b, h: h, o: o, loser: -1, n: len(b.People)}
	if i, ok := b.index[h.Shift.PersonID]; ok {
		f.loser = int32(i)
	}
	asked := h.Shift
	asked.Interval = h.Part
	f.duties, f.holder = []Shift{asked}, []int32{f.loser}
	number := map[ID]int32{}
	if f.loser >= 0 && (o.wants(SwapExchange) || o.wants(SwapChain)) {
		for _, s := range b.Shifts {
			i, known := b.index[s.PersonID]
			if !known || s.ID <= 0 || int32(i) == f.loser || s.State != h.Shift.State || s.State == Published && !s.Start.After(b.Now) {
				continue
			}
			number[s.ID] = int32(len(f.duties))
			f.duties, f.holder = append(f.duties, s), append(f.holder, int32(i))
		}
	}
	f.d = len(f.duties)
	f.takes = make([]bool, f.n)
	f.setOwn(number)
	f.setLoads()
	f.setFits()
	return f
}

func (f *swapFinder) setOwn(number map[ID]int32) {
	f.own = make([][]busy, f.n)
	for i, p := range f.b.People {
		for _, s := range f.b.own[p.ID] {
			duty, ok := number[s.ID]
			if !ok || s.Override != 0 {
				duty = -1
			}
			for _, part := range without(s, []Handover{f.h}) {
				f.own[i] = append(f.own[i], busy{part.Start.UnixMilli(), part.End.UnixMilli(), duty, part})
			}
		}
	}
}

func (f *swapFinder) setLoads() {
	b := f.b
	at := map[ID]int32{}
	for i, r := range b.Rotations {
		at[r.ID] = int32(i)
		load, share := make([]float64, f.n), make([]float64, f.n)
		for k, p := range b.People {
			load[k], share[k] = b.fair.load[r.ID][p.ID], b.fair.share[r.ID][p.ID]
		}
		f.load, f.share = append(f.load, load), append(f.share, share)
	}
	window := b.shareWindow(f.h.Part)
	f.most = int64(b.shareLimit(f.h, window) * float64(window.Duration()))
	f.onCall = make([]int64, f.n)
	for k, p := range b.People {
		f.onCall[k] = int64(onCall(b.own[p.ID], window))
	}
	for _, s := range f.duties {
		f.weight = append(f.weight, b.weight(s))
		f.rotation = append(f.rotation, at[s.RotationID])
		f.length = append(f.length, int64(s.Interval.Intersect(window).Duration()))
		need := b.Build[s.RotationID].MinSenior
		f.senior = append(f.senior, need > 0 && b.person[s.PersonID].Senior && b.fewSeniors(s, need))
	}
}

// fewSeniors reports whether a turn can spare no senior.
func (b *SwapBoard) fewSeniors(s Shift, need int) bool {
	for _, at := range b.moments(Handover{Shift: s, Part: s.Interval}) {
		if b.seniorsAt(s.RotationID, at, nil) <= need {
			return true
		}
	}
	return false
}

func (f *swapFinder) setFits() {
	b := f.b
	reach := int64(b.Duty.Rest / time.Millisecond)
	for _, r := range b.Rotations {
		if n := b.Build[r.ID].RestTurns; n > 0 {
			reach = max(reach, int64(n)*int64(r.At(b.Now).Hours()+80)*3_600_000)
		}
	}
	f.fits = make([]fit, f.n*f.d)
	f.lost = make([]int8, f.d)
	spans := make([]span64, f.d)
	for t, s := range f.duties {
		spans[t] = spanOf(s.Interval)
		if k := f.holder[t]; k >= 0 {
			f.lost[t] = -b.wishesFor(b.People[k].ID, s)
		}
	}
	for k, p := range b.People {
		var off []span64
		for _, o := range b.off[p.ID] {
			off = append(off, spanOf(o.Interval))
		}
		if gone, left := b.gone[p.ID]; left {
			off = append(off, span64{gone.UnixMilli(), math.MaxInt64})
		}
		for t, s := range f.duties {
			f.setFit(k, int32(t), s, spans[t], off, reach)
		}
	}
}

// span64 is an interval in unix milliseconds, which compare faster than times.
type span64 struct{ start, end int64 }

func spanOf(i Interval) span64 { return span64{i.Start.UnixMilli(), i.End.UnixMilli()} }

func (s span64) overlaps(o span64) bool { return s.start < o.end && o.start < s.end }

func (f *swapFinder) setFit(k int, t int32, s Shift, at span64, off []span64, reach int64) {
	b, p, x := f.b, &f.b.People[k], &f.fits[k*f.d+int(t)]
	if slices.ContainsFunc(off, at.overlaps) {
		x.out = true
		return
	}
	if !b.takesTurns(s.RotationID, p.ID) {
		x.bends++
	}
	if x.wishes = b.wishesFor(p.ID, s); x.wishes < 0 {
		x.bends++
	}
	x.apart = b.meetsApart(p.ID, s)
	x.first = int32(len(f.clashes))
	f.clashesOf(k, s, t, at, reach, x)
	x.count = int32(len(f.clashes)) - x.first
}

// clashesOf notes what stands in a person's way to a duty, and their two nearest duties.
func (f *swapFinder) clashesOf(k int, s Shift, t int32, at span64, reach int64, x *fit) {
	x.near = [2]neighbour{{math.MaxInt64, -1}, {math.MaxInt64, -1}}
	for i := range f.own[k] {
		o := &f.own[k][i]
		if o.duty == t && t > 0 {
			continue // their own
		}
		away := max(at.start-o.end, o.start-at.end, 0)
		if away < x.near[0].away {
			x.near[0], x.near[1] = neighbour{away, o.duty}, x.near[0]
		} else if away < x.near[1].away {
			x.near[1] = neighbour{away, o.duty}
		}
		if away > 0 && away >= reach {
			continue
		}
		if o.start < at.end && at.start < o.end {
			f.clashes = append(f.clashes, clash{o.duty, true})
		} else if _, near := f.b.tooNear(o.shift, s); near {
			f.clashes = append(f.clashes, clash{o.duty, false})
		}
	}
}

// wishesFor is 1 when a duty meets a person's wish, −1 when it breaks one.
func (b *SwapBoard) wishesFor(person ID, s Shift) int8 {
	if len(b.wishes[s.RotationID][person]) == 0 {
		return 0
	}
	if _, ok := b.wishAt(person, Avoid, s); ok {
		return -1
	}
	if _, ok := b.wishAt(person, Prefer, s); ok {
		return 1
	}
	return 0
}

// meetsApart reports whether somebody whom a person is kept apart from is on call beside a duty.
func (b *SwapBoard) meetsApart(person ID, s Shift) bool {
	for _, other := range b.apart[person] {
		for _, o := range b.own[other] {
			if o.ID != s.ID && o.RotationID == s.RotationID && o.Overlaps(s.Interval) {
				return true
			}
		}
	}
	return false
}
