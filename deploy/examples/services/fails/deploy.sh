#!/usr/bin/env bash
# An example service whose third step fails; the two steps after it never run and end as skipped.
set -euo pipefail

step() {
  printf '{"name":"%s","state":"%s","message":"%s"}\n' "$1" "$2" "${3:-}"
}

step "Fetch the source" running
echo "HEAD is now at 8f2c1d7 Add an index to feed_item"
sleep 0.5
step "Fetch the source" success

step "Install packages" running
echo "Resolved 48 packages in 12ms"
sleep 0.7
step "Install packages" success "48 packages"

step "Migrate the database" running
echo "Running migrations:"
echo "  Applying core.0042_feed_item_index..."
sleep 0.8
cat >&2 <<'TRACEBACK'
Traceback (most recent call last):
  File "/home/hello/site/manage.py", line 22, in <module>
    main()
  File "/home/hello/site/manage.py", line 18, in main
    execute_from_command_line(sys.argv)
  File "/home/hello/site/core/migrations/0042_feed_item_index.py", line 14, in forwards
    cursor.execute("ALTER TABLE feed_item ADD COLUMN position integer")
psycopg.errors.UndefinedTable: relation "feed_item" does not exist
LINE 1: ALTER TABLE feed_item ADD COLUMN position integer
                    ^
TRACEBACK
step "Migrate the database" failure 'relation \"feed_item\" does not exist'
exit 1
