// Package shell is the frame of the window: sidebar, header, the pane that owns the current page, status line, toasts,
// command palette, help and keys. It loads pages off the window's thread, drops a result that is no longer the newest,
// and marks pages stale when the workspace tells of a change.
//
// It may import ui/widgets, ui/theme and the workspace's Change. It must not import model, storage or any page: pages come in as
// factories, commands as a table, changes unread.
package shell
