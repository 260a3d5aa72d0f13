package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/desk"
)

// schemas collects the shapes of Go types as JSON Schema (2020-12, which OpenAPI 3.1 uses). A struct is a shape of its
// own and is referred to; its fields are those of its JSON.
type schemas struct{ named map[string]map[string]any }

// forms are the types that write their own JSON.
var forms = map[reflect.Type]map[string]any{
	reflect.TypeFor[sitrep.Stamp]():    {"type": []any{"string", "null"}, "description": "A year, month, day or instant in ISO 8601, as precisely as it is known; null when unknown."},
	reflect.TypeFor[sitrep.Bound]():    {"type": []any{"integer", "null"}, "description": "One end of a value; null when unknown, which is not zero."},
	reflect.TypeFor[sitrep.Words]():    {"type": []any{"string", "null"}, "description": "Words of a report; null when it has none."},
	reflect.TypeFor[time.Time]():       {"type": "string", "format": "date-time"},
	reflect.TypeFor[json.RawMessage](): {},
}

// values are the words that a type can be.
var values = map[reflect.Type][]string{
	reflect.TypeFor[sitrep.Measure]():       texts(desk.Measures),
	reflect.TypeFor[sitrep.Modifier]():      texts(desk.Modifiers),
	reflect.TypeFor[sitrep.Basis]():         texts(desk.Bases),
	reflect.TypeFor[sitrep.Verdict]():       texts(sitrep.Verdicts),
	reflect.TypeFor[sitrep.DecisionKind]():  {"join", "split", "lock", "reject", "correct", "grade", "pin", "strike", "sign_off", "note", "release", "withhold", "undo"},
	reflect.TypeFor[sitrep.StepKind]():      {"new", "repeat", "update", "correction", "withdrawal", "dispute", "denial", "relay_discrepancy"},
	reflect.TypeFor[sitrep.StepStatus]():    {"active", "superseded", "withdrawn", "disputed"},
	reflect.TypeFor[sitrep.OriginKind]():    {"agency", "outlet", "party", "unknown"},
	reflect.TypeFor[sitrep.ClaimantKind]():  {"named", "office", "anonymous", "none"},
	reflect.TypeFor[sitrep.Act]():           {"statement", "denial", "confirmation", "condemnation", "accusation", "support", "demand", "warning", "regret", "no_comment", "unreachable"},
	reflect.TypeFor[sitrep.Status]():        {"asserted", "denied", "feared", "projected", "hypothetical"},
	reflect.TypeFor[sitrep.Field]():         {"", "title"},
	reflect.TypeFor[sitrep.Role]():          {"", "reader", "editor", "admin"},
	reflect.TypeFor[sitrep.NoticeKind]():    texts(sitrep.NoticeKinds),
	reflect.TypeFor[sitrep.DeliveryState](): {"waiting", "done", "dead"},
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// abouts say what the nouns are that the whole program shares.
var abouts = map[string]string{
	"Card": "A story in a list.", "Step": "One entry in a claimant's line. Nothing is erased.", "Line": "One claimant's steps in a series, oldest first.",
	"Series": "One measure of one group over one scope and basis.", "Ledger": "A story's figures.", "LedgerRange": "Lowest to highest of the latest active value per claimant, with its rule.",
	"Citation": "Words of a report, by UTF-8 byte offsets into its text, or into its title where in says so.", "Span": "A half-open range of UTF-8 byte offsets.",
	"Change": "What changed in a story.", "Claim": "One act of speech that a report tells of.", "Figure": "One statement of a number of people.", "Derived": "A number that was computed, with its rule and its inputs.",
	"Checked": "A text with a verdict on each of its sentences.", "CheckedSentence": "A sentence; its verdict is its worst finding.", "Finding": "The verdict on one claim of a sentence.", "Evidence": "Words of a report that a verdict rests on.",
	"Wish": "What is to be settled. Which fields it takes depends on its kind.", "WishedFigure": "How a figure's words are to be read.", "BriefSource": "A numbered source of a brief.", "Notice": "A change that programs are told of.", "Bounds": "The two ends of a value.", "NewAlert": "A rule: every condition that is given must hold.", "Point": "A value at a time.",
}

// of is the shape of a type; what may be left out may not be null, and what may be null is there.
func (s *schemas) of(t reflect.Type, omitted bool) map[string]any {
	if f, ok := forms[t]; ok {
		return f
	}
	switch t.Kind() {
	case reflect.Pointer:
		of := s.of(t.Elem(), true)
		if omitted {
			return of
		}
		return map[string]any{"anyOf": []any{of, map[string]any{"type": "null"}}}
	case reflect.Struct:
		return s.object(t)
	case reflect.Slice, reflect.Array:
		kind := any([]any{"array", "null"})
		if omitted {
			kind = "array"
		}
		return map[string]any{"type": kind, "items": s.of(t.Elem(), false)}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem(), false)}
	case reflect.String:
		out := map[string]any{"type": "string"}
		if list := values[t]; list != nil {
			out["enum"] = anys(list)
		}
		return out
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Float32, reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return map[string]any{"type": "integer"}
	}
	return map[string]any{}
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// object names a struct's shape and refers to it.
func (s *schemas) object(t reflect.Type) map[string]any {
	name := t.Name()
	ref := map[string]any{"$ref": "#/components/schemas/" + name}
	if s.named[name] != nil {
		return ref
	}
	shape := map[string]any{"type": "object", "additionalProperties": false}
	s.named[name] = shape
	if about := abouts[name]; about != "" {
		shape["description"] = about
	}
	fields, needed := map[string]any{}, []any{}
	s.fields(t, fields, &needed)
	shape["properties"] = fields
	if len(needed) > 0 {
		shape["required"] = needed
	}
	return ref
}

func (s *schemas) fields(t reflect.Type, fields map[string]any, needed *[]any) {
	for f := range t.Fields() {
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct {
			s.fields(f.Type, fields, needed)
			continue
		}
		if name == "-" || !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		omitted := strings.Contains(opts, "omitempty") || strings.Contains(opts, "omitzero")
		shape := s.of(f.Type, omitted)
		if doc := f.Tag.Get("doc"); doc != "" {
			with := map[string]any{"description": doc}
			for k, v := range shape {
				if k != "description" {
					with[k] = v
				}
			}
			shape = with
		}
		fields[name] = shape
		if !omitted && f.Tag.Get("may") == "" {
			*needed = append(*needed, name)
		}
	}
}
