package workspace

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"
	"time"

	"watchbill/model"
	"watchbill/sources"
)

// CSV returns the sheets as a table for payroll (RFC 4180), a row a person: ISO dates, minutes and plain numbers with a point, in the
// currency that stands in its own column. The minutes of the four kinds add up to minutes, and the amounts to amount. Names that a
// spreadsheet would take for a formula are made harmless.
func (v PayView) CSV() ([]byte, error) {
	head := []string{"person", "email", "zone", "from", "until"}
	for k := range model.HourKinds {
		head = append(head, k.String()+"_minutes")
	}
	head = append(head, "minutes", "hours", "shifts")
	for k := range model.HourKinds {
		head = append(head, k.String()+"_amount")
	}
	rows := [][]string{append(head, "shift_amount", "amount", "currency")}
	last := model.DateOf(v.Month.MonthInterval(time.UTC).End).AddDays(-1)
	for _, s := range v.Sheets {
		row := []string{sources.SafeCell(s.Person.Name), sources.SafeCell(s.Person.Email), s.Person.Zone, v.Month.String(), last.String()}
		for _, m := range s.Minutes {
			row = append(row, strconv.Itoa(m))
		}
		hours := strconv.FormatFloat(math.Round(float64(s.AllMinutes())/60*100)/100, 'f', 2, 64)
		row = append(row, strconv.Itoa(s.AllMinutes()), hours, strconv.FormatFloat(s.Shifts, 'f', -1, 64))
		for _, m := range s.Hour {
			row = append(row, m.String())
		}
		rows = append(rows, append(row, s.Flat.String(), s.Total().String(), sources.SafeCell(v.Rates.Currency)))
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	err := w.WriteAll(rows)
	return out.Bytes(), err
}
