package today

import (
	"fmt"

	"fyne.io/fyne/v2"

	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

const (
	mostNeeds = 6 // shown before all are asked for
	mostAlike = 2 // of one kind, while another kind would be left out
)

// needsPanel lists what needs the manager, most urgent first, each with its one button.
func (p *Page) needsPanel() fyne.CanvasObject {
	all := p.data.needs
	if len(all) == 0 {
		return widgets.Panel(widgets.Head{Title: "Needs you"}, widgets.PadAll(theme.Gap3, widgets.Row(theme.Gap2,
			widgets.NewIcon(theme.IconGood, 16, theme.Good), widgets.Grow(widgets.BodyPara("Nothing: no gap, no order due, nobody above the toil cap in the periods shown here.")))))
	}
	head := widgets.Head{
		Title: "Needs you", Beside: []fyne.CanvasObject{widgets.Counter(fmt.Sprint(len(all)))}, Right: []fyne.CanvasObject{widgets.Caption("most urgent first")},
	}
	shown := firstNeeds(all, mostNeeds)
	if p.allNeeds {
		shown = all
	}
	var rows []fyne.CanvasObject
	for i, n := range shown {
		if i > 0 {
			rows = append(rows, widgets.HRule())
		}
		rows = append(rows, p.needRow(n, i))
	}
	if len(all) > mostNeeds {
		words := fmt.Sprintf("Show all %d", len(all))
		if p.allNeeds {
			words = "Show fewer"
		}
		more := widgets.NewPlainLink(words, p.toggleNeeds).WithID("needs.all")
		rows = append(rows, widgets.HRule(), widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, widgets.Row(0, more, widgets.Grow())))
	}
	return widgets.Panel(head, rows...)
}

func (p *Page) toggleNeeds() {
	p.allNeeds = !p.allNeeds
	restore := widgets.Keep(p.desk.Shell.Canvas(), p.body)
	p.show(p.data)
	restore()
}

// firstNeeds are at most so many of all, in their order: the first of each kind, so that many of one kind hide no other.
func firstNeeds(all []workspace.Need, most int) []workspace.Need {
	taken, alike := map[int]bool{}, map[workspace.NeedKind]int{}
	for _, limit := range []int{mostAlike, len(all)} {
		for i, n := range all {
			if len(taken) < most && !taken[i] && alike[n.Kind] < limit {
				taken[i] = true
				alike[n.Kind]++
			}
		}
	}
	var first []workspace.Need
	for i, n := range all {
		if taken[i] {
			first = append(first, n)
		}
	}
	return first
}

func (p *Page) needRow(n workspace.Need, i int) fyne.CanvasObject {
	icon := map[workspace.NeedKind]theme.IconName{
		workspace.NeedCover: theme.IconBad, workspace.NeedPerson: theme.IconBad, workspace.NeedPublish: theme.IconUpload,
		workspace.NeedCapacity: theme.IconDatabase, workspace.NeedToil: theme.IconToil, workspace.NeedBackup: theme.IconLock,
		workspace.NeedPublishing: theme.IconUpload, workspace.NeedDouble: theme.IconBad, workspace.NeedRest: theme.IconClock, workspace.NeedShare: theme.IconPeople,
		workspace.NeedSwap: theme.IconSwap,
	}[n.Kind]
	action := map[workspace.NeedKind]string{
		workspace.NeedCover: "Find cover", workspace.NeedPerson: "Find cover", workspace.NeedPublish: "Draft", workspace.NeedCapacity: "See forecast",
		workspace.NeedToil: "See where", workspace.NeedBackup: "Back up now", workspace.NeedPublishing: "Publish now",
		workspace.NeedDouble: "Find cover", workspace.NeedRest: "See shifts", workspace.NeedShare: "See loads",
		workspace.NeedSwap: "Review",
	}[n.Kind]
	if n.Kind == workspace.NeedPublishing && n.Target == 0 { // a calendar that could not be read
		icon, action = theme.IconDownload, "See calendars"
	}
	ink := theme.Warn
	switch {
	case n.Urgent:
		ink = theme.Bad
	case n.Kind == workspace.NeedSwap: // it waits, and nothing is wrong
		ink = theme.Accent
	}
	do := widgets.NewButton(action, func() { p.follow(n) }).Small().WithID(fmt.Sprintf("need.%d", i))
	title := widgets.RowTop(theme.Gap3, widgets.Grow(widgets.Pad(1, 0, 0, 0, widgets.BodyPara("**"+swapdialog.Plain(n.Title)+"**"))), do)
	words := widgets.Col(0, title, widgets.CaptionPara(n.Detail)) // below the button too: the pane is narrow
	return widgets.Pad(9, theme.Gap3, 9, theme.Gap3, widgets.RowTop(theme.Gap3, widgets.Pad(2, 0, 0, 0, widgets.NewIcon(icon, 18, ink)), widgets.Grow(words)))
}
