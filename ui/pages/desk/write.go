package desk

import (
	"context"
	"io"
	"strings"
	"unicode"

	"watchbill/workspace"
)

// Save asks where to write, offering a file name made of a title and an extension such as ".pdf", and writes there.
func (d *Desk) Save(title, extension string, write func(ctx context.Context, w io.Writer) error) {
	d.Files.Save(Slug(title)+extension, func(path string) { d.Write(path, write) })
}

// Write writes a file off the window's thread, whole or not at all, and says where it is.
func (d *Desk) Write(path string, write func(ctx context.Context, w io.Writer) error) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		if err := workspace.WriteFile(path, func(w io.Writer) error { return write(ctx, w) }); err != nil {
			return nil, err
		}
		return func() { d.Say("Written: " + path) }, nil
	}, nil)
}

// Slug makes a title fit for a file's name: "Payments SRE" is "payments-sre". Letters of any script stay.
func Slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if s := strings.Join(words, "-"); s != "" {
		return s
	}
	return "watchbill"
}
