package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"sitrep"
	"sitrep/internal/desk"
)

// Limits of the stream.
const (
	maxListeners = 500
	buffered     = 64 // notices that wait for one listener; who falls behind further is cut off and comes back
	portion      = 200
	lookEvery    = time.Second
	beatEvery    = 15 * time.Second
	sendWithin   = 20 * time.Second
)

// hub asks the store once a second what is new while anybody listens, and hands it to all of them.
type hub struct {
	source Notices // nil: nothing ever happens
	names  *desk.Names
	stop   <-chan struct{}
	log    *slog.Logger

	mu        sync.Mutex
	listeners map[chan *news]bool
	count     int
	last      int64
	watching  bool
}

func newHub(source Notices, names *desk.Names, stop <-chan struct{}, log *slog.Logger) *hub {
	return &hub{source: source, names: names, stop: stop, log: log, listeners: map[chan *news]bool{}}
}

// news is a notice on its way to whoever listens. What is sent is written once for all of them: hundreds wake at once.
type news struct {
	sitrep.Notice
	open, shown func() (string, error) // as the desk is told it, and as readers are
}

func newsOf(n sitrep.Notice, names *desk.Names) *news {
	return &news{
		Notice: n,
		open:   sync.OnceValues(func() (string, error) { return event(n) }),
		shown: sync.OnceValues(func() (string, error) {
			ctx, stop := context.WithTimeout(context.Background(), sendWithin) // for all of them, whoever asks first
			defer stop()
			told, err := names.Notice(ctx, n)
			if err != nil {
				return "", err
			}
			return event(told)
		}),
	}
}

// event is a notice as it is sent.
func event(n sitrep.Notice) (string, error) {
	data, err := json.Marshal(n)
	return fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", n.ID, n.Kind, data), err
}

// join makes a listener; false when there is no room. Its channel is closed when it falls behind.
func (h *hub) join(ctx context.Context) (chan *news, bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.count == maxListeners {
		return nil, false, nil
	}
	ch := make(chan *news, buffered)
	if h.source != nil && !h.watching {
		n, err := h.source.LastNotice(ctx)
		if err != nil {
			return nil, false, err
		}
		h.last, h.watching = n, true
		go h.watch()
	}
	h.listeners[ch] = true
	h.count++
	return ch, true, nil
}

// leave ends a listener.
func (h *hub) leave(ch chan *news) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count--
	delete(h.listeners, ch)
}

// watch looks for what is new until nobody listens or the service stops.
func (h *hub) watch() {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-h.stop:
			return
		case <-tick.C:
		}
		if !h.look() {
			return
		}
	}
}

func (h *hub) look() bool {
	h.mu.Lock()
	after, any := h.last, len(h.listeners) > 0
	h.mu.Unlock()
	if !any {
		return h.idle()
	}
	ctx, stop := context.WithTimeout(context.Background(), sendWithin)
	defer stop()
	list, err := h.source.Notices(ctx, after, portion)
	if err != nil {
		h.log.Error("what is new could not be read", "error", err)
		return true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, n := range list {
		h.last = n.ID
		x := newsOf(n, h.names)
		for ch := range h.listeners {
			select {
			case ch <- x:
			default: // it reads too slowly
				close(ch)
				delete(h.listeners, ch)
			}
		}
	}
	return true
}

// idle ends the watch, unless somebody came meanwhile.
func (h *hub) idle() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.watching = len(h.listeners) > 0
	return h.watching
}

// events is the stream: first what was missed since the number that whoever asks saw last, then what happens.
func (s *site) events(c *call) (reply, error) {
	ctx := c.r.Context()
	after, known, err := c.lastSeen()
	if err != nil {
		return reply{}, err
	}
	story := sitrep.StoryID(c.r.URL.Query().Get("story"))
	ch, ok, err := s.hub.join(ctx)
	if err != nil {
		return reply{}, err
	}
	if !ok {
		return reply{}, wrong("full", "At most %d can listen at once.", maxListeners)
	}
	defer s.hub.leave(ch)
	h := c.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy in front must not hold it back
	if c.r.Method == http.MethodHead {
		return reply{Sent: true}, nil // of something without end, its head alone
	}
	out := &stream{w: c.w, control: http.NewResponseController(c.w)}
	_ = out.control.SetReadDeadline(time.Time{}) // a stream may be read for hours; where that can't be said, none is set
	if err := out.send("retry: 5000\n\n"); err != nil {
		return reply{Sent: true}, nil
	}
	if s.Notices != nil {
		last, err := s.Notices.LastNotice(ctx)
		if err != nil {
			return reply{Sent: true}, nil
		}
		if !known {
			after = last
		}
		if after, ok = c.missed(out, story, after, last); !ok {
			return reply{Sent: true}, nil
		}
	}
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return reply{Sent: true}, nil
		case <-s.Stop:
			return reply{Sent: true}, nil
		case <-beat.C:
			err = out.send(": still here\n\n")
		case n, open := <-ch:
			if !open {
				return reply{Sent: true}, nil
			}
			if n.ID > after {
				after, err = n.ID, c.notice(out, n, story)
			}
		}
		if err != nil {
			return reply{Sent: true}, nil // who is gone is gone
		}
	}
}

// lastSeen is the number that whoever comes back saw last, if they say so.
func (c *call) lastSeen() (n int64, known bool, err error) {
	s := c.r.Header.Get("Last-Event-ID")
	if s == "" {
		s = c.r.URL.Query().Get("after")
	}
	if s == "" {
		return 0, false, nil
	}
	n, err = strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0, false, wrong("malformed", "after and Last-Event-ID are numbers of notices.")
	}
	return n, true, nil
}

// missed sends what came between two numbers, and says up to which. What is no longer kept is told by an event reset:
// whoever gets it reads anew.
func (c *call) missed(out *stream, story sitrep.StoryID, after, last int64) (int64, bool) {
	if after > last { // it is another store than the one they knew
		return last, out.send(fmt.Sprintf("id: %d\nevent: reset\ndata: {}\n\n", last)) == nil
	}
	first := true
	for after < last {
		list, err := c.Notices.Notices(c.r.Context(), after, portion)
		if err != nil || len(list) == 0 {
			return after, err == nil
		}
		if first && list[0].ID > after+1 {
			if out.send(fmt.Sprintf("id: %d\nevent: reset\ndata: {}\n\n", list[0].ID-1)) != nil {
				return after, false
			}
		}
		first = false
		for i := range list {
			if after = list[i].ID; c.notice(out, newsOf(list[i], c.Names), story) != nil {
				return after, false
			}
		}
	}
	return after, true
}

// stream is an answer that goes on.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (s *stream) send(text string) error {
	_ = s.control.SetWriteDeadline(time.Now().Add(sendWithin)) // where that can't be said, none is set
	if _, err := s.w.Write([]byte(text)); err != nil {
		return err
	}
	return s.control.Flush()
}

// notice sends one, if it is of the story that is listened to, as whoever listens is shown it.
func (c *call) notice(s *stream, n *news, story sitrep.StoryID) error {
	if story != "" && n.Story != story {
		return nil
	}
	words := n.shown
	if c.user.Role.May(sitrep.Editor) {
		words = n.open
	}
	text, err := words()
	if err != nil {
		return err
	}
	return s.send(text)
}
