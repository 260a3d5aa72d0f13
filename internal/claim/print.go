package claim

// printed finds claims that layout shows: labels of a transcript, colons of a headline.
func (w *room) printed() {}
