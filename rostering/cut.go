package rostering

// coverPrices turns a failed covering flow into prices that prove it. The nodes
// that the failed duty still reached are a cut (Hall's condition): those duties
// need more people than their windows hold. Worth 1 for each of these duties,
// the prices give Σ prices above what all people together can earn.
func (n *network) coverPrices() *prices {
	p := n.p
	n.reach(n.failed, -1)
	reached := func(v int32) bool { return n.mark[v] == n.stamp }
	y := newPrices(p)
	for t := range p.T {
		any := false
		for d := t * p.R; d < (t+1)*p.R; d++ {
			if reached(int32(d)) {
				y.duty[d], any = 1, true
			}
		}
		g := n.gate[t]
		if !any || g < 0 || reached(n.arcs[g].to) {
			continue
		}
		// Only the seniors' windows count here: price the senior instead.
		y.senior[t] = 1
		for d := t * p.R; d < (t+1)*p.R; d++ {
			y.duty[d]--
		}
	}
	return y
}
