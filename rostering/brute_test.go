package rostering_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"watchbill/rostering"
	"watchbill/rostering/verify"
)

// TestSolveAgreesWithBruteForce draws tiny instances with every rule and every
// criterion, looks at all rotas there are, and compares.
func TestSolveAgreesWithBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := tinyInstance(t)
		if err := in.Validate(); err != nil {
			t.Skip(err.Error())
		}
		want := bruteForce(in)
		got, err := rostering.Solve(context.Background(), in, rostering.Options{Seed: rapid.Uint64Range(1, 5).Draw(t, "seed")})
		if err != nil {
			t.Fatal(err)
		}
		report := check(t, in, got)
		switch {
		case want == nil && got.Status != rostering.StatusInfeasible:
			t.Fatalf("got %s, want infeasible; no rota exists", got.Status)
		case want == nil && got.Witness == "":
			t.Fatal("an infeasible instance needs a witness")
		case want != nil && got.Status != rostering.StatusOptimal:
			t.Fatalf("got %s (criteria %+v, witness %q), want optimal with %v", got.Status, got.Criteria, got.Witness, want)
		}
		for k, c := range got.Criteria {
			if c.Value != want[k] {
				t.Fatalf("criterion %s: got %g, want %g", c.Name, c.Value, want[k])
			}
		}
		if report.ExitCode() != 0 {
			t.Fatalf("the verifier does not agree:\n%s", report.Text())
		}
	})
}

// check runs the verifier over a result.
func check(t failer, in *rostering.Instance, got *rostering.Result) *verify.Report {
	t.Helper()
	instance, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var solution bytes.Buffer
	if err := got.WriteJSON(&solution); err != nil {
		t.Fatal(err)
	}
	report, err := verify.Check(bytes.NewReader(instance), &solution)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// tinyInstance draws an instance small enough to enumerate.
func tinyInstance(t *rapid.T) *rostering.Instance {
	number := func(name string, least, most int) int { return rapid.IntRange(least, most).Draw(t, name) }
	in := &rostering.Instance{Format: rostering.Format2, Name: "tiny", SlotHours: 168}
	roles := number("roles", 1, 2)
	in.Slots = number("slots", 1, 7/roles)
	for r := range roles {
		in.Roles = append(in.Roles, rostering.Role{ID: string(rune('A' + r)), Weight: number("weight", 1, 3)})
	}
	in.Rest = number("rest", 0, min(2, in.Slots-1))
	if in.Rest == 0 {
		in.MaxInRow = number("in row", 0, 3)
	}
	in.MinSenior = number("seniors", 0, 1)
	slots := rapid.SliceOfDistinct(rapid.IntRange(0, in.Slots-1), func(t int) int { return t })
	for i := range number("people", 1, 4) {
		p := rostering.Person{
			ID: string(rune('a' + i)), Off: slots.Draw(t, "off"), History: number("history", 0, 4),
			Senior: rapid.Bool().Draw(t, "senior"), Share: rostering.NewShare(int64(number("share", 1, 2)), 2),
		}
		p.Off = p.Off[:len(p.Off)/2]
		if rapid.IntRange(0, 4).Draw(t, "restricted") == 0 {
			p.Roles = []string{in.Roles[number("role", 0, roles-1)].ID}
		}
		in.People = append(in.People, p)
	}
	if rapid.Bool().Draw(t, "weighted") {
		for range in.Slots {
			in.SlotWeight = append(in.SlotWeight, number("slot weight", 1, 3))
		}
	}
	person := func(name string) string { return in.People[number(name, 0, len(in.People)-1)].ID }
	if a, b := person("apart"), person("from"); a != b {
		in.Apart = [][2]string{{a, b}}
	}
	if rapid.Bool().Draw(t, "categories") {
		in.Categories = []rostering.Category{{ID: "first", Slots: slots.Draw(t, "category"), History: map[string]int{person("had"): number("had", 0, 2)}}}
		if rapid.Bool().Draw(t, "second category") {
			in.Categories = append(in.Categories, rostering.Category{ID: "second", Slots: slots.Draw(t, "category")})
		}
	}
	for range number("wishes", 0, 2) {
		kind := rapid.SampledFrom([]string{rostering.WishAvoid, rostering.WishPrefer}).Draw(t, "kind")
		in.Wishes = append(in.Wishes, rostering.Wish{Person: person("wisher"), Kind: kind, Slots: slots.Draw(t, "wish"), Weight: number("wish weight", 0, 3)})
	}
	if rapid.Bool().Draw(t, "published") {
		for range in.Slots {
			var row []string
			for range roles {
				row = append(row, rapid.SampledFrom([]string{person("p1"), person("p2"), ""}).Draw(t, "publish"))
			}
			in.Published = append(in.Published, row)
		}
		in.FrozenBefore = number("frozen", 0, min(1, in.Slots))
	}
	if rapid.IntRange(0, 5).Draw(t, "fix") == 0 {
		in.Fixed = []rostering.Fixed{{Slot: number("fixed slot", 0, in.Slots-1), Role: in.Roles[0].ID, Person: person("fixed")}}
	}
	return in
}

// bruteForce is the least vector of criteria over all rotas, nil if there is
// none. It is written from the rules' definitions, slot by slot.
func bruteForce(in *rostering.Instance) []float64 {
	duties := in.Slots * len(in.Roles)
	who := make([]int, duties)
	var best []float64
	var place func(d int)
	place = func(d int) {
		if d == duties {
			if v := criteriaOf(in, who); best == nil || slices.Compare(v, best) < 0 {
				best = v
			}
			return
		}
		for i := range in.People {
			who[d] = i
			if legal(in, who[:d+1]) {
				place(d + 1)
			}
		}
	}
	place(0)
	return best
}

// legal checks the rules that the last duty placed can break.
func legal(in *rostering.Instance, who []int) bool {
	d := len(who) - 1
	t, r, i := d/len(in.Roles), d%len(in.Roles), who[d]
	p := &in.People[i]
	switch {
	case slices.Contains(p.Off, t), len(p.Roles) > 0 && !slices.Contains(p.Roles, in.Roles[r].ID):
		return false
	case t < in.FrozenBefore && in.Published[t][r] != p.ID:
		return false
	}
	for _, f := range in.Fixed {
		if f.Slot == t && f.Role == in.Roles[r].ID && f.Person != p.ID {
			return false
		}
	}
	held := func(slot int) bool {
		for r := range in.Roles {
			if e := slot*len(in.Roles) + r; e >= 0 && e < d && who[e] == i {
				return true
			}
		}
		return false
	}
	for s := t - in.Rest; s <= t; s++ {
		if held(s) {
			return false
		}
	}
	if in.MaxInRow > 0 {
		row := 1
		for held(t - row) {
			row++
		}
		if row > in.MaxInRow {
			return false
		}
	}
	return legalSlot(in, who, t, r)
}

// legalSlot checks what concerns the people of one slot together.
func legalSlot(in *rostering.Instance, who []int, t, r int) bool {
	var there []string
	seniors := 0
	for e := t * len(in.Roles); e <= t*len(in.Roles)+r; e++ {
		there = append(there, in.People[who[e]].ID)
		if in.People[who[e]].Senior {
			seniors++
		}
	}
	for _, pair := range in.Apart {
		if slices.Contains(there, pair[0]) && slices.Contains(there, pair[1]) {
			return false
		}
	}
	return r < len(in.Roles)-1 || seniors >= in.MinSenior
}

// criteriaOf is the vector that is compared, most important first.
func criteriaOf(in *rostering.Instance, who []int) []float64 {
	var out []float64
	changes, wishes := 0, 0
	load := make([]int, len(in.People))
	for i := range in.People {
		load[i] = in.People[i].History
	}
	for d, i := range who {
		t, r := d/len(in.Roles), d%len(in.Roles)
		w := in.Roles[r].Weight
		if len(in.SlotWeight) > 0 {
			w *= in.SlotWeight[t]
		}
		load[i] += w
		if len(in.Published) > 0 && in.Published[t][r] != "" && in.Published[t][r] != in.People[i].ID {
			changes++
		}
		for _, wish := range in.Wishes {
			if wish.Person != in.People[i].ID || !slices.Contains(wish.Slots, t) {
				continue
			}
			if wish.Kind == rostering.WishAvoid {
				wishes += max(1, wish.Weight)
			} else {
				wishes -= max(1, wish.Weight)
			}
		}
	}
	if len(in.Published) > 0 {
		out = append(out, float64(changes))
	}
	squares := 0.0
	for i, l := range load {
		squares += float64(l*l) / in.People[i].Share.Float()
	}
	out = append(out, squares)
	for _, c := range in.Categories {
		sum := 0
		for i := range in.People {
			n := c.History[in.People[i].ID]
			for d, j := range who {
				if i == j && slices.Contains(c.Slots, d/len(in.Roles)) {
					n++
				}
			}
			sum += n * n
		}
		out = append(out, float64(sum))
	}
	if len(in.Wishes) > 0 {
		out = append(out, float64(wishes))
	}
	return out
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
}
