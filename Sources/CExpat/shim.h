// Lets Swift see expat (Debian package libexpat1-dev).
#include <expat.h>
