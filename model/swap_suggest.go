package model

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// SuggestOptions say which ways to look for.
type SuggestOptions struct {
	Kinds   []SwapKind // none: all
	MayBend bool       // list ways that need consent as well, after those that keep all rules
	Most    int        // ways to list; 0: 20
}

func (o SuggestOptions) wants(k SwapKind) bool {
	return len(o.Kinds) == 0 || slices.Contains(o.Kinds, k)
}

// Suggestion is one way for a shift, or a part of it, to change hands.
type Suggestion struct {
	Kind      SwapKind
	Handovers []Handover    // the one asked for first
	People    []ID          // disturbed; whoever loses the shift first
	Bends     []SwapProblem // none: all rules are kept
	Change    float64       // of Σ load²/share, in duties²; negative is fairer
	Wishes    int           // wishes that come true less wishes that break
	Gap       time.Duration // least time between what somebody takes and their duties before and after; for ever where they have none
	Loads     []SwapLoad
	Reasons   []SwapReason
}

// SwapReason is one thing that speaks for a way or against it, in words.
type SwapReason struct {
	Good bool
	Text string
}

// CannotTake are people who cannot take a shift, for one reason.
type CannotTake struct {
	Reason string
	People []ID
}

// Suggestions are the ways for a shift to change hands, best first.
type Suggestions struct {
	For    Handover
	List   []Suggestion
	Tried  int          // ways looked at
	Cannot []CannotTake // who can take the shift in no way that is wanted
}

// Suggest lists the feasible ways for a part of a shift to change hands, best first: somebody covers it, two people exchange, or three.
// They are ranked by (1) rules bent, (2) the change of Σ load²/share, (3) people disturbed, (4) wishes, (5) the least time to the takers'
// neighbouring duties, of which more is better. Whoever takes the asked part need not be the one who gives something back.
func (b *SwapBoard) Suggest(h Handover, o SuggestOptions) Suggestions {
	if o.Most <= 0 {
		o.Most = 20
	}
	out := Suggestions{For: h}
	if p := b.checkShift(Handover{h.Shift, h.Part, -1}, nil); p.Rule != "" {
		return out
	}
	f := newSwapFinder(b, h, o)
	f.find()
	out.Tried = f.tried
	for _, w := range f.best {
		out.List = append(out.List, f.suggestion(w))
	}
	out.Cannot = f.cannot()
	return out
}

// way is a suggestion in numbers: duties[k] goes to people[k]. Duty 0 is the asked part.
type way struct {
	duties [3]int32
	people [3]int32
	n      int32
	bends  int32
	change int64 // millionths
	wishes int32 // broken less met
	gap    time.Duration
}

func (w *way) disturbed() int32 { return max(2, w.n) }

// compare orders ways by their rank; ties by time and person, so that the order is always the same.
func (w *way) compare(o *way) int {
	return cmp.Or(cmp.Compare(w.bends, o.bends), cmp.Compare(w.change, o.change), cmp.Compare(w.disturbed(), o.disturbed()), cmp.Compare(w.wishes, o.wishes),
		-cmp.Compare(w.gap, o.gap), cmp.Compare(w.n, o.n), slices.Compare(w.duties[:w.n], o.duties[:o.n]), slices.Compare(w.people[:w.n], o.people[:o.n]))
}

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

// suits reports whether a person can take a duty when they give another one away (−1: none), and how many rules that bends.
func (f *swapFinder) suits(k, lose, take int32) (bends int32, ok bool) {
	x := &f.fits[int(k)*f.d+int(take)]
	if x.out {
		return 0, false
	}
	bends = int32(x.bends)
	for _, c := range f.clashes[x.first : x.first+x.count] {
		if lose >= 0 && c.duty == lose {
			continue
		}
		if c.hard {
			return 0, false
		}
		bends++
	}
	more := f.length[take]
	if lose >= 0 {
		more -= f.length[lose]
	}
	if more > 0 && f.onCall[k]+more > f.most {
		bends++
	}
	return bends, f.o.MayBend || bends == 0
}

// change is what taking one duty and giving another away (−1: none) adds to Σ load²/share for one person.
func (f *swapFinder) change(k, take, lose int32) float64 {
	add := func(r int32, w float64) float64 { return (2*f.load[r][k]*w + w*w) / f.share[r][k] }
	switch {
	case lose < 0:
		return add(f.rotation[take], f.weight[take])
	case take < 0:
		return add(f.rotation[lose], -f.weight[lose])
	case f.rotation[take] == f.rotation[lose]:
		return add(f.rotation[take], f.weight[take]-f.weight[lose])
	default:
		return add(f.rotation[take], f.weight[take]) + add(f.rotation[lose], -f.weight[lose])
	}
}

// find looks at all ways. The loser gives the asked duty to b; in an exchange b gives e back, in a three-way one c takes e and the loser
// takes f from c.
func (f *swapFinder) find() {
	a := f.loser
	if f.o.wants(SwapCover) {
		for b := range int32(f.n) {
			if b != a {
				f.tryCover(b)
			}
		}
	}
	if f.d == 1 {
		return
	}
	type back struct {
		duty, bends int32
		change      float64
	}
	var forA []back // duties that the loser could take instead
	for e := int32(1); e < int32(f.d); e++ {
		if bends, ok := f.suits(a, 0, e); ok {
			forA = append(forA, back{e, bends, f.change(a, e, 0)})
		}
	}
	for e := int32(1); e < int32(f.d); e++ {
		b := f.holder[e]
		bends, ok := f.suits(b, e, 0)
		if !ok {
			continue
		}
		change := f.change(b, 0, e)
		if x, ok := f.suits(a, 0, e); ok && f.o.wants(SwapExchange) {
			f.add(way{duties: [3]int32{0, e}, people: [3]int32{b, a}, n: 2, bends: bends + x, change: micro(change + f.change(a, e, 0))})
		}
		if !f.o.wants(SwapChain) {
			continue
		}
		for i := range forA {
			g := &forA[i]
			c := f.holder[g.duty]
			if c == b {
				continue
			}
			f.tried++
			x, ok := f.suits(c, g.duty, e)
			if !ok {
				continue
			}
			f.add(way{duties: [3]int32{0, e, g.duty}, people: [3]int32{b, c, a}, n: 3, bends: bends + x + g.bends, change: micro(change + f.change(c, e, g.duty) + g.change)})
		}
	}
}

func (f *swapFinder) tryCover(b int32) {
	f.tried++
	bends, ok := f.suits(b, -1, 0)
	if !ok {
		return
	}
	change := f.change(b, 0, -1)
	if f.loser >= 0 {
		change += f.change(f.loser, -1, 0)
	}
	f.add(way{duties: [3]int32{0}, people: [3]int32{b}, n: 1, bends: bends, change: micro(change)})
}

func micro(x float64) int64 { return int64(math.Round(x * 1e6)) }

// add keeps a way that is among the best and passes what the tables do not tell: seniors, and people kept apart.
func (f *swapFinder) add(w way) {
	if w.n < 3 {
		f.tried++
	}
	if !f.takes[w.people[0]] {
		f.takes[w.people[0]] = f.allowed(&w)
	}
	full := len(f.best) == f.o.Most
	if full {
		worst := &f.best[len(f.best)-1]
		if c := cmp.Or(cmp.Compare(w.bends, worst.bends), cmp.Compare(w.change, worst.change), cmp.Compare(w.disturbed(), worst.disturbed())); c > 0 {
			return
		}
	}
	for k := range w.n {
		w.wishes -= int32(f.fits[int(w.people[k])*f.d+int(w.duties[k])].wishes) + int32(f.lost[w.duties[k]])
	}
	w.gap = f.gap(&w)
	if full && w.compare(&f.best[len(f.best)-1]) >= 0 || !f.allowed(&w) {
		return
	}
	at, _ := slices.BinarySearchFunc(f.best, w, func(x, y way) int { return x.compare(&y) })
	f.best = slices.Insert(f.best, at, w)
	if len(f.best) > f.o.Most {
		f.best = f.best[:f.o.Most]
	}
}

// allowed looks at a way where seniors are scarce or people are kept apart. Where nothing else that changes hands lies in the same turn,
// the tables tell it all; else it looks closely.
func (f *swapFinder) allowed(w *way) bool {
	closely := false
	for k := range w.n {
		t := w.duties[k]
		beside := false
		for j := range w.n {
			o := w.duties[j]
			beside = beside || j != k && f.rotation[t] == f.rotation[o] && f.duties[t].Overlaps(f.duties[o].Interval)
		}
		against := f.senior[t] && !f.b.People[w.people[k]].Senior || f.fits[int(w.people[k])*f.d+int(t)].apart
		if against && !beside {
			return false
		}
		closely = closely || against || beside && len(f.b.Aparts) > 0
	}
	return !closely || len(Hard(f.b.Check(f.handovers(w)))) == 0
}

// gap is the least time between what people take and their neighbouring duties.
func (f *swapFinder) gap(w *way) time.Duration {
	least := int64(math.MaxInt64)
	for k := range w.n {
		lose := int32(-2) // nothing
		for j := range w.n {
			if d := w.duties[j]; d > 0 && f.holder[d] == w.people[k] {
				lose = d
			}
		}
		near := &f.fits[int(w.people[k])*f.d+int(w.duties[k])].near
		away := near[0].away
		if near[0].duty == lose {
			away = near[1].away
		}
		least = min(least, away)
	}
	if least == math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(least) * time.Millisecond
}

func (f *swapFinder) handovers(w *way) []Handover {
	var out []Handover
	for k := range w.n {
		s := f.duties[w.duties[k]]
		h := Handover{Shift: s, Part: s.Interval, To: f.b.People[w.people[k]].ID}
		if w.duties[k] == 0 {
			h.Shift = f.h.Shift
		}
		out = append(out, h)
	}
	return out
}
