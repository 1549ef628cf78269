package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"watchbill/rostering"
	"watchbill/rostering/verify"
)

// bar is the longest an instance may take; those that are not named have two
// seconds.
func bar(name string) time.Duration {
	switch name {
	case "04-team-12x52":
		return 100 * time.Millisecond
	case "12-large-100x365x2":
		return 1500 * time.Millisecond
	case "21-repair-12x52":
		return time.Second
	}
	return 2 * time.Second
}

// expected is what the data say about an instance.
type expected struct {
	Expected struct {
		Status  string  `json:"status"`
		SumSq   float64 `json:"sum_sq"`
		Changes int     `json:"min_changes"`
		Holiday float64 `json:"holiday_sum_sq"`
	} `json:"expected"`
}

// measured is the engine on one instance.
type measured struct {
	result *rostering.Result
	report *verify.Report
	took   time.Duration
}

// right reports whether the result is the known one, proven and checked.
func (m *measured) right(want *expected) bool {
	r, e := m.result, &want.Expected
	return string(r.Status) == e.Status && r.SumSq == e.SumSq && m.report.ExitCode() == 0 &&
		(r.Changes == nil || *r.Changes == e.Changes) && (r.Categories == nil || r.Categories["hol"] == e.Holiday)
}

func benchInstances(ctx context.Context, o options) error {
	files, err := filepath.Glob(filepath.Join(o.data, "*.json"))
	if err != nil {
		return err
	}
	fmt.Printf("%-26s %-11s %10s %9s %9s %-7s %10s %-10s %8s\n", "instance", "status", "Σ load²", "time", "bar", "", "CBC", "", "ratio")
	met, all := 0, 0
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		if !strings.Contains(name, o.only) || ctx.Err() != nil {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(data[:min(200, len(data))], []byte("watchbill-swap/1")) {
			if err := benchSwap(name, data); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			continue
		}
		all++
		ok, err := benchOne(ctx, o, name, data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if ok {
			met++
		}
	}
	fmt.Printf("%d of %d bars met\n", met, all)
	return nil
}

// benchOne prints one line and reports whether the bar is met.
func benchOne(ctx context.Context, o options, name string, data []byte) (bool, error) {
	var want expected
	if err := json.Unmarshal(data, &want); err != nil {
		return false, err
	}
	m, err := solveThrice(ctx, data, o)
	if err != nil {
		return false, err
	}
	ok := m.right(&want) && m.took <= bar(name)
	verdict := "met"
	if !ok {
		verdict = "MISSED"
	}
	fmt.Printf("%-26s %-11s %10.10g %9s %9s %-7s", name, m.result.Status, m.result.SumSq, duration(m.took), "≤ "+duration(bar(name)), verdict)
	if o.cbc <= 0 {
		fmt.Println()
		return ok, nil
	}
	in, err := rostering.ReadInstance(bytes.NewReader(data))
	if err != nil {
		return false, err
	}
	c, err := runCBC(ctx, in, highest(in, m.result), time.Duration(o.cbc*float64(time.Second)))
	if err != nil {
		return false, err
	}
	fmt.Printf(" %10s %-10s %7.1f×\n", duration(c.took), c.status, c.took.Seconds()/m.took.Seconds())
	if agree := compare(c, m.result); agree != "" {
		fmt.Printf("%-26s CBC disagrees: %s\n", "", agree)
	}
	return ok, nil
}

// compare says where CBC's answer contradicts ours.
func compare(c outcome, r *rostering.Result) string {
	value := r.SumSq
	if r.Changes != nil {
		value += changeFactor * float64(*r.Changes)
	}
	for _, v := range r.Categories {
		value += groupFactor * v
	}
	switch {
	case c.status == "infeasible" && r.Rota != nil:
		return "no rota"
	case c.status == "optimal" && (r.Rota == nil || c.value < value-1e-4 || r.Status == rostering.StatusOptimal && c.value > value+1e-4):
		return fmt.Sprintf("%g against %g", c.value, value)
	case c.status == "stopped" && c.value > 0 && c.value < value-1e-4:
		return fmt.Sprintf("found %g, better than %g", c.value, value)
	}
	return ""
}

// highest is a load that no person of an optimal rota exceeds: well above the
// largest of ours, or of anybody's, if there is no rota.
func highest(in *rostering.Instance, r *rostering.Result) int {
	heaviest := 0
	for _, role := range in.Roles {
		for t := range in.Slots {
			w := role.Weight
			if len(in.SlotWeight) > 0 {
				w *= in.SlotWeight[t]
			}
			heaviest = max(heaviest, w)
		}
	}
	most, _ := r.Spread()
	if r.Rota == nil {
		for i := range in.People {
			most = max(most, in.People[i].History)
		}
		most += heaviest * (in.Slots/(in.Rest+1) + 1)
	}
	return most + 6*heaviest
}

// solveThrice is the run of median length of three; they differ in nothing else.
func solveThrice(ctx context.Context, data []byte, o options) (*measured, error) {
	var runs []*measured
	for range 3 {
		m, err := solve(ctx, data, o.seconds, o.seed)
		if err != nil {
			return nil, err
		}
		runs = append(runs, m)
	}
	slices.SortFunc(runs, func(a, b *measured) int { return cmp.Compare(a.took, b.took) })
	return runs[1], nil
}

// solve runs the engine, reading included, and then the verifier.
func solve(ctx context.Context, data []byte, seconds float64, seed uint64) (*measured, error) {
	start := time.Now()
	in, err := rostering.ReadInstance(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	r, err := rostering.Solve(ctx, in, rostering.Options{Limit: time.Duration(seconds * float64(time.Second)), Seed: seed})
	if err != nil {
		return nil, err
	}
	m := &measured{result: r, took: time.Since(start)}
	var solution bytes.Buffer
	if err := r.WriteJSON(&solution); err != nil {
		return nil, err
	}
	m.report, err = verify.Check(bytes.NewReader(data), &solution)
	return m, err
}

// benchSwap prints what clearing a round of swap requests serves.
func benchSwap(name string, data []byte) error {
	var want struct {
		Expected struct {
			Two   int `json:"max_served_cycles_le_2"`
			Three int `json:"max_served_cycles_le_3"`
			Any   int `json:"max_served_any_cycle"`
		} `json:"expected"`
	}
	if err := json.Unmarshal(data, &want); err != nil {
		return err
	}
	round, err := rostering.ReadSwap(bytes.NewReader(data))
	if err != nil {
		return err
	}
	e := want.Expected
	fmt.Printf("%-26s two-way %d of %d, up to three %d of %d, any length %d of %d\n", name,
		round.Clear(2).Served, e.Two, round.Clear(3).Served, e.Three, round.Clear(0).Served, e.Any)
	return nil
}
