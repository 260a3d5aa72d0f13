package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"sitrep"
)

// maxDepth is how deep the JSON of an answer may nest; what is asked for nests four deep.
const maxDepth = 24

// content is the text that a model's answer holds.
func content(answer []byte) (string, error) {
	if err := sound(answer); err != nil {
		return "", err
	}
	var a struct {
		Choices []struct {
			Message struct {
				Content *string `json:"content"`
				Refusal *string `json:"refusal"`
			} `json:"message"`
			Reason string `json:"finish_reason"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(answer, &a); err != nil || len(a.Choices) == 0 {
		return "", errors.New("its answer is no chat completion")
	}
	m := a.Choices[0].Message
	switch {
	case m.Refusal != nil && *m.Refusal != "":
		return "", errors.New("the model declined: " + shown(*m.Refusal, 120))
	case a.Choices[0].Reason == "length":
		return "", errors.New("the model's answer was cut off at its length")
	case m.Content == nil || strings.TrimSpace(*m.Content) == "":
		return "", errors.New("the model answered nothing")
	}
	return *m.Content, nil
}

// wordings reads the sentences out of a model's text: a JSON object, bare, fenced, or with words before and behind.
func wordings(content string) ([]sitrep.Wording, error) {
	if _, after, ok := strings.Cut(content, "</think>"); ok {
		content = after
	}
	from, to := strings.IndexByte(content, '{'), strings.LastIndexByte(content, '}')
	if from < 0 || to < from {
		return nil, errors.New("the model's answer holds no JSON")
	}
	raw := []byte(content[from : to+1])
	if err := sound(raw); err != nil {
		return nil, err
	}
	var a struct {
		Sentences *[]struct {
			For      []int  `json:"for"`
			Text     string `json:"text"`
			Passages []int  `json:"passages"`
		} `json:"sentences"`
	}
	if err := json.Unmarshal(raw, &a); err != nil || a.Sentences == nil {
		return nil, errors.New("the model's answer is JSON of another shape")
	}
	if len(*a.Sentences) > maxWordings {
		return nil, fmt.Errorf("the model wrote %d sentences, more than were asked for", len(*a.Sentences))
	}
	var out []sitrep.Wording
	for _, s := range *a.Sentences {
		if len(s.Text) > maxSentence || len(s.For) > maxWordings || len(s.Passages) > maxWordings {
			s.Text = "" // no sentence is that long; what is empty is refused
		}
		out = append(out, sitrep.Wording{For: s.For, Text: s.Text, Passages: s.Passages})
	}
	return out, nil
}

// sound refuses JSON that is broken, nests deep, or names a member twice: readers differ in which of the two they take.
func sound(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	type level struct {
		object, value bool
		seen          map[string]bool
	}
	var stack []level
	for n := 0; ; n++ {
		t, err := d.Token()
		if err == io.EOF && len(stack) == 0 && n > 0 {
			return nil
		}
		if err != nil {
			return errors.New("its answer is broken JSON")
		}
		top := len(stack) - 1
		switch delim, is := t.(json.Delim); {
		case is && (delim == '{' || delim == '['):
			if top >= 0 {
				stack[top].value = false
			}
			if len(stack) == maxDepth {
				return errors.New("its answer nests too deep")
			}
			stack = append(stack, level{object: delim == '{', seen: map[string]bool{}})
		case is:
			stack = stack[:top]
		case top >= 0 && stack[top].object && !stack[top].value:
			key := strings.ToLower(fmt.Sprint(t))
			if stack[top].seen[key] {
				return fmt.Errorf("its answer names %.40q twice", shown(key, 40))
			}
			stack[top].seen[key], stack[top].value = true, true
		case top >= 0:
			stack[top].value = false
		}
		if len(stack) == 0 && d.More() {
			return errors.New("its answer holds more than one JSON value")
		}
	}
}

// complaint is the message in a server's error, if it has one.
func complaint(answer []byte) string {
	var a struct {
		Error json.RawMessage `json:"error"`
	}
	if len(answer) > 64<<10 || json.Unmarshal(answer, &a) != nil {
		return ""
	}
	var message struct {
		Message string `json:"message"`
	}
	var words string
	if json.Unmarshal(a.Error, &message) == nil && message.Message != "" {
		return shown(message.Message, 160)
	}
	if json.Unmarshal(a.Error, &words) == nil {
		return shown(words, 160)
	}
	return ""
}
