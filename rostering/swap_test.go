package rostering_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"watchbill/rostering"
)

func TestClearServesAsManyAsExhaustiveSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 7).Draw(t, "requests")
		round := &rostering.SwapRound{Requests: make([]rostering.SwapRequest, n)}
		for i := range n {
			for j := range n {
				if i != j && rapid.IntRange(0, 2).Draw(t, "arc") == 0 {
					round.Arcs = append(round.Arcs, [2]int{i, j})
				}
			}
		}
		longest := rapid.SampledFrom([]int{0, 2, 3, 4}).Draw(t, "longest")
		got := round.Clear(longest)
		if want := mostServed(round, longest); got.Served != want || !got.Most {
			t.Fatalf("longest %d: got %d served (most: %v), want %d", longest, got.Served, got.Most, want)
		}
		checkClearing(t, round, got, longest)
	})
}

// checkClearing sees that the cycles are disjoint, short enough and made of arcs.
func checkClearing(t *rapid.T, round *rostering.SwapRound, c rostering.Clearing, longest int) {
	seen := map[int]bool{}
	for _, cycle := range c.Cycles {
		if len(cycle) < 2 || longest > 0 && len(cycle) > longest {
			t.Fatalf("cycle %v is not of a length asked for", cycle)
		}
		for k, i := range cycle {
			if seen[i] {
				t.Fatalf("request %d is served twice in %v", i, c.Cycles)
			}
			seen[i] = true
			if arc := [2]int{i, cycle[(k+1)%len(cycle)]}; !slices.Contains(round.Arcs, arc) {
				t.Fatalf("cycle %v uses %v, which is no arc", cycle, arc)
			}
		}
	}
	if len(seen) != c.Served {
		t.Fatalf("%d are in cycles, the clearing says %d", len(seen), c.Served)
	}
}

// mostServed tries every permutation: who takes whose duty.
func mostServed(round *rostering.SwapRound, longest int) int {
	n, best := len(round.Requests), 0
	to := make([]int, n)
	used := make([]bool, n)
	var place func(i, served int)
	place = func(i, served int) {
		if i == n {
			if best < served && (longest == 0 || longestCycle(to) <= longest) {
				best = served
			}
			return
		}
		for j := range n {
			if used[j] || i != j && !slices.Contains(round.Arcs, [2]int{i, j}) {
				continue
			}
			used[j], to[i] = true, j
			if i == j {
				place(i+1, served)
			} else {
				place(i+1, served+1)
			}
			used[j] = false
		}
	}
	place(0, 0)
	return best
}

func longestCycle(to []int) int {
	most := 0
	for i := range to {
		n := 1
		for j := to[i]; j != i; j = to[j] {
			n++
		}
		most = max(most, n)
	}
	return most
}

func TestReadSwapNamesMistakes(t *testing.T) {
	const round = `{"format": "watchbill-swap/1", "requests": [{"person": "a", "slot": 1, "role": "r"}, {"person": "b", "slot": 2, "role": "r"}], "arcs": [[0, 1], [1, 0]]}`
	for _, c := range []struct {
		old, new string
		code     rostering.Code
	}{
		{"swap/1", "swap/2", rostering.CodeFormat},
		{"[0, 1]", "[0, 2]", rostering.CodeSwap},
		{"[0, 1]", "[-1, 1]", rostering.CodeSwap},
		{"[0, 1]", "[1, 1]", rostering.CodeSwap},
		{"[0, 1]", `["a", 1]`, rostering.CodeJSON},
	} {
		_, err := rostering.ReadSwap(strings.NewReader(strings.Replace(round, c.old, c.new, 1)))
		var got *rostering.InputError
		if !errors.As(err, &got) || got.Code != c.code {
			t.Errorf("%s for %s: got %v, want code %s", c.new, c.old, err, c.code)
		}
	}
	if _, err := rostering.ReadSwap(strings.NewReader(round)); err != nil {
		t.Error(err)
	}
}

func TestSharedSwapRound(t *testing.T) {
	file, err := os.Open(filepath.Join(shared, "25-swap-12x52.json"))
	if err != nil {
		return // the shared instances are not here
	}
	defer file.Close()
	round, err := rostering.ReadSwap(file)
	if err != nil {
		t.Fatal(err)
	}
	for longest, want := range map[int]int{2: 8, 3: 9, 0: 10} {
		if got := round.Clear(longest); got.Served != want || !got.Most {
			t.Errorf("longest %d: got %d served (most: %v), want %d", longest, got.Served, got.Most, want)
		}
	}
}

// team is four people over eight weeks with a week of rest; dan is away early.
func team() *rostering.Instance {
	in := &rostering.Instance{
		Format: rostering.Format1, Name: "team", SlotHours: 168, Slots: 8, Rest: 1,
		Roles: []rostering.Role{{ID: "primary", Weight: 1}},
	}
	for _, id := range []string{"ann", "ben", "cal", "dan"} {
		in.People = append(in.People, rostering.Person{ID: id})
	}
	in.People[3].Off = []int{0, 1}
	return in
}

func TestExchangesRankByFairnessThenPeople(t *testing.T) {
	rota := [][]string{{"ann"}, {"ben"}, {"cal"}, {"dan"}, {"ann"}, {"ben"}, {"ann"}, {"cal"}}
	got, err := rostering.Exchanges(team(), rota, 4, "primary", rostering.ExchangeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, e := range got {
		texts = append(texts, e.String())
	}
	want := []string{
		"cal takes slot 4 primary from ann (Σ load² +0)",
		"ben takes slot 4 primary from ann, ann takes slot 1 primary from ben (Σ load² +0)",
	}
	if len(got) == 0 || got[0].People != 2 || got[0].Change > got[len(got)-1].Change {
		t.Fatalf("not ranked: %v", texts)
	}
	if !slices.IsSortedFunc(got, func(a, b rostering.Exchange) int {
		if a.Change != b.Change {
			return int(a.Change - b.Change)
		}
		return len(a.Handovers) - len(b.Handovers)
	}) {
		t.Errorf("not sorted by change, then people: %v", texts)
	}
	if diff := cmp.Diff(want[0], texts[0]); diff != "" {
		t.Errorf("the best exchange (-want +got):\n%s\nall: %v", diff, texts)
	}
}

// TestExchangesAreLegal plays every exchange of small rotas and checks the rules
// and the change in cost by definition.
func TestExchangesAreLegal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := tinyInstance(t)
		in.Published, in.FrozenBefore, in.Fixed = nil, 0, nil
		if in.Validate() != nil {
			t.Skip("not valid")
		}
		who := someRota(in)
		if who == nil {
			t.Skip("no rota")
		}
		d := rapid.IntRange(0, len(who)-1).Draw(t, "duty")
		slot, role := d/len(in.Roles), in.Roles[d%len(in.Roles)].ID
		list, err := rostering.Exchanges(in, names(in, who), slot, role, rostering.ExchangeOptions{Most: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			after := slices.Clone(who)
			for _, h := range e.Handovers {
				after[h.Slot*len(in.Roles)+roleNumber(in, h.Role)] = slices.IndexFunc(in.People, func(p rostering.Person) bool { return p.ID == h.To })
			}
			if after[d] == who[d] {
				t.Fatalf("%s: the holder keeps the duty", e)
			}
			for k := range after {
				if !legal(in, after[:k+1]) {
					t.Fatalf("%s breaks a rule", e)
				}
			}
			if change := squares(in, after) - squares(in, who); change-e.Change > 1e-9 || e.Change-change > 1e-9 {
				t.Fatalf("%s: the change is %g", e, change)
			}
		}
	})
}

func squares(in *rostering.Instance, who []int) float64 {
	in = in.Clone()
	in.Categories, in.Wishes = nil, nil
	return criteriaOf(in, who)[0]
}

func roleNumber(in *rostering.Instance, id string) int {
	return slices.IndexFunc(in.Roles, func(r rostering.Role) bool { return r.ID == id })
}

// someRota is the first legal rota, nil if there is none.
func someRota(in *rostering.Instance) []int {
	who := make([]int, 0, in.Slots*len(in.Roles))
	var place func() bool
	place = func() bool {
		if len(who) == cap(who) {
			return true
		}
		for i := range in.People {
			who = append(who, i)
			if legal(in, who) && place() {
				return true
			}
			who = who[:len(who)-1]
		}
		return false
	}
	if !place() {
		return nil
	}
	return who
}

func names(in *rostering.Instance, who []int) [][]string {
	rows := make([][]string, in.Slots)
	for d, i := range who {
		rows[d/len(in.Roles)] = append(rows[d/len(in.Roles)], in.People[i].ID)
	}
	return rows
}
