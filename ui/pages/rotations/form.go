package rotations

import (
	"fmt"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/rotations/editor"
	"watchbill/ui/shell"
	"watchbill/ui/widgets"
)

// editRotation opens the editor of a rotation, the wizard of a new one when the ID is zero.
func (p *Page) editRotation(r model.Rotation) {
	if r.ID == 0 {
		editor.Create(p.desk)
		return
	}
	editor.Change(p.desk, r.ID)
}

// offers is the next step for the first rotation that has a rule and no rota yet: to build one.
func (p *Page) offers() []fyne.CanvasObject {
	for _, r := range p.data.rotations {
		_, drafted := p.data.plans[r.ID]
		_, broken := p.data.broken[r.ID]
		if drafted || broken || !p.data.untilOf[r.ID].IsZero() {
			continue
		}
		build := widgets.NewButton("Build the rota…", func() { p.desk.Shell.Go(shell.Route{Page: "rotations/build", Arg: fmt.Sprint(r.ID)}) }).WithHint("the fairest one, with proof").WithID("offer.build")
		draft := widgets.NewButton("Draft in order…", func() { p.buildDraft(r.ID) }).WithHint("as the rule says").WithID("offer.draft")
		return []fyne.CanvasObject{widgets.Banner(widgets.Info, r.Name+" has a rule and no rota yet: nobody is on call in it.", draft, build)}
	}
	return nil
}
