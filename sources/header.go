package sources

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// headerKey returns a header in the form names are compared in: lower-case letters and digits, without what stands in brackets.
// "E-mail address" is emailaddress, "@timestamp" timestamp, "Used (GiB)" used.
func headerKey(header string) string {
	if i := strings.IndexAny(header, "([{"); i > 0 {
		header = header[:i]
	}
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, header)
}

// bracketed returns what stands in brackets in a header: the GiB of "Used (GiB)".
func bracketed(header string) string {
	open := strings.IndexAny(header, "([{")
	end := strings.LastIndexAny(header, ")]}")
	if open < 0 || end < open {
		return ""
	}
	return strings.TrimSpace(header[open+1 : end])
}

// headerZone returns the zone a header's times are in by its own words, such as "Start (UTC)" or "time_utc", else nil.
func headerZone(header string) *time.Location {
	words := strings.FieldsFunc(strings.ToLower(header), func(c rune) bool { return !unicode.IsLetter(c) })
	if slices.Contains(words, "utc") || slices.Contains(words, "gmt") {
		return time.UTC
	}
	return nil
}

// keys returns the comparable forms of a row of headers.
func keys(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = headerKey(c)
	}
	return out
}

// column returns the first column whose header is one of names, the earliest name first, or −1.
func column(keys []string, names []string) int {
	for _, n := range names {
		if i := slices.Index(keys, n); i >= 0 {
			return i
		}
	}
	return -1
}

// widest returns the largest number of cells in rows.
func widest(rows []row) int {
	n := 0
	for _, r := range rows {
		n = max(n, len(r.cells))
	}
	return n
}

// share returns which part of a column's filled cells is as wanted, 0 when none is filled.
func share(rows []row, col int, wanted func(string) bool) float64 {
	n, yes := 0, 0
	for _, r := range rows {
		if c := r.cell(col); c != "" {
			n++
			if wanted(c) {
				yes++
			}
		}
	}
	if n == 0 {
		return 0
	}
	return float64(yes) / float64(n)
}
