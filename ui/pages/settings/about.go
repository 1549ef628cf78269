package settings

import (
	"context"
	"runtime"
	"runtime/debug"

	"fyne.io/fyne/v2"

	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// about says what this program is, and where help is. It reads nothing.
type about struct{ content fyne.CanvasObject }

func newAbout(d *desk.Desk) *about {
	facts := widgets.Col(0,
		fact("Version", widgets.Body(version(d.Version))),
		fact("Built with", widgets.BodyPara(runtime.Version()+" for "+runtime.GOOS+"/"+runtime.GOARCH)),
		fact("Licence", widgets.BodyPara("MIT: use, change and pass it on; there is no warranty. The whole text is in the file LICENSE.")),
		fact("Keys", widgets.BodyPara("Press ? anywhere for the keys of a page, and Ctrl+K to find every command.")),
		fact("Command line", widgets.BodyPara("“watchbill help” lists the commands; each has examples under --help. They work on this same file.")),
		fact("More", widgets.BodyPara("README.md says how to begin; the folder docs says how it is built and how calendars are read and written.")),
		fact("Privacy", widgets.BodyPara("Watchbill has no account and no server of its own, and sends nothing anywhere but the calendars you publish or serve, to where you say.")))
	row := widgets.Row(theme.Gap2, widgets.NewButton("Show keys and commands", func() { d.Shell.OpenHelp() }).WithIcon(theme.IconKeyboard).WithID("settings.help"), widgets.Grow())
	return &about{column(widgets.Panel(widgets.Head{Title: "About Watchbill"}, widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap3, facts, row))))}
}

func (a *about) Load(context.Context) (func(), error) { return func() {}, nil }

func (a *about) Content() fyne.CanvasObject { return a.content }

// version is the version with the revision of the source, as far as the build knows them.
func version(v string) string {
	if v == "" {
		v = "not released"
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += ", source " + s.Value[:12]
			}
		}
	}
	return v
}
