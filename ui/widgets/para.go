package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Para is text that wraps to the width it is given. Words between ** are bold: "**Dana** is on call".
type Para struct {
	part
	words []word
	lines []*canvas.Text // pooled pieces, one for each run of one weight on one line
	runs  []run
	rows  int
	wrap  float32 // the width the runs were made for
	size  float32
	ink   theme.Token
}

type word struct {
	text  string
	bold  bool
	brk   bool // a line break stands before it
	glued bool // no space before it: the weight changed inside a word
}

type run struct {
	text string
	bold bool
	row  int
	x    float32
}

const paraFirstWidth = 320 // until the layout says how wide it is

// NewPara is wrapped text of a size of theme.Text….
func NewPara(s string, size float32, ink theme.Token) *Para {
	p := &Para{size: size, ink: ink, words: splitWords(s), wrap: -1}
	p.skin = func() {
		for _, t := range p.lines {
			t.Color = theme.C(p.ink)
		}
	}
	p.least = func() fyne.Size {
		w := p.Size().Width
		if w <= 0 {
			w = paraFirstWidth
		}
		p.wrapTo(w)
		return fyne.NewSize(min(60, w), float32(p.rows)*theme.LineHeight(p.size))
	}
	p.place = func(s fyne.Size) { p.wrapTo(s.Width); p.placeRuns() }
	p.init(p)
	return p
}

// BodyPara is wrapped text of 13.
func BodyPara(s string) *Para { return NewPara(s, theme.TextBody, theme.Text) }

// CaptionPara is wrapped text of 11 in Text2.
func CaptionPara(s string) *Para { return NewPara(s, theme.TextCaption, theme.Text2) }

// In gives the text another colour.
func (p *Para) In(ink theme.Token) *Para { p.ink = ink; p.Refresh(); return p }

// SetText changes the text.
func (p *Para) SetText(s string) {
	p.words, p.wrap = splitWords(s), -1
	p.Refresh()
}

// splitWords reads the text into words, with ** switching to bold and back.
func splitWords(s string) []word {
	var words []word
	for i, line := range strings.Split(s, "\n") {
		first, spaced := true, true // spaced: white space stands before what comes next
		for j, piece := range strings.Split(line, "**") {
			spaced = spaced || strings.HasPrefix(piece, " ")
			for _, w := range strings.Fields(piece) {
				words = append(words, word{text: w, bold: j%2 == 1, brk: first && i > 0, glued: !spaced})
				first, spaced = false, true
			}
			if piece != "" {
				spaced = strings.HasSuffix(piece, " ")
			}
		}
	}
	return words
}

// isUnit reports whether a word belongs to the number before it: "50 %" and "12 h" stay on one line.
func isUnit(w string) bool {
	switch strings.TrimRight(w, ".,;:)") {
	case "%", "h", "d", "min":
		return true
	}
	return false
}

// together reports whether two words stay on one line.
func together(a, b word) bool {
	if b.brk || a.text == "" || !isUnit(b.text) {
		return false
	}
	last := a.text[len(a.text)-1]
	return '0' <= last && last <= '9'
}

func (p *Para) measure(s string, bold bool) float32 {
	return theme.Measure(s, p.size, bold).Width
}

// wrapTo breaks the words into lines of a width and joins neighbours of one weight into runs.
func (p *Para) wrapTo(width float32) {
	if width == p.wrap {
		return
	}
	p.wrap, p.runs = width, p.runs[:0]
	row, x := 0, float32(0)
	space := p.measure(" ", false)
	for i, w := range p.words {
		advance := p.measure(w.text, w.bold)
		lead := space
		if w.glued || x == 0 {
			lead = 0
		}
		need := lead + advance
		held := i > 0 && together(p.words[i-1], w)
		if i+1 < len(p.words) && together(w, p.words[i+1]) {
			need += space + p.measure(p.words[i+1].text, p.words[i+1].bold)
		}
		if w.brk || (x > 0 && !w.glued && !held && x+need > width) {
			row, x, lead = row+1, 0, 0
		}
		last := len(p.runs) - 1
		if i > 0 && last >= 0 && p.runs[last].row == row && p.runs[last].bold == w.bold && x > 0 {
			if lead > 0 {
				p.runs[last].text += " "
			}
			p.runs[last].text += w.text
			x = p.runs[last].x + p.measure(p.runs[last].text, w.bold)
			continue
		}
		p.runs = append(p.runs, run{w.text, w.bold, row, x + lead})
		x += lead + advance
	}
	p.rows = row + 1
}

func (p *Para) placeRuns() {
	for len(p.lines) < len(p.runs) {
		t := canvasText("", p.size, false)
		t.Color = theme.C(p.ink)
		p.lines = append(p.lines, t)
		p.objects = append(p.objects, t)
	}
	height := theme.LineHeight(p.size)
	for i, t := range p.lines {
		if i >= len(p.runs) {
			t.Hide()
			continue
		}
		r := p.runs[i]
		theme.Write(t, r.text, r.bold)
		m := t.MinSize()
		t.Move(fyne.NewPos(r.x, float32(r.row)*height+whole((height-m.Height)/2)))
		t.Resize(m)
		t.Show()
	}
}
