package rotations

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/build"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Actions stand in the header: the main one is to publish while there is something to publish, else to build.
func (p *Page) Actions() []fyne.CanvasObject {
	if len(p.data.rotations) == 0 {
		return []fyne.CanvasObject{widgets.NewButton("Add rotation…", p.New).WithIcon(theme.IconPlus).Primary().WithID("rotations.add")}
	}
	draft := widgets.NewButton("Draft…", func() { p.buildDraft(0) }).WithIcon(theme.IconEdit).WithHint("in the order of the rotation's people").WithID("rotations.draft")
	fair := widgets.NewButton("Build…", p.buildFair).WithIcon(theme.IconBuild).WithHint("the fairest rota, with proof").WithID("rotations.build")
	more := widgets.NewIconButton(theme.IconMore, "More", nil).WithID("rotations.more")
	more.OnTapped = func() { widgets.ShowMenuBelow(more, p.moreItems()) }
	n := p.changes()
	if n == 0 {
		return []fyne.CanvasObject{draft, fair.Primary(), more}
	}
	compare := widgets.NewButton("Compare", p.toggleCompare).WithIcon(theme.IconCompare).WithHint("draft against published (D)").WithID("rotations.compare")
	if p.comparing {
		compare.SetText("End comparison")
	}
	publish := widgets.NewButton(fmt.Sprintf("Publish %s…", model.Count(n, "change", "changes")), p.publish).WithIcon(theme.IconUpload).Primary().WithID("rotations.publish")
	return []fyne.CanvasObject{fair, compare, publish, more}
}

// changes is how many shifts publishing all drafts would change, add or take away.
func (p *Page) changes() int {
	n := 0
	for _, plan := range p.data.plans {
		n += len(plan.Changes)
	}
	return n
}

func (p *Page) hasDraft() bool { return len(p.data.plans)+len(p.data.broken) > 0 }

func (p *Page) moreItems() []widgets.MenuItem {
	noDraft := ""
	if !p.hasDraft() {
		noDraft = "there is no draft"
	}
	items := []widgets.MenuItem{
		{Text: "Add rotation…", Icon: theme.IconPlus, Keys: "Ctrl+N", Do: p.New},
		{Text: "Import schedule…", Icon: theme.IconDownload, Do: p.importFile},
		{Text: "Export calendar…", Icon: theme.IconCalendar, Do: p.exportCalendar},
		{Text: "Print…", Icon: theme.IconReport, Keys: "Ctrl+P", Do: p.print},
		{Rule: true},
		{Text: "Override…", Keys: "O", Icon: theme.IconCover, Do: p.overrideHere},
		{Text: "All overrides…", Icon: theme.IconTable, Do: p.listOverrides},
		{Text: "Who was on call…", Icon: theme.IconHistory, Do: func() { p.whoWas(p.data.now) }},
		{Rule: true},
		{Text: "Draft in order…", Icon: theme.IconEdit, Do: func() { p.buildDraft(0) }},
		{Text: "Discard draft", Icon: theme.IconClose, Reason: noDraft, Do: p.discard},
		{Rule: true},
	}
	return append(items,
		p.rotationItem("Repair", theme.IconCover, func(r model.Rotation) { build.Repair(p.desk, r.ID) }),
		p.rotationItem("Edit", theme.IconEdit, p.editRotation),
		p.rotationItem("Delete", theme.IconTrash, p.deleteRotation),
	)
}

// rotationItem is one line of the menu for what can be done with a rotation; where there are several it asks which.
func (p *Page) rotationItem(verb string, icon theme.IconName, do func(model.Rotation)) widgets.MenuItem {
	item := widgets.MenuItem{Text: verb + " a rotation…", Icon: icon, Danger: icon == theme.IconTrash, Do: func() { p.askRotation(verb, do) }}
	if len(p.data.rotations) == 1 {
		item.Text = verb + " " + p.data.rotations[0].Name + "…"
	}
	return item
}

// askRotation lets a rotation be found by its name, and does something with it; the only one there is needs no question.
func (p *Page) askRotation(verb string, do func(model.Rotation)) {
	if len(p.data.rotations) == 1 {
		do(p.data.rotations[0])
		return
	}
	widgets.ShowFinder(p.desk.Shell.Canvas(), widgets.Finder{
		ID: "which-rotation", Prompt: verb + " which rotation?", Missing: "No rotation has these words in its name.",
		Find: func(text string) []widgets.MenuItem {
			var items []widgets.MenuItem
			for _, r := range p.data.rotations {
				if strings.Contains(strings.ToLower(r.Name), strings.ToLower(strings.TrimSpace(text))) {
					items = append(items, widgets.MenuItem{Text: r.Name, Note: r.Describe(p.data.now), Do: func() { do(r) }})
				}
			}
			return items
		},
	})
}

// buildFair opens the page that makes the fairest rota, of the selected shift's rotation.
func (p *Page) buildFair() {
	arg := ""
	if s, ok := p.data.shiftByID[p.chosen]; ok {
		arg = fmt.Sprint(s.RotationID)
	} else if len(p.data.rotations) > 0 {
		arg = fmt.Sprint(p.data.rotations[0].ID)
	}
	p.desk.Shell.Go(shell.Route{Page: "rotations/build", Arg: arg})
}

// repair mends what is published with the fewest changes, in the selected shift's rotation or the first that needs cover.
func (p *Page) repair() {
	rotation := p.data.shiftByID[p.chosen].RotationID
	if rotation == 0 && len(p.data.ahead.Away) > 0 {
		rotation = p.data.ahead.Away[0].RotationID
	}
	if rotation == 0 && len(p.data.rotations) > 0 {
		rotation = p.data.rotations[0].ID
	}
	build.Repair(p.desk, rotation)
}

// discard takes the drafts of all rotations away; it can be undone.
func (p *Page) discard() {
	for _, r := range p.data.rotations {
		_, ok := p.data.plans[r.ID]
		_, broken := p.data.broken[r.ID]
		if ok || broken {
			p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DiscardDraft(ctx, r) }, nil, nil)
		}
	}
}

// deleteRotation asks with the impact.
func (p *Page) deleteRotation(r model.Rotation) {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		impact, err := p.desk.WS.DeleteRotationImpact(ctx, r)
		return func() {
			p.desk.Shell.Open(widgets.Confirm("delete-rotation", "Delete "+r.Name+"?", impact, "Delete rotation", true, func() {
				p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.DeleteRotation(ctx, r.ID) }, nil, nil)
			}))
		}, err
	}, nil)
}
