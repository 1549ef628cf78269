package calendar

import (
	"strings"

	"github.com/emersion/go-ical"
)

// property is a go-ical property that knows its line.
type property struct {
	ical.Prop
	line int
}

// maxParams bounds the parameters kept of one property.
const maxParams = 32

// parseProperty reads a content line into go-ical's form. go-ical's own decoder
// panics on some lines and takes quadratic time over long parameters, so lines
// are read here: forgiving, and in one pass. ok is false for what is no content
// line at all.
func parseProperty(text string) (p ical.Prop, ok bool) {
	end := strings.IndexAny(text, ":;")
	if end <= 0 || !isName(text[:end]) {
		return ical.Prop{}, false
	}
	p.Name = strings.ToUpper(text[:end])
	rest := text[end:]
	for strings.HasPrefix(rest, ";") {
		var name string
		var values []string
		name, values, rest = parseParam(rest[1:])
		if name == "" || len(p.Params) == maxParams {
			continue
		}
		if p.Params == nil {
			p.Params = ical.Params{}
		}
		p.Params[name] = append(p.Params[name], values...)
	}
	if !strings.HasPrefix(rest, ":") {
		return ical.Prop{}, false
	}
	p.Value = rest[1:]
	return p, true
}

// parseParam reads NAME=value,"value" up to the next ';' or ':' outside quotes.
// A parameter without a value has an empty name.
func parseParam(text string) (name string, values []string, rest string) {
	end := strings.IndexAny(text, "=;:")
	if end < 0 {
		return "", nil, ""
	}
	if text[end] != '=' {
		return "", nil, text[end:]
	}
	name = strings.ToUpper(text[:end])
	text = text[end+1:]
	for {
		var value string
		value, text = parseParamValue(text)
		if len(values) < maxParams {
			values = append(values, caretDecoder.Replace(value))
		}
		if !strings.HasPrefix(text, ",") {
			return name, values, text
		}
		text = text[1:]
	}
}

func parseParamValue(text string) (value, rest string) {
	if strings.HasPrefix(text, `"`) {
		if end := strings.IndexByte(text[1:], '"'); end >= 0 {
			value, rest = text[1:end+1], text[end+2:]
			if next := strings.IndexAny(rest, ",;:"); next >= 0 {
				return value, rest[next:]
			}
			return value, ""
		}
	}
	end := strings.IndexAny(text, ",;:")
	if end < 0 {
		return text, ""
	}
	return strings.Trim(text[:end], `"`), text[end:]
}

// caretDecoder undoes the escapes of parameter values (RFC 6868).
var caretDecoder = strings.NewReplacer("^n", "\n", "^'", `"`, "^^", "^")

func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '-' && c != '_' && (c < '0' || '9' < c) && (c < 'A' || 'Z' < c) && (c < 'a' || 'z' < c) {
			return false
		}
	}
	return s != ""
}
