package model

import "testing"

func TestNamesThatCannotBeRead(t *testing.T) {
	for what, name := range map[string]string{"not UTF-8": "bad\xff", "a line break": "two\nlines", "text turned round": "a\u202eb"} {
		if err := (Person{Name: name, Zone: "UTC", Colour: 1}).Check(); CodeOf(err) != Invalid || FieldOf(err) != "name" {
			t.Errorf("%s: got %v, want the name refused", what, err)
		}
	}
	if err := (Person{Name: "Žofie 林 🦊", Zone: "UTC", Colour: 1}).Check(); err != nil {
		t.Errorf("letters of any script: got %v, want none refused", err)
	}
}
