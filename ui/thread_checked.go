//go:build !migrated_fynedo

package ui

// handsOver says that the first page is built while the toolkit makes the window. Built like this, the toolkit finds calls from other
// threads than the window's, as the tests of the real window want it to, and would find these too.
const handsOver = false
