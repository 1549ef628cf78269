package sources

import (
	"io"
	"strings"
	"unicode/utf8"
)

// line is one physical line of a file, without its ending.
type line struct {
	number  int
	text    string
	tooLong bool // text is only its beginning
}

// lines cuts a text at LF, CR LF or a lone CR, and lets a reader look ahead and put lines back.
type lines struct {
	src        io.Reader
	buf        []byte
	start, end int // of what is read and not yet cut
	readErr    error
	afterCR    bool // a LF that comes next belongs to the line before
	number     int
	ahead      []line // looked at or put back, in order
	latin      bool   // some line was not UTF-8
}

func newLines(src io.Reader) *lines {
	return &lines{src: src, buf: make([]byte, 2*MaxLine)}
}

// next returns the next line, and io.EOF after the last.
func (l *lines) next() (line, error) {
	if len(l.ahead) > 0 {
		first := l.ahead[0]
		l.ahead = l.ahead[1:]
		return first, nil
	}
	return l.cut()
}

// peek returns up to n lines and leaves them to be read.
func (l *lines) peek(n int) ([]line, error) {
	for len(l.ahead) < n {
		next, err := l.cut()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		l.ahead = append(l.ahead, next)
	}
	return l.ahead[:min(n, len(l.ahead))], nil
}

// putBack makes lines the next to be read.
func (l *lines) putBack(back []line) { l.ahead = append(append([]line{}, back...), l.ahead...) }

func (l *lines) cut() (line, error) {
	var long string
	for seen := 0; ; {
		if l.afterCR && l.start < l.end {
			l.afterCR = false
			if l.buf[l.start] == '\n' {
				l.start++
			}
		}
		rest := l.buf[l.start:l.end]
		for i := seen; i < len(rest); i++ {
			if c := rest[i]; c == '\n' || c == '\r' {
				l.start += i + 1
				l.afterCR = c == '\r'
				return l.line(rest[:i], long), nil
			}
		}
		seen = len(rest)
		if seen > MaxLine {
			if long == "" {
				long = strings.Clone(string(rest[:512]))
			}
			l.start, seen = l.end, 0
		}
		if l.readErr != nil {
			if l.readErr == io.EOF && (len(rest) > 0 || long != "") {
				l.start = l.end
				return l.line(rest, long), nil
			}
			return line{}, l.readErr
		}
		l.fill()
	}
}

// line numbers a cut line; long is the beginning of one that did not fit.
func (l *lines) line(text []byte, long string) line {
	l.number++
	if long != "" || len(text) > MaxLine {
		if long == "" {
			long = string(text[:512])
		}
		return line{number: l.number, text: strings.ToValidUTF8(long, "\uFFFD"), tooLong: true}
	}
	s := string(text)
	if !utf8.ValidString(s) {
		l.latin = true
		s = fromWindows1252(s)
	}
	return line{number: l.number, text: s}
}

func (l *lines) fill() {
	if l.start > 0 {
		l.end = copy(l.buf, l.buf[l.start:l.end])
		l.start = 0
	}
	for range 100 {
		n, err := l.src.Read(l.buf[l.end:])
		l.end += n
		if err != nil && err != io.EOF {
			err = readError(err)
		}
		l.readErr = err
		if n > 0 || err != nil {
			return
		}
	}
	l.readErr = readError(io.ErrNoProgress)
}

// upper1252 are the characters of the bytes 0x80 to 0x9f; the bytes above are those of Unicode.
var upper1252 = []rune("€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ")

// fromWindows1252 reads s in the encoding that Excel on Windows writes when it is not asked for UTF-8.
func fromWindows1252(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c < 0x80 || c >= 0xa0:
			b.WriteRune(rune(c))
		default:
			b.WriteRune(upper1252[c-0x80])
		}
	}
	return b.String()
}
