package sources

import (
	"fmt"
	"io"
	"slices"
	"time"

	"watchbill/model"
)

// SampleOptions say what a file of samples leaves open. The zero value finds everything out by itself.
type SampleOptions struct {
	Zone        *time.Location // of times without an offset; nil is UTC
	Dates       DateOrder      // of dates such as 03/04/2026
	Decimal     rune           // '.' or ','; 0: by the file
	TimeColumn  string         // a header, or a number from 1; "": by the file
	ValueColumn string
}

// SampleFile is a series of measured values and the report of how it was read.
type SampleFile struct {
	Table
	Samples     []model.Sample // by time, finite, one an instant; times are UTC
	TimeColumn  string         // header, or "column 1"
	ClockColumn string         // where the time of day has its own column
	ValueColumn string
	Others      []string      // of the columns not read, those with numbers: other series of the same file
	Missing     int           // rows without a finite value, among those skipped
	Duplicates  int           // rows whose time a later row has too, among those skipped
	Unit        string        // a hint, from the values or the value's header; may be empty
	Decimal     rune          // '.' or ','
	Dates       DateOrder     // the order found or given, where the file has dates that need one
	Zone        string        // the zone of times without an offset
	Local       int           // rows with such times
	First, Last time.Time     // of Samples; zero without any
	Step        time.Duration // the most frequent distance of neighbours; 0 with fewer than two samples
}

// Samples reads a series from CSV, TSV or a like table of times and values, gzip-packed or not.
//
// Columns are found by their headers, else the first that holds times and the first other that holds numbers. Times are ISO 8601 in
// its usual forms, 31.01.2026, 01/31/2026 or 31/01/2026 (told apart by the whole file), names of months, or Unix time in seconds to
// nanoseconds. A local time that a clock change skips or repeats is resolved as by model.Resolve, but the second pass through a
// repeated hour is recognised where the rows are in order. Values may have thousands separators, a decimal comma, a percent sign or
// a unit; mixed units of one family (MiB and GiB) become the first. Of rows with the same time the last counts.
//
// The error is a *model.Error: Invalid with Field "file" (not a table, too large, nothing could be read), "dates" (the order of day
// and month is open: ask for it), "time" or "value" (no such column); Damaged or Unavailable when the file cannot be read to its
// end. There are no samples then; when no row could be read, the problems say why of each.
func Samples(r io.Reader, opt SampleOptions) (SampleFile, error) {
	t, err := openTable(r, true, MaxRows)
	if err != nil {
		return SampleFile{}, err
	}
	sample, err := t.peek(sniffed)
	if err != nil {
		return SampleFile{Table: t.Table}, err
	}
	cols, err := findSampleColumns(t, sample, opt)
	if err != nil {
		out := SampleFile{Table: t.Table}
		out.Problems = t.problems()
		return out, err
	}
	t.setUnread(cols.time, cols.clock, cols.value)
	s := newSampleReader(t, cols, opt)
	for {
		r, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return SampleFile{Table: t.Table}, err
		}
		if r.fault == "" {
			s.row(r)
		}
	}
	return s.finish()
}

// sampleReader turns rows into samples.
type sampleReader struct {
	t       *table
	cols    sampleColumns
	out     SampleFile
	units   unitKeeper
	clock   localClock
	order   DateOrder
	votes   map[DateOrder]int
	pending []pendingSample // rows whose date waits for the order of day and month, once there is one such
	last    time.Time       // of the row before
}

// pendingSample is a row that was read but for the order of its date.
type pendingSample struct {
	when  moment
	value float64
	line  int
	text  string
}

func newSampleReader(t *table, cols sampleColumns, opt SampleOptions) *sampleReader {
	loc := opt.Zone
	if loc == nil {
		loc = time.UTC
	}
	if z := cols.zone; z != nil {
		loc = z
	}
	s := &sampleReader{t: t, cols: cols, clock: localClock{loc: loc}, order: opt.Dates, votes: map[DateOrder]int{}}
	s.out.Zone = loc.String()
	s.out.Dates = opt.Dates
	s.out.Decimal = cols.decimal
	s.out.TimeColumn, s.out.ValueColumn = t.columnName(cols.time), t.columnName(cols.value)
	if cols.clock >= 0 {
		s.out.ClockColumn = t.columnName(cols.clock)
	}
	for _, c := range cols.others {
		s.out.Others = append(s.out.Others, t.columnName(c))
	}
	if u := cols.unit; u != "" {
		s.units = unitKeeper{unit: u, settled: true, fromHead: true}
	}
	return s
}

// row reads one row: its value, then its time.
func (s *sampleReader) row(r row) {
	cell := r.cell(s.cols.value)
	q, fault := parseQuantity(cell, s.cols.decimal)
	v := q.value
	if fault == "" {
		v, fault = s.units.value(q)
	}
	if fault != "" {
		kind := "rows without a usable number"
		if fault == noNumber || fault == endless {
			s.out.Missing++
			kind = "rows without a value"
		}
		s.t.add(kind, Problem{Line: r.line, Column: s.out.ValueColumn, Text: cell, Reason: string(fault), Rows: 1})
		return
	}
	cell = r.cell(s.cols.time)
	if s.cols.clock >= 0 {
		cell += " " + r.cell(s.cols.clock)
	}
	m, wrong := parseMoment(cell)
	if wrong != "" {
		s.badTime(r.line, cell, wrong)
		return
	}
	if m.open || len(s.pending) > 0 {
		if o := m.vote(); o != AutoDates {
			s.votes[o]++
		}
		s.pending = append(s.pending, pendingSample{m, v, r.line, cell})
		return
	}
	s.keep(m, v)
}

func (s *sampleReader) badTime(line int, text string, why timeFault) {
	s.t.add("rows without a usable time", Problem{Line: line, Column: s.out.TimeColumn, Text: text, Reason: string(why), Rows: 1})
}

// keep adds a sample. A local time at or before the row before is the repeated hour's second pass, where there is one.
func (s *sampleReader) keep(m moment, v float64) {
	at := m.at
	if !m.fixed {
		s.out.Local++
		at = s.clock.instant(m)
		if !s.last.IsZero() && !at.After(s.last) {
			if second, ok := s.clock.again(m, at); ok && second.After(s.last) {
				at = second
			}
		}
	}
	s.last = at
	s.out.Samples = append(s.out.Samples, model.Sample{At: at, Value: v})
}

// finish settles the dates that waited, sorts, and leaves one sample an instant.
func (s *sampleReader) finish() (SampleFile, error) {
	if err := s.settle(); err != nil {
		s.out.Samples, s.out.Table = nil, s.t.Table
		s.out.Problems = s.t.problems()
		return s.out, err
	}
	s.dropDuplicates()
	if s.units.converted {
		s.t.add("", Problem{Column: s.out.ValueColumn, Reason: fmt.Sprintf("The values are in several units; all were turned into %s.", orPlain(s.units.unit))})
	}
	s.out.Unit = s.units.unit
	if n := len(s.out.Samples); n > 0 {
		s.out.First, s.out.Last = s.out.Samples[0].At, s.out.Samples[n-1].At
	}
	s.out.Step = commonStep(s.out.Samples)
	var err error
	s.out.Table, err = s.t.finish(len(s.out.Samples), "times and values")
	return s.out, err
}

func orPlain(unit string) string {
	if unit == "" {
		return "plain numbers"
	}
	return unit
}

// settle decides the order of day and month by the file's own dates, unless it was given.
func (s *sampleReader) settle() error {
	if len(s.pending) == 0 {
		return nil
	}
	if s.order == AutoDates {
		dates := make([]moment, len(s.pending))
		for i, p := range s.pending {
			dates[i] = p.when
		}
		order, err := orderOf(dates, s.votes, s.pending[0].text, s.pending[0].line)
		if err != nil {
			return err
		}
		s.order, s.out.Dates = order, order
	}
	for _, p := range s.pending {
		m, fault := p.when.ordered(s.order)
		if fault != "" {
			s.badTime(p.line, p.text, fault)
			continue
		}
		s.keep(m, p.value)
	}
	s.pending = nil
	return nil
}

// orderOf returns the order most dates prove. Dates that read the same both ways need none.
func orderOf(dates []moment, votes map[DateOrder]int, text string, line int) (DateOrder, error) {
	switch {
	case votes[DayFirst] > votes[MonthFirst]:
		return DayFirst, nil
	case votes[MonthFirst] > votes[DayFirst]:
		return MonthFirst, nil
	case votes[DayFirst] > 0:
		return AutoDates, model.Invalidf("dates", "Some of the file's dates have the day first and as many have the month first. Write them as 2026-01-31.")
	}
	if !slices.ContainsFunc(dates, func(m moment) bool { return m.open && m.month != m.day }) {
		return DayFirst, nil
	}
	first := dates[slices.IndexFunc(dates, func(m moment) bool { return m.open && m.month != m.day })]
	day := func(month, day int) string {
		return time.Date(first.year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format("2 January 2006")
	}
	return AutoDates, model.Invalidf("dates", "Dates such as %s (line %d) leave open which number is the day: here %s or %s. Say which: day first (dmy) or month first (mdy).",
		shorten(text), line, day(first.day, first.month), day(first.month, first.day))
}

// dropDuplicates sorts the samples and keeps the last read of each instant.
func (s *sampleReader) dropDuplicates() {
	all := s.out.Samples
	if !slices.IsSortedFunc(all, func(a, b model.Sample) int { return a.At.Compare(b.At) }) {
		model.SortSamples(all)
	}
	kept := all[:0]
	var first time.Time
	differ := 0
	for _, v := range all {
		n := len(kept)
		if n == 0 || !kept[n-1].At.Equal(v.At) {
			kept = append(kept, v)
			continue
		}
		if s.out.Duplicates++; s.out.Duplicates == 1 {
			first = v.At
		}
		if kept[n-1].Value != v.Value {
			differ++
		}
		kept[n-1] = v
	}
	s.out.Samples = kept
	if n := s.out.Duplicates; n > 0 {
		s.t.add("", Problem{Rows: n, Reason: fmt.Sprintf("%s the time of another row, the first at %s, %s with another value. The last row of each time counts. If the file holds several series, such as one a host, split it.",
			model.Count(n, "row has", "rows have"), first.In(s.clock.loc).Format("2006-01-02 15:04:05"), model.Thousands(differ))})
	}
}

// commonStep returns the most frequent distance of neighbouring samples, the shorter of equals.
func commonStep(samples []model.Sample) time.Duration {
	counts := map[time.Duration]int{}
	best := time.Duration(0)
	for i := 1; i < len(samples) && i <= 10_000; i++ {
		d := samples[i].At.Sub(samples[i-1].At)
		counts[d]++
		if n := counts[d]; best == 0 || n > counts[best] || (n == counts[best] && d < best) {
			best = d
		}
	}
	return best
}
