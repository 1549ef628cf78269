package calendar

import (
	"strings"
	"unicode/utf8"
)

// cleanText makes s fit for a text of a calendar: line ends become \n, invalid
// UTF-8 becomes U+FFFD, and control characters other than \n and tab go.
func cleanText(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && isControl(r) {
			return -1
		}
		return r
	}, s)
}

// cleanLine is cleanText for what has to stay on one line.
func cleanLine(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(cleanText(s), "\n", " "))
}

func isClean(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || r != '\n' && r != '\t' && isControl(r) {
			return false
		}
	}
	return true
}

// isControl reports the characters RFC 5545 forbids in a value (C0 and DEL),
// the C1 controls, and the line and paragraph separators, which some clients
// take for line ends.
func isControl(r rune) bool {
	return r < 0x20 || 0x7F <= r && r < 0xA0 || r == '\u2028' || r == '\u2029'
}

var textEscaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// escapeText writes a clean text as a TEXT value (RFC 5545, 3.3.11).
func escapeText(s string) string { return textEscaper.Replace(s) }

// unescapeText reads a TEXT value. Commas and semicolons that should have been
// escaped are taken as they stand, and so is a backslash before anything that
// needs none: many programs forget the one or add the other.
func unescapeText(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ';', ',', ':', '"':
			b.WriteByte(s[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// splitList cuts a list of TEXT values at its unescaped commas.
func splitList(s string) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ',':
			out = append(out, unescapeText(s[start:i]))
			start = i + 1
		}
	}
	return append(out, unescapeText(s[start:]))
}
