package feed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

const secret = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"

func mustShow(t *testing.T, s *Server, data []byte, secrets ...string) {
	t.Helper()
	var pages []Page
	for _, x := range secrets {
		pages = append(pages, Page{digest(x), data})
	}
	if err := s.Show(pages); err != nil {
		t.Fatal(err)
	}
}

// ask asks the server as a client would; header is of pairs.
func ask(s *Server, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:8099"+path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		} else {
			r.Header.Set(header[i], header[i+1])
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, res *http.Response) []byte {
	t.Helper()
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestServerAnswers(t *testing.T) {
	s := &Server{Hosts: []string{"desk.local"}}
	data := weeks(t, 10, "Ana")
	mustShow(t, s, data, secret)
	path := Path(secret)
	for _, tt := range []struct {
		name, method, path string
		header             []string
		want               int
	}{
		{"the calendar", "GET", path, nil, 200},
		{"its head", "HEAD", path, nil, 200},
		{"writing", "PUT", path, nil, 405},
		{"posting to nowhere", "POST", "/", nil, 405},
		{"asking for options", "OPTIONS", path, nil, 405},
		{"another secret", "GET", Path(strings.Replace(secret, "0", "1", 1)), nil, 404},
		{"a part of the secret", "GET", Path(secret[:42]), nil, 404},
		{"no secret", "GET", Path(""), nil, 404},
		{"no ending", "GET", strings.TrimSuffix(path, ".ics"), nil, 404},
		{"more than the path", "GET", path + "/", nil, 404},
		{"the root", "GET", "/", nil, 404},
		{"a way up", "GET", "/feed/../feed/" + secret + ".ics", nil, 404},
		{"a forged host", "GET", path, []string{"Host", "evil.example.org"}, 421},
		{"a forged host with our port", "GET", path, []string{"Host", "evil.example.org:8099"}, 421},
		{"no host", "GET", path, []string{"Host", ""}, 421},
		{"a forged host and another secret", "GET", Path("x"), []string{"Host", "evil"}, 421},
		{"the address", "GET", path, []string{"Host", "127.0.0.1:8099"}, 200},
		{"the address of version 6", "GET", path, []string{"Host", "[::1]:8099"}, 200},
		{"a name it has", "GET", path, []string{"Host", "Desk.local"}, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := ask(s, tt.method, tt.path, tt.header...)
			got := body(t, res)
			if res.StatusCode != tt.want {
				t.Fatalf("got %d, want %d", res.StatusCode, tt.want)
			}
			if tt.want == 405 && res.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("allow: got %q", res.Header.Get("Allow"))
			}
			if tt.want != 200 {
				return
			}
			want := data
			if tt.method == "HEAD" {
				want = nil
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got %d bytes, want %d", len(got), len(want))
			}
			if ct, n := res.Header.Get("Content-Type"), res.Header.Get("Content-Length"); ct != "text/calendar; charset=utf-8" || n != fmt.Sprint(len(data)) {
				t.Errorf("got type %q and length %s, want the calendar's %d", ct, n, len(data))
			}
		})
	}
}

// Whatever is not found costs the server the same work, however near it is to a secret. Times are measured by internal/benchfeed.
func TestRefusalsCostTheSame(t *testing.T) {
	s := &Server{Now: func() time.Time { return monday }}
	mustShow(t, s, weeks(t, 1, "Ana"), "another", secret, "one more")
	cost := func(path string) (allocations float64, answer string) {
		r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil)
		allocations = testing.AllocsPerRun(100, func() { s.ServeHTTP(httptest.NewRecorder(), r) })
		res := ask(s, http.MethodGet, path)
		return allocations, fmt.Sprint(res.StatusCode, res.Header, string(body(t, res)))
	}
	cost("/") // the address is known for guessing from now on
	want, answer := cost(Path(strings.Repeat("z", len(secret))))
	for _, path := range []string{Path(secret[:42] + "z"), Path(secret[:20] + strings.Repeat("z", 23)), "/feed/" + secret, Path(secret) + "/", "/" + strings.Repeat("z", 52)} {
		if got, same := cost(path); got != want || same != answer {
			t.Errorf("%s: got %v allocations and %s, want %v and %s", path, got, same, want, answer)
		}
	}
}

func TestServerSavesWork(t *testing.T) {
	s := &Server{}
	data := weeks(t, 50, "Ana")
	mustShow(t, s, data, secret)
	plain := ask(s, "GET", Path(secret))
	small := ask(s, "GET", Path(secret), "Accept-Encoding", "br;q=1.0, gzip;q=0.8")
	if small.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" {
		t.Fatalf("encodings: got %q and %q", small.Header.Get("Content-Encoding"), plain.Header.Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(bytes.NewReader(body(t, small)))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, data) {
		t.Errorf("unpacked: got %d bytes, %v; want %d", len(got), err, len(data))
	}
	if ask(s, "GET", Path(secret), "Accept-Encoding", "gzip;q=0").Header.Get("Content-Encoding") != "" {
		t.Error("who refuses gzip got it")
	}
	for _, tag := range []string{plain.Header.Get("ETag"), small.Header.Get("ETag"), "W/" + plain.Header.Get("ETag"), `"x", ` + plain.Header.Get("ETag"), "*"} {
		if res := ask(s, "GET", Path(secret), "If-None-Match", tag); res.StatusCode != 304 || len(body(t, res)) != 0 {
			t.Errorf("with %s: got %d, want 304 without a body", tag, res.StatusCode)
		}
	}
	mustShow(t, s, weeks(t, 51, "Ana"), secret)
	if res := ask(s, "GET", Path(secret), "If-None-Match", plain.Header.Get("ETag")); res.StatusCode != 200 {
		t.Errorf("after a change: got %d, want 200", res.StatusCode)
	}
	mustShow(t, s, data)
	if res := ask(s, "GET", Path(secret)); res.StatusCode != 404 {
		t.Errorf("a revoked link: got %d, want 404", res.StatusCode)
	}
}

func TestServerTellsOfUseOnceAMinute(t *testing.T) {
	now := monday
	var told []time.Time
	s := &Server{Now: func() time.Time { return now }, Used: func(d string, at time.Time) {
		if d == digest(secret) {
			told = append(told, at)
		}
	}}
	mustShow(t, s, weeks(t, 1, "Ana"), secret)
	for range 4 {
		ask(s, "GET", Path(secret))
		ask(s, "GET", Path("wrong"))
		now = now.Add(25 * time.Second)
	}
	if len(told) != 2 || !told[0].Equal(monday) || !told[1].Equal(monday.Add(75*time.Second)) {
		t.Errorf("told at %v, want at the first and the fourth", told)
	}
}

// The log names an address that guesses, and never a path.
func TestServerLogsNoSecret(t *testing.T) {
	var out bytes.Buffer
	s := &Server{Log: slog.New(slog.NewTextHandler(&out, nil)), Now: func() time.Time { return monday }}
	mustShow(t, s, weeks(t, 1, "Ana"), secret)
	for n := 1; n <= 2*maxBadSecrets; n++ {
		res := ask(s, "GET", Path("guess"))
		if closing := res.Header.Get("Connection") == "close"; res.StatusCode != 404 || closing != (n >= maxBadSecrets) {
			t.Fatalf("guess %d: got %d, closing %t", n, res.StatusCode, closing)
		}
	}
	if res := ask(s, "GET", Path(secret)); res.StatusCode != 200 {
		t.Errorf("who knows the secret gets %d behind the same address", res.StatusCode)
	}
	if n := strings.Count(out.String(), "\n"); n != 1 || strings.Contains(out.String(), "guess.ics") || strings.Contains(out.String(), secret) {
		t.Errorf("log:\n%s", out.String())
	}
}

// One address cannot take all connections.
func TestConnectionsOfOneAddressAreLimited(t *testing.T) {
	s := &Server{}
	mustShow(t, s, weeks(t, 1, "Ana"), secret)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	web := s.HTTP()
	go func() { _ = web.Serve(Limit(l)) }()
	t.Cleanup(func() { _ = web.Close() })
	var held []net.Conn
	t.Cleanup(func() {
		for _, c := range held {
			_ = c.Close()
		}
	})
	answered := 0
	for range 2 * maxConnsOfOne {
		c, err := (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}).Dial("tcp", l.Addr().String())
		if err != nil {
			continue
		}
		held = append(held, c)
		_ = c.SetDeadline(time.Now().Add(10 * time.Second))
		_, _ = fmt.Fprintf(c, "HEAD %s HTTP/1.1\r\nHost: localhost\r\n\r\n", Path(secret))
		if res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: http.MethodHead}); err == nil {
			answered++
			_ = res.Body.Close()
		}
	}
	if answered != maxConnsOfOne {
		t.Errorf("connections answered: got %d, want %d", answered, maxConnsOfOne)
	}
	res, err := http.Get("http://" + l.Addr().String() + Path(secret)) // from 127.0.0.1
	if err != nil || res.StatusCode != 200 {
		t.Fatalf("another address: got %v, %v", res, err)
	}
	_ = res.Body.Close()
}

func TestLimitCountsBack(t *testing.T) {
	l := &limited{of: map[string]int{}}
	for range maxConns {
		l.enter(fmt.Sprint(l.all / 4))
	}
	if l.enter("new") {
		t.Error("one more than all was let in")
	}
	l.leave("0")
	if !l.enter("new") || l.enter("newer") {
		t.Error("the place of one who left is not exactly one")
	}
}

// Changing what is served while it is being read is safe.
func TestServerWhileItChanges(t *testing.T) {
	s := &Server{}
	var wg sync.WaitGroup
	mustShow(t, s, weeks(t, 1, "Ana"), secret)
	ctx, cancel := context.WithCancel(context.Background())
	wg.Add(1)
	go func() {
		defer wg.Done()
		for n := 1; ctx.Err() == nil; n++ {
			_ = s.Show([]Page{{digest(secret), []byte(strings.Repeat("x", n%7+1))}})
		}
	}()
	for range 500 {
		res := ask(s, "GET", Path(secret))
		if got := body(t, res); res.StatusCode != 200 || res.Header.Get("Content-Length") != fmt.Sprint(len(got)) {
			t.Fatalf("got %d and %d bytes under length %s", res.StatusCode, len(got), res.Header.Get("Content-Length"))
		}
	}
	cancel()
	wg.Wait()
}

func FuzzServer(f *testing.F) {
	f.Add("GET", "/feed/x.ics", "localhost", "gzip", "*")
	f.Add("HEAD", "/feed/"+secret+".ics", "127.0.0.1:1", "*;q=0", `W/"a", "`)
	f.Fuzz(func(t *testing.T, method, path, host, coding, tag string) {
		s := &Server{}
		mustShow(t, s, []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), secret)
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.Method, r.Host, r.URL.Path = method, host, path
		r.Header = http.Header{"Accept-Encoding": {coding}, "If-None-Match": {tag}}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= 500 || w.Code == 200 && path != Path(secret) {
			t.Errorf("%s %q of %q: got %d", method, path, host, w.Code)
		}
	})
}
