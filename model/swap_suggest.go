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
// neighbouring duties, of which more is better. Whoever takes the asked part need not be the one who gives something back. All of it goes
// by who really serves: in an exchange everybody serves what they give, and will serve some of what they take. A duty that an override
// made can be covered only, by another override.
func (b *SwapBoard) Suggest(h Handover, o SuggestOptions) Suggestions {
	if o.Most <= 0 {
		o.Most = 20
	}
	out := Suggestions{For: h}
	if p := b.checkShift(Handover{h.Shift, h.Part, -1}, nil); p.Rule != "" {
		return out
	}
	f := newSwapFinder(b, h, o)
	if !h.ByOverride() {
		f.find()
	}
	f.findExactly()
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

// suits reports whether a person can take a duty when they give another one away (−1: none), and how many rules that bends.
func (f *swapFinder) suits(k, lose, take int32) (bends int32, ok bool) {
	x := &f.fits[int(k)*f.d+int(take)]
	if x.out {
		return 0, false
	}
	bends = int32(x.bends)
	var short [2]int32 // rests before and after
	for _, c := range f.clashes[x.first : x.first+x.count] {
		if given := lose >= 0 && c.duty == lose; given != c.left {
			continue
		}
		if c.hard {
			return 0, false
		}
		short[c.side] = 1
	}
	bends += short[0] + short[1]
	more := f.length[take]
	if lose >= 0 {
		more -= f.less[lose]
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
		return add(f.rotation[take], f.gains[take])
	case take < 0:
		return add(f.rotation[lose], -f.loses[lose])
	case f.rotation[take] == f.rotation[lose]:
		return add(f.rotation[take], f.gains[take]-f.loses[lose])
	default:
		return add(f.rotation[take], f.gains[take]) + add(f.rotation[lose], -f.loses[lose])
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
	if f.d == 1 || f.hollow(0) {
		return
	}
	type back struct {
		duty, bends int32
		change      float64
	}
	var forA []back // duties that the loser could take instead
	for e := int32(1); e < int32(f.d); e++ {
		if bends, ok := f.suits(a, 0, e); ok && !f.hollow(e) {
			forA = append(forA, back{e, bends, f.change(a, e, 0) + f.extra[e]})
		}
	}
	for e := int32(1); e < int32(f.d); e++ {
		b := f.holder[e]
		bends, ok := f.suits(b, e, 0)
		if !ok || f.hollow(e) {
			continue
		}
		change := f.change(b, 0, e) + f.extra[0]
		if x, ok := f.suits(a, 0, e); ok && f.o.wants(SwapExchange) {
			f.add(way{duties: [3]int32{0, e}, people: [3]int32{b, a}, n: 2, bends: bends + x, change: micro(change + f.change(a, e, 0) + f.extra[e])})
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
			f.add(way{duties: [3]int32{0, e, g.duty}, people: [3]int32{b, c, a}, n: 3, bends: bends + x + g.bends, change: micro(change + f.extra[e] + f.change(c, e, g.duty) + g.change)})
		}
	}
}

func (f *swapFinder) tryCover(b int32) {
	f.tried++
	bends, ok := f.suits(b, -1, 0)
	if !ok {
		return
	}
	change := f.change(b, 0, -1) + f.extra[0]
	if f.loser >= 0 {
		change += f.change(f.loser, -1, 0)
	}
	f.add(way{duties: [3]int32{0}, people: [3]int32{b}, n: 1, bends: bends, change: micro(change)})
}

// hollow reports whether a duty is no part of an exchange between strangers to the overrides over it.
func (f *swapFinder) hollow(t int32) bool { return f.knots[t] != nil && f.knots[t].hollow }

func micro(x float64) int64 { return int64(math.Round(x * 1e6)) }

// add keeps a way that is among the best and passes what the tables do not tell: seniors, and people kept apart.
func (f *swapFinder) add(w way) {
	if w.n < 3 {
		f.tried++
	}
	if len(f.tied) > 0 && f.exact(&w) {
		return
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
	worse := func() bool { return full && w.compare(&f.best[len(f.best)-1]) >= 0 }
	if !worse() && f.allowed(&w) {
		f.keep(w)
	}
}

// keep puts a way in its place among the best, if it is one of them.
func (f *swapFinder) keep(w way) {
	at, _ := slices.BinarySearchFunc(f.best, w, func(x, y way) int { return x.compare(&y) })
	if at < f.o.Most {
		f.best = slices.Insert(f.best, at, w)
		f.best = f.best[:min(len(f.best), f.o.Most)]
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
