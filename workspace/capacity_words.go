package workspace

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"watchbill/forecasting"
	"watchbill/model"
)

// Say returns the forecast's answer in one sentence for a mail.
func (v CapacityView) Say(now time.Time) string {
	r := v.Resource
	switch {
	case v.Problem != "":
		return fmt.Sprintf("%s: %s", r.Name, v.Problem)
	case !r.HasLimit():
		return fmt.Sprintf("%s has no limit set, so no date is given. Set its limit to see when it is full.", r.Name)
	case v.Result.Full.Already:
		return fmt.Sprintf("%s is at or above its limit of %s already (%s).", r.Name, v.quantity(r.Limit), v.quantity(v.Now))
	case !v.Earliest.Known:
		return fmt.Sprintf("%s does not reach its limit of %s within the horizon, to %s.", r.Name, v.quantity(r.Limit), model.FormatDate(v.horizonEnd(), now))
	case !v.Full.Known:
		return fmt.Sprintf("%s could reach its limit of %s from %s (one chance in ten), but most likely not before %s.", r.Name, v.quantity(r.Limit),
			model.FormatDate(v.Earliest.Time, now), model.FormatDate(v.horizonEnd(), now))
	}
	latest := "later than " + model.FormatDate(v.horizonEnd(), now)
	if v.Latest.Known {
		latest = model.FormatDate(v.Latest.Time, now)
	}
	return fmt.Sprintf("%s most likely reaches its limit of %s on %s (between %s and %s in eight of ten futures).", r.Name, v.quantity(r.Limit),
		model.FormatDate(v.Full.Time, now), model.FormatDate(v.Earliest.Time, now), latest)
}

// SayOrder returns what has to be ordered when, or "".
func (v CapacityView) SayOrder(now time.Time) string {
	switch {
	case !v.OrderBy.Known || v.Resource.LeadDays == 0:
		return ""
	case v.Overdue:
		return fmt.Sprintf("An order takes %s, so it should have left by %s: order now.", model.Count(v.Resource.LeadDays, "day", "days"), model.FormatDate(v.OrderBy.Time, now))
	default:
		return fmt.Sprintf("An order takes %s, so it has to leave by %s.", model.Count(v.Resource.LeadDays, "day", "days"), model.FormatDate(v.OrderBy.Time, now))
	}
}

// Advice returns what to do about the resource, in sentences for a mail.
func (v CapacityView) Advice(now time.Time) string {
	switch v.Standing(now) {
	case NoSamples, NoForecast:
		return v.Say(now)
	case SamplesEnd:
		return fmt.Sprintf("The samples of %s end on %s. Dates from so old a past say nothing about today: import newer samples.", v.Resource.Name, model.FormatDate(v.Last, now))
	case AtLimit:
		s := fmt.Sprintf("%s is at or above its limit of %s: %s.", v.Resource.Name, v.quantity(v.Resource.Limit), v.quantity(v.Now))
		if v.Resource.LeadDays > 0 {
			s += fmt.Sprintf(" An order takes %s: order now, and make room until then.", model.Count(v.Resource.LeadDays, "day", "days"))
		}
		return s
	default:
		return joinSentences(v.Say(now), v.SayOrder(now), v.sayRisk(now))
	}
}

// sayRisk says what ordering today leaves to chance.
func (v CapacityView) sayRisk(now time.Time) string {
	if v.Resource.LeadDays == 0 || !v.OrderBy.Known {
		return ""
	}
	risk, ok := v.ChanceWithin(v.Resource.LeadDays, now)
	switch {
	case !ok:
		return ""
	case risk < 0.005:
		return "Ordering today leaves a risk of less than 1 % of running full before delivery."
	default:
		return fmt.Sprintf("Ordering today leaves a %s risk of running full before delivery.", model.FormatPercent(risk))
	}
}

// Basis returns why the forecast is as it is, in sentences: what it is made of, what repeats, how it did on the past, what was repaired.
func (v CapacityView) Basis() []string {
	if v.Result == nil {
		return nil
	}
	return slices.DeleteFunc([]string{v.sayMethod(), v.saySeason(), v.sayTrial(), v.sayCleaning()}, func(s string) bool { return s == "" })
}

func (v CapacityView) sayMethod() string {
	methods := v.Telling()
	switch {
	case v.Resource.Method != "":
		return fmt.Sprintf("The method is pinned: %s.", methods[0].Name)
	case len(methods) == 1:
		return fmt.Sprintf("%s: %s.", capitalised(methods[0].Name), methods[0].Reason)
	}
	var parts []string
	for _, m := range methods[:min(2, len(methods))] {
		parts = append(parts, fmt.Sprintf("%s %.0f %%", m.Name, 100*m.Weight))
	}
	if more := len(methods) - 2; more > 0 {
		parts = append(parts, model.Count(more, "other", "others"))
	}
	return capitalised(strings.Join(parts, ", ")) + ", weighted by how each did on the past."
}

// Telling are the methods with a share worth naming, largest first; at least one. It needs a forecast.
func (v CapacityView) Telling() []forecasting.MethodShare {
	all := v.Result.Methods
	n := 1
	for n < len(all) && all[n].Weight >= 0.005 {
		n++
	}
	return all[:n]
}

// Negligible reports whether an amount is nothing beside the resource's values: what remains of rounding.
func (v CapacityView) Negligible(x float64) bool { return math.Abs(x) < 1e-6*v.scale() }

func (v CapacityView) saySeason() string {
	if len(v.Result.Season) == 0 {
		return ""
	}
	s := v.Result.Season[0]
	if v.Negligible(s.Swing) {
		return ""
	}
	name := map[int]string{v.stepsPerDay(): "daily", 7 * v.stepsPerDay(): "weekly"}[s.Period]
	if v.Step == "day" && s.Period == 1 || name == "" {
		name = fmt.Sprintf("%d-%s", s.Period, v.Step)
	}
	return fmt.Sprintf("A %s wave of ±%s.", name, v.quantity(s.Swing))
}

func (v CapacityView) sayTrial() string {
	t := v.Result.Trial
	if t.Measured == 0 {
		return "The past is too short to test the forecast on it."
	}
	origins := model.Count(len(t.Origins), "past forecast", "past forecasts")
	if v.Negligible(t.Mean) {
		return fmt.Sprintf("On %s it was exact; “no change” was off by %s.", origins, v.quantity(t.Naive))
	}
	return fmt.Sprintf("On %s it was off by %s on average, “no change” by %s; %s of %s %ss fell in the %.0f %% band.", origins,
		v.quantity(t.Mean), v.quantity(t.Naive), model.Thousands(t.Inside), model.Thousands(t.Measured), v.Step, 100*t.Level)
}

func (v CapacityView) sayCleaning() string {
	c := v.Result.Clean
	all := model.Count(len(v.Series.Values), v.Step, v.Step+"s")
	var parts []string
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, model.Count(n, one, many))
		}
	}
	add(c.Filled, "without a value filled", "without a value filled")
	add(len(c.Outliers), "marked as an outlier", "marked as outliers")
	add(len(c.Shifts), "jump of the level", "jumps of the level")
	if len(parts) == 0 {
		return fmt.Sprintf("From %s, none missing or odd.", all)
	}
	return fmt.Sprintf("From %s: %s.", all, strings.Join(parts, ", "))
}

// scale is the size of the series' values, for telling what is nothing.
func (v CapacityView) scale() float64 {
	if len(v.Series.Values) == 0 {
		return 0
	}
	return max(slices.Max(v.Series.Values), -slices.Min(v.Series.Values))
}

// MailText returns a resource as plain lines for a mail: what to do, the figures, why.
func (v CapacityView) MailText(now time.Time) string {
	lines := []string{v.Advice(now)}
	if units, share, ok := v.Headroom(); ok {
		lines = append(lines, fmt.Sprintf("Headroom on %s: %s, %s of the limit.", model.FormatDate(v.Last, now), v.quantity(units), model.FormatPercent(share)))
	}
	if mid, low, high, ok := v.GrowthPerDay(); ok {
		lines = append(lines, v.growthWords(mid, low, high))
	}
	if basis := v.Basis(); len(basis) > 0 {
		lines = append(lines, "Basis: "+joinSentences(basis...))
	}
	return strings.Join(lines, "\n") + "\n"
}

// growthWords says how fast a resource grows, over 30 days where a day's growth is tiny: "Growth: 0.29 percentage points in 30 days (…)."
func (v CapacityView) growthWords(mid, low, high float64) string {
	over, days := "a day", 1.0
	if max(math.Abs(mid), math.Abs(low), math.Abs(high)) < 0.1 {
		over, days = "in 30 days", 30
	}
	unit := strings.TrimSpace(v.Resource.Unit)
	if unit == "%" { // not a percentage of what is in use
		unit = "percentage points"
	}
	amount := strings.TrimSpace(model.FormatQuantity(days*mid) + " " + unit)
	return fmt.Sprintf("Growth: %s %s (%s to %s in eight of ten futures).", amount, over, model.FormatQuantity(days*low), model.FormatQuantity(days*high))
}

func joinSentences(all ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == "" }), " ")
}

func capitalised(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
