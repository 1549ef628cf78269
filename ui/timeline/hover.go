package timeline

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// hoverDelay is how long the pointer rests on a block before its card shows.
const hoverDelay = 350 * time.Millisecond

// hover is what the pointer is over: a block, or a label that is cut.
type hover struct {
	key  string // tells one from another
	card func() Card
	at   fyne.Position
	box  rect
	stop func()
}

// MouseIn implements desktop.Hoverable.
func (t *Timeline) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (t *Timeline) MouseMoved(e *desktop.MouseEvent) {
	t.hoverRow(e.Position)
	if t.split != nil {
		t.hideCard()
		t.pointSplit(e.Position)
		return
	}
	h := t.hoverAt(e.Position)
	if h.key == "" || t.drag != nil {
		t.hideCard()
		return
	}
	if h.key == t.hover.key {
		t.hover.at = h.at
		return
	}
	t.hideCard()
	h.stop = t.host.after(hoverDelay, t.showCard)
	t.hover = h
}

// hoverAt is what a card could be about at a position.
func (t *Timeline) hoverAt(at fyne.Position) hover {
	if r, ok := t.hit(at); ok {
		b := t.layout.item(r).Block
		box, _ := t.seenBox(r)
		return hover{key: "block " + b.ID, at: at, box: box, card: func() Card { return t.card(b) }}
	}
	if b := t.bandAt(at); b != nil {
		box := rect{at.X, at.Y, 1, 12} // the band is taller than the window: stay at the pointer
		return hover{key: "band " + b.ID + b.Name, at: at, box: box, card: func() Card { return t.model.bandCard(b) }}
	}
	i := t.rowAt(at)
	if i < 0 || at.X >= t.labelWidth() {
		return hover{}
	}
	r := &t.layout.rows[i]
	if r.labelNeed(&t.sheet.letters) <= t.labelWidth() {
		return hover{}
	}
	card := Card{Title: r.Label}
	if r.Sub != "" {
		card.Lines = []string{r.Sub}
	}
	box := rect{0, t.layout.head - t.scroll + r.y, t.labelWidth(), min(r.height, rowHeight)}
	return hover{key: "row " + r.ID, at: at, box: box, card: func() Card { return card }}
}

// MouseOut implements desktop.Hoverable.
func (t *Timeline) MouseOut() {
	t.hideCard()
	t.hoverRow(fyne.NewPos(-1, -1))
}

// hoverRow gives the label under the pointer another ground where a click on it does something.
func (t *Timeline) hoverRow(at fyne.Position) {
	id := ""
	if i := t.rowAt(at); i >= 0 && at.X < t.labelWidth() && t.OnRow != nil {
		id = t.layout.rows[i].ID
	}
	if id != t.hovered {
		t.hovered = id
		t.update()
	}
}

func (t *Timeline) showCard() {
	if t.hover.key == "" {
		return
	}
	card := t.hover.card()
	if card.Title == "" && len(card.Lines) == 0 {
		return
	}
	size := t.Size()
	t.over.card.show(card, t.hover.box, t.hover.at.X-12, rect{0, 0, size.Width, size.Height}, cardLook, &t.sheet.letters)
	t.over.repaint()
}

// cardByKey shows the card of the block at the cursor, without waiting.
func (t *Timeline) cardByKey() {
	if !t.hasCursor {
		return
	}
	t.reveal(t.cursor)
	t.update()
	box, _ := t.seenBox(t.cursor)
	b := t.layout.item(t.cursor).Block
	t.hover = hover{key: "block " + b.ID, at: fyne.NewPos(box.x+12, box.y), box: box, card: func() Card { return t.card(b) }}
	t.showCard()
}

func (t *Timeline) hideCard() {
	if t.hover.stop != nil {
		t.hover.stop()
	}
	t.hover = hover{}
	if t.over.card.shown() {
		t.over.card.hide()
		t.over.repaint()
	}
}

// Cursor implements desktop.Cursorable.
func (t *Timeline) Cursor() desktop.Cursor {
	if t.split != nil {
		return desktop.HResizeCursor
	}
	if strings.HasPrefix(t.hover.key, "block ") || t.hovered != "" {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
