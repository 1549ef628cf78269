package forecasting

import (
	"math"
	"time"
)

// Result of a forecast. Every number in it is finite, and all slices by lead
// have the length of the horizon.
type Result struct {
	History Series    // the cleaned past the methods learnt from
	Mean    []float64 // the expected value at leads 1, 2, …
	Bands   []Band    // by rising level; a wider band always holds the narrower

	Methods []MethodShare // what the forecast is made of, largest weight first
	Season  []Season      // the seasons that were found; empty: none
	Trial   Trial         // how this forecast did on the past
	Clean   Cleaning      // what was repaired before
	Growth  Growth

	Full Crossing // passage of the capacity; its Asked is false without one
	Soft Crossing // passage of the soft limit

	Reasons []Reason // why, in sentences for a manager, most telling first
}

// Band is a prediction interval by lead.
type Band struct {
	Level        float64 // 0.95: the value should fall inside 95 times of 100
	Lower, Upper []float64
}

// Band is the band of a level, or the widest when there is none of that level.
func (r Result) Band(level float64) Band {
	for _, band := range r.Bands {
		if math.Abs(band.Level-level) < 1e-9 {
			return band
		}
	}
	return r.Bands[len(r.Bands)-1]
}

// Date is the time of a lead; ok is false beyond the horizon, which reads "not
// within the horizon".
func (r Result) Date(lead int) (date time.Time, ok bool) {
	if lead > len(r.Mean) {
		return time.Time{}, false
	}
	return r.History.TimeOfLead(lead), true
}

// MethodShare is one method and how it did.
type MethodShare struct {
	Method Method
	Name   string  // for people: "damped trend"
	Weight float64 // share of the forecast, 0 to 1; all add up to 1
	Error  float64 // mean absolute error on the past, in the unit of the series
	Reason string  // a clause: "smallest error on 9 past origins"
}

// Season is a pattern that repeats.
type Season struct {
	Period   int     // steps
	Strength float64 // share of the short-term variation it explains, 0 to 1
	Swing    float64 // half the range of the pattern, in the unit of the series
}

// Trial is the forecast repeated on the past: from each origin only the values
// up to it are known. It is empty when the past is too short.
type Trial struct {
	Origins  []Origin  // oldest first
	Error    []float64 // mean absolute error by lead, as far as the past reaches; Error[0] is lead 1
	Naive    float64   // mean absolute error of the last value, over the same steps
	Mean     float64   // mean absolute error over all
	Level    float64   // of the band that Inside counts
	Inside   int       // values inside that band …
	Measured int       // … of so many
}

// Origin is one forecast made on the past.
type Origin struct {
	Last  int       // index in History of the last value it knew
	Mean  []float64 // forecast for Last+1, …
	Lower []float64 // the band of Trial.Level
	Upper []float64
}

// Cleaning counts what was repaired.
type Cleaning struct {
	Points     int   // measurements or values given
	NonFinite  int   // NaN and ±Inf dropped
	Duplicates int   // measurements at an instant that had one
	Unsorted   int   // measurements earlier than the one given before
	Resets     int   // restarts of a counter
	Filled     int   // steps without a value, filled from like steps near by
	Excluded   int   // steps left out by Options.Exclude
	Outliers   []int // indices in History that were marked, and tempered for fitting
	Shifts     []int // indices in History where the level jumped
	Leading    int   // empty steps dropped before the first value
	Trailing   int   // steps at the end without a value, filled with the level
}

// Growth of the forecast.
type Growth struct {
	PerStep      float64 // mean change of the forecast by step
	Lower, Upper float64 // of PerStep, 80 %
	Percent      float64 // change over the horizon in % of From; 0 when From is 0
	From, To     float64 // level at the end of the past and of the horizon, seasons left out
}

// Crossing is the first passage of a limit: the first lead at which the value,
// or its mean over Options.Smooth steps, is at or above it.
type Crossing struct {
	Asked bool // false: there is no limit, and the rest is zero
	// P10, P50 and P90 are the leads by which 10, 50 and 90 % of the
	// simulated futures have passed; horizon + 1 is "not within the horizon".
	P10, P50, P90 int
	// Probability of a passage within the horizon.
	Probability float64
	// None is the plain answer "no crossing": not one future in ten passes.
	None bool
	// Line is the lead at which the mean forecast reaches the limit, horizon
	// + 1 if it does not. It is no date to plan with: P10 and P50 are.
	Line int
	// Already says that the past ends at or above the limit.
	Already bool
	// ByLead is the probability of a passage at or before each lead.
	ByLead []float64
}

// Within is the probability of a passage within so many steps.
func (c Crossing) Within(steps int) float64 {
	if steps < 1 || len(c.ByLead) == 0 {
		return 0
	}
	return c.ByLead[min(steps, len(c.ByLead))-1]
}

// Quantile is the lead by which a share p of the futures has passed, horizon
// + 1 when fewer do.
func (c Crossing) Quantile(p float64) int {
	for k, share := range c.ByLead {
		if share >= p && share > 0 {
			return k + 1
		}
	}
	return len(c.ByLead) + 1
}

// Topic groups reasons.
type Topic string

// The topics of reasons.
const (
	AboutMethod   Topic = "method"
	AboutSeason   Topic = "season"
	AboutTrial    Topic = "trial"
	AboutGrowth   Topic = "growth"
	AboutLimit    Topic = "limit"
	AboutCleaning Topic = "cleaning"
	AboutWhatIf   Topic = "what-if"
)

// Reason is one sentence of the explanation.
type Reason struct {
	Topic Topic
	Text  string
}
