// Package desk is what every page of the window works with: the workspace, the shell, and the small habits pages share, such as
// running a change and asking for a file. Pages are packages beside it. It holds no rules of the domain.
package desk

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/shell"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// Desk is a page's way to the rest of the program.
type Desk struct {
	WS    *workspace.Workspace
	Shell *shell.Shell
	Files Files

	Version string // of the program, for the page of settings

	OpenSample func()       // opens the sample team's file instead of this one
	Theme      func(string) // "system", "light" or "dark"
}

// Files asks the user for files. The window has the system's dialogue; tests answer by themselves.
type Files interface {
	// Open asks for a file to read; extensions are like ".csv".
	Open(extensions []string, chosen func(path string))
	// Save asks where to write, offering a name.
	Save(name string, chosen func(path string))
}

// Change runs one change off the window's thread. The shell shows what changed and offers to undo it when the workspace tells of
// the commit. An error goes to onError, or to the top of the page when that is nil; done may be nil.
func (d *Desk) Change(change func(ctx context.Context) (workspace.Done, error), done func(workspace.Done), onError func(error)) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		result, err := change(ctx)
		if err != nil || done == nil {
			return nil, err
		}
		return func() { done(result) }, nil
	}, onError)
}

// Submit runs the change of a dialogue: the dialogue closes when it is done, and says what is wrong when it is not, beside the
// field the error names where the form has it.
func (d *Desk) Submit(dialog *widgets.Dialog, form *widgets.Form, change func(ctx context.Context) (workspace.Done, error)) {
	if form != nil {
		form.ClearErrors()
	}
	dialog.ShowProblem("")
	d.Change(change, func(workspace.Done) { dialog.Close() }, func(err error) { d.Blame(dialog, form, err) })
}

// Blame shows an error in a dialogue, beside its field where there is one.
func (d *Desk) Blame(dialog *widgets.Dialog, form *widgets.Form, err error) {
	d.Shell.Log().Event("problem " + err.Error())
	if form != nil && form.ShowError(model.FieldOf(err), err.Error()) {
		return
	}
	dialog.ShowProblem(err.Error())
}

// Say posts a notice that has nothing to undo, such as a file that was written.
func (d *Desk) Say(text string) { d.Shell.Toast(widgets.Toast{Text: text}) }

// Copy puts text on the clipboard and says so.
func (d *Desk) Copy(text, what string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	d.Say(what + " copied.")
}

// Zone returns the team's location, UTC where there is no team.
func Zone(team model.Team) *time.Location {
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Tile is a person's initials on their colour.
func Tile(p model.Person) *widgets.Tile { return widgets.NewTile(p.Colour, p.Initials()) }
