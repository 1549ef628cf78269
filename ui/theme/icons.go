package theme

import (
	"fmt"
	"image/color"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
)

// IconName names a line icon. Its drawing is SVG path data on a 24 × 24 grid, stroked with round ends.
type IconName string

// Icons of the pages.
const (
	IconToday    IconName = "today"
	IconTimeline IconName = "timeline"
	IconSwap     IconName = "swap"
	IconPeople   IconName = "people"
	IconToil     IconName = "toil"
	IconCapacity IconName = "capacity"
	IconReport   IconName = "report"
	IconSettings IconName = "settings"
)

// Icons of states.
const (
	IconCheck IconName = "check"
	IconGood  IconName = "good"
	IconWarn  IconName = "warn"
	IconBad   IconName = "bad"
	IconInfo  IconName = "info"
	IconHelp  IconName = "help"
	IconLock  IconName = "lock"
)

// Icons of actions.
const (
	IconPlus     IconName = "plus"
	IconMinus    IconName = "minus"
	IconEdit     IconName = "edit"
	IconTrash    IconName = "trash"
	IconUndo     IconName = "undo"
	IconRedo     IconName = "redo"
	IconSearch   IconName = "search"
	IconFilter   IconName = "filter"
	IconClose    IconName = "close"
	IconMore     IconName = "more"
	IconCopy     IconName = "copy"
	IconDownload IconName = "download"
	IconUpload   IconName = "upload"
	IconBuild    IconName = "build"
	IconCompare  IconName = "compare"
	IconCover    IconName = "cover"
	IconSplit    IconName = "split"
	IconRefresh  IconName = "refresh"
)

// Icons of things.
const (
	IconPerson   IconName = "person"
	IconClock    IconName = "clock"
	IconCalendar IconName = "calendar"
	IconDatabase IconName = "database"
	IconTable    IconName = "table"
	IconFile     IconName = "file"
	IconHistory  IconName = "history"
	IconKeyboard IconName = "keyboard"
)

// Arrows; Noto Sans has none, so text uses these.
const (
	IconLeft       IconName = "left"
	IconRight      IconName = "right"
	IconUp         IconName = "up"
	IconDown       IconName = "down"
	IconArrowRight IconName = "arrow-right"
)

// ring is a circle as path data.
func ring(cx, cy, r float64) string {
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", cx-r, cy, r, r, 2*r, r, r, -2*r)
}

// box is a rectangle with corners of radius r as path data.
func box(x, y, w, h, r float64) string {
	return fmt.Sprintf("M%g %gh%ga%g %g 0 0 1 %g %gv%ga%g %g 0 0 1 %g %gh%ga%g %g 0 0 1 %g %gv%ga%g %g 0 0 1 %g %gz",
		x+r, y, w-2*r, r, r, r, r, h-2*r, r, r, -r, r, -(w - 2*r), r, r, -r, -r, -(h - 2*r), r, r, r, -r)
}

var drawings = map[IconName]string{
	IconToday:    ring(12, 12, 9) + "M12 7v5.2l3.4 2",
	IconTimeline: "M4 6.5h8M8 12h12M4 17.5h10",
	IconSwap:     "M4 8h15.5M15.5 3.8L19.7 8l-4.2 4.2M20 16.5H4.5M8.5 12.5l-4.2 4 4.2 4.2",
	IconPeople:   ring(9, 8, 3.6) + "M2.6 20c.2-3.9 2.7-6 6.4-6s6.2 2.1 6.4 6M15.8 4.7a3.5 3.5 0 0 1 0 6.6M17.8 14.4c2.3.8 3.5 2.8 3.6 5.6",
	IconToil:     "M14.6 6.4a4.6 4.6 0 0 1 5.2-3.2l-2.9 2.9 1.2 1.9 2.1.4.7-3.1a4.7 4.7 0 0 1-6.3 6.2L7 19.9a2.2 2.2 0 0 1-3.1-3.1l8.9-8.2",
	IconCapacity: "M3.5 20h17M4.5 15.5l4.6-5 4 3.2 6.6-8M15 5.2h5v5",
	IconReport:   "M6 3h8.5L19 7.5V21H6zM14 3.2V8h4.8M9.2 12.5h6.4M9.2 16.5h6.4",
	IconSettings: "M4 7h8M18 7h2M4 17h3M13 17h7" + ring(15, 7, 2.4) + ring(10, 17, 2.4),

	IconCheck: "M4.8 12.8l4.7 4.7L19.4 7",
	IconGood:  ring(12, 12, 9) + "M8 12.4l2.9 2.9 5.2-5.8",
	IconWarn:  "M12 4L2.6 20h18.8zM12 10v4.6M12 17.2v.3",
	IconBad:   ring(12, 12, 9) + "M12 7.2v5.6M12 16.3v.3",
	IconInfo:  ring(12, 12, 9) + "M12 11.2v5.4M12 7.5v.3",
	IconHelp:  ring(12, 12, 9) + "M9.4 9.6a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 1.9M12 16.9v.3",
	IconLock:  box(5, 11, 14, 9.5, 1.6) + "M8 11V8a4 4 0 0 1 8 0v3",

	IconPlus:     "M12 5v14M5 12h14",
	IconMinus:    "M5 12h14",
	IconEdit:     "M4.5 19.5l.9-4L16 4.9a2 2 0 0 1 2.8 0l.3.3a2 2 0 0 1 0 2.8L8.5 18.6zM14 7l3 3",
	IconTrash:    "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6",
	IconUndo:     "M9 5L4.5 9.5 9 14M4.8 9.5h9a5.4 5.4 0 0 1 0 10.8H9",
	IconRedo:     "M15 5l4.5 4.5L15 14M19.2 9.5h-9a5.4 5.4 0 0 0 0 10.8H15",
	IconSearch:   ring(10.5, 10.5, 6.5) + "M15.4 15.4L21 21",
	IconFilter:   "M4 5h16l-6.2 7.6V19l-3.6 1.6v-8z",
	IconClose:    "M6 6l12 12M18 6L6 18",
	IconMore:     ring(5, 12, .7) + ring(12, 12, .7) + ring(19, 12, .7),
	IconCopy:     box(8.5, 8.5, 12, 12, 1.6) + "M5.5 15.5H5A1.5 1.5 0 0 1 3.5 14V5A1.5 1.5 0 0 1 5 3.5h9A1.5 1.5 0 0 1 15.5 5v.5",
	IconDownload: "M12 4v11.5M7.2 11l4.8 4.8L16.8 11M4 20h16",
	IconUpload:   "M12 16V4.4M7.2 9L12 4.2 16.8 9M4 20h16",
	IconBuild:    "M4 20L14 10M17.5 3v4.6M15.2 5.3h4.6M20 11.5v2.6M18.7 12.8h2.6M9.5 3.2v2.6M8.2 4.5h2.6",
	IconCompare:  box(3.5, 5, 7, 14, .6) + box(13.5, 5, 7, 14, .6),
	IconCover:    "M12 3l7.5 2.8v6c0 4.7-3.2 7.9-7.5 9.2-4.3-1.3-7.5-4.5-7.5-9.2v-6z",
	IconSplit:    "M12 3.5v17M8 8l-4 4 4 4M16 8l4 4-4 4",
	IconRefresh:  "M20 5v5h-5M4 19v-5h5M19.3 10A8 8 0 0 0 5.5 7.5M4.7 14a8 8 0 0 0 13.8 2.5",

	IconPerson:   ring(12, 8, 4) + "M4.5 20.5c.3-4.6 3.1-6.7 7.5-6.7s7.2 2.1 7.5 6.7",
	IconClock:    ring(12, 12, 9) + "M12 6.8V12h4.2",
	IconCalendar: box(3.5, 5, 17, 15.5, 1.6) + "M3.5 10h17M8 3v4M16 3v4",
	IconDatabase: "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
	IconTable:    box(3.5, 4.5, 17, 15, 1) + "M3.5 9.5h17M3.5 14.5h17M10 4.5v15",
	IconFile:     "M6 3h8.5L19 7.5V21H6zM14 3.2V8h4.8",
	IconHistory:  "M3.5 4.5v5h5M4 9.3A8.8 8.8 0 1 1 3.3 13.5M12 7.5v5l3.4 2",
	IconKeyboard: box(2.5, 6, 19, 12.5, 1.6) + "M6.5 10h.3M10.3 10h.3M14 10h.3M17.5 10h.3M7.5 14.5h9",

	IconLeft:       "M15 5.5L8.5 12l6.5 6.5",
	IconRight:      "M9 5.5l6.5 6.5L9 18.5",
	IconUp:         "M5.5 15L12 8.5l6.5 6.5",
	IconDown:       "M5.5 9l6.5 6.5L18.5 9",
	IconArrowRight: "M4 12h15.5M14 6.5l5.5 5.5-5.5 5.5",
}

// strokeOf is the stroke's width on the 24 grid.
func strokeOf(name IconName) float32 {
	switch name {
	case IconTimeline:
		return 3
	case IconMore:
		return 1.8
	}
	return 2
}

// IconNames are the names of all icons, in no order.
func IconNames() []IconName {
	names := make([]IconName, 0, len(drawings))
	for n := range drawings {
		names = append(names, n)
	}
	return names
}

type iconKey struct {
	name IconName
	px   float32
	ink  color.NRGBA
}

var (
	iconsMu sync.Mutex
	icons   = map[iconKey]fyne.Resource{}
)

// Icon is a line icon as an image resource in one colour, drawn to be shown px device pixels wide (units × canvas scale):
// Fyne's SVG reader does not scale the width of strokes, so the size has to be known. An unknown name is a programmer's
// error and panics.
func Icon(name IconName, px float32, ink color.NRGBA) fyne.Resource {
	key := iconKey{name, px, ink}
	iconsMu.Lock()
	defer iconsMu.Unlock()
	if r, ok := icons[key]; ok {
		return r
	}
	data, ok := drawings[name]
	if !ok {
		panic(fmt.Sprintf("theme: no icon %q", name))
	}
	var svg strings.Builder
	svg.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`)
	fmt.Fprintf(&svg, `<path fill="none" stroke="#%02x%02x%02x" stroke-linecap="round" stroke-linejoin="round" stroke-width="%.3f" d="%s"/>`,
		ink.R, ink.G, ink.B, strokeOf(name)*px/24, data)
	svg.WriteString(`</svg>`)
	// Fyne caches drawn resources by name, so the name says everything that changes the picture.
	r := fyne.NewStaticResource(fmt.Sprintf("wb-%s-%g-%02x%02x%02x.svg", name, px, ink.R, ink.G, ink.B), []byte(svg.String()))
	icons[key] = r
	return r
}
