package alert

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep"
)

// secretPrefix begins every secret, as the specification has it; what follows is base64.
const secretPrefix = "whsec_"

// Sign is the signature of a webhook (Standard Webhooks 1.0, symmetric): HMAC-SHA256 over the id, the time and the body.
func Sign(secret, id string, at time.Time, body []byte) (string, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil || len(key) == 0 {
		return "", fmt.Errorf("%w: the secret is none", sitrep.Invalid)
	}
	h := hmac.New(sha256.New, key)
	fmt.Fprintf(h, "%s.%d.", id, at.Unix())
	h.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(h.Sum(nil)), nil
}

// id names a delivery, the same at every try and another one in every store.
func id(a *sitrep.Alert, n *sitrep.Notice) string {
	h := hmac.New(sha256.New, []byte(a.Secret))
	fmt.Fprintf(h, "id %d-%d", a.ID, n.ID)
	return "msg_" + hex.EncodeToString(h.Sum(nil))[:32]
}

// Message is what a webhook gets.
type Message struct {
	Type  sitrep.NoticeKind `json:"type"`
	At    time.Time         `json:"timestamp"` // of the notice, not of the try
	Alert struct {
		ID   int64  `json:"id"`
		Name string `json:"name,omitempty"`
	} `json:"alert"`
	Link string        `json:"link,omitempty"` // to the story's page
	Data sitrep.Notice `json:"data"`
}

// webhook is what is posted: the headers, and the body that they sign.
func webhook(a *sitrep.Alert, n *sitrep.Notice, link string, now time.Time) (map[string]string, []byte, error) {
	m := Message{Type: n.Kind, At: n.At, Link: link, Data: *n}
	m.Alert.ID, m.Alert.Name = a.ID, a.Name
	body, err := json.Marshal(m)
	if err != nil {
		return nil, nil, err
	}
	signature, err := Sign(a.Secret, id(a, n), now, body)
	return map[string]string{
		"Content-Type": "application/json", "Webhook-Id": id(a, n), "Webhook-Timestamp": strconv.FormatInt(now.Unix(), 10), "Webhook-Signature": signature,
	}, body, err
}
