package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
)

// usageError is a flag or argument that was not understood.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(field, format string, args ...any) error {
	return usageError{model.Invalidf(field, format, args...)}
}

// asUsage makes the error of a flag's value one of usage; without a flag it is that of an argument.
func asUsage(flag string, err error) error {
	switch {
	case err == nil:
		return nil
	case flag == "":
		return usageError{err}
	}
	return usageError{fmt.Errorf("--%s: %w", flag, err)}
}

// exit prints what went wrong and returns the exit code.
func (a *app) exit(cmd *cobra.Command, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return a.code
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.errOut, "watchbill: stopped. What was saved before is safe.")
		return exitFailed
	case !a.started || errors.As(err, &usage):
		fmt.Fprintf(a.errOut, "watchbill: %s\n", capital(flagFault(cmd, err)))
		if cmd != nil {
			fmt.Fprintf(a.errOut, "See “%s --help”.\n", cmd.CommandPath())
		}
		return exitUsage
	default:
		fmt.Fprintf(a.errOut, "watchbill: %s\n", err)
		return exitFailed
	}
}

// capital makes a library's message a sentence like ours.
func capital(s string) string {
	s, near, found := strings.Cut(s, "\n\nDid you mean this?\n")
	if words := strings.Fields(near); found && len(words) > 0 {
		s += fmt.Sprintf(". Did you mean %s?", strings.Join(words, " or "))
	}
	if s == "" || strings.HasPrefix(s, "--") {
		return s
	}
	if s[0] >= 'a' && s[0] <= 'z' {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}

// needs makes the check of a command's arguments: as many as names, of which the last may repeat when it ends in "...", and
// those in brackets may be missing.
func needs(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		least, most := 0, len(names)
		for _, n := range names {
			if !strings.HasPrefix(n, "[") {
				least++
			}
			if strings.HasSuffix(strings.TrimSuffix(n, "]"), "...") {
				most = -1
			}
		}
		switch {
		case len(args) < least:
			return fmt.Errorf("“%s” needs %s", cmd.CommandPath(), strings.ReplaceAll(strings.Join(names, " "), "...", "…"))
		case most == 0 && len(args) > 0:
			return fmt.Errorf("“%s” takes no %q", cmd.CommandPath(), args[0])
		case most >= 0 && len(args) > most:
			return fmt.Errorf("“%s” takes only %s, and %q is too much; put names with blanks in quotes", cmd.CommandPath(), strings.Join(names, " "), args[most])
		}
		return nil
	}
}
