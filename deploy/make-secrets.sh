#!/bin/sh
# Makes the secrets that compose.yaml hands to its services as files, those that are missing: sh deploy/make-secrets.sh
# The certificate is signed by itself: put your own, its chain and its key into secrets/tls.pem. Keep secret_key elsewhere, too.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets
cd secrets

# Compose mounts a file with the rights it has here, and the containers run as somebody else: the folder is what keeps others out.
umask 022
keep() { if [ -s "$1" ]; then cat >/dev/null; else cat >"$1"; fi; }
random() { openssl rand -hex 24; }

openssl rand -base64 48 | tr -d '\n' | keep secret_key
random | keep database_owner_password
random | keep database_password
random | keep redis_password
echo "postgres://castellan:$(cat database_owner_password)@postgres/castellan" | keep database_owner_url
echo "postgres://castellan_service:$(cat database_password)@postgres/castellan" | keep database_url
echo "redis://default:$(cat redis_password)@redis" | keep redis_url

[ -s tls.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj /CN=localhost \
  -addext 'subjectAltName=DNS:localhost,DNS:ops.localhost' -keyout tls.key -out tls.crt 2>/dev/null
[ -s tls.pem ] || cat tls.crt tls.key >tls.pem
rm -f tls.crt tls.key
