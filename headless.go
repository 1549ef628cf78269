//go:build headless

package main

import "watchbill/cli"

// openWindow is absent from a build without a window; the command line says so and names what works without one.
var openWindow cli.OpenWindow
