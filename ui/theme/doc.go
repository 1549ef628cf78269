// Package theme holds how the window looks: its colours for light and dark, the persons' colours, the sizes of a compact
// desktop and the line icons. Every colour is a token with a name; widgets ask [C] for the token in the theme in force and
// never write a colour of their own.
//
// The package knows Fyne and nothing of ours. It must not import model, storage, workspace or any other ui package.
package theme
