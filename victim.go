package sitrep

// Victim is a person whom a report names as killed, hurt, missing or taken. Such a name is shown to the desk alone until
// the desk releases it: the dead have kin who may not have been told, and the living may be harmed by being found.
type Victim struct {
	Name  string   `json:"name"`            // the fullest this report gives
	Forms []string `json:"forms,omitempty"` // what else it calls them by: a first name, a surname
	Fate  Measure  `json:"fate"`
	Child bool     `json:"child,omitempty"` // younger than 18 by the report's words
	// Cite is the name where the report says what befell them.
	Cite Citation `json:"cite"`
}
