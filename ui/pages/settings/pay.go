package settings

import (
	"context"
	"strings"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// payForm is what the team pays for being on call.
type payForm struct {
	*openForm
	team     bool // there is one
	opened   model.PayRates
	currency *widgets.Entry
	hour     [model.HourKinds]*widgets.Entry
	shift    *widgets.Entry
	from     *widgets.Entry
	until    *widgets.Entry
}

// payHints say of each kind of hour what it is.
var payHints = [model.HourKinds]string{
	model.WeekdayHour: "What is none of the following. 0.00 pays nothing.",
	model.NightHour:   "Between the times below.",
	model.WeekendHour: "Saturday and Sunday.",
	model.HolidayHour: "Public holidays of the person's region, and the team's own.",
}

func newPayForm(d *desk.Desk) *payForm {
	p := &payForm{}
	p.openForm = newOpenForm(d, "Save pay", "pay.save", p.submit)
	p.currency = p.entry("currency", "Currency", "the currency", "EUR", "", "pay.currency")
	for k := range p.hour {
		kind := model.HourKind(k).String()
		p.hour[k] = p.entry(kind, strings.ToUpper(kind[:1])+kind[1:]+" hour", "the "+kind+" hour", "0.00", payHints[k], "pay."+kind)
	}
	p.shift = p.entry("shift", "Whole shift", "the pay of a shift", "0.00", "On top of the hours, once a shift.", "pay.shift")
	p.from = p.entry("night_from", "Night from", "the beginning of the night", "22:00", "", "pay.from")
	p.until = p.entry("night_until", "Night until", "the end of the night", "06:00", "On each person's own clock.", "pay.until")
	p.edited = p.changed
	return p
}

func (p *payForm) show(team bool, rates model.PayRates) {
	p.team = team
	if rates != p.opened || p.filled == nil {
		p.opened = rates
		texts := []string{rates.Currency}
		for _, m := range rates.Hour {
			texts = append(texts, m.String())
		}
		p.follow(append(texts, rates.Shift.String(), rates.Night.From.String(), rates.Night.Until.String()))
	}
	p.changed()
}

func (p *payForm) changed() {
	rates, err := p.read()
	p.saveWhen(p.team, err != nil || rates != p.opened)
}

// read is the rates as the fields say.
func (p *payForm) read() (model.PayRates, error) {
	rates := p.opened
	rates.Currency = strings.TrimSpace(p.currency.Text())
	var err error
	for k, e := range p.hour {
		if rates.Hour[k], err = money(model.HourKind(k).String(), e.Text()); err != nil {
			return rates, err
		}
	}
	if rates.Shift, err = money("shift", p.shift.Text()); err != nil {
		return rates, err
	}
	if rates.Night.From, err = clock("night_from", p.from.Text()); err != nil {
		return rates, err
	}
	if rates.Night.Until, err = clock("night_until", p.until.Text()); err != nil {
		return rates, err
	}
	if err := rates.Night.Check(); err != nil {
		return rates, model.Invalidf("night_until", "%s", err.Error())
	}
	return rates, nil
}

// money reads an amount, with a comma or a point.
func money(field, text string) (model.Money, error) {
	m, err := model.ParseMoney(strings.ReplaceAll(strings.TrimSpace(text), ",", "."))
	if err != nil {
		return 0, model.Invalidf(field, "“%s” is no amount. Write a plain number from 0 up, such as 3.75.", text)
	}
	return m, nil
}

func clock(field, text string) (model.Clock, error) {
	c, err := model.ParseClock(strings.TrimSpace(text))
	if err != nil {
		return 0, model.Invalidf(field, "“%s” is no time of day. Write it as 22:00.", text)
	}
	return c, nil
}

// submit stores what was changed; what somebody else changed meanwhile stays.
func (p *payForm) submit() {
	edited, err := p.read()
	opened, ws := p.opened, p.desk.WS
	p.openForm.submit(err, func(ctx context.Context) (workspace.Done, error) {
		now, err := ws.PayRates(ctx)
		if err != nil {
			return workspace.Done{}, err
		}
		desk.Keep(&now.Currency, opened.Currency, edited.Currency)
		for k := range now.Hour {
			desk.Keep(&now.Hour[k], opened.Hour[k], edited.Hour[k])
		}
		desk.Keep(&now.Shift, opened.Shift, edited.Shift)
		desk.Keep(&now.Night.From, opened.Night.From, edited.Night.From)
		desk.Keep(&now.Night.Until, opened.Night.Until, edited.Night.Until)
		return ws.SetPayRates(ctx, now)
	})
}
