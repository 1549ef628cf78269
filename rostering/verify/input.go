package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
)

// instance is the part of a rota instance that matters here, read anew.
type instance struct {
	Format string `json:"format"`
	Name   string `json:"name"`
	Slots  int    `json:"slots"`
	Roles  []struct {
		ID     string `json:"id"`
		Weight int    `json:"weight"`
	} `json:"roles"`
	SlotWeight     []int       `json:"slot_weight"`
	SegmentsPerDay int         `json:"segments_per_day"`
	Rest           int         `json:"rest"`
	MaxInRow       int         `json:"max_in_row"`
	MinSenior      int         `json:"min_senior"`
	Apart          [][2]string `json:"apart"`
	People         []person    `json:"people"`
	Published      [][]string  `json:"published"`
	FrozenBefore   int         `json:"frozen_before"`
	Fixed          []struct {
		Slot   int    `json:"slot"`
		Role   string `json:"role"`
		Person string `json:"person"`
	} `json:"fixed"`
	Categories []category `json:"categories"`
	Wishes     []struct {
		Person string `json:"person"`
		Kind   string `json:"kind"`
		Slots  []int  `json:"slots"`
		Role   string `json:"role"`
		Weight int    `json:"weight"`
	} `json:"wishes"`

	number map[string]int // of people
	may    [][]bool       // duty, person
	coef   []int64        // scale / share per person
	worst  float64        // no rota costs more, in units of 1/scale
	scale  int64
}

type person struct {
	ID       string      `json:"id"`
	Off      []int       `json:"off"`
	History  int         `json:"history"`
	Share    json.Number `json:"share"`
	Senior   bool        `json:"senior"`
	Segments []int       `json:"segments"`
	Roles    []string    `json:"roles"`
}

type category struct {
	ID      string         `json:"id"`
	Slots   []int          `json:"slots"`
	History map[string]int `json:"history"`
}

// solution is what is checked. Pointers and nil say that a figure is not given.
type solution struct {
	Instance    string             `json:"instance"`
	Status      string             `json:"status"`
	Rota        [][]string         `json:"rota"`
	Loads       map[string]int     `json:"loads"`
	SumSq       *float64           `json:"sum_sq"`
	Bound       *float64           `json:"bound"`
	Changes     *int               `json:"changes"`
	Categories  map[string]float64 `json:"categories"`
	WishCost    *int               `json:"wish_cost"`
	Prices      []float64          `json:"prices"`
	Certificate struct {
		Proofs []proof `json:"proofs"`
	} `json:"certificate"`
}

type proof struct {
	Criterion    string  `json:"criterion"`
	Kind         string  `json:"kind"`
	Value        float64 `json:"value"`
	Bound        float64 `json:"bound"`
	WindowOffset int     `json:"window_offset"`
	multipliers
	Tree *branch `json:"tree"`
}

type multipliers struct {
	Prices       []float64   `json:"prices"`
	SeniorPrices []float64   `json:"senior_prices"`
	ApartPrices  [][]float64 `json:"apart_prices"`
	LimitPrices  []struct {
		Criterion string  `json:"criterion"`
		Most      float64 `json:"most"`
		Price     float64 `json:"price"`
	} `json:"limit_prices"`
}

type branch struct {
	Slot     int     `json:"slot"`
	Role     int     `json:"role"`
	Person   string  `json:"person"`
	LoadMost *int    `json:"load_most"`
	Yes      *branch `json:"yes"`
	No       *branch `json:"no"`
	multipliers
}

func readSolution(r io.Reader) (*solution, error) {
	s := new(solution)
	if err := json.NewDecoder(r).Decode(s); err != nil {
		return nil, err
	}
	return s, nil
}

func readInstance(r io.Reader) (*instance, error) {
	in := new(instance)
	if err := json.NewDecoder(r).Decode(in); err != nil {
		return nil, err
	}
	if in.Format != "watchbill-rota/1" && in.Format != "watchbill-rota/2" {
		return nil, fmt.Errorf("format %q is not watchbill-rota/1 or /2", in.Format)
	}
	if in.Slots < 1 || in.Slots > 10_000 || len(in.Roles) < 1 || len(in.Roles) > 100 || len(in.People) < 1 || len(in.People) > 2000 {
		return nil, errors.New("slots, roles or people are missing or far too many")
	}
	if in.Rest < 0 || in.Rest >= in.Slots || in.MaxInRow < 0 || len(in.SlotWeight) != 0 && len(in.SlotWeight) != in.Slots {
		return nil, errors.New("rest, max_in_row or slot_weight make no sense")
	}
	for t := range in.Slots {
		for r := range in.Roles {
			if w := in.weight(t, r); w < 1 || w > 1_000_000 {
				return nil, fmt.Errorf("slot %d: weight %d", t, w)
			}
		}
	}
	in.number = map[string]int{}
	for i, p := range in.People {
		if _, twice := in.number[p.ID]; twice {
			return nil, fmt.Errorf("person %q is there twice", p.ID)
		}
		in.number[p.ID] = i
	}
	if err := in.readNames(); err != nil {
		return nil, err
	}
	if err := in.readShares(); err != nil {
		return nil, err
	}
	in.readMay()
	if in.measure(); in.worst > mostCost {
		return nil, errors.New("weights, history and shares are too large to check exactly")
	}
	return in, nil
}

// mostCost keeps sums of costs and prices, in ten-thousandths, inside 64 bits.
const mostCost = 1e14

// measure finds a cost that no rota exceeds: everybody has the heaviest duty of
// every rest + 1 slots.
func (in *instance) measure() {
	load := 0.0
	for from := 0; from < in.Slots; from += in.Rest + 1 {
		heaviest := 0
		for t := from; t < min(in.Slots, from+in.Rest+1); t++ {
			for r := range in.Roles {
				heaviest = max(heaviest, in.weight(t, r))
			}
		}
		load += float64(heaviest)
	}
	for i, p := range in.People {
		most := load + math.Abs(float64(p.History))
		in.worst += float64(in.coef[i]) * most * most
	}
}

// readNames sees that all names and slots that are referred to exist.
func (in *instance) readNames() error {
	know := func(id string) error {
		if _, ok := in.number[id]; !ok {
			return fmt.Errorf("nobody is called %q", id)
		}
		return nil
	}
	var all []error
	for _, pair := range in.Apart {
		all = append(all, know(pair[0]), know(pair[1]))
	}
	for _, w := range in.Wishes {
		all = append(all, know(w.Person))
	}
	for _, f := range in.Fixed {
		all = append(all, know(f.Person))
		if f.Slot < 0 || f.Slot >= in.Slots || in.role(f.Role) < 0 {
			all = append(all, fmt.Errorf("fixed duty in slot %d, role %q does not exist", f.Slot, f.Role))
		}
	}
	if n := len(in.Published); n != 0 && n != in.Slots || in.FrozenBefore > n {
		all = append(all, fmt.Errorf("published has %d slots, %d are frozen, the rota has %d", n, in.FrozenBefore, in.Slots))
	}
	for _, c := range in.Categories {
		for id, n := range c.History {
			all = append(all, know(id), sane(n))
		}
	}
	for _, w := range in.Wishes {
		all = append(all, sane(w.Weight))
	}
	for t, row := range in.Published {
		if len(row) != len(in.Roles) {
			all = append(all, fmt.Errorf("published slot %d has %d people for %d roles", t, len(row), len(in.Roles)))
		}
	}
	return errors.Join(all...)
}

// sane refuses counts that no rota has and sums could not hold.
func sane(n int) error {
	if n < 0 || n > 1_000_000 {
		return fmt.Errorf("%d is not a sensible count or weight", n)
	}
	return nil
}

// readShares finds the scale that makes Σ scale·load²/share whole, and each
// person's scale/share.
func (in *instance) readShares() error {
	shares := make([]*big.Rat, len(in.People))
	scale := big.NewInt(1)
	for i, p := range in.People {
		text := string(p.Share)
		if text == "" {
			text = "1"
		}
		share, ok := new(big.Rat).SetString(text)
		if !ok || share.Sign() <= 0 {
			return fmt.Errorf("share %q of %s is not above 0", text, p.ID)
		}
		shares[i] = share
		common := new(big.Int).GCD(nil, nil, scale, share.Num())
		scale.Mul(scale, new(big.Int).Div(share.Num(), common))
	}
	if !scale.IsInt64() || scale.Int64() > math.MaxInt32 {
		return errors.New("the shares have no common measure of a sensible size")
	}
	in.scale = scale.Int64()
	for _, share := range shares {
		in.coef = append(in.coef, in.scale/share.Num().Int64()*share.Denom().Int64())
	}
	return nil
}

// readMay works out who may take which duty, frozen and fixed duties included.
func (in *instance) readMay() {
	for t := range in.Slots {
		for r := range in.Roles {
			row := make([]bool, len(in.People))
			for i, p := range in.People {
				row[i] = !hasInt(p.Off, t) &&
					(len(p.Segments) == 0 || in.SegmentsPerDay > 0 && hasInt(p.Segments, t%in.SegmentsPerDay)) &&
					(len(p.Roles) == 0 || hasText(p.Roles, in.Roles[r].ID)) &&
					(t >= in.FrozenBefore || in.Published[t][r] == p.ID)
				for _, f := range in.Fixed {
					if f.Slot == t && f.Role == in.Roles[r].ID && f.Person != p.ID {
						row[i] = false
					}
				}
			}
			in.may = append(in.may, row)
		}
	}
}

func (in *instance) weight(slot, role int) int {
	w := in.Roles[role].Weight
	if len(in.SlotWeight) > 0 {
		w *= in.SlotWeight[slot]
	}
	return w
}

// duty is the number of (slot, role).
func (in *instance) duty(slot, role int) int { return slot*len(in.Roles) + role }

func (in *instance) role(id string) int {
	for r := range in.Roles {
		if in.Roles[r].ID == id {
			return r
		}
	}
	return -1
}

// wish is the cost of a duty for a person.
func (in *instance) wish(slot, role, i int) int64 {
	sum := int64(0)
	for _, w := range in.Wishes {
		if w.Person == in.People[i].ID && (w.Role == "" || w.Role == in.Roles[role].ID) {
			for _, t := range w.Slots {
				if t == slot && w.Kind == "prefer" {
					sum -= int64(max(w.Weight, 1))
				} else if t == slot {
					sum += int64(max(w.Weight, 1))
				}
			}
		}
	}
	return sum
}

// changed is 1 if the duty is published with somebody else.
func (in *instance) changed(slot, role, i int) int64 {
	if len(in.Published) == 0 || in.Published[slot][role] == "" || in.Published[slot][role] == in.People[i].ID {
		return 0
	}
	return 1
}

func hasInt(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

func hasText(list []string, x string) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}
