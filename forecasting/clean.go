package forecasting

// clean lays out what the methods learn from: no gaps, nothing that is not
// finite. It fails with CodeNoData when no value is left.
func clean(s Series, o Options) (Series, Cleaning, error) {
	report := Cleaning{Points: len(s.Values)}
	values := append([]float64(nil), s.Values...)
	first, last := -1, -1
	for i, v := range values {
		if finite(v) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return Series{}, report, &Error{Code: CodeNoData, Field: "Values", Message: "the series has no finite value; import data or choose another time range"}
	}
	out := Series{Start: s.Time(first), Step: s.Step, Values: values[first:]}
	report.Leading = first
	report.Trailing = len(values) - 1 - last
	for i, v := range out.Values {
		if finite(v) {
			continue
		}
		report.Filled++
		next := i + 1
		for next < len(out.Values) && !finite(out.Values[next]) {
			next++
		}
		before := out.Values[i-1]
		if next == len(out.Values) {
			out.Values[i] = before
			continue
		}
		part := 1 / float64(next-i+1)
		out.Values[i] = before*(1-part) + out.Values[next]*part
	}
	return out, report, nil
}
