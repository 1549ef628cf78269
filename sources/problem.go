package sources

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"watchbill/model"
)

// Problem is something in a file that a person should know about.
type Problem struct {
	Line   int    // of the file, from 1; 0 when it is about the whole file or sums up many rows
	Column string // the column's header, or "column 2"; may be empty
	Text   string // what stands there, shortened
	Reason string // a sentence: what is wrong and what to do
	Rows   int    // rows it kept out: 1, or many for a sum; 0 for a remark about something that was read all the same
}

// String returns the problem in one line, such as: line 7, value "n/a": There is no number.
func (p Problem) String() string {
	var where []string
	if p.Line > 0 {
		where = append(where, fmt.Sprintf("line %d", p.Line))
	}
	if cell := strings.TrimSpace(p.Column + quoted(p.Text)); cell != "" {
		where = append(where, cell)
	}
	if len(where) == 0 {
		return p.Reason
	}
	return strings.Join(where, ", ") + ": " + p.Reason
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf(" %q", s)
}

// shown is how many problems of one kind are listed before the rest are only counted.
const shown = 20

// report collects the problems of one file, each kind listed up to shown times.
type report struct {
	list  []Problem
	kinds map[string]*tally
	order []string
}

type tally struct {
	seen, rows, last int // problems of the kind, rows among those not listed, last line
}

// add notes a problem. The kind says in a few words what its rows have in common: "without a number".
func (r *report) add(kind string, p Problem) {
	if r.kinds == nil {
		r.kinds = map[string]*tally{}
	}
	t := r.kinds[kind]
	if t == nil {
		t = &tally{}
		r.kinds[kind] = t
		r.order = append(r.order, kind)
	}
	t.seen++
	if t.seen > shown {
		t.rows += p.Rows
		t.last = p.Line
		return
	}
	p.Text = shorten(p.Text)
	r.list = append(r.list, p)
}

// problems returns what was noted in the order of the lines, remarks about the whole file first and the sums last.
func (r *report) problems() []Problem {
	out := slices.Clone(r.list)
	slices.SortStableFunc(out, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	for _, kind := range r.order {
		if t := r.kinds[kind]; t.seen > shown {
			out = append(out, Problem{
				Rows:   t.rows,
				Reason: fmt.Sprintf("And %s more %s, the last on line %d.", model.Thousands(t.seen-shown), kind, t.last),
			})
		}
	}
	return out
}

// shorten returns at most 60 printable characters of s.
func shorten(s string) string {
	const most = 60
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, s[:min(len(s), 8*most)])
	if utf8.RuneCountInString(s) > most {
		return string([]rune(s)[:most-1]) + "…"
	}
	return s
}
