package forecasting

import (
	"fmt"
	"math"
	"strings"
)

// names of the methods for people.
var names = map[Method]string{
	LastValue:     "last value",
	SeasonalNaive: "last day or week again",
	RecentMedian:  "median of the past",
	LongMean:      "mean of the past",
	Smoothing:     "smoothed level",
	Reversion:     "return to the mean",
	Drift:         "mean growth",
	RecentDrift:   "recent growth",
	OLS:           "straight line",
	TheilSen:      "robust line",
	DampedTrend:   "damped trend",
	Theta:         "theta",
	Piecewise:     "line with changepoints",
	Exponential:   "exponential growth",
	Logistic:      "growth up to the cap",
	Calendar:      "calendar with yearly waves",
	WeekProfile:   "mean week",
	LagRegression: "regression on earlier values",
	LagDifference: "regression on earlier changes",
}

// Name is the method for people, such as "damped trend".
func (m Method) Name() string {
	if m == Auto {
		return "automatic"
	}
	return names[m]
}

// Known says whether there is a method of this name.
func (m Method) Known() bool {
	_, ok := names[m]
	return ok || m == Auto
}

// Methods are all that can be pinned, plain ones first.
func Methods() []Method {
	return []Method{
		LastValue, SeasonalNaive, RecentMedian, LongMean, Smoothing, Reversion, Drift, RecentDrift,
		OLS, TheilSen, DampedTrend, Theta, Piecewise, Exponential, Logistic, Calendar,
		WeekProfile, LagRegression, LagDifference,
	}
}

// unfit says why a pinned method cannot be used.
func unfit(m Method) string {
	switch m {
	case Exponential:
		return "exponential growth needs at least two values, all above zero; choose automatic or another method"
	case Logistic:
		return "growth up to the cap needs a cap, and all values between zero and it; set the cap or choose another method"
	case Calendar:
		return "yearly waves need a year and a half of values; choose automatic or another method"
	case SeasonalNaive, WeekProfile, LagRegression, LagDifference:
		return fmt.Sprintf("%s needs a longer past; choose automatic or another method", m.Name())
	default:
		return fmt.Sprintf("%s needs more values; choose automatic or another method", m.Name())
	}
}

// shares joins the variants of each method.
func (r *run) shares() []MethodShare {
	var shares []MethodShare
	index := map[Method]int{}
	for _, m := range r.methods {
		i, seen := index[m.method]
		if !seen {
			i = len(shares)
			index[m.method] = i
			shares = append(shares, MethodShare{Method: m.method, Name: m.method.Name(), Error: r.back(m.err)})
		}
		shares[i].Weight += m.weight
		shares[i].Error = min(shares[i].Error, r.back(m.err))
	}
	sortShares(shares)
	least := math.Inf(1)
	for _, s := range shares {
		least = min(least, s.Error)
	}
	origins := len(r.past.origins) - 1
	for i := range shares {
		s := &shares[i]
		switch {
		case r.options.Method != Auto:
			s.Reason = "pinned"
		case origins == 0:
			s.Reason = "the past is too short to try others"
		case s.Error == least:
			s.Reason = fmt.Sprintf("smallest error on %d past origins", origins)
		case s.Method == Smoothing && r.rivals > 1:
			s.Reason = "the plain method that others have to beat"
		default:
			s.Reason = fmt.Sprintf("error %.0f %% above the smallest", (s.Error/least-1)*100)
			if least == 0 {
				s.Reason = "close to the smallest error"
			}
		}
	}
	return shares
}

func sortShares(shares []MethodShare) {
	for i := 1; i < len(shares); i++ {
		for j := i; j > 0 && shares[j].Weight > shares[j-1].Weight; j-- {
			shares[j], shares[j-1] = shares[j-1], shares[j]
		}
	}
}

// seasons are those of the last view; within a day also the day of the lag
// methods.
func (r *run) seasons() []Season {
	v := r.past.now()
	if v.profile == nil {
		return nil
	}
	return []Season{{Period: len(v.profile), Strength: v.strength, Swing: r.back(spanOf(v.profile) / 2)}}
}

// reasons are the explanation, most telling first.
func (r *run) reasons(out Result) []Reason {
	var reasons []Reason
	say := func(topic Topic, format string, args ...any) {
		reasons = append(reasons, Reason{Topic: topic, Text: fmt.Sprintf(format, args...)})
	}
	r.sayMethod(out, say)
	sayTrial(out, say)
	for _, s := range out.Season {
		say(AboutSeason, "A pattern of %d steps of ±%s explains %.0f %% of the short-term variation.", s.Period, short(s.Swing), s.Strength*100)
	}
	say(AboutGrowth, "The level goes from %s to %s in %s, %s a step.", short(out.Growth.From), short(out.Growth.To), steps(len(out.Mean)), short(out.Growth.PerStep))
	sayLimit(out.Full, "The limit", len(out.Mean), say)
	sayLimit(out.Soft, "The soft limit", len(out.Mean), say)
	sayCleaning(out.Clean, say)
	for _, e := range r.options.Events {
		say(AboutWhatIf, "%s is counted from step %d on.", strings.TrimSpace("The event "+e.Name), e.From)
	}
	if g := r.options.ExtraGrowth; g != 0 {
		say(AboutWhatIf, "Growth is taken as %s than the past shows.", more(g))
	}
	return reasons
}

type sayer func(topic Topic, format string, args ...any)

func (r *run) sayMethod(out Result, say sayer) {
	first := out.Methods[0]
	switch {
	case r.options.Method != Auto:
		say(AboutMethod, "The method is pinned: %s.", first.Name)
	case len(out.Methods) == 1:
		say(AboutMethod, "The forecast is %s: %s.", first.Name, first.Reason)
	default:
		var parts []string
		for _, m := range out.Methods[:min(3, len(out.Methods))] {
			parts = append(parts, fmt.Sprintf("%s %.0f %%", m.Name, m.Weight*100))
		}
		if more := len(out.Methods) - 3; more > 0 {
			parts = append(parts, fmt.Sprintf("%d more", more))
		}
		say(AboutMethod, "The forecast is the mean of %s, weighted by how they did on the past.", strings.Join(parts, ", "))
	}
	if r.past.horizon > len(r.past.values) {
		say(AboutMethod, "The horizon of %d steps is longer than the past of %d; read far dates with care.", r.past.horizon, len(r.past.values))
	}
}

func sayTrial(out Result, say sayer) {
	t := out.Trial
	if t.Measured == 0 {
		say(AboutTrial, "The past of %d values is too short to test the forecast on it.", len(out.History.Values))
		return
	}
	say(AboutTrial, "On %d past origins it was off by %s on average, the last value by %s; %d of %d values fell in the %.0f %% band.",
		len(t.Origins), short(t.Mean), short(t.Naive), t.Inside, t.Measured, t.Level*100)
}

func sayLimit(c Crossing, name string, horizon int, say sayer) {
	switch {
	case !c.Asked:
	case c.Already:
		say(AboutLimit, "%s is already reached at the end of the past.", name)
	case c.None:
		say(AboutLimit, "%s is not reached within %s in at least nine of ten simulated futures.", name, steps(horizon))
	case c.P50 > horizon:
		say(AboutLimit, "%s is more likely than not to hold for %s; one future in ten reaches it by step %d.", name, steps(horizon), c.P10)
	default:
		say(AboutLimit, "%s is likely to be reached in %s, one future in ten by step %d.", name, steps(c.P50), c.P10)
	}
}

func sayCleaning(c Cleaning, say sayer) {
	var parts []string
	add := func(count int, one, many string) {
		switch {
		case count == 1:
			parts = append(parts, "1 "+one)
		case count > 1:
			parts = append(parts, fmt.Sprintf("%d %s", count, many))
		}
	}
	add(c.Filled, "step without a value filled", "steps without a value filled")
	add(c.Excluded, "step left out on request", "steps left out on request")
	add(len(c.Outliers), "outlier marked", "outliers marked")
	add(len(c.Shifts), "jump of the level marked", "jumps of the level marked")
	if len(parts) > 0 {
		say(AboutCleaning, "Of the past: %s.", strings.Join(parts, ", "))
	}
}

// more says "20 % more" or "50 % less".
func more(share float64) string {
	if share < 0 {
		return fmt.Sprintf("%.0f %% less", -share*100)
	}
	return fmt.Sprintf("%.0f %% more", share*100)
}

// steps counts steps in words.
func steps(count int) string {
	if count == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", count)
}

// short writes a number for a sentence, with three telling digits.
func short(v float64) string {
	if a := math.Abs(v); a >= 1000 && a < 1e15 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}
