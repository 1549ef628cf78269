package rostering

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
)

// Share is an exact fraction of a full load. The zero value stands for 1.
// Exactness matters: the bound is compared with the cost by integers, so 0.6
// must be 3/5 and not the nearest float.
type Share struct{ num, den int64 }

// shareDigits is how many decimals a share may have.
const shareDigits = 4

// NewShare is num/den, for instance NewShare(3, 5) for 60 %. Both must be
// positive; [Instance.Validate] refuses anything else.
func NewShare(num, den int64) Share { return Share{num, den} }

// Fraction is the share as numerator and denominator in lowest terms.
func (s Share) Fraction() (num, den int64) {
	if s == (Share{}) {
		return 1, 1
	}
	if s.num <= 0 || s.den <= 0 {
		return s.num, s.den
	}
	g := gcd(s.num, s.den)
	return s.num / g, s.den / g
}

// Float is the share as a number for display.
func (s Share) Float() float64 {
	num, den := s.Fraction()
	return float64(num) / float64(den)
}

// IsZero reports whether the share was left out; it makes omitzero work.
func (s Share) IsZero() bool { return s == Share{} }

// MarshalJSON writes the share as a decimal number.
func (s Share) MarshalJSON() ([]byte, error) {
	return []byte(strconv.FormatFloat(s.Float(), 'f', -1, 64)), nil
}

// UnmarshalJSON reads a number such as 0.5, exactly.
func (s *Share) UnmarshalJSON(data []byte) error {
	var text json.Number
	if err := json.Unmarshal(data, &text); err != nil {
		return inputError(CodeShare, "people.share", "a share is a number such as 0.5, not %s", clip(string(data)))
	}
	if strings.ContainsAny(string(text), "eE") || len(text) > 20 {
		return inputError(CodeShare, "people.share", "write the share as a plain decimal such as 0.5, not %s", clip(string(text)))
	}
	r, ok := new(big.Rat).SetString(string(text))
	if !ok || r.Sign() <= 0 || r.Cmp(big.NewRat(100, 1)) > 0 {
		return inputError(CodeShare, "people.share", "a share is above 0 and at most 100 (1 is full time); this one is %s", clip(string(text)))
	}
	if _, decimals, _ := strings.Cut(string(text), "."); len(strings.TrimRight(decimals, "0")) > shareDigits {
		return inputError(CodeShare, "people.share", "a share has at most %d decimals; this one is %s", shareDigits, clip(string(text)))
	}
	*s = Share{r.Num().Int64(), r.Denom().Int64()}
	return nil
}

// gcd is the greatest common divisor of non-negative numbers; gcd(0, b) = b.
func gcd[T int | int64](a, b T) T {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// clip shortens foreign text for a message.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
