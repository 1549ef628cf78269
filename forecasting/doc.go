// Package forecasting says how a measured quantity will grow and when it
// reaches a limit.
//
// Numbers go in, numbers and reasons come out: a [Series] on a regular grid
// is cleaned, several regression and smoothing methods are tried on its own
// past, the ones that did well are combined, and the errors they made there
// give the width of the bands and the spread of the dates.
//
//	series, cleaning, err := forecasting.Build(points, forecasting.Grid{Step: forecasting.Day, Aggregate: forecasting.Max})
//	if err != nil {
//		return err // a *forecasting.Error: what is wrong, in which field, what to do
//	}
//	result, err := forecasting.Forecast(series, forecasting.Options{
//		Horizon:  90,                            // steps ahead
//		Capacity: forecasting.Constant(2000),    // in the unit of the series
//		Soft:     0.85,                          // share of the capacity not to pass
//	})
//	if err != nil {
//		return err
//	}
//	result.Mean[29]                 // the expected value 30 steps ahead
//	result.Band(0.95).Upper[29]     // and the upper edge of the 95 % band
//	date, ok := result.Date(result.Full.P50) // the likely day it is full; ok is false for "not within the horizon"
//	result.Full.Within(30)          // the probability that it is full within 30 steps
//	cleaning.Filled                 // how much of the past was missing
//
// A lead is a number of steps after the last value of the series: lead 1 is
// the first step ahead and sits at index 0 of a forecast slice.
//
// The package is pure: no clock, no files, no goroutines of its own, and the
// same input gives the same output on every run. It must import only the
// standard library and gonum; it knows nothing of Watchbill's domain.
// Forms of input and output files are in the package batch beneath it.
package forecasting
