package sources

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"watchbill/model"
)

// sampleColumns are the columns of a file of samples, from 0; −1 is none.
type sampleColumns struct {
	time, clock, value int
	others             []int          // further columns of numbers
	decimal            rune           // '.' or ','
	unit               string         // from the value's header
	zone               *time.Location // from the time's header
}

var (
	timeHeaders = []string{
		"timestamp", "datetime", "dateandtime", "time", "date", "ts", "epoch", "unixtime", "unixtimestamp", "timestamputc",
		"timeutc", "datetimeutc", "eventtime", "starttime", "start", "when", "day", "month", "t", "ds", "clock", "period", "x",
	}
	valueHeaders = []string{
		"value", "val", "used", "usage", "y", "reading", "measurement", "average", "avg", "mean", "maximum", "max", "p95", "last",
		"current", "total", "sum", "count", "usedbytes", "usedgib", "usedgb", "usagebytes", "utilization", "utilisation", "consumption",
	}
	// notValueHeaders name columns whose numbers are not measured values.
	notValueHeaders = []string{"label", "isanomaly", "anomaly", "id", "index", "row", "no", "nr", "unnamed0", "host", "instance", "limit", "capacity", "threshold"}
)

// findSampleColumns chooses the columns and tells the table whether its first row is a header.
func findSampleColumns(t *table, sample []row, opt SampleOptions) (sampleColumns, error) {
	if len(sample) == 0 {
		return sampleColumns{}, model.Invalidf("file", "The file has no rows. Choose a file with times and values.")
	}
	names := keys(sample[0].cells)
	first := sample[0].cells
	isHeader := len(first) > 0 && !slices.ContainsFunc(first, isTime) && (column(names, timeHeaders) >= 0 || !slices.ContainsFunc(first, isNumber))
	t.setHeader(isHeader)
	data := sample
	if isHeader {
		data = sample[1:]
	} else {
		names = nil
	}
	width := max(widest(data), len(names))
	c := sampleColumns{time: -1, clock: -1, value: -1}
	var err error
	if c.time, err = chosen(t, names, opt.TimeColumn, "time", width); err != nil {
		return c, err
	}
	if c.value, err = chosen(t, names, opt.ValueColumn, "value", width); err != nil {
		return c, err
	}
	if c.time < 0 {
		c.time = timeColumn(names, data, width, c.value)
	}
	if c.time < 0 {
		return c, model.Invalidf("time", "No column holds times; the first row is %q. A row looks like 2026-01-31 15:04:05,12.5. Say which column has the times if there is one.", shorten(sample[0].text))
	}
	c.clock = clockColumn(data, width, c.time)
	numbers := numberColumns(names, data, width, c)
	if c.value < 0 {
		c.value = valueColumn(names, numbers)
	}
	if c.value < 0 {
		return c, model.Invalidf("value", "No column holds numbers beside the times; the first row is %q. A row looks like 2026-01-31 15:04:05,12.5. Say which column has the values if there is one.", shorten(sample[0].text))
	}
	for _, n := range numbers {
		if n != c.value && (names == nil || n >= len(names) || !slices.Contains(notValueHeaders, names[n])) {
			c.others = append(c.others, n)
		}
	}
	if isHeader {
		c.zone = headerZone(sample[0].cell(c.time))
		if u := bracketed(sample[0].cell(c.value)); isUnit(u) {
			c.unit = u
		}
	}
	if c.decimal = opt.Decimal; c.decimal == 0 {
		cells := make([]string, len(data))
		for i, r := range data {
			cells[i] = r.cell(c.value)
		}
		c.decimal = decimalOf(cells, t.sep)
	}
	return c, nil
}

// chosen returns the column an option names by header or number, −1 when it names none.
func chosen(t *table, names []string, want, field string, width int) (int, error) {
	if want == "" {
		return -1, nil
	}
	if i := slices.IndexFunc(t.head, func(h string) bool { return strings.EqualFold(h, strings.TrimSpace(want)) }); i >= 0 {
		return i, nil
	}
	if i := slices.Index(names, headerKey(want)); i >= 0 {
		return i, nil
	}
	if n, err := strconv.Atoi(want); err == nil && n >= 1 && n <= width {
		return n - 1, nil
	}
	if t.Header {
		return -1, model.Invalidf(field, "The file has no column %q. Its columns are %s.", want, shorten(strings.Join(t.head, ", ")))
	}
	return -1, model.Invalidf(field, "The file has no column %q and no header. Give a number from 1 to %d.", want, width)
}

// timeColumn returns the column of times: one with a usual header whose cells are times, else the first with dates, else the first
// with numbers that can be Unix times.
func timeColumn(names []string, data []row, width, taken int) int {
	for _, n := range timeHeaders {
		if i := slices.Index(names, n); i >= 0 && i != taken && (len(data) == 0 || share(data, i, isTime) >= 0.5) {
			return i
		}
	}
	for _, like := range []func(string) bool{func(s string) bool { return isTime(s) && !isNumber(s) }, isTime} {
		for i := range width {
			if i != taken && share(data, i, like) >= 0.5 {
				return i
			}
		}
	}
	if len(data) == 0 {
		return -1
	}
	for _, n := range timeHeaders[:6] { // named as times but unreadable: the rows' problems will say why
		if i := slices.Index(names, n); i >= 0 && i != taken {
			return i
		}
	}
	return -1
}

// clockColumn returns the column with the time of day where the dates' column has none.
func clockColumn(data []row, width, date int) int {
	dateOnly := func(s string) bool {
		m, fault := parseMoment(s)
		return fault == "" && m.dateOnly
	}
	if share(data, date, dateOnly) < 0.5 {
		return -1
	}
	for i := range width {
		if i != date && share(data, i, isClock) >= 0.5 {
			return i
		}
	}
	return -1
}

// numberColumns returns the columns that hold numbers, or could: named like values, with nothing but missing ones so far.
func numberColumns(names []string, data []row, width int, c sampleColumns) []int {
	var out []int
	for i := range width {
		if i == c.time || i == c.clock {
			continue
		}
		named := i < len(names) && slices.Contains(valueHeaders, names[i])
		if share(data, i, isNumber) >= 0.5 || (named && share(data, i, isNumberOrMissing) >= share(data, i, func(string) bool { return true })/2) {
			out = append(out, i)
		}
	}
	return out
}

// valueColumn chooses among columns of numbers: by header, else the first that is not known to be something else.
func valueColumn(names []string, numbers []int) int {
	for _, n := range valueHeaders {
		if i := slices.Index(names, n); i >= 0 && slices.Contains(numbers, i) {
			return i
		}
	}
	for _, i := range numbers {
		if i >= len(names) || !slices.Contains(notValueHeaders, names[i]) {
			return i
		}
	}
	if len(numbers) > 0 {
		return numbers[0]
	}
	return -1
}

func isTime(s string) bool {
	_, fault := parseMoment(s)
	return fault == ""
}

// isClock reports whether s is a time of day such as 15:04:05 or 3:04 PM.
func isClock(s string) bool {
	var m moment
	return m.parseClock(strings.TrimSpace(s)) == ""
}

// isNumber reports whether s is a finite number with either decimal mark.
func isNumber(s string) bool {
	if _, fault := parseQuantity(s, '.'); fault == "" {
		return true
	}
	_, fault := parseQuantity(s, ',')
	return fault == ""
}

func isNumberOrMissing(s string) bool {
	_, fault := parseQuantity(s, '.')
	return fault == noNumber || fault == endless || isNumber(s)
}
