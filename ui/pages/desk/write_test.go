package desk

import "testing"

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{"Payments SRE": "payments-sre", "Žofie’s  team / 2": "žofie-s-team-2", "…": "watchbill"} {
		if got := Slug(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
