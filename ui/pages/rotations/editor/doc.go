// Package editor is the dialogue in which a manager makes a rotation and changes it later: what kind of rule it is, when turns hand
// over, which roles there are, who takes turns, and from when on a change counts. It shows at once what the rule would give. It has no
// rules of its own: the model says what is wrong with a rotation, and the workspace what saving it means.
package editor
