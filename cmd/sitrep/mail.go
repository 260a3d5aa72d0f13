package main

import (
	"log/slog"
	"net/url"
	"os"
	"strings"

	"sitrep"
	"sitrep/internal/alert"
	"sitrep/internal/fetch"
	"sitrep/internal/view"
)

// alerting are the flags of what sends alerts.
type alerting struct {
	SMTP     string `name:"smtp" placeholder:"HOST:PORT" help:"The mail server that takes alerts by e-mail. SITREP_SMTP_PASSWORD in the environment is its password."`
	SMTPFrom string `name:"smtp-from" placeholder:"ADDRESS" help:"Whom mails come from."`
	SMTPUser string `name:"smtp-user" placeholder:"NAME" help:"Who signs in to the mail server (default: nobody)."`
	Site     string `placeholder:"URL" help:"The address under which readers reach the pages, such as https://sitrep.example: alerts then link to their story."`
}

// mailPassword names the environment's variable that holds the password. No flag and no file does: they are read by others.
const mailPassword = "SITREP_SMTP_PASSWORD"

// courier sends alerts; the store is filled in when it is open.
func (m alerting) courier(a *app, client *fetch.Client, log *slog.Logger) (*alert.Courier, error) {
	c := &alert.Courier{Post: client, Clock: a.clock, Log: log}
	if m.Site != "" {
		u, err := url.Parse(m.Site)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
			return nil, usage("--site %s: write an address such as https://sitrep.example", shorten(m.Site, 200))
		}
		root := strings.TrimSuffix(u.String(), "/")
		c.Link = func(id sitrep.StoryID) string { return root + view.StoryURL(id) }
	}
	if m.SMTP == "" {
		if m.SMTPFrom != "" || m.SMTPUser != "" {
			return nil, usage("--smtp-from and --smtp-user: say which mail server, with --smtp HOST:PORT")
		}
		return c, nil
	}
	if m.SMTPFrom == "" {
		return nil, usage("--smtp: say whom mails come from, with --smtp-from ADDRESS")
	}
	mailer, err := fetch.NewMailer(fetch.MailOptions{Address: m.SMTP, From: m.SMTPFrom, User: m.SMTPUser, Password: os.Getenv(mailPassword)})
	if err != nil {
		return nil, usage("--smtp: %s", strings.TrimPrefix(err.Error(), sitrep.Invalid.Error()+": "))
	}
	c.Mail = mailer
	return c, nil
}
