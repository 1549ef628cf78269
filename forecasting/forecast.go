package forecasting

import "math"

// Forecast says how the series goes on.
//
// It fails with CodeOption for an option out of range, with CodeNoData when no
// finite value is left, and with CodeMethod when a pinned method cannot be
// fitted. Everything else, one point included, gives a result.
func Forecast(s Series, o Options) (Result, error) {
	if err := o.check(); err != nil {
		return Result{}, err
	}
	if s.Step <= 0 {
		return Result{}, badOption("Step", "the step of the series must be longer than zero")
	}
	history, report, err := clean(s, o)
	if err != nil {
		return Result{}, err
	}
	levels := o.Levels
	if len(levels) == 0 {
		levels = DefaultLevels
	}
	result := Result{History: history, Clean: report, Mean: make([]float64, o.Horizon)}
	line := FitLine(history.Values)
	for _, level := range levels {
		band := Band{Level: level, Lower: make([]float64, o.Horizon), Upper: make([]float64, o.Horizon)}
		line.Predict(level, result.Mean, band.Lower, band.Upper)
		result.Bands = append(result.Bands, band)
	}
	n := float64(len(history.Values))
	result.Growth = growthOf(line.Slope, line.At(n-1), result.Mean[o.Horizon-1])
	result.Methods = []MethodShare{{Method: OLS, Name: "straight line", Weight: 1, Reason: "pinned"}}
	paths := linePaths(line, o)
	if len(o.Capacity) > 0 {
		result.Full = crossing(history.Values, result.Mean, paths, o.Capacity, 1, o.Smooth)
		if o.Soft > 0 {
			result.Soft = crossing(history.Values, result.Mean, paths, o.Capacity, o.Soft, o.Smooth)
		}
	}
	return result, nil
}

func growthOf(perStep, from, to float64) Growth {
	growth := Growth{PerStep: perStep, Lower: perStep, Upper: perStep, From: from, To: to}
	if from != 0 {
		growth.Percent = clampFinite((to - from) / math.Abs(from) * 100)
	}
	return growth
}
