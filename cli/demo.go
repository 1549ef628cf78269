package cli

import (
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"watchbill/internal/demo"
)

type demoJSON struct {
	File string `json:"file"`
	Team string `json:"team"`
}

func newDemoCmd(a *app) *cobra.Command {
	var fresh bool
	c := a.leaf("demo [--db FILE] [--fresh]", "Make the sample team in a file of its own", needs(), func(cmd *cobra.Command, _ []string) error {
		now, err := a.clock()
		if err != nil {
			return err
		}
		if err := a.home(); err != nil {
			return err
		}
		path := a.samplePath()
		if err := demo.Make(cmd.Context(), path, now(), fresh); err != nil {
			return err
		}
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		return a.show(demoJSON{path, "Payments SRE"}, func(w io.Writer) error {
			return printf(w, "The sample team Payments SRE is in %s.\nTry:\n  watchbill --db %[1]s oncall now\n  watchbill --db %[1]s rota show Payments\n  watchbill --db %[1]s toil report\n  watchbill --db %[1]s capacity list\n  watchbill --db %[1]s                  opens the window\n", path)
		})
	})
	c.Flags().BoolVar(&fresh, "fresh", false, "make it anew where it is already; your changes to the sample go")
	c.Long = "Make the sample team: eight people, two rotations with a past and a future, toil and eight resources, seen from now. It lies in a file of its own (sample.watchbill beside your data, or --db) and never touches yours."
	c.Example = "  watchbill demo\n  watchbill demo --db try.watchbill --fresh"
	return c
}

// samplePath returns where the sample goes: where --db says, else beside the user's data.
func (a *app) samplePath() string {
	if a.db != "" {
		return a.db
	}
	return demo.Path(a.path())
}
