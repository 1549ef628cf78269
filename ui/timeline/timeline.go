package timeline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"watchbill/ui/theme"
)

// Timeline is the picture a manager works on. Make one with [New], give it a model and a window, and set the functions
// before the user can reach it. A nil function means that the page has no use for it.
type Timeline struct {
	widget.BaseWidget

	OnSelect   func(ids []string)                      // the selection changed by hand; empty when nothing is selected
	OnOpen     func(id string)                         // double click or Enter
	OnSwap     func(a, b string)                       // a was put on b, another shift or a gap
	OnReassign func(id, rowID string)                  // id was put on a person's row
	OnSwapKey  func(id string)                         // S: choosing a partner for id by keyboard began
	OnSwapEnd  func()                                  // it ended: done or given up
	OnClear    func(ids []string)                      // Delete
	OnContext  func(id string, absolute fyne.Position) // right click or menu key; id is empty on free ground
	OnRow      func(rowID string)                      // a row's label was clicked
	OnWindow   func(from, to time.Time)                // the window moved by hand
	OnKey      func(r rune)                            // a letter that the timeline has no use for
	OnHover    func(id string) Card                    // asks what to show for a block; where the card is empty, the block tells
	OnMenu     func(p Place)                           // as OnContext, which it replaces, with row and moment
	OnSplit    func(id string, at time.Time)           // id is to be split in two
	OnMode     func(m Mode)                            // a swap or split by keyboard began or ended

	// CanDrop says whether a may be put on b, CanReassign whether the row's person may take id, CanSplit whether id may be
	// split at a moment. The words show beside the
	// pointer: the reason why not, or what letting go would do; where they are empty, the timeline finds its own.
	CanDrop     func(a, b string) (ok bool, words string)
	CanReassign func(id, rowID string) (ok bool, words string)
	CanSplit    func(id string, at time.Time) (ok bool, words string)

	model    Model
	layout   layout
	from, to time.Time
	scroll   float32
	sheet    *sheet
	over     *overlay
	selected map[string]bool
	order    []string // the selection, in the order it was made
	cursor   ref      // the block the keyboard is at; valid while hasCursor
	anchor   ref      // where a range began
	column   time.Time
	hovered  string // the row whose label is under the pointer

	hasCursor bool
	focused   bool
	byPointer bool // focus came from the mouse, so it needs no ring
	press     press
	drag      *drag
	carry     *carry
	split     *split
	hover     hover
	answers   map[question]answer
	host      host
	labels    float32 // width of the labels' column; 0 until measured
}

var (
	_ fyne.Focusable         = (*Timeline)(nil)
	_ fyne.Draggable         = (*Timeline)(nil)
	_ fyne.Scrollable        = (*Timeline)(nil)
	_ fyne.Tappable          = (*Timeline)(nil)
	_ fyne.DoubleTappable    = (*Timeline)(nil)
	_ fyne.SecondaryTappable = (*Timeline)(nil)
	_ desktop.Hoverable      = (*Timeline)(nil)
	_ desktop.Mouseable      = (*Timeline)(nil)
	_ desktop.Cursorable     = (*Timeline)(nil)
)

// New is an empty timeline that shows the eight weeks from the zero time until SetModel and SetWindow are called.
func New() *Timeline {
	t := &Timeline{sheet: newSheet(), over: newOverlay(), selected: map[string]bool{}, answers: map[question]answer{}, host: desktopHost{}}
	t.layout = newLayout(Model{})
	t.from, t.to = EightWeeks.Window(time.Time{}, time.UTC, 0)
	t.ExtendBaseWidget(t)
	return t
}

// SetModel replaces what is shown. Window, scroll position and selection stay, the latter as far as its blocks exist.
func (t *Timeline) SetModel(m Model) {
	var at, from keep
	if t.hasCursor {
		at, from = t.keep(t.cursor), t.keep(t.anchor)
	}
	t.endDrag()
	mode := t.Mode()
	t.carry, t.split = nil, nil
	clear(t.answers)
	t.model, t.layout, t.labels = m, newLayout(m), 0
	kept := t.order[:0]
	for _, id := range t.order {
		if len(t.layout.byID[id]) > 0 {
			kept = append(kept, id)
		} else {
			delete(t.selected, id)
		}
	}
	t.order = kept
	t.cursor, t.hasCursor = t.find(at)
	if t.anchor, _ = t.find(from); !t.hasCursor {
		t.anchor = t.cursor
	}
	t.hideCard()
	t.update()
	if mode != Idle {
		t.modeChanged()
	}
}

// keep remembers a block across models.
type keep struct{ row, block string }

func (t *Timeline) keep(r ref) keep {
	row := &t.layout.rows[r.row]
	return keep{row.ID, row.items[r.item].ID}
}

// find is where a remembered block is now: in the same row if it can be, else in any.
func (t *Timeline) find(k keep) (ref, bool) {
	refs := t.layout.byID[k.block]
	for _, r := range refs {
		if t.layout.rows[r.row].ID == k.row {
			return r, true
		}
	}
	if len(refs) == 0 || k.block == "" {
		return ref{}, false
	}
	return refs[0], true
}

// Selected are the IDs of the selected blocks in the order they were selected.
func (t *Timeline) Selected() []string { return append([]string(nil), t.order...) }

// SetSelected selects blocks without calling OnSelect. Unknown IDs are left out.
func (t *Timeline) SetSelected(ids ...string) {
	t.choose(ids)
	if refs := t.refsOf(t.order); len(refs) > 0 {
		t.cursor, t.anchor, t.hasCursor = refs[0], refs[0], true
		t.column = t.middle(refs[0])
	} else {
		t.hasCursor = false
	}
	t.update()
}

func (t *Timeline) refsOf(ids []string) []ref {
	var list []ref
	for _, id := range ids {
		list = append(list, t.layout.byID[id]...)
	}
	return list
}

// choose makes ids the selection.
func (t *Timeline) choose(ids []string) {
	t.selected, t.order = map[string]bool{}, nil
	for _, id := range ids {
		if len(t.layout.byID[id]) > 0 && !t.selected[id] {
			t.selected[id] = true
			t.order = append(t.order, id)
		}
	}
}

// chooseByHand makes ids the selection and tells the page if that is a change.
func (t *Timeline) chooseByHand(ids []string) {
	before := t.order
	t.choose(ids)
	t.update()
	same := len(before) == len(t.order)
	for i := 0; same && i < len(before); i++ {
		same = before[i] == t.order[i]
	}
	if !same && t.OnSelect != nil {
		t.OnSelect(t.Selected())
	}
}

func (t *Timeline) middle(r ref) time.Time {
	it := t.layout.item(r)
	return time.Unix((it.start+it.end)/2, 0)
}

// BlockCentre is the middle of what can be seen of a block, in the window's coordinates; visible is false if nothing of it
// can be seen. A block in several rows answers with its first visible place.
func (t *Timeline) BlockCentre(id string) (absolute fyne.Position, visible bool) {
	for _, h := range t.sheet.scene.hits {
		if t.layout.item(h.ref).ID != id {
			continue
		}
		if seen := h.box.cut(t.sheet.scene.areas[body]); seen.w > 0 && seen.h > 0 {
			at := fyne.NewPos(seen.x+seen.w/2, seen.y+seen.h/2)
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(t).Add(at), true
		}
	}
	return fyne.Position{}, false
}

// RowCentre is the middle of a row's label, in the window's coordinates, for dropping on it.
func (t *Timeline) RowCentre(rowID string) (absolute fyne.Position, visible bool) {
	for i := range t.layout.rows {
		r := &t.layout.rows[i]
		y := t.layout.head - t.scroll + r.y + min(r.height, rowHeight)/2
		if r.ID == rowID && y > t.layout.head && y < t.Size().Height {
			at := fyne.NewPos(t.labelWidth()/2, y)
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(t).Add(at), true
		}
	}
	return fyne.Position{}, false
}

// VisibleBlocks are the IDs of the blocks of which something can be seen, top to bottom, each once.
func (t *Timeline) VisibleBlocks() []string {
	var list []string
	seen := map[string]bool{}
	for _, h := range t.sheet.scene.hits {
		id := t.layout.item(h.ref).ID
		if part := h.box.cut(t.sheet.scene.areas[body]); part.w > 0 && part.h > 0 && !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return list
}

// update builds the picture anew and shows it.
func (t *Timeline) update() {
	size := t.Size()
	if size.Width < 1 || size.Height < 1 {
		return
	}
	t.scroll = min(max(0, t.scroll), t.maxScroll())
	v := view{
		model: t.model, layout: t.layout, scale: t.scale(), size: rect{0, 0, size.Width, size.Height}, scroll: t.scroll,
		selected: t.selected, hovered: t.hovered,
	}
	if t.drag != nil && t.drag.kind == dragBlock {
		v.dragged = t.drag.id
	}
	t.sheet.scene.build(v, &t.sheet.letters, theme.Current())
	t.sheet.show(size)
	t.placeOverlay()
}

// CreateRenderer implements fyne.Widget.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer { return &renderer{t} }

type renderer struct{ t *Timeline }

func (r *renderer) Destroy() { r.t.hideCard(); r.t.endDrag() }
func (r *renderer) MinSize() fyne.Size {
	return fyne.NewSize(320, headerHeight+groupHeight+3*rowHeight)
}
func (r *renderer) Layout(fyne.Size) { r.t.update() }

func (r *renderer) Refresh() {
	r.t.sheet.forget()
	r.t.labels = 0
	r.t.update()
}

func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.t.sheet.raster, r.t.over.clip}
}
