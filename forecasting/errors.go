package forecasting

import "fmt"

// Code names the kind of an Error, for callers that act on it.
type Code string

// The kinds of error. Bad numbers inside a series are not errors: they are
// cleaned and counted.
const (
	// CodeNoData: the series holds no finite value.
	CodeNoData Code = "no_data"
	// CodeOption: an option is out of its range; Field names it.
	CodeOption Code = "bad_option"
	// CodeGrid: the points cannot be laid on the wanted grid.
	CodeGrid Code = "bad_grid"
	// CodeMethod: the pinned method cannot be fitted to this series.
	CodeMethod Code = "method_unfit"
)

// Error is the only error type of this package.
type Error struct {
	Code    Code
	Field   string // the option or input at fault, such as "Horizon"
	Message string // a sentence for a person: what is wrong and what to do
}

func (e *Error) Error() string {
	if e.Field == "" {
		return "forecast: " + e.Message
	}
	return fmt.Sprintf("forecast: %s: %s", e.Field, e.Message)
}

func badOption(field, format string, args ...any) error {
	return &Error{Code: CodeOption, Field: field, Message: fmt.Sprintf(format, args...)}
}
