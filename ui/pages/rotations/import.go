package rotations

func (p *Page) importFile() {
	p.desk.Files.Open([]string{".ics", ".csv"}, p.previewImport)
}

func (p *Page) previewImport(path string) { p.desk.Say(path) }
