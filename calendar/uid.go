package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

const (
	uidDomain  = "@watchbill"
	maxSlotKey = 180 // some servers use the UID as a file name, and those end at 255 octets
)

// SlotUID names the place of a shift in a rota: rotation, role and start. The
// person is left out on purpose, so that a reassigned shift stays the same
// event for every subscriber. rotation and role are keys that never change
// (an id rather than a title).
func SlotUID(rotation, role string, start time.Time) string {
	key := plainKey(rotation) + "_" + plainKey(role)
	if len(key) > maxSlotKey {
		sum := sha256.Sum256([]byte(key))
		key = hex.EncodeToString(sum[:])
	}
	return "shift_" + key + "_" + start.UTC().Format(dateTimeUTC) + uidDomain
}

// plainKey keeps ASCII letters, digits and hyphens and writes every other
// octet as a dot and two hex digits, so that different keys stay different and
// the result is safe in a file name and in a URL.
func plainKey(s string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('.')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}
