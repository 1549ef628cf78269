//go:build journey

package journey

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

// Time off typed over a published shift is flagged where it was entered, and leads to the shift.
func TestTimeOffIsFlaggedAtOnce(t *testing.T) {
	w := openSample(t, "--page", "people")
	team := w.Team()
	mine, _ := swappable(t, team, rotation(t, team, "Payments"))
	person := personOf(t, team, mine.PersonID)
	w.Click("people.row." + person.Name)
	w.Click("people.off") // stands still, whoever is chosen
	w.Until("dialog off")
	day := mine.Start.AddDate(0, 0, 1).Format(time.DateOnly)
	w.Fill("off.from", day)
	w.Fill("off.until", day)
	w.Click("off.save")
	w.Until("closed off")
	w.Shown("people.cover")
	w.Click("people.cover")
	w.Until("dialog find-swap")
}

// Who carries how much is a click away, sorted by what matters; rates are entered beside the report that shows what they pay, and the
// month goes to payroll as CSV.
func TestLoadsAndPay(t *testing.T) {
	w := openSample(t, "--page", "people")
	w.Click("people.tab.1")
	w.Shown("people.loads.sort.4")
	w.Click("people.loads.sort.4") // nights

	w.Click("nav.reports")
	w.Until("loaded reports")
	w.Click("reports.pay")
	w.Until("loaded reports")
	w.Click("reports.rates")
	w.Until("dialog rates")
	w.Fill("rates.weekday", "2.50")
	w.Fill("rates.shift", "120")
	w.Click("rates.save")
	w.Until("closed rates")
	rates, err := w.Team().PayRates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := rates.Hour[model.WeekdayHour].String() + " " + rates.Shift.String(); got != "2.50 120.00" {
		t.Errorf("rates: got %s, want 2.50 120.00", got)
	}
	path := filepath.Join(w.home, "pay.csv")
	w.Click("reports.csv")
	w.Until("dialog save-file")
	w.Fill("save-file.path", path)
	w.Click("save-file.do")
	w.Until("toast Written")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(string(text), "\r\n"); rows != 9 || !strings.HasPrefix(string(text), "person,email,zone,from,until,weekday_minutes") {
		t.Errorf("payroll: got %d rows, want a head and 8 people: %s", rows, text)
	}
}
