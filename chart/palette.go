package chart

import (
	"image/color"

	"watchbill/chart/pen"
)

// A Fill is a person's colour with the text colour that can be read on it.
type Fill struct{ Fill, Text, Edge color.Color }

// A Palette is all a chart knows about where it is drawn: colours, type sizes, line widths and dashes. Sizes are in
// logical pixels on screens and in points on paper.
type Palette struct {
	Ground color.Color // behind everything, and under labels that cross a line
	Ink    color.Color // text that matters
	Muted  color.Color // secondary text
	Faint  color.Color // captions and axis figures
	Grid   color.Color
	Base   color.Color // the base line of an axis
	Track  color.Color // shade: weekends, the empty part of a bar

	Data      color.Color // the one series that matters, forecasts
	DataLess  color.Color // the lesser part
	DataName  color.Color // label text in the colour of DataLess
	OnData    color.Color // text on Data
	OnLess    color.Color // text on DataLess
	History   color.Color
	BandInner color.Color // the middle half
	BandOuter color.Color // P10–P90
	Limit     color.Color
	Soft      color.Color
	Attention color.Color // over a limit, missed or due soon; never without a shape or a word
	People    []Fill      // person n has People[(n-1) % len]

	Axis, Label                       float64 // type sizes
	GridWidth, BaseWidth              float64
	DataWidth, HistoryWidth, MidWidth float64
	LimitWidth                        float64
	MidDash, LimitDash, SoftDash      []float64
	DotRadius                         float64

	// Print chooses the forms of paper: dots and named points where a screen has cards and flags.
	Print bool
}

// Print is the palette of reports.
func Print() Palette {
	ink := hex(0x1B2733)
	pal := Palette{
		Ground: hex(0xFFFFFF), Ink: ink, Muted: hex(0x55626E), Faint: hex(0x55626E),
		Grid: hex(0xE6EAEE), Base: hex(0xC5CDD4), Track: hex(0xEEF1F4),
		Data: hex(0x1F5C99), DataLess: hex(0x7FA8D1), DataName: hex(0x3E6C9C), OnData: hex(0xFFFFFF), OnLess: ink,
		History: hex(0x1F5C99), BandInner: hex(0xBDD2E8), BandOuter: hex(0xDCE7F2),
		Limit: ink, Soft: hex(0x55626E), Attention: hex(0xB84A00),
		Axis: 7, Label: 7.5, GridWidth: 0.5, BaseWidth: 0.75, DataWidth: 1.5, HistoryWidth: 1.4, MidWidth: 1,
		LimitWidth: 1, MidDash: []float64{3, 2}, LimitDash: []float64{4, 2.5}, SoftDash: []float64{1, 2},
		DotRadius: 2.1, Print: true,
	}
	for _, c := range []uint32{
		0x92BBE4, 0xF1A085, 0xF1E4A0, 0xFFBBC9, 0xB3E5FB, 0x69C9AD, 0xC9D65C, 0xD6DADE,
	} {
		pal.People = append(pal.People, Fill{Fill: hex(c), Text: ink, Edge: hex(c)})
	}
	return pal
}

// Screen is the palette of the window, light or dark.
func Screen(dark bool) Palette {
	pal := Palette{
		Ground: hex(0xFFFFFF), Ink: hex(0x1A1D21), Muted: hex(0x4A515C), Faint: hex(0x646B77),
		Grid: hex(0xDADDE2), Base: hex(0xB7BDC7), Track: hex(0xECEEF1),
		Data: hex(0x1F5FBF), DataLess: hex(0xB7BDC7), DataName: hex(0x4A515C), OnData: hex(0xFFFFFF), OnLess: hex(0x1A1D21),
		BandInner: hex(0xB9D0F2), BandOuter: hex(0xDCE7F8),
		Limit: hex(0xB3261E), Soft: hex(0x855600), Attention: hex(0x855600),
	}
	if dark {
		pal = Palette{
			Ground: hex(0x1D2025), Ink: hex(0xE8EAED), Muted: hex(0xB8BEC8), Faint: hex(0x979EA9),
			Grid: hex(0x343941), Base: hex(0x555D69), Track: hex(0x272B31),
			Data: hex(0x7FACF8), DataLess: hex(0x555D69), DataName: hex(0xB8BEC8), OnData: hex(0x0D1A2D), OnLess: hex(0xE8EAED),
			BandInner: hex(0x314B74), BandOuter: hex(0x22314A),
			Limit: hex(0xF2928A), Soft: hex(0xE3B24C), Attention: hex(0xE3B24C),
		}
	}
	pal.History = pal.Ink
	pal.Axis, pal.Label = 11, 11
	pal.GridWidth, pal.BaseWidth, pal.DataWidth, pal.HistoryWidth, pal.MidWidth = 1, 1, 2, 1.5, 2
	pal.LimitWidth, pal.LimitDash, pal.SoftDash = 2, nil, []float64{5, 3}
	pal.DotRadius = 3
	for i, c := range []uint32{
		0xCDAA3A, 0x424A93, 0x86DDF2, 0x9A5106, 0x8A77D2, 0x16A289, 0xBCE6A1, 0x087982, 0xA7A0FB, 0x77373B, 0x5BC7B3, 0xA88506,
	} {
		text := hex(0x14171C)
		if i == 1 || i == 3 || i == 7 || i == 9 {
			text = hex(0xFFFFFF)
		}
		pal.People = append(pal.People, Fill{Fill: hex(c), Text: text, Edge: mix(hex(c), pal.Ink, 0.4)})
	}
	return pal
}

// person is the fill of person n, counted from 1; anybody else is shown in the shade.
func (pal Palette) person(n int) Fill {
	if n < 1 || len(pal.People) == 0 {
		return Fill{Fill: pal.Track, Text: pal.Ink, Edge: pal.Base}
	}
	return pal.People[(n-1)%len(pal.People)]
}

func (pal Palette) label() pen.Font     { return pen.Font{Size: pal.Label} }
func (pal Palette) labelBold() pen.Font { return pen.Font{Size: pal.Label, Bold: true} }
func (pal Palette) axis() pen.Font      { return pen.Font{Size: pal.Axis} }

func (pal Palette) grid() pen.Stroke { return pen.Stroke{Width: pal.GridWidth, Color: pal.Grid} }
func (pal Palette) base() pen.Stroke { return pen.Stroke{Width: pal.BaseWidth, Color: pal.Base} }
func (pal Palette) limit() pen.Stroke {
	return pen.Stroke{Width: pal.LimitWidth, Color: pal.Limit, Dash: pal.LimitDash}
}

// capLine is the line of a cap or target: dashed everywhere, for it may be passed.
func (pal Palette) capLine() pen.Stroke {
	s := pal.limit()
	if s.Dash == nil {
		s.Dash = []float64{5, 3}
	}
	return s
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff}
}

func mix(a, b color.Color, share float64) color.Color {
	x, y := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	m := func(p, q uint8) uint8 { return uint8(float64(p)*(1-share) + float64(q)*share + 0.5) }
	return color.NRGBA{R: m(x.R, y.R), G: m(x.G, y.G), B: m(x.B, y.B), A: 0xff}
}
