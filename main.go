// Watchbill is a desktop app and command line for SRE managers: on-call rotations, toil, capacity forecasts and reports over one
// local file.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the same zones on every system

	"watchbill/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, cli.Env{OpenWindow: openWindow})
	stop()
	os.Exit(code)
}
