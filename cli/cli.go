// Package cli is Watchbill's command line: the same jobs as the window, for terminals, scripts and cron.
//
// Run parses the arguments and runs one command. Each command group has a file of its own with one constructor,
// newPeopleCmd, newRotaCmd and so on, which newRootCmd lists; a command calls one method of workspace and prints what came
// back, as text for people or, with --json, as one JSON value. There is no rule of the domain and no SQL here. The package
// must not import Fyne: the window is opened through Env.OpenWindow.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/workspace"
)

// Env is what the commands need of the world besides their arguments and streams.
type Env struct {
	Now        func() time.Time    // nil: the real clock
	Getenv     func(string) string // nil: the process's environment
	DefaultDB  string              // the file used without --db and WATCHBILL_DB; empty: DefaultDB()
	OpenWindow OpenWindow          // nil: this build has no window
}

// OpenWindow opens the window and returns when it is closed.
type OpenWindow func(ctx context.Context, w Window) error

// Window says what the window should show.
type Window struct {
	DB   string // path of the file
	Team string // name of the team; empty: the first
	Who  string // for the history; empty: the user of the operating system
	Now  func() time.Time

	Page     string    // the first page; empty: today
	Theme    string    // light or dark; empty: as set
	EventLog io.Writer // what happens and where widgets are, for tests of the window; nil: none
}

// DefaultDB returns the file that is used unless another is named: in the user's data folder.
func DefaultDB() string { return filepath.Join(xdg.DataHome, "watchbill", "team.watchbill") }

// Exit codes.
const (
	exitDone   = 0
	exitFailed = 1 // bad data, or a file or disk that does not let us
	exitUsage  = 2 // the command was not understood; nothing was read
	exitLook   = 3 // done, but there is something to look at: gaps, rows not read, warnings
)

// Run runs one command and returns its exit code.
func Run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer, env Env) int {
	if env.Now == nil {
		env.Now = time.Now
	}
	if env.Getenv == nil {
		env.Getenv = os.Getenv
	}
	if env.DefaultDB == "" {
		env.DefaultDB = DefaultDB()
	}
	a := &app{env: env, in: in, out: out, errOut: errOut}
	root := newRootCmd(a)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	cmd, err := root.ExecuteContextC(ctx)
	if a.ws != nil {
		err = errors.Join(err, a.ws.Close())
	}
	if a.scratch != "" {
		err = errors.Join(err, os.RemoveAll(a.scratch))
	}
	return a.exit(cmd, err)
}

// app is one run of the program: its streams, global flags and open file.
type app struct {
	env    Env
	in     io.Reader
	out    io.Writer
	errOut io.Writer

	db   string
	team string
	json bool
	at   string // --now
	who  string

	started bool // a command's own code has begun: errors from here on are not of usage
	code    int  // the exit code when there is no error
	ws      *workspace.Workspace
	scratch string // a folder to remove at the end
}

// look makes the exit code "done, but look".
func (a *app) look() { a.code = exitLook }

// path returns the file to work on.
func (a *app) path() string {
	if a.db != "" {
		return a.db
	}
	if p := a.env.Getenv("WATCHBILL_DB"); p != "" {
		return p
	}
	return a.env.DefaultDB
}

// home makes the folder of the user's data, where that is what is worked on: a file named on purpose lies in a folder that is there.
func (a *app) home() error {
	if a.path() != a.env.DefaultDB {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(a.env.DefaultDB), 0o700); err != nil {
		return model.Errorf(model.Unavailable, "db", "The folder %s cannot be made: there is no permission, or a file of that name is in the way. Choose another place with --db FILE.", filepath.Dir(a.env.DefaultDB))
	}
	return nil
}

// clock returns the clock that the flags ask for.
func (a *app) clock() (func() time.Time, error) {
	if a.at == "" {
		return a.env.Now, nil
	}
	t, err := time.Parse(time.RFC3339, a.at)
	if err != nil {
		return nil, usagef("now", "%q is no time for --now. Write it as 2026-11-18T10:42:00+01:00.", a.at)
	}
	return func() time.Time { return t }, nil
}

// open opens the file for a command that may be the first ever, making it where there is none.
func (a *app) open(ctx context.Context) (*workspace.Workspace, error) {
	return a.openAs(ctx, a.path(), "command line")
}

func (a *app) openAs(ctx context.Context, path, via string) (*workspace.Workspace, error) {
	if err := a.home(); err != nil {
		return nil, err
	}
	now, err := a.clock()
	if err != nil {
		return nil, err
	}
	ws, err := workspace.Open(ctx, path, workspace.Config{Via: via, Who: a.who, Now: now, Secrets: a.secrets()})
	if err != nil {
		return nil, err
	}
	a.ws = ws
	if a.team != "" {
		return ws, ws.UseTeam(ctx, a.team)
	}
	return ws, nil
}

// secrets returns where passwords of publishing are kept; nil is the keyring.
func (a *app) secrets() *feed.Secrets {
	if file := a.env.Getenv("WATCHBILL_SECRETS"); file != "" {
		return &feed.Secrets{File: file, NoKeyring: true}
	}
	return nil
}

// existing opens the file for a command that needs what is in it; a name that was mistyped makes no file.
func (a *app) existing(ctx context.Context) (*workspace.Workspace, error) {
	if _, err := os.Stat(a.path()); errors.Is(err, fs.ErrNotExist) {
		return nil, model.Errorf(model.NotFound, "db", "There is no file %s yet. Start one with “watchbill people add”, make a sample team with “watchbill demo”, or name another file with --db FILE.", a.path())
	}
	return a.open(ctx)
}

// preview opens the file for a command that will change nothing. Where there is none yet it opens an empty one that is thrown away,
// so that the very first import can be looked at before.
func (a *app) preview(ctx context.Context) (*workspace.Workspace, error) {
	if _, err := os.Stat(a.path()); !errors.Is(err, fs.ErrNotExist) {
		return a.open(ctx)
	}
	dir, err := os.MkdirTemp("", "watchbill-preview-*")
	if err != nil {
		return nil, workspace.FileError(os.TempDir(), "write", err)
	}
	a.scratch = dir
	return a.openAs(ctx, filepath.Join(dir, "team.watchbill"), "command line")
}

// leaf makes a command that does something; needs makes its check of the arguments.
func (a *app) leaf(use, short string, args cobra.PositionalArgs, run func(cmd *cobra.Command, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: args, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.started = true
			if _, err := a.clock(); err != nil {
				return err
			}
			return run(cmd, args)
		},
	}
}

// group makes a command that only holds others.
func (a *app) group(use, short string, subs ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, DisableFlagsInUseLine: true, SuggestionsMinimumDistance: 2,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			hint := ""
			if s := cmd.SuggestionsFor(args[0]); len(s) > 0 {
				hint = fmt.Sprintf(" Did you mean %s?", strings.Join(s, " or "))
			}
			return fmt.Errorf("there is no command %q in %q.%s", args[0], cmd.CommandPath(), hint)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	c.AddCommand(subs...)
	return c
}
