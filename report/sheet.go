package report

// A sheet is a paper and the places on it, in points from the top left.
type sheet struct {
	width, height float64
	left, text    float64 // margin, and the width between the margins
	running       float64 // base of the running line
	top, bottom   float64 // of what stands between running line and foot
	rule, foot    float64
}

var upright = sheet{
	width: pageWidth, height: pageHeight, left: marginLeft, text: textWidth,
	running: runningBase, top: bodyTop, bottom: bodyBottom, rule: footRule, foot: footBase,
}

// paper is the sheet that a report is laid out on.
func (d Doc) paper() sheet {
	if d.sheet == (sheet{}) {
		return upright
	}
	return d.sheet
}

// Paper is a size of paper to print a rota on, in landscape.
type Paper string

// The papers.
const (
	A4 Paper = "a4"
	A3 Paper = "a3"
)

// landscape is the paper on its side; what is no paper is A4.
func (p Paper) landscape() sheet {
	const margin = 36
	s := sheet{width: pageHeight, height: pageWidth, left: margin, running: 33, top: 44}
	if p == A3 {
		s.width, s.height = 1190.5, pageHeight
	}
	s.text = s.width - 2*margin
	s.bottom, s.rule, s.foot = s.height-44, s.height-35.5, s.height-25
	return s
}
