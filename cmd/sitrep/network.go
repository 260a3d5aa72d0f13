package main

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
	"strings"

	"sitrep"
	"sitrep/internal/fetch"
	"sitrep/internal/intake"
)

// network are the flags of every verb that fetches.
type network struct {
	AllowNet []string `name:"allow-net" placeholder:"CIDR" help:"A network that may be reached though it is not public, such as 10.1.0.0/16 (may be given several times)."`
	Contact  string   `placeholder:"WHO" help:"Whom a site's operator may write to; stands in the User-Agent."`
}

// follows are the flags of what follows feeds.
type follows struct {
	Pages    bool   `default:"true" negatable:"" help:"Fetch the page behind a feed's entry that brings little text, where robots.txt allows it (default yes)."`
	Callback string `placeholder:"URL" help:"The address under which the world reaches this service, such as https://sitrep.example: feeds that offer WebSub are then subscribed to."`
}

// follower follows feeds; the store and where it takes what came are filled in when they are open.
func (f follows) follower(a *app, c *fetch.Client) (*fetch.Follower, error) {
	if f.Callback != "" {
		u, err := url.Parse(f.Callback)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
			return nil, usage("--callback %s: write an address such as https://sitrep.example", shorten(f.Callback, 200))
		}
	}
	return &fetch.Follower{Client: c, Read: a.fetched, Callback: f.Callback}, nil
}

// client makes the program's one HTTP client.
func (n network) client(a *app) (*fetch.Client, error) {
	o := fetch.Options{Contact: n.Contact, Version: version(), Clock: a.clock}
	for _, s := range n.AllowNet {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			addr, bad := netip.ParseAddr(s)
			if bad != nil {
				return nil, usage("--allow-net %s: write a network such as 10.1.0.0/16, or one address", s)
			}
			p = netip.PrefixFrom(addr, addr.BitLen())
		}
		o.Allow = append(o.Allow, p)
	}
	return fetch.New(o), nil
}

func isURL(s string) bool { return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") }

// fetched reads what was fetched from an address as intake reads everything.
func (a *app) fetched(ctx context.Context, address string, body []byte, each func(*sitrep.Report) error) error {
	o := a.intake(a.clock())
	o.Fetch = fetch.Bytes(body)
	var problems []error
	read := 0
	err := intake.Read(ctx, []string{address}, o, func(r *sitrep.Report) error {
		read++
		return each(r)
	}, func(p intake.Problem) { problems = append(problems, p.Err) })
	if err == nil && read == 0 && len(problems) > 0 {
		err = errors.Join(problems[:min(3, len(problems))]...)
	}
	return err
}
