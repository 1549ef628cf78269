package rostering

import (
	"fmt"
	"strconv"
)

// Certificate lets somebody else check a result without trusting the engine:
// one proof per criterion, in the order of the criteria. docs/rota-proof.md says
// how each kind is checked; rostering/verify does it.
type Certificate struct {
	Proofs []Proof `json:"proofs"`
}

// The kinds of proofs.
const (
	// ProofFlow: the rota itself is a cheapest flow of the relaxation with rest
	// inside windows that start at WindowOffset; no path in it improves.
	ProofFlow = "flow"
	// ProofPrices: the Lagrangian bound of the prices is above value − step.
	ProofPrices = "prices"
	// ProofBranches: every rota lies in a branch of the tree, and each leaf has
	// prices.
	ProofBranches = "branches"
	// ProofNone: the value is what the engine found; nothing proves it least.
	ProofNone = "none"
)

// The names of the criteria; a category's is "category:" and its id.
const (
	CriterionCover   = "cover" // for an infeasible instance: the duties cannot all be covered
	CriterionChanges = "changes"
	CriterionLoad    = "load"
	CriterionWishes  = "wishes"
	categoryPrefix   = "category:"
)

// Proof is about one criterion. Value and Bound are in the criterion's unit:
// changed duties, Σ load²/share, Σ count², wish cost.
type Proof struct {
	Criterion string  `json:"criterion"`
	Kind      string  `json:"kind"`
	Value     float64 `json:"value"`
	Bound     float64 `json:"bound"` // no rota that is as good in the criteria before has less

	// WindowOffset is for ProofFlow: the first slot of the second window.
	WindowOffset int `json:"window_offset"`

	// Scale is what Σ load²/share is multiplied by to be whole; prices of the
	// load criterion are in that unit. 1 where all shares are whole.
	Scale int64 `json:"scale,omitempty"`

	Multipliers
	Tree *Branch `json:"tree,omitempty"`
}

// Multipliers are the prices of the constraints that couple people.
type Multipliers struct {
	// Prices is per duty, slot·R + role. A proof of the load criterion leaves
	// them to the solution's own field of that name.
	Prices []Price `json:"prices,omitempty"`
	// SeniorPrices is per slot, for one more senior asked for.
	SeniorPrices []Price `json:"senior_prices,omitempty"`
	// ApartPrices is per pair, in the order of the instance, and slot.
	ApartPrices [][]Price `json:"apart_prices,omitempty"`
	// LimitPrices is per earlier criterion: what a unit of it would be worth.
	LimitPrices []LimitPrice `json:"limit_prices,omitempty"`
}

// LimitPrice is the multiplier of an earlier criterion, which stays at Most.
type LimitPrice struct {
	Criterion string  `json:"criterion"`
	Most      float64 `json:"most"`
	Price     Price   `json:"price"`
}

// Branch is a node of a branching proof. With LoadMost it splits on a load: it is
// at most that (Yes) or more (No). Without, it splits on a duty: the person takes
// it (Yes) or does not (No). A leaf has multipliers instead.
type Branch struct {
	Slot     int     `json:"slot"`
	Role     int     `json:"role"`
	Person   string  `json:"person,omitempty"`
	LoadMost *int    `json:"load_most,omitempty"`
	Yes      *Branch `json:"yes,omitempty"`
	No       *Branch `json:"no,omitempty"`
	Multipliers
}

// Price is a multiplier in ten-thousandths, so that a bound can be recomputed
// exactly. In JSON it is a decimal number.
type Price int64

// MarshalJSON writes the price as a decimal number with up to four decimals.
func (x Price) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, x.Float(), 'f', -1, 64), nil
}

// UnmarshalJSON reads a decimal number.
func (x *Price) UnmarshalJSON(data []byte) error {
	f, err := strconv.ParseFloat(string(data), 64)
	if err != nil || f != f || f > 2*largestPrice || f < -2*largestPrice {
		return fmt.Errorf("price %s is not a number", clip(string(data)))
	}
	if f < 0 {
		*x = Price(f*quantum - 0.5)
	} else {
		*x = Price(f*quantum + 0.5)
	}
	return nil
}

// Float is the price as a number.
func (x Price) Float() float64 { return float64(x) / quantum }

// multipliers arranges the rounded rows of a Lagrangian for a certificate.
func (l *lagrangian) multipliers(rounded []int64) Multipliers {
	var m Multipliers
	take := func(rows []int64) []Price {
		out := make([]Price, len(rows))
		for k, v := range rows {
			out[k] = Price(v)
		}
		return out
	}
	m.Prices = take(rounded[:l.seniorRow])
	if l.p.seniors > 0 {
		m.SeniorPrices = take(rounded[l.seniorRow:l.apartRow])
	}
	for k := range l.p.pairs {
		from := l.apartRow + k*l.p.T
		m.ApartPrices = append(m.ApartPrices, take(rounded[from:from+l.p.T]))
	}
	for k, lim := range l.c.limits {
		most := float64(lim.most)
		if lim.squares {
			most /= float64(l.p.scale)
		}
		m.LimitPrices = append(m.LimitPrices, LimitPrice{lim.name, most, Price(rounded[l.limitRow+k])})
	}
	return m
}
