package main

import (
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"sitrep/internal/brief"
	"sitrep/internal/fetch"
	"sitrep/internal/llm"
)

// model are the flags of every verb that may have a language model word briefs.
type model struct {
	LLM        string `name:"llm" placeholder:"URL" help:"Have a language model word briefs: an OpenAI-compatible address, such as http://127.0.0.1:11434/v1. What the reports don't bear out is refused. SITREP_LLM_KEY in the environment is its key."`
	Model      string `placeholder:"NAME" help:"The language model's name, as its server knows it."`
	LLMTimeout int    `name:"llm-timeout" default:"60" placeholder:"SECONDS" help:"How long the model may take for one brief (default 60)."`
	LLMCalls   int    `name:"llm-calls" default:"100" placeholder:"N" help:"At most N requests to the model in one run; for a service, in an hour (default 100)."`
}

// keyName names the environment's variable that holds the key. No flag and no file does: they are read by others.
const keyName = "SITREP_LLM_KEY"

// asked reports whether a model is wanted. A name without an address, or the other way round, is wrong usage.
func (m model) asked() (bool, error) {
	switch {
	case m.LLM == "" && m.Model == "":
		return false, nil
	case m.LLM == "":
		return false, usage("--model %s: say where it is served with --llm URL", m.Model)
	case m.Model == "":
		return false, usage("--llm: name the model with --model NAME")
	case m.LLMTimeout < 1 || m.LLMTimeout > 300:
		return false, usage("--llm-timeout takes 1 to 300 seconds")
	case m.LLMCalls < 1:
		return false, usage("--llm-calls takes a number above zero")
	}
	return true, nil
}

// writer makes the writer that the flags name, or none; done drops its connections. A service's bounds begin anew each hour.
func (m model) writer(a *app, service bool) (w *llm.Client, done func(), err error) {
	done = func() {}
	wanted, err := m.asked()
	if err != nil || !wanted {
		return nil, done, err
	}
	timeout := time.Duration(m.LLMTimeout) * time.Second
	line, err := fetch.NewEndpoint(fetch.EndpointOptions{Address: base(m.LLM), Key: os.Getenv(keyName), Version: version(), Timeout: timeout})
	if err != nil {
		return nil, done, usage("--llm: %s", err)
	}
	o := llm.Options{Line: line, Model: m.Model, Timeout: timeout, Calls: m.LLMCalls, Clock: a.clock}
	if service {
		o.Refill = time.Hour
	}
	if w, err = llm.New(o); err != nil {
		return nil, done, err
	}
	return w, line.Close, nil
}

// base is the address below which the server answers: "/v1" where none is given, and without the end that this program adds.
func base(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Path = strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/chat/completions")
	if u.Path == "" {
		u.Path = "/v1"
	}
	return u.String()
}

// briefWriter is a client as the desk takes it: nil when there is none.
func briefWriter(c *llm.Client) brief.Writer {
	if c == nil {
		return nil
	}
	return c
}

// announce says in a service's log that a model words briefs. The key is not told.
func (m model) announce(log *slog.Logger, w *llm.Client) {
	if w != nil {
		log.Info("a language model words briefs", "model", w.Name(), "requests_an_hour", m.LLMCalls)
	}
}

// doctor says whether the configured model answers.
func (m model) doctor(a *app, say func(bool, string, string)) {
	w, done, err := m.writer(a, false)
	defer done()
	switch {
	case err != nil:
		say(false, "the language model's configuration is wrong", strings.TrimPrefix(err.Error(), "wrong usage: "))
	case w == nil:
		say(true, "no language model: briefs are this program's own", "")
	default:
		if err := w.Check(a.ctx); err != nil {
			say(false, fmt.Sprintf("the language model %s does not answer: %s", w.Name(), err), "check --llm, --model and "+keyName+"; until then briefs are this program's own")
			return
		}
		say(true, "the language model "+w.Name()+" answers", "")
	}
}
