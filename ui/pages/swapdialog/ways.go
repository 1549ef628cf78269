package swapdialog

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// card is one way: who, what, and what speaks for and against it.
func (f *finder) card(i int, s model.Suggestion) fyne.CanvasObject {
	head := widgets.Row(theme.Gap2, f.names.Tiles(s.People), widgets.Grow(widgets.Ellipsis(widgets.Bold(f.nameOf(s)))), badgeOf(i, s))
	lines := widgets.Col(2, head)
	if len(s.Handovers) > 2 {
		lines.Add(widgets.Bullet(theme.IconSwap, theme.Text2, f.names.takes(s.Handovers)))
	}
	for _, r := range s.Reasons {
		icon, ink := theme.IconCheck, theme.Good
		if !r.Good {
			icon, ink = theme.IconWarn, theme.Warn
		}
		lines.Add(widgets.Bullet(icon, ink, r.Text))
	}
	number := widgets.Fixed(28, 0, widgets.Pad(2, 0, 0, 0, widgets.Bold(fmt.Sprint(i+1)).In(theme.Text2)))
	return widgets.Pad(9, theme.Gap3, 9, theme.Gap3, widgets.RowTop(0, number, widgets.Grow(lines)))
}

// takes says who takes what: “Ben takes Payments primary, 7–14 Dec; Ana takes …”.
func (n Names) takes(hs []model.Handover) string {
	words := make([]string, len(hs))
	for i, h := range hs {
		words[i] = fmt.Sprintf("%s takes %s, %s", n.First(h.To), n.Duty(h.Shift), n.When(h.Shift, h.Part))
	}
	return strings.Join(words, "; ")
}

// nameOf names a way: "Exchange with Ben, 21–28 Dec", "Grace covers, nothing back", "Three-way with Ben and Farid".
func (f *finder) nameOf(s model.Suggestion) string {
	with := others(s, f.shift.PersonID)
	switch {
	case s.Kind == model.SwapExchange && len(s.Handovers) > 1:
		back := s.Handovers[1]
		return fmt.Sprintf("Exchange with %s, %s", f.names.Firsts(with), f.names.When(back.Shift, back.Part))
	case s.Kind == model.SwapChain:
		return "Three-way with " + f.names.Firsts(with)
	case f.shift.PersonID == 0:
		return f.names.Firsts(with) + takes(with)
	}
	return f.names.Firsts(with) + covers(with)
}

func takes(who []model.ID) string {
	if len(who) > 1 {
		return " take it"
	}
	return " takes it"
}

func covers(who []model.ID) string {
	if len(who) > 1 {
		return " cover, nothing back"
	}
	return " covers, nothing back"
}

func badgeOf(i int, s model.Suggestion) fyne.CanvasObject {
	switch n := len(s.Bends); {
	case n > 0:
		return widgets.Badge(widgets.Warn, "bends "+model.Count(n, "rule", "rules"))
	case i == 0:
		return widgets.Badge(widgets.Good, "best")
	}
	return widgets.Badge(widgets.Neutral, "all rules kept")
}

// whoCannot says who can take it in no way, and why; where there is no way at all, it says that first.
func (f *finder) whoCannot() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if len(f.found.List) == 0 {
		words := "Nobody can take it this way. Try all ways, or a part of the shift."
		if !f.bend.On() {
			words = "Nobody can take it with all rules kept. Let rules be bent, or try a part of the shift."
		}
		out = append(out, widgets.Bold("There is no way"), widgets.BodyPara(words).In(theme.Text2), widgets.Fixed(0, theme.Gap2, widgets.Row(0)))
	}
	var said []string
	n := 0
	for _, c := range f.found.Cannot {
		n += len(c.People)
		var who []string
		for _, id := range c.People {
			who = append(who, f.names.First(id))
		}
		said = append(said, fmt.Sprintf("**%s**: %s.", strings.Join(who, ", "), strings.TrimSuffix(c.Reason, ".")))
	}
	if n == 0 {
		return out
	}
	return append(out, widgets.Row(theme.Gap2, widgets.Bold("Cannot take it"), widgets.Caption(model.Count(n, "person", "people")+", why"), widgets.Grow()),
		widgets.CaptionPara(strings.Join(said, " ")))
}

// shortly names up to two people, and more by their number, so that a button keeps its size.
func shortly(n Names, who []model.ID) string {
	if len(who) > 2 {
		return fmt.Sprintf("%d people", len(who))
	}
	names := make([]string, len(who))
	for i, id := range who {
		names[i] = Cut(n.First(id), 16)
	}
	return workspace.And(names)
}

// applyWords name the main action; bending rules is said on it, so that doing it is the manager's consent.
func applyWords(s model.Suggestion) string {
	words := "Swap now"
	if s.Kind == model.SwapCover {
		words = "Cover now"
	}
	if n := len(s.Bends); n > 0 {
		words += ", bend " + model.Count(n, "rule", "rules")
	}
	return words
}
