package rostering

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

// FormatSwap is the format that [ReadSwap] understands.
const FormatSwap = "watchbill-swap/1"

// SwapRound is a set of people who each want to give up a duty, and who could
// take whose: arc [i, j] says that request i may take the duty of request j.
type SwapRound struct {
	Format   string        `json:"format"`
	Name     string        `json:"name"`
	Requests []SwapRequest `json:"requests"`
	Arcs     [][2]int      `json:"arcs"`
}

// SwapRequest is one person's wish to give up one duty.
type SwapRequest struct {
	Person string `json:"person"`
	Slot   int    `json:"slot"`
	Role   string `json:"role"`
}

// Clearing is a set of disjoint cycles: in [a, b, c] a takes b's duty, b takes
// c's and c takes a's.
type Clearing struct {
	Served int     `json:"served"` // people in cycles
	Cycles [][]int `json:"cycles"`
	// Most reports whether no clearing with such cycles serves more people. It is
	// false only for rounds so large that the exact search was cut short.
	Most bool `json:"-"`
}

// maxSwapRequests bounds a round; clearing any length takes the cube of it.
const maxSwapRequests = 400

// ReadSwap reads and validates a round of swap requests.
func ReadSwap(r io.Reader) (*SwapRound, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInstanceBytes))
	if err != nil {
		return nil, fmt.Errorf("read swap requests: %w", err)
	}
	var read struct {
		SwapRound
		Arcs [][]int `json:"arcs"` // of any length, so that a third number is not dropped silently
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return nil, jsonError(data, err)
	}
	s := read.SwapRound
	if s.Format != FormatSwap {
		return nil, inputError(CodeFormat, "format", "%q is not %q", clip(s.Format), FormatSwap)
	}
	if len(s.Requests) > maxSwapRequests {
		return nil, inputError(CodeSize, "requests", "there are %d; at most %d are cleared at once", len(s.Requests), maxSwapRequests)
	}
	for k, a := range read.Arcs {
		field := fmt.Sprintf("arcs[%d]", k)
		if len(a) != 2 {
			return nil, inputError(CodeSwap, field, "has %d numbers; an arc has two: who takes, and whose duty", len(a))
		}
		s.Arcs = append(s.Arcs, [2]int(a))
		if a[0] < 0 || a[0] >= len(s.Requests) || a[1] < 0 || a[1] >= len(s.Requests) {
			return nil, inputError(CodeSwap, field, "names request %d or %d; requests are 0 to %d", a[0], a[1], len(s.Requests)-1)
		}
		if a[0] == a[1] {
			return nil, inputError(CodeSwap, field, "request %d cannot take its own duty", a[0])
		}
	}
	return &s, nil
}

// Clear serves as many people as possible with cycles of at most longest people
// (2 for straight swaps; 0 for any length). Among clearings that serve as many,
// it prefers more and so shorter cycles.
func (s *SwapRound) Clear(longest int) Clearing {
	n := len(s.Requests)
	takes := make([][]bool, n)
	for i := range takes {
		takes[i] = make([]bool, n)
	}
	for _, a := range s.Arcs {
		takes[a[0]][a[1]] = true
	}
	if longest <= 0 || longest >= n {
		return anyCycles(takes)
	}
	return newPacker(takes, longest).pack()
}

// anyCycles is an assignment problem: everybody takes one duty, their own at a
// cost of 1 (Hungarian method). Its cycles of two people and more are the
// clearing.
func anyCycles(takes [][]bool) Clearing {
	n := len(takes)
	cost := make([][]float64, n)
	for i := range cost {
		cost[i] = make([]float64, n)
		for j := range cost[i] {
			switch {
			case i == j:
				cost[i][j] = 1
			case !takes[i][j]:
				cost[i][j] = float64(4 * n)
			}
		}
	}
	to := assign(cost)
	c := Clearing{Cycles: [][]int{}, Most: true}
	seen := make([]bool, n)
	for i := range n {
		if seen[i] || to[i] == i {
			continue
		}
		var cycle []int
		for j := i; !seen[j]; j = to[j] {
			seen[j] = true
			cycle = append(cycle, j)
		}
		c.Served += len(cycle)
		c.Cycles = append(c.Cycles, cycle)
	}
	return c
}

// assign is the Hungarian method with potentials (Kuhn 1955; Jonker & Volgenant
// 1987): the column of each row in a cheapest perfect assignment, O(n³).
func assign(cost [][]float64) []int {
	n := len(cost)
	u, v := make([]float64, n+1), make([]float64, n+1)
	row, way := make([]int, n+1), make([]int, n+1) // row at a column; both 1-based, 0 = none
	for i := 1; i <= n; i++ {
		row[0] = i
		at := 0
		least, used := make([]float64, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		for row[at] != 0 {
			used[at] = true
			r, next, delta := row[at], 0, math.Inf(1)
			for j := 1; j <= n; j++ {
				if used[j] {
					continue
				}
				if c := cost[r-1][j-1] - u[r] - v[j]; c < least[j] {
					least[j], way[j] = c, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			row[at] = row[way[at]]
			at = way[at]
		}
	}
	to := make([]int, n)
	for j := 1; j <= n; j++ {
		to[row[j]-1] = j - 1
	}
	return to
}

// packer finds the best disjoint cycles of bounded length by branching on the
// lowest person left: in one of their cycles, or in none.
type packer struct {
	takes   [][]bool
	longest int
	cycles  [][][]int // per person: cycles in which they are the lowest
	left    int       // nodes still to try
	free    []bool
	now     [][]int
	best    [][]int
	served  int
	hope    []int // most people that persons i… could add, each in some cycle
}

// packNodes bounds the exact search; real rounds need a few thousand.
const packNodes = 2_000_000

func newPacker(takes [][]bool, longest int) *packer {
	n := len(takes)
	p := &packer{takes: takes, longest: longest, left: packNodes, free: make([]bool, n), cycles: make([][][]int, n), hope: make([]int, n+1)}
	member := make([]bool, n)
	for i := range n {
		p.free[i] = true
		p.extend(i, []int{i}, member)
	}
	for i := n - 1; i >= 0; i-- {
		p.hope[i] = p.hope[i+1]
		if member[i] {
			p.hope[i]++
		}
	}
	return p
}

// maxCyclesEach keeps dense rounds from listing cycles without end.
const maxCyclesEach = 20_000

// extend lists the cycles through first in which first is the lowest.
func (p *packer) extend(first int, path []int, member []bool) {
	last := path[len(path)-1]
	if len(path) > 1 && p.takes[last][first] {
		if len(p.cycles[first]) >= maxCyclesEach {
			p.left = 0 // not exact any more
			return
		}
		p.cycles[first] = append(p.cycles[first], slices.Clone(path))
		for _, i := range path {
			member[i] = true
		}
	}
	if len(path) == p.longest {
		return
	}
	for j := first + 1; j < len(p.takes); j++ {
		if p.takes[last][j] && !slices.Contains(path, j) {
			p.extend(first, append(path, j), member)
		}
	}
}

func (p *packer) pack() Clearing {
	exact := p.left > 0
	if !exact {
		p.left = packNodes / 10
	}
	p.try(0, 0)
	c := Clearing{Served: p.served, Cycles: p.best, Most: exact && p.left > 0}
	if c.Cycles == nil {
		c.Cycles = [][]int{}
	}
	if ceiling := anyCycles(p.takes).Served; c.Served == ceiling {
		c.Most = true
	}
	return c
}

// try decides about person i, with so many served so far.
func (p *packer) try(i, served int) {
	if served > p.served || served == p.served && len(p.now) > len(p.best) {
		p.served, p.best = served, slices.Clone(p.now)
	}
	for i < len(p.free) && !p.free[i] {
		i++
	}
	if i == len(p.free) || p.left <= 0 || served+p.open(i) < p.served {
		return
	}
	p.left--
	for _, cycle := range p.cycles[i] {
		if slices.ContainsFunc(cycle, func(j int) bool { return !p.free[j] }) {
			continue
		}
		p.mark(cycle, false)
		p.now = append(p.now, cycle)
		p.try(i+1, served+len(cycle))
		p.now = p.now[:len(p.now)-1]
		p.mark(cycle, true)
	}
	p.free[i] = false
	p.try(i+1, served)
	p.free[i] = true
}

// open is how many people from i on are free and in some cycle.
func (p *packer) open(i int) int {
	n := 0
	for j := i; j < len(p.free); j++ {
		if p.free[j] && p.hope[j] > p.hope[j+1] {
			n++
		}
	}
	return n
}

func (p *packer) mark(cycle []int, free bool) {
	for _, j := range cycle {
		p.free[j] = free
	}
}

// WriteJSON writes the clearing as one JSON value.
func (c Clearing) WriteJSON(w io.Writer) error {
	data, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write clearing: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}
