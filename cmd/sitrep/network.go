package main

import (
	"context"
	"errors"
	"net/netip"
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
