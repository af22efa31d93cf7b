#!/usr/bin/env bash
# An example service. FastDeploy runs it as `deploy.sh --config FILE`; by hand it works without arguments too.
# A line of stdout that is a JSON object with a name is a step event; everything else is log text.
set -euo pipefail

# step NAME STATE [MESSAGE]. None of the texts below needs JSON escapes.
step() {
  printf '{"name":"%s","state":"%s","message":"%s"}\n' "$1" "$2" "${3:-}"
}

green() {
  printf '\033[32m%s\033[0m\n' "$*"
}

step "Check the configuration" running
started=$(date +%s)
version=1.4.2
echo "Deploying version $version as $(id -un) on $(uname -n)"
sleep 0.6
step "Check the configuration" success "version $version"

step "Fetch the source" running
echo "From https://git.example.org/hello"
for percent in 20 40 60 80 100; do
  echo "Receiving objects: $percent% ($((percent * 12))/1200)"
  sleep 0.25
done
step "Fetch the source" success "1200 objects"

step "Install packages" running
for package in bcrypt graphql pino solid-js yaml zod; do
  printf '  \033[32m+\033[0m %s\n' "$package"
  sleep 0.3
done
echo "npm warn deprecated left-pad@1.3.0: use String.prototype.padStart()" >&2
step "Install packages" success "6 packages"

step "Build the front end" running
for module in 12 58 131 204; do
  echo "transforming ($module) src/App.tsx"
  sleep 0.4
done
green "✓ 204 modules transformed in 1.6 s"
step "Build the front end" success "212 kB of JavaScript"

step "Migrate the database" running
echo "Running migrations:"
for migration in 0041_add_episode 0042_add_feed; do
  printf '  Applying %s... \033[32mOK\033[0m\n' "$migration"
  sleep 0.7
done
step "Migrate the database" success "2 applied"

step "Restart the service" running "waiting for the old process"
sleep 1
step "Restart the service" running "waiting for the new process"
sleep 1
echo "hello.service: active (running)"
step "Restart the service" success

step "Verify the site" running
for try in 1 2; do
  echo "GET https://hello.example.org/healthz: try $try"
  sleep 0.5
done
green "200 OK, version $version"
printf '{"name":"Verify the site","state":"success","message":"answers with version %s","output":{"version":"%s","seconds":%d}}\n' \
  "$version" "$version" "$(($(date +%s) - started))"
