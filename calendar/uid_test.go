package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// slotUID makes a UID of whatever a test names its slots.
func slotUID(rotation, role string, start time.Time) string {
	sum := sha256.Sum256([]byte(rotation + "\x00" + role + "\x00" + start.UTC().Format(time.RFC3339)))
	return hex.EncodeToString(sum[:8]) + "@test"
}
