// Lets Swift see libisal (Debian package libisal-dev).
#include <isa-l.h>
