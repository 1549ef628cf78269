package rostering_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"watchbill/rostering"
	"watchbill/rostering/hardsuite"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// solve runs the engine without a limit.
func solve(t *testing.T, in *rostering.Instance, seed uint64) *rostering.Result {
	t.Helper()
	got, err := rostering.Solve(context.Background(), in, rostering.Options{Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestGolden solves the instances of testdata and compares what people read:
// summary, reasons and the hard slots.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no instances in testdata (%v)", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			file, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			in, err := rostering.ReadInstance(file)
			if err != nil {
				t.Fatal(err)
			}
			r := solve(t, in, 1)
			if report := check(t, in, r); report.ExitCode() != 0 {
				t.Errorf("the verifier does not agree:\n%s", report.Text())
			}
			golden := strings.TrimSuffix(path, ".json") + ".golden"
			got := readable(in, r)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// readable is a result as people meet it.
func readable(in *rostering.Instance, r *rostering.Result) string {
	var b strings.Builder
	b.WriteString(r.Summary())
	for _, p := range in.People {
		if e, ok := r.Why(p.ID); ok {
			fmt.Fprintf(&b, "why %s: %s\n", p.ID, e.Text)
		}
	}
	for t, row := range r.Rota {
		fmt.Fprintf(&b, "%2d %s\n", t, strings.Join(row, " "))
	}
	for _, w := range r.WaysOut {
		fmt.Fprintf(&b, "helps: %s\n", w.Text)
	}
	return b.String()
}

func TestSameSeedSameResult(t *testing.T) {
	for n := range 12 {
		in := hardsuite.Instance(n)
		var first, second bytes.Buffer
		if err := solve(t, in, 7).WriteJSON(&first); err != nil {
			t.Fatal(err)
		}
		if err := solve(t, in, 7).WriteJSON(&second); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first.String(), second.String()); diff != "" {
			t.Errorf("%s: two runs with one seed differ:\n%s", in.Name, diff)
		}
	}
}

func TestHardSuiteIsProvenAndVerified(t *testing.T) {
	for n := 20; n < 60; n++ {
		in := hardsuite.Instance(n)
		r := solve(t, in, 1)
		if r.Status != rostering.StatusOptimal && r.Status != rostering.StatusInfeasible {
			t.Errorf("%s: got %s, want a proof", in.Name, r.Status)
		}
		if report := check(t, in, r); report.ExitCode() != 0 {
			t.Errorf("%s: the verifier does not agree:\n%s", in.Name, report.Text())
		}
	}
}

func TestCancelledSolveClaimsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for n := range 20 {
		in := hardsuite.Instance(n)
		got, err := rostering.Solve(ctx, in, rostering.Options{})
		if err != nil {
			t.Fatal(err)
		}
		proven := got.Status == rostering.StatusOptimal || got.Status == rostering.StatusInfeasible
		if code := check(t, in, got).ExitCode(); code == 1 || proven && code != 0 {
			t.Errorf("%s: status %s, but the verifier says %d", in.Name, got.Status, code)
		}
	}
}

func TestProgressOnlyGetsBetter(t *testing.T) {
	in := hardsuite.Instance(0)
	for n := 1; len(in.People) <= 10; n++ {
		in = hardsuite.Instance(n)
	}
	last := rostering.Progress{}
	calls := 0
	_, err := rostering.Solve(context.Background(), in, rostering.Options{Seed: 3, Progress: func(p rostering.Progress) {
		calls++
		switch {
		case p.Bound < last.Bound:
			t.Errorf("the bound fell from %g to %g", last.Bound, p.Bound)
		case last.Found && (!p.Found || p.Best > last.Best):
			t.Errorf("the best rota got worse: %g, then %g", last.Best, p.Best)
		case p.Found && (len(p.Rota) != in.Slots || p.Best < p.Bound):
			t.Errorf("progress with %d slots, best %g under bound %g", len(p.Rota), p.Best, p.Bound)
		}
		last = p
	}})
	if err != nil || calls == 0 {
		t.Fatalf("%d calls, error %v", calls, err)
	}
}

// TestWaysOutReallyHelp applies each relaxation that is offered.
func TestWaysOutReallyHelp(t *testing.T) {
	tried := 0
	for n := 0; n < 120 && tried < 40; n++ {
		in := hardsuite.Instance(n)
		r := solve(t, in, 1)
		if r.Status != rostering.StatusInfeasible {
			continue
		}
		for _, w := range r.WaysOut {
			var relaxed *rostering.Instance
			switch w.Kind {
			case "rest":
				relaxed = in.WithRest(in.Rest - 1)
			case "time_off":
				if strings.Contains(w.Person, ",") {
					continue
				}
				relaxed = in.WithPresent(w.Person, w.Slots...)
			case "senior":
				relaxed = in.WithSenior(w.Person)
			default:
				continue
			}
			tried++
			if got := solve(t, relaxed, 1); got.Rota == nil {
				t.Errorf("%s: %q was said to help, but the status is %s", in.Name, w.Text, got.Status)
			}
		}
	}
	if tried == 0 {
		t.Fatal("no relaxation was offered at all")
	}
}

func TestForeseeBoundsWhatSolveFinds(t *testing.T) {
	for n := 60; n < 90; n++ {
		in := hardsuite.Instance(n)
		outlook, err := rostering.Foresee(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		r := solve(t, in, 1)
		switch {
		case !outlook.Possible && (r.Rota != nil || outlook.Why == ""):
			t.Errorf("%s: foreseen as impossible (%q), but there is a rota", in.Name, outlook.Why)
		case outlook.Possible && r.Rota != nil && r.SumSq < outlook.Bound-1e-9:
			t.Errorf("%s: Σ load² %g is under the bound %g", in.Name, r.SumSq, outlook.Bound)
		}
	}
}

func TestWhatIfMovesTheBound(t *testing.T) {
	in := team()
	base, err := rostering.Foresee(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	more, err := rostering.Foresee(context.Background(), in.WithMorePeople(4, false))
	if err != nil {
		t.Fatal(err)
	}
	if base.Most != 2 || base.Least != 2 || more.Most != 1 || more.Least != 1 {
		t.Errorf("got %+v and with four more %+v, want loads 2–2 and 1–1", base, more)
	}
	if strict, err := rostering.Foresee(context.Background(), in.WithRest(4)); err != nil || strict.Possible {
		t.Errorf("four people, five weeks between duties: got %+v (%v), want impossible", strict, err)
	}
	if len(in.People) != 4 || in.Rest != 1 {
		t.Error("a what-if changed the instance")
	}
}

func TestHeatShowsTheHardSlots(t *testing.T) {
	in := team()
	in.Slots = 12
	in.People[1].Off, in.People[2].Off, in.People[3].Off = []int{8, 10}, []int{8, 9, 10, 11}, []int{8, 9, 10, 11}
	r := solve(t, in, 1)
	if len(r.Heat) != 12 {
		t.Fatalf("got %d prices, want 12", len(r.Heat))
	}
	calm, hard := 0.0, 0.0
	for t, h := range r.Heat {
		if t < 8 {
			calm += h / 8
		} else {
			hard += h / 4
		}
	}
	if hard < calm {
		t.Errorf("weeks 8–11 with two people left have heat %g, the weeks before %g", hard, calm)
	}
}

func TestWitnessNamesPeopleKeptApart(t *testing.T) {
	in := team()
	in.Format, in.Rest = rostering.Format2, 0
	in.Roles = append(in.Roles, rostering.Role{ID: "secondary", Weight: 1})
	in.People[2].Off = []int{5}
	in.People[3].Off = []int{5}
	in.Apart = [][2]string{{"ann", "ben"}}
	got := solve(t, in, 1)
	want := "Week 5 needs 2 people; ann and ben could, but so many of them are kept apart that at most 1 can be on duty together."
	if got.Status != rostering.StatusInfeasible || !strings.HasPrefix(got.Witness, want) {
		t.Errorf("got %s: %s\nwant it to start with: %s", got.Status, got.Witness, want)
	}
	if !strings.Contains(got.Witness, "let ann and ben be on duty together") {
		t.Errorf("the way out is missing: %s", got.Witness)
	}
	if report := check(t, in, got); report.ExitCode() != 0 {
		t.Errorf("the verifier does not agree:\n%s", report.Text())
	}
}
