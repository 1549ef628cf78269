package model

import (
	"errors"
	"fmt"
	"strings"
)

// Code says what kind of failure an Error is; callers choose exit codes and screens by it.
type Code string

const (
	Invalid     Code = "invalid"     // the input breaks a rule; nothing was changed
	NotFound    Code = "not_found"   // what was named does not exist
	Conflict    Code = "conflict"    // it cannot be done with what stands there now
	Unavailable Code = "unavailable" // a file, disk, display or server does not let us
	Damaged     Code = "damaged"     // a file is not what it should be
	TooNew      Code = "too_new"     // the file was written by a newer Watchbill
	Internal    Code = "internal"    // a bug of ours
)

// Error is the one error type of the program.
type Error struct {
	Code    Code
	Field   string // what the message is about: a form field, a column, a flag; may be empty
	Message string // for a person: what is wrong, where, and the next step
	Op      string // the operation, for logs: "swap shifts"
	Err     error  // the cause, if any
}

// Error returns the message, led by the operation when there is no message of its own.
func (e *Error) Error() string {
	switch {
	case e.Message != "":
		return e.Message
	case e.Err != nil && e.Op != "":
		return e.Op + ": " + e.Err.Error()
	case e.Err != nil:
		return e.Err.Error()
	default:
		return e.Op + ": " + string(e.Code)
	}
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error with a formatted message for a person.
func Errorf(code Code, field, format string, args ...any) *Error {
	return &Error{Code: code, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Invalidf is Errorf for input that breaks a rule.
func Invalidf(field, format string, args ...any) *Error {
	return Errorf(Invalid, field, format, args...)
}

// CodeOf returns the code of the first Error in err's chain, Internal for other errors and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// FieldOf returns the field the first Error in err's chain is about.
func FieldOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

// Problems collects several broken rules, so that a form can show them all at once.
type Problems []*Error

// Add notes a problem with a field.
func (p *Problems) Add(field, format string, args ...any) {
	*p = append(*p, Invalidf(field, format, args...))
}

// Err returns nil when there is no problem, else one Error that names them all.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	texts := make([]string, len(p))
	for i, e := range p {
		texts[i] = e.Message
	}
	return &Error{Code: Invalid, Field: p[0].Field, Message: strings.Join(texts, " "), Err: errors.Join(p.errors()...)}
}

func (p Problems) errors() []error {
	out := make([]error, len(p))
	for i, e := range p {
		out[i] = e
	}
	return out
}
