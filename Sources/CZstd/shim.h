// Lets Swift see libzstd (Debian package libzstd-dev).
#include <zstd.h>
