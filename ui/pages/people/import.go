package people

func (p *Page) importFile() {
	p.desk.Files.Open([]string{".csv"}, func(path string) { p.desk.Say(path) })
}
