package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/rostering/verify"
)

// The commands of this file need no team's file: they read what the rota engine reads and write what it answers.

func newRotaSolveCmd(a *app) *cobra.Command {
	var seconds float64
	var seed uint64
	var out string
	c := a.leaf("solve FILE", "Find the fairest rota for an instance, with a proof (needs no team's file)", needs("FILE"), func(cmd *cobra.Command, args []string) error {
		if !(seconds > 0 && seconds <= 86_400) {
			return usagef("seconds", "--seconds: %g is not possible. Give the engine between 0.01 and 86,400 seconds.", seconds)
		}
		f, err := a.readInput(args[0])
		if err != nil {
			return err
		}
		defer f.Close()
		in, err := rostering.ReadInstance(f)
		if err != nil {
			return model.Errorf(model.Invalid, "file", "%s: %v.", inputName(args[0]), err)
		}
		limit := time.Duration(seconds * float64(time.Second))
		r, err := rostering.Solve(cmd.Context(), in, rostering.Options{Limit: limit, Seed: seed, Progress: a.solving()})
		if err != nil {
			return err
		}
		if r.Status != rostering.StatusOptimal {
			a.look()
		}
		return a.solved(r, out)
	})
	fs := c.Flags()
	fs.Float64Var(&seconds, "seconds", 10, "stop after so many `SECONDS` with what is known by then")
	fs.Uint64Var(&seed, "seed", 1, "`NUMBER` that the search starts from; the same one gives the same rota")
	fs.StringVar(&out, "out", "", "`FILE` for the rota and its certificate as JSON; - for standard output")
	c.Long = "Find the rota that keeps every rule and spreads the load most fairly (least Σ load²/share), and prove that no rota does better. " +
		"The instance is JSON in the format watchbill-rota/1 or /2. What comes out can be checked with “watchbill rota verify”.\n\n" +
		"Exit code 0: proven the fairest. 3: look: not proven within the time, or no rota keeps the rules (the answer says why, and what would help)."
	c.Example = "  watchbill rota solve instance.json\n  watchbill rota solve instance.json --seconds 60 --out solution.json\n  watchbill rota solve instance.json --json | jq .status"
	return c
}

// solving returns a progress function that writes a line a second at most to standard error.
func (a *app) solving() func(rostering.Progress) {
	last := a.env.Now()
	return func(p rostering.Progress) {
		now := a.env.Now()
		if now.Sub(last) < time.Second {
			return
		}
		last = now
		best := "no rota yet"
		if p.Found {
			best = fmt.Sprintf("best Σ load² %g", p.Best)
		}
		a.note("%s: bound %g, %s, %s rotas tried", p.Phase, p.Bound, best, model.Thousands(int(p.Tried)))
	}
}

// solved writes the result where it was asked for.
func (a *app) solved(r *rostering.Result, out string) error {
	if out != "" {
		if err := a.writeOutput(out, r.WriteJSON); err != nil {
			return err
		}
		a.wrote(out, "rota and certificate")
	}
	switch {
	case out == "-": // standard output has it already
		return nil
	case a.json:
		return r.WriteJSON(a.out)
	}
	_, err := io.WriteString(a.out, r.Summary())
	return err
}

func newRotaVerifyCmd(a *app) *cobra.Command {
	c := a.leaf("verify INSTANCE SOLUTION", "Check a rota and its proof without trusting the engine (needs no team's file)", needs("INSTANCE", "SOLUTION"), func(cmd *cobra.Command, args []string) error {
		instance, err := a.readInput(args[0])
		if err != nil {
			return err
		}
		defer instance.Close()
		solution, err := a.readInput(args[1])
		if err != nil {
			return err
		}
		defer solution.Close()
		report, err := verify.Check(instance, solution)
		if err != nil {
			return err
		}
		a.code = report.ExitCode()
		return a.show(report, func(w io.Writer) error {
			_, err := io.WriteString(w, report.Text())
			return err
		})
	})
	c.Long = "Check a rota against its instance with separate, simple code: every rule for every slot, every figure, and the proof that nothing fairer exists (or that no rota does).\n\n" +
		"Exit code 0: all of it holds. 3: the rules are kept and the figures right, but a claim is the engine's word only. 1: a rule is broken or a figure wrong; slot and person are named."
	c.Example = "  watchbill rota verify instance.json solution.json"
	return c
}
