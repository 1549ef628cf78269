// Package verify checks a rota and the proof that came with it. It is separate
// and simple on purpose: it shares no code with the engine in package rostering
// and imports the standard library only, so a mistake in the one is not repeated
// by the other. A team that trusts neither manager nor app can read these files.
//
//	report, err := verify.Check(instanceFile, solutionFile)
//	fmt.Print(report.Text())
//	os.Exit(report.ExitCode())
//
// The checks: every rule for every slot and person (rules.go), every figure
// (figures.go), and then each claim that something is least or impossible: by
// looking for an improving path in the relaxed assignment (paths.go), or by
// adding up prices in whole numbers (prices.go). docs/rota-proof.md says why
// these prove what they prove.
package verify

import (
	"fmt"
	"io"
	"strings"
)

// Fault is a broken rule or a wrong figure.
type Fault struct {
	Slot   int    `json:"slot"`   // −1 if it is about no slot
	Person string `json:"person"` // "" if it is about nobody
	What   string `json:"what"`
}

// Report is the outcome of a check.
type Report struct {
	Instance string   `json:"instance"`
	Status   string   `json:"status"`   // as claimed; "" if the solution claims none
	Faults   []Fault  `json:"faults"`   // broken rules and wrong figures
	Proved   []string `json:"proved"`   // what was checked to be true
	Unproved []string `json:"unproved"` // claims that are the engine's word only
}

// Check reads an instance and a solution and checks the one against the other.
// The error is about input that cannot be read at all.
func Check(instance, solution io.Reader) (*Report, error) {
	in, err := readInstance(instance)
	if err != nil {
		return nil, fmt.Errorf("instance: %w", err)
	}
	sol, err := readSolution(solution)
	if err != nil {
		return nil, fmt.Errorf("solution: %w", err)
	}
	c := &checker{in: in, sol: sol, report: &Report{
		Instance: in.Name, Status: sol.Status, Faults: []Fault{}, Proved: []string{}, Unproved: []string{},
	}}
	c.run()
	return c.report, nil
}

// checker is one check under way.
type checker struct {
	in     *instance
	sol    *solution
	report *Report
	who    []int // per duty, the person's number
	load   []int // per person
}

func (c *checker) run() {
	if c.sol.Instance != "" && c.sol.Instance != c.in.Name {
		c.fault(-1, "", "the solution is for %q, not for %q", c.sol.Instance, c.in.Name)
		return
	}
	if c.sol.Rota == nil {
		c.checkRefusal()
		return
	}
	if c.sol.Status == "infeasible" || c.sol.Status == "unknown" {
		c.fault(-1, "", "the status is %s, but there is a rota", c.sol.Status)
	}
	if !c.readRota() {
		return
	}
	c.checkRules()
	if len(c.report.Faults) == 0 {
		c.proved("every rule is kept in all %d slots", c.in.Slots)
	}
	c.checkFigures()
	if len(c.report.Faults) == 0 {
		c.checkClaims()
	}
}

func (c *checker) fault(slot int, person, format string, args ...any) {
	c.report.Faults = append(c.report.Faults, Fault{slot, person, fmt.Sprintf(format, args...)})
}

func (c *checker) proved(format string, args ...any) {
	c.report.Proved = append(c.report.Proved, fmt.Sprintf(format, args...))
}

func (c *checker) unproved(format string, args ...any) {
	c.report.Unproved = append(c.report.Unproved, fmt.Sprintf(format, args...))
}

// ExitCode is 0 if all is proved, 3 if the rules are kept and the figures right
// but a claim is the engine's word only, 1 if a rule is broken or a figure wrong.
func (r *Report) ExitCode() int {
	switch {
	case len(r.Faults) > 0:
		return 1
	case len(r.Unproved) > 0:
		return 3
	}
	return 0
}

// Text is the report for people.
func (r *Report) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: ", r.Instance)
	switch r.ExitCode() {
	case 0:
		b.WriteString("checked, everything is proved\n")
	case 3:
		b.WriteString("the rules are kept and the figures right, but not everything is proved\n")
	default:
		b.WriteString("not correct\n")
	}
	for _, f := range r.Faults {
		where := ""
		if f.Slot >= 0 {
			where = fmt.Sprintf("slot %d: ", f.Slot)
		}
		if f.Person != "" {
			where += f.Person + ": "
		}
		fmt.Fprintf(&b, "  wrong: %s%s\n", where, f.What)
	}
	for _, s := range r.Proved {
		fmt.Fprintf(&b, "  proved: %s\n", s)
	}
	for _, s := range r.Unproved {
		fmt.Fprintf(&b, "  engine's word only: %s\n", s)
	}
	return b.String()
}
