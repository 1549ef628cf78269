package model

import "slices"

// knot is a duty that overrides touch, as its taker finds it: they serve a part of it only, whoever gives it serves a part of it only or
// keeps one, and others may be relieved with it. All that is the same for every stranger, somebody whom none of the overrides names.
type knot struct {
	effect          // for a stranger
	named   []int32 // who is no stranger, less the duty's holder: for them a way is worked out exactly
	others  []int32 // who serves more or less beside holder and taker
	hollow  bool    // the holder serves none of it, or a stranger would not: nothing to give in return
	extra   float64 // what the others add to Σ load²/share
	unknown bool    // nothing of this can be relied on: every way is worked out exactly
}

// stranger is nobody's ID.
const stranger ID = -1

// knotOf returns the knot of a duty, nil where no override touches it.
func (f *swapFinder) knotOf(s Shift) *knot {
	b := f.b
	over := b.overridesAt(s)
	if len(over) == 0 {
		return nil
	}
	k := &knot{effect: b.effect(Handover{Shift: s, Part: s.Interval, To: stranger})}
	for _, o := range over {
		k.unknown = k.unknown || o.Kind == OverrideAdd && o.PersonID == s.PersonID
		for _, id := range []ID{o.PersonID, o.OutID} {
			if i, ok := b.index[id]; ok && id != s.PersonID && !slices.Contains(k.named, int32(i)) {
				k.named = append(k.named, int32(i))
			}
		}
	}
	moved := b.moved([]effect{k.effect})[s.RotationID]
	for _, id := range k.effect.others() {
		i, ok := b.index[id]
		k.unknown = k.unknown || !ok || len(of(id, k.gained)) > 0
		if ok {
			k.others = append(k.others, int32(i))
			load, by := b.fair.load[s.RotationID][id], moved[id]
			k.extra += (2*load*by + by*by) / b.fair.share[s.RotationID][id]
		}
	}
	k.hollow = len(of(s.PersonID, k.lost)) == 0 || len(of(stranger, k.gained)) == 0
	return k
}

// setKnots finds the duties that overrides touch, and what a duty adds to its taker's load and takes off its holder's.
func (f *swapFinder) setKnots() {
	f.knots = make([]*knot, f.d)
	for t, s := range f.duties {
		k := f.knotOf(s)
		f.knots[t] = k
		if k == nil {
			w := f.b.weight(s)
			f.gains, f.loses, f.extra = append(f.gains, w), append(f.loses, w), append(f.extra, 0)
			continue
		}
		f.tied = append(f.tied, int32(t))
		moved := f.b.moved([]effect{k.effect})[s.RotationID]
		f.gains, f.loses, f.extra = append(f.gains, moved[stranger]), append(f.loses, -moved[s.PersonID]), append(f.extra, k.extra)
	}
}

// exact reports whether the tables do not tell what becomes of a way, because an override names somebody in it.
func (f *swapFinder) exact(w *way) bool {
	for i, t := range w.duties[:w.n] {
		k := f.knots[t]
		if k == nil {
			continue
		}
		if k.unknown {
			return true
		}
		for _, p := range w.people[:w.n] {
			if p != f.holder[t] && slices.Contains(k.named, p) {
				return true
			}
		}
		for _, o := range w.duties[:i] {
			if x := f.knots[o]; x != nil && slices.ContainsFunc(x.others, func(p int32) bool { return slices.Contains(k.others, p) }) {
				return true
			}
		}
	}
	return false
}

// findExactly looks at the ways that the tables do not tell.
func (f *swapFinder) findExactly() {
	if len(f.tied) == 0 {
		return
	}
	if f.o.wants(SwapCover) {
		for b := range int32(f.n) {
			if b != f.loser {
				f.tryExactly(way{duties: [3]int32{0}, people: [3]int32{b}, n: 1})
			}
		}
	}
	for e := int32(1); e < int32(f.d); e++ {
		b := f.holder[e]
		if f.o.wants(SwapExchange) {
			f.tryExactly(way{duties: [3]int32{0, e}, people: [3]int32{b, f.loser}, n: 2})
		}
		if !f.o.wants(SwapChain) {
			continue
		}
		for g := int32(1); g < int32(f.d); g++ {
			if c := f.holder[g]; c != b && (f.knots[0] != nil || f.knots[e] != nil || f.knots[g] != nil) {
				f.tryExactly(way{duties: [3]int32{0, e, g}, people: [3]int32{b, c, f.loser}, n: 3})
			}
		}
	}
}

// tryExactly works a way out as it would be, where the tables do not tell.
func (f *swapFinder) tryExactly(w way) {
	if !f.exact(&w) {
		return
	}
	f.tried++
	if !f.strangersFit(&w) {
		return
	}
	hs := f.handovers(&w)
	es := f.effects(&w, hs)
	if w.n > 1 && !trades(es) {
		return
	}
	w.change = micro(f.b.changeOf(hs, es))
	if full := len(f.best) == f.o.Most; full && f.takes[w.people[0]] {
		if worst := &f.best[len(f.best)-1]; worst.bends == 0 && w.change > worst.change {
			return
		}
	}
	problems := f.b.Check(hs)
	if len(Hard(problems)) > 0 || len(problems) > 0 && !f.o.MayBend {
		return
	}
	f.takes[w.people[0]] = true
	w.bends, w.wishes, w.gap = int32(len(problems)), -int32(f.b.wishesOf(es)), f.b.gapOf(es)
	f.keep(w)
}

// strangersFit reports whether those takers in a way can take their duty whom no override over its duties names: for them the tables hold.
func (f *swapFinder) strangersFit(w *way) bool {
	for k, p := range w.people[:w.n] {
		lose, known := int32(-1), true
		for _, t := range w.duties[:w.n] {
			if f.holder[t] == p {
				lose = t
			}
			x := f.knots[t]
			known = known && (x == nil || !x.unknown && !slices.Contains(x.named, p))
		}
		if !known {
			continue
		}
		if _, ok := f.suits(p, lose, w.duties[k]); !ok {
			return false
		}
	}
	return true
}

// effects are those of a way's handovers, each worked out once.
func (f *swapFinder) effects(w *way, hs []Handover) []effect {
	out := make([]effect, len(hs))
	for k, h := range hs {
		key := [2]int32{w.duties[k], w.people[k]}
		e, ok := f.known[key]
		if !ok {
			e = f.b.effect(h)
			f.known[key] = e
		}
		out[k] = e
	}
	return out
}
