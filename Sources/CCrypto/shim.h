// Lets Swift see libcrypto (Debian package libssl-dev).
#include <openssl/evp.h>
#include <openssl/sha.h>
