package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// Region is a country or a part of one whose public holidays are known.
type Region struct {
	Code string // ISO 3166, such as "DE-BE" or "US"
	Name string // such as "Germany, Berlin"
	days []*cal.Holiday
}

var regions = map[string]Region{}

func init() {
	add := func(code, name string, days []*cal.Holiday) { regions[code] = Region{code, name, days} }
	add("AR", "Argentina", ar.Holidays)
	add("AT", "Austria", at.Holidays)
	add("BE", "Belgium", be.Holidays)
	add("BG", "Bulgaria", bg.Holidays)
	add("BR", "Brazil", br.Holidays)
	add("CA", "Canada", ca.Holidays)
	add("CZ", "Czechia", cz.Holidays)
	add("DK", "Denmark", dk.Holidays)
	add("ES", "Spain", es.Holidays)
	add("FR", "France", fr.Holidays)
	add("GB", "United Kingdom", gb.Holidays)
	add("GR", "Greece", gr.Holidays)
	add("HR", "Croatia", hr.Holidays)
	add("IE", "Ireland", ie.Holidays)
	add("IT", "Italy", it.Holidays)
	add("JP", "Japan", jp.Holidays)
	add("LT", "Lithuania", lt.Holidays)
	add("LV", "Latvia", lv.Holidays)
	add("NL", "Netherlands", nl.Holidays)
	add("NO", "Norway", no.Holidays)
	add("NZ", "New Zealand", nz.Holidays)
	add("PL", "Poland", pl.Holidays)
	add("RO", "Romania", ro.Holidays)
	add("RU", "Russia", ru.Holidays)
	add("SE", "Sweden", se.Holidays)
	add("SI", "Slovenia", si.Holidays)
	add("SK", "Slovakia", sk.Holidays)
	add("UA", "Ukraine", ua.Holidays)
	add("US", "United States", us.Holidays)
	add("ZA", "South Africa", za.Holidays)
	parts := func(code, name string, all map[string][]*cal.Holiday) {
		for part, days := range all {
			short, long, _ := strings.Cut(part, " ")
			add(code+"-"+short, name+", "+long, days)
		}
	}
	add("DE", "Germany, what all states share", de.Holidays)
	parts("DE", "Germany", map[string][]*cal.Holiday{
		"BW Baden-Württemberg": de.HolidaysBW, "BY Bavaria": de.HolidaysBY, "BE Berlin": de.HolidaysBE, "BB Brandenburg": de.HolidaysBB,
		"HB Bremen": de.HolidaysHB, "HH Hamburg": de.HolidaysHH, "HE Hesse": de.HolidaysHE, "MV Mecklenburg-Vorpommern": de.HolidaysMV,
		"NI Lower Saxony": de.HolidaysNI, "NW North Rhine-Westphalia": de.HolidaysNW, "RP Rhineland-Palatinate": de.HolidaysRP,
		"SL Saarland": de.HolidaysSL, "SN Saxony": de.HolidaysSN, "ST Saxony-Anhalt": de.HolidaysST, "SH Schleswig-Holstein": de.HolidaysSH,
		"TH Thuringia": de.HolidaysTH,
	})
	parts("AU", "Australia", map[string][]*cal.Holiday{
		"ACT Capital Territory": au.HolidaysACT, "NSW New South Wales": au.HolidaysNSW, "NT Northern Territory": au.HolidaysNT,
		"QLD Queensland": au.HolidaysQLD, "SA South Australia": au.HolidaysSA, "TAS Tasmania": au.HolidaysTAS, "VIC Victoria": au.HolidaysVIC,
		"WA Western Australia": au.HolidaysWA,
	})
	add("CH", "Switzerland, what all cantons share", ch.Holidays)
	parts("CH", "Switzerland", map[string][]*cal.Holiday{
		"AG Aargau": ch.HolidaysAG, "AI Appenzell Innerrhoden": ch.HolidaysAI, "AR Appenzell Ausserrhoden": ch.HolidaysAR, "BE Bern": ch.HolidaysBE,
		"BL Basel-Landschaft": ch.HolidaysBL, "BS Basel-Stadt": ch.HolidaysBS, "FR Fribourg": ch.HolidaysFR, "GE Geneva": ch.HolidaysGE,
		"GL Glarus": ch.HolidaysGL, "GR Graubünden": ch.HolidaysGR, "JU Jura": ch.HolidaysJU, "LU Lucerne": ch.HolidaysLU,
		"NE Neuchâtel": ch.HolidaysNE, "NW Nidwalden": ch.HolidaysNW, "OW Obwalden": ch.HolidaysOW, "SG St. Gallen": ch.HolidaysSG,
		"SH Schaffhausen": ch.HolidaysSH, "SO Solothurn": ch.HolidaysSO, "SZ Schwyz": ch.HolidaysSZ, "TG Thurgau": ch.HolidaysTG,
		"TI Ticino": ch.HolidaysTI, "UR Uri": ch.HolidaysUR, "VD Vaud": ch.HolidaysVD, "VS Valais": ch.HolidaysVS, "ZG Zug": ch.HolidaysZG,
		"ZH Zürich": ch.HolidaysZH,
	})
}

// Regions returns all regions whose public holidays are known, by code.
func Regions() []Region {
	out := make([]Region, 0, len(regions))
	for _, r := range regions {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Region) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

// RegionOf returns the region with a code, letter case aside. An empty code is no region and no mistake.
func RegionOf(code string) (Region, error) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if r, ok := regions[code]; ok || code == "" {
		return r, nil
	}
	country, _, _ := strings.Cut(code, "-")
	var near []string
	for _, r := range Regions() {
		if strings.HasPrefix(r.Code, country) {
			near = append(near, r.Code)
		}
	}
	if len(near) == 0 {
		return Region{}, Invalidf("region", "The holidays of %q are not known. Write a country such as BR or US, or a state such as DE-BE; leave it empty and add the team's own days otherwise.", code)
	}
	return Region{}, Invalidf("region", "The holidays of %q are not known. Choose one of %s.", code, strings.Join(near, ", "))
}
