package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"time"

	"watchbill/rostering"
	"watchbill/rostering/hardsuite"
)

// suiteSeconds is the bar of the hard suite: proven within three seconds.
const suiteSeconds = 3

// tally counts the outcomes of the suite.
type tally struct {
	proven, feasible, infeasible, unknown int
	knownInfeasible                       int // unknown to the engine, infeasible by CBC
	wrong                                 int // refused by the verifier
	times                                 []time.Duration
}

// benchSuite runs the engine over hard random instances. What it cannot decide
// is put to CBC, if that is there, so that the shares are about all instances.
func benchSuite(ctx context.Context, o options) error {
	var t tally
	for n := o.from; n < o.from+o.suite && ctx.Err() == nil; n++ {
		in := hardsuite.Instance(n)
		data, err := json.Marshal(in)
		if err != nil {
			return err
		}
		m, err := solve(ctx, data, min(o.seconds, suiteSeconds), o.seed)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Name, err)
		}
		if err := t.count(ctx, o, in, m); err != nil {
			return fmt.Errorf("%s: %w", in.Name, err)
		}
	}
	t.print()
	return nil
}

// count books one outcome and prints it if it is not what one hopes for.
func (t *tally) count(ctx context.Context, o options, in *rostering.Instance, m *measured) error {
	t.times = append(t.times, m.took)
	decided := m.result.Status == rostering.StatusOptimal || m.result.Status == rostering.StatusInfeasible
	if code := m.report.ExitCode(); code == 1 || decided && code != 0 {
		t.wrong++
		fmt.Print(m.report.Text())
	}
	switch m.result.Status {
	case rostering.StatusOptimal:
		t.proven++
	case rostering.StatusInfeasible:
		t.infeasible++
	case rostering.StatusFeasible:
		t.feasible++
		fmt.Printf("%s: not proven, Σ load² %g, bound %g\n", in.Name, m.result.SumSq, m.result.Bound)
	default:
		t.unknown++
		return t.judge(ctx, o, in, m)
	}
	return nil
}

// judge asks CBC about an instance that the engine could not decide.
func (t *tally) judge(ctx context.Context, o options, in *rostering.Instance, m *measured) error {
	verdict := "not decided"
	if _, err := exec.LookPath("cbc"); err == nil && o.cbc > 0 {
		c, err := runCBC(ctx, in, highest(in, m.result), time.Duration(o.cbc*float64(time.Second)))
		if err != nil {
			return err
		}
		verdict = "CBC: " + c.status
		if c.status == "infeasible" {
			t.knownInfeasible++
		}
	}
	fmt.Printf("%s: no rota found, none excluded; %s\n", in.Name, verdict)
	return nil
}

func (t *tally) print() {
	feasible := t.proven + t.feasible + t.unknown - t.knownInfeasible
	infeasible := t.infeasible + t.knownInfeasible
	slices.Sort(t.times)
	fmt.Printf("feasible:   %d of %d proven within %d s (%.1f %%, bar ≥ 99 %%)\n", t.proven, feasible, suiteSeconds, percent(t.proven, feasible))
	fmt.Printf("infeasible: %d of %d recognised with a witness (%.1f %%, bar ≥ 95 %%)\n", t.infeasible, infeasible, percent(t.infeasible, infeasible))
	fmt.Printf("refused by the verifier: %d (bar 0)\n", t.wrong)
	if n := len(t.times); n > 0 {
		fmt.Printf("time: median %s, 99 %% within %s, most %s\n", duration(t.times[n/2]), duration(t.times[n*99/100]), duration(t.times[n-1]))
	}
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}
