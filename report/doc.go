// Package report turns plain figures into pages: text, tables and charts, measured once and then written as PDF or
// drawn as PNG, so that both always agree. Each report is a struct of values that its caller fills; the sentences
// are made here. It must not read storage, clocks or windows, and may import chart alone.
package report

import (
	"time"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// A Scope is what every report says about itself.
type Scope struct {
	Team   string
	Period string    // in words: "October 2026", "fourth quarter 2026"
	Zone   string    // IANA name of the zone that times are given in
	Made   time.Time // in that zone; it dates the file too
	DataTo time.Time // last day with data; zero: not said
}

// A Doc is a report ready to be laid out. The reports of this package make it with their Doc methods.
type Doc struct {
	name    string // "Capacity": right of the running line and in the foot
	title   string
	scope   string
	summary summary
	blocks  []block
	foot    string // after the team
	team    string
	made    time.Time
	sheet   sheet // zero: A4 upright
}

// A summary is a bold first sentence and the rest.
type summary struct{ lead, rest string }

// A block is a part of a page. It is cut into pieces, which are never split.
type block interface {
	pieces(width float64) []piece
}

// A piece is what stays in one place.
type piece struct {
	height float64
	before float64 // space above, left out at the top of a page
	keep   bool    // on one page with the next piece, where all that is kept together fits on one
	head   bool    // never the last piece of a page
	title  string  // for the outline of the PDF
	again  *piece  // drawn first where this piece begins a page: the head of a table
	draw   func(p *pen.Pen)
}

// Size of A4 upright and places on it in points, from the top left.
const (
	pageWidth   = 595.0
	pageHeight  = 842.0
	marginLeft  = 42.5
	textWidth   = 510.0
	gutter      = 22.0
	halfWidth   = (textWidth - gutter) / 2
	runningBase = 41.0
	bodyTop     = 52.0  // on pages after the first
	bodyBottom  = 798.0 // above the foot
	footRule    = 806.5
	footBase    = 817.0
)

// Space above a heading and above the notes.
const (
	spaceHeading = 11.0
	spaceNotes   = 9.0
)

// pal is the palette of all pages.
var pal = chart.Print()

var (
	titleFont    = pen.Font{Size: 19, Bold: true}
	scopeFont    = pen.Font{Size: 9}
	summaryFont  = pen.Font{Size: 10.5}
	summaryBold  = pen.Font{Size: 10.5, Bold: true}
	figureFont   = pen.Font{Size: 19, Bold: true}
	unitFont     = pen.Font{Size: 10}
	headingFont  = pen.Font{Size: 10.5, Bold: true}
	captionFont  = pen.Font{Size: 8}
	cellFont     = pen.Font{Size: 8}
	cellBold     = pen.Font{Size: 8, Bold: true}
	cellSmall    = pen.Font{Size: 7.5}
	headFont     = pen.Font{Size: 7.5}
	noteFont     = pen.Font{Size: 7.5}
	noteBold     = pen.Font{Size: 7.5, Bold: true}
	footFont     = pen.Font{Size: 7}
	figureWhat   = pen.Font{Size: 8}
	figureBeside = pen.Font{Size: 7.5}
)

// hairline is the rule between rows and above the foot.
func hairline() pen.Stroke { return pen.Stroke{Width: 0.4, Color: pal.Base} }

// inkLine is the rule under a table head and above a total.
func inkLine() pen.Stroke { return pen.Stroke{Width: 0.75, Color: pal.Ink} }

// baseline is where text of a font stands in a line of the given height that begins at y.
func baseline(y, height float64, f pen.Font) float64 { return y + height/2 + f.CapHeight()/2 }
