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
	gains    []float64 // what a duty adds to its taker's load, and takes off its holder's
	loses    []float64
	extra    []float64           // what it adds to Σ load²/share by people who do neither
	knots    []*knot             // nil where no override touches a duty
	tied     []int32             // duties with knots
	known    map[[2]int32]effect // of a duty and its taker, where a way is worked out exactly
	rotation []int32
	length   []int64 // within the share's window: what a taker serves
	less     []int64 // and what the holder serves no more
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
	left       bool  // it is what overrides leave of it, or make of it, once it is given away
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
	left bool // it stands in the way only when the duty is given away; else only when it is not
	hard bool
	side int32 // 0: it is before, 1: after
}

func newSwapFinder(b *SwapBoard, h Handover, o SuggestOptions) *swapFinder {
	f := &swapFinder{b: b, h: h, o: o, loser: -1, n: len(b.People), known: map[[2]int32]effect{}}
	if i, ok := b.index[h.Shift.PersonID]; ok {
		f.loser = int32(i)
	}
	asked := h.Shift
	asked.Interval = h.Part
	f.takes = make([]bool, f.n)
	f.duties, f.holder, f.d = []Shift{asked}, []int32{f.loser}, 1
	if h.ByOverride() {
		f.knots, f.tied = []*knot{{unknown: true}}, []int32{0}
		return f
	}
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
	f.setKnots()
	f.setOwn(number)
	f.setLoads()
	f.setFits()
	return f
}

// setOwn notes everybody's duties, without what the loser gives away, and those that overrides leave to whoever gives something away.
func (f *swapFinder) setOwn(number map[ID]int32) {
	f.own = make([][]busy, f.n)
	add := func(i int32, s Shift, duty int32, left bool) {
		f.own[i] = append(f.own[i], busy{s.Start.UnixMilli(), s.End.UnixMilli(), duty, left, s})
	}
	asked := []effect{{Handover: f.h}}
	for i, p := range f.b.People {
		for _, s := range f.b.own[p.ID] {
			if int32(i) == f.loser {
				for _, part := range cutOut(s, asked) {
					add(int32(i), part, -1, false)
				}
				continue
			}
			t, ok := number[s.ID]
			if !ok || f.holder[t] != int32(i) {
				t = -1
			}
			add(int32(i), s, t, false)
		}
	}
	for _, t := range f.tied {
		i := f.holder[t]
		if i < 0 {
			continue
		}
		for _, s := range of(f.duties[t].PersonID, f.knots[t].after) {
			if t == 0 {
				add(i, s, -1, false)
			} else {
				add(i, s, t, true)
			}
		}
	}
}

// taken are the duties that a taker serves of one. They are a stranger's where overrides touch it.
func (f *swapFinder) taken(t int32) []Shift {
	if f.knots[t] == nil {
		return f.duties[t : t+1]
	}
	return of(stranger, f.knots[t].gained)
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
	f.most = mostOf(b.shareLimit(f.h, window), window)
	f.onCall = make([]int64, f.n)
	for k, p := range b.People {
		f.onCall[k] = int64(onCall(b.own[p.ID], window))
	}
	for t, s := range f.duties {
		f.rotation = append(f.rotation, at[s.RotationID])
		length := int64(s.Interval.Intersect(window).Duration())
		less := length
		k := f.knots[t]
		if k != nil {
			length, less = int64(onCall(f.taken(int32(t)), window)), int64(onCall(of(s.PersonID, k.lost), window))
		}
		f.length, f.less = append(f.length, length), append(f.less, less)
		need := b.Build[s.RotationID].MinSenior
		if k != nil {
			f.senior = append(f.senior, need > 0 && len(b.checkSeniors([]effect{k.effect})) > 0)
			continue
		}
		f.senior = append(f.senior, need > 0 && b.person[s.PersonID].Senior && b.fewSeniors(s, need))
	}
}

// mostOf is the longest time on call in a window that a limit allows: the same to the last digit as checkShare has it.
func mostOf(limit float64, window Interval) int64 {
	all := float64(window.Duration())
	most := int64(limit * all)
	for float64(most)/all > limit {
		most--
	}
	for float64(most+1)/all <= limit && most < math.MaxInt64/2 {
		most++
	}
	return most
}

// fewSeniors reports whether a turn can spare no senior.
func (b *SwapBoard) fewSeniors(s Shift, need int) bool {
	for _, at := range b.moments(effect{Handover: Handover{Shift: s, Part: s.Interval}}, nil) {
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
	spans := make([][]span64, f.d) // that a taker serves, last the whole duty
	for t, s := range f.duties {
		for _, x := range f.taken(int32(t)) {
			spans[t] = append(spans[t], spanOf(x.Interval))
		}
		if k := f.knots[t]; k != nil {
			spans[t] = append(spans[t], spanOf(s.Interval))
			for _, id := range everybody(k.lost) {
				f.lost[t] -= b.wishesFor(id, of(id, k.lost)...)
			}
		} else if i := f.holder[t]; i >= 0 {
			f.lost[t] = -b.wishesFor(b.People[i].ID, s)
		}
	}
	for k, p := range b.People {
		var off []span64
		for _, o := range b.off[p.ID] {
			off = append(off, spanOf(o.Interval))
		}
		gone := int64(math.MaxInt64)
		if at, left := b.gone[p.ID]; left {
			gone = at.UnixMilli()
		}
		for t := range f.duties {
			f.setFit(k, int32(t), spans[t], off, gone, reach)
		}
	}
}

// span64 is an interval in unix milliseconds, which compare faster than times.
type span64 struct{ start, end int64 }

func spanOf(i Interval) span64 { return span64{i.Start.UnixMilli(), i.End.UnixMilli()} }

func (s span64) overlaps(o span64) bool { return s.start < o.end && o.start < s.end }

// setFit says how a duty suits a person. At are the times that they would serve, last the end of all of it.
func (f *swapFinder) setFit(k int, t int32, at []span64, off []span64, gone, reach int64) {
	b, p, x := f.b, &f.b.People[k], &f.fits[k*f.d+int(t)]
	x.near = [2]neighbour{{math.MaxInt64, -1}, {math.MaxInt64, -1}}
	takes := f.taken(t)
	x.out = at[len(at)-1].end > gone
	for i := range takes {
		x.out = x.out || slices.ContainsFunc(off, at[i].overlaps)
	}
	if x.out || len(takes) == 0 {
		return
	}
	if !b.takesTurns(takes[0].RotationID, p.ID) {
		x.bends++
	}
	if x.wishes = b.wishesFor(p.ID, takes...); x.wishes < 0 {
		x.bends++
	}
	x.apart = len(b.apart[p.ID]) > 0 && slices.ContainsFunc(takes, func(s Shift) bool { return b.meetsApart(p.ID, s) })
	x.first = int32(len(f.clashes))
	f.clashesOf(k, takes, t, at, reach, x)
	x.count = int32(len(f.clashes)) - x.first
}

// clashesOf notes what stands in a person's way to a duty, and their two nearest duties.
func (f *swapFinder) clashesOf(k int, takes []Shift, t int32, at []span64, reach int64, x *fit) {
	first, last := at[0].start, at[len(takes)-1].end
	for i := range f.own[k] {
		o := &f.own[k][i]
		if o.duty == t && t > 0 {
			continue // their own
		}
		if away := max(first-o.end, o.start-last); away >= reach && away >= x.near[1].away && away > 0 {
			continue
		}
		hard, near, side := false, false, 0
		for n := range takes {
			away := max(at[n].start-o.end, o.start-at[n].end, 0)
			if o.left {
				x.passes(away, -1) // no nearer than the duty, so it counts only without it
			} else {
				x.passes(away, o.duty)
			}
			if away > 0 && away >= reach {
				continue
			}
			if o.start < at[n].end && at[n].start < o.end {
				hard = true
			} else if !near {
				_, near = f.b.tooNear(o.shift, takes[n])
				side = sideOf(o.start > at[n].start)
			}
		}
		if hard || near {
			f.clashes = append(f.clashes, clash{o.duty, o.left, hard, int32(side)})
		}
	}
}

// passes keeps the two nearest duties, each once.
func (x *fit) passes(away int64, duty int32) {
	switch {
	case away < x.near[0].away:
		if duty != x.near[0].duty {
			x.near[1] = x.near[0]
		}
		x.near[0] = neighbour{away, duty}
	case duty != x.near[0].duty && away < x.near[1].away:
		x.near[1] = neighbour{away, duty}
	}
}

// wishesFor is 1 when duties in one rotation meet a person's wish, −1 when they break one.
func (b *SwapBoard) wishesFor(person ID, duties ...Shift) int8 {
	if len(duties) == 0 || len(b.wishes[duties[0].RotationID][person]) == 0 {
		return 0
	}
	if _, ok := b.wishIn(person, Avoid, duties); ok {
		return -1
	}
	if _, ok := b.wishIn(person, Prefer, duties); ok {
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
