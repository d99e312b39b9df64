// Lets Swift see liblzma (Debian package liblzma-dev).
#include <lzma.h>
