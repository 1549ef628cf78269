package sources

import "strings"

// scale places a unit in its family: how many of the family's base units it holds.
type scale struct {
	family string
	factor float64
}

// scales are the units that tools switch between when they make numbers readable. Ki, Mi and Gi are Kubernetes'.
var scales = map[string]scale{
	"B": {"byte", 1}, "byte": {"byte", 1}, "bytes": {"byte", 1},
	"kB": {"byte", 1e3}, "KB": {"byte", 1e3}, "MB": {"byte", 1e6}, "GB": {"byte", 1e9}, "TB": {"byte", 1e12}, "PB": {"byte", 1e15},
	"KiB": {"byte", 1 << 10}, "MiB": {"byte", 1 << 20}, "GiB": {"byte", 1 << 30}, "TiB": {"byte", 1 << 40}, "PiB": {"byte", 1 << 50},
	"Ki": {"byte", 1 << 10}, "Mi": {"byte", 1 << 20}, "Gi": {"byte", 1 << 30}, "Ti": {"byte", 1 << 40},
	"ns": {"time", 1e-9}, "µs": {"time", 1e-6}, "μs": {"time", 1e-6}, "us": {"time", 1e-6}, "ms": {"time", 1e-3}, "s": {"time", 1},
	"min": {"time", 60}, "mins": {"time", 60}, "h": {"time", 3600}, "hour": {"time", 3600}, "hours": {"time", 3600}, "day": {"time", 86400}, "days": {"time", 86400},
	"": {"count", 1}, "k": {"count", 1e3}, "K": {"count", 1e3}, "Mil": {"count", 1e6}, "M": {"count", 1e6}, "Bil": {"count", 1e9}, "G": {"count", 1e9},
}

// scaleOf finds a unit's scale; a rate such as MB/s is of the family byte/s.
func scaleOf(unit string) (scale, bool) {
	base, per, rate := strings.Cut(unit, "/")
	s, ok := scales[base]
	if rate {
		s.family += "/" + per
		ok = ok && base != ""
	}
	return s, ok
}

// unitKeeper turns the values of a column into one unit: the header's, else the first that a value carries.
type unitKeeper struct {
	unit      string
	settled   bool // a value other than zero, or the header, has fixed the unit
	fromHead  bool // the header has: numbers without a unit are in it
	converted bool
}

// value returns q in the column's unit.
func (k *unitKeeper) value(q quantity) (float64, numberFault) {
	if !k.settled {
		if q.unit == "" && q.value == 0 {
			return 0, "" // zero is zero in every unit
		}
		k.settled, k.unit = true, q.unit
	}
	if q.unit == k.unit || (q.unit == "" && (q.value == 0 || k.fromHead)) {
		return q.value, ""
	}
	from, ok := scaleOf(q.unit)
	to, ok2 := scaleOf(k.unit)
	switch {
	case ok && ok2 && from.family == to.family:
		k.converted = true
		return q.value * from.factor / to.factor, ""
	case q.unit == "":
		return 0, unitAbsent
	default:
		return 0, otherUnit
	}
}
