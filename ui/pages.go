package ui

import (
	"watchbill/ui/pages/build"
	"watchbill/ui/pages/capacity"
	"watchbill/ui/pages/people"
	"watchbill/ui/pages/reports"
	"watchbill/ui/pages/rotations"
	"watchbill/ui/pages/settings"
	"watchbill/ui/pages/swaps"
	"watchbill/ui/pages/today"
	"watchbill/ui/pages/toil"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
)

// navigation is the sidebar, in order: Ctrl+1 is the first.
var navigation = []shell.Nav{
	{Page: "today", Title: "Today", Icon: theme.IconToday},
	{Page: "rotations", Title: "Rotations", Icon: theme.IconTimeline},
	{Page: "swaps", Title: "Swaps", Icon: theme.IconSwap},
	{Page: "people", Title: "People", Icon: theme.IconPeople},
	{Page: "toil", Title: "Toil", Icon: theme.IconToil},
	{Page: "capacity", Title: "Capacity", Icon: theme.IconCapacity},
	{Page: "reports", Title: "Reports", Icon: theme.IconReport},
}

var settingsNav = shell.Nav{Page: "settings", Title: "Settings", Icon: theme.IconSettings}

// page makes the page of a name, nil where there is none.
func (w *window) page(name string) shell.Page {
	switch name {
	case "today":
		return today.New(w.desk)
	case "rotations":
		return rotations.New(w.desk)
	case "rotations/build":
		return build.New(w.desk)
	case "swaps":
		return swaps.New(w.desk)
	case "people":
		return people.New(w.desk)
	case "toil":
		return toil.New(w.desk)
	case "capacity":
		return capacity.New(w.desk)
	case "reports":
		return reports.New(w.desk)
	case "settings":
		return settings.New(w.desk)
	}
	return nil
}
