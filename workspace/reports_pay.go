package workspace

import (
	"context"
	"fmt"
	"slices"

	"watchbill/model"
	"watchbill/report"
)

// PayReport returns how much each person is on call in the month that holds day, and what that pays.
func (w *Workspace) PayReport(ctx context.Context, day model.Date) (report.Pay, error) {
	scope, _, loc, err := w.reportScope(ctx, fmt.Sprintf("%s %d", day.Month, day.Year))
	if err != nil {
		return report.Pay{}, err
	}
	month := day.MonthInterval(loc)
	loads, err := w.Loads(ctx, model.DayRange{From: model.DateOf(month.Start), Until: model.DateOf(month.End)}, 0)
	if err != nil {
		return report.Pay{}, err
	}
	rules, err := w.DutyRules(ctx)
	if err != nil {
		return report.Pay{}, err
	}
	pay, err := w.Pay(ctx, day)
	if err != nil {
		return report.Pay{}, err
	}
	r := report.Pay{Scope: scope, Most: rules.MaxShare, Currency: pay.Rates.Currency, Formula: LoadFormula(loads.Night), Rule: PayRule, Rates: "No rates are set."}
	if !pay.Rates.PaysNothing() {
		r.Total, r.Rates = pay.Total().String(), PayRateWords(pay.Rates)+"."
	}
	for _, l := range loads.People {
		p := report.Paid{
			Name: l.Person.Name, Hours: l.Time.Hours(), Share: l.Share, Limit: l.Share > rules.MaxShare,
			Weekend: l.Weekend.Hours(), Night: l.Night.Hours(), Holiday: l.Holiday.Hours(),
			Weekends: l.Weekends, Nights: l.Nights, Holidays: l.Holidays, Shifts: l.Shifts,
		}
		if i := slices.IndexFunc(pay.Sheets, func(s model.PaySheet) bool { return s.Person.ID == l.Person.ID }); i >= 0 {
			s := pay.Sheets[i]
			p.Minutes, p.Flat = s.Minutes, s.Shifts
			p.HoursAmount, p.FlatAmount, p.Amounts = (s.Total() - s.Flat).String(), s.Flat.String(), s.Total().String()
		}
		r.People = append(r.People, p)
	}
	return r, nil
}
