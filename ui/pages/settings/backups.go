package settings

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// backupList is the section of the kept copies.
type backupList struct {
	desk    *desk.Desk
	now     time.Time
	zone    *time.Location
	table   *widgets.Table
	rows    []workspace.BackupFile
	content *fyne.Container
}

func newBackupList(d *desk.Desk) *backupList {
	b := &backupList{desk: d, zone: time.UTC, content: widgets.Stack()}
	b.table = widgets.NewTable([]widgets.Column{{Title: "Made", Width: 170}, {Title: "Age", Width: 110}, {Title: "Size", Width: 80, Right: true}, {Title: "File"}},
		theme.RowHeight, b.cell).WithID("settings.backup-table")
	return b
}

func (b *backupList) Content() fyne.CanvasObject { return b.content }

// Load implements part.
func (b *backupList) Load(ctx context.Context) (func(), error) {
	team, err := readTeam(ctx, b.desk.WS)
	if err != nil {
		return nil, err
	}
	rows, err := b.desk.WS.Backups()
	return func() {
		b.rows, b.now, b.zone = rows, b.desk.WS.Now(), desk.Zone(team)
		b.table.SetLength(len(b.rows))
		b.content.Objects = []fyne.CanvasObject{b.panel()}
		b.content.Refresh()
	}, err
}

func (b *backupList) cell(i, column int) widgets.Cell {
	row := b.rows[i]
	switch column {
	case 0:
		return widgets.Cell{Text: model.FormatTime(row.At.In(b.zone), b.now)}
	case 1:
		return widgets.Cell{Text: ago(row.At, b.now), Ink: theme.Text2}
	case 2:
		return widgets.Cell{Text: size(row.Size)}
	}
	return widgets.Cell{Text: filepath.Base(row.Path), Ink: theme.Text2}
}

func (b *backupList) panel() fyne.CanvasObject {
	folder := b.desk.WS.BackupFolder()
	buttons := widgets.Row(theme.Gap2,
		widgets.NewButton("Back up now", b.here).WithIcon(theme.IconLock).Primary().WithID("settings.backup"),
		widgets.NewButton("Copy to another place…", b.elsewhere).WithIcon(theme.IconDownload).WithID("settings.backup-to"),
		widgets.NewButton("Copy the folder’s path", func() { b.desk.Copy(folder, "The folder’s path") }).WithIcon(theme.IconCopy).WithID("settings.copy-folder"), widgets.Grow())
	how := widgets.CaptionPara("A backup is a whole Watchbill file, checked when it is made and never written over. To look at one or go back to it: press Ctrl+K, choose " +
		"“Open another file…” and name it, or start “watchbill --db FILE”. To keep it as your file, copy it over your own while Watchbill is closed.")
	body := widgets.Col(theme.Gap3, fact("Folder", widgets.BodyPara(folder)), buttons, how)
	head := widgets.Head{Title: "Backups", Caption: model.Count(len(b.rows), "copy", "copies") + ", newest first"}
	if len(b.rows) == 0 {
		head.Caption = "none yet"
		return column(widgets.Panel(head, widgets.PadAll(theme.Gap3, body)))
	}
	return widgets.Panel(head, widgets.PadAll(theme.Gap3, body), widgets.HRule(), widgets.Grow(widgets.Pad(0, 0, theme.Gap1, 0, b.table)))
}

func (b *backupList) here() { b.make("") }

func (b *backupList) elsewhere() {
	ws := b.desk.WS
	ext := filepath.Ext(ws.Path())
	name := filepath.Base(ws.Path())
	b.desk.Files.Save(name[:len(name)-len(ext)]+"-"+ws.Now().Format("2006-01-02")+ext, b.make)
}

// make writes a checked copy, into the backup folder when no path is given.
func (b *backupList) make(path string) {
	d := b.desk
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		made, err := d.WS.Backup(ctx, path)
		return func() {
			d.Say("Backed up and checked: " + made.Path)
			d.Shell.Reload()
		}, err
	}, nil)
}
