package calendar

import (
	"io"
	"unicode/utf8"
)

const foldOctets = 75 // the longest line of a file, without its line end (RFC 5545, 3.1)

// folder breaks content lines so that none is longer than 75 octets and no
// character is cut. It expects whole lines ending in CRLF at each Write, which
// is how go-ical's encoder writes.
type folder struct {
	w   io.Writer
	buf []byte
}

func (f *folder) Write(line []byte) (int, error) {
	if len(line) <= foldOctets+2 {
		_, err := f.w.Write(line)
		return len(line), err
	}
	rest := line[:len(line)-2]
	f.buf = f.buf[:0]
	for room := foldOctets; len(rest) > room; room = foldOctets - 1 {
		cut := room
		// A line that begins with more spaces than its fold, or holds nothing
		// else, gets trimmed by some programs: cut earlier if possible.
		for cut > room/2 && (rest[cut] == ' ' || rest[cut] == '\t') {
			cut--
		}
		for cut > room/2-utf8.UTFMax && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		f.buf = append(append(f.buf, rest[:cut]...), "\r\n "...)
		rest = rest[cut:]
	}
	f.buf = append(append(f.buf, rest...), "\r\n"...)
	_, err := f.w.Write(f.buf)
	return len(line), err
}
