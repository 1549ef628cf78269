package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

const swapWorker = "WATCHBILL_TEST_SWAPS"

// tally is what one process did.
type tally struct {
	Applied, Waiting, Refused int
	Reasons                   map[string]int
}

// TestSwapProcesses lets three processes swap on one file at once. Each swap is applied, waits, or is refused with a reason; the history
// has exactly what was done; and no rule is broken at the end. The full length is 300 swaps each.
func TestSwapProcesses(t *testing.T) {
	if spec := os.Getenv(swapWorker); spec != "" {
		swapAway(t, spec)
		return
	}
	n := 40
	if os.Getenv("WATCHBILL_LONG") != "" {
		n = 300
	}
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid", "Grace", "Hana")
	mustPublish(t, w, r, 40)
	off := model.Interval{Start: now.AddDate(0, 1, 0), End: now.AddDate(0, 1, 10)}
	if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: people["Grace"].ID, Interval: off}); err != nil {
		t.Fatal(err)
	}
	before := len(mustHistory(t, w))
	hours, hadBefore := hoursOf(published(t, w, r)), map[string]bool{}
	for _, s := range published(t, w, r) {
		hadBefore[s.UID] = s.PersonID == people["Grace"].ID
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	var sum tally
	for seed := range 3 {
		all.Go(func() {
			c := exec.Command(os.Args[0], "-test.run=^TestSwapProcesses$", "-test.v")
			c.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d %s", swapWorker, seed, n, w.Path()))
			out, err := c.CombinedOutput()
			_, said, found := strings.Cut(string(out), "tally ")
			var one tally
			if err != nil || !found || json.Unmarshal([]byte(strings.SplitN(said, "\n", 2)[0]), &one) != nil {
				t.Errorf("process %d: %v\n%s", seed, err, out)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			sum.Applied, sum.Waiting, sum.Refused = sum.Applied+one.Applied, sum.Waiting+one.Waiting, sum.Refused+one.Refused
		})
	}
	all.Wait()
	t.Logf("%d applied, %d wait, %d refused with a reason", sum.Applied, sum.Waiting, sum.Refused)
	if got := sum.Applied + sum.Waiting + sum.Refused; got != 3*n {
		t.Errorf("swaps that ended: got %d, want %d", got, 3*n)
	}
	if sum.Applied < n/2 || sum.Refused == 0 {
		t.Errorf("applied %d, refused %d: the swaps hardly met", sum.Applied, sum.Refused)
	}
	if got := len(mustHistory(t, w)) - before; got != sum.Applied+sum.Waiting {
		t.Errorf("entries of the history: got %d, want %d", got, sum.Applied+sum.Waiting)
	}
	swaps, err := w.Reader().Swaps(ctx, r.TeamID, storage.SwapFilter{})
	if err != nil {
		t.Fatal(err)
	}
	applied := 0
	for _, s := range swaps {
		if s.State == model.SwapApplied {
			applied++
		}
	}
	if applied != sum.Applied {
		t.Errorf("swaps that stand as applied: got %d, want %d", applied, sum.Applied)
	}
	after := published(t, w, r)
	if got := hoursOf(after); got != hours {
		t.Errorf("hours: got %v, want %v", got, hours)
	}
	if double := model.DoubleBookings(after); len(double) > 0 {
		t.Errorf("a double booking: %+v", double[0])
	}
	for _, s := range after {
		if s.PersonID == people["Grace"].ID && s.Overlaps(off) && s.Sequence > 0 && !hadBefore[s.UID] {
			t.Errorf("Grace is away and was given %s", s.Start)
		}
	}
}

func mustHistory(t *testing.T, w *Workspace) []storage.Entry {
	t.Helper()
	h, err := w.Reader().History(context.Background(), 0, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// swapAway makes random swaps: at once and requested, whole and in part.
func swapAway(t *testing.T, spec string) {
	fields := strings.SplitN(spec, " ", 3)
	seed, _ := strconv.Atoi(fields[0])
	n, _ := strconv.Atoi(fields[1])
	w, err := Open(context.Background(), fields[2], Config{Via: "test", Who: fields[0], Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	random := rand.New(rand.NewPCG(uint64(seed), 7))
	var sum tally
	for range n {
		done, err := oneSwap(w, random)
		switch code := model.CodeOf(err); {
		case err != nil && (code == model.Internal || code == model.Unavailable || err.Error() == ""):
			t.Fatalf("no reason for people: %v", err)
		case err != nil:
			sum.Refused++
		case strings.HasPrefix(done.Entry.Summary, "Swapped") || strings.HasPrefix(done.Entry.Summary, "Covered") || strings.HasPrefix(done.Entry.Summary, "Reassigned"):
			sum.Applied++
		default:
			sum.Waiting++
		}
	}
	data, err := json.Marshal(sum)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("tally %s\n", data)
}

func oneSwap(w *Workspace, random *rand.Rand) (Done, error) {
	ctx := context.Background()
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return Done{}, err
	}
	r := rotations[0]
	shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{Start: now, End: now.AddDate(0, 3, 0)})
	if err != nil {
		return Done{}, err
	}
	people := r.At(now).People()
	a, b, to := shifts[random.IntN(len(shifts))], shifts[random.IntN(len(shifts))], people[random.IntN(len(people))]
	switch random.IntN(6) {
	case 0:
		return w.Swap(ctx, a.ID, b.ID)
	case 1:
		return w.Reassign(ctx, a.ID, to)
	case 2:
		from := a.Start.Add(time.Duration(random.IntN(160)) * time.Hour)
		return w.ApplySwap(ctx, SwapAsk{Moves: []SwapMove{{Shift: a.ID, From: a.PersonID, To: to, Part: model.Interval{Start: from, End: from.Add(24 * time.Hour)}}}, Consent: true})
	case 3:
		return w.ApplySwap(ctx, SwapAsk{Moves: []SwapMove{{Shift: a.ID, From: a.PersonID, To: b.PersonID}, {Shift: b.ID, From: b.PersonID, To: a.PersonID}}, Consent: true})
	case 4:
		return w.RequestSwap(ctx, SwapAsk{Person: a.PersonID, Moves: []SwapMove{{Shift: a.ID, From: a.PersonID, To: to}}})
	default:
		open, err := w.Reader().Swaps(ctx, r.TeamID, storage.SwapFilter{Live: true})
		if err != nil || len(open) == 0 {
			return w.Swap(ctx, a.ID, b.ID)
		}
		s := open[random.IntN(len(open))]
		answer := SwapAnswer{Swap: s.ID, Consent: true}
		if len(s.Parties) > 0 {
			answer.Person = s.Parties[0].PersonID
		}
		return w.AcceptSwap(ctx, answer)
	}
}
