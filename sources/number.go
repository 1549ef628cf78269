package sources

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// numberFault says why a cell is no number.
type numberFault string

const (
	notNumber  numberFault = "This is no number. Write digits, such as 12.5, with a unit after them if need be."
	noNumber   numberFault = "There is no value here; it counts as missing."
	endless    numberFault = "The value is not a finite number; it counts as missing."
	badGroups  numberFault = "The separators in the number do not fit the rest of the file. Write it without thousands separators."
	otherUnit  numberFault = "The unit differs from the rest of the column and cannot be converted. Use one unit for the whole file."
	unitAbsent numberFault = "The number has no unit where the rest of the column has one. Add it."
)

// quantity is a number and the unit written after it.
type quantity struct {
	value float64
	unit  string
}

// missing are the spellings of "no value", in lower case.
var missing = map[string]bool{
	"": true, "-": true, "–": true, "—": true, ".": true, "null": true, "none": true, "nil": true, "n/a": true, "na": true, "#n/a": true,
	"undefined": true, "no data": true, "nodata": true, "missing": true, "nan": true, "?": true,
}

// infinite are the spellings of infinity.
var infinite = map[string]bool{"inf": true, "+inf": true, "-inf": true, "infinity": true, "+infinity": true, "-infinity": true, "∞": true, "-∞": true}

// parseQuantity reads a cell. The decimal mark is '.' or ','; the other one may group thousands, as may blanks, apostrophes and
// underscores.
func parseQuantity(s string, decimal rune) (quantity, numberFault) {
	s = strings.TrimSpace(s)
	if decimal == '.' && s != "" && s[len(s)-1] <= '9' && strings.IndexByte(s, '_') < 0 {
		if v, err := strconv.ParseFloat(s, 64); err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) && !strings.ContainsAny(s, "xX") {
			return quantity{value: v}, ""
		}
	}
	if lower := strings.ToLower(s); missing[lower] {
		return quantity{}, noNumber
	} else if infinite[lower] {
		return quantity{}, endless
	}
	number, unit := cutUnit(s)
	if number == "" {
		return quantity{}, notNumber
	}
	plain, ok := plainNumber(number, decimal)
	if !ok {
		return quantity{}, badGroups
	}
	v, err := strconv.ParseFloat(plain, 64)
	switch {
	case math.IsInf(v, 0):
		return quantity{}, endless
	case err != nil:
		return quantity{}, notNumber
	}
	return quantity{v, unit}, ""
}

// cutUnit parts a cell into its number (sign, digits, separators, exponent) and its unit. The number is "" when either is none.
func cutUnit(s string) (number, unit string) {
	s = strings.ReplaceAll(s, "−", "-") // the typographic minus
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], strings.TrimSpace(s[1:])
	}
	currency := ""
	for _, c := range []string{"$", "€", "£", "¥"} {
		if rest, ok := strings.CutPrefix(s, c); ok {
			currency, s = c, strings.TrimSpace(rest)
		}
	}
	end, digits := 0, 0
	for i, c := range s {
		if c >= '0' && c <= '9' {
			end, digits = i+1, digits+1
			continue
		}
		if (strings.ContainsRune(".,'’_", c) || unicode.IsSpace(c)) && end > 0 || ((c == '.' || c == ',') && i == 0) {
			continue
		}
		break
	}
	if digits == 0 || strings.HasPrefix(strings.ToLower(s), "0x") {
		return "", ""
	}
	if end < len(s) && (s[end] == '.' || s[end] == ',') { // "12." is 12
		if rest := s[end+1:]; rest == "" || unicode.IsSpace(rune(rest[0])) {
			s = s[:end] + rest
		}
	}
	number, unit = s[:end], s[end:]
	if exp := exponent(unit); exp > 0 {
		number, unit = number+unit[:exp], unit[exp:]
	}
	unit = strings.TrimSpace(unit)
	if !isUnit(unit) || (currency != "" && unit != "") {
		return "", ""
	}
	return sign + number, unit + currency
}

// exponent returns the length of an exponent such as e+06 at the front of s.
func exponent(s string) int {
	if s == "" || (s[0] != 'e' && s[0] != 'E') {
		return 0
	}
	i := 1
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	from := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == from {
		return 0
	}
	return i
}

// isUnit accepts "", %, GiB, req/s, °C, m³ and the like, up to 24 bytes.
func isUnit(s string) bool {
	if len(s) > 24 {
		return false
	}
	for i, c := range s {
		inside := i > 0 && strings.ContainsRune("/·*^²³ -", c)
		if !unicode.IsLetter(c) && !strings.ContainsRune("%°$€£¥‰", c) && !inside {
			return false
		}
	}
	return true
}

// plainNumber returns a number as strconv reads it, or false when its separators are not those of the decimal mark.
func plainNumber(s string, decimal rune) (string, bool) {
	exp := ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		s, exp = s[:i], s[i:]
	}
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = s[:1], s[1:]
	}
	whole, fraction, _ := strings.Cut(s, string(decimal))
	if strings.Trim(fraction, "0123456789") != "" {
		return "", false
	}
	groups := strings.FieldsFunc(whole, func(c rune) bool { return c < '0' || c > '9' })
	if len(groups) > 1 {
		for i, g := range groups { // 1,234,567 and the Indian 12,34,567
			last := i == len(groups)-1
			if (last && len(g) != 3) || (i > 0 && !last && len(g) != 3 && len(g) != 2) || len(g) > 3 {
				return "", false
			}
		}
	}
	whole = strings.Join(groups, "")
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return sign + whole + exp, true
	}
	return sign + whole + "." + fraction + exp, true
}

// decimalOf finds the decimal mark of a column of numbers: a comma where commas cannot be thousands separators. Between cells by
// semicolons any lone comma is a decimal one: that is what the semicolons are for.
func decimalOf(cells []string, sep byte) rune {
	comma, point := 0, 0
	for _, s := range cells {
		number, _ := cutUnit(strings.TrimSpace(s))
		number = strings.TrimLeft(number, "+-")
		lastComma, lastPoint := strings.LastIndexByte(number, ','), strings.LastIndexByte(number, '.')
		switch {
		case lastComma < 0 && lastPoint < 0:
		case lastComma >= 0 && lastPoint >= 0:
			if lastComma > lastPoint {
				comma++
			} else {
				point++
			}
		case lastComma >= 0:
			if decimalAt(number, lastComma) || (sep == ';' && strings.Count(number, ",") == 1) {
				comma++
			}
		case decimalAt(number, lastPoint):
			point++
		}
	}
	if comma > point {
		return ','
	}
	return '.'
}

// decimalAt reports whether the mark at i, the last in the number, cannot part thousands: not three digits follow, or the digits
// before are none, a zero or more than three.
func decimalAt(number string, i int) bool {
	before := number[:i]
	if strings.ContainsAny(before, ".,") {
		return false
	}
	return len(number)-i-1 != 3 || i == 0 || i > 3 || before[0] == '0'
}
