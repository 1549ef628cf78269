package pen

import (
	"slices"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// A span is a part of a text, [from, to) in runes, that is read in one direction.
type span struct {
	from, to int
	leftward bool
}

// directions parts a text into spans in the order they stand on the line, from the left. The line itself runs
// rightward, as everything around it does. What is read in which direction is x/text's answer; the order is the
// standard's rule L2 (Unicode Standard Annex #9), which x/text leaves to its callers. Figures and signs after the last
// leftward letter stay in the line's order: there a name ends, and the sentence around it goes on.
func directions(text []rune) []span {
	whole := []span{{0, len(text), false}}
	if !slices.ContainsFunc(text, runsLeftward) {
		return whole
	}
	const rightwardMark = "\u200e" // makes the line run rightward whatever its first letter
	var p bidi.Paragraph
	if _, err := p.SetString(rightwardMark + string(text)); err != nil {
		return whole
	}
	order, err := p.Order()
	if err != nil {
		return whole
	}
	var line, inner []span // inner: from one leftward part to the next, in reading order
	flush := func() {
		line = append(line, turned(inner, text)...)
		inner = nil
	}
	at := -1 // of the mark
	for i := range order.NumRuns() {
		run := order.Run(i)
		s := span{max(at, 0), at + len([]rune(run.String())), run.Direction() == bidi.RightToLeft}
		at = s.to
		if s.leftward {
			inner = append(inner, s)
			continue
		}
		if len(inner) > 0 {
			if n := figures(text[s.from:s.to]); n > 0 {
				inner = append(inner, span{s.from, s.from + n, false})
				s.from += n
			} else if unicode.Is(unicode.Pe, text[s.from]) && opened(text[inner[0].from:s.from]) > 0 {
				inner = append(inner, span{s.from, s.from + 1, true}) // a bracket stays with its other half
				s.from++
			}
		}
		if s.from < s.to {
			flush()
			line = append(line, s)
		}
	}
	flush()
	if at < len(text) { // x/text stops where a paragraph ends
		line = append(line, span{at, len(text), false})
	}
	return merged(line)
}

// merged joins neighbours that read rightward on.
func merged(spans []span) []span {
	var line []span
	for _, s := range spans {
		if last := len(line) - 1; last >= 0 && !s.leftward && !line[last].leftward && line[last].to == s.from {
			line[last].to = s.to
		} else {
			line = append(line, s)
		}
	}
	return line
}

// turned puts spans in reading order, the first of them leftward, into the order of the line.
func turned(spans []span, text []rune) []span {
	if len(spans) == 0 {
		return nil
	}
	from, to := spans[0].from, spans[len(spans)-1].to
	end := to
	for end > from && !runsLeftward(text[end-1]) {
		end--
	}
	for open := opened(text[from:end]); end < to && (attached(text[end]) || open > 0 && unicode.Is(unicode.Pe, text[end])); end++ {
		if !attached(text[end]) {
			open--
		}
	}
	var line []span
	for _, s := range spans {
		if s.to = min(s.to, end); s.from < s.to {
			line = append(line, s)
		}
	}
	slices.Reverse(line)
	if end < to {
		line = append(line, span{end, to, false})
	}
	return line
}

// opened is how many brackets are opened and not closed again.
func opened(text []rune) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Ps, r):
			n++
		case unicode.Is(unicode.Pe, r) && n > 0:
			n--
		}
	}
	return n
}

// figures is how many runes at the beginning are a number, which reads rightward within leftward text.
func figures(text []rune) int {
	n := 0
	for i, r := range text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.EN, bidi.AN:
			n = i + 1
		case bidi.ES, bidi.CS, bidi.ET, bidi.NSM, bidi.BN:
		default:
			return n
		}
	}
	return n
}

// runsLeftward tells whether a rune is a leftward letter, or a figure of a leftward script.
func runsLeftward(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	c := p.Class()
	return c == bidi.R || c == bidi.AL || c == bidi.AN
}

// mirrored is text of the embedded faces as it stands within leftward text.
func mirrored(s string) string { return bidi.ReverseString(s) }
