package sitrep

// Kind is an error kind. Faces turn kinds into exit codes and status codes;
// wrap one with %w and test with errors.Is.
type Kind string

// The kinds of error the program tells apart.
const (
	NotFound Kind = "not found"
	Invalid  Kind = "invalid input"
	TooLarge Kind = "too large"
	Usage    Kind = "wrong usage"
	Done     Kind = "done already"
)

// Error makes a Kind an error.
func (k Kind) Error() string { return string(k) }
