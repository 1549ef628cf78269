package feed

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"syscall"
	"time"

	"watchbill/model"
)

const (
	maxBody        = 32 << 20 // bytes read from a server or a file
	requestTimeout = 30 * time.Second
	maxRedirects   = 5
)

// errLinkLocal is the refusal of an address that only the machine's own network segment has, such as a cloud's metadata service.
var errLinkLocal = errors.New("the address is link-local")

// NewClient returns an HTTP client for addresses that people type: it dials no link-local address, follows redirects only on the
// same host, and gives up after 30 seconds.
func NewClient() *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: refuseLinkLocal}
	return &http.Client{
		Timeout:       requestTimeout,
		CheckRedirect: sameHost,
		Transport: &http.Transport{
			Proxy:                 http.ProxyFromEnvironment,
			DialContext:           dialer.DialContext,
			TLSHandshakeTimeout:   10 * time.Second,
			ResponseHeaderTimeout: requestTimeout,
			IdleConnTimeout:       30 * time.Second,
			MaxIdleConnsPerHost:   2,
			ForceAttemptHTTP2:     true,
			DisableCompression:    true, // a compressed answer has an ETag of its own, which If-Match would not meet
		},
	}
}

// refuseLinkLocal looks at the address that is really dialled, whatever the name said before.
func refuseLinkLocal(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := at.Addr().Unmap()
	if ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return errLinkLocal
	}
	return nil
}

var errRedirect = errors.New("the server sends us to another address")

func sameHost(req *http.Request, via []*http.Request) error {
	first := via[0].URL
	if len(via) > maxRedirects || req.URL.Host != first.Host || first.Scheme == "https" && req.URL.Scheme != "https" {
		return errRedirect
	}
	return nil
}

// unreachable words a failed request. The address's path and query are left out: they may hold a secret.
func unreachable(ctx context.Context, host string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	fail := func(format string, args ...any) error {
		e := model.Errorf(model.Unavailable, "url", format, args...)
		e.Op, e.Err = "publish", err
		return e
	}
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var handshake *tls.CertificateVerificationError
	var slow interface{ Timeout() bool }
	switch {
	case errors.Is(err, errLinkLocal):
		return fail("%s leads to a link-local address, which Watchbill never dials. Use the server's real name or address.", host)
	case errors.Is(err, errRedirect):
		return fail("%s sends Watchbill on to another address. Find out the final address and use that.", host)
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &handshake):
		return fail("The certificate of %s is not valid here: %v. Nothing was sent. Have the server's certificate fixed, or add its authority to this computer.", host, err)
	case errors.As(err, &dns):
		return fail("There is no server %s, or this computer is offline. Check the address and the network.", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fail("%s does not answer: nothing listens at that address. Is the server running?", host)
	case errors.As(err, &slow) && slow.Timeout(), errors.Is(err, os.ErrDeadlineExceeded):
		return fail("%s did not answer within %d seconds. Try again later.", host, int(requestTimeout.Seconds()))
	}
	return fail("The connection to %s failed: %v. Try again later.", host, err)
}
