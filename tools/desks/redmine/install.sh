#!/bin/sh
# Installs Redmine on Debian 12, as root; asks nothing. No instance of the package's own is made:
# server.py makes instances in folders.
set -eu
export DEBIAN_FRONTEND=noninteractive
options="-y --no-install-recommends -o Dpkg::Options::=--force-confold"

[ -e /usr/share/redmine ] || debconf-set-selections <<'ANSWERS'
redmine redmine/current-instances string
redmine redmine/instances/default/dbconfig-install boolean false
ANSWERS
apt-get update

# Debian's gems are a .gemspec without a folder, and the bundler of Debian 12's Ruby takes such a
# gem for deleted: the package fails on its own gems. So first all that it needs, then the folders
# that are missing, then the package.
needs=$(apt-cache show --no-all-versions redmine | sed -n 's/^Depends: //p' |
    sed 's/redmine-sqlite | redmine-mysql | redmine-pgsql/redmine-sqlite/')
# shellcheck disable=SC2086
apt-get satisfy $options "$needs"
ruby -r fileutils -e '
    folders = Gem::Specification.reject(&:default_gem?).map(&:full_gem_path)
    FileUtils.mkdir_p(folders.reject { |folder| File.directory?(folder) })
'
# shellcheck disable=SC2086
apt-get install $options redmine redmine-sqlite puma
