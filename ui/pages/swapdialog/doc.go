// Package swapdialog is the dialogues in which shifts change hands: the best ways to be rid of one, asking others, and covers for
// somebody who falls ill. Any page opens them with one call. It has no rules: the workspace finds, judges and makes the changes.
package swapdialog
