// Package workspace holds the use cases: one method for each thing a manager does, and the views that pages, commands and reports
// share. A use case checks its input with the model's rules, runs one journaled transaction, and tells listeners what changed
// after the commit. It knows storage, model and the engines; it knows nothing of windows or command lines.
package workspace
