package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestTellApart(t *testing.T) {
	tests := []struct {
		name          string
		people        []model.Person
		letters, call []string
	}{
		{"alone", []model.Person{{Name: "Ana Souza"}, {Name: "Ben Okafor"}}, []string{"AS", "BO"}, []string{"Ana", "Ben"}},
		{"same initials", []model.Person{{Name: "Ana Souza"}, {Name: "Alan Smith"}, {Name: "Arne Saar"}}, []string{"AS", "A2", "A3"}, []string{"Ana", "Alan", "Arne"}},
		{"same first name", []model.Person{{Name: "Ana Souza"}, {Name: "Ana Kim"}}, []string{"AS", "AK"}, []string{"Ana S.", "Ana K."}},
		{"same in both", []model.Person{{Name: "Ana Souza"}, {Name: "Ana Silva"}}, []string{"AS", "A2"}, []string{"Ana Souza", "Ana Silva"}},
		{"one word", []model.Person{{Name: "Ana"}, {Name: "Ana Kim"}}, []string{"AN", "AK"}, []string{"Ana", "Ana K."}},
		{"the one who left gives way", []model.Person{{Name: "Ana Souza", Left: model.Date{Year: 2026, Month: 1, Day: 1}}, {Name: "Alan Smith"}}, []string{"A2", "AS"}, []string{"Ana", "Alan"}},
		{"a digit that is a name's already", []model.Person{{Name: "A2"}, {Name: "Ana Souza"}, {Name: "Alan Smith"}}, []string{"A2", "AS", "A3"}, []string{"A2", "Ana", "Alan"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			model.TellApart(test.people)
			var letters, call []string
			for _, p := range test.people {
				letters, call = append(letters, p.Initials()), append(call, p.First())
			}
			if diff := cmp.Diff(test.letters, letters); diff != "" {
				t.Errorf("initials (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.call, call); diff != "" {
				t.Errorf("first names (-want +got):\n%s", diff)
			}
		})
	}
}
