// Package journey holds the tests of the real window: the program itself on a display of its own, with a home folder and a file that
// are thrown away, driven with mouse and keyboard as a person would, and judged by what stands in the file afterwards.
//
// They need Xvfb, xdotool and a software OpenGL, and fail where one is missing:
//
//	go test -tags journey ./internal/journey
//
// WATCHBILL_BIN names a program that was built already, without the tag migrated_fynedo: only then does the toolkit notice a call
// from the wrong thread. Nothing here waits for a fixed time. Every step waits for a line of the window's event log (see ui/shell.Log),
// and clicks where the log says a control is.
package journey
