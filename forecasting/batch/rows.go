package batch

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// row is one series of the input.
type row struct {
	id      string
	number  int       // from 1
	leading []float64 // columns between id and values
	values  []float64 // NaN where missing
}

// source reads rows with so many columns between id and values.
type source struct {
	reader  *csv.Reader
	leading int
}

func newSource(in io.Reader, leading int) *source {
	s := &source{leading: leading}
	s.reader = csv.NewReader(skipMark(bufio.NewReaderSize(in, 1<<16)))
	s.reader.FieldsPerRecord = -1
	s.reader.ReuseRecord = true
	s.reader.TrimLeadingSpace = true
	return s
}

// skipMark passes over a byte order mark, which spreadsheets put first.
func skipMark(r *bufio.Reader) io.Reader {
	if start, err := r.Peek(3); err == nil && string(start) == "\xef\xbb\xbf" {
		r.Discard(3)
	}
	return r
}

// each calls yield for every row. A row with a bad field comes with its error;
// a broken file ends the reading with an error that names the line.
func (s *source) each(ctx context.Context, yield func(row, error)) error {
	for number := 1; ctx.Err() == nil; number++ {
		fields, err := s.reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read series: %w", err)
		}
		r, err := parse(fields, s.leading)
		r.number = number
		yield(r, err)
	}
	return ctx.Err()
}

func parse(fields []string, leading int) (row, error) {
	r := row{id: strings.Clone(strings.TrimSpace(fields[0]))}
	fields = fields[1:]
	if len(fields) < leading {
		return r, errors.New("the capacity is missing; it comes after the id")
	}
	for i, text := range fields[:leading] {
		v, err := number(text)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return r, fmt.Errorf("column %d: %q is not a capacity; write a number such as 80", i+2, text)
		}
		r.leading = append(r.leading, v)
	}
	r.values = make([]float64, len(fields)-leading)
	for i, text := range fields[leading:] {
		v, err := number(text)
		if err != nil {
			return r, fmt.Errorf("column %d: %q is not a number; leave it empty where a value is missing", i+leading+2, text)
		}
		r.values[i] = v
	}
	return r, nil
}

// number reads a value; empty is missing. Too large a number reads as ±Inf,
// which counts as missing further on.
func number(text string) (float64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if errors.Is(err, strconv.ErrRange) {
		return v, nil
	}
	return v, err
}

// field quotes an id where CSV needs it.
func field(id string) string {
	if strings.ContainsAny(id, ",\"\r\n") || strings.HasPrefix(id, " ") {
		return `"` + strings.ReplaceAll(id, `"`, `""`) + `"`
	}
	return id
}
