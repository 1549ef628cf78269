package desk

// Keep puts a field that was edited since a form was opened onto what is stored now. One that was not edited stays as it is stored, so
// that saving a form takes back nothing that somebody else changed meanwhile.
func Keep[T comparable](now *T, opened, edited T) {
	if edited != opened {
		*now = edited
	}
}
