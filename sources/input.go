package sources

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"watchbill/model"
)

// Limits of a file.
const (
	MaxBytes = 64 << 20   // unpacked
	MaxLine  = 64 << 10   // bytes of one line, and of one quoted field over several lines
	MaxRows  = 10_000_000 // of samples; see maxTableRows for people and schedules
)

var errTooLarge = model.Invalidf("file", "The file is larger than 64 MiB (unpacked). Export a shorter period, or split it.")

// input is the text of a file: unpacked, decoded to UTF-8 (or bytes that a later step takes for Windows-1252), and capped.
type input struct {
	io.Reader
	encoding string // "UTF-8" or "UTF-16"
}

// open unpacks gzip, finds the encoding, and refuses what is not a text of rows.
func open(r io.Reader) (input, error) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return input{}, readError(err)
		}
		buffered = bufio.NewReaderSize(unpacked, 64<<10)
	}
	head, err := buffered.Peek(4096)
	if err != nil && err != io.EOF {
		return input{}, readError(err)
	}
	rest := &capped{r: buffered, left: MaxBytes}
	switch {
	case len(head) == 0:
		return input{}, model.Invalidf("file", "The file is empty. Choose a file with rows of data.")
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		_, err = buffered.Discard(3)
		head = head[3:]
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		_, err = buffered.Discard(2)
		return input{newUTF16(rest, head[0] == 0xfe), "UTF-16"}, err
	default:
		if big, ok := bareUTF16(head); ok {
			return input{newUTF16(rest, big), "UTF-16"}, nil
		}
	}
	if what := notRows(head); what != "" {
		return input{}, model.Invalidf("file", "The file is %s. Export the data as CSV and choose that file.", what)
	}
	if err == io.EOF {
		err = nil
	}
	return input{rest, "UTF-8"}, err
}

// readError explains a failure below the rows: the disk's, or damage inside a packed file.
func readError(err error) error {
	var ours *model.Error
	damage := errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF)
	switch {
	case errors.As(err, &ours):
		return err
	case damage || bytes.HasPrefix([]byte(err.Error()), []byte("flate:")):
		return &model.Error{Code: model.Damaged, Field: "file", Message: "The packed file is damaged or cut off. Copy or download it again.", Op: "read file", Err: err}
	default:
		return &model.Error{Code: model.Unavailable, Field: "file", Message: "The file cannot be read to its end: " + err.Error() + ". Check the disk and try again.", Op: "read file", Err: err}
	}
}

var signatures = []struct{ magic, what string }{
	{"PK\x03\x04", "an Excel workbook or another zip archive"},
	{"\xd0\xcf\x11\xe0", "an old Excel or Office document"},
	{"SQLite format 3\x00", "a database, not an export"},
	{"%PDF", "a PDF document"},
	{"PAR1", "a Parquet file"},
	{"\x1f\x8b", "packed twice"},
	{"BZh", "packed with bzip2"},
	{"\xfd7zXZ", "packed with xz"},
	{"\x28\xb5\x2f\xfd", "packed with zstd"},
	{"\x89PNG", "a picture"},
	{"{", "JSON, not rows of cells"},
	{"[", "JSON, not rows of cells"},
	{"<", "a web page or XML, perhaps a sign-in page, not rows of cells"},
	{"BEGIN:VCALENDAR", "a calendar; schedules in calendars are imported as .ics"},
}

// notRows names what a file is when it cannot hold rows, else "".
func notRows(head []byte) string {
	start := bytes.TrimLeft(head, " \t\r\n")
	for _, s := range signatures {
		if bytes.HasPrefix(start, []byte(s.magic)) {
			return s.what
		}
	}
	strange := 0
	for _, c := range head {
		if c < '\t' || (c > '\r' && c < ' ' && c != 0x1b) {
			strange++
		}
	}
	if strange*16 > len(head) {
		return "binary, not text"
	}
	return ""
}

// bareUTF16 recognises UTF-16 without a byte-order mark by the zero in every other byte that Latin text has.
func bareUTF16(head []byte) (bigEndian, ok bool) {
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	if pairs < 2 {
		return false, false
	}
	return zeros[0] > zeros[1], max(zeros[0], zeros[1])*10 >= pairs*8 && min(zeros[0], zeros[1])*10 < pairs
}

// capped ends with errTooLarge after left bytes.
type capped struct {
	r    io.Reader
	left int
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		if n, err := c.r.Read(make([]byte, 1)); n == 0 {
			return 0, err
		}
		return 0, errTooLarge
	}
	n, err := c.r.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}

// utf16Reader turns UTF-16 into UTF-8; halves of broken pairs become U+FFFD.
type utf16Reader struct {
	r       *bufio.Reader
	big     bool
	pending []byte
	err     error
}

func newUTF16(r io.Reader, bigEndian bool) io.Reader {
	return &utf16Reader{r: bufio.NewReaderSize(r, 64<<10), big: bigEndian}
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.pending) < len(p) && len(u.pending) < 32<<10 && u.err == nil {
		c := u.unit()
		if u.err != nil {
			break
		}
		if utf16.IsSurrogate(c) {
			if next, err := u.r.Peek(2); err == nil {
				if pair := utf16.DecodeRune(c, u.join(next[0], next[1])); pair != utf8.RuneError {
					_, u.err = u.r.Discard(2)
					c = pair
				}
			}
		}
		u.pending = utf8.AppendRune(u.pending, c)
	}
	n := copy(p, u.pending)
	u.pending = u.pending[:copy(u.pending, u.pending[n:])]
	if n == 0 {
		return 0, u.err
	}
	return n, nil
}

// unit reads one code unit; half a unit at the end of the file is U+FFFD.
func (u *utf16Reader) unit() rune {
	a, err := u.r.ReadByte()
	if err != nil {
		u.err = err
		return 0
	}
	b, err := u.r.ReadByte()
	if err == io.EOF {
		return utf8.RuneError
	}
	u.err = err
	return u.join(a, b)
}

func (u *utf16Reader) join(a, b byte) rune {
	if u.big {
		a, b = b, a
	}
	return rune(a) | rune(b)<<8
}
