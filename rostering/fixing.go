package rostering

// fixing drops options by reduced cost: a person's cheapest schedule with a duty
// in it, compared with the cheapest without that condition, says how much the
// bound would rise if the duty were theirs. If it rises above the target, no
// rota at the target gives them that duty.

// fixStates is the most states for which pairs of them are tried.
const fixStates = 400

// fix is which options (duty·N + person) remain for rotas of at most target.
// value must be L(y). ok is false where some duty has no option left: then no
// rota reaches the target.
func (l *lagrangian) fix(y []float64, value, target float64) (allowed []bool, ok bool) {
	p := l.p
	allowed = make([]bool, p.D*p.N)
	var back workspace[float64]
	var path []int32
	for i, pl := range l.plans {
		l.gains, l.end = l.gain(pl, y, l.gains), l.ends(pl, y, l.end)
		var best float64
		best, path = cheapest(pl, &l.ws, l.gains, l.end, path)
		slack := target - value + best + 1e-6
		if pl.states > fixStates {
			for _, d := range pl.duties {
				allowed[int(d)*p.N+i] = true
			}
			continue
		}
		forward(pl, &l.ws, l.gains) // without the limit in a row: a lower bound all the same
		backward(pl, &back, l.gains)
		for k := range pl.slots {
			for e := pl.first[k]; e < pl.first[k+1]; e++ {
				if l.within(pl, &back, k, e, slack) {
					allowed[int(pl.duties[e])*p.N+i] = true
				}
			}
		}
	}
	for d := range p.D {
		found := false
		for _, i := range p.eligible[d] {
			found = found || allowed[d*p.N+int(i)]
		}
		if !found {
			return allowed, false
		}
	}
	return allowed, true
}

// within reports whether some schedule with entry e in slot k costs at most
// slack.
func (l *lagrangian) within(pl *plan, back *workspace[float64], k int, e int32, slack float64) bool {
	S := pl.states
	early := l.ws.best[int(pl.before[k])*S:][:S]
	late := back.best[pl.after(k)*S:][:S]
	shift, g := int(pl.shift[e]), l.gains[e]
	for a, va := range early {
		if va <= unreachable/2 {
			continue
		}
		for b := 0; a+b+shift < S; b++ {
			if vb := late[b]; vb > unreachable/2 && l.end[a+b+shift]-va-vb-g <= slack {
				return true
			}
		}
	}
	return false
}

// after is the first entry of slots more than rest after entry k.
func (pl *plan) after(k int) int {
	for a := k + 1; a < len(pl.slots); a++ {
		if int(pl.before[a]) > k {
			return a
		}
	}
	return len(pl.slots)
}

// backward fills best[k·S + s]: the most gain of a schedule within the slots
// from k on that adds s to the state.
func backward(pl *plan, w *workspace[float64], gain []float64) {
	S, K := pl.states, len(pl.slots)
	w.grow((K + 1) * S)
	for s := range S {
		w.best[K*S+s] = unreachable
	}
	w.best[K*S] = 0
	for k := K - 1; k >= 0; k-- {
		now := w.best[k*S : (k+1)*S]
		copy(now, w.best[(k+1)*S:(k+2)*S])
		from := w.best[pl.after(k)*S:][:S]
		for e := pl.first[k]; e < pl.first[k+1]; e++ {
			g, shift := gain[e], int(pl.shift[e])
			for s, v := range from[:S-shift] {
				if v+g > now[s+shift] {
					now[s+shift] = v + g
				}
			}
		}
	}
}
