package sources

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// SafeCell returns a text that a spreadsheet does not take for a formula: an apostrophe is put before texts that begin with
// = + - @, a tab or a carriage return. Not for columns of numbers.
func SafeCell(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// bareCell undoes SafeCell, so that what Watchbill writes reads back the same.
func bareCell(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte("=+-@\t\r", s[1]) >= 0 {
		return s[1:]
	}
	return s
}

// Writer writes CSV by RFC 4180 with LF line ends, texts made safe for spreadsheets.
type Writer struct {
	csv   *csv.Writer
	cells []string
}

// NewWriter writes to w. Call Flush at the end.
func NewWriter(w io.Writer) *Writer { return &Writer{csv: csv.NewWriter(w)} }

// Row writes one row. Strings go through SafeCell; numbers are written with a decimal point and as short as they read back
// exactly; times as RFC 3339; nil and the zero time as empty cells.
func (w *Writer) Row(cells ...any) error {
	w.cells = w.cells[:0]
	for _, c := range cells {
		w.cells = append(w.cells, cellText(c))
	}
	return w.csv.Write(w.cells)
}

// Flush writes out what is buffered and returns the first error of all writing.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

func cellText(c any) string {
	switch v := c.(type) {
	case nil:
		return ""
	case string:
		return SafeCell(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.RFC3339)
	default:
		return SafeCell(fmt.Sprint(v))
	}
}
