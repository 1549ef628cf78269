package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Tile is a person's initials on their colour. A colour alone never names a person: the tile stands beside the name or
// carries the initials.
type Tile struct {
	part
	edge     edged
	initials *canvas.Text
	person   int
}

func newTile(person int, initials string, w, h, size float32) *Tile {
	t := &Tile{edge: newEdged(theme.RadiusControl, 1), initials: canvasText(initials, size, true), person: person}
	t.initials.Alignment = fyne.TextAlignCenter
	t.skin = func() {
		t.edge.paint(theme.PersonFill(t.person), theme.PersonEdge(t.person))
		t.initials.Color = theme.PersonInk(t.person)
	}
	t.least = fixed(w, h)
	t.place = func(s fyne.Size) {
		p := fyne.NewPos(whole((s.Width-w)/2), whole((s.Height-h)/2))
		t.edge.at(p, fyne.NewSize(w, h))
		m := t.initials.MinSize()
		t.initials.Move(fyne.NewPos(p.X, p.Y+whole((h-m.Height)/2)))
		t.initials.Resize(fyne.NewSize(w, m.Height))
	}
	t.init(t, t.edge.out, t.edge.in, t.initials)
	return t
}

// NewTile is the 24 × 20 tile of lists. Person is the colour's number, from 1.
func NewTile(person int, initials string) *Tile {
	return newTile(person, initials, 24, 20, theme.TextCaption)
}

// NewBigTile is the 36 × 36 tile beside a full name.
func NewBigTile(person int, initials string) *Tile {
	return newTile(person, initials, 36, 36, theme.TextBody)
}

// Set shows another person.
func (t *Tile) Set(person int, initials string) {
	t.person = person
	theme.Write(t.initials, initials, t.initials.TextStyle.Bold)
	t.Refresh()
}

// Tone is what a badge, banner or note means. Its word says so too: nothing is only a colour.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Info
	Good
	Warn
	Bad
)

func (t Tone) ink() theme.Token {
	return [...]theme.Token{theme.Text2, theme.Accent, theme.Good, theme.Warn, theme.Bad}[t]
}

func (t Tone) soft() theme.Token {
	return [...]theme.Token{theme.Sunken, theme.AccentSoft, theme.GoodSoft, theme.WarnSoft, theme.BadSoft}[t]
}

// Icon is the tone's usual icon, empty for Neutral.
func (t Tone) Icon() theme.IconName {
	return [...]theme.IconName{"", theme.IconInfo, theme.IconGood, theme.IconWarn, theme.IconBad}[t]
}

// Badge is a word on a soft ground, with the tone's icon unless the tone is Neutral.
func Badge(tone Tone, word string) fyne.CanvasObject { return IconBadge(tone, tone.Icon(), word) }

// IconBadge is a Badge with an icon of its own; "" for none.
func IconBadge(tone Tone, icon theme.IconName, word string) fyne.CanvasObject {
	in := Row(theme.Gap1)
	if icon != "" {
		in.Add(NewIcon(icon, 12, tone.ink()))
	}
	in.Add(NewText(word, theme.TextCaption, false, tone.ink()))
	return Stack(NewRect(tone.soft(), 0, theme.BadgeHeight).Rounded(theme.RadiusControl), Pad(0, 6, 0, 6, in))
}

// Note is a caption with the tone's icon before it: "provably fairest".
func Note(tone Tone, words string) fyne.CanvasObject {
	in := Row(theme.Gap1)
	if icon := tone.Icon(); icon != "" {
		in.Add(NewIcon(icon, 12, tone.ink()))
	}
	ink := tone.ink()
	if tone == Neutral {
		ink = theme.Text3
	}
	in.Add(NewText(words, theme.TextCaption, false, ink))
	return in
}

// Counter is an outlined count, as in the sidebar; red is for failures, not for counts.
func Counter(count string) fyne.CanvasObject {
	return Stack(NewBox(theme.Surface, theme.Line2, 8), Fixed(0, 16, Pad(1, 7, 1, 7, Caption(count).In(theme.Text2))))
}

// KeyCap shows keys to press, such as "Ctrl K", on the ground it lies on.
func KeyCap(keys string, ground theme.Token) fyne.CanvasObject {
	return Stack(NewBox(ground, theme.Line2, 3), Pad(1, 5, 1, 5, Caption(keys)))
}

// Bullet is a caption line with a small icon, as in lists of reasons.
func Bullet(icon theme.IconName, ink theme.Token, words string) fyne.CanvasObject {
	return RowTop(6, Fixed(0, 14, NewIcon(icon, 12, ink)), Grow(CaptionPara(words)))
}
