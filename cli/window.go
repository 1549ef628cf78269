package cli

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
)

func newWindowCmd(a *app) *cobra.Command {
	var page, theme, log string
	c := a.leaf("window", "Open the window (as watchbill without a command does)", needs(), func(cmd *cobra.Command, _ []string) error {
		w := Window{Page: page, Theme: theme}
		if theme != "" && theme != "light" && theme != "dark" {
			return usagef("theme", "There is no theme %q. Choose light or dark.", theme)
		}
		if page != "" && !slices.Contains(pages, page) {
			return usagef("page", "There is no page %q. The pages are %s.", page, strings.Join(pages, ", "))
		}
		if log != "" {
			f, err := os.OpenFile(log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
			if err != nil {
				return model.Errorf(model.Unavailable, "event-log", "The event log %s cannot be written: %v.", log, err)
			}
			defer f.Close()
			w.EventLog = f
		}
		return a.openWindow(cmd.Context(), w)
	})
	c.Flags().StringVar(&page, "page", "", "first `PAGE`: "+strings.Join(pages, ", "))
	c.Flags().StringVar(&theme, "theme", "", "`MODE`, light or dark (default as set)")
	c.Flags().StringVar(&log, "event-log", "", "append what happens in the window, and where its controls are, to a `FILE` (for tests)")
	_ = c.Flags().MarkHidden("event-log")
	c.Example = "  watchbill window --db sample.watchbill\n  watchbill window --page capacity --theme dark"
	return c
}

var pages = []string{"today", "rotations", "swaps", "people", "toil", "capacity", "reports", "settings"}

const withoutWindow = `These commands work without one:
  people, rota, oncall, calendar       who is on call, drafts, swaps, calendar files
  toil, capacity, report               toil against the cap, forecasts, PDF and PNG
  team, undo, history, backup, demo    the file
Begin with “watchbill demo” and “watchbill oncall now”, or see “watchbill --help”.`

// openWindow opens the window, or says what works without one.
func (a *app) openWindow(ctx context.Context, w Window) error {
	switch {
	case a.env.OpenWindow == nil:
		return model.Errorf(model.Unavailable, "", "This build has no window: it is made for servers. %s", withoutWindow)
	case !a.hasDisplay():
		return model.Errorf(model.Unavailable, "", "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set). %s", withoutWindow)
	}
	now, err := a.clock()
	if err != nil {
		return err
	}
	if err := a.home(); err != nil {
		return err
	}
	w.DB, w.Team, w.Who, w.Now = a.path(), a.team, a.who, now
	return a.env.OpenWindow(ctx, w)
}

// hasDisplay reports whether a window has somewhere to be. Only Unix desktops say so beforehand.
func (a *app) hasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin", "ios", "android":
		return true
	}
	return a.env.Getenv("DISPLAY") != "" || a.env.Getenv("WAYLAND_DISPLAY") != ""
}
