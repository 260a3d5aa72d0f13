package account

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The parameters of new hashes: OWASP's second choice for argon2id, 19 MiB and two passes. Hashes keep
// theirs, so that these can be raised.
const (
	passes   = 2
	memory   = 19 * 1024 // KiB
	lanes    = 1
	keyBytes = 32
)

// hashPassword makes the encoding of argon2's reference implementation:
// $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func hashPassword(random io.Reader, password string) (string, error) {
	var salt [16]byte
	if _, err := io.ReadFull(random, salt[:]); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt[:], passes, memory, lanes, keyBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes,
		base64.RawStdEncoding.EncodeToString(salt[:]), base64.RawStdEncoding.EncodeToString(key)), nil
}

// samePassword reports whether a password has this hash. A hash it can't read is nobody's, and one that
// asks for more than ours by far is not worked on.
func samePassword(encoded, password string) bool {
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version int
	var m, t uint32
	var p uint8
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil || m > 16*memory || t > 16*passes || t == 0 || p == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) != keyBytes {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, t, m, p, keyBytes)
	return subtle.ConstantTimeCompare(got, want) == 1
}
