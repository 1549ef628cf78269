package settings

import (
	"fmt"
	"strings"
)

// openForm keeps the fields of a form that stands on the page for long, while others may change the same things. A field that nobody
// wrote in follows what is stored; one that somebody wrote in stays.
type openForm struct {
	fields []openField
	filled []string // what each field was last filled with; nil: not yet
}

// openField is one field: what it is called in a sentence, and its text.
type openField struct {
	label string
	get   func() string
	set   func(string)
}

// follow fills the fields with what is stored now. The notice names fields that were changed elsewhere while somebody wrote in them;
// it is empty where there are none.
func (o *openForm) follow(now []string) (notice string) {
	var clashes []string
	for i, f := range o.fields {
		written := f.get()
		if o.filled != nil && written != o.filled[i] && written != now[i] {
			if now[i] != o.filled[i] {
				clashes = append(clashes, fmt.Sprintf("%s is now “%s”", f.label, now[i]))
			}
			continue
		}
		if written != now[i] {
			f.set(now[i])
		}
	}
	o.filled = now
	if len(clashes) == 0 {
		return ""
	}
	return "Changed elsewhere while you were writing: " + strings.Join(clashes, "; ") + ". What you wrote is still in the field; saving puts it in the other's place."
}
