package lang

// Detect names the language of a text; "" when unsure.
func Detect(text string) string {
	return ""
}
