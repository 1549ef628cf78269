package settings

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// themeSetting is the setting that keeps the colours; modes are its values, in the order of the segments.
const themeSetting = "theme"

var (
	modes     = []string{"system", "light", "dark"}
	modeWords = []string{"as the system", "light", "dark"}
)

func (p *Page) appearance() fyne.CanvasObject {
	words := widgets.CaptionPara("Both have the same person colours, which stay apart for colour-blind eyes. The choice is kept in this file.")
	return widgets.Panel(widgets.Head{Title: "Appearance"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3,
		widgets.Row(theme.Gap3, widgets.Fixed(96, 0, widgets.Body("Colours").In(theme.Text2)), p.colours, widgets.Grow()), words)))
}

func (p *Page) setColours(i int) {
	mode := modes[i]
	p.desk.Theme(mode)
	p.data.colours = mode
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return p.desk.WS.SetSetting(ctx, themeSetting, mode, "colours: "+modeWords[i])
	}, nil, nil)
}

// size is a number of bytes in words.
func size(bytes int64) string {
	if bytes < 1e6 {
		return model.Thousands(int(bytes+500)/1000) + " kB"
	}
	return model.Thousands(int(bytes/1e6)) + fmt.Sprintf(".%d MB", bytes%1e6/1e5)
}

// file says where the data are and whether they are whole.
func (p *Page) file() fyne.CanvasObject {
	path := p.desk.WS.Path()
	kind := "your own"
	if p.data.team.Sample {
		kind = "the sample team; your own file is not touched"
	}
	facts := widgets.Col(0,
		fact("File", widgets.BodyPara(path)),
		fact("Size", widgets.Body(size(p.data.size))),
		fact("Holds", widgets.Body(kind)),
		fact("Check", p.checkWords()))
	buttons := widgets.Row(theme.Gap2,
		widgets.NewButton("Check for damage", p.check).WithIcon(theme.IconGood).WithID("settings.check"),
		widgets.NewButton("Copy the path", func() { p.desk.Copy(path, "The file’s path") }).WithIcon(theme.IconCopy).WithID("settings.copy-path"), widgets.Grow())
	words := widgets.CaptionPara("Everything is in this one file on this computer, and nothing is sent anywhere but the calendars you publish. To work on another, drop it on the window, " +
		"or press Ctrl+K and choose “Open another file…”. Window and command line may have the same file open.")
	return widgets.Panel(widgets.Head{Title: "File"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3, facts, buttons, words)))
}

// fact is a line with its name.
func fact(name string, value fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Pad(3, 0, 3, 0, widgets.RowTop(0, widgets.Fixed(108, 18, widgets.Body(name).In(theme.Text2)), widgets.Grow(value)))
}

func (p *Page) checkWords() fyne.CanvasObject {
	switch {
	case p.checked == "":
		return widgets.Body("not checked since this page was opened").In(theme.Text2)
	case p.damaged:
		return widgets.BodyPara(p.checked).In(theme.Bad)
	}
	return widgets.Row(theme.Gap1, widgets.NewIcon(theme.IconGood, 14, theme.Good), widgets.Body(p.checked))
}

// check looks for damage; what it finds stays on the page.
func (p *Page) check() {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		return func() { p.found(nil) }, p.desk.WS.CheckFile(ctx)
	}, p.found)
}

func (p *Page) found(err error) {
	p.damaged = err != nil
	p.checked = "no damage found, checked " + p.desk.WS.Now().In(p.data.zone()).Format("15:04")
	if err != nil {
		p.checked = err.Error()
		p.desk.Shell.Log().Event("problem " + err.Error())
	}
	p.nav.Select(2)
	p.choose(2)
}

// backupList is the section of the kept copies.
type backupList struct {
	page  *Page
	table *widgets.Table
	rows  []workspace.BackupFile
}

func newBackupList(p *Page) *backupList {
	b := &backupList{page: p}
	b.table = widgets.NewTable([]widgets.Column{{Title: "Made", Width: 170}, {Title: "Age", Width: 110}, {Title: "Size", Width: 80, Right: true}, {Title: "File"}},
		theme.RowHeight, b.cell).WithID("settings.backup-table")
	return b
}

func (b *backupList) show(d data) {
	b.rows = d.backups
	b.table.SetLength(len(b.rows))
}

func (b *backupList) cell(i, column int) widgets.Cell {
	row, d := b.rows[i], b.page.data
	switch column {
	case 0:
		return widgets.Cell{Text: model.FormatTime(row.At.In(d.zone()), d.now)}
	case 1:
		return widgets.Cell{Text: model.FormatSpan(max(0, d.now.Sub(row.At))) + " ago", Ink: theme.Text2}
	case 2:
		return widgets.Cell{Text: size(row.Size)}
	}
	return widgets.Cell{Text: filepath.Base(row.Path), Ink: theme.Text2}
}

func (b *backupList) panel(d data) fyne.CanvasObject {
	p := b.page
	folder := p.desk.WS.BackupFolder()
	buttons := widgets.Row(theme.Gap2,
		widgets.NewButton("Back up now", b.now).WithIcon(theme.IconLock).Primary().WithID("settings.backup"),
		widgets.NewButton("Copy to another place…", b.elsewhere).WithIcon(theme.IconDownload).WithID("settings.backup-to"),
		widgets.NewButton("Copy the folder’s path", func() { p.desk.Copy(folder, "The folder’s path") }).WithIcon(theme.IconCopy).WithID("settings.copy-folder"), widgets.Grow())
	how := widgets.CaptionPara("A backup is a whole Watchbill file, checked when it is made and never written over. To look at one or go back to it: press Ctrl+K, choose " +
		"“Open another file…” and name it, or start “watchbill --db FILE”. To keep it as your file, copy it over your own while Watchbill is closed.")
	body := widgets.Col(theme.Gap3, fact("Folder", widgets.BodyPara(folder)), buttons, how)
	head := widgets.Head{Title: "Backups", Caption: model.Count(len(d.backups), "copy", "copies") + ", newest first"}
	if len(d.backups) == 0 {
		head.Caption = "none yet"
		return column(widgets.Panel(head, widgets.PadAll(theme.Gap3, body)))
	}
	return widgets.Panel(head, widgets.PadAll(theme.Gap3, body), widgets.HRule(), widgets.Grow(widgets.Pad(0, 0, theme.Gap1, 0, b.table)))
}

func (b *backupList) now() { b.make("") }

func (b *backupList) elsewhere() {
	ws := b.page.desk.WS
	ext := filepath.Ext(ws.Path())
	name := filepath.Base(ws.Path())
	b.page.desk.Files.Save(name[:len(name)-len(ext)]+"-"+ws.Now().Format("2006-01-02")+ext, b.make)
}

// make writes a checked copy, into the backup folder when no path is given.
func (b *backupList) make(path string) {
	d := b.page.desk
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		made, err := d.WS.Backup(ctx, path)
		return func() {
			d.Say("Backed up and checked: " + made.Path)
			d.Shell.Reload()
		}, err
	}, nil)
}
