package widgets

import (
	"time"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// toastWords is the most room that the sentence takes: what can be done about it has to fit into the smallest window, too.
const toastWords = 600

// ToastTime is how long a toast stays.
const ToastTime = 8 * time.Second

// Toast is one sentence of what happened and what it touched. Errors stay in the page; a question is a dialogue.
type Toast struct {
	Text   string
	Action string // "Undo", or empty
	Keys   string // the keys that do the same, "Ctrl+Z"
	Do     func()
}

// ToastLayer shows one toast at a time at the bottom left of the content.
type ToastLayer struct {
	part
	timer         Timer
	left, bottom  float32
	current       Toast
	card          *fyne.Container
	action        *toastAction
	cancel        func()
	OnShown       func(Toast)
	OnDisappeared func()
}

func newToastLayer(timer Timer, sidebar, status float32) *ToastLayer {
	l := &ToastLayer{timer: timer, left: sidebar + theme.Gap4, bottom: status + theme.Gap3}
	l.least = fixed(0, 0)
	l.place = func(s fyne.Size) {
		if l.card == nil {
			return
		}
		m := wholeSize(l.card.MinSize())
		m.Width = min(m.Width, s.Width-l.left-theme.Gap4)
		l.card.Move(fyne.NewPos(l.left, whole(s.Height-l.bottom-m.Height)))
		l.card.Resize(m)
	}
	l.init(l)
	return l
}

// Post replaces the toast, if one is shown.
func (l *ToastLayer) Post(t Toast) {
	l.stop()
	l.current = t
	width := min(toastWords, ceil(fyne.MeasureText(t.Text, theme.TextBody, fyne.TextStyle{}).Width))
	words := NewText(t.Text, theme.TextBody, false, theme.ToastText).Cut()
	row := Row(theme.Gap3, NewIcon(theme.IconCheck, 16, theme.ToastText), Grow(Fixed(width, 0, words)))
	l.action = nil
	if t.Action != "" {
		l.action = newToastAction(t.Action, l.act)
		row.Add(l.action)
	}
	if t.Keys != "" {
		row.Add(NewText(t.Keys, theme.TextCaption, false, theme.ToastHint))
	}
	l.card = Stack(NewRect(theme.ToastGround, 0, 0).Rounded(theme.RadiusPanel), Fixed(0, 36, Pad(0, 12, 0, 12, row)))
	l.objects = []fyne.CanvasObject{l.card}
	l.Refresh()
	l.cancel = l.timer(ToastTime, l.Dismiss)
	if l.OnShown != nil {
		l.OnShown(t)
	}
}

// Dismiss takes the toast away.
func (l *ToastLayer) Dismiss() {
	if l.card == nil {
		return
	}
	l.stop()
	l.card, l.objects, l.current = nil, nil, Toast{}
	l.Refresh()
	if l.OnDisappeared != nil {
		l.OnDisappeared()
	}
}

// Current is the toast shown; its Text is empty when there is none.
func (l *ToastLayer) Current() Toast { return l.current }

func (l *ToastLayer) stop() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

func (l *ToastLayer) act() {
	do := l.current.Do
	l.Dismiss()
	if do != nil {
		do()
	}
}

// toastAction is the bold word of a toast. It takes no focus: its keys do the same from anywhere.
type toastAction struct {
	zone
	word *Text
}

func newToastAction(word string, onTap func()) *toastAction {
	a := &toastAction{word: NewText(word, theme.TextBody, true, theme.ToastLink)}
	a.onTap, a.id = onTap, "toast.action"
	a.least, a.place = a.word.MinSize, fill(a.word)
	a.init(a, a.word)
	return a
}
