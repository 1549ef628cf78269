package rotations

import (
	"strings"

	"watchbill/model"
	"watchbill/ui/timeline"
	"watchbill/workspace"
)

// swapMarks are the parts of a shift that somebody has asked to give away, with who would take them.
func (p *Page) swapMarks(s model.Shift) []timeline.Mark {
	var out []timeline.Mark
	if s.State != model.Published {
		return nil
	}
	for _, v := range p.data.swaps {
		for _, h := range v.Handovers {
			if h.Shift.ID != s.ID || !h.Part.Overlaps(s.Interval) {
				continue
			}
			to := "open"
			if h.To != 0 {
				to = p.name(h.To)
			}
			out = append(out, timeline.Mark{Kind: timeline.SwapWaiting, Start: h.Part.Start, End: h.Part.End, Text: to})
		}
	}
	return out
}

// swapTitle says who swaps, without the arrows that the window's font has not.
func swapTitle(v workspace.SwapView) string { return strings.ReplaceAll(v.Title, " ⇄ ", " and ") }
