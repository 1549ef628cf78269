package workspace

import (
	"net"
	"net/url"
	"strings"
)

// Reader is a calendar program, and whether and when it sees a calendar.
type Reader struct {
	Program string
	Reaches bool
	Words   string // how late it is, or why it cannot
}

// reach is how far an address can be reached from.
type reach int

const (
	thisComputer reach = iota
	thisNetwork
	everywhere
)

// reachOf judges an address by its host: names of the internet are reached from everywhere, the others only from near.
func reachOf(base string) reach {
	u, err := url.Parse(base)
	if err != nil {
		return thisComputer
	}
	host := strings.ToLower(u.Hostname())
	if ip := net.ParseIP(host); ip != nil {
		switch {
		case ip.IsLoopback():
			return thisComputer
		case ip.IsPrivate(), ip.IsLinkLocalUnicast(), ip.IsUnspecified():
			return thisNetwork
		}
		return everywhere
	}
	switch {
	case host == "" || host == "localhost" || strings.HasSuffix(host, ".localhost"):
		return thisComputer
	case !strings.Contains(host, "."), strings.HasSuffix(host, ".local"), strings.HasSuffix(host, ".lan"), strings.HasSuffix(host, ".home.arpa"), strings.HasSuffix(host, ".internal"):
		return thisNetwork
	}
	return everywhere
}

// readers are the calendar programs people use: those that fetch from the cloud first. How often they look is what their makers
// say or users measured; nobody but the reader can change it.
var readers = []struct {
	program, late string
	cloud, phone  bool // fetches from the cloud; runs on a phone, never on this computer
}{
	{"Google Calendar", "looks every 4 to 24 hours, whatever the calendar asks for", true, false},
	{"Microsoft 365, Outlook.com", "looks every 3 to 24 hours", true, false},
	{"Apple Calendar", "looks as often as it is set there, from every 5 minutes to every week", false, false},
	{"Thunderbird", "looks as often as it is set there, at first every 30 minutes", false, false},
	{"Outlook on a desk", "looks about every hour", false, false},
	{"khal, vdirsyncer", "look when vdirsyncer runs", false, false},
	{"Android (ICSx⁵, DAVx⁵)", "looks as often as it is set there, from every 15 minutes to every day", false, true},
}

// Readers says which programs can reach a link of the calendar server under an address, and how late each sees a change.
func Readers(base string) []Reader {
	from := reachOf(base)
	out := make([]Reader, len(readers))
	for i, r := range readers {
		out[i] = Reader{r.program, true, r.late}
		switch {
		case from == everywhere:
		case r.cloud:
			out[i] = Reader{r.program, false, "fetches from the cloud and cannot reach this computer: publish the calendar for it instead"}
		case r.phone && from == thisComputer:
			out[i] = Reader{r.program, false, "does not reach a server that answers on this computer only: let it answer on the network, or publish the calendar"}
		case from == thisComputer:
			out[i].Words += "; only on this computer"
		default:
			out[i].Words += "; only on this network"
		}
	}
	return out
}

// PublishedReaders says how late each program sees a change of a calendar that is published where it can be fetched from the internet.
func PublishedReaders() []Reader { return Readers("https://calendar.example.org") }
