package sources

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"watchbill/model"
)

// Table says how a file was laid out and what came of its rows.
type Table struct {
	Rows      int      // of data: without the header, blank lines and comments
	Kept      int      // rows that are in the result
	Comments  int      // lines that begin with #
	Header    bool     // the first row names the columns
	Separator rune     // between cells: , ; | TAB, a blank for runs of blanks, 0 for a single column
	Encoding  string   // UTF-8, UTF-16 or Windows-1252
	Unread    []string // columns that are not in the result
	Problems  []Problem
}

// Skipped returns the rows that are not in the result; the problems say why.
func (t Table) Skipped() int { return t.Rows - t.Kept }

// row is one record of a file: a line, or several when a quoted cell goes over line ends.
type row struct {
	line  int
	text  string
	cells []string // trimmed; valid until the next row, unless looked ahead
	fault string   // what is wrong with the row as a whole; no cells then
}

// cell returns a cell, or "" where the row ends before it.
func (r row) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// table reads the rows of a file.
type table struct {
	Table
	report
	lines  *lines
	sep    byte
	cells  []string // reused from row to row
	ahead  []row
	head   []string // the header's cells, nil without one
	width  int      // cells a row has
	broken int      // quotes that were never closed
	most   int      // rows allowed
}

const (
	sniffed      = 200     // rows looked at to recognise the layout
	maxQuoted    = 200     // lines a quoted cell may go over
	maxBroken    = 20      // unclosed quotes after which cells are taken to end with their line
	maxCells     = 1000    // of a row
	maxTableRows = 100_000 // of people and of schedules
)

// openTable finds out the separator. Blanks separate only where nothing else does and blanks is set.
func openTable(r io.Reader, blanks bool, mostRows int) (*table, error) {
	in, err := open(r)
	if err != nil {
		return nil, err
	}
	t := &table{lines: newLines(in), most: mostRows}
	t.Encoding = in.encoding
	first, err := t.lines.peek(sniffed)
	if err != nil {
		return nil, err
	}
	if len(first) > 0 {
		if sep, ok := strings.CutPrefix(strings.ToLower(strings.Trim(first[0].text, `"`)), "sep="); ok && len(sep) == 1 { // Excel's and Grafana's hint
			t.sep = sep[0]
			t.lines.ahead = t.lines.ahead[1:]
		}
	}
	if t.sep == 0 {
		t.sep = separatorOf(first, blanks)
	}
	t.Separator = rune(t.sep)
	return t, nil
}

// separatorOf returns the separator by which most lines have the same number of cells.
func separatorOf(sample []line, blanks bool) byte {
	candidates := []byte{'\t', ';', ',', '|'}
	if blanks {
		candidates = append(candidates, ' ')
	}
	best, bestScore := byte(0), 0
	for _, sep := range candidates {
		counts := map[int]int{}
		for _, l := range sample {
			if blankOrComment(l.text) {
				continue
			}
			cells, _ := splitCells(nil, l.text, sep)
			counts[len(cells)]++
		}
		score := 0
		for cells, n := range counts {
			if cells > 1 {
				score = max(score, n)
			}
		}
		if sep == ' ' && bestScore > 0 {
			break
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

func blankOrComment(s string) bool {
	s = strings.TrimSpace(s)
	return s == "" || s[0] == '#'
}

// peek returns the first rows, up to n, and leaves them to be read.
func (t *table) peek(n int) ([]row, error) {
	for len(t.ahead) < n {
		r, err := t.read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		r.cells = slices.Clone(r.cells)
		t.ahead = append(t.ahead, r)
	}
	return t.ahead, nil
}

// setHeader says whether the first row names the columns; it is then no row of data.
func (t *table) setHeader(is bool) {
	t.Header = is
	if is {
		t.head = t.ahead[0].cells
		t.ahead = t.ahead[1:]
	}
	counts := map[int]int{}
	t.width = len(t.head)
	for _, r := range t.ahead {
		n := filled(r.cells)
		counts[n]++
		if !is && counts[n] > counts[t.width] {
			t.width = n
		}
	}
}

// filled returns the number of cells up to the last that is not empty.
func filled(cells []string) int {
	n := len(cells)
	for n > 0 && cells[n-1] == "" {
		n--
	}
	return n
}

// next returns the next row of data and counts it; io.EOF after the last. A row with a fault is reported here and has no cells:
// the caller passes on to the next.
func (t *table) next() (row, error) {
	r, err := t.pop()
	if err != nil {
		return row{}, err
	}
	if t.Rows++; t.Rows > t.most {
		return row{}, model.Invalidf("file", "The file has more than %s rows. Export a shorter period, or split it.", model.Thousands(t.most))
	}
	if n := filled(r.cells); r.fault == "" && n > t.width && t.width > 0 {
		r.fault = fmt.Sprintf("The row has %d cells where the others have %d. Put quotation marks around cells that hold the separator.", n, t.width)
	}
	if r.fault != "" {
		t.add("rows that cannot be split into cells", Problem{Line: r.line, Text: r.text, Reason: r.fault, Rows: 1})
		r.cells = nil
	}
	return r, nil
}

func (t *table) pop() (row, error) {
	if len(t.ahead) > 0 {
		first := t.ahead[0]
		t.ahead = t.ahead[1:]
		return first, nil
	}
	return t.read()
}

// read cuts the next record out of the lines.
func (t *table) read() (row, error) {
	for {
		l, err := t.lines.next()
		if err != nil {
			return row{}, err
		}
		trimmed := strings.TrimSpace(l.text)
		if trimmed == "" {
			continue
		}
		if trimmed[0] == '#' {
			t.Comments++
			continue
		}
		r := row{line: l.number, text: l.text}
		switch {
		case l.tooLong:
			r.fault = longLine
			return r, nil
		case strings.IndexByte(l.text, 0) >= 0:
			r.fault = zeroBytes
			return r, nil
		}
		return t.split(r)
	}
}

// What is wrong with a row as a whole.
const (
	longLine  = "The line is longer than 64 KiB. Check that the file has line ends, and its quotation marks."
	zeroBytes = "The line holds zero bytes: it was damaged, or the file was written to while it was copied. Export it again."
	openQuote = "A quotation mark is opened and never closed. Close it, or write a quotation mark inside a cell twice."
	badQuote  = "Text follows a closing quotation mark. Write a quotation mark inside a cell twice."
	manyCells = "The row has more than 1000 cells. Export fewer columns."
)

// split fills a row's cells, reading on where a quoted cell goes over the line's end. Of a quote that is never closed only its
// first line is lost: the lines after it are read as rows of their own.
func (t *table) split(r row) (row, error) {
	var taken []line
	for {
		cells, fault := splitCells(t.cells[:0], r.text, t.sep)
		t.cells = cells
		if fault == "" {
			r.cells = cells
			return r, nil
		}
		if fault == openQuote && t.broken < maxBroken && len(taken) < maxQuoted && len(r.text) < MaxLine {
			next, readErr := t.lines.next()
			if readErr == nil {
				taken = append(taken, next)
				if !next.tooLong {
					r.text += "\n" + next.text
					continue
				}
			} else if readErr != io.EOF {
				return row{}, readErr
			}
		}
		if len(taken) > 0 {
			t.broken++
			t.lines.putBack(taken)
			r.text, _, _ = strings.Cut(r.text, "\n")
		}
		r.fault = fault
		return r, nil
	}
}

// splitCells appends the trimmed cells of a record to cells; fault says why it cannot be split.
func splitCells(cells []string, text string, sep byte) (_ []string, fault string) {
	if sep == ' ' {
		return append(cells, strings.Fields(text)...), ""
	}
	for {
		if len(cells) == maxCells {
			return cells, manyCells
		}
		if start := strings.TrimLeft(text, " "); start != "" && start[0] == '"' {
			cell, rest, fault := quotedCell(start[1:], sep)
			if fault != "" {
				return cells, fault
			}
			cells = append(cells, strings.TrimSpace(cell))
			if rest == "" {
				return cells, ""
			}
			text = rest[1:]
			continue
		}
		i := -1
		if sep != 0 {
			i = strings.IndexByte(text, sep)
		}
		if i < 0 {
			return append(cells, strings.TrimSpace(text)), ""
		}
		cells = append(cells, strings.TrimSpace(text[:i]))
		text = text[i+1:]
	}
}

// quotedCell reads a cell after its opening quotation mark. The rest begins with the separator or is empty.
func quotedCell(text string, sep byte) (cell, rest, fault string) {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '"')
		if i < 0 {
			return "", "", openQuote
		}
		b.WriteString(text[:i])
		text = text[i+1:]
		if strings.HasPrefix(text, `"`) {
			b.WriteByte('"')
			text = text[1:]
			continue
		}
		rest = strings.TrimLeft(text, " ")
		if rest == "" || (sep != 0 && rest[0] == sep) {
			return b.String(), rest, ""
		}
		return "", "", badQuote
	}
}

// setUnread notes which columns stay outside the result, given those that are read; −1 is none.
func (t *table) setUnread(read ...int) {
	for i := range max(len(t.head), t.width) {
		empty := t.Header && (i >= len(t.head) || t.head[i] == "")
		if !slices.Contains(read, i) && !empty {
			t.Unread = append(t.Unread, t.columnName(i))
		}
	}
}

// columnName returns what a message calls a column.
func (t *table) columnName(i int) string {
	if i >= 0 && i < len(t.head) && t.head[i] != "" {
		return shorten(t.head[i])
	}
	return fmt.Sprintf("column %d", i+1)
}

// finish completes the report and says in one error when no row could be read.
func (t *table) finish(kept int, what string) (Table, error) {
	t.Kept = kept
	if t.lines.latin {
		t.Encoding = "Windows-1252"
		t.add("", Problem{Reason: "The file is not UTF-8; it was read as Windows-1252. If names look wrong, save it as UTF-8 and read it again."})
	}
	out := t.Table
	out.Problems = t.problems()
	if kept > 0 {
		return out, nil
	}
	if t.Rows == 0 {
		return out, model.Invalidf("file", "The file has no rows of data. Choose a file with %s.", what)
	}
	first := ""
	for _, p := range out.Problems {
		if p.Rows > 0 {
			first = " First: " + p.String()
			break
		}
	}
	return out, model.Invalidf("file", "None of the %s could be read. Look at the file in an editor, or export it again.%s", model.Count(t.Rows, "row", "rows"), first)
}
