package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// storedRates is how a team's rates stand in its setting: amounts as text, so that they stay what was entered.
type storedRates struct {
	Currency string `json:"currency"`
	Weekday  string `json:"weekday"`
	Night    string `json:"night"`
	Weekend  string `json:"weekend"`
	Holiday  string `json:"holiday"`
	Shift    string `json:"shift"`
	From     string `json:"night_from"`
	Until    string `json:"night_until"`
}

// PayRates returns what the team pays for being on call; rates of zero where none were set, or there is no team yet.
func (w *Workspace) PayRates(ctx context.Context) (model.PayRates, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return model.DefaultPayRates(), nil
	}
	if err != nil {
		return model.PayRates{}, err
	}
	return payRates(ctx, w.Reader(), team.ID)
}

func payRates(ctx context.Context, r storage.Reader, team model.ID) (model.PayRates, error) {
	rates := model.DefaultPayRates()
	text, err := r.Setting(ctx, ofTeamSetting("pay_rates", team), "")
	if err != nil || text == "" {
		return rates, err
	}
	var s storedRates
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return rates, fmt.Errorf("read the pay rates: %w", err)
	}
	rates.Currency = s.Currency
	for _, f := range []struct {
		text string
		into *model.Money
	}{
		{s.Weekday, &rates.Hour[model.WeekdayHour]},
		{s.Night, &rates.Hour[model.NightHour]},
		{s.Weekend, &rates.Hour[model.WeekendHour]},
		{s.Holiday, &rates.Hour[model.HolidayHour]},
		{s.Shift, &rates.Shift},
	} {
		if *f.into, err = model.ParseMoney(f.text); err != nil {
			return rates, err
		}
	}
	if rates.Night.From, err = model.ParseClock(s.From); err != nil {
		return rates, err
	}
	rates.Night.Until, err = model.ParseClock(s.Until)
	return rates, err
}

// SetPayRates stores what the team pays for being on call. Loads count nights by the same hours.
func (w *Workspace) SetPayRates(ctx context.Context, rates model.PayRates) (Done, error) {
	rates.Currency = strings.TrimSpace(rates.Currency)
	if err := rates.Check(); err != nil {
		return Done{}, err
	}
	if now, err := w.PayRates(ctx); err != nil || now == rates {
		return Done{}, err
	}
	text, err := json.Marshal(storedRates{
		Currency: rates.Currency, Shift: rates.Shift.String(), From: rates.Night.From.String(), Until: rates.Night.Until.String(),
		Weekday: rates.Hour[model.WeekdayHour].String(), Night: rates.Hour[model.NightHour].String(),
		Weekend: rates.Hour[model.WeekendHour].String(), Holiday: rates.Hour[model.HolidayHour].String(),
	})
	if err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "save the pay rates", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		tx.Describe("Pay for being on call: %s", PayRateWords(rates))
		return 0, tx.PutSetting(ctx, ofTeamSetting("pay_rates", team.ID), string(text))
	})
}

// PayRateWords says in words what is paid: "EUR 2.00 a weekday hour, 3.00 night, 4.50 weekend, 6.00 holiday, 100.00 a shift; night 22:00–06:00".
func PayRateWords(r model.PayRates) string {
	return fmt.Sprintf("%s %s a weekday hour, %s night, %s weekend, %s holiday, %s a shift; night %s", r.Currency, r.Hour[model.WeekdayHour],
		r.Hour[model.NightHour], r.Hour[model.WeekendHour], r.Hour[model.HolidayHour], r.Shift, r.Night)
}

// PayRule says in words how a pay sheet counts.
const PayRule = "Each hour on call is paid once, by its kind in the person’s local time: holiday before weekend, weekend before night, night before weekday. " +
	"A shift’s flat pay belongs to the month in which the shift begins and is shared by time among those who serve it. Amounts are rounded to the cent kind by kind; totals are sums of what is shown."

// PayView is a month's pay sheets.
type PayView struct {
	Month  model.Date // its first day
	Rates  model.PayRates
	Sheets []model.PaySheet // by name in the order of the team; those with nothing are left out
}

// Total returns the sum of all sheets.
func (v PayView) Total() (sum model.Money) {
	for _, s := range v.Sheets {
		sum += s.Total()
	}
	return sum
}

// Of returns the view with one person's sheet only.
func (v PayView) Of(person model.ID) PayView {
	v.Sheets = slices.DeleteFunc(slices.Clone(v.Sheets), func(s model.PaySheet) bool { return s.Person.ID != person })
	return v
}

// DutyPlace is where and when a duty of a pay sheet is: names, and times on the person's own clock.
type DutyPlace struct {
	Rotation, Role string
	model.Interval
}

// PayPlaces returns the places of the duties of each sheet of a view.
func (w *Workspace) PayPlaces(ctx context.Context, v PayView) ([][]DutyPlace, error) {
	d, err := w.names(ctx)
	if err != nil {
		return nil, err
	}
	out := make([][]DutyPlace, len(v.Sheets))
	for i, s := range v.Sheets {
		loc, err := model.Zone(s.Person.Zone)
		if err != nil {
			return nil, err
		}
		for _, x := range s.Duties {
			p := DutyPlace{Interval: model.Interval{Start: x.Start.In(loc), End: x.End.In(loc)}}
			p.Rotation, p.Role = d.place(x.Shift)
			out[i] = append(out[i], p)
		}
	}
	return out, nil
}

// Pay returns what each person is paid for being on call in the month that holds day, published duties only.
func (w *Workspace) Pay(ctx context.Context, day model.Date) (PayView, error) {
	v := PayView{Month: model.Date{Year: day.Year, Month: day.Month, Day: 1}}
	team, err := w.Team(ctx)
	if err != nil {
		return v, err
	}
	r := w.Reader()
	if v.Rates, err = payRates(ctx, r, team.ID); err != nil {
		return v, err
	}
	counter := model.PayCounter{Month: v.Month, Rates: v.Rates}
	if counter.Holidays, err = r.Holidays(ctx, team.ID); err != nil {
		return v, err
	}
	days := model.DayRange{From: v.Month.AddDays(-1), Until: v.Month.AddDays(32)} // wherever people are
	if counter.Published, err = publishedIn(ctx, r, team.ID, days.Interval(time.UTC)); err != nil {
		return v, err
	}
	for _, s := range counter.Published { // all pieces of what begins in the month
		if last := model.DateOf(s.End).AddDays(1); days.Until.Before(last) {
			days.Until = last
		}
	}
	duties, err := dutiesOn(ctx, r, team.ID, days)
	if err != nil {
		return v, err
	}
	people, err := r.People(ctx, team.ID)
	if err != nil {
		return v, err
	}
	var all []model.Shift
	for _, list := range duties {
		all = append(all, list...)
	}
	model.SortShifts(all)
	for _, p := range people {
		sheet, err := counter.Sheet(p, all)
		if err != nil {
			return v, err
		}
		if len(sheet.Duties) > 0 {
			v.Sheets = append(v.Sheets, sheet)
		}
	}
	return v, nil
}
