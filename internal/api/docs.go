package api

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"sitrep"
)

//go:embed docs.html
var docsPage string

// group is a part of the documentation.
type group struct {
	Name, What string
	Routes     []operationView
}

// operationView is a row of the table as people read it.
type operationView struct {
	Name, Method, Path, What, More, Curl string
	Role                                 sitrep.Role
	Params                               []paramView
	Takes, Gives                         string // shapes
	Kinds                                []string
	Status                               int
}

type paramView struct {
	In, Name, Type, What string
	Needed               bool
	Values               []string
}

// shapeView is a shape with its fields.
type shapeView struct {
	Name, What string
	Fields     []fieldView
}

type fieldView struct {
	Name, Type, Of, What string // Of: a shape
	Needed               bool
}

// documentation is the page, made from the same table and shapes as the document.
func documentation(routes []route, version, mark string) ([]byte, error) {
	s := &schemas{named: map[string]map[string]any{}}
	data := struct {
		Version, About, Mark, Root string
		Groups                     []group
		Shapes                     []shapeView
		Problems                   []kind
	}{Version: version, About: about, Mark: mark, Root: Root, Problems: kinds}
	for _, g := range groups {
		part := group{Name: g[0], What: g[1]}
		for i := range routes {
			if routes[i].Group == g[0] {
				part.Routes = append(part.Routes, viewRoute(&routes[i], s))
			}
		}
		data.Groups = append(data.Groups, part)
	}
	for name, shape := range s.named {
		data.Shapes = append(data.Shapes, viewShape(name, shape))
	}
	slices.SortFunc(data.Shapes, func(a, b shapeView) int { return strings.Compare(a.Name, b.Name) })
	t, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, fmt.Errorf("documentation: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("documentation: %w", err)
	}
	return b.Bytes(), nil
}

func viewRoute(r *route, s *schemas) operationView {
	v := operationView{Name: r.Name, Method: r.Method, Path: r.Path, What: r.What, More: r.More, Role: r.Needs, Kinds: r.Kinds, Status: r.status(), Curl: curl(r)}
	path, query := r.params()
	for _, p := range path {
		v.Params = append(v.Params, paramView{"path", p.Name, p.Type, p.What, true, nil})
	}
	for _, p := range query {
		v.Params = append(v.Params, paramView{"query", p.Name, p.Type, p.What, p.Needed, p.Values})
	}
	if r.Writes {
		v.Params = append(v.Params, paramView{"header", "Idempotency-Key", "string", "a name of your own for this request: sent again, it is done once", false, nil})
	}
	if r.Match {
		v.Params = append(v.Params, paramView{"header", "If-Match", "string", "the ETag of what you have seen", false, nil})
	}
	if r.Body != nil {
		v.Takes = shapeName(s.of(reflect.TypeOf(r.Body), true))
	}
	if r.Answer != nil {
		v.Gives = shapeName(s.of(reflect.TypeOf(r.Answer), true))
	}
	return v
}

func curl(r *route) string {
	out := "curl"
	if r.Method != http.MethodGet {
		out += " -X " + r.Method
	}
	if r.Needs == sitrep.Editor || r.Needs == sitrep.Admin {
		out += ` -H "Authorization: Bearer $TOKEN"`
	}
	if r.Writes {
		out += ` -H "Idempotency-Key: $(uuidgen)"`
	}
	switch {
	case r.Body != nil:
		out += ` -H "Content-Type: application/json" -d @request.json`
	case r.BodyKind != "":
		out += ` -H "Content-Type: ` + r.BodyKind + `" --data-binary @request`
	}
	at := `"$SITREP` + r.Path
	for i, p := range r.Query {
		if p.Needed {
			at += []string{"?", "&"}[min(i, 1)] + p.Name + "=…"
		}
	}
	return out + " " + at + `"`
}

func shapeName(shape map[string]any) string {
	ref, _ := shape["$ref"].(string)
	return ref[strings.LastIndexByte(ref, '/')+1:]
}

func viewShape(name string, shape map[string]any) shapeView {
	v := shapeView{Name: name}
	v.What, _ = shape["description"].(string)
	needed, _ := shape["required"].([]any)
	fields, _ := shape["properties"].(map[string]any)
	for field, of := range fields {
		f := fieldView{Name: field, Needed: slices.Contains(needed, any(field))}
		sub := of.(map[string]any)
		f.Type, f.Of = typeWords(sub)
		f.What, _ = sub["description"].(string)
		if list, ok := sub["enum"].([]any); ok {
			var words []string
			for _, w := range list {
				words = append(words, fmt.Sprintf("%q", w))
			}
			f.What = strings.TrimSpace(f.What + " One of " + strings.Join(words, ", ") + ".")
		}
		v.Fields = append(v.Fields, f)
	}
	slices.SortFunc(v.Fields, func(a, b fieldView) int { return strings.Compare(a.Name, b.Name) })
	return v
}

// typeWords name a shape's type, and the shape it refers to.
func typeWords(shape map[string]any) (words, of string) {
	if ref := shapeName(shape); ref != "" {
		return "", ref
	}
	if list, ok := shape["anyOf"].([]any); ok {
		_, of = typeWords(list[0].(map[string]any))
		return "or null", of
	}
	switch t := shape["type"].(type) {
	case string:
		words = t
	case []any:
		words = fmt.Sprint(t[0], " or null")
	default:
		words = "anything"
	}
	if items, ok := shape["items"].(map[string]any); ok {
		inner, ref := typeWords(items)
		if ref != "" {
			return "list of", ref
		}
		return "list of " + inner, ""
	}
	return words, ""
}

// docs answers with the page; its style carries a nonce, and nothing else may load.
func (s *site) docs(c *call) (reply, error) {
	nonce, err := s.nonce()
	if err != nil {
		return reply{}, err
	}
	c.w.Header().Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'nonce-"+nonce+"'")
	return reply{Bytes: bytes.ReplaceAll(s.page, []byte(s.mark), []byte(nonce)), Kind: "text/html; charset=utf-8"}, nil
}

func (s *site) openapi(*call) (reply, error) {
	return reply{Bytes: s.document, Kind: "application/json"}, nil
}
