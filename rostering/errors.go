package rostering

import "fmt"

// Code says what kind of mistake an [InputError] is about.
type Code string

// The codes of [InputError].
const (
	CodeJSON      Code = "json"         // not JSON, or a value of the wrong type
	CodeFormat    Code = "format"       // not a format of ours, or a field of the newer one
	CodeSize      Code = "size"         // too many slots, people, roles, or too large numbers
	CodeDuplicate Code = "duplicate"    // an id twice
	CodeUnknown   Code = "unknown"      // a role or person that does not exist
	CodeSlot      Code = "slot"         // a slot or segment outside the horizon
	CodeAbsent    Code = "never-there"  // a person who can take no duty at all
	CodeRest      Code = "rest"         // rest or max_in_row that makes no sense
	CodeWeight    Code = "weight"       // a weight that is not positive, or huge
	CodeHistory   Code = "history"      // a history that is negative, or huge
	CodeShare     Code = "share"        // a share that is not positive or too fine
	CodePublished Code = "published"    // a published or fixed rota that breaks the rules
	CodeWish      Code = "wish"         // a wish of an unknown kind
	CodeSenior    Code = "min_senior"   // more seniors asked for than roles or seniors
	CodeSwap      Code = "swap-request" // a swap request or arc that makes no sense
)

// InputError is a mistake in what was given to the engine: the field, the slot
// and person where there is one, and a sentence that says what to do.
type InputError struct {
	Code    Code
	Field   string // such as "people[2].off"
	Slot    int    // −1 if it is not about a slot
	Person  string // "" if it is not about a person
	Message string
}

func (e *InputError) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

func inputError(code Code, field, format string, args ...any) *InputError {
	return &InputError{Code: code, Field: field, Slot: -1, Message: fmt.Sprintf(format, args...)}
}

// at adds slot and person to an error.
func (e *InputError) at(slot int, person string) *InputError {
	e.Slot, e.Person = slot, person
	return e
}
