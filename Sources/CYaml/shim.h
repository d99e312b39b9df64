// Lets Swift see yaml-0.1 (Debian package libyaml-dev).
#include <yaml.h>
