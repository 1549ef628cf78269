// Package timeline draws shifts over time: rows are roles or people, time runs to the right. [Timeline] is the picture a
// manager works on, [Strip] the small still one for overviews and for before and after, [Picture] the one for paper, [Legend]
// the key to all of them.
//
// A Timeline is one widget whatever the number of shifts. [Timeline.SetModel] takes plain values and sorts them once; every
// change of the view builds a display list of what can be seen (scene.go), which one raster paints (painter.go) with pooled
// letterings (stamps.go); ghost, rings and cards move over it on an overlay. Hit tests and the keyboard work on the same
// list, so there is no object per shift. What the manager does comes back through the On… functions; whether it is allowed
// is asked through the Can… functions.
//
// Whatever the pointer does, keys do too: arrows walk (with Shift they stretch), S swaps or gives away, X splits, Enter opens,
// Delete clears, I shows the card, the menu key or Shift+F10 the menu, + and – zoom, T goes to now. Other letters are the page's.
//
//	t := timeline.New()
//	t.OnSwap = page.swap
//	t.CanDrop = page.mayTrade
//	t.SetModel(model)
//	t.SetWindow(timeline.EightWeeks.Window(now, zone, 0))
//
// All methods belong to the window's thread. The package knows Fyne and ui/theme. It must not import model, storage,
// workspace or a page: rules live behind the functions it calls.
package timeline
