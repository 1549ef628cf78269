package timeline

import (
	"image/color"
	"time"

	"watchbill/ui/theme"
)

// Model is everything a timeline shows. It is a value: to change the picture, set another one.
type Model struct {
	Zone      *time.Location // whose days, nights, weeks and weekends are drawn; nil is UTC
	Now       time.Time      // where the now-line stands; zero for no line
	WeekStart int            // first day of a week in days after Monday: 0 Monday, 5 Saturday, 6 Sunday
	NightFrom int            // the hour at which night begins where hours are shown, 0…24
	NightTo   int            // and at which it ends; both zero is from 22 to 6
	Bands     []Band         // holidays and change freezes that concern all rows
	Groups    []Group
}

// Group is a band of rows under one heading. Without a Title its rows follow with no heading.
type Group struct {
	Title   string
	Caption string // facts beside the title, such as the rotation's rule
	Rows    []Row
}

// Row is one line of the timeline: a role, or a person if Person is set.
type Row struct {
	ID       string
	Label    string
	Sub      string // a second, smaller line under the label
	Person   int    // colour number from 1 of the person this row stands for; 0 for a role. Person rows take drops.
	Initials string // in the tile before a person's label
	Count    string // right of the label, such as the number of duties
	Blocks   []Block
}

// Kind says what a block is and so how it looks.
type Kind int

// The kinds. Published, Draft and PersonBar are shifts and can be dragged; Holiday only answers to hovering.
const (
	Published Kind = iota
	Draft          // a proposed shift that differs from what is published, in its own lane below
	Gap            // nobody is on call
	TimeOff        // a person is away, a hatched band
	Holiday        // a public holiday or a freeze, a plain band
	PersonBar      // a shift as a thin bar in its person's row
)

// Block is something that lasts from Start up to, but not including, End. Blocks of a row may come in any order; where two
// of a kind overlap, they get lanes of their own. Several blocks may carry one ID (a shift in its role's row and in its
// person's row): they are selected together.
type Block struct {
	ID         string
	Start, End time.Time
	Kind       Kind
	Person     int // colour number from 1; 0 draws a block of no person
	Initials   string
	Name       string
	Note       string // under a draft, "was Farid"
	Marks      []Mark
	Changed    bool // ringed in a Strip: this is what a swap would change

	// What the hover card says where OnHover has nothing to say.
	Full  string         // the person's whole name
	Where string         // rotation and role
	Zone  *time.Location // the person's, beside the model's; nil for none
	Flags []string       // why the block is flagged, a sentence each
}

// MarkKind says what a mark means.
type MarkKind int

// The marks.
const (
	SwapWaiting MarkKind = iota // a swap of this part waits for an answer; Text names the other person
	Away                        // the person is away during this part; Text says so
	Overridden                  // an override decides this part; Text says for whom
)

// Mark is a bar under a part of a block, with a word. Zero times mean the whole block.
type Mark struct {
	Kind       MarkKind
	Start, End time.Time
	Text       string
}

// Card is what hovering over a block shows: a title and lines, ready for the screen.
type Card struct {
	Title string
	Lines []string
}

func (k Kind) draggable() bool  { return k == Published || k == Draft || k == PersonBar }
func (k Kind) selectable() bool { return k != Holiday }

func (m Model) zone() *time.Location {
	if m.Zone == nil {
		return time.UTC
	}
	return m.Zone
}

// night is the hours between which night lies.
func (m Model) night() (from, to int) {
	if m.NightFrom == 0 && m.NightTo == 0 {
		return 22, 6
	}
	return m.NightFrom, m.NightTo
}

// colours are the fill, edge and ink of one block.
type colours struct{ fill, edge, ink color.NRGBA }

func personColours(p theme.Palette, person int) colours {
	if person < 1 {
		return colours{p.C(theme.Sunken), p.C(theme.Line2), p.C(theme.Text)}
	}
	return colours{theme.PersonFill(person), p.PersonEdge(person), theme.PersonInk(person)}
}

// faded moves the colours most of the way to the ground, for a block that is being dragged away.
func (c colours) faded(ground color.NRGBA) colours {
	const share = 0.6
	return colours{theme.Mix(c.fill, ground, share), theme.Mix(c.edge, ground, share), theme.Mix(c.ink, ground, share)}
}
