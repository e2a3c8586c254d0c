#!/bin/sh
# Run once by PostgreSQL's image, on an empty volume: the role that the service connects as. What it may do is told by the migrations, which
# find castellan_app_<database> there (docs/operations/audit-log.md).
set -eu
psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set password="$(cat "${DATABASE_PASSWORD_FILE:-/run/secrets/database_password}")" <<'SQL'
CREATE ROLE castellan_app_castellan NOLOGIN;
CREATE ROLE castellan_service LOGIN PASSWORD :'password' IN ROLE castellan_app_castellan;
SQL
