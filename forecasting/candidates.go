package forecasting

// candidate is one way to forecast. Several may share a method's name: they
// are variants of it, and are reported as one.
type candidate struct {
	method Method
	run    func(p *past) forecasts // nil when it cannot be fitted
	anchor bool                    // the plain method that others have to beat
	only   bool                    // only when pinned, never in Auto
}

func viewed(forecast func(*view, []float64) bool) func(*past) forecasts {
	return func(p *past) forecasts { return p.byView(forecast) }
}

// candidates are those that may be tried on this past.
func candidates(p *past) []candidate {
	if p.intraday() {
		return append(intradayCandidates(p), onRequest()...)
	}
	return append(levelAndTrend(p), onRequest()...)
}

func levelAndTrend(p *past) []candidate {
	shortLags := lagModel{lags: upTo(7), ridge: 1}
	shortDifferences := lagModel{lags: upTo(7), diff: 1, ridge: 3}
	return []candidate{
		{method: Smoothing, run: viewed(smoothing), anchor: true},
		{method: LastValue, run: viewed(lastValue)},
		{method: RecentMedian, run: viewed(recentMedian)},
		{method: LongMean, run: viewed(longMean)},
		{method: Reversion, run: viewed(reverting(viewMedian, 0.97))},
		{method: Reversion, run: viewed(reverting(viewMean, 0.985))},
		{method: Drift, run: viewed(drift)},
		{method: OLS, run: viewed(leastSquares)},
		{method: TheilSen, run: viewed(theilSen)},
		{method: Theta, run: viewed(theta)},
		{method: DampedTrend, run: viewed(dampedTrend(0.9))},
		{method: DampedTrend, run: viewed(dampedTrend(0.995))},
		{method: Exponential, run: viewed(exponential)},
		{method: LagRegression, run: viewed(shortLags.onView)},
		{method: LagDifference, run: viewed(shortDifferences.onView)},
		{method: RecentDrift, run: viewed(recentDrift), only: true},
		{method: SeasonalNaive, run: seasonalNaive(p.season), only: true},
	}
}

func intradayCandidates(p *past) []candidate {
	d := p.day
	return []candidate{
		{method: SeasonalNaive, run: seasonalNaive(d)},
		{method: SeasonalNaive, run: seasonalNaive(7 * d)},
		{method: WeekProfile, run: weekProfile(perStep(0.9, d))},
		{method: WeekProfile, run: weekProfile(perStep(0.97, d))},
		{method: LagRegression, run: inLogs(lagModel{lags: lagsOfDay(d), ridge: 1})},
		{method: LagRegression, run: inLogs(lagModel{lags: lagsOfWholeDays(d), ridge: 1})},
		{method: LagRegression, run: inLogs(lagModel{lags: lagsSparse(d), ridge: 1})},
		{method: LagDifference, run: inLogs(lagModel{lags: lagsOfDay(d), diff: 1, ridge: 1})},
		{method: LagDifference, run: inLogs(lagModel{lags: lagsAroundDays(d), diff: d, ridge: 3})},
		{method: LagDifference, run: inLogs(lagModel{lags: lagsWithinDays(d), diff: 7 * d, ridge: 1})},
		{method: LagDifference, run: lagModel{lags: lagsSparse(d), diff: d, ridge: 1}.run},
		{method: LastValue, run: viewed(lastValue), only: true},
		{method: RecentMedian, run: viewed(recentMedian), only: true},
		{method: LongMean, run: viewed(longMean), only: true},
		{method: Smoothing, run: viewed(smoothing), only: true},
		{method: Reversion, run: viewed(reverting(viewMedian, 0.97)), only: true},
		{method: Drift, run: viewed(drift), only: true},
		{method: RecentDrift, run: viewed(recentDrift), only: true},
		{method: OLS, run: viewed(leastSquares), only: true},
		{method: TheilSen, run: viewed(theilSen), only: true},
		{method: Theta, run: viewed(theta), only: true},
		{method: DampedTrend, run: viewed(dampedTrend(0.97)), only: true},
		{method: Exponential, run: viewed(exponential), only: true},
	}
}
