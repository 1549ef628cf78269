package settings

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// fileFacts is the section of the file: where the data are and whether they are whole.
type fileFacts struct {
	desk    *desk.Desk
	goThere func() // shows the section
	team    model.Team
	size    int64
	checked string // what the last check said
	damaged bool
	content *fyne.Container
}

func newFileFacts(d *desk.Desk, goThere func()) *fileFacts {
	return &fileFacts{desk: d, goThere: goThere, content: widgets.Stack()}
}

func (f *fileFacts) Content() fyne.CanvasObject { return f.content }

// Load implements part.
func (f *fileFacts) Load(ctx context.Context) (func(), error) {
	team, err := readTeam(ctx, f.desk.WS)
	if err != nil {
		return nil, err
	}
	size, err := f.desk.WS.FileSize()
	return func() {
		f.team, f.size = team, size
		f.show()
	}, err
}

func (f *fileFacts) show() {
	path := f.desk.WS.Path()
	kind := "your own"
	if f.team.Sample {
		kind = "the sample team; your own file is not touched"
	}
	facts := widgets.Col(0,
		fact("File", widgets.BodyPara(path)),
		fact("Size", widgets.Body(size(f.size))),
		fact("Holds", widgets.Body(kind)),
		fact("Check", f.checkWords()))
	buttons := widgets.Row(theme.Gap2,
		widgets.NewButton("Check for damage", f.check).WithIcon(theme.IconGood).WithID("settings.check"),
		widgets.NewButton("Copy the path", func() { f.desk.Copy(path, "The file’s path") }).WithIcon(theme.IconCopy).WithID("settings.copy-path"), widgets.Grow())
	words := widgets.CaptionPara("Everything is in this one file on this computer, and nothing is sent anywhere but the calendars you publish or serve. To work on another, drop it on the window, " +
		"or press Ctrl+K and choose “Open another file…”. Window and command line may have the same file open.")
	f.content.Objects = []fyne.CanvasObject{column(widgets.Panel(widgets.Head{Title: "File"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3, facts, buttons, words))))}
	f.content.Refresh()
}

func (f *fileFacts) checkWords() fyne.CanvasObject {
	switch {
	case f.checked == "":
		return widgets.Body("not checked since this page was opened").In(theme.Text2)
	case f.damaged:
		return widgets.BodyPara(f.checked).In(theme.Bad)
	}
	return widgets.Row(theme.Gap1, widgets.NewIcon(theme.IconGood, 14, theme.Good), widgets.Body(f.checked))
}

// Commands are what the palette offers.
func (f *fileFacts) Commands() []shell.Command {
	return []shell.Command{{ID: "settings.check", Title: "Check the file for damage", Group: "Settings", Run: f.check}}
}

// check looks for damage; what it finds stays on the page.
func (f *fileFacts) check() {
	f.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		return func() { f.found(nil) }, f.desk.WS.CheckFile(ctx)
	}, f.found)
}

func (f *fileFacts) found(err error) {
	f.damaged = err != nil
	f.checked = "no damage found, checked " + f.desk.WS.Now().In(desk.Zone(f.team)).Format("15:04")
	if err != nil {
		f.checked = err.Error()
		f.desk.Shell.Log().Event("problem " + err.Error())
	}
	f.goThere()
}

// size is a number of bytes in words.
func size(bytes int64) string {
	if bytes < 1e6 {
		return model.Thousands(int(bytes+500)/1000) + " kB"
	}
	return model.Thousands(int(bytes/1e6)) + fmt.Sprintf(".%d MB", bytes%1e6/1e5)
}

// ago is how long ago something was, in words.
func ago(at, now time.Time) string { return model.FormatSpan(max(0, now.Sub(at))) + " ago" }
