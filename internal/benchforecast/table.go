package main

import (
	"fmt"
	"math"
	"strings"
)

// table is printed with its columns in line.
type table struct {
	title   string
	columns []string
	rows    [][]string
}

func newTable(title string, columns ...string) *table {
	return &table{title: title, columns: columns}
}

// add a row of figures; NaN is left open.
func (t *table) add(name string, figures ...float64) { t.addRow(name, figures) }

func (t *table) addRow(name string, figures []float64) {
	row := []string{name}
	for _, f := range figures {
		switch {
		case math.IsNaN(f):
			row = append(row, "-")
		case f == math.Trunc(f) && math.Abs(f) >= 2:
			row = append(row, fmt.Sprintf("%.0f", f))
		case math.Abs(f) >= 10:
			row = append(row, fmt.Sprintf("%.2f", f))
		default:
			row = append(row, fmt.Sprintf("%.3f", f))
		}
	}
	t.rows = append(t.rows, row)
}

func (t *table) print() {
	widths := make([]int, len(t.columns))
	for _, row := range append([][]string{t.columns}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	fmt.Printf("\n%s\n", t.title)
	for _, row := range append([][]string{t.columns}, t.rows...) {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			if i == 0 {
				b.WriteString("  " + cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		fmt.Println(strings.TrimRight(b.String(), " "))
	}
}

type direction int

const (
	atMost direction = iota
	atLeast
)

// bar is a figure with the value it must reach and the one it aims at.
type bar struct {
	name            string
	got, must, aims float64
	direction       direction
}

func (b bar) verdict() string {
	reached := func(limit float64) bool {
		if b.direction == atLeast {
			return b.got >= limit
		}
		return b.got <= limit
	}
	switch {
	case reached(b.aims):
		return "aim reached"
	case reached(b.must):
		return "reached"
	default:
		return "MISSED"
	}
}

func printBars(bars ...bar) {
	for _, b := range bars {
		sign := "≤"
		if b.direction == atLeast {
			sign = "≥"
		}
		fmt.Printf("  %-34s %9.3f   must %s %g, aim %s %g: %s\n", b.name, b.got, sign, b.must, sign, b.aims, b.verdict())
	}
}
