package calendar

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const maxLine = 64 << 10 // octets of one content line, unfolded

// contentLine is one property as the file writes it, unfolded.
type contentLine struct {
	number  int // of its first line in the file, from 1
	text    string
	tooLong bool // cut at maxLine
}

// lineScanner cuts a file into content lines. It takes every kind of line end,
// skips blank lines (also between a line and its continuation) and repairs the
// encoding.
type lineScanner struct {
	rest   string
	number int
	utf8   bool // the whole file is valid UTF-8
}

func newLineScanner(file string) *lineScanner {
	file = decodeUTF16(file)
	file = strings.TrimPrefix(file, "\uFEFF")
	return &lineScanner{rest: file, utf8: utf8.ValidString(file)}
}

// next returns the next content line; ok is false at the end of the file.
func (s *lineScanner) next() (line contentLine, ok bool) {
	for {
		if s.rest == "" {
			return contentLine{}, false
		}
		if text := s.take(); text != "" {
			line = contentLine{number: s.number, text: text}
			break
		}
	}
	var long strings.Builder
	for s.rest != "" {
		if c := s.rest[0]; c == '\r' || c == '\n' {
			s.take()
			continue
		} else if c != ' ' && c != '\t' {
			break
		}
		if long.Len() == 0 {
			long.WriteString(line.text)
		}
		if more := s.take()[1:]; long.Len()+len(more) <= maxLine {
			long.WriteString(more)
		} else {
			line.tooLong = true
		}
	}
	if long.Len() > 0 {
		line.text = long.String()
	}
	if len(line.text) > maxLine {
		line.text, line.tooLong = line.text[:maxLine], true
	}
	if !s.utf8 {
		line.text = repairUTF8(line.text)
	}
	return line, true
}

// take cuts one line off the file, without its line end.
func (s *lineScanner) take() string {
	s.number++
	end := strings.IndexAny(s.rest, "\r\n")
	if end < 0 {
		line := s.rest
		s.rest = ""
		return line
	}
	line := s.rest[:end]
	if s.rest[end] == '\r' && end+1 < len(s.rest) && s.rest[end+1] == '\n' {
		end++
	}
	s.rest = s.rest[end+1:]
	return line
}

// repairUTF8 reads what is not UTF-8 as Windows-1252, the encoding of the
// programs that forget the other.
func repairUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	fixed, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return fixed
}

// decodeUTF16 turns a UTF-16 file into UTF-8 and leaves others alone.
func decodeUTF16(s string) string {
	var order binary.ByteOrder
	switch {
	case strings.HasPrefix(s, "\xFF\xFE"), strings.HasPrefix(s, "B\x00E\x00"):
		order = binary.LittleEndian
	case strings.HasPrefix(s, "\xFE\xFF"), strings.HasPrefix(s, "\x00B\x00E"):
		order = binary.BigEndian
	default:
		return s
	}
	raw := []byte(s)
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}
