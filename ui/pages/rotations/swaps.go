package rotations

import (
	"watchbill/model"
	"watchbill/ui/timeline"
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

// cannotAsk says why nobody is asked about a shift.
func (p *Page) cannotAsk(s model.Shift) string {
	if s.State == model.Draft {
		return "nobody is asked about a draft: change it"
	}
	return p.over(s)
}
