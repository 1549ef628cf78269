package cli

import (
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
)

// columnsWide measures text in the columns of a terminal, the same on every system: a letter with accents is one, a Chinese
// character or an emoji two.
var columnsWide = &runewidth.Condition{}

// table lays rows out in columns for a terminal.
type table struct {
	right []bool
	rows  [][]string // the first is the head
}

// newTable starts a table. A head that begins with ">" makes its column right-aligned, for figures.
func newTable(heads ...string) *table {
	t := &table{right: make([]bool, len(heads))}
	row := make([]string, len(heads))
	for i, h := range heads {
		row[i], t.right[i] = strings.CutPrefix(h, ">")
	}
	t.rows = append(t.rows, row)
	return t
}

// add adds a row with one cell a column. An empty cell is a dash.
func (t *table) add(cells ...string) {
	row := make([]string, len(t.right))
	for i := range row {
		row[i] = "–"
		if i < len(cells) && cells[i] != "" {
			row[i] = strings.Join(strings.FieldsFunc(cells[i], func(r rune) bool { return r < ' ' || r == 0x7f }), " ")
		}
	}
	t.rows = append(t.rows, row)
}

// empty reports whether the table has no rows beside its head.
func (t *table) empty() bool { return len(t.rows) == 1 }

// write writes the table. Columns are two blanks apart, and no line ends in blanks.
func (t *table) write(w io.Writer) error {
	widths := make([]int, len(t.right))
	for _, row := range t.rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columnsWide.StringWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			pad := strings.Repeat(" ", widths[i]-columnsWide.StringWidth(cell))
			if t.right[i] {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}
