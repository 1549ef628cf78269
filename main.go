// Watchbill is a desktop app and command line for SRE managers: on-call rotations, toil, capacity forecasts and reports over one
// local file.
package main

import (
	"cmp"
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	_ "time/tzdata" // the same zones on every system

	"github.com/adrg/xdg"

	"watchbill/chart/pen"
	"watchbill/chart/systemfonts"
	"watchbill/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	pen.UseFinder(systemfonts.New(fontCache(), cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG"))))
	code := cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, cli.Env{OpenWindow: openWindow})
	stop()
	os.Exit(code)
}

// fontCache is the folder where it is noted which fonts this computer has.
func fontCache() string { return filepath.Join(xdg.CacheHome, "watchbill") }
