package sources

import (
	_ "embed"
	"strings"
	"sync"

	"watchbill/model"
)

//go:embed zones.txt
var zoneList string

// zoneIndex finds zones by the ways people write them.
type zoneIndex struct {
	names  []string
	folded map[string]string // lower-case name to name
	cities map[string]string // folded last part to name; "" where several zones share it
}

var zones = sync.OnceValue(func() zoneIndex {
	z := zoneIndex{folded: map[string]string{}, cities: map[string]string{}}
	for name := range strings.Lines(zoneList) {
		if name = strings.TrimSpace(name); name == "" || name[0] == '#' {
			continue
		}
		z.names = append(z.names, name)
		z.folded[strings.ToLower(name)] = name
		city := placeKey(name[strings.LastIndexByte(name, '/')+1:])
		if _, twice := z.cities[city]; twice {
			name = ""
		}
		z.cities[city] = name
	}
	return z
})

// placeKey returns a place in the form places are compared in: "St. John's" and "St_Johns" are stjohns.
func placeKey(s string) string { return headerKey(s) }

// zoneMatch says how sure a zone's name was read.
type zoneMatch int

const (
	zoneUnknown zoneMatch = iota
	zoneGuessed           // a suggestion only
	zonePlace             // a city, which names one zone
	zoneExact             // an IANA name, or another system's name for one
)

// FindZone returns the IANA name for a zone as other tools write it: an IANA name in any case, the names of Rails (PagerDuty) and
// Windows, such as "Pacific Time (US & Canada)" and "W. Europe Standard Time", with or without "(GMT-08:00)" before them, or a
// city, such as "Berlin". Otherwise ok is false and the name is the nearest one as a suggestion, or "".
func FindZone(text string) (name string, ok bool) {
	name, match := findZone(text)
	if match == zoneUnknown {
		name = nearestZone(text)
	}
	return name, match >= zonePlace
}

// findZone looks a zone's name up. A guess is an abbreviation's most likely meaning.
func findZone(text string) (string, zoneMatch) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "(GMT") || strings.HasPrefix(text, "(UTC") {
		if i := strings.IndexByte(text, ')'); i > 0 && strings.TrimSpace(text[i+1:]) != "" {
			text = strings.TrimSpace(text[i+1:])
		}
	}
	if text == "" || len(text) > 80 {
		return "", zoneUnknown
	}
	z := zones()
	lower := strings.ToLower(strings.ReplaceAll(text, " ", "_"))
	if name, ok := z.folded[lower]; ok {
		return name, zoneExact
	}
	switch lower {
	case "z", "gmt", "etc/utc", "etc/gmt", "zulu", "utc+0", "gmt+0", "utc+00:00", "coordinated_universal_time":
		return "UTC", zoneExact
	case "cet", "eet", "met", "wet": // IANA names with summer time
		return strings.ToUpper(text), zoneExact
	}
	if name, ok := abbreviations[strings.ToUpper(text)]; ok {
		return name, zoneGuessed
	}
	if name, ok := zoneAliases[strings.ToLower(text)]; ok {
		return name, zoneExact
	}
	if _, err := model.Zone(text); err == nil && strings.ContainsRune(text, '/') { // links, such as US/Pacific
		return text, zoneExact
	}
	if name := z.cities[placeKey(text)]; name != "" {
		return name, zonePlace
	}
	if before, _, ok := strings.Cut(text, ","); ok && z.cities[placeKey(before)] != "" { // Berlin, Germany
		return z.cities[placeKey(before)], zoneGuessed
	}
	return "", zoneUnknown
}

// nearestZone returns the zone with the fewest slips of the pen from text, by its city or its whole name; "" when none is near.
func nearestZone(text string) string {
	if len(text) > 80 {
		return ""
	}
	want, whole := placeKey(text[strings.LastIndexAny(text, "/,")+1:]), placeKey(text)
	if want == "" {
		return ""
	}
	best, bestSlips := "", 1+min(2, len(want)/4)
	for _, name := range zones().names {
		city := placeKey(name[strings.LastIndexByte(name, '/')+1:])
		slips := min(distance(want, city), distance(whole, placeKey(name)))
		if slips < bestSlips {
			best, bestSlips = name, slips
		}
	}
	return best
}

// distance returns the least number of bytes to insert, delete, replace or swap with a neighbour between a and b (optimal string
// alignment: Damerau 1964, Levenshtein 1966, no byte touched twice).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row = last, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := last[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(replace, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}

// abbreviations are letters that do not name one zone. The suggestions are the places most readers mean. EST and MST are IANA names,
// but of zones without summer time, which hardly anyone means.
var abbreviations = map[string]string{
	"EST": "America/New_York", "EDT": "America/New_York", "ET": "America/New_York",
	"CST": "America/Chicago", "CDT": "America/Chicago", "CT": "America/Chicago",
	"MST": "America/Denver", "MDT": "America/Denver", "MT": "America/Denver",
	"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PT": "America/Los_Angeles",
	"BST": "Europe/London", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "SGT": "Asia/Singapore",
	"AEST": "Australia/Sydney", "AEDT": "Australia/Sydney", "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
	"CEST": "Europe/Berlin", "EEST": "Europe/Helsinki", "WEST": "Europe/Lisbon", "MSK": "Europe/Moscow", "BRT": "America/Sao_Paulo",
}

// zoneAliases are names of zones in Rails (as PagerDuty exports them) and Windows, in lower case, where the place in them is not
// already the city of an IANA name.
// Package calendar has all of Windows' names for the files that use them; lists of people hold few, and this package may not import it.
var zoneAliases = map[string]string{
	"american samoa": "Pacific/Pago_Pago", "midway island": "Pacific/Midway", "hawaii": "Pacific/Honolulu", "alaska": "America/Juneau",
	"pacific time (us & canada)": "America/Los_Angeles", "mountain time (us & canada)": "America/Denver", "arizona": "America/Phoenix",
	"central time (us & canada)": "America/Chicago", "eastern time (us & canada)": "America/New_York", "indiana (east)": "America/Indiana/Indianapolis",
	"saskatchewan": "America/Regina", "guadalajara": "America/Mexico_City", "central america": "America/Guatemala", "quito": "America/Guayaquil",
	"atlantic time (canada)": "America/Halifax", "newfoundland": "America/St_Johns", "brasilia": "America/Sao_Paulo", "georgetown": "America/Guyana",
	"greenland": "America/Nuuk", "mid-atlantic": "Atlantic/South_Georgia", "cape verde is.": "Atlantic/Cape_Verde", "edinburgh": "Europe/London",
	"bern": "Europe/Zurich", "west central africa": "Africa/Algiers", "pretoria": "Africa/Johannesburg", "st. petersburg": "Europe/Moscow",
	"abu dhabi": "Asia/Dubai", "ekaterinburg": "Asia/Yekaterinburg", "islamabad": "Asia/Karachi", "chennai": "Asia/Kolkata", "mumbai": "Asia/Kolkata",
	"new delhi": "Asia/Kolkata", "astana": "Asia/Almaty", "sri jayawardenepura": "Asia/Colombo", "rangoon": "Asia/Yangon", "hanoi": "Asia/Bangkok",
	"beijing": "Asia/Shanghai", "chongqing": "Asia/Shanghai", "osaka": "Asia/Tokyo", "sapporo": "Asia/Tokyo", "canberra": "Australia/Sydney",
	"solomon is.": "Pacific/Guadalcanal", "new caledonia": "Pacific/Noumea", "marshall is.": "Pacific/Majuro", "wellington": "Pacific/Auckland",
	"tokelau is.": "Pacific/Fakaofo", "chatham is.": "Pacific/Chatham", "samoa": "Pacific/Apia",

	"hawaiian standard time": "Pacific/Honolulu", "alaskan standard time": "America/Anchorage", "pacific standard time": "America/Los_Angeles",
	"us mountain standard time": "America/Phoenix", "mountain standard time": "America/Denver", "central standard time": "America/Chicago",
	"central standard time (mexico)": "America/Mexico_City", "canada central standard time": "America/Regina", "eastern standard time": "America/New_York",
	"us eastern standard time": "America/Indiana/Indianapolis", "sa pacific standard time": "America/Bogota", "atlantic standard time": "America/Halifax",
	"newfoundland standard time": "America/St_Johns", "e. south america standard time": "America/Sao_Paulo", "argentina standard time": "America/Argentina/Buenos_Aires",
	"pacific sa standard time": "America/Santiago", "greenwich standard time": "Atlantic/Reykjavik", "gmt standard time": "Europe/London",
	"w. europe standard time": "Europe/Berlin", "romance standard time": "Europe/Paris", "central europe standard time": "Europe/Budapest",
	"central european standard time": "Europe/Warsaw", "gtb standard time": "Europe/Bucharest", "fle standard time": "Europe/Kyiv",
	"e. europe standard time": "Europe/Chisinau", "turkey standard time": "Europe/Istanbul", "israel standard time": "Asia/Jerusalem",
	"south africa standard time": "Africa/Johannesburg", "egypt standard time": "Africa/Cairo", "e. africa standard time": "Africa/Nairobi",
	"w. central africa standard time": "Africa/Lagos", "morocco standard time": "Africa/Casablanca", "arab standard time": "Asia/Riyadh",
	"arabian standard time": "Asia/Dubai", "iran standard time": "Asia/Tehran", "russian standard time": "Europe/Moscow",
	"pakistan standard time": "Asia/Karachi", "india standard time": "Asia/Kolkata", "nepal standard time": "Asia/Kathmandu",
	"bangladesh standard time": "Asia/Dhaka", "se asia standard time": "Asia/Bangkok", "china standard time": "Asia/Shanghai",
	"singapore standard time": "Asia/Singapore", "taipei standard time": "Asia/Taipei", "w. australia standard time": "Australia/Perth",
	"tokyo standard time": "Asia/Tokyo", "korea standard time": "Asia/Seoul", "cen. australia standard time": "Australia/Adelaide",
	"aus central standard time": "Australia/Darwin", "e. australia standard time": "Australia/Brisbane", "aus eastern standard time": "Australia/Sydney",
	"tasmania standard time": "Australia/Hobart", "new zealand standard time": "Pacific/Auckland",
}
