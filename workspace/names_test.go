package workspace

import (
	"fmt"
	"strings"
	"testing"

	"watchbill/model"
)

func TestPersonNamedListsAFew(t *testing.T) {
	var people []model.Person
	for i := range 60 {
		people = append(people, model.Person{ID: model.ID(i + 1), Name: fmt.Sprintf("P%d Long", i+1)})
	}
	_, err := PersonNamed(people, "zed")
	if err == nil || !strings.HasSuffix(err.Error(), "P10 Long and 50 more.") {
		t.Errorf("nobody of 60: got %v, want ten names and a count", err)
	}
	_, err = PersonNamed(people[:11], "zed")
	if err == nil || !strings.HasSuffix(err.Error(), "P10 Long, P11 Long.") {
		t.Errorf("nobody of 11: got %v, want all names", err)
	}
}
