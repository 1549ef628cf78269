package forecasting

// changes are the events and the extra growth by lead: a value y becomes
// (y + grow)·scale + add.
type changes struct {
	scale, add, grow []float64
	some             bool
}

func newChanges(o Options, unit float64) changes {
	c := changes{some: len(o.Events) > 0 || o.ExtraGrowth != 0}
	if !c.some {
		return c
	}
	c.scale, c.add, c.grow = make([]float64, o.Horizon), make([]float64, o.Horizon), make([]float64, o.Horizon)
	for k := range c.scale {
		c.scale[k] = 1
		for _, e := range o.Events {
			in := e.strength(k + 1)
			c.scale[k] *= 1 + in*e.Scale
			c.add[k] += in * e.Add / unit
		}
		c.scale[k] = clampFinite(c.scale[k])
		c.add[k] = clampFinite(c.add[k])
	}
	return c
}

// strength is how far an event has come in at a lead, 0 to 1.
func (e Event) strength(lead int) float64 {
	if lead < e.From || e.Until != 0 && lead > e.Until {
		return 0
	}
	if since := lead - e.From + 1; since <= e.Ramp {
		return float64(since) / float64(e.Ramp+1)
	}
	return 1
}

// growBy sets the extra growth: a share of how far the level has moved since
// the end of the past.
func (c changes) growBy(share float64, levels []float64, from float64) {
	for k := range c.grow {
		c.grow[k] = share * (levels[k] - from)
	}
}

// at is the value with the changes of lead k+1.
func (c changes) at(k int, v float64) float64 {
	if !c.some {
		return v
	}
	return (v+c.grow[k])*c.scale[k] + c.add[k]
}
