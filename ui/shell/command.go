package shell

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Command is one thing the user can do by name: from the palette, by its keys, and as a line of the help. Buttons that do
// the same call the same function.
type Command struct {
	ID       string // "toil.log"
	Title    string // "Log toil"; the palette finds by it
	Group    string // "Toil"
	Words    string // more words to find it by
	Shortcut string // "Ctrl+N", "Ctrl+Shift+Z", "Alt+Left", or a single key as the help shows it
	// Enabled says whether it can be done now and, if not, why. Nil: always.
	Enabled func() (bool, string)
	Run     func()
}

// reason is why the command cannot run now, empty when it can.
func (c Command) reason() string {
	if c.Enabled == nil {
		return ""
	}
	ok, why := c.Enabled()
	if ok {
		return ""
	}
	if why == "" {
		why = "not now"
	}
	return why
}

// keyNames are the names of keys in shortcuts that differ from Fyne's.
var keyNames = map[string]fyne.KeyName{"Esc": fyne.KeyEscape, "Enter": fyne.KeyReturn, "Del": fyne.KeyDelete}

// shortcut is the Fyne shortcut of keys with a modifier such as "Ctrl+Shift+Z". Ctrl is the command key on macOS. Keys
// without a modifier have none.
func shortcut(keys string) (fyne.Shortcut, bool) {
	parts := strings.Split(keys, "+")
	last := parts[len(parts)-1]
	var modifier fyne.KeyModifier
	for _, p := range parts[:len(parts)-1] {
		switch p {
		case "Ctrl":
			modifier |= fyne.KeyModifierShortcutDefault
		case "Shift":
			modifier |= fyne.KeyModifierShift
		case "Alt":
			modifier |= fyne.KeyModifierAlt
		}
	}
	if modifier&^fyne.KeyModifierShift == 0 {
		return nil, false
	}
	switch keys { // Fyne has types of its own for these, and sends no others
	case "Ctrl+Z":
		return &fyne.ShortcutUndo{}, true
	case "Ctrl+Y":
		return &fyne.ShortcutRedo{}, true
	}
	name := fyne.KeyName(last)
	if own, ok := keyNames[last]; ok {
		name = own
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: modifier}, true
}

// Filter are the commands that contain every word of the text in title, group or words, best first: the title begins with
// it, the title ends with it, a word of the title begins with it, then the rest, in the table's order.
func Filter(commands []Command, text string) []Command {
	text = strings.ToLower(strings.TrimSpace(text))
	type hit struct {
		command Command
		rank    int
	}
	var hits []hit
	for _, c := range commands {
		if rank, ok := rank(c, text); ok {
			hits = append(hits, hit{c, rank})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.rank - b.rank })
	found := make([]Command, len(hits))
	for i, h := range hits {
		found[i] = h.command
	}
	return found
}

func rank(c Command, text string) (int, bool) {
	title := strings.ToLower(c.Title)
	all := title + " " + strings.ToLower(c.Group+" "+c.Words)
	for _, word := range strings.Fields(text) {
		if !strings.Contains(all, word) {
			return 0, false
		}
	}
	switch {
	case strings.HasPrefix(title, text):
		return 0, true
	case strings.HasSuffix(title, " "+text): // "Go to People" before "Ask people…"
		return 1, true
	case strings.Contains(" "+title, " "+text):
		return 2, true
	}
	return 3, true
}
