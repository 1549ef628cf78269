package feed

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Limits of the server.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 16 << 10
	maxConns          = 512
	maxConnsOfOne     = 32 // of one address
	maxBadSecrets     = 20 // a minute, of one address
	useEvery          = time.Minute
)

// Page is one link's calendar, ready to be sent.
type Page struct {
	Digest   string // SHA-256 of the link's secret, in hex
	Calendar []byte
}

// Server answers GET and HEAD of /feed/SECRET.ics from memory. Everything else is 404, another method 405, a Host that is not the
// server's 421; there is no answer of 500 or above, because some calendar programs never ask again after one.
type Server struct {
	Hosts []string                          // names and addresses it may be asked by, without port; loopback is always allowed
	Log   *slog.Logger                      // no path ever gets there; nil: no log
	Used  func(digest string, at time.Time) // a link was used: at most once a minute for each; may be nil
	Now   func() time.Time                  // nil: the real clock

	pages atomic.Pointer[[]page]
	bad   tally
	used  sync.Map // digest to the time.Time last told
}

// page is a Page with its two forms.
type page struct {
	digest       [sha256.Size]byte
	name         string
	plain, small form
}

// form is a calendar as it is sent.
type form struct {
	body   []byte
	etag   string
	length []string
	etags  []string
}

// Show replaces what is served. A page whose digest is no SHA-256 is left out.
func (s *Server) Show(pages []Page) error {
	ready := make([]page, 0, len(pages))
	forms := map[string][2]form{} // links of the same feed share theirs
	for _, p := range pages {
		digest, err := hex.DecodeString(p.Digest)
		if err != nil || len(digest) != sha256.Size {
			continue
		}
		sum := sha256.Sum256(p.Calendar)
		key := hex.EncodeToString(sum[:16])
		pair, made := forms[key]
		if !made {
			packed, err := pack(p.Calendar)
			if err != nil {
				return err
			}
			pair = [2]form{newForm(p.Calendar, key), newForm(packed, key+"-gz")}
			forms[key] = pair
		}
		ready = append(ready, page{[sha256.Size]byte(digest), p.Digest, pair[0], pair[1]})
	}
	s.pages.Store(&ready)
	return nil
}

func newForm(body []byte, tag string) form {
	etag := `"` + tag + `"`
	return form{body, etag, []string{strconv.Itoa(len(body))}, []string{etag}}
}

func pack(data []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

// find returns the page of a secret. It looks at every page in the same time, whether one fits or not.
func (s *Server) find(secret string) *page {
	digest := sha256.Sum256([]byte(secret))
	var found *page
	if pages := s.pages.Load(); pages != nil {
		for i := range *pages {
			if subtle.ConstantTimeCompare((*pages)[i].digest[:], digest[:]) == 1 {
				found = &(*pages)[i]
			}
		}
	}
	return found
}

const (
	routePrefix = "/feed/"
	routeSuffix = ".ics"
)

// Path returns the path of a secret's calendar.
func Path(secret string) string { return routePrefix + secret + routeSuffix }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head["X-Content-Type-Options"] = []string{"nosniff"}
	switch {
	case !s.mayBeAskedBy(r.Host):
		http.Error(w, "This server does not answer to that name.", http.StatusMisdirectedRequest)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		head["Allow"] = []string{"GET, HEAD"}
		http.Error(w, "Calendars can only be read.", http.StatusMethodNotAllowed)
		return
	}
	secret, ok := strings.CutPrefix(r.URL.Path, routePrefix)
	if ok {
		secret, ok = strings.CutSuffix(secret, routeSuffix)
	}
	found := s.find(secret) // asked in any case, so that all that is not found takes the same time
	if !ok || found == nil {
		s.notFound(w, r)
		return
	}
	s.note(found.name)
	found.send(w, r)
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	who, _, _ := net.SplitHostPort(r.RemoteAddr)
	switch n := s.bad.count(who, s.now()); {
	case n == maxBadSecrets:
		s.log("an address asks for calendars that do not exist; its connections are closed after each answer", "address", who)
		fallthrough
	case n > maxBadSecrets:
		w.Header()["Connection"] = []string{"close"}
	}
	http.Error(w, "There is no such calendar.", http.StatusNotFound)
}

// note tells of a link's use, not more than once a minute.
func (s *Server) note(digest string) {
	if s.Used == nil {
		return
	}
	now := s.now()
	last, there := s.used.Load(digest)
	if there && now.Sub(last.(time.Time)) < useEvery {
		return
	}
	if !there {
		_, there = s.used.LoadOrStore(digest, now)
	} else {
		there = !s.used.CompareAndSwap(digest, last, now)
	}
	if !there { // nobody was quicker
		s.Used(digest, now)
	}
}

func (s *Server) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

func (s *Server) log(text string, args ...any) {
	if s.Log != nil {
		s.Log.Warn(text, args...)
	}
}

// mayBeAskedBy keeps pages of the web from reading calendars through a name of theirs that leads here.
func (s *Server) mayBeAskedBy(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	switch host {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	for _, h := range s.Hosts {
		if strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

var (
	calendarType = []string{"text/calendar; charset=utf-8"}
	gzipCoding   = []string{"gzip"}
	varyCoding   = []string{"Accept-Encoding"}
	mustAskAgain = []string{"private, no-cache"} // keep it, but ask each time whether it is still so
)

func (p *page) send(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head["Vary"], head["Cache-Control"] = varyCoding, mustAskAgain
	f := &p.plain
	packed := acceptsGzip(r.Header.Get("Accept-Encoding"))
	if packed {
		f = &p.small
	}
	head["Etag"] = f.etags
	if sameTag(r.Header.Get("If-None-Match"), p) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if packed {
		head["Content-Encoding"] = gzipCoding
	}
	head["Content-Type"], head["Content-Length"] = calendarType, f.length
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		_, _ = w.Write(f.body) // who went away needs no answer
	}
}

// sameTag reports whether a client has the calendar already, in either form.
func sameTag(header string, p *page) bool {
	for tag := range strings.SplitSeq(header, ",") {
		tag = strings.TrimPrefix(strings.TrimSpace(tag), "W/")
		if tag == p.plain.etag || tag == p.small.etag || tag == "*" {
			return true
		}
	}
	return false
}

func acceptsGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if coding = strings.TrimSpace(coding); !strings.EqualFold(coding, "gzip") && coding != "*" {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		value, err := strconv.ParseFloat(q, 64)
		return !found || err != nil || value > 0
	}
	return false
}

// HTTP returns the server with its timeouts, to be run on Limit's listener.
func (s *Server) HTTP() *http.Server {
	return &http.Server{
		Handler: s, ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeaderBytes - 4096, // net/http adds 4096
		ErrorLog:       slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelError),
	}
}
