package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/theme"
)

// Progress shows long work: words and how far it is over a 4 px bar, the best so far beside it, and Cancel while it runs.
// The same place then says how it ended.
type Progress struct {
	part
	icon     *Icon
	words    *Text
	percent  *Text
	best     *Text
	track    *canvas.Rectangle
	bar      *canvas.Rectangle
	cancel   *Button
	share    float64
	tone     Tone
	finished bool
}

// NewProgress is work that has not begun. OnCancel asks the work to stop.
func NewProgress(onCancel func()) *Progress {
	p := &Progress{
		icon: NewIcon(theme.IconClock, 16, theme.Text2), words: Body("").Cut(), percent: Caption("").Right(), best: Caption("").Cut(),
		track: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), tone: Info,
	}
	p.track.CornerRadius, p.bar.CornerRadius = 2, 2
	p.cancel = NewButton("Cancel", onCancel).WithID("progress.cancel")
	p.skin = func() {
		p.track.FillColor, p.bar.FillColor = theme.C(theme.Sunken), theme.C(p.tone.ink())
		if p.finished {
			p.icon.Set(p.tone.Icon(), p.tone.ink())
		} else {
			p.icon.Set(theme.IconClock, theme.Text2)
		}
	}
	p.least = fixed(360, 40)
	p.place = p.arrange
	p.init(p, p.icon, p.words, p.percent, p.best, p.track, p.bar, p.cancel)
	return p
}

// Report says how far the work is: share of 1, or a negative share when that is not known.
func (p *Progress) Report(words string, share float64, best string) {
	p.finished, p.tone, p.share = false, Info, share
	p.say(words, best)
	p.cancel.Show()
}

// Finish says how the work ended.
func (p *Progress) Finish(tone Tone, words, best string) {
	p.finished, p.tone, p.share = true, tone, 1
	p.say(words, best)
	p.cancel.Hide()
}

func (p *Progress) say(words, best string) {
	p.words.SetText(words)
	p.best.SetText(best)
	p.percent.SetText("")
	if p.share >= 0 {
		p.percent.SetText(itoa(int(p.share*100+0.5)) + " %")
	}
	p.Refresh()
}

func (p *Progress) arrange(s fyne.Size) {
	wide := min(330, max(160, s.Width*0.45))
	p.icon.Move(fyne.NewPos(0, 12))
	p.icon.Resize(fyne.NewSize(16, 16))
	p.words.Move(fyne.NewPos(28, 6))
	p.words.Resize(fyne.NewSize(wide-48, 18))
	p.percent.Move(fyne.NewPos(28+wide-48, 6))
	p.percent.Resize(fyne.NewSize(48, 18))
	p.track.Move(fyne.NewPos(28, 28))
	p.track.Resize(fyne.NewSize(wide, 4))
	p.bar.Move(fyne.NewPos(28, 28))
	p.bar.Resize(fyne.NewSize(whole(wide*float32(min(max(p.share, 0), 1))), 4))
	m := p.cancel.MinSize()
	right := s.Width
	if p.cancel.Visible() {
		right -= m.Width + theme.Gap2
		p.cancel.Move(fyne.NewPos(s.Width-m.Width, 6))
		p.cancel.Resize(m)
	}
	p.best.Move(fyne.NewPos(28+wide+theme.Gap3, 10))
	p.best.Resize(fyne.NewSize(max(0, right-wide-28-theme.Gap3), 18))
}

// StatusLine is the window's last line: saved or not, what changed last; at the right the keys that work here, and now.
type StatusLine struct {
	part
	icon        *Icon
	saved, last *Text
	keys        *Text
	row         *fyne.Container
}

// NewStatusLine is an empty line.
func NewStatusLine() *StatusLine {
	s := &StatusLine{icon: NewIcon(theme.IconGood, 12, theme.Text3), saved: Caption(""), last: Caption("").Cut(), keys: Caption("").Right()}
	s.icon.Hide()
	s.row = Row(theme.Gap4, Row(theme.Gap1, s.icon, s.saved), Grow(s.last), s.keys)
	ground := On(theme.Surface, Col(0, HRule(), Grow(Pad(0, theme.Gap4, 0, theme.Gap4, s.row))))
	s.least, s.place = fixed(200, theme.StatusHeight), fill(ground)
	s.init(s, ground)
	return s
}

// SetLeft says whether all is saved and what changed last.
func (s *StatusLine) SetLeft(saved, last string) {
	s.saved.SetText(saved)
	s.icon.Hidden = saved == ""
	s.last.SetText(last)
	s.row.Refresh()
}

// SetRight names the keys that work here, or the time.
func (s *StatusLine) SetRight(words string) {
	s.keys.SetText(words)
	s.row.Refresh()
}

// Skeleton is a grey bar of a size where a number will stand once it is loaded.
func Skeleton(w, h float32) fyne.CanvasObject {
	return Row(0, NewRect(theme.Sunken, w, h).Rounded(theme.RadiusControl))
}
