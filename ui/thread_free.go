//go:build migrated_fynedo

package ui

// handsOver says that the first page is built while the toolkit makes the window. The toolkit leaves it to us then which thread
// works on the content.
const handsOver = true
