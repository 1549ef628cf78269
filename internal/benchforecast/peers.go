package main

import "math"

// peer is another method's figures on the same data, in the order of the
// table's columns. They come from R 4 with forecast 8.20 on these series and,
// where named so, from the competition's published results.
type peer struct {
	name    string
	figures []float64
}

var none = math.NaN()

// sMAPE, MASE, OWA, MSIS, coverage at 95 %.
var hourlyPeers = []peer{
	{"CARD, best entry (published)", []float64{none, none, .410, 6.14, none}},
	{"Smyl, winner (published)", []float64{none, none, .440, 7.93, none}},
	{"FFORMA (published)", []float64{none, none, .484, none, none}},
	{"mstl+ARIMA", []float64{11.955, 1.091, .553, 12.26, .823}},
	{"stl+ARIMA", []float64{13.378, 1.102, .594, 11.22, .891}},
	{"mstl+ETS", []float64{13.843, 1.125, .611, 10.16, .896}},
	{"seasonal naive", []float64{13.912, 1.193, .628, 9.05, .960}},
	{"stlf (387 series)", []float64{14.753, 1.244, .661, 11.87, .940}},
	{"Naive2", []float64{18.383, 2.395, 1, 21.16, .941}},
	{"Theta", []float64{18.138, 2.455, 1.006, 21.05, .932}},
	{"straight line", []float64{33.159, 10.552, 3.105, 47.55, .965}},
}

var dailyPeers = []peer{
	{"last value = Naive2", []float64{2.319, 3.058, 1, 29.69, .941}},
	{"smoothing", []float64{2.326, 3.062, 1.002, 30.54, .924}},
	{"auto.arima", []float64{2.371, 3.096, 1.017, 30.28, .933}},
	{"Theta", []float64{2.376, 3.123, 1.023, 30.35, .929}},
	{"ETS", []float64{2.401, 3.176, 1.037, 54.00, .923}},
	{"straight line", []float64{11.364, 16.837, 5.203, 103.3, .711}},
}

// windows, MASE, median, ratio to the line, MSIS, coverage at 95 and 80 %,
// Brier, pinball and date error.
var capacityPeers = []peer{
	{"stlf", []float64{594, 2.320, 1.140, .717, 36.90, .921, .846, none, none, none}},
	{"stl+damped ETS", []float64{594, 2.550, 1.213, .777, 37.82, .930, .847, .209, 14.66, 24.0}},
	{"Theta", []float64{594, 2.495, 1.214, .778, 45.43, .872, .795, none, none, none}},
	{"line + weekdays", []float64{594, 2.483, 1.164, .767, 48.84, .768, .649, none, none, none}},
	{"straight line", []float64{594, 2.809, 1.629, 1, 48.99, .778, .632, .212, 14.17, 20.9}},
	{"seasonal naive", []float64{594, 3.116, 1.337, .916, 53.53, .885, .818, none, none, none}},
	{"drift", []float64{594, 3.103, 2.273, 1.175, 65.57, .949, .910, .195, 14.64, 26.9}},
	{"last value", []float64{594, 3.607, 2.147, 1.286, 86.39, .860, .834, none, none, none}},
}
