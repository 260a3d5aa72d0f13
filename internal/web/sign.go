package web

import (
	"errors"
	"net"
	"net/http"

	"sitrep"
	"sitrep/internal/account"
)

// signView is the page on which somebody signs in.
type signView struct {
	To, Name, Wrong string
	Open            bool // there is nobody to sign in as
}

func (s *site) signInPage(v *visit) error {
	to := onSite(v.r.URL.Query().Get("to"))
	if v.known {
		http.Redirect(v.w, v.r, to, http.StatusSeeOther)
		return nil
	}
	return v.show(http.StatusOK, page{Title: "Sign in", Here: "sign", Name: "sign", Data: signView{To: to, Open: v.Guard == nil}})
}

func (s *site) signIn(v *visit) error {
	name, password, to := v.r.PostFormValue("name"), v.r.PostFormValue("password"), onSite(v.r.PostFormValue("to"))
	if err := v.formError(); err != nil {
		return err
	}
	if v.Guard == nil {
		http.Redirect(v.w, v.r, to, http.StatusSeeOther)
		return nil
	}
	from, _, err := net.SplitHostPort(v.r.RemoteAddr)
	if err != nil {
		from = v.r.RemoteAddr
	}
	secret, _, err := v.Guard.SignIn(v.r.Context(), name, password, from)
	if errors.Is(err, account.ErrWrong) || errors.Is(err, account.ErrSlow) {
		status := http.StatusUnauthorized
		if errors.Is(err, account.ErrSlow) {
			status = http.StatusTooManyRequests
		}
		return v.show(status, page{Title: "Sign in", Here: "sign", Name: "sign", Data: signView{To: to, Name: name, Wrong: sentence(err)}})
	}
	if err != nil {
		return err
	}
	if c, err := v.r.Cookie(account.Cookie); err == nil { // whoever was signed in here before is so no more
		if err := v.Guard.SignOut(v.r.Context(), c.Value); err != nil {
			return err
		}
	}
	http.SetCookie(v.w, v.Guard.Baked(secret, v.secure()))
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}

func (s *site) signOut(v *visit) error {
	if v.Guard != nil {
		if c, err := v.r.Cookie(account.Cookie); err == nil {
			if err := v.Guard.SignOut(v.r.Context(), c.Value); err != nil && !errors.Is(err, sitrep.NotFound) {
				return err
			}
		}
		http.SetCookie(v.w, v.Guard.Crumbled(v.secure()))
	}
	http.Redirect(v.w, v.r, "/", http.StatusSeeOther)
	return nil
}
