package reports

import (
	"context"
	"io"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// ratesForm is the form of what being on call pays. Fields are named as the errors of model.PayRates name them.
type ratesForm struct {
	page     *Page
	opened   model.PayRates
	form     *widgets.Form
	hour     [model.HourKinds]*widgets.Entry
	shift    *widgets.Entry
	currency *widgets.Entry
	night    [2]*widgets.Entry // begin, end
}

// editRates opens the form with what is paid now.
func (p *Page) editRates() {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		rates, err := p.desk.WS.PayRates(ctx)
		return func() { p.openRates(rates) }, err
	}, nil)
}

func (p *Page) openRates(rates model.PayRates) {
	f := newRatesForm(p, rates)
	d := &widgets.Dialog{
		ID: "rates", Title: "What does being on call pay?", Sub: "Plain numbers such as 3.75; 0 pays nothing", Width: 520,
		Body: widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, f.form.Content(), widgets.HRule(), widgets.CaptionPara(workspace.PayRule))),
	}
	d.Main = widgets.NewButton("Save rates", func() { f.save(d) }).Primary().WithID("rates.save")
	p.desk.Shell.Open(d)
}

func newRatesForm(p *Page, rates model.PayRates) *ratesForm {
	f := &ratesForm{page: p, opened: rates, form: widgets.NewForm()}
	labels := [model.HourKinds]string{"Weekday hour", "Night hour", "Weekend hour", "Holiday hour"}
	for k := range model.HourKinds {
		f.hour[k] = f.form.Entry(k.String(), labels[k], "0", "")
		f.hour[k].SetText(rates.Hour[k].String())
		f.hour[k].WithID("rates." + k.String())
	}
	f.shift = f.form.Entry("shift", "A whole shift", "0", "Flat, beside what its hours pay.")
	f.shift.SetText(rates.Shift.String())
	f.shift.WithID("rates.shift")
	f.currency = f.form.Entry("currency", "Currency", "EUR", "")
	f.currency.SetText(rates.Currency)
	f.currency.WithID("rates.currency")
	f.night[0] = f.form.Entry("night_from", "Night from", "22:00", "")
	f.night[0].SetText(rates.Night.From.String())
	f.night[0].WithID("rates.night-from")
	f.night[1] = f.form.Entry("night_until", "Night until", "06:00", "In each person’s local time. Loads count nights by it, too.")
	f.night[1].SetText(rates.Night.Until.String())
	f.night[1].WithID("rates.night-until")
	return f
}

// read returns the rates as the form has them.
func (f *ratesForm) read() (model.PayRates, error) {
	rates := f.opened
	var err error
	money := func(field string, e *widgets.Entry, into *model.Money) {
		if err == nil {
			if *into, err = model.ParseMoney(e.Text()); err != nil {
				err = model.Invalidf(field, "%s", err.Error())
			}
		}
	}
	for k := range model.HourKinds {
		money(k.String(), f.hour[k], &rates.Hour[k])
	}
	money("shift", f.shift, &rates.Shift)
	rates.Currency = f.currency.Text()
	for i, into := range []*model.Clock{&rates.Night.From, &rates.Night.Until} {
		if err == nil {
			if *into, err = model.ParseClock(f.night[i].Text()); err != nil {
				err = model.Invalidf([]string{"night_from", "night_until"}[i], "%s", err.Error())
			}
		}
	}
	return rates, err
}

func (f *ratesForm) save(d *widgets.Dialog) {
	f.form.ClearErrors()
	rates, err := f.read()
	if err != nil {
		f.page.desk.Blame(d, f.form, err)
		return
	}
	f.page.desk.Submit(d, f.form, func(ctx context.Context) (workspace.Done, error) { return f.page.desk.WS.SetPayRates(ctx, rates) })
}

// exportCSV writes the pay sheet of the month that is shown.
func (p *Page) exportCSV() {
	month := monthsBack(p.data.today, p.choices.month)
	p.desk.Save(p.data.file, ".csv", func(ctx context.Context, w io.Writer) error {
		view, err := p.desk.WS.Pay(ctx, month)
		if err != nil {
			return err
		}
		data, err := view.CSV()
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
}
