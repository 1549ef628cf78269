package settings

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/storage"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// history is the section of the journal: every change, the newest first.
type history struct {
	desk    *desk.Desk
	entries []storage.Entry
	more    bool // there are older entries
	zone    *time.Location
	now     time.Time

	filter  *widgets.Entry
	table   *widgets.Table
	shown   []storage.Entry
	back    *widgets.Button // takes the chosen entry back, where it came by itself
	chosen  int64
	limit   atomic.Int32 // how many entries are loaded; loading runs off the window's thread
	content *fyne.Container
}

// historyStep is how many entries are loaded at first, and with each "Show older".
const historyStep = 500

func newHistory(d *desk.Desk) *history {
	h := &history{desk: d, zone: time.UTC, content: widgets.Stack()}
	h.limit.Store(historyStep)
	h.filter = widgets.NewEntry("what, who or day").WithIcon(theme.IconSearch).WithID("history.filter")
	h.filter.OnChanged = func(string) { h.narrow() }
	h.table = widgets.NewTable([]widgets.Column{
		{Title: "When", Width: 128}, {Title: "What"}, {Title: "Who, via", Width: 132},
	}, theme.RowHeight, h.cell).WithID("history.table").OnSelected(h.choose)
	h.back = widgets.NewButton("Take back", h.takeBack).Small().WithHint("Take the chosen automatic entry back").WithID("history.back")
	h.back.DisableBecause(chooseAutomatic)
	return h
}

func (h *history) Content() fyne.CanvasObject { return h.content }

// Load implements part.
func (h *history) Load(ctx context.Context) (func(), error) {
	team, err := readTeam(ctx, h.desk.WS)
	if err != nil {
		return nil, err
	}
	limit := int(h.limit.Load())
	entries, err := h.desk.WS.Reader().History(ctx, 0, limit+1)
	return func() {
		h.more = len(entries) > limit
		h.entries = entries[:min(limit, len(entries))]
		h.zone, h.now = desk.Zone(team), h.desk.WS.Now()
		h.narrow()
		h.content.Objects = []fyne.CanvasObject{h.panel()}
		h.content.Refresh()
	}, err
}

// Keys names what works here.
func (h *history) Keys() string {
	return "Up, Down choose · / filter · Ctrl+Z undo · Ctrl+Shift+Z redo"
}

// FocusFilter gives the filter the keyboard.
func (h *history) FocusFilter() { h.filter.Focus() }

// narrow shows the entries the filter fits, and keeps the selection.
func (h *history) narrow() {
	words := strings.Fields(strings.ToLower(h.filter.Text()))
	h.shown = nil
	at := -1
	for _, e := range h.entries {
		text := strings.ToLower(e.Summary + " " + e.Who + " " + e.Via + " " + e.Op + " " + h.when(e))
		if !containsAll(text, words) {
			continue
		}
		if e.ID == h.chosen {
			at = len(h.shown)
		}
		h.shown = append(h.shown, e)
	}
	h.table.SetLength(len(h.shown))
	h.table.Select(at)
	h.back.EnableIf(h.cannotTakeBack(at))
}

const chooseAutomatic = "choose an automatic entry that still stands; Ctrl+Z takes the others back, the latest first"

func (h *history) choose(i int) {
	h.chosen = h.shown[i].ID
	h.back.EnableIf(h.cannotTakeBack(i))
}

// cannotTakeBack says why an entry that is shown cannot be taken back by itself; empty: it can.
func (h *history) cannotTakeBack(i int) string {
	if i < 0 || !h.shown[i].Automatic || h.shown[i].Undone {
		return chooseAutomatic
	}
	return ""
}

func (h *history) takeBack() {
	id := h.chosen
	h.desk.Change(func(ctx context.Context) (workspace.Done, error) { return h.desk.WS.UndoEntry(ctx, id) }, nil, h.say)
}

func (h *history) say(err error) { h.desk.Say(err.Error()) }

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Escape empties the filter and reports whether there was something in it.
func (h *history) Escape() bool {
	if h.filter.Text() == "" {
		return false
	}
	h.filter.SetText("")
	return true
}

func (h *history) when(e storage.Entry) string {
	return model.FormatTime(e.At.In(h.zone), h.now)
}

func (h *history) cell(i, column int) widgets.Cell {
	e := h.shown[i]
	switch column {
	case 0:
		return widgets.Cell{Text: h.when(e), Ink: theme.Text2}
	case 1:
		return what(e)
	}
	return widgets.Cell{Text: e.Who + ", " + e.Via, Ink: theme.Text2}
}

// what is a change in words, with what became of it: whether it was taken back, takes another back, or came by itself.
func what(e storage.Entry) widgets.Cell {
	switch {
	case e.Undone:
		return widgets.Cell{Text: e.Summary + " · undone", Icon: theme.IconUndo, Ink: theme.Text3}
	case e.Undoes != 0 && e.Depth%2 == 1:
		return widgets.Cell{Text: e.Summary, Icon: theme.IconUndo}
	case e.Undoes != 0:
		return widgets.Cell{Text: e.Summary, Icon: theme.IconRedo}
	case e.Automatic:
		return widgets.Cell{Text: e.Summary + " · automatic", Ink: theme.Text2}
	}
	return widgets.Cell{Text: e.Summary}
}

func (h *history) panel() fyne.CanvasObject {
	if len(h.entries) == 0 {
		return column(widgets.Panel(widgets.Head{Title: "History"}, widgets.PadAll(theme.Gap3,
			widgets.BodyPara("Nothing has been changed in this file yet. Every change will be listed here with its time and who made it, and can be taken back.").In(theme.Text2))))
	}
	undo := widgets.NewButton("Undo", func() { h.desk.Change(h.desk.WS.Undo, nil, h.say) }).Small().WithIcon(theme.IconUndo).WithHint("Take the latest change back (Ctrl+Z)").WithID("history.undo")
	redo := widgets.NewButton("Redo", func() { h.desk.Change(h.desk.WS.Redo, nil, h.say) }).Small().WithIcon(theme.IconRedo).WithHint("Take the latest undo back (Ctrl+Shift+Z)").WithID("history.redo")
	head := widgets.Head{Title: "History", Caption: model.Count(len(h.entries), "change", "changes") + ", newest first", Right: []fyne.CanvasObject{widgets.Fixed(160, 0, h.filter), h.back, undo, redo}}
	rows := []fyne.CanvasObject{widgets.Grow(widgets.Pad(0, 0, theme.Gap1, 0, h.table))}
	if h.more {
		head.Caption = "the newest " + model.Count(len(h.entries), "change", "changes")
		older := widgets.NewButton("Show older changes", h.older).Small().WithID("history.older")
		rows = append(rows, widgets.HRule(), widgets.PadAll(theme.Gap2, widgets.Row(theme.Gap2, older, widgets.Grow())))
	}
	return widgets.Panel(head, rows...)
}

func (h *history) older() {
	h.limit.Add(historyStep)
	h.desk.Shell.Reload()
}
