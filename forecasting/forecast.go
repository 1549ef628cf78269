package forecasting

import "slices"

// Forecast says how the series goes on.
//
// It fails with CodeOption for an option out of range, with CodeNoData when no
// finite value is left, and with CodeMethod when a pinned method cannot be
// fitted. Everything else, one point included, gives a result.
func Forecast(s Series, o Options) (Result, error) {
	if err := o.Check(); err != nil {
		return Result{}, err
	}
	if s.Step <= 0 {
		return Result{}, badOption("Step", "the step of the series must be longer than zero")
	}
	if o.Paths == 0 {
		o.Paths = DefaultPaths
	}
	data, err := clean(s, o)
	if err != nil {
		return Result{}, err
	}
	run, err := newRun(data, o)
	if err != nil {
		return Result{}, err
	}
	return run.result(), nil
}

// run is one forecast under way. All numbers in it are scaled by the unit.
type run struct {
	prepared
	options Options
	bounds  bounds
	past    *past
	skipped int       // values of the history too old to learn from
	methods []tried   // those that count, largest weight first
	rivals  int       // methods that were tried
	fitted  forecasts // of the combination, by origin
	mean    []float64 // with what-if and bounds
	spread  spread
	line    *Line // the pinned straight line with its textbook interval
	changes changes
}

func newRun(data prepared, o Options) (*run, error) {
	r := &run{prepared: data, options: o, skipped: max(0, len(data.values)-pastBound(data.history.Step))}
	values := data.values[r.skipped:]
	r.bounds = newBounds(values, o, r.unit)
	r.past = newPast(values, data.history.Step, o)
	if o.Method == OLS {
		r.past.season = 0 // the textbook line knows no season
	}
	if o.Cap != nil {
		r.past.ceiling = *o.Cap / r.unit
	}
	r.past.holiday = r.holidays()
	if err := r.choose(); err != nil {
		return nil, err
	}
	r.spread = r.past.spreadOf(r.fitted)
	r.changes = newChanges(o, r.unit)
	r.mean = r.ahead()
	return r, nil
}

// choose tries the methods and combines them, or fits the pinned one.
func (r *run) choose() error {
	list := candidates(r.past)
	pinned := r.options.Method
	list = slices.DeleteFunc(list, func(c candidate) bool {
		return c.only && pinned == Auto || pinned != Auto && c.method != pinned
	})
	methods := try(r.past, list)
	r.rivals = len(methods)
	if len(methods) == 0 && pinned != Auto {
		return &Error{Code: CodeMethod, Field: "Method", Message: unfit(pinned)}
	}
	if len(methods) == 0 {
		methods = try(r.past, []candidate{{method: LastValue, run: viewed(lastValue), anchor: true}})
	}
	r.past.weigh(methods, pinned != Auto)
	methods = slices.DeleteFunc(methods, func(m tried) bool { return m.weight == 0 })
	slices.SortStableFunc(methods, func(a, b tried) int { return compare(b.weight, a.weight) })
	r.methods = methods
	r.fitted = r.past.combine(methods)
	if pinned == OLS {
		line := r.past.now().line
		r.line = &line
	}
	return nil
}

// holidays asks the calendar once per step of the past and the horizon.
func (r *run) holidays() []bool {
	if r.options.Holiday == nil || r.history.Start.IsZero() || r.history.Step > Day {
		return nil
	}
	days := make([]bool, len(r.past.values)+r.options.Horizon)
	for i := range days {
		days[i] = r.options.Holiday(r.history.Time(r.skipped + i))
	}
	return days
}

// result scales everything back and explains it.
func (r *run) result() Result {
	levels := append([]float64(nil), r.options.Levels...)
	if len(levels) == 0 {
		levels = DefaultLevels
	}
	levels = slices.Clone(levels)
	slices.Sort(levels)
	out := Result{
		History: r.history,
		Mean:    make([]float64, len(r.mean)),
		Methods: r.shares(),
		Season:  r.seasons(),
		Trial:   r.trial(levels[len(levels)-1]),
		Clean:   r.report,
		Growth:  r.growth(),
	}
	for k, v := range r.mean {
		out.Mean[k] = r.backHeld(v)
	}
	for _, level := range levels {
		out.Bands = append(out.Bands, r.band(level))
	}
	out.Full, out.Soft = r.crossings()
	out.Reasons = r.reasons(out)
	return out
}
