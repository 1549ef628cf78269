// Package hardsuite makes rota instances that are hard on purpose, for tests and
// benchmarks: little slack between the people who are there and the people that
// rest demands. The same seed gives the same instance on every system. The
// package imports rostering's types and nothing else of ours.
package hardsuite

import (
	"fmt"
	"math"
	"math/rand/v2"

	"watchbill/rostering"
)

// Instance is number n of the suite: 10–54 % time off in blocks, rest that needs
// most of those who are there, carried-over loads, seniors, weights, restricted
// roles and now and then part-time people. Roughly a third have no rota.
func Instance(n int) *rostering.Instance {
	r := rand.New(rand.NewPCG(uint64(n), 0x9a17))
	in := &rostering.Instance{
		Format: rostering.Format1, Name: fmt.Sprintf("hard-%04d", n), SlotHours: 168,
		Slots: 20 + r.IntN(60), Rest: 1 + r.IntN(4),
	}
	roles := 1 + r.IntN(2) + r.IntN(5)/4
	for k := range roles {
		in.Roles = append(in.Roles, rostering.Role{ID: fmt.Sprintf("role%d", k+1), Weight: 1})
	}
	away := 0.10 + 0.44*r.Float64()
	slack := 0.95 + 0.65*r.Float64()
	people := int(math.Ceil(float64(roles*(in.Rest+1)) / (1 - away) * slack))
	for i := range people {
		in.People = append(in.People, rostering.Person{ID: fmt.Sprintf("p%02d", i), Off: blocks(r, in.Slots, away, 1+r.IntN(8))})
	}
	for _, season := range []func(*rand.Rand, *rostering.Instance){histories, seniors, weights, restricted, shares} {
		season(r, in)
	}
	return in
}

// blocks is time off in blocks of up to most slots, until the part is reached.
func blocks(r *rand.Rand, slots int, part float64, most int) []int {
	off := make([]bool, slots)
	for n := 0; float64(n) < part*float64(slots); {
		start := r.IntN(slots)
		for t := start; t < min(slots, start+1+r.IntN(most)); t++ {
			if !off[t] {
				off[t] = true
				n++
			}
		}
	}
	var list []int
	for t, away := range off {
		if away {
			list = append(list, t)
		}
	}
	return list
}

func histories(r *rand.Rand, in *rostering.Instance) {
	if r.IntN(2) == 0 {
		return
	}
	for i := range in.People {
		if r.IntN(3) == 0 {
			in.People[i].History = r.IntN(13)
		}
	}
}

func seniors(r *rand.Rand, in *rostering.Instance) {
	if len(in.Roles) < 2 || r.IntN(3) > 0 {
		return
	}
	in.MinSenior = 1
	for i := range in.People {
		in.People[i].Senior = i < (len(in.People)+1)/2
	}
}

func weights(r *rand.Rand, in *rostering.Instance) {
	if r.IntN(3) > 0 {
		return
	}
	in.Roles[0].Weight = 1 + r.IntN(3)
	in.SlotWeight = make([]int, in.Slots)
	for t := range in.SlotWeight {
		in.SlotWeight[t] = 1
		if r.IntN(8) == 0 {
			in.SlotWeight[t] = 2
		}
	}
}

func restricted(r *rand.Rand, in *rostering.Instance) {
	if len(in.Roles) < 2 || r.IntN(6) > 0 {
		return
	}
	for i := range in.People {
		if r.IntN(5) == 0 {
			in.People[i].Roles = []string{in.Roles[r.IntN(len(in.Roles))].ID}
		}
	}
}

func shares(r *rand.Rand, in *rostering.Instance) {
	if r.IntN(6) > 0 {
		return
	}
	in.Format = rostering.Format2
	for i := range in.People {
		if r.IntN(4) == 0 {
			in.People[i].Share = rostering.NewShare(int64(2+r.IntN(3)), 5)
		}
	}
}
