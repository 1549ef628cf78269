package cli

import (
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is the program's version. A release sets it with -ldflags "-X watchbill/cli.Version=1.2.3".
var Version = "0.2.0"

type versionJSON struct {
	Version  string `json:"version"`
	Revision string `json:"revision"` // of the source; empty when not known
	Window   bool   `json:"window"`   // whether this build has the window
	Go       string `json:"go"`
	System   string `json:"system"`
}

func newVersionCmd(a *app) *cobra.Command {
	c := a.leaf("version", "Print the version", needs(), func(*cobra.Command, []string) error {
		v := versionJSON{Version: Version, Window: a.env.OpenWindow != nil, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
		if info, ok := debug.ReadBuildInfo(); ok {
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					v.Revision = s.Value
				}
			}
		}
		return a.show(v, func(w io.Writer) error {
			build := "without the window"
			if v.Window {
				build = "with the window"
			}
			return printf(w, "watchbill %s, %s, %s %s\n", v.Version, build, v.Go, v.System)
		})
	})
	c.Example = "  watchbill version --json"
	return c
}
