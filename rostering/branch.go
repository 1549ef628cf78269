package rostering

func (s *solver) branch(k int, b *bundle) {}
