package build

import "watchbill/ui/widgets"

// refocus draws a part of the page anew, and leaves it scrolled as it was and the keyboard with the control of the same name.
func (p *Page) refocus(draw func()) {
	restore := widgets.Keep(p.desk.Shell.Canvas(), p.left)
	draw()
	restore()
}
