// Lets Swift see libbz2 (Debian package libbz2-dev).
#include <bzlib.h>
