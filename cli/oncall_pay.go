package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type ratesJSON struct {
	Currency string `json:"currency"`
	Weekday  string `json:"weekday"` // an hour
	Night    string `json:"night"`
	Weekend  string `json:"weekend"`
	Holiday  string `json:"holiday"`
	Shift    string `json:"shift"` // flat
	From     string `json:"night_from"`
	Until    string `json:"night_until"`
}

func ratesOf(r model.PayRates) ratesJSON {
	h := r.Hour
	return ratesJSON{
		r.Currency, h[model.WeekdayHour].String(), h[model.NightHour].String(), h[model.WeekendHour].String(), h[model.HolidayHour].String(), r.Shift.String(),
		r.Night.From.String(), r.Night.Until.String(),
	}
}

func newOncallRatesCmd(a *app) *cobra.Command {
	c := a.group("rates", "What being on call pays, by kind of hour and by shift", newRatesShowCmd(a), newRatesSetCmd(a))
	return c
}

func newRatesShowCmd(a *app) *cobra.Command {
	c := a.leaf("show", "Show what being on call pays", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		rates, err := ws.PayRates(ctx)
		if err != nil {
			return err
		}
		return a.show(ratesOf(rates), func(w io.Writer) error {
			return printf(w, "%s\n%s\n", workspace.PayRateWords(rates), workspace.PayRule)
		})
	}))
	c.Example = "  watchbill oncall rates show"
	return c
}

func newRatesSetCmd(a *app) *cobra.Command {
	var currency, from, until, shift string
	var hour [model.HourKinds]string
	c := a.leaf("set [--weekday 2] [--night 3] [--weekend 4.50] [--holiday 6] [--shift 100] [--currency EUR]", "Change what being on call pays", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx, given := cmd.Context(), cmd.Flags().Changed
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		rates, err := ws.PayRates(ctx)
		if err != nil {
			return err
		}
		money := func(flag, text string, into *model.Money) {
			if given(flag) && err == nil {
				*into, err = model.ParseMoney(text)
				err = asUsage(flag, err)
			}
		}
		for k := range model.HourKinds {
			money(k.String(), hour[k], &rates.Hour[k])
		}
		money("shift", shift, &rates.Shift)
		clock := func(flag, text string, into *model.Clock) {
			if given(flag) && err == nil {
				*into, err = model.ParseClock(text)
				err = asUsage(flag, err)
			}
		}
		clock("night-from", from, &rates.Night.From)
		clock("night-until", until, &rates.Night.Until)
		if err != nil {
			return err
		}
		if given("currency") {
			rates.Currency = currency
		}
		return a.done(ws.SetPayRates(ctx, rates))
	})
	fs := c.Flags()
	for k := range model.HourKinds {
		fs.StringVar(&hour[k], k.String(), "0", fmt.Sprintf("`RATE` of a %s hour", k))
	}
	fs.StringVar(&shift, "shift", "0", "flat `RATE` of a whole shift")
	fs.StringVar(&currency, "currency", "EUR", "`TEXT` that stands beside amounts")
	fs.StringVar(&from, "night-from", "22:00", "`TIME` at which a night begins; loads count nights by it, too")
	fs.StringVar(&until, "night-until", "06:00", "`TIME` at which a night ends")
	c.Long = "Change what being on call pays. What is not named stays. " + workspace.PayRule
	c.Example = "  watchbill oncall rates set --weekday 2 --night 3 --weekend 4.50 --holiday 6 --shift 100 --currency EUR"
	return c
}

type payJSON struct {
	Month    string         `json:"month"`
	Currency string         `json:"currency"`
	Rates    ratesJSON      `json:"rates"`
	People   []paySheetJSON `json:"people"`
	Amount   string         `json:"amount"`
	Rule     string         `json:"rule"`
}

type paySheetJSON struct {
	Person  string            `json:"person"`
	Email   string            `json:"email"`
	Zone    string            `json:"zone"`
	Minutes map[string]int    `json:"minutes"` // by kind of hour; they add up to all
	All     int               `json:"all_minutes"`
	Shifts  float64           `json:"shifts"`
	Amounts map[string]string `json:"amounts"` // by kind of hour, and of shifts; they add up to amount
	Amount  string            `json:"amount"`
	Duties  []payDutyJSON     `json:"duties"`
}

type payDutyJSON struct {
	Rotation string         `json:"rotation"`
	Role     string         `json:"role"`
	Start    string         `json:"start"`
	End      string         `json:"end"`
	Minutes  map[string]int `json:"minutes"`
	Part     float64        `json:"part"` // of a whole shift that is paid flat
}

func byKind(minutes [model.HourKinds]int) map[string]int {
	out := map[string]int{}
	for k, m := range minutes {
		out[model.HourKind(k).String()] = m
	}
	return out
}

func newOncallPayCmd(a *app) *cobra.Command {
	var month, person, out string
	c := a.leaf("pay --month 2026-10 [--person NAME] [--out FILE.csv]", "What each person is paid for being on call in a month", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		day, err := model.ParseDate(month + "-01")
		if err != nil {
			return usagef("month", "--month: %q is no month. Write it as 2026-10.", month)
		}
		if out == "-" && a.json {
			return usagef("out", "--out - and --json both want standard output. Choose one.")
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		view, err := ws.Pay(ctx, day)
		if err != nil {
			return err
		}
		if person != "" {
			p, err := a.person(ctx, ws, person)
			if err != nil {
				return err
			}
			view = view.Of(p.ID)
		}
		if out == "" {
			places, err := ws.PayPlaces(ctx, view)
			if err != nil {
				return err
			}
			return a.showPay(view, places, person != "")
		}
		data, err := view.CSV()
		if err != nil {
			return err
		}
		if err := a.writeOutput(out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return err
		}
		if a.json {
			return a.show(writtenJSON{out, len(data)}, nil)
		}
		a.wrote(out, model.Count(len(view.Sheets), "person", "people"))
		return nil
	})
	fs := c.Flags()
	fs.StringVar(&month, "month", "", "the `MONTH`, such as 2026-10")
	fs.StringVar(&person, "person", "", "only this `PERSON`, duty by duty")
	fs.StringVar(&out, "out", "", "CSV `FILE` for payroll; - for standard output")
	_ = c.MarkFlagRequired("month")
	c.Long = "What each person is paid for being on call in a month of their own local time, published duties only. " + workspace.PayRule
	c.Example = "  watchbill oncall pay --month 2026-10 --out october.csv\n  watchbill oncall pay --month 2026-10 --person ana"
	return c
}

func (a *app) showPay(v workspace.PayView, places [][]workspace.DutyPlace, duties bool) error {
	j := payJSON{v.Month.String()[:7], v.Rates.Currency, ratesOf(v.Rates), []paySheetJSON{}, v.Total().String(), workspace.PayRule}
	t := newTable("Person", ">Weekday", ">Night", ">Weekend", ">Holiday", ">All", ">Shifts", ">Hours pay", ">Shift pay", ">"+v.Rates.Currency)
	d := newTable("Duty", "From", "Until", ">Weekday", ">Night", ">Weekend", ">Holiday", ">Shift")
	for i, s := range v.Sheets {
		p := paySheetJSON{
			Person: s.Person.Name, Email: s.Person.Email, Zone: s.Person.Zone, Minutes: byKind(s.Minutes), All: s.AllMinutes(), Shifts: s.Shifts,
			Amounts: map[string]string{"shift": s.Flat.String()}, Amount: s.Total().String(), Duties: []payDutyJSON{},
		}
		row := []string{s.Person.Name}
		for k, m := range s.Minutes {
			p.Amounts[model.HourKind(k).String()] = s.Hour[k].String()
			row = append(row, clockHours(m))
		}
		t.add(append(row, clockHours(p.All), fmt.Sprint(s.Shifts), (s.Total() - s.Flat).String(), s.Flat.String(), p.Amount)...)
		for n, x := range s.Duties {
			place := places[i][n]
			p.Duties = append(p.Duties, payDutyJSON{place.Rotation, place.Role, stamp(place.Start), stamp(place.End), byKind(x.Minutes), x.Part})
			row := []string{place.Rotation + " " + place.Role, minute(place.Start), minute(place.End)}
			for _, m := range x.Minutes {
				row = append(row, clockHours(m))
			}
			d.add(append(row, fmt.Sprintf("%.4g", x.Part))...)
		}
		j.People = append(j.People, p)
	}
	if len(v.Sheets) > 1 {
		t.add("all", "", "", "", "", "", "", "", "", j.Amount)
	}
	if t.empty() {
		return a.showTable(j, t, "Nobody is on call in that month.")
	}
	return a.show(j, func(w io.Writer) error {
		if err := printf(w, "%s, hours and minutes by kind. %s\n", j.Month, workspace.PayRateWords(v.Rates)); err != nil {
			return err
		}
		if err := t.write(w); err != nil {
			return err
		}
		if duties {
			if err := d.write(w); err != nil {
				return err
			}
		}
		return printf(w, "%s\n", workspace.PayRule)
	})
}

// clockHours writes minutes as hours and minutes, to the minute: 169:00.
func clockHours(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }
